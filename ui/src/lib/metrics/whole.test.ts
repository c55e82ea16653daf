import { expect, test } from "vitest";

import type { Aggregates, SeriesPoint } from "$lib/ipc/bindings";

import { wholeOf } from "./whole";

const point = (value: number) => ({ at: "", values: { last: value } as Aggregates }) as SeriesPoint;

test("each value for itself is taken together as PostgreSQL does", () => {
  // select percentile_cont(array[0.5, 0.9, 0.95, 0.99]) within group (order by v) from (values (4), (1), (3), (2)) t (v)
  expect(wholeOf({ whole: null, points: [4, 1, 3, 2].map(point) })).toMatchObject({
    count: 4,
    mean: 2.5,
    min: 1,
    max: 4,
    last: 2,
    sum: 10,
    p50: 2.5,
    p90: 3.7,
    p95: 3.8499999999999996,
  });
  expect(wholeOf({ whole: null, points: [] })).toBeNull();
});
