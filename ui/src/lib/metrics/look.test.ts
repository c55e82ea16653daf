import { expect, test } from "vitest";

import { believableChoices } from "$lib/ipc/fake/metrics";

import { costQuery, lookFrom, metricsAddress, seriesQuery, spanShown, stepFor, WHOLE } from "./look";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const choices = believableChoices({}, true, []);
const now = Date.parse(choices.now);
const queryOf = (address: string) => new URLSearchParams(address.split("?")[1] ?? "");

test("what is shown stands in the address and comes back out of it", () => {
  const look = {
    ...WHOLE,
    part: "costs" as const,
    metrics: ["latency", "accuracy"],
    models: ["m-1"],
    agents: ["a b"],
    split: "agent" as const,
    range: "custom" as const,
    span: { from: now - 40 * DAY, to: now },
    zoom: { from: now - DAY, to: now - HOUR },
    step: "month" as const,
    aggregate: "p95" as const,
    zone: "Europe/Zurich",
    by: "none" as const,
    ahead: 12,
    confidence: 80,
  };
  expect(lookFrom(queryOf(metricsAddress("c", look)))).toEqual(look);
  expect(metricsAddress("c")).toBe("#/metrics/c");
});

test("what is not known is left out of what an address asks", () => {
  const typed =
    "range=custom&since=x&until=y&step=week&value=mode&split=tenant&ahead=7&from=2026-02-01&to=2026-01-01";
  expect(lookFrom(new URLSearchParams(typed))).toEqual(WHOLE);
});

test("the time ends with the clock of the server, and a part of it goes before", () => {
  expect(spanShown({ ...WHOLE, range: "7d" }, choices)).toEqual({ from: now - 7 * DAY, to: now });
  expect(spanShown({ ...WHOLE, range: "all" }, choices).from).toBe(
    Date.parse(choices.metrics[0]?.first ?? ""),
  );
  const zoom = { from: now - 2 * HOUR, to: now - HOUR };
  expect(spanShown({ ...WHOLE, zoom }, choices)).toEqual(zoom);
  expect(spanShown({ ...WHOLE, range: "all" }, { now: choices.now, metrics: [] }).from).toBe(now - 30 * DAY);
});

test("the step fits the time unless somebody chose one", () => {
  const steps = [2 * HOUR, 7 * DAY, 60 * DAY, 1_200 * DAY].map((to) => stepFor({ from: 0, to }, choices));
  expect(steps).toEqual(["raw", "hour", "day", "month"]);
  const daily = {
    ...choices,
    metrics: choices.metrics.map((one) => ({ ...one, perHour: one.perHour / 24 })),
  };
  expect(stepFor({ from: 0, to: 7 * DAY }, daily)).toBe("raw");
  expect(seriesQuery({ ...WHOLE, range: "24h" }, choices).step).toBe("hour");
  expect(seriesQuery({ ...WHOLE, range: "24h", step: "day" }, choices).step).toBe("day");
});

test("what has a line of its own is decided where the values are, unless somebody chose", () => {
  expect(seriesQuery(WHOLE, choices).split).toBe("auto");
  expect(seriesQuery({ ...WHOLE, split: "model" }, choices).split).toBe("model");
  expect(metricsAddress("c", { split: "model" })).toBe("#/metrics/c?split=model");
});

test("costs are asked for a year unless a time is named", () => {
  expect(costQuery({ ...WHOLE, range: "24h" }, choices)).toMatchObject({
    from: null,
    to: null,
    confidence: 0.95,
  });
  const span = { from: now - 90 * DAY, to: now };
  expect(costQuery({ ...WHOLE, range: "custom", span }, choices).from).toBe(
    new Date(span.from).toISOString(),
  );
});
