import type { DriftAsked, DriftKind, Method } from "$lib/ipc/bindings";

/** How both sides are named. */
export type SourceKind = "windows" | "queries" | "files";

/** A comparison as it is typed. */
export type Typed = {
  sources: SourceKind;
  /** `schema.table` and its column with the moments. */
  table: string;
  moment: string;
  /** The ends of both windows, as days. */
  referenceFrom: string;
  referenceTo: string;
  currentFrom: string;
  currentTo: string;
  /** Queries. */
  reference: string;
  current: string;
  /** Files. */
  referenceFile: string;
  currentFile: string;
  columns: string;
  /** The columns of a model's answers; both or none. */
  target: string;
  prediction: string;
  test: Method | "";
  threshold: string;
  sample: string;
  seed: string;
  /** The version for which it is kept; empty where it is only shown. */
  model: string;
  kind: DriftKind;
};

/** What stands there at first. */
export const EMPTY: Typed = {
  sources: "windows",
  table: "",
  moment: "",
  referenceFrom: "",
  referenceTo: "",
  currentFrom: "",
  currentTo: "",
  reference: "",
  current: "",
  referenceFile: "",
  currentFile: "",
  columns: "",
  target: "",
  prediction: "",
  test: "",
  threshold: "",
  sample: "100000",
  seed: "42",
  model: "",
  kind: "data",
};

const MOST = 4_294_967_295;

function whole(text: string, least: number): boolean {
  const value = Number(text.trim());
  return text.trim() !== "" && Number.isInteger(value) && value >= least && value <= MOST;
}

/** What is wrong, by field. Rust judges again. */
export function problemsOf(typed: Typed): Partial<Record<keyof Typed, string>> {
  const problems: Partial<Record<keyof Typed, string>> = {};
  if (typed.sources === "windows") {
    if (!/^[^.\s]+\.[^\s]+$/.test(typed.table.trim()))
      problems.table = "Name it with its schema: claims.intake.";
    if (typed.moment.trim() === "") problems.moment = "Name the column.";
    for (const side of ["reference", "current"] as const) {
      const [from, to] = [typed[`${side}From`], typed[`${side}To`]];
      if (from === "" && to === "") problems[`${side}From`] = "Say at least one end.";
      else if (from !== "" && to !== "" && from >= to) problems[`${side}To`] = "It ends before it begins.";
    }
  } else if (typed.sources === "queries") {
    for (const side of ["reference", "current"] as const) {
      if (typed[side].trim() === "") problems[side] = "Write a query that reads.";
    }
  } else {
    for (const side of ["referenceFile", "currentFile"] as const) {
      if (typed[side] === "") problems[side] = "Choose a file.";
    }
  }
  if (typed.test !== "" && typed.threshold.trim() !== "" && !(Number(typed.threshold) > 0)) {
    problems.threshold = "A number above 0.";
  }
  const [target, prediction] = [typed.target.trim(), typed.prediction.trim()];
  if (target === "" && prediction !== "") problems.target = "Name the column with what came true.";
  if (target !== "" && prediction === "") problems.prediction = "Name the column with what the model said.";
  if (!whole(typed.sample, 1)) problems.sample = "A whole number from 1.";
  if (!whole(typed.seed, 0)) problems.seed = "A whole number from 0.";
  return problems;
}

function sourceOf(typed: Typed, side: "reference" | "current"): string {
  if (typed.sources === "queries") return `query:${typed[side].trim()}`;
  if (typed.sources === "files") return typed[`${side}File`];
  const window = `${typed[`${side}From`]}..${typed[`${side}To`]}`;
  return `table:${typed.table.trim()}@${typed.moment.trim()}=${window}`;
}

/** What is asked of Rust, once there is no problem. */
export function askedOf(typed: Typed): DriftAsked {
  const threshold = typed.threshold.trim();
  return {
    reference: sourceOf(typed, "reference"),
    current: sourceOf(typed, "current"),
    columns: typed.columns
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
    test: typed.test === "" ? null : typed.test,
    threshold: typed.test === "" || threshold === "" ? null : Number(threshold),
    answers:
      typed.target.trim() === ""
        ? null
        : { target: typed.target.trim(), prediction: typed.prediction.trim() },
    sample: Number(typed.sample),
    seed: Number(typed.seed),
    keep: typed.model === "" ? null : { model: typed.model, kind: typed.kind },
  };
}
