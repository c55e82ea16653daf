import { expect, test } from "vitest";

import { parsePlace } from "$lib/shared/router.svelte";

import { comparisonAddress } from "./addresses";
import { choiceOf, draftFrom, EMPTY_DRAFT, optionsOf } from "./draft";
import { FIRST_SHOWN, isFiltering, NO_FILTERS, type Shown, shownFrom, shownTo } from "./filters";

test("all that is shown is held by the address", () => {
  const shown: Shown = {
    part: "script",
    grouping: "area",
    selected: "changed function public.f(integer, text)",
    filters: {
      severities: ["critical", "low"],
      changes: ["missing", "renamed"],
      kinds: ["primary-key", "table"].sort() as Shown["filters"]["kinds"],
      areas: ["security"],
      schemas: ["", "odd, name"],
      text: "50% & more",
      noise: true,
    },
  };
  const back = shownFrom(parsePlace(comparisonAddress("x", shown)).query);
  expect({ ...back, filters: { ...back.filters, kinds: back.filters.kinds.sort() } }).toEqual(shown);
});

test("the page as it is first seen has a plain address", () => {
  expect(comparisonAddress("x")).toBe("#/schema/x/compare");
  expect(shownTo(FIRST_SHOWN).toString()).toBe("");
  expect(shownFrom(new URLSearchParams("view=kitchen&severity=awful&kind=&group=size"))).toEqual(FIRST_SHOWN);
});

test("noise alone is no filter that holds things back", () => {
  expect(isFiltering({ ...NO_FILTERS, noise: true })).toBe(false);
  expect(isFiltering({ ...NO_FILTERS, schemas: [""] })).toBe(true);
  expect(isFiltering({ ...NO_FILTERS, text: "x" })).toBe(true);
});

test.each([
  [{ kind: "sql", path: "/a" } as const],
  [{ kind: "catalog", path: "/b.json" } as const],
  [{ kind: "connection", id: "y" } as const],
  [{ kind: "packs" } as const],
])("what was chosen the last time is chosen again: %o", (expected) => {
  expect(choiceOf(draftFrom({ expected }))).toEqual(expected);
});

test("nothing can be compared before something is chosen", () => {
  for (const kind of ["sql", "catalog", "connection"] as const)
    expect(choiceOf({ ...EMPTY_DRAFT, kind })).toBeNull();
  expect(draftFrom({})).toEqual(EMPTY_DRAFT);
});

test("schemas are written with commas between them", () => {
  expect(optionsOf({ ...EMPTY_DRAFT, schemas: " app, ,audit ", owners: true })).toEqual({
    schemas: ["app", "audit"],
    owners: true,
  });
});
