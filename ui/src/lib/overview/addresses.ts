import type { ProfileId } from "$lib/ipc/bindings";
import { formatPlace } from "$lib/shared/router.svelte";

/** The address of a connection's overview. */
export function overviewAddress(id: ProfileId): string {
  return formatPlace(["overview", id]);
}

/** The address of the rows behind a figure. */
export function figureAddress(id: ProfileId, figure: string): string {
  return formatPlace(["overview", id, figure]);
}
