import { expect, test } from "vitest";

import { believableReport } from "../ipc/fake/differences";
import { countBy, differenceRows, filterRows, mendingOf, schemasOf } from "./differences";
import { type Filters, NO_FILTERS } from "./filters";

const report = believableReport(
  "x",
  { kind: "packs", name: "governance" },
  { schemas: [], owners: false },
  {},
);
const rows = differenceRows(report.comparison);
const found = (filters: Partial<Filters>) =>
  filterRows(rows, { ...NO_FILTERS, ...filters }).map(({ difference }) => difference.object.name);
const rowOf = (key: string) => {
  const row = rows.find((one) => one.key === key);
  if (row === undefined) throw new Error(`${key} is not there`);
  return row.difference;
};

test("keys name each difference, also where an object has two", () => {
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  expect(rowOf("changed table public.users").severity).toBe("critical");
  expect(rowOf("changed table public.users 2").noise).toBe(true);
});

test("noise is held back until it is asked for", () => {
  expect(found({})).not.toContain("users_email_key");
  expect(found({ noise: true })).toHaveLength(rows.length);
});

test("filters hold back what they do not name", () => {
  expect(found({ severities: ["critical"] })).toEqual(["users", "audit_log", "users_select"]);
  expect(found({ changes: ["renamed"] })).toEqual(["user_history_summaries"]);
  expect(found({ kinds: ["extension", "enum"] })).toEqual(["userstatus", "pgcrypto"]);
  expect(found({ areas: ["agents"], severities: ["high"] })).toEqual(["task_delegation"]);
  expect(found({ schemas: [""] })).toEqual(["pgcrypto"]);
  expect(found({ text: "EMAIL  column" })).toEqual(["email"]);
  expect(found({ text: "renamed from user_histories" })).toEqual(["user_history_summaries"]);
  expect(found({ text: "kept nowhere", schemas: ["agents"] })).toEqual(["task_delegation"]);
});

test("counts of a facet leave its own choice out", () => {
  const filters = { ...NO_FILTERS, severities: ["low" as const], schemas: ["agents"] };
  expect(Object.fromEntries(countBy(rows, filters, "severities"))).toEqual({ high: 1, low: 1, info: 1 });
  expect(Object.fromEntries(countBy(rows, filters, "schemas"))).toEqual({ agents: 1, public: 1 });
});

test("schemas are told in alphabetical order", () => {
  expect(schemasOf(rows)).toEqual(["", "agents", "public"]);
});

test("the statements of an object keep their places in the script", () => {
  const { statements, cannot } = mendingOf(
    rowOf("missing index public.system_prompts.system_prompts_user_id"),
    report.script,
  );
  expect(statements).toHaveLength(1);
  expect(statements[0]?.statement).toBe(report.script.statements[statements[0]?.place ?? -1]);
  expect(statements[0]?.statement.warnings[0]?.safer).toContain("concurrently");
  expect(cannot).toEqual([]);
});

test("what goes with a missing table is mended with it", () => {
  const object = { schema: "public", table: "audit_log", kind: "index", name: "audit_log_at" } as const;
  const script = {
    ...report.script,
    statements: [...report.script.statements, { object, sql: "create index audit_log_at", warnings: [] }],
  };
  expect(mendingOf(rowOf("missing table public.audit_log"), script).statements).toHaveLength(2);
  // A table that is there has its own differences for what hangs on it.
  expect(mendingOf(rowOf("changed table public.users"), script).statements).toHaveLength(1);
});

test("what cannot be written is told with its reason", () => {
  const { statements, cannot } = mendingOf(rowOf("changed enum public.userstatus"), report.script);
  expect(statements).toEqual([]);
  expect(cannot[0]?.reason).toContain("making the type anew");
});
