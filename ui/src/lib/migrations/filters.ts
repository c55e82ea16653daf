import type { ProfileId } from "$lib/ipc/bindings";
import { allows, searching } from "$lib/shared/filtering";
import { formatPlace } from "$lib/shared/router.svelte";

import type { Migration } from "./chain";
import { type Standing, STANDINGS } from "./words";

/** The parts of the page. */
export type MigrationsPart = "graph" | "defects" | "way";

/** What is shown of a history, as the address holds it. */
export type MigrationsLook = {
  part: MigrationsPart;
  /** None lets all through. */
  standings: Standing[];
  text: string;
  /** Whether only those are shown with which something is wrong. */
  defective: boolean;
  oldestFirst: boolean;
  /** The migration whose particulars are shown. */
  at: string | null;
};

/** Everything, the latest first. */
export const WHOLE: MigrationsLook = {
  part: "graph",
  standings: [],
  text: "",
  defective: false,
  oldestFirst: false,
  at: null,
};

const ALL = Object.keys(STANDINGS) as Standing[];

/** Reads from the query of an address what is to be shown; what is not known is left out. */
export function lookFrom(query: URLSearchParams): MigrationsLook {
  const part = query.get("view");
  const asked = (query.get("state") ?? "").split(",");
  return {
    part: part === "defects" || part === "way" ? part : "graph",
    standings: ALL.filter((standing) => asked.includes(standing)),
    text: query.get("q") ?? "",
    defective: query.get("only") === "defects",
    oldestFirst: query.get("order") === "oldest",
    at: query.get("at"),
  };
}

/** The address of a connection's migrations. */
export function migrationsAddress(id: ProfileId, look: Partial<MigrationsLook> = {}): string {
  const { part, standings, text, defective, oldestFirst, at } = { ...WHOLE, ...look };
  const parts: [string, string][] = [
    ["view", part === "graph" ? "" : part],
    ["state", standings.join(",")],
    ["q", text],
    ["only", defective ? "defects" : ""],
    ["order", oldestFirst ? "oldest" : ""],
    ["at", at ?? ""],
  ];
  const query = new URLSearchParams(parts.filter(([, value]) => value !== ""));
  return formatPlace(["schema", id, "migrations"], query);
}

/** Whether anything is held back. */
export function isFiltering({ standings, text, defective }: MigrationsLook): boolean {
  return standings.length > 0 || text.trim() !== "" || defective;
}

/** The rows that are shown, in their order. Every word of the text has to be found, in whatever is told of the migration. */
export function shownRows(migrations: Migration[], look: MigrationsLook): number[] {
  const found = searching(look.text);
  const rows = migrations.flatMap((migration, row) => (fits(migration, look, found) ? [row] : []));
  return look.oldestFirst ? rows.reverse() : rows;
}

/** How many migrations stand where, of those that the other filters let through. */
export function countStandings(migrations: Migration[], look: MigrationsLook): Map<Standing, number> {
  const counts = new Map<Standing, number>();
  for (const row of shownRows(migrations, { ...look, standings: [] })) {
    const standing = migrations[row]?.standing;
    if (standing !== undefined) counts.set(standing, (counts.get(standing) ?? 0) + 1);
  }
  return counts;
}

function fits(migration: Migration, look: MigrationsLook, found: ReturnType<typeof searching>): boolean {
  const { node, standing, defects } = migration;
  if (!allows(look.standings, standing)) return false;
  if (look.defective && defects.length === 0) return false;
  return found(() => [node.id, node.title, node.file ?? "", node.group, ...node.labels].join("\n"));
}
