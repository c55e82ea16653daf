import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Toasts } from "./toasts.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("good news goes by itself, and waits while it is read", () => {
  const toasts = new Toasts();
  toasts.show("good", "Saved");
  const [toast] = toasts.list;
  if (toast === undefined) throw new Error("no toast");
  toasts.pause(toast.id);
  vi.advanceTimersByTime(60_000);
  expect(toasts.list).toHaveLength(1);
  toasts.resume(toast);
  vi.advanceTimersByTime(60_000);
  expect(toasts.list).toHaveLength(0);
});

test("trouble and offers stay until they are closed", () => {
  const toasts = new Toasts();
  toasts.show("bad", "Not written");
  toasts.show("warn", "Kept for this session only");
  toasts.show("good", "Written", { action: { label: "Show", run: vi.fn() } });
  vi.advanceTimersByTime(600_000);
  expect(toasts.list.map(({ title }) => title)).toEqual([
    "Not written",
    "Kept for this session only",
    "Written",
  ]);
  toasts.close(toasts.list[0]?.id ?? 0);
  expect(toasts.list).toHaveLength(2);
});

test("the newest two stand there, older ones wait, and all can be closed", () => {
  const toasts = new Toasts();
  const titles = () => toasts.shown.map(({ title }) => title);
  for (let n = 0; n < 4; n += 1) toasts.show("bad", String(n));
  expect(titles()).toEqual(["2", "3"]);
  expect(toasts.older).toBe(2);
  toasts.opened = true;
  expect(titles()).toEqual(["0", "1", "2", "3"]);
  toasts.clear();
  expect(titles()).toEqual([]);
  for (let n = 0; n < 30; n += 1) toasts.show("bad", String(n));
  expect(titles()).toEqual(["28", "29"]);
  expect(toasts.list).toHaveLength(20);
});
