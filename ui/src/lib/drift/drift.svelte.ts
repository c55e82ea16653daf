import type { Backend } from "$lib/ipc/backend";
import type {
  DrawnPlot,
  DriftAsked,
  DriftList,
  DriftRan,
  DriftRunPage,
  DriftShape,
  Failure,
  Frame,
  ProfileId,
} from "$lib/ipc/bindings";
import type { Job, Jobs } from "$lib/shared/jobs.svelte";
import { Reading } from "$lib/shared/reading.svelte";

import { driftAddress } from "./look";

/** The drift of one connection's models. */
export class DriftDesk {
  readonly list: Reading<DriftList>;
  /** The line on which the person left the table. */
  cursor = $state(0);
  /** Whether something is being resolved. */
  changing = $state(false);
  /** The comparison that goes on or went last. */
  job = $state.raw<Job | null>(null);
  /** Its result where it was not kept. */
  ran = $state.raw<DriftRan | null>(null);
  /** Why there is none. */
  failure = $state.raw<Failure | null>(null);
  #pages = new Map<string, Reading<DriftRunPage>>();
  #backend: Backend;
  #jobs: Jobs;

  constructor(
    readonly id: ProfileId,
    backend: Backend,
    jobs: Jobs,
  ) {
    this.#backend = backend;
    this.#jobs = jobs;
    this.list = new Reading(() => backend.listDrift(id, null, false));
  }

  /** Whether a comparison is made now. */
  get running(): boolean {
    return this.job?.state === "running";
  }

  /** A kept comparison. */
  page(run: string): Reading<DriftRunPage> {
    const page = this.#pages.get(run) ?? new Reading(() => this.#backend.showDrift(this.id, run));
    this.#pages.set(run, page);
    return page;
  }

  /** Both sides of a column; rejects with a failure. */
  plot(run: string, column: string, shape: DriftShape, frame: Frame): Promise<DrawnPlot> {
    return this.#backend.driftPlot(this.id, run, column, shape, frame);
  }

  /** Says what was done about drift; rejects with a failure. */
  async resolve(drift: string[], action: string): Promise<void> {
    this.changing = true;
    try {
      await this.#backend.resolveDrift(this.id, drift, action);
    } finally {
      this.changing = false;
      this.outdate();
    }
  }

  /** Asks for a file in the dialog of the system; none when it was closed. Rejects with a failure. */
  async chooseFile(): Promise<string | null> {
    return (await this.#backend.chooseSource("rows"))[0] ?? null;
  }

  /** Compares two sources; what came of it, or null where nothing did. */
  async compare(asked: DriftAsked, name: string): Promise<DriftRan | null> {
    if (this.running) return null;
    const { job, outcome } = this.#jobs.start({
      title: `Looking for drift in ${name}`,
      address: driftAddress(this.id),
      run: (operation, report) =>
        this.#backend.runDrift(this.id, asked, operation, (step) => report({ step, done: 0, total: 0 })),
      cancel: (operation) => this.#backend.cancelOperation(operation),
      refused: (failure) => (this.failure = failure),
    });
    this.job = job;
    this.ran = null;
    this.failure = null;
    const ended = await outcome;
    if (ended.state === "failed") this.failure = ended.failure;
    if (ended.state !== "done") return null;
    this.ran = ended.value;
    if (ended.value.page !== null) this.outdate();
    return ended.value;
  }

  /** Says that the tables have changed. */
  outdate(): void {
    this.list.outdate();
    for (const page of this.#pages.values()) page.outdate();
  }
}
