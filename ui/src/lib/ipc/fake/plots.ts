import type { DrawnPlot, PlotRange } from "../bindings";

export const HOUR = 3_600_000;

/** Ten hours of a latency with a band over the first three, or a part of them, as Rust gives them. */
export function drawnPlot(id = "plot-1", range: PlotRange | null = null): DrawnPlot {
  const from = Math.ceil((range?.from ?? 0) / HOUR);
  const to = Math.floor((range?.to ?? 10 * HOUR) / HOUR);
  const hours = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const svg = (ink: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="280" viewBox="0 0 720 280" role="img"><title>Latency</title><desc>Facts.</desc><text fill="${ink}">300</text></svg>`;
  const trace = { unit: "ms", light: "#1f6fd6", dark: "#78a9ff" };
  return {
    id,
    plot: {
      title: "Latency",
      description: "Values over time.",
      light: svg("#161616"),
      dark: svg("#f4f4f4"),
      width: 720,
      height: 280,
      panels: [
        {
          title: "",
          area: { left: 50, top: 20, width: 600, height: 220 },
          x: {
            kind: "time",
            from: range?.from ?? 0,
            to: range?.to ?? 10 * HOUR,
            unit: "",
            zone: "Europe/Zurich",
            labels: [],
          },
          y: { kind: "number", from: 0, to: 100, unit: "ms", zone: null, labels: [] },
          traces: [
            {
              ...trace,
              name: "p50",
              readings: hours.map((hour) => ({ x: hour * HOUR, y: hour * 10, low: null, high: null })),
            },
            {
              ...trace,
              name: "p5 to p95",
              readings: hours
                .filter((hour) => hour <= 3)
                .map((hour) => ({ x: hour * HOUR, y: null, low: hour * 10 - 10, high: hour * 10 + 10 })),
            },
          ],
        },
      ],
      table: { headings: ["Time (Europe/Zurich)", "p50"], rows: [["1970-01-01 01:00", "0 ms"]], leftOut: 7 },
      zoomable: true,
    },
  };
}
