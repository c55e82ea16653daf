import type { ProfileId, RiskClass, Stage, VersionLine } from "$lib/ipc/bindings";
import { searching } from "$lib/shared/filtering";
import { formatPlace } from "$lib/shared/router.svelte";

import { personWords, RISKS, STAGE_ORDER, typeWords } from "./words";

/** What tells lines apart. `none` is what nobody has said yet. */
export type Facet = "stages" | "providers" | "risks" | "owners";

/** What of the list is shown, as the address holds it. */
export type ModelsLook = {
  part: "table" | "board";
  text: string;
  stages: Stage[];
  providers: string[];
  risks: (RiskClass | "none")[];
  owners: string[];
  /** Whether only those are shown for which somebody asked and nobody decided. */
  waiting: boolean;
};

/** Everything, as a table. */
export const WHOLE: ModelsLook = {
  part: "table",
  text: "",
  stages: [],
  providers: [],
  risks: [],
  owners: [],
  waiting: false,
};

/** The owner of a line that has none. */
export const NOBODY = "none";

const RISK_CHOICES: (RiskClass | "none")[] = [...(Object.keys(RISKS) as RiskClass[]), "none"];

/** Reads from the query of an address what is to be shown; what is not known is left out. */
export function lookFrom(query: URLSearchParams): ModelsLook {
  const asked = (name: string) => query.getAll(name);
  return {
    part: query.get("view") === "board" ? "board" : "table",
    text: query.get("q") ?? "",
    stages: STAGE_ORDER.filter((stage) => asked("stage").includes(stage)),
    providers: asked("provider"),
    risks: RISK_CHOICES.filter((risk) => asked("risk").includes(risk)),
    owners: asked("owner"),
    waiting: query.get("only") === "waiting",
  };
}

/** The address of a connection's models. */
export function modelsAddress(id: ProfileId, look: Partial<ModelsLook> = {}): string {
  const { part, text, stages, providers, risks, owners, waiting } = { ...WHOLE, ...look };
  const parts: [string, string][] = [
    ["view", part === "table" ? "" : part],
    ["q", text],
    ...stages.map((stage): [string, string] => ["stage", stage]),
    ...providers.map((provider): [string, string] => ["provider", provider]),
    ...risks.map((risk): [string, string] => ["risk", risk]),
    ...owners.map((owner): [string, string] => ["owner", owner]),
    ["only", waiting ? "waiting" : ""],
  ];
  const query = new URLSearchParams(parts.filter(([, value]) => value !== ""));
  return formatPlace(["models", id], query);
}

/** Whether anything is held back. */
export function isFiltering({ text, stages, providers, risks, owners, waiting }: ModelsLook): boolean {
  return text.trim() !== "" || waiting || [stages, providers, risks, owners].some((list) => list.length > 0);
}

/** By what a line's owner is chosen: the name, or that there is none. */
export function ownerOf({ owner }: VersionLine): string {
  return owner === null ? NOBODY : personWords(owner);
}

const VALUES: Record<Facet, (line: VersionLine) => string> = {
  stages: ({ stage }) => stage,
  providers: ({ provider }) => provider,
  risks: ({ riskClass }) => riskClass ?? "none",
  owners: ownerOf,
};

const FACETS = Object.keys(VALUES) as Facet[];

/** The lines that are shown, in their order. Every word of the text has to be found in what the line tells. */
export function shownLines(lines: VersionLine[], look: ModelsLook): VersionLine[] {
  return filtered(lines, look, FACETS);
}

/** How many lines each value of a facet has, of those that the other filters let through; the values in their order. */
export function countBy(lines: VersionLine[], look: ModelsLook, facet: Facet): Map<string, number> {
  const rest = filtered(
    lines,
    look,
    FACETS.filter((other) => other !== facet),
  );
  const counts = new Map<string, number>();
  const values = new Set(lines.map(VALUES[facet]));
  for (const value of [...values].sort((a, b) => a.localeCompare(b))) counts.set(value, 0);
  for (const line of rest) {
    const value = VALUES[facet](line);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** What the search looks through. */
function told(line: VersionLine): string {
  const { name, version, provider, modelType, stage, aliases, tenant } = line;
  return [
    name,
    version,
    provider,
    typeWords(modelType),
    stage,
    ownerOf(line),
    tenant ?? "",
    ...(aliases ?? []),
  ].join("\n");
}

function filtered(lines: VersionLine[], look: ModelsLook, facets: Facet[]): VersionLine[] {
  const found = searching(look.text);
  const wanted = facets
    .map((facet) => ({ value: VALUES[facet], chosen: new Set<string>(look[facet]) }))
    .filter(({ chosen }) => chosen.size > 0);
  return lines.filter((line) => {
    if (look.waiting && line.waiting === null) return false;
    if (!wanted.every(({ value, chosen }) => chosen.has(value(line)))) return false;
    return found(() => told(line));
  });
}
