import type { Pack } from "$lib/ipc/bindings";

/** The packs in the order in which they are applied, with their headings. */
export const PACK_WORDS: Record<Pack, string> = {
  identity: "Identity",
  ai: "AI",
  governance: "Governance",
  training: "Training",
  security: "Security",
  workspace: "Workspace",
};

/** Words joined as a sentence has them: `Identity, AI and Governance`. */
export function joined(words: string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
