import type { Status } from "$lib/ipc/backend";
import type { Area, Section, Severity } from "$lib/ipc/bindings";
import { SEVERITIES } from "$lib/shared/severities";

import { AREA_WORDS, SECTION_WORDS, STATUSES } from "./words";

/** What is shown of an audit. An empty list lets everything through. */
export type Filters = {
  severities: Severity[];
  sections: Section[];
  areas: Area[];
  statuses: Status[];
  text: string;
};

/** The parts of an audit's page. */
export type AuditTab = "overview" | "findings" | "checks";

/** Filters that let everything through. */
export const NO_FILTERS: Filters = { severities: [], sections: [], areas: [], statuses: [], text: "" };

/** Reads filters from the query of an address; what is not known is left out. */
export function filtersFrom(query: URLSearchParams): Filters {
  return {
    severities: known(query, "severity", SEVERITIES),
    sections: known(query, "section", Object.keys(SECTION_WORDS) as Section[]),
    areas: known(query, "area", Object.keys(AREA_WORDS) as Area[]),
    statuses: known(query, "status", STATUSES),
    text: query.get("q") ?? "",
  };
}

/** Writes filters as a query; what lets everything through is left out. */
export function filtersTo(filters: Filters): Record<string, string> {
  const parts: [string, string][] = [
    ["severity", filters.severities.join(",")],
    ["section", filters.sections.join(",")],
    ["area", filters.areas.join(",")],
    ["status", filters.statuses.join(",")],
    ["q", filters.text],
  ];
  return Object.fromEntries(parts.filter(([, value]) => value !== ""));
}

/** Whether anything is held back. */
export function isFiltering(filters: Filters): boolean {
  return Object.keys(filtersTo(filters)).length > 0;
}

/** Which part of the page an address asks for. */
export function tabFrom(query: URLSearchParams): AuditTab {
  const tab = query.get("view");
  return tab === "findings" || tab === "checks" ? tab : "overview";
}

function known<Value extends string>(query: URLSearchParams, name: string, values: Value[]): Value[] {
  const asked = (query.get(name) ?? "").split(",");
  return values.filter((value) => asked.includes(value));
}
