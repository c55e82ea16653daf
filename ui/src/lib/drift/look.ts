import type { DriftFinding, DriftKind, DriftRun, ProfileId, Severity } from "$lib/ipc/bindings";
import { allows, searching } from "$lib/shared/filtering";
import { formatPlace } from "$lib/shared/router.svelte";
import { SEVERITIES } from "$lib/shared/severities";

import { KINDS } from "./words";

/** Whether somebody did something about it. */
export type Standing = "open" | "resolved";

/** What of the drift is shown, as the address holds it. */
export type DriftLook = {
  part: "findings" | "runs";
  text: string;
  standings: Standing[];
  severities: Severity[];
  kinds: DriftKind[];
  /** Identities of versions. */
  models: string[];
};

/** What is open, of everything. */
export const USUAL: DriftLook = {
  part: "findings",
  text: "",
  standings: ["open"],
  severities: [],
  kinds: [],
  models: [],
};

const STANDINGS: Standing[] = ["open", "resolved"];

/** Reads from the query of an address what is to be shown; what is not known is left out. */
export function lookFrom(query: URLSearchParams): DriftLook {
  const asked = (name: string) => query.getAll(name);
  const standings = STANDINGS.filter((one) => asked("standing").includes(one));
  return {
    part: query.get("view") === "runs" ? "runs" : "findings",
    text: query.get("q") ?? "",
    standings: asked("standing").includes("any") ? [] : standings.length > 0 ? standings : USUAL.standings,
    severities: SEVERITIES.filter((one) => asked("severity").includes(one)),
    kinds: (Object.keys(KINDS) as DriftKind[]).filter((one) => asked("kind").includes(one)),
    models: asked("model"),
  };
}

/** The address of the drift of a connection's models. */
export function driftAddress(id: ProfileId, look: Partial<DriftLook> = {}): string {
  const { part, text, standings, severities, kinds, models } = { ...USUAL, ...look };
  const usual = standings.join() === USUAL.standings.join();
  const named = standings.length === 0 ? ["any"] : standings;
  const parts: [string, string][] = [
    ["view", part === "findings" ? "" : part],
    ["q", text],
    ...(usual ? [] : named.map((one): [string, string] => ["standing", one])),
    ...severities.map((one): [string, string] => ["severity", one]),
    ...kinds.map((one): [string, string] => ["kind", one]),
    ...models.map((one): [string, string] => ["model", one]),
  ];
  return formatPlace(["drift", id], new URLSearchParams(parts.filter(([, value]) => value !== "")));
}

/** The address of a comparison, with a column of it in sight. */
export function runAddress(id: ProfileId, run: string, column: string | null = null): string {
  return formatPlace(["drift", id, run], new URLSearchParams(column === null ? {} : { column }));
}

/** Whether anything but what is usual is held back. */
export function isFiltering({ text, standings, severities, kinds, models }: DriftLook): boolean {
  const chosen = [severities, kinds, models].some((list) => list.length > 0);
  return text.trim() !== "" || chosen || standings.join() !== USUAL.standings.join();
}

/** What tells findings and comparisons apart. */
export type Facet = "standings" | "severities" | "kinds" | "models";
const FACETS: Facet[] = ["standings", "severities", "kinds", "models"];

/** Something that can be filtered: what it is by facet, and what the search looks through. */
export type Filtered = { values: Record<Facet, string>; told: string };

/** A finding as the filters see it. */
export function ofFinding({ model, kind, severity, feature, test, resolution }: DriftFinding): Filtered {
  const standing: Standing = resolution === null ? "open" : "resolved";
  return {
    values: { standings: standing, severities: severity, kinds: kind, models: model.id },
    told: [model.name, model.version, feature ?? "", test ?? "", resolution?.action ?? ""].join("\n"),
  };
}

/** A comparison as the filters see it: open while one of its findings is. */
export function ofRun({ model, kind, severity, open, reference, current, runBy }: DriftRun): Filtered {
  const standing: Standing = open > 0 ? "open" : "resolved";
  return {
    values: { standings: standing, severities: severity ?? "none", kinds: kind, models: model.id },
    told: [model.name, model.version, reference.source, current.source, runBy ?? ""].join("\n"),
  };
}

/** Whether the filters let something through, without those of a facet. */
export function passes({ values, told }: Filtered, look: DriftLook, without: Facet | null = null): boolean {
  return (
    FACETS.every((facet) => facet === without || allows<string>(look[facet], values[facet])) &&
    searching(look.text)(() => told)
  );
}

/** How many there are of each value of a facet, of those that the other filters let through. */
export function countBy(all: Filtered[], look: DriftLook, facet: Facet): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) {
    const value = one.values[facet];
    counts.set(value, (counts.get(value) ?? 0) + (passes(one, look, facet) ? 1 : 0));
  }
  return counts;
}

const rank = (severity: Severity | null) =>
  severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity);

/** Comparisons, the worst first, of equally bad ones the newest. */
export function byBadness(runs: DriftRun[]): DriftRun[] {
  return [...runs].sort(
    (a, b) => rank(a.severity) - rank(b.severity) || b.startedAt.localeCompare(a.startedAt),
  );
}
