import { expect, test } from "vitest";

import { asSentence, capitalised, counted, formatBytes, formatTenths, formatUtc } from "./wording";

test("a number agrees with its noun", () => {
  expect(counted(1, "finding")).toBe("1 finding");
  expect(counted(0, "finding")).toBe("0 findings");
  expect(counted(10_840, "finding")).toBe("10\u202f840 findings");
  expect(counted(2, "entry", "entries")).toBe("2 entries");
});

test("a statement ends once", () => {
  expect(asSentence("has no primary key.")).toBe("has no primary key.");
  expect(asSentence("No connection limit")).toBe("No connection limit.");
});

test("times are given in UTC to the second", () => {
  expect(formatUtc("2026-11-21T14:03:27.481Z")).toBe("2026-11-21 14:03:27 UTC");
});

test("sizes and durations have their units", () => {
  expect(formatBytes(812)).toBe("812 B");
  expect(formatBytes(184_320)).toBe("184.3 kB");
  expect(formatBytes(2_500_000)).toBe("2.5 MB");
  expect(formatTenths(118)).toBe("11.8 ms");
  expect(formatTenths(0)).toBe("under 0.1 ms");
  expect(capitalised("needs work")).toBe("Needs work");
});
