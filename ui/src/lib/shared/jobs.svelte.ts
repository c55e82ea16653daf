/** How a job stands. */
export type JobState = "running" | "done" | "cancelled" | "failed";

/** Long work that goes on while the person looks at something else. */
export class Job {
  step = $state("Starting");
  done = $state(0);
  total = $state(0);
  state = $state<JobState>("running");
  cancelling = $state(false);
  /** Whole percent; none as long as the total is not known. */
  percent = $derived(this.total === 0 ? null : Math.floor((this.done * 100) / this.total));
  #cancel: () => void;

  constructor(
    /** Names the operation, also in Rust. */
    readonly id: string,
    readonly title: string,
    /** Where its result is shown. */
    readonly address: string,
    cancel: () => void,
  ) {
    this.#cancel = cancel;
  }

  /** Says how far it is. */
  report(step: string, done: number, total: number): void {
    this.step = step;
    this.done = done;
    this.total = total;
  }

  /** Asks for its end; it goes on until the work has heard of it. */
  cancel(): void {
    if (this.state !== "running" || this.cancelling) return;
    this.cancelling = true;
    this.#cancel();
  }
}

/** All jobs of this run of the window, the newest first. */
export class Jobs {
  list = $state.raw<Job[]>([]);
  running = $derived(this.list.filter((job) => job.state === "running"));

  /** Takes up a job. */
  add(job: Job): void {
    this.list = [job, ...this.list].slice(0, 20);
  }

  /** Forgets those that have ended. */
  clear(): void {
    this.list = this.running;
  }
}
