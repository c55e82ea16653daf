import type { Difference, KindCount, ObjectKind, SchemaArea, Severity, TablesPresent } from "../bindings";

/** One difference in short. */
export type Line = [
  severity: Severity,
  change: Difference["change"],
  kind: ObjectKind,
  place: [schema: string | null, table: string | null, name: string],
  area: SchemaArea,
  reason: string,
  properties: [string, string | null, string | null][],
];

const MISSING = { kind: "missing" } as const;
const EXTRA = { kind: "unexpected" } as const;
const CHANGED = { kind: "changed" } as const;
const NO_TABLE = "What protects people or proves what happened has no table to stand in.";
const FAILS = "Programs that expect it fail, and its data are kept nowhere.";

/** What a fake database has otherwise. */
export const LINES: Line[] = [
  [
    "critical",
    CHANGED,
    "table",
    ["public", null, "users"],
    "authentication",
    "Policies that should hold do not: rows are open to whoever may read the table.",
    [
      ["row security", "enabled", null],
      ["row security forced", "forced", null],
    ],
  ],
  [
    "critical",
    MISSING,
    "table",
    ["public", null, "audit_log"],
    "security",
    NO_TABLE,
    [["columns", "9", null]],
  ],
  [
    "critical",
    MISSING,
    "policy",
    ["public", "users", "users_select"],
    "authentication",
    "Rows are shown or hidden otherwise than they should be.",
    [
      ["command", "select", null],
      ["using", "(tenant_id = ( SELECT governance.current_tenant_id()))", null],
    ],
  ],
  ["high", MISSING, "table", ["public", null, "registered_devices"], "authentication", NO_TABLE, []],
  ["high", MISSING, "table", ["public", null, "user_two_factor_auth"], "authentication", NO_TABLE, []],
  ["high", MISSING, "table", ["public", null, "security_violations"], "security", NO_TABLE, []],
  ["high", MISSING, "table", ["agents", null, "task_delegation"], "agents", FAILS, []],
  [
    "high",
    MISSING,
    "foreign-key",
    ["public", "system_prompts", "system_prompts_user_id_fkey"],
    "authentication",
    "Rows can point at what is not there.",
    [["definition", "FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE", null]],
  ],
  [
    "high",
    CHANGED,
    "column",
    ["public", "users", "email"],
    "authentication",
    "Values are kept in another type, with other limits and another order.",
    [
      ["type", "character varying(320)", "text"],
      ["not null", "not null", null],
    ],
  ],
  [
    "high",
    CHANGED,
    "function",
    ["public", null, "touch_updated_at()"],
    "other",
    "It runs with other rights or in other surroundings than it should.",
    [
      ["security definer", null, "security definer"],
      ["settings", "search_path=''", null],
    ],
  ],
  [
    "medium",
    EXTRA,
    "table",
    ["public", null, "users_backup_20250803"],
    "authentication",
    "Data stand where nobody who knows the expected state looks for them.",
    [],
  ],
  [
    "medium",
    MISSING,
    "column",
    ["public", "users", "mission_statement"],
    "authentication",
    FAILS,
    [["type", "text", null]],
  ],
  [
    "medium",
    { kind: "renamed", from: "user_histories" },
    "table",
    ["public", null, "user_history_summaries"],
    "application",
    "It is there under another name, so programs that expect this one fail.",
    [],
  ],
  [
    "medium",
    MISSING,
    "index",
    ["public", "system_prompts", "system_prompts_user_id"],
    "agents",
    "What it was made for is answered by reading the whole table.",
    [
      [
        "definition",
        "CREATE INDEX system_prompts_user_id ON public.system_prompts USING btree (user_id)",
        null,
      ],
    ],
  ],
  [
    "medium",
    CHANGED,
    "enum",
    ["public", null, "userstatus"],
    "other",
    "It does something else than it should.",
    [["values", "pending_approval, active, disabled", "pending_approval, active"]],
  ],
  [
    "medium",
    MISSING,
    "extension",
    [null, null, "pgcrypto"],
    "other",
    "Statements that use it fail.",
    [["version", "1.3", null]],
  ],
  [
    "low",
    EXTRA,
    "index",
    ["public", "users", "ix_users_email_lower"],
    "authentication",
    "Each write keeps it up to date, and nobody expects it.",
    [],
  ],
  [
    "low",
    CHANGED,
    "column",
    ["agents", "agent_configuration", "settings"],
    "agents",
    "It works the same, at another cost.",
    [["storage", "extended", "main"]],
  ],
  [
    "info",
    CHANGED,
    "table",
    ["agents", null, "agent_configuration"],
    "agents",
    "What people read about it is not what they should.",
    [["comment", "How each agent is set up.", "config"]],
  ],
];

/** What nobody would meet. */
export const NOISE: Line[] = [
  [
    "info",
    CHANGED,
    "table",
    ["public", null, "users"],
    "authentication",
    "Statements that name their columns do not notice.",
    [["column order", "id, email, role", "id, role, email"]],
  ],
  [
    "info",
    { kind: "renamed", from: "users_email_key1" },
    "unique",
    ["public", "users", "users_email_key"],
    "authentication",
    "It does the same under another name, which the server may have made.",
    [],
  ],
];

/** How many objects there are of each kind. */
export const COUNTS: KindCount[] = [
  ["extension", 2, 1, 0],
  ["schema", 2, 2, 0],
  ["table", 30, 4, 1],
  ["column", 64, 53, 2],
  ["primary-key", 30, 4, 1],
  ["foreign-key", 12, 2, 0],
  ["index", 41, 9, 1],
  ["policy", 8, 0, 0],
  ["function", 6, 6, 0],
  ["enum", 2, 2, 0],
].map(([kind, expected, present, unexpected]) => ({ kind, expected, present, unexpected }) as KindCount);

/** Which of the expected tables are there: four of thirty, as the kinds say. */
export const TABLES: TablesPresent[] = [
  { schema: "public", area: "authentication", expected: 14, present: 1 },
  { schema: "public", area: "security", expected: 8, present: 0 },
  { schema: "public", area: "agents", expected: 1, present: 1 },
  { schema: "public", area: "application", expected: 4, present: 1 },
  { schema: "agents", area: "agents", expected: 3, present: 1 },
];
