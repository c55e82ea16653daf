import { expect, test } from "vitest";

import { drawnPlot, HOUR } from "$lib/ipc/fake/plots";

import {
  dragged,
  halved,
  heightOf,
  nearest,
  panelAt,
  placeWords,
  readAt,
  stepped,
  stops,
  timeWords,
  unitOf,
  valueAt,
  valueWords,
} from "./reading";

/** What the plot of the tests has for sure. */
function there<T>(one: T | null | undefined): T {
  if (one === null || one === undefined) throw new Error("It is not there.");
  return one;
}

const { plot } = drawnPlot();
const panel = there(plot.panels[0]);

test("places and values go both ways, and what is beside the panel is at its edge", () => {
  expect(unitOf(panel, panel.x.from)).toBe(50);
  expect(unitOf(panel, panel.x.to)).toBe(650);
  expect(valueAt(panel, 350)).toBe(5 * HOUR);
  expect(valueAt(panel, -20)).toBe(0);
  expect(valueAt(panel, 900)).toBe(10 * HOUR);
  expect(heightOf(panel, 0)).toBe(240);
  expect(heightOf(panel, 100)).toBe(20);
});

test("the nearest value is read, of each line that has one there", () => {
  const trace = there(panel.traces[0]);
  expect(nearest(trace, 2.4 * HOUR)?.x).toBe(2 * HOUR);
  expect(nearest(trace, 2.6 * HOUR)?.x).toBe(3 * HOUR);
  expect(nearest(trace, -HOUR)?.x).toBe(0);
  expect(nearest({ ...trace, readings: [] }, 0)).toBeNull();
  const read = there(readAt(panel, 2.4 * HOUR));
  expect(read.place).toBe("1970-01-01 03:00");
  expect(read.lines.map((line) => `${line.name} ${line.words}`)).toEqual([
    "p50 20 ms",
    "p5 to p95 10 to 30 ms",
  ]);
  // The band ends after three hours: it has nothing to say at the ninth.
  expect(there(readAt(panel, 9 * HOUR)).lines.map((line) => line.name)).toEqual(["p50"]);
});

test("steps go from value to value and stop at the ends", () => {
  expect(stops(panel)).toHaveLength(11);
  expect(stepped(panel, null, 1)).toBe(0);
  expect(stepped(panel, null, -1)).toBe(10 * HOUR);
  expect(stepped(panel, 4 * HOUR, 1)).toBe(5 * HOUR);
  expect(stepped(panel, 4 * HOUR, -10)).toBe(0);
  expect(stepped(panel, 4 * HOUR, Infinity)).toBe(10 * HOUR);
});

test("a drag is a range and a click is none", () => {
  expect(dragged(panel, 350, 352)).toBeNull();
  expect(dragged(panel, 410, 110)).toEqual({ from: HOUR, to: 6 * HOUR });
  expect(dragged(panel, 660, 900)).toBeNull();
  expect(halved(panel, 9 * HOUR)).toEqual({ from: 5 * HOUR, to: 10 * HOUR });
});

test("times are those of the zone, also when its clocks change", () => {
  const utc = Date.UTC(2026, 2, 29, 0, 30);
  expect(timeWords(utc, "Europe/Zurich")).toBe("2026-03-29 01:30");
  expect(timeWords(utc + HOUR, "Europe/Zurich")).toBe("2026-03-29 03:30");
  expect(timeWords(utc + 5_000, null)).toBe("2026-03-29 00:30:05");
  expect(timeWords(Date.UTC(2026, 0, 1), "UTC")).toBe("2026-01-01 00:00");
});

test("values keep the digits that count, and categories their names", () => {
  expect(valueWords(1234567.891, "ms")).toBe("1,234,600 ms");
  expect(valueWords(1e300, "")).toBe("1.0000e+300");
  expect(placeWords({ ...panel.x, kind: "category", labels: ["a", "b"] }, 1)).toBe("b");
});

test("of several panels the one under the pointer is read", () => {
  const other = { ...panel, title: "other", area: { ...panel.area, top: 300 } };
  const both = { ...plot, panels: [panel, other] };
  expect(panelAt(both, 100, 310)?.title).toBe("other");
  expect(panelAt(both, 100, 30)?.title).toBe("");
});
