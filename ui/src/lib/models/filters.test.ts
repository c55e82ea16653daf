import { expect, test } from "vitest";

import type { Stage, VersionLine } from "$lib/ipc/bindings";

import { countBy, isFiltering, lookFrom, modelsAddress, shownLines, WHOLE } from "./filters";

function line(name: string, stage: Stage, more: Partial<VersionLine> = {}): VersionLine {
  return {
    id: name,
    name,
    version: "1",
    modelType: "llm",
    provider: "in-house",
    stage,
    owner: { id: "a", subjectKey: null, name: "Ines Duarte" },
    riskClass: null,
    aliases: [],
    activeDeployments: 0,
    deploymentsInError: 0,
    openDrift: null,
    waiting: null,
    lastUsedAt: null,
    createdAt: "2026-06-02T08:00:00Z",
    updatedAt: "2026-06-02T08:00:00Z",
    tenant: null,
    sample: false,
    ...more,
  };
}

const LINES = [
  line("triage", "production", { aliases: ["champion"], riskClass: "high" }),
  line("triage next", "testing", { waiting: "production", riskClass: "high" }),
  line("fraud", "testing", { provider: "Acme, Inc. & Söhne", owner: null }),
];

test("what is shown goes into the address and comes back", () => {
  const look = {
    part: "board" as const,
    text: "a&b",
    stages: ["testing" as const, "production" as const],
    providers: ["Acme, Inc. & Söhne", "x"],
    risks: ["high" as const, "none" as const],
    owners: ["Ines, Duarte"],
    waiting: true,
  };
  const address = modelsAddress("id", look);
  expect(lookFrom(new URLSearchParams(address.split("?")[1]))).toEqual(look);
  expect(modelsAddress("id")).not.toContain("?");
});

test("an address that names nothing known shows everything", () => {
  expect(lookFrom(new URLSearchParams("stage=gone&risk=huge&view=pie&only=x"))).toEqual(WHOLE);
  expect(isFiltering(WHOLE)).toBe(false);
  expect(isFiltering({ ...WHOLE, part: "board" })).toBe(false);
});

test.each([
  [{ text: "CHAMPION" }, ["triage"]],
  [{ text: "triage ines" }, ["triage", "triage next"]],
  [{ text: "llm fraud" }, ["fraud"]],
  [{ stages: ["testing" as const] }, ["triage next", "fraud"]],
  [{ risks: ["none" as const] }, ["fraud"]],
  [{ owners: ["none"] }, ["fraud"]],
  [{ providers: ["Acme, Inc. & Söhne"], text: "triage" }, []],
  [{ waiting: true }, ["triage next"]],
])("%o shows %o", (look, names) => {
  expect(shownLines(LINES, { ...WHOLE, ...look }).map(({ name }) => name)).toEqual(names);
});

test("a facet is counted under the other filters, and its values stay", () => {
  const look = { ...WHOLE, stages: ["testing" as const], risks: ["high" as const] };
  expect([...countBy(LINES, look, "stages")]).toEqual([
    ["production", 1],
    ["testing", 1],
  ]);
  expect([...countBy(LINES, look, "owners")]).toEqual([
    ["Ines Duarte", 1],
    ["none", 0],
  ]);
});
