import type { Failure } from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";

import { newId } from "./identity";

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

/** How work ended. */
export type Outcome<Value> =
  { state: "done"; value: Value } | { state: "cancelled" } | { state: "failed"; failure: Failure };

/** Work that Rust does under the name of an operation, and how it is stopped. */
export type Work<Value> = {
  title: string;
  /** Where its result is shown. */
  address: string;
  run: (
    operation: string,
    report: (progress: { step: string; done: number; total: number }) => void,
  ) => Promise<Value>;
  cancel: (operation: string) => Promise<unknown>;
  /** Told when it could not be stopped. */
  refused: (failure: Failure) => void;
};

/** All jobs of this run of the window, the newest first. */
export class Jobs {
  list = $state.raw<Job[]>([]);
  running = $derived(this.list.filter((job) => job.state === "running"));

  /** Takes up a job. */
  add(job: Job): void {
    this.list = [job, ...this.list].slice(0, 20);
  }

  /** Begins work as a job; the outcome comes when it has ended, and never rejects. */
  start<Value>({ title, address, run, cancel, refused }: Work<Value>): {
    job: Job;
    outcome: Promise<Outcome<Value>>;
  } {
    const operation = newId();
    const job = new Job(operation, title, address, () => {
      cancel(operation).catch((error: unknown) => {
        job.cancelling = false;
        refused(asFailure(error));
      });
    });
    this.add(job);
    const outcome = run(operation, ({ step, done, total }) => job.report(step, done, total)).then(
      (value): Outcome<Value> => ({ state: "done", value }),
      (error: unknown): Outcome<Value> => {
        const failure = asFailure(error);
        return failure.kind === "cancelled" ? { state: "cancelled" } : { state: "failed", failure };
      },
    );
    return {
      job,
      outcome: outcome.then((ended) => {
        job.state = ended.state;
        return ended;
      }),
    };
  }

  /** Forgets those that have ended. */
  clear(): void {
    this.list = this.running;
  }
}
