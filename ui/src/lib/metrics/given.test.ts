import { expect, test } from "vitest";

import type { MetricChoices } from "$lib/ipc/bindings";

import { GIVEN_OPTIONS, givenTarget } from "./given";
import { targetDraft, targetProblems } from "./target";

function measured(...metrics: [string, string | null][]): MetricChoices {
  const each = metrics.map(([metric, unit]) => ({ metric, unit }));
  return { metrics: each, models: [], deployments: [], agents: [] } as unknown as MetricChoices;
}

test("the given targets are the four success metrics, and each can be sent", () => {
  const drafts = GIVEN_OPTIONS.slice(1).map(({ value }) => {
    const typed = givenTarget(value, measured());
    if (typed === null) throw new Error(value);
    expect(targetProblems(typed)).toEqual({});
    const { metric, direction, target, unit } = targetDraft(typed);
    return [metric, direction, target, unit];
  });
  expect(drafts).toEqual([
    ["accuracy", "at-least", 95, "percentage"],
    ["availability", "at-least", 99.9, "percentage"],
    ["latency", "at-most", 100, "milliseconds"],
    ["compliance", "at-least", 100, "percentage"],
  ]);
  expect(givenTarget("", measured())).toBeNull();
});

test("a given target is set in the unit in which the metric is measured", () => {
  const of = (value: string, unit: string | null) => {
    const typed = givenTarget(value, measured([value, unit]));
    return [typed?.target, typed?.unit];
  };
  expect(of("accuracy", "ratio")).toEqual(["0.95", "ratio"]);
  expect(of("availability", "ratio")).toEqual(["0.999", "ratio"]);
  expect(of("latency", "seconds")).toEqual(["0.1", "seconds"]);
  expect(of("latency", "milliseconds")).toEqual(["100", "milliseconds"]);
  expect(of("latency", "furlongs")).toEqual(["100", "milliseconds"]);
});
