import type { Aggregate, MetricChoices, MetricTarget, MetricDirection, TargetDraft } from "$lib/ipc/bindings";

/** A target as it is typed. */
export type TypedTarget = {
  metric: string;
  unit: string;
  /** `all`, or what it is for: `model:ID`, `deployment:ID`, `agent:ID`. */
  scope: string;
  aggregate: Aggregate;
  direction: MetricDirection;
  target: string;
  threshold: string;
  windowHours: string;
  /** Percent. */
  allowed: string;
  source: string;
};

/** What stands there at first, for a metric. */
export function emptyTarget(metric: string, unit: string | null): TypedTarget {
  return {
    metric,
    unit: unit ?? "",
    scope: "all",
    aggregate: "mean",
    direction: "at-most",
    target: "",
    threshold: "",
    windowHours: "24",
    allowed: "5",
    source: "",
  };
}

/** A target as it is typed again. */
export function typedTarget(of: MetricTarget): TypedTarget {
  const scoped = [
    ["model", of.modelId],
    ["deployment", of.deploymentId],
    ["agent", of.agentId],
  ].find(([, id]) => id !== null);
  return {
    metric: of.metric,
    unit: of.unit ?? "",
    scope: scoped === undefined ? "all" : scoped.join(":"),
    aggregate: of.aggregate,
    direction: of.direction,
    target: String(of.target),
    threshold: of.threshold === null ? "" : String(of.threshold),
    windowHours: String(of.windowHours),
    allowed: String(Number((of.allowedShare * 100).toPrecision(12))),
    source: of.source ?? "",
  };
}

/** What a target can be for. */
export function scopesOf({ models, deployments, agents }: MetricChoices): { value: string; words: string }[] {
  return [
    { value: "all", words: "All models" },
    ...models.map(({ id, name, version }) => ({ value: `model:${id}`, words: `${name} ${version}` })),
    ...deployments.map(({ id, label }) => ({ value: `deployment:${id}`, words: `Deployment: ${label}` })),
    ...agents.map(({ id, name }) => ({ value: `agent:${id}`, words: `Agent: ${name}` })),
  ];
}

const MOST_HOURS = 8_784;

function numberOf(text: string): number {
  return text.trim() === "" ? NaN : Number(text.trim());
}

/** What is wrong, by field. Rust judges again. */
export function targetProblems(typed: TypedTarget): Partial<Record<keyof TypedTarget, string>> {
  const problems: Partial<Record<keyof TypedTarget, string>> = {};
  const [target, threshold] = [numberOf(typed.target), numberOf(typed.threshold)];
  if (typed.metric.trim() === "") problems.metric = "Name the metric.";
  if (!Number.isFinite(target)) problems.target = "A number is needed.";
  if (typed.threshold.trim() !== "") {
    const better = typed.direction === "at-least" ? threshold > target : threshold < target;
    if (!Number.isFinite(threshold)) problems.threshold = "This is not a number.";
    else if (better)
      problems.threshold = "It is better than the target, so meeting the target would be a breach.";
  }
  const hours = numberOf(typed.windowHours);
  if (!Number.isInteger(hours) || hours < 1 || hours > MOST_HOURS) {
    problems.windowHours = `Whole hours, from 1 to ${MOST_HOURS}.`;
  }
  const allowed = numberOf(typed.allowed);
  if (!(allowed >= 0 && allowed < 100)) problems.allowed = "From 0 to below 100.";
  return problems;
}

/** What is sent, once there is no problem. */
export function targetDraft(typed: TypedTarget): TargetDraft {
  const [kind, id] = typed.scope.split(":");
  const of = (wanted: string) => (kind === wanted ? (id ?? null) : null);
  const text = (value: string) => (value.trim() === "" ? null : value.trim());
  return {
    metric: typed.metric.trim(),
    unit: text(typed.unit),
    modelId: of("model"),
    deploymentId: of("deployment"),
    agentId: of("agent"),
    aggregate: typed.aggregate,
    direction: typed.direction,
    target: numberOf(typed.target),
    threshold: typed.threshold.trim() === "" ? null : numberOf(typed.threshold),
    windowHours: numberOf(typed.windowHours),
    allowedShare: numberOf(typed.allowed) / 100,
    source: text(typed.source),
  };
}
