import type { DrawnPlot, Frame, Plot, PlotRange, ThemedChart, Trace } from "../bindings";

/** What a plot is made of: lines over time, or bars beside each other. */
export type FakeSource = {
  title: string;
  unit: string;
  zone: string;
  /** Of lines: milliseconds since 1970. Of bars: the places. */
  from: number;
  to: number;
  labels: string[] | null;
  lines: { name: string; points: [x: number, y: number][] }[];
};

const INKS = [
  ["#1f6fd6", "#78a9ff"],
  ["#007d79", "#3ddbd9"],
  ["#8a3ffc", "#be95ff"],
  ["#d02670", "#ff7eb6"],
  ["#2d3f5e", "#d0e2ff"],
  ["#6f6f6f", "#8d8d8d"],
] as const;

/** Draws roughly what Rust draws well. */
export function drawnSource(
  id: string,
  source: FakeSource,
  frame: Frame,
  range: PlotRange | null,
): DrawnPlot {
  const { from, to } = range ?? source;
  const lines = source.lines.map(({ name, points }) => ({
    name,
    points: points.filter(([x]) => x >= from && x <= to),
  }));
  const high = Math.max(1e-9, ...lines.flatMap(({ points }) => points.map(([, y]) => y)));
  const area = { left: 60, top: 16, width: frame.width - 76, height: frame.height - 52 };
  const x = (value: number) => area.left + ((value - from) / Math.max(1e-9, to - from)) * area.width;
  const y = (value: number) => area.top + (1 - value / high) * area.height;
  const bar = area.width / Math.max(1, (source.labels?.length ?? 1) * (lines.length + 1));
  const draw = (theme: 0 | 1): string => {
    const ink = ["#50565e", "#bfc5cd"][theme];
    const marks = lines.map(({ points }, index) => {
      const colour = (INKS[index % INKS.length] ?? INKS[0])[theme];
      const places = source.labels?.length ?? 0;
      if (places > 0) {
        return points.map(([at, value]) => {
          const left = area.left + (at / places) * area.width + bar * (index + 0.5);
          return `<rect x="${left}" y="${y(value)}" width="${bar}" height="${area.top + area.height - y(value)}" fill="${colour}"/>`;
        });
      }
      const path = points.map(
        ([at, value], n) => `${n === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`,
      );
      return `<path d="${path.join("")}" fill="none" stroke="${colour}" stroke-width="1.6"/>`;
    });
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}" ` +
      `viewBox="0 0 ${frame.width} ${frame.height}" font-size="12"><path d="M${area.left} ${area.top}v${area.height}h${area.width}" ` +
      `fill="none" stroke="${ink}"/><text x="4" y="${area.top + 6}" fill="${ink}">${high.toPrecision(3)}</text>` +
      `${marks.flat().join("")}</svg>`
    );
  };
  const traces = lines.map(({ name, points }, index): Trace => {
    const [light, dark] = INKS[index % INKS.length] ?? INKS[0];
    const readings = points.map(([at, value]) => ({ x: at, y: value, low: null, high: null }));
    return { name, unit: source.unit, light, dark, readings };
  });
  const timed = source.labels === null;
  const plot: Plot = {
    title: source.title,
    description: `${lines.length} lines of ${lines[0]?.points.length ?? 0} values; the largest is ${high.toPrecision(4)} ${source.unit}.`,
    light: draw(0),
    dark: draw(1),
    width: frame.width,
    height: frame.height,
    panels: [
      {
        title: "",
        area,
        x: {
          kind: timed ? "time" : "category",
          from: timed ? from : 0,
          to: timed ? to : (source.labels?.length ?? 1),
          unit: "",
          zone: timed ? source.zone : null,
          labels: source.labels ?? [],
        },
        y: { kind: "number", from: 0, to: high, unit: source.unit, zone: null, labels: [] },
        traces,
      },
    ],
    table: {
      headings: [timed ? `Time (${source.zone})` : "Value", ...lines.map(({ name }) => name)],
      rows: (lines[0]?.points ?? [])
        .slice(0, 20)
        .map(([at], row) => [
          timed ? new Date(at).toISOString().slice(0, 16).replace("T", " ") : (source.labels?.[at] ?? ""),
          ...lines.map(({ points }) => String(points[row]?.[1].toPrecision(4) ?? "")),
        ]),
      leftOut: Math.max(0, (lines[0]?.points.length ?? 0) - 20),
    },
    zoomable: timed,
  };
  return { id, plot };
}

/** A small line without words. */
export function smallLine(title: string, values: number[]): ThemedChart {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const path = values.map((value, index) => {
    const x = 2 + (index * 92) / Math.max(1, values.length - 1);
    return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${(21 - ((value - low) / Math.max(1e-9, high - low)) * 18).toFixed(1)}`;
  });
  const draw = (ink: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="24" viewBox="0 0 96 24"><path d="${path.join("")}" fill="none" stroke="${ink}" stroke-width="1.5"/></svg>`;
  return {
    title,
    description: `${values.length} values from ${low.toPrecision(3)} to ${high.toPrecision(3)}.`,
    light: draw("#1f6fd6"),
    dark: draw("#78a9ff"),
    table: [],
  };
}
