import { expect, test } from "vitest";

import type { Failure, FailureKind } from "$lib/ipc/bindings";
import { believableConnections, believableReport } from "$lib/ipc/fake/connections";

import { stepsOfFailure, stepsOfReport } from "./steps";

const [local, production] = believableConnections().map(({ profile }) => profile);
if (local === undefined || production === undefined) throw new Error("the fake has no connections");

const failure = (kind: FailureKind): Failure => ({
  kind,
  message: "It did not work.",
  hint: null,
  sqlstate: null,
  problems: [],
});

test("a superuser is warned of", () => {
  const rights = stepsOfReport(local, believableReport(local)).find(({ name }) => name === "Rights");
  expect(rights).toMatchObject({ state: "warn" });
  expect(rights?.words).toContain("Superuser");
});

test("a report answers everything that was asked", () => {
  const steps = stepsOfReport(production, believableReport(production));
  expect(steps.map(({ name }) => name)).toEqual([
    "Network",
    "TLS",
    "Login",
    "Server",
    "Latency",
    "Standby",
    "Pooler",
    "Rights",
    "pgvector",
    "Governance",
  ]);
  expect(steps.find(({ name }) => name === "TLS")?.words).toBe("TLSv1.3, TLS_AES_256_GCM_SHA384");
});

test.each<[FailureKind, string[]]>([
  ["unreachable", ["bad", "skipped", "skipped", "skipped"]],
  ["tls", ["good", "bad", "skipped", "skipped"]],
  ["authentication", ["good", "good", "bad", "skipped"]],
  ["permission", ["good", "good", "good", "bad"]],
  ["keyring-locked", []],
])("%s stops at its step", (kind, states) => {
  expect(stepsOfFailure(production, failure(kind)).map(({ state }) => state)).toEqual(states);
});
