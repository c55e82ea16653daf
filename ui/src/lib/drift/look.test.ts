import { expect, test } from "vitest";

import type { DriftRun } from "$lib/ipc/bindings";

import { byBadness, countBy, driftAddress, type Filtered, lookFrom, passes, runAddress, USUAL } from "./look";

const queryOf = (address: string) => new URLSearchParams(address.split("?")[1] ?? "");
const thing = (standings: string, severities: string, told: string): Filtered => ({
  values: { standings, severities, kinds: "data", models: "m" },
  told,
});

test("what is shown stands in the address and comes back out of it", () => {
  for (const look of [
    USUAL,
    { ...USUAL, standings: [] },
    {
      part: "runs" as const,
      text: "claims intake",
      standings: ["resolved" as const],
      severities: ["critical" as const, "low" as const],
      kinds: ["concept" as const],
      models: ["m-1", "m-2"],
    },
  ]) {
    expect(lookFrom(queryOf(driftAddress("c", look)))).toEqual(look);
  }
  expect(driftAddress("c")).toBe("#/drift/c");
  expect(runAddress("c", "r", "a b")).toBe("#/drift/c/r?column=a+b");
});

test("filters hold back, and each value says how many the others let through", () => {
  const all = [
    thing("open", "high", "claims amount"),
    thing("open", "low", "fraud amount"),
    thing("resolved", "high", "claims age"),
  ];
  const look = { ...USUAL, text: "claims", standings: ["open" as const] };
  expect(all.map((one) => passes(one, look))).toEqual([true, false, false]);
  expect([...countBy(all, look, "standings")]).toEqual([
    ["open", 1],
    ["resolved", 1],
  ]);
  expect([...countBy(all, look, "severities")]).toEqual([
    ["high", 1],
    ["low", 0],
  ]);
});

test("comparisons stand by how bad they are, those without drift last", () => {
  const run = (id: string, severity: DriftRun["severity"], startedAt: string) =>
    ({ id, severity, startedAt }) as DriftRun;
  const runs = [
    run("none", null, "2026-11-04"),
    run("old", "high", "2026-11-01"),
    run("new", "high", "2026-11-02"),
    run("worst", "critical", "2026-10-01"),
  ];
  expect(byBadness(runs).map(({ id }) => id)).toEqual(["worst", "new", "old", "none"]);
});
