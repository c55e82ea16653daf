import type { Backend } from "$lib/ipc/backend";
import type { Failure, SampleState } from "$lib/ipc/bindings";
import type { Job, Jobs } from "$lib/shared/jobs.svelte";

/** The sample company of the local workspace: whether it is there, and the work that loads or removes it. */
export class Sample {
  state = $state.raw<SampleState | null>(null);
  job = $state.raw<Job | null>(null);
  failure = $state.raw<Failure | null>(null);
  #backend: Backend;
  #jobs: Jobs;

  constructor(backend: Backend, jobs: Jobs) {
    this.#backend = backend;
    this.#jobs = jobs;
  }

  /** The sample companies that are there. */
  get companies(): string[] {
    return this.state?.loaded === true ? [this.state.tenant] : [];
  }

  /** Whether it is being loaded or removed. */
  get running(): boolean {
    return this.job?.state === "running";
  }

  /** Asks whether it is there; rejects with a failure. */
  async read(): Promise<void> {
    this.state = await this.#backend.sampleState();
  }

  /** Fills the local workspace; says whether it is filled now. */
  load(address: string): Promise<boolean> {
    return this.#work("Load the sample workspace", address, true);
  }

  /** Takes the sample company away; says whether it is gone now. */
  remove(address: string): Promise<boolean> {
    return this.#work("Remove the sample data", address, false);
  }

  async #work(title: string, address: string, loads: boolean): Promise<boolean> {
    if (this.running) return false;
    const { job, outcome } = this.#jobs.start({
      title,
      address,
      run: (operation, report) =>
        loads ? this.#backend.loadSample(operation, report) : this.#backend.removeSample(operation, report),
      cancel: (operation) => this.#backend.cancelOperation(operation),
      refused: (failure) => (this.failure = failure),
    });
    this.job = job;
    this.failure = null;
    const ended = await outcome;
    if (ended.state === "failed") this.failure = ended.failure;
    if (ended.state === "done") this.state = ended.value;
    return ended.state === "done";
  }
}
