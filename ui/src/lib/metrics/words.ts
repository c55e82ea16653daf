import type {
  Aggregate,
  CostSplit,
  MetricsFormat,
  MetricTarget,
  RowFault,
  SeriesSplit,
  SeriesStep,
  MetricDirection,
} from "$lib/ipc/bindings";
import { capitalised, counted, formatNumber } from "$lib/shared/wording";

/** How far back is looked; no days where that follows from something else. */
export const PRESETS = {
  "24h": { words: "24 h", days: 1 },
  "7d": { words: "7 d", days: 7 },
  "30d": { words: "30 d", days: 30 },
  "90d": { words: "90 d", days: 90 },
  all: { words: "All", days: null },
  custom: { words: "From … to …", days: null },
} as const;

export const STEPS: Record<SeriesStep, string> = {
  raw: "Each value",
  hour: "By the hour",
  day: "By the day",
  month: "By the month",
};

/** What an answer's step is called in a sentence. */
export const STEP_NAMES: Record<SeriesStep, string> = {
  raw: "each value",
  hour: "hour by hour",
  day: "day by day",
  month: "month by month",
};

export const AGGREGATES: Record<Aggregate, string> = {
  mean: "Mean",
  p50: "Median",
  p90: "90th percentile",
  p95: "95th percentile",
  p99: "99th percentile",
  min: "Smallest value",
  max: "Largest value",
  last: "Latest value",
  sum: "Sum",
  count: "Number of values",
};

export const SPLITS: Record<SeriesSplit, string> = {
  auto: "A line for each version, if few",
  model: "A line for each version",
  deployment: "A line for each deployment",
  agent: "A line for each agent",
  none: "One line for all",
};

export const COST_SPLITS: Record<CostSplit, string> = {
  model: "By model",
  agent: "By agent",
  category: "By category",
  none: "As a whole",
};

export const DIRECTIONS: Record<MetricDirection, string> = {
  "at-least": "at least",
  "at-most": "at most",
};

export const FORMATS: Record<MetricsFormat, string> = {
  csv: "CSV",
  "json-lines": "JSON lines",
  "open-metrics": "OpenMetrics text",
};

export const FAULTS: Record<RowFault, string> = {
  "not-a-number": "Not a number",
  "not-finite": "Not finite",
  "no-zone": "No time zone",
  "bad-time": "No time",
  missing: "Missing",
  duplicate: "Duplicate",
  conflict: "Conflict",
  "unknown-name": "Unknown name",
  "ambiguous-name": "Ambiguous name",
  "not-text": "Not text",
  malformed: "Malformed",
  unfinished: "Unfinished",
};

/** The name of a metric as a heading has it. */
export function metricWords(metric: string): string {
  return capitalised(metric.replaceAll("_", " "));
}

const UNITS: Record<string, string> = {
  percentage: "%",
  percent: "%",
  milliseconds: "ms",
  seconds: "s",
  dollars: "$",
  requests_per_second: "requests/s",
};

/** A unit as people write it; what is not known as it is. */
export function unitWords(unit: string): string {
  return UNITS[unit] ?? unit.replaceAll("_", " ");
}

/** A measured value with its unit: as many digits as tell it apart, never more than six. */
export function valueWords(value: number, unit: string | null = null): string {
  const size = Math.abs(value);
  const decimals = size >= 1_000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
  const text = size !== 0 && size < 0.0001 ? value.toExponential(2) : formatNumber(value, decimals);
  return unit === null || unit === "" ? text : `${text} ${unitWords(unit)}`;
}

/** A share as percent. */
export function shareWords(share: number, decimals = 1): string {
  return `${formatNumber(share * 100, decimals)} %`;
}

/** Hours as people say them. */
export function hoursWords(hours: number): string {
  return hours >= 48 && hours % 24 === 0 ? counted(hours / 24, "day") : counted(hours, "hour");
}

/** What a target asks: `mean at most 800 ms in each hour`. */
export function targetWords({ aggregate, direction, target, unit, windowHours }: MetricTarget): string {
  const window =
    windowHours === 1 ? "each hour" : windowHours === 24 ? "each day" : `each ${hoursWords(windowHours)}`;
  return `${AGGREGATES[aggregate]} ${DIRECTIONS[direction]} ${valueWords(target, unit)} in ${window}`;
}
