import type { Status } from "$lib/ipc/backend";
import type { Area, Format, Section, Urgency } from "$lib/ipc/bindings";

/** The six answers, in the order of their use. */
export const STATUSES: Status[] = ["fail", "pass", "not_determinable", "not_applicable", "manual", "stale"];

/** The words of an answer. */
export const STATUS_WORDS: Record<Status, string> = {
  pass: "Pass",
  fail: "Fail",
  not_determinable: "Not determinable",
  not_applicable: "Not applicable",
  manual: "Manual",
  stale: "Stale",
};

/** The titles of the ten sections, in the order of the report. */
export const SECTION_WORDS: Record<Section, string> = {
  core_schema_design: "Core schema design",
  vector_database: "Vector database",
  ai_model_management: "AI model management",
  performance_optimization: "Performance optimization",
  security_and_compliance: "Security and compliance",
  data_management: "Data management",
  analytics_and_metrics: "Analytics and metrics",
  error_handling: "Error handling",
  testing: "Testing",
  documentation: "Documentation",
};

/** The titles of the areas, in the order of the documentation. */
export const AREA_WORDS: Record<Area, string> = {
  access: "Access and roles",
  row_security: "Row-level security",
  authentication: "Transport and authentication",
  logging: "Logging",
  functions: "Functions",
  integrity: "Schema design and integrity",
  performance: "Indexes and performance",
  extensions: "Extensions",
  privacy: "Privacy",
  operations: "Operations",
  governance: "AI governance",
};

/** The words of an urgency, the most urgent first. */
export const URGENCY_WORDS: Record<Urgency, string> = {
  now: "Now",
  this_month: "This month",
  next_quarter: "Next quarter",
};

/** What a format is good for. */
export const FORMAT_WORDS: Record<Format, { name: string; use: string }> = {
  pdf: { name: "PDF", use: "to read, print and file" },
  html: { name: "HTML", use: "one file for any browser" },
  json: { name: "JSON", use: "for programs, provost.audit/1" },
  sarif: { name: "SARIF", use: "for code scanning" },
  junit: { name: "JUnit XML", use: "for CI" },
};
