import { expect, test } from "vitest";

import { askedOf, EMPTY, problemsOf } from "./draft";

const windows = {
  ...EMPTY,
  table: "claims.intake",
  moment: "received_at",
  referenceFrom: "2026-08-01",
  referenceTo: "2026-09-01",
  currentFrom: "2026-10-01",
};

test("two times of a table become two windows; an end that is left out is open", () => {
  expect(problemsOf(windows)).toEqual({});
  expect(askedOf({ ...windows, columns: "amount , country,", sample: "5000" })).toEqual({
    reference: "table:claims.intake@received_at=2026-08-01..2026-09-01",
    current: "table:claims.intake@received_at=2026-10-01..",
    columns: ["amount", "country"],
    test: null,
    threshold: null,
    answers: null,
    sample: 5_000,
    seed: 42,
    keep: null,
  });
});

test("queries and files are named as Rust takes them, and a threshold goes with a test only", () => {
  const queries = {
    ...EMPTY,
    sources: "queries" as const,
    reference: " select 1 as a ",
    current: "select 2 as a",
  };
  expect(askedOf({ ...queries, threshold: "0.3" })).toMatchObject({
    reference: "query:select 1 as a",
    current: "query:select 2 as a",
    threshold: null,
  });
  const tested = { ...queries, test: "psi" as const, threshold: "0.3", model: "m", kind: "concept" as const };
  expect(askedOf(tested)).toMatchObject({
    test: "psi",
    threshold: 0.3,
    keep: { model: "m", kind: "concept" },
  });
  const files = { ...EMPTY, sources: "files" as const, referenceFile: "/a.csv", currentFile: "/b.csv" };
  expect(askedOf(files)).toMatchObject({ reference: "/a.csv", current: "/b.csv" });
});

test("what is missing or wrong is told at its field", () => {
  expect(Object.keys(problemsOf(EMPTY)).sort()).toEqual(["currentFrom", "moment", "referenceFrom", "table"]);
  expect(
    Object.keys(problemsOf({ ...windows, referenceTo: "2026-07-01", seed: "-1", sample: "0" })).sort(),
  ).toEqual(["referenceTo", "sample", "seed"]);
  expect(Object.keys(problemsOf({ ...EMPTY, sources: "queries" }))).toEqual(["reference", "current"]);
  expect(Object.keys(problemsOf({ ...EMPTY, sources: "files" }))).toEqual(["referenceFile", "currentFile"]);
  expect(problemsOf({ ...windows, test: "psi", threshold: "-1" }).threshold).toBe("A number above 0.");
});

test("a model's answers are named by both columns or by none", () => {
  expect(Object.keys(problemsOf({ ...windows, target: "churned" }))).toEqual(["prediction"]);
  expect(Object.keys(problemsOf({ ...windows, prediction: "said" }))).toEqual(["target"]);
  const answered = { ...windows, target: " churned ", prediction: "said" };
  expect(problemsOf(answered)).toEqual({});
  expect(askedOf(answered).answers).toEqual({ target: "churned", prediction: "said" });
});
