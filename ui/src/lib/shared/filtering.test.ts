import { expect, test } from "vitest";

import { allows, searching, toggled } from "./filtering";

test("every word has to be found, wherever it stands and however it is written", () => {
  const finds = searching("  Claims \tTRIAGE ");
  expect(finds(() => "Triage of claims")).toBe(true);
  expect(finds(() => "claims alone")).toBe(false);
});

test("without a word nothing is asked and everything is found", () => {
  expect(
    searching(" \n ")(() => {
      throw new Error("it was asked");
    }),
  ).toBe(true);
});

test("a choice of nothing lets all through", () => {
  expect(allows([], "high")).toBe(true);
  expect(allows(["low"], "high")).toBe(false);
  expect(allows(["low", "high"], "high")).toBe(true);
});

test("what is pressed is chosen, and what was chosen is left out", () => {
  expect(toggled(["low"], "high")).toEqual(["low", "high"]);
  expect(toggled(["low", "high"], "low")).toEqual(["high"]);
});
