import type { Change, ObjectKind, SchemaArea, Severity } from "$lib/ipc/bindings";
import { SEVERITIES } from "$lib/shared/severities";

import { AREA_WORDS, CHANGE_WORDS, KIND_WORDS } from "./words";

/** Which differences are shown. An empty list lets everything through. */
export type Filters = {
  severities: Severity[];
  changes: Change["kind"][];
  kinds: ObjectKind[];
  areas: SchemaArea[];
  /** Names of schemas; what stands in none goes by the empty name. */
  schemas: string[];
  text: string;
  /** Whether that is shown which changes nothing that a program or a person would meet. */
  noise: boolean;
};

/** The parts of a comparison's page. */
export type ComparisonPart = "differences" | "script" | "left-out";

/** By what the tree is grouped first. */
export type Grouping = "schema" | "area";

/** All that the address says of the page. */
export type Shown = {
  part: ComparisonPart;
  grouping: Grouping;
  filters: Filters;
  /** The key of the difference that is looked at; empty when none is. */
  selected: string;
};

/** Filters that let everything through but noise. */
export const NO_FILTERS: Filters = {
  severities: [],
  changes: [],
  kinds: [],
  areas: [],
  schemas: [],
  text: "",
  noise: false,
};

/** The page as it is first seen. */
export const FIRST_SHOWN: Shown = {
  part: "differences",
  grouping: "schema",
  filters: NO_FILTERS,
  selected: "",
};

/** Reads the page from the query of an address; what is not known is left out. */
export function shownFrom(query: URLSearchParams): Shown {
  const part = query.get("view");
  return {
    part: part === "script" || part === "left-out" ? part : "differences",
    grouping: query.get("group") === "area" ? "area" : "schema",
    selected: query.get("object") ?? "",
    filters: {
      severities: known(query, "severity", SEVERITIES),
      changes: known(query, "change", keysOf(CHANGE_WORDS)),
      kinds: known(query, "kind", keysOf(KIND_WORDS)),
      areas: known(query, "area", keysOf(AREA_WORDS)),
      // A schema's name may have any character, so each stands by itself.
      schemas: query.getAll("schema"),
      text: query.get("q") ?? "",
      noise: query.get("noise") === "yes",
    },
  };
}

/** Writes the page as a query; what is as it is first seen is left out. */
export function shownTo({ part, grouping, filters, selected }: Shown): URLSearchParams {
  const parts: [string, string][] = [
    ["view", part === "differences" ? "" : part],
    ["group", grouping === "schema" ? "" : grouping],
    ["severity", filters.severities.join(",")],
    ["change", filters.changes.join(",")],
    ["kind", filters.kinds.join(",")],
    ["area", filters.areas.join(",")],
    ["q", filters.text],
    ["noise", filters.noise ? "yes" : ""],
    ["object", selected],
  ];
  const query = new URLSearchParams(parts.filter(([, value]) => value !== ""));
  for (const schema of filters.schemas) query.append("schema", schema);
  return query;
}

/** Whether anything but noise is held back. */
export function isFiltering(filters: Filters): boolean {
  return shownTo({ ...FIRST_SHOWN, filters: { ...filters, noise: false } }).size > 0;
}

function keysOf<Key extends string>(words: Record<Key, unknown>): Key[] {
  return Object.keys(words) as Key[];
}

function known<Value extends string>(query: URLSearchParams, name: string, values: Value[]): Value[] {
  const asked = (query.get(name) ?? "").split(",");
  return values.filter((value) => asked.includes(value));
}
