import type { ProfileId } from "$lib/ipc/bindings";
import { formatPlace } from "$lib/shared/router.svelte";

import { FIRST_SHOWN, type Shown, shownTo } from "./filters";

/** The address of a connection's comparison, as it is first seen but for what is said otherwise. */
export function comparisonAddress(id: ProfileId, shown: Partial<Shown> = {}): string {
  return formatPlace(["schema", id, "compare"], shownTo({ ...FIRST_SHOWN, ...shown }));
}
