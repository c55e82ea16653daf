/** The tallest range that is asked of the web view; WebKit stops at 33,554,428 px. */
export const TALLEST_RANGE = 15_000_000;

/** Rows above and below the visible ones that are kept ready. */
const SPARE_ROWS = 4;

/** A list of rows of one height behind a view. All lengths are CSS pixels. */
export type Extent = { count: number; rowHeight: number; view: number };

/** The height of the scrolled area, which is less than that of all rows when there are very many. */
export function scrollRange({ count, rowHeight }: Extent): number {
  return Math.min(count * rowHeight, TALLEST_RANGE);
}

/** How many pixels of rows pass by for one pixel of scrolling. */
export function scrollScale(extent: Extent): number {
  const full = extent.count * extent.rowHeight;
  const range = scrollRange(extent);
  return range <= extent.view || full === range ? 1 : (full - extent.view) / (range - extent.view);
}

/** The rows to render, from `first` up to but without `end`. */
export function visibleRows(extent: Extent, scrollTop: number): { first: number; end: number } {
  const top = Math.max(0, scrollTop) * scrollScale(extent);
  const first = Math.floor(top / extent.rowHeight) - SPARE_ROWS;
  const end = Math.ceil((top + extent.view) / extent.rowHeight) + SPARE_ROWS;
  return { first: Math.max(0, Math.min(first, extent.count)), end: Math.max(0, Math.min(end, extent.count)) };
}

/** Where a row stands in the scrolled area. */
export function rowTop(extent: Extent, scrollTop: number, row: number): number {
  return row * extent.rowHeight + scrollTop * (1 - scrollScale(extent));
}

/** The scroll position that shows a row, as near as can be to the present one. */
export function scrollToShow(extent: Extent, scrollTop: number, row: number): number {
  const scale = scrollScale(extent);
  const top = scrollTop * scale;
  const start = row * extent.rowHeight;
  const end = start + extent.rowHeight;
  if (start < top) return start / scale;
  if (end > top + extent.view) return (end - extent.view) / scale;
  return scrollTop;
}

/** The row that a key leads to from another one; null when the key does not move. */
export function rowAfterKey(key: string, row: number, { count, rowHeight, view }: Extent): number | null {
  const page = Math.max(1, Math.floor(view / rowHeight) - 1);
  const steps: Record<string, number> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: count - 1,
  };
  const target = steps[key];
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target));
}
