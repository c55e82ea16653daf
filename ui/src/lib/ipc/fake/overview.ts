import type { Figure, FigureRows, Overview, OverviewView, Pack, Profile } from "../bindings";
import { FAKE_FIGURES, type FakeFigure, seriesOf } from "./figures";
import { sparkline } from "./sparkline";

/** The company of the sample in the fake. */
export const SAMPLE_COMPANY = "Halvard Mutual Insurance";

/** What the governance tables of a fake database hold. */
export type FakeTables = {
  installed: readonly Pack[];
  rows: "none" | "own" | "sample";
  /** Why the role does not see all rows. */
  restricted: string | null;
  /** How many rows stand behind a figure; its value when left out. */
  behind?: number | undefined;
};

function figureOf(figure: FakeFigure, { installed, rows, behind }: FakeTables): Figure {
  const { id, title, group, unit, target } = figure;
  const base = { id, title, group, unit, target, value: null, parts: [] };
  const missing = figure.needs.filter((pack) => !installed.includes(pack));
  const evidence = { sql: sqlOf(figure), milliseconds: 1.8 };
  if (missing.length > 0) {
    return {
      ...base,
      state: "not-determinable",
      note: `The pack ${missing.join(", ")} is not installed.`,
      evidence: null,
    };
  }
  if (rows === "none" && id === "columns-without-level") {
    const parts = [{ label: "Without a level", value: 45, tone: "warning" as const }];
    return {
      ...base,
      value: 45,
      state: "attention",
      note: "0 % of 45 columns have a level.",
      parts,
      evidence,
    };
  }
  if (rows === "none") return { ...base, state: "empty", note: "The tables hold no rows.", evidence };
  const scale = behind === undefined ? 1 : Math.max(1, behind / 100);
  return {
    ...base,
    value: target === null ? figure.value * scale : figure.value,
    state: figure.state,
    note: figure.note,
    parts: figure.parts.map((part) => ({ ...part, value: (part.value ?? 0) * scale })),
    evidence,
  };
}

/** A believable overview of a database whose tables hold that. */
export function believableOverview(profile: Profile, tables: FakeTables): OverviewView {
  const figures = FAKE_FIGURES.map((figure) => figureOf(figure, tables));
  const shown = new Set(figures.filter(({ value }) => value !== null).map(({ id }) => id));
  const series = FAKE_FIGURES.filter(({ id }) => shown.has(id)).flatMap((figure) => seriesOf(figure) ?? []);
  const overview: Overview = {
    schema: "provost.overview/1",
    database: profile.database,
    role: profile.user,
    governanceSchema: profile.governanceSchema,
    takenAt: "2026-11-22T06:41:09.120Z",
    samples: tables.rows === "sample" && tables.installed.length > 0 ? [SAMPLE_COMPANY] : [],
    restricted: tables.restricted,
    missing: [...new Set(FAKE_FIGURES.flatMap(({ needs }) => needs))].filter(
      (pack) => !tables.installed.includes(pack),
    ),
    figures,
    series,
  };
  const targets = new Map(figures.map(({ id, target }) => [id, target]));
  return {
    overview,
    charts: series.map((one) => ({
      figure: one.figure,
      kind: "days" as const,
      chart: sparkline(one, targets.get(one.figure) ?? null),
    })),
  };
}

/** A page of the rows behind a figure. */
export function believableRows(id: string, tables: FakeTables, offset: number, limit: number): FigureRows {
  const figure = FAKE_FIGURES.find((candidate) => candidate.id === id);
  const value = tables.rows === "none" ? 0 : Math.round(figure?.value ?? 0);
  const total = tables.rows === "none" ? 0 : (tables.behind ?? Math.max(value, 12));
  const count = Math.max(0, Math.min(limit, total - offset));
  return {
    schema: "provost.overview-rows/1",
    figure: id,
    title: figure?.title ?? id,
    takenAt: "2026-11-22T06:41:10.004Z",
    samples: tables.rows === "sample" ? [SAMPLE_COMPANY] : [],
    sql: figure === undefined ? "" : sqlOf(figure),
    columns: ["tenant", "model", "version", "stage", "measured_at", "value", "note"],
    rows: Array.from({ length: count }, (_, n) => rowOf(offset + n)),
    total,
    offset,
  };
}

const MODELS = ["claims-triage", "fraud-score", "churn-risk", "letter-classifier", "call-summary"];

function rowOf(n: number): (string | null)[] {
  return [
    SAMPLE_COMPANY,
    `${MODELS[n % MODELS.length] ?? ""}-${n + 1}`,
    `${(n % 4) + 1}.${n % 7}.0`,
    ["development", "staging", "production", "archived"][n % 4] ?? null,
    `2026-11-${String((n % 28) + 1).padStart(2, "0")} 04:00:00+00`,
    (0.9 + (n % 90) / 1_000).toFixed(3),
    n % 3 === 0 ? null : "Retrained after the drift of October, together with the features that it reads.",
  ];
}

function sqlOf({ id, needs }: FakeFigure): string {
  return `-- ${id}: the rows behind the figure, the latest first.\nselect tenant.name as tenant, model.name as model, version.version, version.stage,\n       metric.measured_at, metric.value, metric.note\nfrom governance.ai_models as model\njoin governance.ai_model_versions as version on version.model_id = model.id\njoin governance.${needs[0] ?? "ai"}_metrics as metric on metric.version_id = version.id\njoin governance.tenants as tenant on tenant.id = model.tenant_id\nwhere metric.measured_at >= pg_catalog.now() - interval '30 days'\norder by metric.measured_at desc, model.name\nlimit $1 offset $2`;
}
