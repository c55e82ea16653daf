import type { ModelVersion, RiskClass, VersionDraft } from "$lib/ipc/bindings";

/** The kinds of model that the registry knows. */
export const MODEL_TYPES = [
  "llm",
  "embedding",
  "classification",
  "regression",
  "clustering",
  "ranking",
  "recommendation",
  "forecasting",
  "anomaly_detection",
  "vision",
  "speech",
  "image_generation",
  "multimodal",
  "reinforcement_learning",
  "other",
];

/** What a person types of a version: every field is text, and empty is none. */
export type Typed = Record<Field, string>;
type Field = keyof VersionDraft;

/** A version of which nothing is entered yet. */
export const EMPTY: Typed = {
  name: "",
  version: "",
  description: "",
  modelType: "classification",
  provider: "",
  providerModelId: "",
  owner: "",
  riskClass: "",
  intendedUse: "",
  limitations: "",
  licence: "",
  trainingDataHash: "",
  capabilities: "",
  evaluation: "",
  tags: "",
};

/** What is entered of a version. Its objects are empty: what is not entered anew stays as it is. */
export function typedOf(version: ModelVersion): Typed {
  return {
    ...EMPTY,
    name: version.name,
    version: version.version,
    description: version.description ?? "",
    modelType: version.modelType,
    provider: version.provider,
    providerModelId: version.providerModelId,
    owner: version.owner?.id ?? "",
    riskClass: version.riskClass ?? "",
    intendedUse: version.intendedUse ?? "",
    limitations: version.limitations ?? "",
    licence: version.licence ?? "",
    trainingDataHash: version.trainingDataHash ?? "",
  };
}

/** What is sent of what was typed. */
export function draftOf(typed: Typed): VersionDraft {
  const text = (field: Field) => (typed[field].trim() === "" ? null : typed[field]);
  return {
    ...typed,
    description: text("description"),
    owner: text("owner"),
    riskClass: text("riskClass") as RiskClass | null,
    intendedUse: text("intendedUse"),
    limitations: text("limitations"),
    licence: text("licence"),
    trainingDataHash: text("trainingDataHash"),
    capabilities: text("capabilities"),
    evaluation: text("evaluation"),
    tags: text("tags"),
  };
}

/** What is missing or cannot be read, by field. */
export function problemsOf(typed: Typed): Partial<Record<Field, string>> {
  const problems: Partial<Record<Field, string>> = {};
  for (const field of ["name", "version", "provider", "providerModelId"] as const)
    if (typed[field].trim() === "") problems[field] = "This cannot be empty.";
  for (const field of ["capabilities", "evaluation", "tags"] as const) {
    const problem = objectProblem(typed[field]);
    if (problem !== null) problems[field] = problem;
  }
  return problems;
}

function objectProblem(text: string): string | null {
  if (text.trim() === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    const fits = typeof value === "object" && value !== null && !Array.isArray(value);
    return fits ? null : 'Write a JSON object, such as {"accuracy": 0.91}.';
  } catch {
    return "This is not JSON.";
  }
}
