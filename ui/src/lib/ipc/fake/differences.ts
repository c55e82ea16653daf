import type {
  ComparisonReport,
  Definitions,
  Difference,
  ExpectedFrom,
  KindCount,
  ObjectId,
  ObjectKind,
  Options,
  PropertyDifference,
  SchemaArea,
  ScriptStatement,
  Severity,
} from "../bindings";

/** What a fake comparison finds. */
export type FakeDifferences = {
  /** Differences, none, or only what changes nothing that anybody would meet. */
  found?: "some" | "none" | "noise";
  /** How often they are repeated, each time on other tables. */
  times?: number;
  /** Whether all names are as long as PostgreSQL lets them be. */
  long?: boolean;
};

type Line = [
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

const LINES: Line[] = [
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

const NOISE: Line[] = [
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

/** The report of a fake comparison. */
export function believableReport(
  name: string,
  expectedFrom: ExpectedFrom,
  options: Options,
  { found = "some", times = 1, long = false }: FakeDifferences,
): ComparisonReport {
  const lines = found === "none" ? [] : found === "noise" ? NOISE : [...LINES, ...NOISE];
  const rank = ["critical", "high", "medium", "low", "info"];
  const differences = Array.from({ length: times }, (_, turn) =>
    lines.map((line, n) => differenceOf(line, turn, n >= LINES.length || found === "noise", long)),
  )
    .flat()
    .sort((one, other) => rank.indexOf(one.severity) - rank.indexOf(other.severity));
  const statements = found === "some" ? differences.flatMap(statementsOf) : [];
  return {
    schema: "provost.schema-compared/1",
    name,
    takenAt: "2026-11-22T09:41:07.000Z",
    expectedFrom,
    comparison: {
      schema: "provost.schema-comparison/1",
      options,
      differences,
      counts:
        found === "some" ? COUNTS : COUNTS.map((one) => ({ ...one, present: one.expected, unexpected: 0 })),
    },
    script: {
      preparation: statements.length === 0 ? [] : ["set search_path = ''", "set lock_timeout = '5s'"],
      statements,
      transactional: true,
      cannot: differences
        .filter(({ object }) => object.kind === "enum")
        .slice(0, 1)
        .map(({ object }) => ({
          object,
          reason:
            "A value cannot be added between two others that rows hold in another order without making the type anew.",
        })),
    },
    notCompared:
      found === "none"
        ? []
        : [
            {
              part: null,
              what: "index public.documents_embedding",
              reason: "the local server lacks the extension vector; only its types are stood in for",
            },
          ],
    notes:
      found === "none"
        ? []
        : ["The statement “create role app_user” was left out: roles belong to the server."],
  };
}

/** How an object is made on both sides of a fake comparison. */
export function believableDefinitions(object: ObjectId, { comparison }: ComparisonReport): Definitions {
  const difference = comparison.differences.find(
    (one) => JSON.stringify(one.object) === JSON.stringify(object),
  );
  if (difference === undefined || object.kind === "extension") return { expected: null, actual: null };
  const { kind } = difference.change;
  return {
    expected: kind === "unexpected" ? null : definition(object, "expected"),
    actual: kind === "missing" ? null : definition(object, "actual"),
  };
}

function definition({ schema, table, kind, name }: ObjectId, side: "expected" | "actual"): string {
  const expected = side === "expected";
  const relation = `${schema ?? "public"}.${table ?? name}`;
  if (kind === "column")
    return `alter table ${relation} add column ${name} ${expected ? "character varying(320) not null" : "text"}`;
  if (kind === "function")
    return [
      `create or replace function ${schema ?? ""}.${name}`,
      " returns trigger",
      " language plpgsql",
      expected ? " set search_path = ''" : " security definer",
      "as $function$",
      "begin",
      expected ? "  new.updated_at := pg_catalog.now();" : "  new.updated_at := now();",
      "  return new;",
      "end;",
      "$function$",
    ].join("\n");
  if (kind !== "table") return `create ${kind.replace("-", " ")} ${name} on ${relation}`;
  const columns = expected
    ? [
        "id uuid default pg_catalog.gen_random_uuid() not null",
        "email character varying(320) not null",
        "role userrole not null",
        "mission_statement text",
        "created_at timestamp with time zone default now() not null",
        `constraint ${name}_pkey primary key (id)`,
      ]
    : [
        "id uuid default pg_catalog.gen_random_uuid() not null",
        "email text",
        "role userrole not null",
        "created_at timestamp with time zone default now() not null",
        "legacy_flags integer",
        `constraint ${name}_pkey primary key (id)`,
      ];
  return `create table ${relation} (\n  ${columns.join(",\n  ")}\n)`;
}

function differenceOf(
  [severity, change, kind, [schema, table, name], area, reason, properties]: Line,
  turn: number,
  noise: boolean,
  long: boolean,
): Difference {
  const own = (text: string | null) => {
    if (text === null) return null;
    const numbered = turn === 0 ? text : `${text}_${turn + 1}`;
    return long ? numbered.padEnd(63, "_of_the_european_claims_department") : numbered;
  };
  const hangs = table !== null || kind === "table";
  return {
    object: { schema, table: own(table), kind, name: hangs && table !== null ? name : (own(name) ?? name) },
    area,
    change,
    severity,
    reason,
    noise,
    properties: properties.map(([property, expected, actual]): PropertyDifference => ({
      property,
      expected,
      actual,
    })),
  };
}

function statementsOf({ object, change, noise, properties }: Difference): ScriptStatement[] {
  if (noise || object.kind === "enum") return [];
  const relation = `${object.schema ?? ""}.${object.table ?? object.name}`;
  if (object.kind === "table" && change.kind === "unexpected")
    return [
      {
        object,
        sql: `drop table ${relation}`,
        warnings: [
          {
            kind: "loses-data",
            text: `All rows of ${relation} are gone afterwards.`,
            safer: `alter table ${relation} rename to ${object.name}_kept`,
          },
        ],
      },
    ];
  if (object.kind === "table" && change.kind === "missing")
    return [{ object, sql: definition(object, "expected"), warnings: [] }];
  if (object.kind === "index" && change.kind === "missing")
    return [
      {
        object,
        sql: `create index ${object.name} on ${relation} using btree (user_id)`,
        warnings: [
          {
            kind: "locks-long",
            text: "Nobody can write to the table while the index is built.",
            safer: `create index concurrently ${object.name} on ${relation} using btree (user_id)`,
          },
        ],
      },
    ];
  if (object.kind === "column" && change.kind === "changed")
    return [
      {
        object,
        sql: `alter table ${relation} alter column ${object.name} type ${properties[0]?.expected ?? "text"}`,
        warnings: [
          {
            kind: "rewrites-table",
            text: "The server writes the whole table anew, under an exclusive lock.",
            safer: null,
          },
          {
            kind: "may-fail",
            text: "A value that is longer than 320 characters makes it fail.",
            safer: null,
          },
        ],
      },
    ];
  return [{ object, sql: `alter table ${relation} -- ${object.kind} ${object.name}`, warnings: [] }];
}

const COUNTS: KindCount[] = [
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
