import { expect, test } from "vitest";

import { clockIn, isZone, momentIn, timeIn } from "./zones";

test("clocks of a zone show a moment, in summer and in winter", () => {
  expect(clockIn("Europe/Zurich", Date.parse("2026-07-01T12:00:00Z"))).toBe("2026-07-01T14:00");
  expect(timeIn("Europe/Zurich", "2026-12-01T23:30:00Z")).toBe("2026-12-02 00:30");
});

test("the way back finds the moment, also around the change of clocks", () => {
  for (const [zone, clock, moment] of [
    ["UTC", "2026-11-22T09:30", "2026-11-22T09:30:00.000Z"],
    ["Europe/Zurich", "2026-07-01T14:00", "2026-07-01T12:00:00.000Z"],
    // The clocks go from 01:59 to 03:00 on 2026-03-29.
    ["Europe/Zurich", "2026-03-29T01:30", "2026-03-29T00:30:00.000Z"],
    ["Europe/Zurich", "2026-03-29T03:30", "2026-03-29T01:30:00.000Z"],
    ["America/New_York", "2026-01-01T00:00", "2026-01-01T05:00:00.000Z"],
  ] as const) {
    expect(new Date(momentIn(zone, clock)).toISOString()).toBe(moment);
  }
  expect(momentIn("UTC", "soon")).toBeNaN();
});

test("a zone is one of the database of zones", () => {
  expect([isZone("Europe/Zurich"), isZone("Middle/Earth")]).toEqual([true, false]);
});
