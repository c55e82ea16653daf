import type {
  AppliedMigration,
  Certainty,
  Defect,
  DefectKind,
  Failure,
  History,
  MigrationsView,
  Node,
  ProfileId,
  Severity,
  ThemedChart,
  Tool,
} from "../bindings";
import { LOCAL_WORKSPACE } from "./connections";

/** A file of a fake folder: its name, what it does, and the names before it; `~` is before one that it only depends on. */
export type FakeFile = [id: string, title: string, ...before: string[]];

/** A fake folder, and what the database has of it. */
export type FakeFolder = {
  tool?: Tool;
  certainty?: Certainty;
  files: FakeFile[];
  labels?: Record<string, string[]>;
  /** The rows of the state table; none when the database has no such table. */
  current: string[] | null;
  altered?: string[];
  failed?: string[];
  /** Whether the role may not read the state table. */
  hidden?: boolean;
  defects?: Defect[];
  remarks?: string[];
};

/** The folders that a person of the fake can choose, and what was chosen before. */
export type FakeMigrations = {
  /** By path; a failure is what reading it ends with. */
  folders: Record<string, FakeFolder | Failure>;
  saved: Record<ProfileId, string>;
  /** What the dialog gives; none when it is closed. */
  chosen: string | null;
  /** What the database records, when no folder is named. */
  recorded: FakeRecord;
};

/** What a fake database says of its migrations. */
export type FakeRecord = {
  tool: Tool | null;
  table: string | null;
  applied: Partial<AppliedMigration>[];
  current: string[];
  hidden?: boolean;
  defects?: Defect[];
  remarks?: string[];
};

/** Where the fake keeps the migrations of the report that the product began with. */
export const CHAT_FOLDER = "/home/ines/work/ai-workflow/app/alembic";

const MISSING = "c3d7a3a4d59c";

/** A defect of a fake folder; a migration that is missing has no file. */
export function fakeDefect(
  kind: DefectKind,
  severity: Severity,
  migrations: string[],
  message: string,
  advice = "",
): Defect {
  const files =
    kind === "failed" ? [] : migrations.filter((id) => id !== MISSING).map((id) => `versions/${id}.py`);
  return { kind, severity, migrations, files, message, advice };
}

/** A chain in which one revision is missing, so that what follows cannot be applied. */
export const CHAT: FakeFolder = {
  files: [
    ["a1b2c3d4e5f6", "Create the users"],
    ["b2c3d4e5f6a1", "Add system prompts", "a1b2c3d4e5f6"],
    ["e1f2g3h4i5j6", "Summarise the history of users", "b2c3d4e5f6a1"],
    ["b7c8d9e0f1a2", "Add the calendar and its events", "e1f2g3h4i5j6"],
    ["d5e6f7a8b9c0", "Add documents", "b7c8d9e0f1a2"],
    ["enhanced_2fa_system_20250803", "Add second factors and known devices", MISSING],
    ["secure_database_migration_20250803", "Encrypt the tokens", "enhanced_2fa_system_20250803"],
    [
      "critical_database_fixes_20250807",
      "Check e-mail addresses, telephone numbers and expiry dates",
      "secure_database_migration_20250803",
    ],
  ],
  current: ["e1f2g3h4i5j6"],
  defects: [
    fakeDefect(
      "missing-revision",
      "critical",
      [MISSING, "enhanced_2fa_system_20250803"],
      "`enhanced_2fa_system_20250803` follows on `c3d7a3a4d59c`, which no file defines.",
      "Bring the file back from version control, or make what follows on it follow on the last one that is there, after a look at what it was to make.",
    ),
    fakeDefect(
      "several-heads",
      "high",
      ["critical_database_fixes_20250807", "d5e6f7a8b9c0"],
      "The chain has 2 heads, and nothing says that this is meant.",
      "Write a migration that merges the ends, or label the branches if they are meant.",
    ),
  ],
};

/** A state table that tells when and by whom, with one that failed. */
export const RECORDED: FakeRecord = {
  tool: "flyway",
  table: "public.flyway_schema_history",
  applied: Array.from({ length: 48 }, (_, n) => ({
    id: `${n + 1}`,
    title: n === 47 ? "Encrypt the tokens" : `Change ${n + 1} of the tables of the claims`,
    at: `2026-0${1 + (n % 9)}-1${n % 10} 09:14:5${n % 10}.120984`,
    by: "flyway",
    outcome: n === 47 ? ("failed" as const) : n === 0 ? ("baseline" as const) : ("applied" as const),
    checksum: `${(n * 2_654_435_761) % 2 ** 31}`,
  })),
  current: ["47"],
  defects: [
    fakeDefect(
      "failed",
      "critical",
      ["48"],
      "`48` failed or was broken off (2026-03-17 09:14:57.120984): what it has left behind is not known.",
      "Compare the schema with what the migration makes, finish it or take it back, then tell the tool.",
    ),
  ],
  remarks: [
    "public.schema_migrations can be of Rails or dbmate too; what is said here is of public.flyway_schema_history.",
  ],
};

/** A state table that keeps one name. */
export const RECORDED_HEAD: FakeRecord = {
  tool: "alembic",
  table: "public.alembic_version",
  applied: [{ id: "e1f2g3h4i5j6" }],
  current: ["e1f2g3h4i5j6"],
};

/** No state table. */
export const UNRECORDED: FakeRecord = { tool: null, table: null, applied: [], current: [] };

/** A state table that the role may not read. */
export const UNREADABLE: FakeRecord = {
  ...UNRECORDED,
  hidden: true,
  remarks: ["The role may not read public.alembic_version. So where the database stands is not known."],
};

/** What somebody finds who has chosen a folder before. */
export const CHOSEN: FakeMigrations = {
  folders: { [CHAT_FOLDER]: CHAT },
  saved: { [LOCAL_WORKSPACE]: CHAT_FOLDER },
  chosen: CHAT_FOLDER,
  recorded: RECORDED,
};

/** A long chain of two branches that meet now and then, half of it applied. */
export function longFolder(count: number): FakeFolder {
  const id = (n: number) => `${(n * 2_654_435_761) % 2 ** 32}`.padStart(12, "0");
  const files = Array.from({ length: count }, (_, n): FakeFile => {
    const before =
      n === 0 ? [] : n % 23 === 7 ? [id(n - 1), id(n - 5)] : n % 23 === 3 ? [id(n - 2)] : [id(n - 1)];
    return [id(n), `Change ${n + 1} of the tables of the claims`, ...before];
  });
  return { files, current: [id(Math.floor(count / 2))] };
}

/** What Rust would say of a fake folder; without a database when it is left aside. */
export function believableView(folder: FakeFolder, alone: boolean): MigrationsView {
  const hidden = !alone && folder.hidden === true;
  const compared = !alone && !hidden;
  const history = historyOf(folder, compared);
  const drawn = history.graph.nodes.length <= 300;
  const picture = drawn ? { id: "fake-picture", chart: chartOf(history) } : null;
  return { history, hidden, picture, notice: null };
}

/** What Rust would say of a fake database without a folder. */
export function recordedView(record: FakeRecord): MigrationsView {
  const { tool, table, current, hidden = false, defects = [], remarks = [] } = record;
  const applied = hidden ? [] : record.applied.map((row) => ({ ...BARE_ROW, ...row }));
  const history = historyOf({ files: [], current: applied.map(({ id }) => id) }, true);
  return {
    history: {
      ...history,
      tool,
      candidates: [],
      table: hidden ? null : table,
      current,
      applied,
      defects,
      remarks,
    },
    hidden,
    picture: null,
    notice: null,
  };
}

const BARE_ROW: AppliedMigration = {
  id: "",
  title: null,
  at: null,
  by: null,
  outcome: "applied",
  checksum: null,
  recorded: true,
};

function historyOf(folder: FakeFolder, compared: boolean): History {
  const { files, tool = "alembic", altered = [], defects = [] } = folder;
  const links = files.flatMap(([to, , ...before]) =>
    before.map((name) => ({
      from: name.replace("~", ""),
      to,
      kind: name.startsWith("~") ? ("depends-on" as const) : ("follows" as const),
    })),
  );
  const standing = new Standing(folder, links);
  const nodes = [
    ...files.map(([id, title]) => standing.node(id, title, compared)),
    ...standing.strangers(compared),
  ];
  const ids = (fits: (node: Node) => boolean) => nodes.filter(fits).map(({ id }) => id);
  const pending = compared ? ids(({ state }) => state === "pending") : [];
  const current = compared ? (folder.current ?? []) : [];
  const heads = ids(({ head }) => head);
  return {
    schema: "provost.migration-history/1",
    tool,
    candidates: [
      {
        tool,
        certainty: folder.certainty ?? "certain",
        files: files.length,
        reason: "The files have the form of this tool.",
      },
    ],
    table: compared && folder.current !== null ? "public.alembic_version" : null,
    current,
    heads,
    effectiveHeads: heads,
    bases: ids(({ base }) => base),
    branchPoints: ids(({ branchPoint }) => branchPoint),
    merges: ids(({ merge }) => merge),
    unreachable: [],
    applied: compared ? ids(({ state }) => state === "applied").map((id) => applied(id, current)) : [],
    pending,
    blocked: ids(({ state }) => state === "blocked"),
    unknown: ids(({ state }) => state === "unknown"),
    altered: compared ? altered : [],
    checksums:
      "The tool keeps no checksum: a file that was changed after it was applied shows only in the schema.",
    defects,
    remarks: folder.remarks ?? (folder.hidden ? ["The role may not read public.alembic_version."] : []),
    graph: { nodes, edges: links, current },
  };
}

function applied(id: string, current: string[]): AppliedMigration {
  const recorded = current.includes(id);
  return { id, title: null, at: null, by: null, outcome: "applied", checksum: null, recorded };
}

/** Where the migrations of a fake folder stand. */
class Standing {
  #before = new Map<string, string[]>();
  #after = new Map<string, number>();
  #files: Set<string>;
  #done = new Set<string>();
  #blocked = new Set<string>();

  constructor(
    readonly folder: FakeFolder,
    readonly links: { from: string; to: string }[],
  ) {
    this.#files = new Set(folder.files.map(([id]) => id));
    for (const { from, to } of links) {
      this.#before.set(to, [...(this.#before.get(to) ?? []), from]);
      this.#after.set(from, (this.#after.get(from) ?? 0) + 1);
    }
    const left = [...(folder.current ?? [])];
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      if (this.#done.has(id)) continue;
      this.#done.add(id);
      left.push(...(this.#before.get(id) ?? []));
    }
    for (const [id] of folder.files) {
      const lost = this.#before.get(id)?.some((name) => !this.#files.has(name) || this.#blocked.has(name));
      if (lost === true && !this.#done.has(id)) this.#blocked.add(id);
    }
  }

  node(id: string, title: string, compared: boolean): Node {
    const [before, after] = [this.#before.get(id)?.length ?? 0, this.#after.get(id) ?? 0];
    const { current, failed, labels } = this.folder;
    return {
      id,
      title,
      file: `versions/${id}.py`,
      group: "",
      labels: labels?.[id] ?? [],
      created: "2025-08-03 11:20:31.482910",
      state: !compared
        ? "not-compared"
        : failed?.includes(id)
          ? "failed"
          : this.#done.has(id)
            ? "applied"
            : this.#blocked.has(id)
              ? "blocked"
              : "pending",
      level: 0,
      head: after === 0,
      base: before === 0,
      branchPoint: after > 1,
      merge: before > 1,
      current: compared && (current?.includes(id) ?? false),
    };
  }

  /** What files or rows name and no file defines. */
  strangers(compared: boolean): Node[] {
    const bare = { title: "", file: null, group: "", labels: [], created: null, level: 0 };
    const flags = { head: false, base: false, branchPoint: false, merge: false };
    const missing = new Set(this.links.map(({ from }) => from).filter((id) => !this.#files.has(id)));
    const unknown = (this.folder.current ?? []).filter((id) => compared && !this.#files.has(id));
    return [
      ...[...missing].map((id): Node => ({ ...bare, ...flags, id, state: "missing", current: false })),
      ...unknown.map((id): Node => ({ ...bare, ...flags, id, state: "unknown", current: true })),
    ];
  }
}

function chartOf({ graph }: History): ThemedChart {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60" width="300" height="60"><rect x="1" y="1" width="298" height="58" fill="none" stroke="currentColor"/></svg>`;
  return {
    title: "Migrations of Alembic",
    description: `${graph.nodes.length} migrations, the beginning at the top.`,
    light: svg,
    dark: svg,
    table: graph.nodes.map(({ id, state }) => [id, state]),
  };
}
