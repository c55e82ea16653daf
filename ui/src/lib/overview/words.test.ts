import { expect, test } from "vitest";

import { formatValue, stateOf, targetWords, withUnit } from "./words";

const COMPLIANCE = { value: 100, direction: "at-least" } as const;
const RESPONSE = { value: 100, direction: "below" } as const;

test.each([
  [98.123_456, "%", COMPLIANCE, "98.12"],
  [99.996, "%", COMPLIANCE, "99.99"],
  [100, "%", COMPLIANCE, "100"],
  [99.98, "ms", RESPONSE, "99.9"],
  [100, "ms", RESPONSE, "100"],
  [250.44, "ms", RESPONSE, "250.4"],
  [12_345, "consents", null, "12\u202f345"],
  [18_240.5, "EUR", null, "18\u202f240.50"],
  [0.999, "EUR", null, "1.00"],
  [0, "", null, "0"],
  [null, "%", COMPLIANCE, "–"],
])("%s %s held against %o reads %s", (value, unit, target, words) => {
  expect(formatValue(value, unit, target)).toBe(words);
});

test("a target is told as a limit", () => {
  expect(targetWords(COMPLIANCE, "%")).toBe("at least 100 %");
  expect(targetWords(RESPONSE, "ms")).toBe("below 100 ms");
  expect(withUnit("40", "")).toBe("40");
});

test("a state is told in words, and a missed target as missed", () => {
  expect(stateOf({ state: "attention", target: RESPONSE })).toEqual({ words: "Missed", tone: "bad" });
  expect(stateOf({ state: "attention", target: null })?.words).toBe("Needs attention");
  expect(stateOf({ state: "known", target: null })).toBeNull();
});
