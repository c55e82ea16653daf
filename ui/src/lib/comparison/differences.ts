import type { Cannot, Comparison, Difference, ObjectId, Script, ScriptStatement } from "$lib/ipc/bindings";
import { allows, searching } from "$lib/shared/filtering";

import type { Filters } from "./filters";
import { changeWords, objectWords } from "./words";

/** One difference with what names it and what finds it. */
export type DifferenceRow = {
  difference: Difference;
  /** Names it among all of its comparison, also in an address. */
  key: string;
  /** What the text search looks through, in lower case. */
  haystack: string;
};

/** The lists among the filters. */
export type Facet = "severities" | "changes" | "kinds" | "areas" | "schemas";

/** All differences, the worst first. */
export function differenceRows({ differences }: Comparison): DifferenceRow[] {
  const seen = new Map<string, number>();
  return differences.map((difference) => {
    const key = `${difference.change.kind} ${objectWords(difference.object)}`;
    // A table can differ in its properties and, as noise, in the order of its columns.
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return {
      difference,
      key: before === 0 ? key : `${key} ${before + 1}`,
      haystack: [objectWords(difference.object), changeWords(difference.change), difference.reason]
        .join("\n")
        .toLowerCase(),
    };
  });
}

/** The rows that the filters let through. */
export function filterRows(rows: DifferenceRow[], filters: Filters): DifferenceRow[] {
  const found = searching(filters.text);
  return rows.filter(
    ({ difference, haystack }) =>
      (filters.noise || !difference.noise) &&
      allows(filters.severities, difference.severity) &&
      allows(filters.changes, difference.change.kind) &&
      allows(filters.kinds, difference.object.kind) &&
      allows(filters.areas, difference.area) &&
      allows(filters.schemas, schemaOf(difference)) &&
      found(() => haystack),
  );
}

/** How many rows have each value of a facet, when its own choice is left out of the filters. */
export function countBy(rows: DifferenceRow[], filters: Filters, facet: Facet): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { difference } of filterRows(rows, { ...filters, [facet]: [] })) {
    const value = {
      severities: difference.severity,
      changes: difference.change.kind,
      kinds: difference.object.kind,
      areas: difference.area,
      schemas: schemaOf(difference),
    }[facet];
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** The schema of a difference; empty for what stands in none. */
export function schemaOf({ object }: Difference): string {
  return object.kind === "schema" ? object.name : (object.schema ?? "");
}

/** The schemas of all rows in alphabetical order. */
export function schemasOf(rows: DifferenceRow[]): string[] {
  return [...new Set(rows.map(({ difference }) => schemaOf(difference)))].sort();
}

/** The statements that mend a difference, with their places in the script, and why others cannot be written. */
export function mendingOf(
  { object, change }: Difference,
  { statements, cannot }: Script,
): { statements: { statement: ScriptStatement; place: number }[]; cannot: Cannot[] } {
  const names = change.kind === "renamed" ? [object.name, change.from] : [object.name];
  // What goes with a table that is on one side only has no difference of its own.
  const whole = object.kind === "table" && change.kind !== "changed";
  const concerns = (other: ObjectId) =>
    other.schema === object.schema &&
    ((other.kind === object.kind && other.table === object.table && names.includes(other.name)) ||
      (whole && other.table !== null && names.includes(other.table)));
  return {
    statements: statements
      .map((statement, place) => ({ statement, place }))
      .filter(({ statement }) => concerns(statement.object)),
    cannot: cannot.filter((one) => concerns(one.object)),
  };
}
