import type {
  Aggregate,
  CostQuery,
  CostSplit,
  MetricChoices,
  ProfileId,
  SeriesQuery,
  SeriesSplit,
  SeriesStep,
} from "$lib/ipc/bindings";
import { formatPlace } from "$lib/shared/router.svelte";

import { AGGREGATES, COST_SPLITS, PRESETS, SPLITS, STEPS } from "./words";

/** How far back is looked. */
export type Preset = keyof typeof PRESETS;

/** A time between two moments, in milliseconds since 1970 in UTC. */
export type Span = { from: number; to: number };

/** What of the metrics is shown, as the address holds it. */
export type MetricsLook = {
  part: "series" | "costs";
  /** Empty for all, here and below. */
  metrics: string[];
  models: string[];
  deployments: string[];
  agents: string[];
  /** `auto` is a line for each version as long as they can be told apart, which whoever reads the values knows. */
  split: SeriesSplit;
  range: Preset;
  /** What `custom` means. */
  span: Span | null;
  /** A part of the range that was drawn out of a plot. */
  zoom: Span | null;
  /** `auto` follows from the time that is shown. */
  step: SeriesStep | "auto";
  aggregate: Aggregate;
  zone: string;
  by: CostSplit;
  /** Months of forecast. */
  ahead: number;
  /** Of its interval, in percent. */
  confidence: number;
};

/** The person's own time zone. */
export const OWN_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** The last thirty days of everything. */
export const WHOLE: MetricsLook = {
  part: "series",
  metrics: [],
  models: [],
  deployments: [],
  agents: [],
  split: "auto",
  range: "30d",
  span: null,
  zoom: null,
  step: "auto",
  aggregate: "mean",
  zone: OWN_ZONE,
  by: "model",
  ahead: 3,
  confidence: 95,
};

/** Months of forecast that are offered. */
export const AHEAD = [0, 1, 3, 6, 12];
/** Confidences that are offered, in percent. */
export const CONFIDENCES = [80, 90, 95, 99];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function known<Value extends string>(
  words: Record<Value, unknown>,
  asked: string | null,
  otherwise: Value,
): Value {
  return asked !== null && asked in words ? (asked as Value) : otherwise;
}

function among(choices: number[], asked: string | null, otherwise: number): number {
  return choices.find((one) => String(one) === asked) ?? otherwise;
}

/** Reads two moments; none where they are no time. */
function spanOf(from: string | null, to: string | null): Span | null {
  const span = { from: Date.parse(from ?? ""), to: Date.parse(to ?? "") };
  return span.from < span.to ? span : null;
}

/** Reads from the query of an address what is to be shown; what is not known is left out. */
export function lookFrom(query: URLSearchParams): MetricsLook {
  const span = spanOf(query.get("since"), query.get("until"));
  const range = known(PRESETS, query.get("range"), WHOLE.range);
  return {
    part: query.get("view") === "costs" ? "costs" : "series",
    metrics: query.getAll("metric"),
    models: query.getAll("model"),
    deployments: query.getAll("deployment"),
    agents: query.getAll("agent"),
    split: known(SPLITS, query.get("split"), WHOLE.split),
    range: range === "custom" && span === null ? WHOLE.range : range,
    span,
    zoom: spanOf(query.get("from"), query.get("to")),
    step: known({ auto: "", ...STEPS }, query.get("step"), WHOLE.step),
    aggregate: known(AGGREGATES, query.get("value"), WHOLE.aggregate),
    zone: query.get("zone") ?? WHOLE.zone,
    by: known(COST_SPLITS, query.get("by"), WHOLE.by),
    ahead: among(AHEAD, query.get("ahead"), WHOLE.ahead),
    confidence: among(CONFIDENCES, query.get("confidence"), WHOLE.confidence),
  };
}

/** The address of a connection's metrics. */
export function metricsAddress(id: ProfileId, look: Partial<MetricsLook> = {}): string {
  const whole = { ...WHOLE, ...look };
  const unless = (value: string | number, usual: string | number) => (value === usual ? "" : String(value));
  const moment = (value: number | undefined) => (value === undefined ? "" : new Date(value).toISOString());
  const all = (name: string, values: string[]) => values.map((value): [string, string] => [name, value]);
  const parts: [string, string][] = [
    ["view", unless(whole.part, WHOLE.part)],
    ...all("metric", whole.metrics),
    ...all("model", whole.models),
    ...all("deployment", whole.deployments),
    ...all("agent", whole.agents),
    ["split", unless(whole.split, WHOLE.split)],
    ["range", unless(whole.range, WHOLE.range)],
    ["since", whole.range === "custom" ? moment(whole.span?.from) : ""],
    ["until", whole.range === "custom" ? moment(whole.span?.to) : ""],
    ["from", moment(whole.zoom?.from)],
    ["to", moment(whole.zoom?.to)],
    ["step", unless(whole.step, WHOLE.step)],
    ["value", unless(whole.aggregate, WHOLE.aggregate)],
    ["zone", unless(whole.zone, WHOLE.zone)],
    ["by", unless(whole.by, WHOLE.by)],
    ["ahead", unless(whole.ahead, WHOLE.ahead)],
    ["confidence", unless(whole.confidence, WHOLE.confidence)],
  ];
  return formatPlace(["metrics", id], new URLSearchParams(parts.filter(([, value]) => value !== "")));
}

/** The time that is looked at: the part drawn out of a plot, or the range. The clock is the server's. */
export function spanShown(look: MetricsLook, { now, metrics }: Pick<MetricChoices, "now" | "metrics">): Span {
  if (look.zoom !== null) return look.zoom;
  if (look.range === "custom" && look.span !== null) return look.span;
  const to = Date.parse(now);
  const { days } = PRESETS[look.range];
  if (days !== null) return { from: to - days * DAY, to };
  const asked = metrics.filter(({ metric }) => look.metrics.length === 0 || look.metrics.includes(metric));
  const first = Math.min(...asked.map(({ first }) => Date.parse(first)));
  return Number.isFinite(first) ? { from: Math.min(first, to - HOUR), to } : { from: to - 30 * DAY, to };
}

/** The step that a time is looked at in unless somebody chooses: some dozens to some hundreds of points. */
export function stepFor({ from, to }: Span, choices: Pick<MetricChoices, "metrics">): SeriesStep {
  const length = to - from;
  if (length <= 6 * HOUR) return "raw";
  if (length <= 15 * DAY) return hourly(choices) ? "hour" : "raw";
  return length <= 800 * DAY ? "day" : "month";
}

/** Whether so much is measured that hours are worth telling apart: a value in every few hours of a version. */
function hourly({ metrics }: Pick<MetricChoices, "metrics">): boolean {
  return metrics.some(({ perHour }) => perHour > 0.2);
}

/** What is asked of Rust. */
export function seriesQuery(look: MetricsLook, choices: MetricChoices): SeriesQuery {
  const span = spanShown(look, choices);
  return {
    metrics: look.metrics,
    models: look.models,
    deployments: look.deployments,
    agents: look.agents,
    split: look.split,
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    step: look.step === "auto" ? stepFor(span, choices) : look.step,
    aggregate: look.aggregate,
    zone: look.zone,
  };
}

/** What is asked of Rust about costs: they come by the month, so that a time of days means the last twelve. */
export function costQuery(look: MetricsLook, choices: MetricChoices): CostQuery {
  const span = spanShown({ ...look, zoom: null }, choices);
  const usual = look.range !== "all" && look.range !== "custom";
  return {
    by: look.by,
    from: usual ? null : new Date(span.from).toISOString(),
    to: usual ? null : new Date(span.to).toISOString(),
    zone: look.zone,
    ahead: look.ahead,
    confidence: look.confidence / 100,
  };
}

/** Whether anything is held back. */
export function isNarrowed({ metrics, models, deployments, agents }: MetricsLook): boolean {
  return [metrics, models, deployments, agents].some((list) => list.length > 0);
}
