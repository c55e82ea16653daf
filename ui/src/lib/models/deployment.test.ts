import { describe, expect, test } from "vitest";

import type { Deployment } from "$lib/ipc/bindings";

import { deploymentDraft, deploymentProblems, momentOf, typedDeployment } from "./deployment";

const before = (configurationText: string): Deployment => ({
  id: "1",
  agentId: null,
  agent: null,
  status: "active",
  errorMessage: null,
  configuration: [],
  configurationText,
  measured: [],
  deployedBy: null,
  deployedAt: "2026-09-01T06:00:00Z",
  lastUsedAt: null,
  updatedAt: "2026-09-01T06:00:00Z",
});

describe("what is typed of a deployment", () => {
  test("environment and alias stand apart from the rest", () => {
    const typed = typedDeployment(before('{"environment": "oslo", "alias": 3, "replicas": 2}'));
    expect([typed.environment, typed.alias]).toEqual(["oslo", ""]);
    expect(JSON.parse(typed.rest)).toEqual({ alias: 3, replicas: 2 });
  });

  test("a configuration that nobody touched is not sent", () => {
    const stood = before('{"environment": "oslo", "replicas": 2}');
    const typed = { ...typedDeployment(stood), status: "inactive" };
    expect(deploymentDraft(typed, null, stood).configuration).toBeNull();
    const moved = deploymentDraft({ ...typed, environment: " bergen " }, "a", stood);
    expect(JSON.parse(moved.configuration ?? "")).toEqual({ environment: "bergen", replicas: 2 });
    expect(moved.agent).toBe("a");
  });

  test("what is wrong is said with an error only", () => {
    const typed = { ...typedDeployment(null), errorMessage: "503" };
    expect(deploymentDraft(typed, null, null).errorMessage).toBeNull();
    expect(deploymentDraft({ ...typed, status: "error" }, null, null).errorMessage).toBe("503");
    expect(deploymentProblems({ ...typed, status: "error", errorMessage: " ", rest: "[1]" })).toEqual({
      errorMessage: "Say what is wrong.",
      rest: 'Write a JSON object, such as {"site": "oslo"}.',
    });
  });

  test("moments are in UTC", () => {
    expect(momentOf("2026-11-01T09:30")).toBe("2026-11-01T09:30:00.000Z");
    expect([momentOf(""), momentOf("tomorrow")]).toEqual([null, null]);
  });
});
