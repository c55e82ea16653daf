import type { Migration } from "./chain";
import { OUTCOMES } from "./words";

/** A fact about a migration. */
export type Particular = { words: string; value: string; mono: boolean };

/** What the file and the state table say of a migration; what neither says is left out. Times are as they were written. */
export function particularsOf({ node, applied }: Migration): Particular[] {
  const roles = [
    node.head && "head",
    node.base && "base",
    node.branchPoint && "branch point",
    node.merge && "merge",
  ];
  const facts: [string, string | null, boolean?][] = [
    ["File", node.file, true],
    ["App", node.group, true],
    ["Written", node.created],
    ["In the chain", roles.filter(Boolean).join(", ")],
    ["Labels", node.labels.join(", "), true],
    ["Recorded", applied === null ? null : recorded(applied.recorded)],
    ["Outcome", applied === null || applied.outcome === "applied" ? null : OUTCOMES[applied.outcome].means],
    ["Applied", applied?.at ?? null],
    ["By", applied?.by ?? null, true],
    ["Checksum", applied?.checksum ?? null, true],
  ];
  return facts.flatMap(([words, value, mono = false]) =>
    value === null || value === "" ? [] : [{ words, value, mono }],
  );
}

function recorded(own: boolean): string {
  return own ? "in a row of its own" : "by the row of a later one";
}
