import { expect, test } from "vitest";

import {
  rowAfterKey,
  rowTop,
  scrollRange,
  scrollScale,
  scrollToShow,
  TALLEST_RANGE,
  visibleRows,
} from "./windowing";

const SMALL = { count: 100, rowHeight: 40, view: 400 };
const HUGE = { count: 5_000_000, rowHeight: 36, view: 720 };

test("a short list scrolls one to one", () => {
  expect(scrollRange(SMALL)).toBe(4_000);
  expect(scrollScale(SMALL)).toBe(1);
  expect(visibleRows(SMALL, 0)).toEqual({ first: 0, end: 14 });
  expect(rowTop(SMALL, 1_000, 30)).toBe(1_200);
});

test("a list shorter than its view does not scroll", () => {
  const extent = { count: 3, rowHeight: 40, view: 400 };
  expect(scrollScale(extent)).toBe(1);
  expect(visibleRows(extent, 0)).toEqual({ first: 0, end: 3 });
});

test("millions of rows stay below the tallest range, and both ends can be reached", () => {
  expect(scrollRange(HUGE)).toBe(TALLEST_RANGE);
  expect(visibleRows(HUGE, 0).first).toBe(0);
  const bottom = TALLEST_RANGE - HUGE.view;
  expect(visibleRows(HUGE, bottom).end).toBe(HUGE.count);
  // The last row ends where the scrolled area ends.
  expect(rowTop(HUGE, bottom, HUGE.count - 1) + HUGE.rowHeight).toBeCloseTo(TALLEST_RANGE, 3);
});

test("rows next to each other are one row height apart at any place", () => {
  for (const scrollTop of [0, 12_345, 7_654_321]) {
    expect(rowTop(HUGE, scrollTop, 1_001) - rowTop(HUGE, scrollTop, 1_000)).toBeCloseTo(HUGE.rowHeight, 6);
  }
});

test.each([SMALL, HUGE])("a row that is asked for is in view afterwards", (extent) => {
  for (const row of [0, 1, Math.floor(extent.count / 2), extent.count - 1]) {
    const scrollTop = scrollToShow(extent, 3_000, row);
    const top = rowTop(extent, scrollTop, row) - scrollTop;
    expect(top).toBeGreaterThanOrEqual(-0.01);
    expect(top + extent.rowHeight).toBeLessThanOrEqual(extent.view + 0.01);
  }
});

test("a row in view moves nothing", () => {
  expect(scrollToShow(SMALL, 400, 12)).toBe(400);
});

test.each([
  ["ArrowDown", 98, 99],
  ["ArrowDown", 99, 99],
  ["ArrowUp", 0, 0],
  ["PageDown", 0, 9],
  ["PageUp", 50, 41],
  ["Home", 50, 0],
  ["End", 50, 99],
  ["a", 50, null],
])("%s leads from %i to %j", (key, row, target) => {
  expect(rowAfterKey(key, row, SMALL)).toBe(target);
});
