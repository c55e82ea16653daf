import type {
  AdoptionVerdict,
  ColumnVerdict,
  Direction,
  MigrationState,
  MigrationStatus,
  PackState,
  PackStatus,
  Plan,
} from "$lib/ipc/bindings";
import { counted } from "$lib/shared/wording";

type Tone = "good" | "bad" | "warn" | "note" | "plain";
type Words<Key extends string> = Record<Key, { words: string; tone: Tone }>;

/** A pack in one word. */
export const PACK_STATES: Words<PackState> = {
  absent: { words: "Not installed", tone: "plain" },
  installed: { words: "Installed", tone: "good" },
  partial: { words: "Partly installed", tone: "warn" },
  doubtful: { words: "Doubtful", tone: "bad" },
};

/** Where a migration stands. */
export const MIGRATION_STATES: Words<MigrationState> = {
  applied: { words: "Applied", tone: "good" },
  pending: { words: "Pending", tone: "plain" },
  blocked: { words: "Blocked", tone: "warn" },
  altered: { words: "Altered", tone: "bad" },
  unknown: { words: "Unknown", tone: "bad" },
};

/** Whether a table can become ours. */
export const ADOPTION_WORDS: Words<AdoptionVerdict> = {
  same: { words: "Fits as it is", tone: "good" },
  extend: { words: "Fits after additions", tone: "note" },
  refuse: { words: "Cannot be adopted", tone: "bad" },
};

/** How two columns of one name compare. */
export const COLUMN_WORDS: Words<ColumnVerdict> = {
  same: { words: "Same", tone: "plain" },
  added: { words: "Is added", tone: "note" },
  widened: { words: "Is widened", tone: "note" },
  tightened: { words: "Gets “not null”", tone: "note" },
  extra: { words: "Stays", tone: "plain" },
  differs: { words: "Differs", tone: "bad" },
};

/** The verbs of a direction. */
export const DIRECTION_WORDS: Record<Direction, { verb: string; done: string; doing: string }> = {
  apply: { verb: "Apply", done: "applied", doing: "Applying" },
  revert: { verb: "Revert", done: "reverted", doing: "Reverting" },
};

/** Whether a migration is in the database, whatever is wrong with it. */
export function isThere({ state }: MigrationStatus): boolean {
  return state === "applied" || state === "altered" || state === "unknown";
}

/** How far a pack is, in words. */
export function progressOf({ migrations }: PackStatus): string {
  const there = migrations.filter(isThere).length;
  if (there === 0) return counted(migrations.length, "migration");
  return `${there} of ${counted(migrations.length, "migration")} applied`;
}

/** The rows that a plan would destroy. */
export function lossesOf(plan: Plan): { table: string; rows: number }[] {
  return plan.steps.flatMap(({ losses }) => losses);
}

/** A plan in a sentence. */
export function planTitle({ direction, steps }: Plan): string {
  const packs = new Set(steps.map(({ pack }) => pack)).size;
  const { verb } = DIRECTION_WORDS[direction];
  return `${verb} ${counted(steps.length, "migration")} of ${counted(packs, "pack")}`;
}

/** Whether a text is a UUID, as a tenant's id is. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text.trim());
}
