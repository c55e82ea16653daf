import type { Backend } from "$lib/ipc/backend";
import type { Adopt, Applied, Failure, Pack, Plan, ProfileId, SchemaStatus } from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";
import { toggled } from "$lib/shared/filtering";
import type { Job, Jobs } from "$lib/shared/jobs.svelte";
import { Reading } from "$lib/shared/reading.svelte";

import { type Asked, schemaAddress } from "./addresses";
import { DIRECTION_WORDS } from "./words";

/** What the database has of the packs, the change that is looked at, and the one that runs or ran last. */
export class SchemaDesk {
  readonly status: Reading<SchemaStatus>;
  /** The packs that a change is to be about. */
  chosen = $state.raw<Pack[]>([]);
  plan = $state.raw<Plan | null>(null);
  planning = $state(false);
  planFailure = $state.raw<Failure | null>(null);
  job = $state.raw<Job | null>(null);
  /** What the last change did. */
  applied = $state.raw<Applied | null>(null);
  changeFailure = $state.raw<Failure | null>(null);
  #backend: Backend;
  #jobs: Jobs;
  #latest = 0;

  constructor(
    readonly id: ProfileId,
    backend: Backend,
    jobs: Jobs,
  ) {
    this.#backend = backend;
    this.#jobs = jobs;
    this.status = new Reading(async () => {
      const status = await backend.schemaStatus(id);
      // What is not installed is chosen, as most people come to install it.
      this.chosen = status.packs
        .filter(({ state }) => state === "absent" || state === "partial")
        .map(({ pack }) => pack);
      return status;
    });
  }

  /** Whether a change runs now. */
  get running(): boolean {
    return this.job?.state === "running";
  }

  /** Chooses a pack, or leaves it out. */
  toggle(pack: Pack): void {
    this.chosen = toggled(this.chosen, pack);
  }

  /** Reads what a change would do. The answer to an older question is dropped. */
  async preview(asked: Asked): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    this.planning = true;
    this.planFailure = null;
    this.applied = null;
    this.changeFailure = null;
    try {
      const plan = await this.#backend.planSchema(this.id, asked.direction, asked.packs, adoptOf(asked));
      if (mine === this.#latest) this.plan = plan;
    } catch (error) {
      if (mine !== this.#latest) return;
      this.plan = null;
      this.planFailure = asFailure(error);
    } finally {
      if (mine === this.#latest) this.planning = false;
    }
  }

  /** Forgets the change that was looked at. */
  forgetPlan(): void {
    this.#latest += 1;
    this.plan = null;
    this.planning = false;
    this.planFailure = null;
  }

  /** Makes a change; says whether it was made. */
  async change(
    asked: Asked,
    given: { dropRows: boolean; confirmed: boolean },
    name: string,
  ): Promise<boolean> {
    if (this.running) return false;
    const { direction, packs } = asked;
    const { job, outcome } = this.#jobs.start({
      title: `${DIRECTION_WORDS[direction].verb} migrations: ${name}`,
      address: schemaAddress(this.id),
      run: (operation, report) =>
        this.#backend.changeSchema(
          this.id,
          { direction, packs, adopt: adoptOf(asked), ...given },
          operation,
          report,
        ),
      cancel: (operation) => this.#backend.cancelOperation(operation),
      refused: (failure) => (this.changeFailure = failure),
    });
    this.job = job;
    this.applied = null;
    this.changeFailure = null;
    const ended = await outcome;
    if (ended.state === "failed") this.changeFailure = ended.failure;
    if (ended.state !== "done") return false;
    this.applied = ended.value;
    this.forgetPlan();
    this.status.outdate();
    return true;
  }
}

function adoptOf({ adopt, tenant }: Asked): Adopt {
  return { allow: adopt, tenant: adopt && tenant.trim() !== "" ? tenant.trim() : null };
}
