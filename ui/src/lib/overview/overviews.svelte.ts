import type { Backend } from "$lib/ipc/backend";
import type { Failure, OverviewView, ProfileId } from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";

/** The overview of one connection: what was read last. */
export class OverviewDesk {
  view = $state.raw<OverviewView | null>(null);
  reading = $state(false);
  /** Why there is none, or no newer one. */
  failure = $state.raw<Failure | null>(null);
  /** The rows on which the person left the lists behind the figures, to come back to. */
  cursors = $state<Record<string, number>>({});
  /** The organisations whose rows are synthetic, as far as they were read. */
  samples = $derived(this.view?.overview.samples ?? []);
  #backend: Backend;
  /** Whether what was read still holds; followed by the screens, which read it anew when it does not. */
  #holds = $state(false);
  #again = false;

  constructor(
    readonly id: ProfileId,
    backend: Backend,
  ) {
    this.#backend = backend;
  }

  /** Reads it once; later calls do nothing until it is outdated. */
  async read(): Promise<void> {
    if (!this.#holds) await this.refresh();
  }

  /** Reads it anew. */
  async refresh(): Promise<void> {
    this.#holds = true;
    if (this.reading) {
      this.#again = true;
      return;
    }
    this.reading = true;
    try {
      this.view = await this.#backend.readOverview(this.id);
      this.failure = null;
    } catch (error) {
      this.failure = asFailure(error);
    } finally {
      this.reading = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.refresh();
    }
  }

  /** Says that the tables have changed: whoever looks at them, or does so next, reads anew. */
  outdate(): void {
    this.#holds = false;
  }
}

/** A desk for each connection that was looked at. */
export class Overviews {
  #desks = new Map<ProfileId, OverviewDesk>();
  #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** The desk of a connection. */
  desk(id: ProfileId): OverviewDesk {
    const desk = this.#desks.get(id) ?? new OverviewDesk(id, this.#backend);
    this.#desks.set(id, desk);
    return desk;
  }

  /** Forgets a connection that was deleted or changed. */
  forget(id: ProfileId): void {
    this.#desks.delete(id);
  }
}
