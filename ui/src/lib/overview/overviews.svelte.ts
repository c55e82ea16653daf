import type { Backend } from "$lib/ipc/backend";
import type { OverviewView, ProfileId } from "$lib/ipc/bindings";
import { Reading } from "$lib/shared/reading.svelte";

/** The overview of one connection: what was read last. */
export class OverviewDesk extends Reading<OverviewView> {
  /** The rows on which the person left the lists behind the figures, to come back to. */
  cursors = $state<Record<string, number>>({});
  /** The organisations whose rows are synthetic, as far as they were read. */
  samples = $derived(this.value?.overview.samples ?? []);

  constructor(
    readonly id: ProfileId,
    backend: Backend,
  ) {
    super(() => backend.readOverview(id));
  }
}
