import type { Aggregates, MetricSeries } from "$lib/ipc/bindings";

/** All values of a line taken together; those of each value for itself are reckoned here. Null where there is none. */
export function wholeOf({ whole, points }: Pick<MetricSeries, "whole" | "points">): Aggregates | null {
  if (whole !== null || points.length === 0) return whole;
  const values = points.map(({ values }) => values.last);
  const sorted = [...values].sort((a, b) => a - b);
  // Between two values in a straight line, as percentile_cont of PostgreSQL.
  const percentile = (share: number) => {
    const place = share * (sorted.length - 1);
    const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low + (high - low) * (place - Math.floor(place));
  };
  const sum = values.reduce((total, value) => total + value, 0);
  return {
    count: values.length,
    mean: sum / values.length,
    min: percentile(0),
    max: percentile(1),
    last: values.at(-1) ?? 0,
    sum,
    p50: percentile(0.5),
    p90: percentile(0.9),
    p95: percentile(0.95),
    p99: percentile(0.99),
  };
}
