import type { FigureRows } from "$lib/ipc/bindings";

/** A column of the rows behind a figure, as a grid shows it. */
export type RowColumn = { key: string; title: string; width: string; align?: "right" };

const NARROWEST = 5;
const WIDEST = 20;

/** The columns of a page: as wide as their words ask for, numbers at the right. */
export function rowColumns({ columns, rows }: Pick<FigureRows, "columns" | "rows">): RowColumn[] {
  return columns.map((title, index) => {
    const values = rows.slice(0, 50).map((row) => row[index] ?? null);
    const width = remOf([title, ...values]);
    const numeric = values.some((value) => value !== null) && values.every(isNumber);
    return {
      key: String(index),
      title,
      width: `minmax(${width}rem, ${width}fr)`,
      ...(numeric ? { align: "right" as const } : {}),
    };
  });
}

/** What all columns need at least, with the gaps between them, in rem. */
export function leastWidth({ columns, rows }: Pick<FigureRows, "columns" | "rows">): number {
  const widths = columns.map((title, index) => remOf([title, ...rows.slice(0, 50).map((row) => row[index])]));
  return widths.reduce((sum, width) => sum + width, 0) + columns.length * 0.75 + 2;
}

function remOf(values: (string | null | undefined)[]): number {
  const letters = Math.max(...values.map((value) => value?.length ?? 4));
  return Math.min(WIDEST, Math.max(NARROWEST, Math.ceil(letters * 0.5)));
}

function isNumber(value: string | null): boolean {
  return value === null || /^-?\d+(\.\d+)?$/.test(value);
}
