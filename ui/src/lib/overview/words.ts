import type { Figure, FigureState, Group, Target } from "$lib/ipc/bindings";

import { formatNumber } from "$lib/shared/wording";

/** A group of figures, and the question that it answers. */
export const GROUP_WORDS: Record<Group, { title: string; question: string }> = {
  success: { title: "Success metrics", question: "Are the targets met?" },
  models: { title: "Models", question: "What runs, and what needs somebody?" },
  data: { title: "Data", question: "May it be used, and is it protected?" },
  compliance: { title: "Compliance", question: "What is due, and what is missing?" },
};

/** The figure that counts the columns of the database itself: it has an answer also where no governance row is. */
const COLUMNS = "columns-without-level";

/** Whether any figure could be answered from rows of the governance tables. */
export function isAnswered(figures: Figure[]): boolean {
  return figures.some(({ id, value }) => value !== null && id !== COLUMNS);
}

/** What a state is called, and how it is coloured. Only what asks for a person is loud. */
export type StateWords = { words: string; tone: "good" | "bad" | "warn" | "plain" };

const STATES: Record<FigureState, StateWords | null> = {
  known: null,
  met: { words: "Met", tone: "good" },
  attention: { words: "Needs attention", tone: "warn" },
  empty: { words: "No rows yet", tone: "plain" },
  "not-determinable": { words: "Not determinable", tone: "plain" },
};

/** The word for the state of a figure; null where the number says all. */
export function stateOf({ state, target }: Pick<Figure, "state" | "target">): StateWords | null {
  return state === "attention" && target !== null ? { words: "Missed", tone: "bad" } : STATES[state];
}

/**
 * The value of a figure without its unit, as `overview::shown` writes it in Rust. It is never rounded to the other side of
 * its target: 99.996 % does not meet 100 %, so it must not read as 100.
 */
export function formatValue(value: number | null, unit: string, target: Target | null = null): string {
  if (value === null) return "–";
  if (unit === "%" || unit === "ms") {
    const decimals = unit === "%" ? 2 : 1;
    const rounded = Number(value.toFixed(decimals));
    const crossed = target !== null && isMet(rounded, target) !== isMet(value, target);
    const scale = 10 ** decimals;
    return formatNumber(crossed ? Math.floor(value * scale) / scale : rounded, decimals);
  }
  if (Number.isInteger(value)) return formatNumber(value);
  // An amount of money has its cents.
  return `${formatNumber(Math.trunc(Number(value.toFixed(2))))}.${value.toFixed(2).split(".")[1] ?? "00"}`;
}

/** A target in words: `at least 95 %`, `below 100 ms`. */
export function targetWords({ value, direction }: Target, unit: string): string {
  return `${direction === "below" ? "below" : "at least"} ${withUnit(formatNumber(value ?? 0, 2), unit)}`;
}

/** A number with its unit, if it has one. */
export function withUnit(value: string, unit: string): string {
  return unit === "" ? value : `${value} ${unit}`;
}

function isMet(value: number, { value: limit, direction }: Target): boolean {
  return direction === "below" ? value < (limit ?? 0) : value >= (limit ?? 0);
}
