import type { MetricChoices } from "$lib/ipc/bindings";

import { emptyTarget, type TypedTarget } from "./target";

/** A target that is given: a success metric of the programme that Provost comes from. */
type Given = {
  value: string;
  words: string;
  typed: Partial<TypedTarget> & { metric: string; unit: string };
};

const SOURCE = "Success metrics of the programme";

const GIVEN: readonly Given[] = [
  {
    value: "accuracy",
    words: "95 % accuracy",
    typed: { metric: "accuracy", unit: "percentage", direction: "at-least", target: "95", allowed: "1" },
  },
  {
    value: "availability",
    words: "99.9 % availability",
    typed: {
      metric: "availability",
      unit: "percentage",
      direction: "at-least",
      target: "99.9",
      allowed: "1",
    },
  },
  {
    value: "latency",
    words: "Answers within 100 ms, 95 of 100",
    typed: { metric: "latency", unit: "milliseconds", aggregate: "p95", direction: "at-most", target: "100" },
  },
  {
    value: "compliance",
    words: "100 % compliance",
    typed: {
      metric: "compliance",
      unit: "percentage",
      aggregate: "last",
      direction: "at-least",
      target: "100",
      allowed: "0",
    },
  },
];

/** What a target in the given unit is in another in which the same is measured. */
const AS: Record<string, Record<string, number>> = {
  percentage: { percent: 1, "%": 1, ratio: 0.01, fraction: 0.01 },
  milliseconds: { ms: 1, seconds: 0.001, s: 0.001 },
};

/** The given targets, to choose from. */
export const GIVEN_OPTIONS = [
  { value: "", words: "Nothing" },
  ...GIVEN.map(({ value, words }) => ({ value, words })),
];

/** A given target in the unit in which its metric is measured here, where that can be told from the given one. */
export function givenTarget(value: string, { metrics }: MetricChoices): TypedTarget | null {
  const given = GIVEN.find((one) => one.value === value);
  if (given === undefined) return null;
  const whole: TypedTarget = {
    ...emptyTarget(given.typed.metric, given.typed.unit),
    source: SOURCE,
    ...given.typed,
  };
  const measured = metrics.filter((one) => one.metric === whole.metric).map((one) => one.unit ?? "");
  if (measured.includes(whole.unit)) return whole;
  for (const unit of measured) {
    const factor = AS[whole.unit]?.[unit];
    if (factor !== undefined) {
      const target = String(Number((Number(whole.target) * factor).toPrecision(12)));
      return { ...whole, unit, target };
    }
  }
  return whole;
}
