import type { AppliedMigration, History, Tool } from "$lib/ipc/bindings";
import { searching } from "$lib/shared/filtering";
import { counted } from "$lib/shared/wording";

import { OUTCOMES, TOOL_NAMES } from "./words";

/** Tools whose table holds where the database stands and nothing of the way there. */
const KEEPS_THE_END: ReadonlySet<Tool> = new Set(["alembic", "golang-migrate"]);

/** What the table of a tool does not tell, if anything. */
export function lackOf(tool: Tool | null): string | null {
  if (tool === null || !KEEPS_THE_END.has(tool)) return null;
  return `${TOOL_NAMES[tool]} keeps only where the database stands: not what came before, nor when and by whom it was applied.`;
}

/** The rows that are shown, in their order. Every word of the text has to be found in what is told of the row. */
export function recordedRows(
  applied: AppliedMigration[],
  text: string,
  oldestFirst: boolean,
): AppliedMigration[] {
  const found = searching(text);
  const rows = applied.filter((row) =>
    found(() => [row.id, row.title, row.at, row.by, OUTCOMES[row.outcome].words].join("\n")),
  );
  return oldestFirst ? rows : rows.reverse();
}

/** What a database records, in a sentence. */
export function recordSummary({ tool, table, applied }: History, hidden: boolean): string {
  if (hidden) return "A record of migrations is there and could not be read";
  if (tool === null || table === null) return "The database records no migrations";
  const failed = applied.filter(({ outcome }) => outcome === "failed").length;
  const all = counted(applied.length, "migration");
  return `${all} recorded by ${TOOL_NAMES[tool]}${failed > 0 ? ` · ${failed} failed` : ""}`;
}

/** The last time that the tool has written, as the server writes it. */
export function lastOf(applied: AppliedMigration[]): AppliedMigration | null {
  return applied.findLast(({ at }) => at !== null) ?? null;
}
