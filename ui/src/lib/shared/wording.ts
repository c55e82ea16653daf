const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } as const;
const TIME = new Intl.DateTimeFormat("en", { year: "numeric", month: "short", day: "numeric", ...HOUR });
const CLOCK = new Intl.DateTimeFormat("en", HOUR);

/** A number with a narrow space between its thousands, as charts and reports have it, and at most so many decimals. */
export function formatNumber(value: number, decimals = 3): string {
  const text = new Intl.NumberFormat("en", { maximumFractionDigits: decimals }).format(value);
  return text.replaceAll(",", "\u202f");
}

/** A number and the noun that it counts: `1 finding`, `1,204 findings`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(value)} ${value === 1 ? noun : plural}`;
}

/** An instant in the person's own zone, which is named. */
export function formatTime(instant: string | Date): string {
  return TIME.format(new Date(instant));
}

/** The hour and minute of an instant in the person's own zone, which is named. */
export function formatClock(instant: Date): string {
  return CLOCK.format(instant);
}

/** An instant in UTC, to the second: what a tooltip and every export say. */
export function formatUtc(instant: string | Date): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** Tenths of a millisecond as milliseconds. */
export function formatTenths(tenths: number): string {
  if (tenths === 0) return "under 0.1 ms";
  return `${formatNumber(tenths / 10)} ms`;
}

/** A size in bytes for people. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${formatNumber(Math.round(bytes / 100) / 10)} kB`;
  return `${formatNumber(Math.round(bytes / 100_000) / 10)} MB`;
}

/** The first letter large. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A statement with its full stop. */
export function asSentence(statement: string): string {
  return /[.?:]$/.test(statement) ? statement : `${statement}.`;
}
