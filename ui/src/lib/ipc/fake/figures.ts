import type { Figure, Group, Pack, Part, Series, Target, Tone } from "../bindings";

/** A figure as the fake knows it, filled. */
export type FakeFigure = {
  id: string;
  title: string;
  group: Group;
  value: number;
  unit: string;
  state: Figure["state"];
  note: string;
  parts: Part[];
  target: Target | null;
  needs: Pack[];
  /** How its daily values run: where they begin, where they end, and how much they swing. */
  curve: [from: number, to: number, swing: number] | null;
};

const parts = (...list: [label: string, value: number, tone: Tone][]): Part[] =>
  list.map(([label, value, tone]) => ({ label, value, tone }));
const atLeast = (value: number): Target => ({ value, direction: "at-least" });
const none: Pick<FakeFigure, "parts" | "target" | "curve"> = { parts: [], target: null, curve: null };

/** The figures of the first screen, as a company in its second year would have them. */
export const FAKE_FIGURES: FakeFigure[] = [
  {
    ...none,
    id: "data-accuracy",
    title: "Data accuracy",
    group: "success",
    value: 96.4,
    unit: "%",
    state: "met",
    note: "Mean accuracy of the models in production over the last 30 days, each counted once: 390 points of 13 model versions.",
    parts: parts(["Models that meet it", 9, "good"], ["Models that miss it", 4, "bad"]),
    target: atLeast(95),
    needs: ["governance"],
    curve: [97.2, 96.4, 0.4],
  },
  {
    ...none,
    id: "availability",
    title: "Availability",
    group: "success",
    value: 99.87,
    unit: "%",
    state: "attention",
    note: "Mean of 42 deployments over 30 days; the worst is claims-triage with 98.1 %.",
    target: atLeast(99.9),
    needs: ["governance"],
    curve: [99.95, 99.87, 0.05],
  },
  {
    ...none,
    id: "response-time",
    title: "Response time",
    group: "success",
    value: 84.2,
    unit: "ms",
    state: "met",
    note: "Mean of 42 deployments over 7 days.",
    target: { value: 100, direction: "below" },
    needs: ["governance"],
    curve: [71, 84.2, 6],
  },
  {
    ...none,
    id: "compliance",
    title: "Compliance",
    group: "success",
    value: 99.996,
    unit: "%",
    state: "attention",
    note: "Of 48 requirements that were assessed; 6 others were not.",
    target: atLeast(100),
    needs: ["governance"],
    curve: [88, 99.996, 1.5],
  },
  {
    ...none,
    id: "models-by-stage",
    title: "Models by stage",
    group: "models",
    value: 96,
    unit: "versions",
    state: "known",
    note: "Of 40 models.",
    parts: parts(
      ["Development", 21, "neutral"],
      ["Staging", 14, "neutral"],
      ["Production", 38, "neutral"],
      ["Archived", 23, "neutral"],
    ),
    needs: ["ai"],
  },
  {
    ...none,
    id: "deployments-in-error",
    title: "Deployments in error",
    group: "models",
    value: 2,
    unit: "deployments",
    state: "attention",
    note: "Of 42 deployments.",
    parts: parts(["Active", 37, "good"], ["Inactive", 3, "neutral"], ["Error", 2, "bad"]),
    needs: ["ai"],
  },
  {
    ...none,
    id: "open-drift",
    title: "Open drift",
    group: "models",
    value: 9,
    unit: "",
    state: "attention",
    note: "Drift that nobody has resolved, by severity.",
    parts: parts(["Critical", 1, "bad"], ["High", 2, "bad"], ["Medium", 4, "warning"], ["Low", 2, "neutral"]),
    needs: ["governance"],
  },
  {
    ...none,
    id: "cost",
    title: "Cost this month",
    group: "models",
    value: 18_240.55,
    unit: "EUR",
    state: "known",
    parts: parts(
      ["claims-summarizer 2.0.0", 9_305.78, "neutral"],
      ["customer-assistant 3.0.0", 5_204.1, "neutral"],
      ["document-search 1.2.0", 2_018.44, "neutral"],
      ["Others", 1_712.23, "neutral"],
    ),
    note: "22 days of November; October cost 16,004.10 EUR.",
    needs: ["training"],
    curve: [410, 905, 60],
  },
  {
    ...none,
    id: "withdrawn-in-production",
    title: "In production on withdrawn consent",
    group: "data",
    value: 3,
    unit: "versions",
    state: "attention",
    note: "Versions in production that learnt from people who have withdrawn their consent since.",
    needs: ["training"],
  },
  {
    ...none,
    id: "consents-expiring",
    title: "Consents expiring",
    group: "data",
    value: 412,
    unit: "consents",
    state: "attention",
    note: "Within 30 days, of 16,204 that are in force.",
    parts: parts(["7 days", 88, "warning"], ["30 days", 324, "neutral"]),
    needs: ["governance"],
  },
  {
    ...none,
    id: "consents-withdrawn",
    title: "Consents withdrawn",
    group: "data",
    value: 137,
    unit: "consents",
    state: "known",
    note: "In the last 30 days.",
    needs: ["governance"],
    curve: [2, 6, 2],
  },
  {
    ...none,
    id: "columns-without-level",
    title: "Columns without a privacy level",
    group: "data",
    value: 0,
    unit: "columns",
    state: "met",
    note: "All 400 columns that hold personal data have a level.",
    parts: parts(
      ["Public", 61, "neutral"],
      ["Internal", 148, "neutral"],
      ["Confidential", 132, "neutral"],
      ["Restricted", 59, "neutral"],
    ),
    needs: ["governance"],
  },
  {
    ...none,
    id: "overdue-checks",
    title: "Overdue checks",
    group: "compliance",
    value: 5,
    unit: "checks",
    state: "attention",
    note: "Requirements whose next check should have been made.",
    parts: parts(["Over 30 days", 1, "bad"], ["Up to 30 days", 4, "warning"], ["On time", 49, "good"]),
    needs: ["governance"],
  },
  {
    ...none,
    id: "open-violations",
    title: "Open violations",
    group: "compliance",
    value: 0,
    unit: "",
    state: "known",
    note: "Nothing is open; 12 were resolved this year.",
    parts: parts(["Critical", 0, "bad"], ["High", 0, "bad"], ["Medium", 0, "warning"], ["Low", 0, "neutral"]),
    needs: ["security"],
  },
];

/** Thirty days that run as the curve says, the same each time. */
export function seriesOf({ id, title, unit, curve }: FakeFigure): Series | null {
  if (curve === null) return null;
  const [from, to, swing] = curve;
  const points = Array.from({ length: 30 }, (_, day) => ({
    day: `2026-${day < 8 ? "10" : "11"}-${String(day < 8 ? day + 24 : day - 7).padStart(2, "0")}`,
    value: from + ((to - from) * day) / 29 + Math.sin(day * 1.7) * swing * (day === 29 ? 0 : 1),
  }));
  return { figure: id, title: unit === "" ? title : `${title}, ${unit}`, points };
}
