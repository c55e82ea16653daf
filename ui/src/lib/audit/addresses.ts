import type { ProfileId } from "$lib/ipc/bindings";
import { formatPlace } from "$lib/shared/router.svelte";

import { type AuditTab, type Filters, filtersTo, NO_FILTERS } from "./filters";

/** The address of a connection's audit, one part of it, with filters. */
export function auditAddress(
  id: ProfileId,
  tab: AuditTab = "overview",
  filters: Partial<Filters> = {},
): string {
  const query = new URLSearchParams({
    ...(tab === "overview" ? {} : { view: tab }),
    ...filtersTo({ ...NO_FILTERS, ...filters }),
  });
  return formatPlace(["audit", id], query);
}

/** The address of a rule's page, on one of its findings. */
export function checkAddress(id: ProfileId, rule: string, finding?: number): string {
  const query = new URLSearchParams(finding === undefined ? {} : { finding: String(finding + 1) });
  return formatPlace(["audit", id, rule], query);
}
