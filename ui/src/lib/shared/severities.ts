import type { Severity } from "$lib/ipc/bindings";

/** From the most to the least. */
export const SEVERITIES: Severity[] = ["critical", "high", "medium", "low", "info"];
