import type { ColumnDrift, ColumnKind, DriftedModel, DriftKind, DriftRun, Method } from "$lib/ipc/bindings";
import { counted, formatNumber } from "$lib/shared/wording";

export const KINDS: Record<DriftKind, { words: string; means: string }> = {
  data: { words: "Data", means: "What comes in" },
  concept: { words: "Concept", means: "What the answer depends on" },
  performance: { words: "Performance", means: "How good the answers are" },
};

export const TESTS: Record<Method, string> = {
  "kolmogorov-smirnov": "Kolmogorov–Smirnov",
  wasserstein: "Wasserstein (normed)",
  "jensen-shannon": "Jensen–Shannon",
  psi: "PSI",
  "psi-quantile": "PSI (reference quantiles)",
  "chi-square": "Chi-square",
  "z-test": "Z-test of proportions",
  hellinger: "Hellinger",
  "mean-shift": "Mean shift (cosine)",
  "domain-classifier": "Domain classifier (ROC AUC)",
};

/** Where drift begins unless somebody says otherwise. */
export const THRESHOLDS: Record<Method, number> = {
  "kolmogorov-smirnov": 0.05,
  wasserstein: 0.1,
  "jensen-shannon": 0.1,
  psi: 0.1,
  "psi-quantile": 0.1,
  "chi-square": 0.05,
  "z-test": 0.05,
  hellinger: 0.1,
  "mean-shift": 0.2,
  "domain-classifier": 0.55,
};

export const COLUMN_KINDS: Record<ColumnKind, string> = {
  numeric: "numbers",
  categorical: "words",
  boolean: "yes or no",
  embedding: "vectors",
};

/** What a column tells of: what comes in, or a model's answers. Comparisons that were kept long ago tell of what comes in. */
export function kindOf({ drift }: Pick<ColumnDrift, "drift">): DriftKind {
  return drift ?? "data";
}

/** A version as people name it. */
export function modelWords({ name, version }: DriftedModel): string {
  return `${name} ${version}`;
}

/** What a test is called; what is not known as it is. */
export function testWords(test: string): string {
  return TESTS[test as Method] ?? TESTS[test.replaceAll("_", "-") as Method] ?? test.replaceAll("_", " ");
}

/** A score with the digits that tell it apart. */
export function scoreWords(score: number): string {
  return score !== 0 && Math.abs(score) < 0.0005 ? score.toExponential(1) : formatNumber(score, 4);
}

/** What decided: `p = 0.003; drift at 0.05 or below`. */
export function decisionWords({ measure, score, threshold }: ColumnDrift): string {
  const limit = scoreWords(threshold);
  return measure === "p-value"
    ? `p = ${scoreWords(score)}; drift at ${limit} or below`
    : `distance ${scoreWords(score)}; drift from ${limit} on`;
}

/** How the rows of a kept comparison were taken. */
export function methodWords({ method, sampleRows }: Pick<DriftRun, "method" | "sampleRows">): string {
  if (method === "sample") {
    return sampleRows === null
      ? "a sample of the rows"
      : `a sample of at most ${counted(sampleRows, "row")} a side`;
  }
  return { all_rows: "all rows", bins: "rows counted in bins by the server" }[method] ?? method;
}

/** How many columns drift, of those that were compared. */
export function driftWords(drifted: number, compared: number): string {
  return `${drifted} of ${counted(compared, "column")} ${drifted === 1 ? "drifts" : "drift"}`;
}
