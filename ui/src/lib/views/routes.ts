import type { ProfileId } from "$lib/ipc/bindings";
import { formatPlace, type Place } from "$lib/shared/router.svelte";

/** The screens, with what each needs of the address. */
export type Route =
  | { screen: "connections" }
  | { screen: "connection"; id: ProfileId | null }
  | { screen: "overview"; id: ProfileId | null }
  | { screen: "figure"; id: ProfileId; figure: string }
  | { screen: "schema"; id: ProfileId | null }
  | { screen: "comparison"; id: ProfileId }
  | { screen: "migrations"; id: ProfileId }
  | { screen: "models"; id: ProfileId | null }
  | { screen: "model"; id: ProfileId; model: string }
  | { screen: "model-comparison"; id: ProfileId; a: string; b: string }
  | { screen: "metrics"; id: ProfileId | null }
  | { screen: "drift"; id: ProfileId | null }
  | { screen: "drift-run"; id: ProfileId; run: string }
  | { screen: "audit"; id: ProfileId | null }
  | { screen: "rule"; id: ProfileId; rule: string; finding: number }
  | { screen: "unknown"; path: string };

/** Finds the screen of a place. */
export function routeOf({ path, query }: Place): Route {
  const [first, second, third, ...rest] = path;
  const unknown: Route = { screen: "unknown", path: path.join("/") };
  if (first === "models") return modelsRoute(second, third, rest) ?? unknown;
  if (rest.length > 0) return unknown;
  switch (first) {
    case undefined:
      return { screen: "overview", id: null };
    case "overview":
      if (second === undefined) return { screen: "overview", id: null };
      if (third === undefined) return { screen: "overview", id: second };
      return { screen: "figure", id: second, figure: third };
    case "schema":
      if (second === undefined) return { screen: "schema", id: null };
      if (third === undefined) return { screen: "schema", id: second };
      if (third === "compare") return { screen: "comparison", id: second };
      return third === "migrations" ? { screen: "migrations", id: second } : unknown;
    case "metrics":
      return third === undefined ? { screen: "metrics", id: second ?? null } : unknown;
    case "drift":
      if (second === undefined || third === undefined) return { screen: "drift", id: second ?? null };
      return { screen: "drift-run", id: second, run: third };
    case "connections":
      if (second === undefined) return { screen: "connections" };
      if (second === "new" && third === undefined) return { screen: "connection", id: null };
      return third === "edit" ? { screen: "connection", id: second } : unknown;
    case "audit":
      if (second === undefined) return { screen: "audit", id: null };
      if (third === undefined) return { screen: "audit", id: second };
      return { screen: "rule", id: second, rule: third, finding: findingOf(query) };
    default:
      return unknown;
  }
}

/** The screens of models: the list, a version, two versions. */
function modelsRoute(id?: ProfileId, model?: string, rest: string[] = []): Route | null {
  if (id === undefined) return { screen: "models", id: null };
  if (model === undefined) return { screen: "models", id };
  if (rest.length === 0) return { screen: "model", id, model };
  const [a, b, ...more] = rest;
  if (model !== "compare" || a === undefined || b === undefined || more.length > 0) return null;
  return { screen: "model-comparison", id, a, b };
}

/** The connection that an address names; null when it means the current one, or none. */
export function subjectOf(route: Route): ProfileId | null {
  return "id" in route ? route.id : null;
}

/** Addresses of the screens of connections. */
export const CONNECTIONS = formatPlace(["connections"]);
/** The address of the empty form. */
export const NEW_CONNECTION = formatPlace(["connections", "new"]);

/** The address of a connection's form. */
export function editAddress(id: ProfileId): string {
  return formatPlace(["connections", id, "edit"]);
}

/** People count from one. */
function findingOf(query: URLSearchParams): number {
  const asked = Number(query.get("finding") ?? "1");
  return Number.isInteger(asked) && asked > 0 ? asked - 1 : 0;
}
