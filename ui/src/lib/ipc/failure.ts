import type { Failure } from "./bindings";

/** What a rejected command said; whatever else was thrown becomes an internal failure. */
export function asFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  return {
    kind: "internal",
    message: error instanceof Error ? error.message : String(error),
    hint: "This is a fault of Provost. Report it with what you did before.",
    sqlstate: null,
    problems: [],
  };
}

function isFailure(error: unknown): error is Failure {
  return (
    typeof error === "object" &&
    error !== null &&
    "kind" in error &&
    typeof error.kind === "string" &&
    "message" in error &&
    typeof error.message === "string"
  );
}
