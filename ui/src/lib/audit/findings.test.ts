import { expect, test } from "vitest";

import { believableAudit } from "$lib/ipc/fake/audit";
import { believableConnections } from "$lib/ipc/fake/connections";

import { NO_FILTERS } from "./filters";
import { checkRows, countBy, filterRows, findingRows, severityCounts } from "./findings";

const profile = believableConnections()[1]?.profile;
if (profile === undefined) throw new Error("the fake has no production connection");
const { audit } = believableAudit(profile);
const rows = findingRows(audit);
const checks = checkRows(audit);

test("every finding has a row, the worst first", () => {
  const findings = audit.results.flatMap(({ answer }) => (answer.status === "fail" ? answer.findings : []));
  expect(rows).toHaveLength(findings.length);
  const order = ["critical", "high", "medium", "low", "info"];
  const ranks = rows.map(({ finding }) => order.indexOf(finding.severity));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
});

test("a row knows its place among the findings of its rule", () => {
  for (const { result, finding, index } of rows) {
    if (result.answer.status !== "fail") throw new Error("a finding of a rule that does not fail");
    expect(result.answer.findings[index]).toBe(finding);
  }
});

test("all filters must let a row through", () => {
  const shown = filterRows(rows, { ...NO_FILTERS, severities: ["high"], areas: ["row_security"] });
  expect(shown.length).toBeGreaterThan(0);
  for (const { finding, result } of shown) {
    expect(finding.severity).toBe("high");
    expect(result.area).toBe("row_security");
  }
});

test("every word of the search must occur, in any order and case", () => {
  const shown = filterRows(rows, { ...NO_FILTERS, text: "EMAIL  public" });
  expect(shown.length).toBeGreaterThan(0);
  for (const { haystack } of shown) expect(haystack).toMatch(/email/);
  expect(filterRows(rows, { ...NO_FILTERS, text: "no such thing" })).toEqual([]);
});

test("a facet counts what its other values would show", () => {
  const filters = { ...NO_FILTERS, statuses: ["pass" as const] };
  const counts = countBy(checks, filters, "statuses");
  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(audit.results.length);
  for (const status of ["pass", "fail", "not_determinable", "not_applicable", "manual", "stale"] as const) {
    expect(counts.get(status)).toBe(filterRows(checks, { ...filters, statuses: [status] }).length);
  }
});

test("severities are counted", () => {
  const counts = severityCounts(rows);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  expect(counts.critical).toBe(rows.filter(({ finding }) => finding.severity === "critical").length);
});
