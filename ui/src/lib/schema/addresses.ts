import type { Direction, Pack, ProfileId } from "$lib/ipc/bindings";
import { PACK_WORDS } from "$lib/shared/packs";
import { formatPlace } from "$lib/shared/router.svelte";

/** The parts of the schema's page. */
export type SchemaTab = "packs" | "compare" | "migrations";

/** The address of one part of a connection's schema. */
export function schemaTabAddress(id: ProfileId, tab: SchemaTab): string {
  return formatPlace(tab === "packs" ? ["schema", id] : ["schema", id, tab]);
}

/** A change that is looked at before it is made, as the address holds it. */
export type Asked = { direction: Direction; packs: Pack[]; adopt: boolean; tenant: string };

/** The address of a connection's schema, and of a change of it. */
export function schemaAddress(id: ProfileId, asked: Asked | null = null): string {
  const query = new URLSearchParams();
  if (asked !== null) {
    query.set("change", asked.direction);
    query.set("packs", asked.packs.join(","));
    if (asked.adopt) query.set("adopt", "yes");
    if (asked.tenant !== "") query.set("tenant", asked.tenant);
  }
  return formatPlace(["schema", id], query);
}

/** The change that an address asks to look at; null when it is about the packs as they are. */
export function askedIn(query: URLSearchParams): Asked | null {
  const direction = query.get("change");
  if (direction !== "apply" && direction !== "revert") return null;
  const packs = (query.get("packs") ?? "").split(",").filter((word): word is Pack => word in PACK_WORDS);
  if (packs.length === 0) return null;
  return { direction, packs, adopt: query.get("adopt") === "yes", tenant: query.get("tenant") ?? "" };
}
