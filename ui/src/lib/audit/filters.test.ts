import { expect, test } from "vitest";

import { type Filters, filtersFrom, filtersTo, isFiltering, NO_FILTERS, tabFrom } from "./filters";

test("filters and their query are the same thing", () => {
  const filters: Filters = {
    severities: ["critical", "low"],
    sections: ["testing"],
    areas: ["row_security", "privacy"],
    statuses: ["not_determinable"],
    text: "tenant & co",
  };
  expect(filtersFrom(new URLSearchParams(filtersTo(filters)))).toEqual(filters);
});

test("no filters leave nothing in the address", () => {
  expect(filtersTo(NO_FILTERS)).toEqual({});
  expect(isFiltering(NO_FILTERS)).toBe(false);
  expect(filtersFrom(new URLSearchParams())).toEqual(NO_FILTERS);
});

test("what is not known is left out", () => {
  expect(filtersFrom(new URLSearchParams("severity=critical,terrible&section=kitchen"))).toEqual({
    ...NO_FILTERS,
    severities: ["critical"],
  });
  expect(tabFrom(new URLSearchParams("view=kitchen"))).toBe("overview");
});
