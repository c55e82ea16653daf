import { expect, test } from "vitest";

import { TARGETS } from "$lib/ipc/fake/metrics";

import { emptyTarget, targetDraft, targetProblems, typedTarget } from "./target";
import { shareWords, targetWords, valueWords } from "./words";

const [target] = TARGETS;

test("a target that is typed again says the same", () => {
  if (target === undefined) throw new Error("no target");
  const { id, scope } = target;
  expect({ id, scope, ...targetDraft(typedTarget(target)) }).toEqual(target);
  const scoped = typedTarget({ ...target, deploymentId: "d-1" });
  expect(scoped.scope).toBe("deployment:d-1");
  expect(targetDraft(scoped)).toMatchObject({ modelId: null, deploymentId: "d-1", agentId: null });
});

test("a threshold that is better than its target is refused on either side", () => {
  const typed = { ...emptyTarget("latency", "ms"), target: "450", threshold: "400" };
  expect(targetProblems(typed).threshold).toContain("better than the target");
  expect(targetProblems({ ...typed, direction: "at-least" }).threshold).toBeUndefined();
});

test("what is no number is told at its field", () => {
  const problems = targetProblems({
    ...emptyTarget("", null),
    target: "fast",
    threshold: "x",
    windowHours: "0.5",
    allowed: "100",
  });
  expect(Object.keys(problems).sort()).toEqual(["allowed", "metric", "target", "threshold", "windowHours"]);
});

test("values, shares and targets are told as people write them", () => {
  const told = [0.00001234, 0.91234, 12.345, 431.06, 12_345.6, 0].map((value) => valueWords(value));
  expect(told).toEqual(["1.23e-5", "0.9123", "12.35", "431.1", "12\u202f346", "0"]);
  expect(valueWords(450, "ms")).toBe("450 ms");
  expect(shareWords(0.0689)).toBe("6.9 %");
  if (target !== undefined) expect(targetWords(target)).toBe("Mean at most 450 ms in each day");
});
