import { screen } from "@testing-library/svelte";

import type { FakeOptions } from "../ipc/fake";
import { LOCAL_WORKSPACE } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH } from "../ipc/fake/databases";
import { findNothing } from "./axe";
import { firstOf } from "./rendering";

const metrics = `#/metrics/${LOCAL_WORKSPACE}`;
const filled = (more: FakeOptions = {}): FakeOptions => ({
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS], rows: "sample" } },
  models: { acting: 2 },
  ...more,
});
const heading = (name: string) => () => screen.findByRole("heading", { name });

findNothing([
  { name: "metrics", address: metrics, options: filled(), ready: () => screen.findAllByTestId("plot") },
  {
    name: "metrics, a plot as a table",
    address: `${metrics}?metric=latency`,
    options: filled(),
    ready: () => firstOf("plot"),
    act: async (user) => user.click(await firstOf("plot-table")),
  },
  {
    name: "metrics, a time of one's own",
    address: `${metrics}?range=custom&since=2026-10-01T00:00:00Z&until=2026-10-05T00:00:00Z`,
    options: filled(),
    ready: () => screen.findAllByTestId("plot"),
  },
  {
    name: "metrics, no value",
    address: `${metrics}?range=custom&since=2020-10-01T00:00:00Z&until=2020-10-05T00:00:00Z`,
    options: filled(),
    ready: heading("No value in this time"),
  },
  { name: "metrics, no pack", address: metrics, ready: heading("Metrics cannot be read here") },
  {
    name: "metrics, no rows",
    address: metrics,
    options: { databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS] } } },
    ready: heading("Nothing has been measured"),
  },
  {
    name: "costs",
    address: `${metrics}?view=costs`,
    options: filled(),
    ready: () => screen.findByTestId("forecast"),
  },
  {
    name: "metrics, setting a target",
    address: metrics,
    options: filled(),
    ready: () => screen.findAllByTestId("plot"),
    act: async (user) => {
      await user.click(screen.getByTestId("set-target"));
      await user.click(await screen.findByRole("button", { name: "Set the target" }));
    },
  },
  {
    name: "metrics, rows refused",
    address: metrics,
    options: filled({ metrics: { import: "bad" } }),
    ready: () => screen.findAllByTestId("plot"),
    act: async (user) => {
      await user.click(screen.getByTestId("import"));
      await user.click(await screen.findByRole("button", { name: "Choose a file…" }));
      await screen.findByText(/october\.csv$/);
      await user.click(screen.getByRole("button", { name: "Import" }));
      await screen.findByTestId("import-result");
    },
  },
]);
