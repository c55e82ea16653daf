import type { History, Tool } from "$lib/ipc/bindings";
import { TOOL_NAMES } from "./words";

/** What the person runs to go to the head, or why nothing can be named. */
export type Step = { command: string; note: string } | { command: null; reason: string };

/** What each tool is told to apply all that is pending; none where that depends on the project. */
const COMMANDS: Partial<Record<Tool, string>> = {
  alembic: "alembic upgrade head",
  django: "python manage.py migrate",
  sqlx: "sqlx migrate run",
  flyway: "flyway migrate",
  dbmate: "dbmate up",
  goose: "goose up",
  liquibase: "liquibase update",
  rails: "bin/rails db:migrate",
  prisma: "npx prisma migrate deploy",
  supabase: "supabase db push",
  diesel: "diesel migration run",
  drizzle: "npx drizzle-kit migrate",
  knex: "npx knex migrate:latest",
  sequelize: "npx sequelize-cli db:migrate",
  "ef-core": "dotnet ef database update",
  ecto: "mix ecto.migrate",
};

/** Defects that a tool goes past, or that are no concern of it. */
const HARMLESS = new Set([
  "several-heads",
  "no-revision",
  "not-readable",
  "placeholder",
  "location-not-read",
]);

/**
 * The command that applies what is pending. None is named where the tool would stop at a defect or do what nobody expects:
 * a wrong command is worse than none.
 */
export function stepOf({ tool, heads, defects }: History): Step {
  const hinders = defects.filter(({ kind }) => !HARMLESS.has(kind)).length;
  if (hinders > 0) {
    const what = hinders === 1 ? "the defect is" : `the ${hinders} defects are`;
    return { command: null, reason: `No command is named before ${what} mended.` };
  }
  if (tool === "alembic" && heads.length > 1)
    return { command: "alembic upgrade heads", note: "With an s, as the chain has several heads." };
  const command = tool === null ? undefined : COMMANDS[tool];
  if (command !== undefined)
    return { command, note: "Run it where the tool has its settings, against this database." };
  return {
    command: null,
    reason:
      tool === null || tool === "plain-sql"
        ? "No tool applies these files: run them in this order."
        : `How ${TOOL_NAMES[tool]} is run depends on the project; it applies them in this order.`,
  };
}
