import type { Backend } from "../backend";
import type {
  CostQuery,
  CostsView,
  DrawnPlot,
  Failure,
  Frame,
  ImportProgress,
  MetricsFormat,
  MetricsView,
  PlotRange,
  ProfileId,
  SeriesQuery,
  TargetDraft,
} from "../bindings";
import {
  believableChoices,
  believableCosts,
  believableImport,
  believableSeries,
  type FakeMetrics,
  TARGETS,
} from "./metrics";
import { drawnSource, type FakeSource, smallLine } from "./pictures";
import { drawnPlot } from "./plots";
import { RegistryCommands } from "./registryCommands";

/** The commands of metrics and plots, as the fake answers them. */
export abstract class MetricsCommands extends RegistryCommands {
  #targets = [...TARGETS];
  #sources = new Map<string, FakeSource>();
  #metrics: FakeMetrics;

  constructor(metrics: FakeMetrics) {
    super();
    this.#metrics = metrics;
  }

  protected abstract begun(command: keyof Backend, about: string): Promise<void>;
  /** Takes as long as a step; throws when the operation was cancelled. */
  protected abstract step(operation: string): Promise<void>;

  /** Draws something and keeps what it is made of. */
  protected draw(source: FakeSource, frame: Frame): DrawnPlot {
    const id = `plot-${this.#sources.size + 1}`;
    this.#sources.set(id, source);
    return drawnSource(id, source, frame, null);
  }

  async redrawPlot(plotId: string, frame: Frame, range: PlotRange | null) {
    await this.begun("redrawPlot", `${plotId}:${range === null ? "all" : `${range.from}-${range.to}`}`);
    const source = this.#sources.get(plotId);
    return source === undefined ? drawnPlot(plotId, range) : drawnSource(plotId, source, frame, range);
  }

  async savePlot(plotId: string, _frame: Frame, _range: PlotRange | null, format: string, place: string) {
    await this.begun("savePlot", `${plotId}:${format}:${place}`);
    const folder = "/home/ines/Documents/Provost";
    return { path: `${folder}/provost-plot-latency.${format}`, folder, bytes: 40_960 };
  }

  async metricChoices(id: ProfileId) {
    const held = this.holds(await this.reached("metricChoices", id));
    const missing =
      "The table governance.ai_performance_metrics is not there: the pack governance is not installed.";
    const of = held === "none" ? { ...this.#metrics, hindered: missing } : this.#metrics;
    return believableChoices(of, held === "filled", this.#targets);
  }

  async metricSeries(id: ProfileId, query: SeriesQuery, frame: Frame): Promise<MetricsView> {
    await this.reached("metricSeries", id, `${query.step}:${query.from}:${query.to}`);
    const answer = believableSeries(this.#metrics, query, this.#targets);
    const metrics = [...new Set(answer.series.map(({ metric }) => metric))];
    const plots = metrics.map((metric) => {
      const series = answer.series.filter((one) => one.metric === metric);
      const source: FakeSource = {
        title: `${metric}, ${query.aggregate} of each ${query.step}`,
        unit: series[0]?.unit ?? "",
        zone: query.zone,
        from: Date.parse(answer.query.from ?? ""),
        to: Date.parse(answer.query.to ?? ""),
        labels: null,
        lines: series.map(({ label, points }) => ({
          name: label,
          points: points.map(({ at, values }) => [Date.parse(at), values[query.aggregate]]),
        })),
      };
      return this.draw(source, frame);
    });
    const sparklines = answer.series.map(({ label, points }) =>
      smallLine(
        label,
        points.map(({ values }) => values.mean),
      ),
    );
    const burns = answer.burns.map(({ metric, label, courses }) =>
      this.draw(
        {
          title: `${metric} of ${label}: how many times too fast its budget burns`,
          unit: "",
          zone: query.zone,
          from: Date.parse(answer.query.from ?? ""),
          to: Date.parse(answer.query.to ?? ""),
          labels: null,
          lines: courses.map(({ hours, points }) => ({
            name: `over ${hours} hours`,
            points: points.map(({ at, rate }) => [Date.parse(at), rate]),
          })),
        },
        frame,
      ),
    );
    return { answer, plots, sparklines, burns };
  }

  async metricCosts(id: ProfileId, query: CostQuery, frame: Frame): Promise<CostsView> {
    await this.reached("metricCosts", id, `${query.by}:${query.ahead}:${query.confidence}`);
    const answer = believableCosts(query);
    const plots = answer.currencies.map(({ currency, months, parts }) =>
      this.draw(
        {
          title: `Costs of each month in ${currency}`,
          unit: currency,
          zone: query.zone,
          from: 0,
          to: months.length,
          labels: months.map(({ month }) => month),
          lines: parts.map((part) => ({
            name: part.label,
            points: part.months.map(({ value }, n) => [n, value]),
          })),
        },
        frame,
      ),
    );
    return { answer, plots };
  }

  async importMetrics(
    id: ProfileId,
    path: string,
    format: MetricsFormat | null,
    allOrNothing: boolean,
    operation: string,
    progress: (progress: ImportProgress) => void,
  ) {
    await this.reached("importMetrics", id, `${path}:${format ?? "ending"}:${allOrNothing}`);
    for (const [n, step] of [
      "Reading the file",
      "Bringing the rows in",
      "Looking for their models",
    ].entries()) {
      progress({ step, rows: n * 5_000, refused: 0 });
      await this.step(operation);
    }
    return believableImport(this.#metrics, path, allOrNothing);
  }

  async setTarget(id: ProfileId, target: TargetDraft) {
    await this.reached("setTarget", id, `${target.metric}:${target.target}`);
    this.#mayWrite();
    const same = (one: TargetDraft) =>
      [one.metric, one.unit, one.modelId, one.agentId, one.deploymentId, one.aggregate].join();
    const known = this.#targets.find((one) => same(one) === same(target));
    const set = {
      ...target,
      id: known?.id ?? `00000000-0000-4000-8010-${String(this.#targets.length + 1).padStart(12, "0")}`,
      scope: target.modelId === null ? "all models" : "claims-triage 3.1.0",
    };
    this.#targets = [...this.#targets.filter(({ id }) => id !== set.id), set];
    return set;
  }

  async removeTarget(id: ProfileId, target: string) {
    await this.reached("removeTarget", id, target);
    this.#mayWrite();
    this.#targets = this.#targets.filter((one) => one.id !== target);
    return null;
  }

  #mayWrite() {
    if (this.models.people().chosen !== null) return;
    const failure: Failure = {
      kind: "bad-input",
      message: "Nobody is named as the one who acts.",
      hint: "Say who acts over this connection, then ask again.",
      sqlstate: null,
      problems: [],
    };
    throw failure;
  }
}
