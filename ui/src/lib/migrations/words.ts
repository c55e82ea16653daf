import type { Certainty, NodeState, Outcome, Tool } from "$lib/ipc/bindings";

type Tone = "good" | "bad" | "warn" | "note" | "plain" | "bad-full";

/** Where a migration stands; one that is applied and whose file was changed afterwards is a case of its own. */
export type Standing = NodeState | "altered";

/** The names that the makers of the tools write. */
export const TOOL_NAMES: Record<Tool, string> = {
  alembic: "Alembic",
  django: "Django",
  sqlx: "sqlx",
  flyway: "Flyway",
  "golang-migrate": "golang-migrate",
  dbmate: "dbmate",
  goose: "goose",
  liquibase: "Liquibase",
  rails: "Rails",
  prisma: "Prisma",
  supabase: "Supabase",
  diesel: "Diesel",
  drizzle: "Drizzle",
  knex: "Knex",
  "type-orm": "TypeORM",
  sequelize: "Sequelize",
  "ef-core": "EF Core",
  ecto: "Ecto",
  refinery: "Refinery",
  "plain-sql": "plain SQL",
};

/** How sure a tool is. */
export const CERTAINTY_WORDS: Record<Certainty, string> = {
  certain: "certain",
  likely: "likely",
  possible: "possible",
};

/** Where a migration stands, in the order in which they are counted. */
export const STANDINGS: Record<Standing, { words: string; means: string; tone: Tone }> = {
  applied: { words: "Applied", means: "The database has it.", tone: "good" },
  altered: { words: "Altered", means: "Its file was changed after it was applied.", tone: "bad" },
  pending: { words: "Pending", means: "It is still to be applied.", tone: "note" },
  blocked: {
    words: "Blocked",
    means: "It is not applied and cannot be: something before it is missing.",
    tone: "warn",
  },
  failed: {
    words: "Failed",
    means: "It failed or was broken off, and nobody has said what became of it.",
    tone: "bad-full",
  },
  missing: { words: "Missing", means: "A file names it, and none defines it.", tone: "bad-full" },
  unknown: {
    words: "Not in the folder",
    means: "The database names it, and the folder does not have it.",
    tone: "bad",
  },
  external: { words: "In another package", means: "It belongs to what is not in the folder.", tone: "plain" },
  "not-compared": { words: "Not compared", means: "No database was looked at.", tone: "plain" },
};

/** What became of a migration when it was applied. */
export const OUTCOMES: Record<Outcome, { words: string; means: string; tone: Tone }> = {
  applied: { words: "Applied", means: "It was run.", tone: "good" },
  baseline: {
    words: "Baseline",
    means: "The history begins with it; what comes before was there already",
    tone: "plain",
  },
  "marked-only": { words: "Marked only", means: "Marked as applied, never run", tone: "warn" },
  failed: { words: "Failed", means: "It failed or was broken off", tone: "bad-full" },
  "taken-back": { words: "Taken back", means: "It was run, and undone later", tone: "plain" },
};
