import { counted, formatNumber } from "$lib/shared/wording";

import type { Chain } from "./chain";
import type { History } from "$lib/ipc/bindings";
import { CERTAINTY_WORDS, type Standing, STANDINGS, TOOL_NAMES } from "./words";

/** Which tool it is, how sure that is, and what else it can be. */
export function toolWords({ tool, candidates }: History): { words: string; why: string } {
  if (tool === null) return { words: "None that Provost knows", why: "" };
  const own = candidates.find((candidate) => candidate.tool === tool);
  if (own === undefined) return { words: TOOL_NAMES[tool], why: "told by the state table" };
  if (own.certainty === "certain") return { words: TOOL_NAMES[tool], why: "certain" };
  const others = candidates.filter((candidate) => candidate.tool !== tool && candidate.tool !== "plain-sql");
  const names = others.map((candidate) => TOOL_NAMES[candidate.tool]);
  const or = names.length === 0 ? "" : `; or ${names.join(", ")}`;
  return { words: TOOL_NAMES[tool], why: `${CERTAINTY_WORDS[own.certainty]}${or}` };
}

/** What is known of the state table, beside its name. */
export function recordedWords(
  { history, compared }: Chain,
  { hidden, alone }: { hidden: boolean; alone: boolean },
): string {
  if (hidden) return "not readable for this role";
  if (alone) return "the database was left aside";
  if (history.table !== null) return "";
  return compared ? "no state table" : "no database was looked at";
}

/** How many there are of each standing, in the order in which they are counted. */
export function standingCounts({ migrations }: Chain): [Standing, number][] {
  const counts = new Map<Standing, number>();
  for (const { standing } of migrations) counts.set(standing, (counts.get(standing) ?? 0) + 1);
  return (Object.keys(STANDINGS) as Standing[]).flatMap((standing) => {
    const count = counts.get(standing);
    return count === undefined ? [] : [[standing, count]];
  });
}

/** The whole in a sentence. */
export function summaryOf(chain: Chain, hidden = false): string {
  const files = chain.migrations.filter(({ node }) => node.file !== null).length;
  const all = counted(files, "migration");
  const counts = standingCounts(chain);
  if (hidden) return `${all}; what the database has of them could not be read`;
  if (!chain.compared) return `${all}, compared with no database`;
  const done = counts.reduce((sum, [standing, count]) => (isApplied(standing) ? sum + count : sum), 0);
  const rest = counts
    .filter(([standing]) => standing !== "applied")
    .map(([standing, count]) => `${formatNumber(count)} ${STANDINGS[standing].words.toLowerCase()}`);
  return [`${formatNumber(done)} of ${all} applied`, ...rest].join(" · ");
}

/** Whether the database has it. */
export function isApplied(standing: Standing): boolean {
  return standing === "applied" || standing === "altered";
}
