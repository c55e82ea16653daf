import type {
  Adopt,
  Adoption,
  Applied,
  Direction,
  MigrationStatus,
  Obstacle,
  Pack,
  PackStatus,
  Plan,
  PlannedMigration,
  Profile,
  SchemaStatus,
} from "../bindings";
import type { FakeTables } from "./overview";
import { FAKE_PACKS, type FakeMigration, type FakePack, migrationId } from "./packs";

/** What a fake database has of the packs, and what stands in the way. */
export type FakeSchema = FakeTables & {
  /** The first pack whose migration was altered and that has one that nobody knows. */
  doubtful?: boolean;
  /** Tables of the same names that somebody else made: two that can become ours, or with one that cannot. */
  foreign?: "fitting" | "other";
  obstacles?: Obstacle[];
  /** Whether pgvector is missing on the server. */
  withoutVector?: boolean;
};

/** The migration that needs pgvector. */
const VECTOR = "ai/0003";
const WITHOUT_VECTOR: Obstacle = {
  kind: "extension",
  message: `${VECTOR} is left out: pgvector is not installed on the server.`,
  hint: "Install the package postgresql-16-pgvector there, then apply again.",
};

/** The status of a fake database. */
export function believableStatus(profile: Profile, tables: FakeSchema): SchemaStatus {
  return {
    schema: "provost.schema-status/1",
    database: profile.database,
    role: profile.user,
    governanceSchema: profile.governanceSchema,
    schemaExists: tables.installed.length > 0,
    serverVersion: profile.host.startsWith("/") ? "18.6" : "16.14 (Debian 16.14-1.pgdg120+1)",
    obstacles: tables.obstacles ?? [],
    packs: FAKE_PACKS.map((pack) => packStatus(pack, tables)),
  };
}

function packStatus({ pack, title, purpose, migrations }: FakePack, tables: FakeSchema): PackStatus {
  const there = tables.installed.includes(pack);
  const doubtful = there && tables.doubtful === true && pack === "ai";
  const blocked = !there && pack === "ai" && tables.withoutVector === true;
  const statuses = migrations.map((migration, index): MigrationStatus => ({
    id: migrationId(pack, index),
    version: index + 1,
    name: migration.name,
    title: migration.title,
    state: there ? "applied" : blocked && index === 2 ? "blocked" : "pending",
    appliedAt: there ? "2026-11-20T09:14:33.000Z" : null,
    appliedBy: there ? "claims_owner" : null,
    milliseconds: there ? 41 + index * 17 : null,
    adopted: [],
    needs: migration.needs,
    reason:
      blocked && index === 2
        ? "pgvector is not installed on the server. Install the package postgresql-16-pgvector there."
        : null,
  }));
  if (doubtful) doubt(statuses);
  return {
    pack,
    title,
    purpose,
    state: doubtful ? "doubtful" : there ? "installed" : "absent",
    tables: migrations.flatMap(({ tables: names }) => names),
    migrations: statuses,
  };
}

function doubt(statuses: MigrationStatus[]) {
  const second = statuses[1];
  if (second === undefined) return;
  second.state = "altered";
  second.reason =
    "Its text here is not the one that was applied. Look at what the tables have now, then adopt it or go back to the version of Provost that applied it.";
  statuses.push({
    ...second,
    id: "ai/0009",
    version: 9,
    name: "experiments",
    title: "experiments",
    state: "unknown",
    reason: "This version of Provost does not know it. A newer one applied it.",
  });
}

/** What a change of a fake database would do. */
export function believablePlan(
  profile: Profile,
  tables: FakeSchema,
  direction: Direction,
  packs: Pack[],
  adopt: Adopt,
): Plan {
  const chosen = FAKE_PACKS.filter(({ pack }) => packs.length === 0 || packs.includes(pack));
  const up = direction === "apply";
  const due = chosen.filter(({ pack }) => tables.installed.includes(pack) !== up);
  const cut = up && tables.withoutVector === true;
  const steps = due.flatMap((pack) =>
    pack.migrations
      .map((migration, index) => stepOf(pack.pack, migration, index, up, tables))
      .filter(({ id }) => !(cut && id === VECTOR)),
  );
  return {
    schema: "provost.schema-plan/1",
    database: profile.database,
    governanceSchema: profile.governanceSchema,
    direction,
    steps: up ? steps : steps.reverse(),
    obstacles: [
      ...(tables.obstacles ?? []),
      ...(up ? foreignObstacles(steps, adopt) : dependents(due, tables)),
    ],
    leftOut: cut && due.some(({ pack }) => pack === "ai") ? [WITHOUT_VECTOR] : [],
  };
}

function stepOf(
  pack: Pack,
  migration: FakeMigration,
  index: number,
  up: boolean,
  tables: FakeSchema,
): PlannedMigration {
  const filled = !up && tables.rows !== "none";
  return {
    id: migrationId(pack, index),
    pack,
    title: migration.title,
    sql: migration.tables
      .map((table) => (up ? createSql(table) : `drop table governance.${table};`))
      .join("\n\n"),
    losses: filled
      ? migration.tables.map((table, n) => ({ table, rows: (n + 1) * 1_204 + table.length }))
      : [],
    adoptions:
      up && pack === "ai" && tables.foreign !== undefined ? adoptionsOf(migration, tables.foreign) : [],
  };
}

function createSql(table: string): string {
  return `create table governance.${table} (\n  id uuid primary key default pg_catalog.gen_random_uuid(),\n  tenant_id uuid not null default governance.current_tenant_id(),\n  created_at timestamptz not null default pg_catalog.now(),\n  constraint ${table}_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict\n);\nalter table governance.${table} enable row level security;\nalter table governance.${table} force row level security;`;
}

function adoptionsOf({ tables }: FakeMigration, foreign: "fitting" | "other"): Adoption[] {
  return tables.slice(0, 2).map((table, index) => {
    const refused = foreign === "other" && index === 1;
    return {
      table,
      rows: 18_402 + index,
      verdict: refused ? "refuse" : "extend",
      reason: refused ? "Its column id is an integer; ours is a uuid, and rows elsewhere refer to it." : null,
      columns: [
        {
          column: "id",
          ours: "uuid not null",
          theirs: refused ? "integer not null" : "uuid not null",
          verdict: refused ? "differs" : "same",
        },
        { column: "name", ours: "text not null", theirs: "character varying(255)", verdict: "widened" },
        { column: "tenant_id", ours: "uuid not null", theirs: null, verdict: "added" },
        { column: "metadata", ours: "jsonb not null", theirs: "jsonb", verdict: "tightened" },
        { column: "legacy_score", ours: null, theirs: "numeric(10,4)", verdict: "extra" },
      ],
      sql: refused
        ? []
        : [
            `alter table governance.${table} alter column name type text;`,
            `alter table governance.${table} add column tenant_id uuid;`,
          ],
    };
  });
}

function foreignObstacles(steps: PlannedMigration[], adopt: Adopt): Obstacle[] {
  const adoptions = steps.flatMap((step) => step.adoptions);
  const refused = adoptions.filter(({ verdict }) => verdict === "refuse");
  const open = adopt.allow ? refused : adoptions;
  if (open.length === 0) return [];
  return [
    {
      kind: "foreign-tables",
      message: `Tables of these names are there already and were made by somebody else: ${open.map(({ table }) => table).join(", ")}.`,
      hint: adopt.allow
        ? "Rename them, or move them to another schema."
        : "Compare them below. Adopt them, rename them, or move them to another schema.",
    },
  ];
}

function dependents(due: FakePack[], tables: FakeSchema): Obstacle[] {
  const going = new Set(due.map(({ pack }) => pack));
  const left = FAKE_PACKS.filter(({ pack }) => tables.installed.includes(pack) && !going.has(pack));
  const held = left.filter(({ migrations }) =>
    migrations.some(({ needs }) => needs.some((id) => going.has(id.split("/")[0] as Pack))),
  );
  if (held.length === 0) return [];
  const names = held.map(({ title }) => title).join(", ");
  return [
    {
      kind: "dependents",
      message: `Other packs rest on what would be removed: ${names}.`,
      hint: "Revert them as well, or keep these.",
    },
  ];
}

/** What a change of a fake database did. */
export function believableApplied(plan: Plan): Applied {
  return {
    schema: "provost.schema-applied/1",
    database: plan.database,
    governanceSchema: plan.governanceSchema,
    direction: plan.direction,
    steps: plan.steps.map(({ id, title, adoptions }, index) => ({
      id,
      title,
      milliseconds: 23 + ((index * 37) % 90),
      adopted: adoptions.map(({ table }) => table),
    })),
    leftOut: plan.leftOut,
  };
}
