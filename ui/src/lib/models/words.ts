import type {
  CardFormat,
  DeploymentStatus,
  Hindrance,
  ModelReportFormat,
  ModelVersion,
  Person,
  RiskClass,
  Stage,
} from "$lib/ipc/bindings";

/** A name with its value, as a version has them. */
export type ModelFact = ModelVersion["tags"][number];

/** A part that is read beside the version itself. */
export type ModelPart = Hindrance["part"];

type Tone = "good" | "bad" | "warn" | "note" | "plain" | "bad-full";

/** The stages in the order of a life. */
export const STAGES: Record<Stage, { words: string; means: string; tone: Tone }> = {
  development: { words: "Development", means: "It is being made.", tone: "plain" },
  testing: { words: "Testing", means: "It is being tried.", tone: "note" },
  production: { words: "Production", means: "It is in use.", tone: "good" },
  deprecated: { words: "Deprecated", means: "It is not to be used any more.", tone: "warn" },
};

/** The stages in the order of a life. */
export const STAGE_ORDER = Object.keys(STAGES) as Stage[];

/** The risk classes of the AI Act, the most serious first. */
export const RISKS: Record<RiskClass, { words: string; means: string; tone: Tone }> = {
  unacceptable: { words: "Unacceptable", means: "A forbidden practice.", tone: "bad-full" },
  high: { words: "High risk", means: "A high-risk system.", tone: "bad" },
  limited: { words: "Limited", means: "Duties of transparency.", tone: "warn" },
  minimal: { words: "Minimal", means: "No duties beyond the usual.", tone: "plain" },
};

/** How a deployment stands. */
export const DEPLOYMENTS: Record<DeploymentStatus, { words: string; means: string; tone: Tone }> = {
  active: { words: "Active", means: "It runs.", tone: "good" },
  inactive: { words: "Inactive", means: "It is switched off.", tone: "plain" },
  error: { words: "Error", means: "It should run and does not.", tone: "bad-full" },
};

/** What cannot be read. */
export const PARTS: Record<ModelPart, string> = {
  models: "The versions",
  deployments: "Deployments",
  aliases: "Aliases",
  requests: "Requests for stages",
  settings: "Whether four eyes are needed",
  events: "The history",
  datasets: "Datasets",
  runs: "Training runs",
  lineage: "Lineage",
  drift: "Drift",
};

/** A word of the database for people: `image_generation` is `image generation`. */
export function plain(word: string): string {
  return word.replaceAll("_", " ");
}

/** A kind of model for people. */
export function typeWords(kind: string): string {
  return kind === "llm" ? "LLM" : plain(kind);
}

/** A person: the name, or what else is known. */
export function personWords(person: Person | null): string {
  if (person === null) return "nobody";
  if (person.name !== null) return person.name;
  if (person.id !== null) return `person ${person.id.slice(0, 8)}`;
  return person.subjectKey === null ? "nobody who is known" : "a person who was erased";
}

/** The kinds of event that tell of a stage, for their marks. */
export function eventGroup(kind: string): "stage" | "deployment" | "drift" | "other" {
  if (kind.startsWith("stage_")) return "stage";
  if (kind.startsWith("deploy")) return "deployment";
  return kind.startsWith("drift_") ? "drift" : "other";
}

/** The forms in which the report of a version is taken away. */
export const REPORT_FORMATS: Record<ModelReportFormat, { name: string; use: string }> = {
  pdf: { name: "PDF", use: "to read, print, sign and file" },
  html: { name: "HTML", use: "one file for any browser" },
  json: { name: "JSON", use: "for programs, provost.model-report/1" },
};

/** The forms in which a model card is taken away. */
export const CARD_FORMATS: Record<CardFormat, { name: string; use: string }> = {
  md: { name: "Markdown", use: "a README.md for Hugging Face" },
  html: { name: "HTML", use: "one file for any browser" },
  pdf: { name: "PDF", use: "to read, print and file" },
  json: { name: "JSON", use: "for programs, provost.model-card/1" },
};

/** What is wrong with the reason of a request or a decision. */
export function reasonProblem(reason: string): { reason?: string } {
  return reason.trim() === "" ? { reason: "Say why, for those who ask later." } : {};
}
