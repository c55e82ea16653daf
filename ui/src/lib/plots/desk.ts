import type { DrawnPlot, Frame, Place, PlotFormat, PlotRange } from "$lib/ipc/bindings";

/** What a plot asks of the application. */
export interface PlotDesk {
  /** The plot at another size or a part of its time; null when it cannot be drawn, which the application tells. */
  redraw(plotId: string, frame: Frame, range: PlotRange | null): Promise<DrawnPlot | null>;
  /** Writes it to a file. */
  save(plotId: string, frame: Frame, range: PlotRange | null, format: PlotFormat, place: Place): void;
}

/** The forms in which a plot is saved. */
export const PLOT_FORMATS: Record<PlotFormat, { name: string; use: string }> = {
  svg: { name: "SVG", use: "to be scaled, for documents and the web" },
  png: { name: "PNG", use: "for programs that take no SVG" },
  csv: { name: "CSV", use: "all values that are behind the picture" },
};
