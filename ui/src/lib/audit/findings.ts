import type { Audit, Finding, RuleResult, Severity } from "$lib/ipc/bindings";
import { allows, searching } from "$lib/shared/filtering";
import { SEVERITIES } from "$lib/shared/severities";

import type { Filters } from "./filters";
import { AREA_WORDS, SECTION_WORDS } from "./words";

/** One finding beside the rule that found it. */
export type FindingRow = {
  result: RuleResult;
  finding: Finding;
  /** Its place among the findings of its rule. */
  index: number;
  /** What the text search looks through, in lower case. */
  haystack: string;
};

/** One rule and its answer. */
export type CheckRow = { result: RuleResult; severity: Severity; haystack: string };

/** All findings, the worst first, then in the order of the rules. */
export function findingRows({ results }: Audit): FindingRow[] {
  const rows = results.flatMap((result): FindingRow[] =>
    findingsOf(result).map((finding, index) => ({
      result,
      finding,
      index,
      haystack: [finding.subject, finding.statement, result.rule, result.title].join("\n").toLowerCase(),
    })),
  );
  return rows.sort((a, b) => rank(a.finding.severity) - rank(b.finding.severity));
}

/** All rules in their order. */
export function checkRows({ results }: Audit): CheckRow[] {
  return results.map((result) => ({
    result,
    severity: findingsOf(result)[0]?.severity ?? result.severity,
    haystack: [result.rule, result.title, AREA_WORDS[result.area], SECTION_WORDS[result.section]]
      .join("\n")
      .toLowerCase(),
  }));
}

/** The findings of a rule; none unless it fails. */
export function findingsOf({ answer }: RuleResult): Finding[] {
  return answer.status === "fail" ? answer.findings : [];
}

/** The rows that the filters let through. */
export function filterRows<Row extends FindingRow | CheckRow>(rows: Row[], filters: Filters): Row[] {
  const found = searching(filters.text);
  return rows.filter(
    (row) =>
      allows(filters.severities, severityOf(row)) &&
      allows(filters.sections, row.result.section) &&
      allows(filters.areas, row.result.area) &&
      allows(filters.statuses, row.result.answer.status) &&
      found(() => row.haystack),
  );
}

/** How many rows have each value of a facet, when its own choice is left out of the filters. */
export function countBy<Row extends FindingRow | CheckRow>(
  rows: Row[],
  filters: Filters,
  facet: "severities" | "sections" | "areas" | "statuses",
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of filterRows(rows, { ...filters, [facet]: [] })) {
    const value = {
      severities: severityOf(row),
      sections: row.result.section,
      areas: row.result.area,
      statuses: row.result.answer.status,
    }[facet];
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** How many findings there are of each severity. */
export function severityCounts(rows: FindingRow[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { finding } of rows) counts[finding.severity] += 1;
  return counts;
}

function severityOf(row: FindingRow | CheckRow): Severity {
  return "finding" in row ? row.finding.severity : row.severity;
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
