import type { Axis, Panel, Plot, PlotRange, Reading, Trace } from "$lib/ipc/bindings";

/** What is read at one place: the place in words, and a line for each trace that has a value there. */
export type Read = {
  /** The place in the units of the picture. */
  at: number;
  /** The value of the horizontal axis. */
  x: number;
  place: string;
  lines: { name: string; words: string; light: string; dark: string; y: number | null }[];
};

/** How far from the pointer a value may stand, in units of the picture. */
const REACH = 14;

/** How far somebody drags at least, so that a click is no zoom. */
const LEAST_DRAG = 6;

const number = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 5 });

/** A value with its unit. */
export function valueWords(value: number, unit: string): string {
  const size = Math.abs(value);
  const words = size > 0 && (size >= 1e15 || size < 1e-6) ? value.toExponential(4) : number.format(value);
  return unit === "" ? words : `${words} ${unit}`;
}

/** A moment as the clocks of a zone show it: to the minute, to the second where it has any. */
export function timeWords(milliseconds: number, zone: string | null): string {
  const moment = new Date(milliseconds);
  const seconds = milliseconds % 60_000 !== 0;
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone ?? "UTC",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
    hourCycle: "h23",
  }).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const clock = [part("hour"), part("minute"), ...(seconds ? [part("second")] : [])].join(":");
  return `${part("year")}-${part("month")}-${part("day")} ${clock}`;
}

/** A place of an axis in words. */
export function placeWords(axis: Axis, value: number): string {
  if (axis.kind === "time") return timeWords(value, axis.zone);
  if (axis.kind === "category") return axis.labels[Math.round(value)] ?? "";
  return valueWords(value, axis.unit);
}

/** Where a value of the horizontal axis stands in the picture. */
export function unitOf(panel: Panel, x: number): number {
  const share = (x - panel.x.from) / (panel.x.to - panel.x.from);
  return panel.area.left + share * panel.area.width;
}

/** Where a value of the vertical axis stands in the picture. */
export function heightOf(panel: Panel, y: number): number {
  const share = (y - panel.y.from) / (panel.y.to - panel.y.from);
  return panel.area.top + (1 - share) * panel.area.height;
}

/** The value of the horizontal axis at a place of the picture, which may be beside the panel. */
export function valueAt(panel: Panel, unit: number): number {
  const share = Math.min(1, Math.max(0, (unit - panel.area.left) / panel.area.width));
  return panel.x.from + share * (panel.x.to - panel.x.from);
}

/** The panel in which a place of the picture is, or the nearest one at its side. */
export function panelAt(plot: Plot, x: number, y: number): Panel | null {
  const away = ({ area }: Panel) => {
    const beside = Math.max(area.left - x, 0, x - area.left - area.width);
    const above = Math.max(area.top - y, 0, y - area.top - area.height);
    return beside + above;
  };
  let nearest: Panel | null = null;
  for (const panel of plot.panels) {
    if (nearest === null || away(panel) < away(nearest)) nearest = panel;
  }
  return nearest;
}

/** The reading of a trace that is nearest to a value; readings are sorted. */
export function nearest(trace: Trace, x: number): Reading | null {
  let low = 0;
  let high = trace.readings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((trace.readings[middle]?.x ?? x) < x) low = middle + 1;
    else high = middle;
  }
  const after = trace.readings[low] ?? null;
  const before = trace.readings[low - 1] ?? null;
  if (after === null || before === null) return after ?? before;
  return x - before.x < after.x - x ? before : after;
}

function words(reading: Reading, unit: string): string {
  const range =
    reading.low !== null && reading.high !== null
      ? `${valueWords(reading.low, "")} to ${valueWords(reading.high, unit)}`
      : null;
  if (reading.y === null) return range ?? "";
  return range === null ? valueWords(reading.y, unit) : `${valueWords(reading.y, unit)} (${range})`;
}

/** What stands at a value of the horizontal axis, each trace by its value that is nearest. */
export function readAt(panel: Panel, x: number): Read | null {
  const found = panel.traces.map((trace) => ({ trace, reading: nearest(trace, x) }));
  let anchor: number | null = null;
  for (const { reading } of found) {
    if (reading === null) continue;
    if (anchor === null || Math.abs(reading.x - x) < Math.abs(anchor - x)) anchor = reading.x;
  }
  if (anchor === null) return null;
  const at = unitOf(panel, anchor);
  const lines = found.flatMap(({ trace, reading }) => {
    if (reading === null || Math.abs(unitOf(panel, reading.x) - at) > REACH) return [];
    const { name, light, dark } = trace;
    return [{ name, words: words(reading, trace.unit), light, dark, y: reading.y }];
  });
  return { at, x: anchor, place: placeWords(panel.x, anchor), lines };
}

/** All places at which something can be read, in order. */
export function stops(panel: Panel): number[] {
  const all = new Set(panel.traces.flatMap((trace) => trace.readings.map((reading) => reading.x)));
  return [...all].sort((a, b) => a - b);
}

/** The stop that is so many further than a place; the first or the last one where there are fewer. */
export function stepped(panel: Panel, from: number | null, by: number): number | null {
  const all = stops(panel);
  if (all.length === 0) return null;
  if (from === null) return (by > 0 ? all[0] : all.at(-1)) ?? null;
  let here = all.findIndex((stop) => stop >= from);
  if (here === -1) here = all.length - 1;
  return all[Math.min(all.length - 1, Math.max(0, here + by))] ?? null;
}

/** What somebody dragged over, as a range of the axis; nothing when it was a click. */
export function dragged(panel: Panel, from: number, to: number): PlotRange | null {
  if (Math.abs(to - from) < LEAST_DRAG) return null;
  const range = { from: valueAt(panel, Math.min(from, to)), to: valueAt(panel, Math.max(from, to)) };
  return range.to > range.from ? range : null;
}

/** The half of the range around a place, within the range. */
export function halved(panel: Panel, around: number): PlotRange {
  const width = (panel.x.to - panel.x.from) / 2;
  const from = Math.min(Math.max(around - width / 2, panel.x.from), panel.x.to - width);
  return { from, to: from + width };
}
