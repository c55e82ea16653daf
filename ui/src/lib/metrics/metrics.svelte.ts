import type { Backend } from "$lib/ipc/backend";
import type {
  CostQuery,
  CostsView,
  Failure,
  Frame,
  MetricChoices,
  MetricsFormat,
  MetricsImport,
  MetricsView,
  ProfileId,
  SeriesQuery,
  TargetDraft,
} from "$lib/ipc/bindings";
import type { Job, Jobs } from "$lib/shared/jobs.svelte";
import { Asking, Reading } from "$lib/shared/reading.svelte";
import { counted } from "$lib/shared/wording";

import { metricsAddress } from "./look";

/** A file that is to be imported, and how. */
export type ImportDraft = { path: string; format: MetricsFormat | null; allOrNothing: boolean };

/** The metrics of one connection. */
export class MetricsDesk {
  readonly choices: Reading<MetricChoices>;
  readonly series: Asking<SeriesQuery, MetricsView>;
  readonly costs: Asking<CostQuery, CostsView>;
  /** The size at which plots are asked for; the screen says its own. */
  frame: Frame = { width: 720, height: 260 };
  /** The import that goes on or went last. */
  job = $state.raw<Job | null>(null);
  /** What it did. */
  imported = $state.raw<MetricsImport | null>(null);
  /** Why it did nothing. */
  importFailure = $state.raw<Failure | null>(null);
  #backend: Backend;
  #jobs: Jobs;

  constructor(
    readonly id: ProfileId,
    backend: Backend,
    jobs: Jobs,
  ) {
    this.#backend = backend;
    this.#jobs = jobs;
    this.choices = new Reading(() => backend.metricChoices(id));
    this.series = new Asking((query) => backend.metricSeries(id, query, this.frame));
    this.costs = new Asking((query) => backend.metricCosts(id, query, this.frame));
  }

  /** Whether a file is being imported. */
  get importing(): boolean {
    return this.job?.state === "running";
  }

  /** Asks for a file in the dialog of the system; none when it was closed. Rejects with a failure. */
  async chooseFile(): Promise<string | null> {
    return (await this.#backend.chooseSource("metrics"))[0] ?? null;
  }

  /** Imports a file; what it did, or null where nothing was done. */
  async import({ path, format, allOrNothing }: ImportDraft, name: string): Promise<MetricsImport | null> {
    if (this.importing) return null;
    const { job, outcome } = this.#jobs.start({
      title: `Importing metrics into ${name}`,
      address: metricsAddress(this.id),
      run: (operation, report) =>
        this.#backend.importMetrics(
          this.id,
          path,
          format,
          allOrNothing,
          operation,
          ({ step, rows, refused }) => {
            const left = refused === 0 ? "" : `, ${counted(refused, "row")} refused`;
            report({ step: `${step}: ${counted(rows, "row")}${left}`, done: 0, total: 0 });
          },
        ),
      cancel: (operation) => this.#backend.cancelOperation(operation),
      refused: (failure) => (this.importFailure = failure),
    });
    this.job = job;
    this.imported = null;
    this.importFailure = null;
    const ended = await outcome;
    if (ended.state === "failed") this.importFailure = ended.failure;
    if (ended.state !== "done") return null;
    this.imported = ended.value;
    this.outdate();
    return ended.value;
  }

  /** Sets what values should be; rejects with a failure. */
  async setTarget(target: TargetDraft): Promise<void> {
    await this.#backend.setTarget(this.id, target);
    this.outdate();
  }

  /** Takes a target back; rejects with a failure. */
  async removeTarget(target: string): Promise<void> {
    await this.#backend.removeTarget(this.id, target);
    this.outdate();
  }

  /** Says that the tables have changed. */
  outdate(): void {
    this.choices.outdate();
    this.series.outdate();
    this.costs.outdate();
  }
}
