import type {
  ColumnDrift,
  DriftAsked,
  DriftFinding,
  DriftKind,
  DriftList,
  DriftReport,
  DriftRun,
  DriftRunPage,
  DriftShape,
  Failure,
  Frame,
  Method,
  ProfileId,
  Severity,
} from "../bindings";
import type { FakeMetrics } from "./metrics";
import { MetricsCommands } from "./metricsCommands";
import { LONG_MODEL, NOW } from "./models";

/** How the fake drift of a connection is. */
export type FakeDrift = {
  /** Why nothing can be read. */
  hindrance?: string;
  restricted?: string;
  /** How many findings beside the believable ones. */
  more?: number;
};

const model = (n: number) => ({
  id: `00000000-0000-4000-8003-${String(n).padStart(12, "0")}`,
  name: ["claims-triage", "claims-triage", "fraud-score", LONG_MODEL][n % 4] ?? "",
  version: ["3.1.0", "3.0.2", "2.4", "1"][n % 4] ?? "",
});
const runId = (n: number) => `00000000-0000-4000-8020-${String(n).padStart(12, "0")}`;
const moment = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();

const COLUMNS: [string, ColumnDrift["kind"], Method, number, Severity | null][] = [
  ["amount_claimed", "numeric", "wasserstein", 0.612, "critical"],
  ["country", "categorical", "jensen-shannon", 0.184, "medium"],
  ["age_of_driver", "numeric", "wasserstein", 0.041, null],
  ["has_photograph", "boolean", "jensen-shannon", 0.012, null],
  ["description_embedding", "embedding", "domain-classifier", 0.58, "low"],
];

/** The result of a comparison. */
export function believableReport(reference: string, current: string): DriftReport {
  return {
    schema: "provost.drift/1",
    sources: {
      reference: {
        name: reference,
        rows: 1_240_000,
        sample: { method: "reservoir", seed: 42, rows: 100_000 },
      },
      current: { name: current, rows: 98_412, sample: null },
    },
    columns: COLUMNS.map(([name, kind, test, score, severity]): ColumnDrift => {
      const words = kind !== "numeric";
      return {
        name,
        kind,
        drift: "data",
        test,
        measure: "distance",
        score,
        statistic: null,
        threshold: test === "domain-classifier" ? 0.55 : 0.1,
        drifted: severity !== null,
        severity,
        referenceRows: 99_870,
        currentRows: 98_400,
        referenceMissing: 130,
        currentMissing: 12,
        means: words ? null : [1_204.5, 1_811.25],
        bins: {
          kind: words ? "values" : "sturges",
          edges: words ? [] : [0, 500, 1_000, 2_000, 4_000],
          keys: words ? ["CH", "DE", "FR", "IT"] : [],
          reference: [420, 310, 180, 90],
          current: [210, 280, 290, 220],
        },
        notes: kind === "embedding" ? ["Taken on 2 000 vectors a side."] : [],
      };
    }),
    notCompared: [{ name: "remark", reason: "It is in the reference only." }],
    driftedShare: 0.6,
    drifted: true,
  };
}

function believableRun(n: number, kind: DriftKind, severity: Severity | null, open: number): DriftRun {
  return {
    id: runId(n),
    model: model(n),
    kind,
    reference: { source: "table:claims.intake@received_at=2026-08-01..2026-09-01", rows: 100_000 },
    current: { source: "table:claims.intake@received_at=2026-10-01..2026-11-01", rows: 98_412 },
    method: "sample",
    sampleRows: 100_000,
    compared: COLUMNS.length,
    drifted: severity === null ? 0 : 3,
    severity,
    open,
    startedAt: moment(n + 1),
    finishedAt: moment(n + 1),
    runBy: "Ines Duarte",
  };
}

function finding(n: number, of: Partial<DriftFinding>): DriftFinding {
  return {
    id: `00000000-0000-4000-8021-${String(n).padStart(12, "0")}`,
    run: null,
    model: model(n),
    kind: "data",
    severity: "medium",
    feature: null,
    test: "wasserstein",
    score: 0.21,
    threshold: 0.1,
    detectedAt: moment(n + 1),
    resolution: null,
    ...of,
  };
}

/** The commands of drift, as the fake answers them. */
export abstract class DriftCommands extends MetricsCommands {
  #runs = [
    believableRun(0, "data", "critical", 3),
    believableRun(1, "data", null, 0),
    believableRun(2, "concept", "high", 0),
  ];
  #findings: DriftFinding[];
  #drift: FakeDrift;

  constructor(metrics: FakeMetrics, drift: FakeDrift) {
    super(metrics);
    this.#drift = drift;
    const kept = COLUMNS.filter(([, , , , severity]) => severity !== null);
    this.#findings = [
      ...kept.map(([feature, , test, score, severity], n) =>
        finding(n, { run: runId(0), model: model(0), feature, test, score, severity: severity ?? "low" }),
      ),
      finding(10, { kind: "performance", severity: "high", test: null, score: 0.81, threshold: 0.85 }),
      finding(11, {
        kind: "concept",
        severity: "high",
        run: runId(2),
        feature: "prior_claims",
        resolution: { at: moment(1), action: "Trained again with October.", by: "Amara Okafor" },
      }),
      ...Array.from({ length: drift.more ?? 0 }, (_, n) =>
        finding(100 + n, { severity: "low", feature: `f_${n}` }),
      ),
    ];
  }

  async listDrift(id: ProfileId, _model: string | null, open: boolean): Promise<DriftList> {
    const held = this.holds(await this.reached("listDrift", id));
    const missing = "The table governance.ai_drift_runs is not there: the pack governance is not installed.";
    const hindrance = held === "none" ? missing : (this.#drift.hindrance ?? null);
    const there = held === "filled" && hindrance === null;
    const findings = there ? this.#findings.filter(({ resolution }) => !open || resolution === null) : [];
    const runs = there ? this.#runs : [];
    return {
      schema: "provost.drift-list/1",
      findings,
      total: findings.length,
      runs,
      totalRuns: runs.length,
      hindrance,
      restricted: there ? (this.#drift.restricted ?? null) : null,
    };
  }

  async showDrift(id: ProfileId, run: string): Promise<DriftRunPage> {
    await this.reached("showDrift", id, run);
    const found = this.#runs.find((one) => one.id === run);
    if (found === undefined) throw refused("not-found", "This comparison is not there any more.");
    return {
      schema: "provost.drift-run/1",
      run: found,
      report: believableReport(found.reference.source, found.current.source),
      findings: this.#findings.filter((one) => one.run === run),
    };
  }

  async driftPlot(id: ProfileId, run: string, column: string, shape: DriftShape, frame: Frame) {
    await this.reached("driftPlot", id, `${run}:${column}${shape === "cumulative" ? ":cumulative" : ""}`);
    const found = believableReport("", "").columns.find(({ name }) => name === column);
    if (found === undefined) throw refused("not-found", "The comparison has no histogram of this column.");
    const { keys, edges, reference, current } = found.bins;
    const labels = keys.length > 0 ? keys : edges.slice(1).map((edge, n) => `${edges[n]} to ${edge}`);
    const points = (counts: number[]) => counts.map((count, n): [number, number] => [n, count / 1_000]);
    const lines = [
      { name: "Reference", points: points(reference) },
      { name: "Current", points: points(current) },
    ];
    return this.draw(
      { title: column, unit: "", zone: "UTC", from: 0, to: labels.length, labels, lines },
      frame,
    );
  }

  async runDrift(id: ProfileId, asked: DriftAsked, operation: string, progress: (step: string) => void) {
    await this.reached("runDrift", id, `${asked.reference}:${asked.current}:${asked.test ?? "default"}`);
    if (!/^(query|table):|\.csv$/.test(asked.current)) {
      throw refused("bad-input", "The current source is neither a file nor a query.");
    }
    for (const step of ["Reading the reference", "Reading the current rows", "Comparing"]) {
      progress(step);
      await this.step(operation);
    }
    const report = believableReport(asked.reference, asked.current);
    if (asked.keep === null) return { report, page: null };
    const run = { ...believableRun(this.#runs.length, asked.keep.kind, "critical", 3), startedAt: NOW };
    this.#runs = [run, ...this.#runs];
    return { report, page: await this.showDrift(id, run.id) };
  }

  async resolveDrift(id: ProfileId, driftIds: string[], action: string) {
    await this.reached("resolveDrift", id, `${driftIds.length}:${action}`);
    const by = this.models.people().chosen;
    if (by === null) throw refused("bad-input", "Nobody is named as the one who acts.");
    this.#findings = this.#findings.map((one) =>
      driftIds.includes(one.id) ? { ...one, resolution: { at: NOW, action, by: by.name } } : one,
    );
    this.#runs = this.#runs.map((run) => ({
      ...run,
      open: this.#findings.filter((one) => one.run === run.id && one.resolution === null).length,
    }));
    return this.listDrift(id, null, false);
  }
}

function refused(kind: Failure["kind"], message: string): Failure {
  return { kind, message, hint: null, sqlstate: null, problems: [] };
}
