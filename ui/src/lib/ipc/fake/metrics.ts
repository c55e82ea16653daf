import type {
  Aggregates,
  Breach,
  Burn,
  CostQuery,
  CostsAnswer,
  MetricChoices,
  MetricSeries,
  MetricsAnswer,
  MetricsImport,
  MetricTarget,
  SeriesQuery,
} from "../bindings";
import { ACTORS, LONG_MODEL, NOW } from "./models";

/** How the fake metrics of a connection are. */
export type FakeMetrics = {
  /** Why nothing can be read. */
  hindered?: string;
  /** How many versions were measured. */
  versions?: number;
  /** What an import finds. */
  import?: "good" | "bad";
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const END = Date.parse(NOW);
const START = END - 300 * DAY;

const version = (n: number) => `00000000-0000-4000-8003-${String(n).padStart(12, "0")}`;
const NAMES = ["claims-triage 3.1.0", "claims-triage 3.0.2", "fraud-score 2.4", "document-embedding 1"];

/** The metrics with their unit, level and swing. */
export const METRICS = [
  ["accuracy", null, 0.92, 0.03],
  ["latency", "ms", 420, 160],
  ["throughput", "1/s", 38, 20],
] as const;

/** What values should be at first. */
export const TARGETS: MetricTarget[] = [
  {
    id: "00000000-0000-4000-8010-000000000001",
    metric: "latency",
    unit: "ms",
    modelId: null,
    agentId: null,
    deploymentId: null,
    scope: "all models",
    aggregate: "mean",
    direction: "at-most",
    target: 450,
    threshold: 520,
    windowHours: 24,
    allowedShare: 0.05,
    source: "Service agreement of claims, 2026",
  },
];

const named = (n: number) => NAMES[n] ?? `${LONG_MODEL} 1.${n}`;

/** What can be asked for. */
export function believableChoices(of: FakeMetrics, filled: boolean, targets: MetricTarget[]): MetricChoices {
  const hindered = of.hindered ?? null;
  const there = filled && hindered === null;
  const versions = there ? (of.versions ?? 3) : 0;
  return {
    hindered,
    now: NOW,
    metrics: there
      ? METRICS.map(([metric, unit]) => ({
          metric,
          unit,
          perHour: versions,
          first: new Date(START).toISOString(),
          last: NOW,
        }))
      : [],
    models: Array.from({ length: versions }, (_, n) => ({
      id: version(n),
      name: named(n).split(" ")[0] ?? "",
      version: named(n).split(" ")[1] ?? "",
      stage: n === 0 ? "testing" : "production",
      tenant: null,
    })),
    cut: false,
    deployments: there
      ? [{ id: "d-1", label: `${named(0)} for Intake`, modelId: version(0), status: "active" }]
      : [],
    agents: there ? [{ id: "a-1", name: "Intake" }] : [],
    targets: there ? targets : [],
    zones: ["UTC", "Europe/Zurich", "America/New_York"],
  };
}

function aggregated(value: number, count: number): Aggregates {
  return {
    count,
    mean: value,
    min: value * 0.7,
    max: value * 1.5,
    last: value * 1.02,
    sum: value * count,
    p50: value * 0.98,
    p90: value * 1.2,
    p95: value * 1.3,
    p99: value * 1.45,
  };
}

const LENGTHS = { raw: HOUR / 4, hour: HOUR, day: DAY, month: 30 * DAY };

/** The lines that are asked for, with what their targets say. */
export function believableSeries(
  of: FakeMetrics,
  query: SeriesQuery,
  targets: MetricTarget[],
): MetricsAnswer {
  const from = Math.max(START, Date.parse(query.from ?? new Date(END - 30 * DAY).toISOString()));
  const to = Math.min(END, Date.parse(query.to ?? NOW));
  const length = LENGTHS[query.step];
  const versions = Array.from({ length: of.versions ?? 3 }, (_, n) => n).filter(
    (n) => query.models.length === 0 || query.models.includes(version(n)),
  );
  const merged = query.split === "auto" && versions.length > 8 ? versions.length : null;
  const split = query.split === "auto" ? (merged === null ? "model" : "none") : query.split;
  const metrics = METRICS.filter(([metric]) => query.metrics.length === 0 || query.metrics.includes(metric));
  const series = metrics.flatMap(([metric, unit, level, swing]) =>
    (split === "none" ? [0] : versions).map((n): MetricSeries => {
      const points = [];
      for (let at = Math.ceil(from / length) * length; at <= to; at += length) {
        const wave = Math.sin(at / (9 * DAY) + n) * 0.6 + Math.sin(at / (11 * HOUR)) * 0.4;
        points.push({
          at: new Date(at).toISOString(),
          values: aggregated(level + swing * wave, Math.max(1, length / HOUR)),
        });
      }
      const count = points.reduce((sum, { values }) => sum + values.count, 0);
      return {
        metric,
        unit,
        label: split === "none" ? "all" : named(n),
        modelId: split === "none" ? null : version(n),
        deploymentId: null,
        agentId: null,
        points,
        whole: points.length === 0 ? null : aggregated(level, count),
      };
    }),
  );
  const shown = series.filter(({ points }) => points.length > 0);
  const held = targets.filter(({ metric }) => metrics.some(([name]) => name === metric));
  return {
    schema: "provost.metrics/1",
    query: { ...query, split, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    merged,
    hindered: null,
    series: shown,
    targets: held,
    breaches: shown.length === 0 ? [] : held.flatMap(breachesOf),
    burns: shown.length === 0 ? [] : held.map(burnOf),
    notes: [],
  };
}

function breachesOf(target: MetricTarget): Breach[] {
  return Array.from({ length: 14 }, (_, n): Breach => {
    const from = END - (END % DAY) - n * 2 * DAY;
    return {
      targetId: target.id,
      metric: target.metric,
      unit: target.unit,
      label: named(n % 2),
      modelId: version(n % 2),
      from: new Date(from).toISOString(),
      to: new Date(from + DAY).toISOString(),
      value: (target.threshold ?? target.target) + 8.25 * (n + 1),
      limit: n % 3 === 2 ? target.target : (target.threshold ?? target.target),
      level: n % 3 === 2 ? "warning" : "breach",
      count: 24,
      finished: n > 0,
    };
  });
}

function burnOf(target: MetricTarget): Burn {
  return {
    targetId: target.id,
    metric: target.metric,
    unit: target.unit,
    label: named(0),
    modelId: version(0),
    windows: 29,
    breached: 2,
    allowedShare: target.allowedShare,
    budgetUsed: target.allowedShare === 0 ? null : 2 / 29 / target.allowedShare,
    rates: [{ hours: 720, windows: 29, breached: 2, rate: 1.38 }],
    alerts: [{ longHours: 72, shortHours: 24, factor: 1, severity: "ticket" }],
    points: [],
    courses: [
      {
        hours: 72,
        factor: 1,
        severity: "ticket",
        points: Array.from({ length: 29 }, (_, n) => ({
          at: new Date(END - (28 - n) * DAY).toISOString(),
          rate: n === 9 || n === 20 ? 20 / 3 : 0,
        })),
      },
    ],
  };
}

/** A year of costs in one currency. */
export function believableCosts(query: CostQuery): CostsAnswer {
  const months = Array.from({ length: 12 }, (_, n) =>
    new Date(Date.UTC(2025, 11 + n, 1)).toISOString().slice(0, 7),
  );
  const cost = (part: number) =>
    months.map((month, n) => {
      const value = (1_850 + 120 * n + 90 * Math.sin(n)) / (part + 1);
      return { month, amount: value.toFixed(4), value, soFar: n === 11, firstDay: 1 };
    });
  const labels = {
    model: NAMES,
    agent: ACTORS.map(({ name }) => name),
    category: ["Tokens", "Storage"],
    none: ["all"],
  };
  const parts = labels[query.by].map((label, n) => ({
    label,
    modelId: null,
    agentId: null,
    total: cost(n)
      .reduce((sum, { value }) => sum + value, 0)
      .toFixed(4),
    months: cost(n),
  }));
  const whole = months.map((month, n) => {
    const value = parts.reduce((sum, part) => sum + (part.months[n]?.value ?? 0), 0);
    return { month, amount: value.toFixed(4), value, soFar: n === 11, firstDay: 1 };
  });
  return {
    schema: "provost.costs/1",
    query,
    hindered: null,
    currencies: [
      {
        currency: "USD",
        total: whole.reduce((sum, { value }) => sum + value, 0).toFixed(4),
        months: whole,
        parts,
        forecast:
          query.ahead === 0
            ? null
            : {
                method: "Linear trend by least squares over whole months, with its t prediction interval",
                months: 11,
                slope: 250.1,
                intercept: 3_800,
                residual: 120.4,
                confidence: query.confidence,
                points: Array.from({ length: query.ahead }, (_, n) => ({
                  month: new Date(Date.UTC(2026, 11 + n, 1)).toISOString().slice(0, 7),
                  value: 6_800 + 250 * n,
                  low: 6_400 + 220 * n,
                  high: 7_200 + 280 * n,
                })),
              },
      },
    ],
    notes: [],
  };
}

/** What an import did. */
export function believableImport(of: FakeMetrics, file: string, allOrNothing: boolean): MetricsImport {
  const bad = of.import === "bad";
  const landed = bad && allOrNothing ? 0 : bad ? 9_997 : 10_000;
  return {
    schema: "provost.metrics-import/1",
    file,
    format: "csv",
    rows: 10_000,
    landed,
    refusedCount: bad ? 3 : 0,
    duplicates: bad ? 1 : 0,
    refused: bad
      ? [
          { line: 17, column: "value", kind: "not-a-number", reason: "“fast” is not a number." },
          {
            line: 240,
            column: "measured_at",
            kind: "no-zone",
            reason: "The time has no zone: write 2026-11-01T10:00:00Z.",
          },
          {
            line: 902,
            column: null,
            kind: "duplicate",
            reason: "Line 12 has the same time, metric and model.",
          },
        ]
      : [],
    allOrNothing,
    notes: [],
  };
}
