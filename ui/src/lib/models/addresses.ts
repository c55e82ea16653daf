import type { ProfileId } from "$lib/ipc/bindings";
import { formatPlace } from "$lib/shared/router.svelte";

/** The parts of a version's page. */
export type ModelTab = "overview" | "versions" | "deployments" | "metrics" | "drift" | "history" | "card";

const TABS: ModelTab[] = ["overview", "versions", "deployments", "metrics", "drift", "history", "card"];

/** The part that an address names; the first one when it names none. */
export function tabFrom(query: URLSearchParams): ModelTab {
  const asked = query.get("tab");
  return TABS.find((tab) => tab === asked) ?? "overview";
}

/** The address of a version's page. */
export function modelAddress(id: ProfileId, model: string, tab: ModelTab = "overview"): string {
  return formatPlace(["models", id, model], new URLSearchParams(tab === "overview" ? {} : { tab }));
}

/** The address of two versions beside each other. */
export function modelComparisonAddress(id: ProfileId, a: string, b: string, all = false): string {
  return formatPlace(["models", id, "compare", a, b], new URLSearchParams(all ? { show: "all" } : {}));
}
