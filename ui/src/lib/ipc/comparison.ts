/** Temporary. */
export type ComparisonFormat = "sql" | "json" | "html" | "pdf";
