import type { Deployment, DeploymentDraft, DeploymentStatus } from "$lib/ipc/bindings";

/** What a person types of a deployment. */
export type TypedDeployment = {
  status: string;
  errorMessage: string;
  environment: string;
  alias: string;
  /** The rest of its configuration, a JSON object as text. */
  rest: string;
  /** Moments in UTC, as the field for them has them; empty is now, or as it is. */
  deployedAt: string;
  lastUsedAt: string;
};

/** What stands there; nothing of one that is not there yet. */
export function typedDeployment(before: Deployment | null): TypedDeployment {
  const { environment, alias, ...rest } = configurationOf(before);
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  // What is no text there stays with the rest.
  const odd = {
    ...(environment === undefined || typeof environment === "string" ? {} : { environment }),
    ...(alias === undefined || typeof alias === "string" ? {} : { alias }),
  };
  const others = { ...rest, ...odd };
  return {
    status: before?.status ?? "active",
    errorMessage: before?.errorMessage ?? "",
    environment: text(environment),
    alias: text(alias),
    rest: Object.keys(others).length === 0 ? "" : JSON.stringify(others, null, 2),
    deployedAt: "",
    lastUsedAt: "",
  };
}

/** What is sent of what was typed. A configuration that nobody touched stays as it is. */
export function deploymentDraft(
  typed: TypedDeployment,
  agent: string | null,
  before: Deployment | null,
): DeploymentDraft {
  const stood = typedDeployment(before);
  const touched = (["environment", "alias", "rest"] as const).some((field) => typed[field] !== stood[field]);
  return {
    agent,
    status: typed.status as DeploymentStatus,
    errorMessage: typed.status === "error" ? typed.errorMessage : null,
    configuration: touched ? JSON.stringify(wholeOf(typed)) : null,
    deployedAt: momentOf(typed.deployedAt),
    lastUsedAt: momentOf(typed.lastUsedAt),
  };
}

/** What is missing or cannot be read, by field. */
export function deploymentProblems(typed: TypedDeployment): Partial<Record<keyof TypedDeployment, string>> {
  const problems: Partial<Record<keyof TypedDeployment, string>> = {};
  if (typed.status === "error" && typed.errorMessage.trim() === "")
    problems.errorMessage = "Say what is wrong.";
  if (objectOf(typed.rest) === null) problems.rest = 'Write a JSON object, such as {"site": "oslo"}.';
  return problems;
}

/** A moment that was typed, in UTC; none where none was. */
export function momentOf(typed: string): string | null {
  const moment = new Date(`${typed}Z`);
  return typed === "" || Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function wholeOf({ environment, alias, rest }: TypedDeployment): Record<string, unknown> {
  return {
    ...objectOf(rest),
    ...(environment.trim() === "" ? {} : { environment: environment.trim() }),
    ...(alias.trim() === "" ? {} : { alias: alias.trim() }),
  };
}

function configurationOf(before: Deployment | null): Record<string, unknown> {
  return objectOf(before?.configurationText ?? "") ?? {};
}

/** A JSON object; an empty one for no text, none for what is none. */
function objectOf(text: string): Record<string, unknown> | null {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    const fits = typeof value === "object" && value !== null && !Array.isArray(value);
    return fits ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
