import type { Backend } from "$lib/ipc/backend";
import type { AuditView, Failure, ProfileId } from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";
import type { Job, Jobs } from "$lib/shared/jobs.svelte";

import { auditAddress } from "./addresses";
import type { AuditTab } from "./filters";
import { checkRows, findingRows } from "./findings";

/** The audit of one connection: the latest result, and the run that makes the next one. */
export class AuditDesk {
  view = $state.raw<AuditView | null>(null);
  /** Whether the latest result was asked for, and whether the answer is there. */
  reading = $state<"not yet" | "reading" | "read">("not yet");
  /** Why there is no result, or no newer one. */
  failure = $state.raw<Failure | null>(null);
  /** The run that goes on or went last. */
  job = $state.raw<Job | null>(null);
  findings = $derived(this.view === null ? [] : findingRows(this.view.audit));
  checks = $derived(this.view === null ? [] : checkRows(this.view.audit));
  /** The rows on which the person left the lists, to come back to. */
  cursors: Record<AuditTab, number> = $state({ overview: 0, findings: 0, checks: 0 });
  /** The list that a rule's page was opened from. */
  openedFrom = $state.raw<{ tab: AuditTab; address: string } | null>(null);
  #backend: Backend;
  #jobs: Jobs;

  constructor(
    readonly id: ProfileId,
    backend: Backend,
    jobs: Jobs,
  ) {
    this.#backend = backend;
    this.#jobs = jobs;
  }

  /** Whether an audit runs now. */
  get running(): boolean {
    return this.job?.state === "running";
  }

  /** Asks for the latest result, once. */
  async read(): Promise<void> {
    if (this.reading !== "not yet") return;
    this.reading = "reading";
    try {
      this.view ??= await this.#backend.latestAudit(this.id);
    } catch (error) {
      this.failure = asFailure(error);
    } finally {
      this.reading = "read";
    }
  }

  /** Runs an audit; says whether there is a new result. */
  async run(name: string): Promise<boolean> {
    if (this.running) return false;
    const { job, outcome } = this.#jobs.start({
      title: `Audit of ${name}`,
      address: auditAddress(this.id),
      run: (operation, report) => this.#backend.runAudit(this.id, operation, report),
      cancel: (operation) => this.#backend.cancelOperation(operation),
      refused: (failure) => (this.failure = failure),
    });
    this.job = job;
    this.failure = null;
    const ended = await outcome;
    if (ended.state === "failed") this.failure = ended.failure;
    if (ended.state !== "done") return false;
    this.view = ended.value;
    this.reading = "read";
    this.cursors = { overview: 0, findings: 0, checks: 0 };
    return true;
  }
}
