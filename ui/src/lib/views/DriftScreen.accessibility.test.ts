import { screen } from "@testing-library/svelte";

import type { FakeOptions } from "../ipc/fake";
import { LOCAL_WORKSPACE } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH } from "../ipc/fake/databases";
import { findNothing, type User } from "./axe";

const drift = `#/drift/${LOCAL_WORKSPACE}`;
const options: FakeOptions = {
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS], rows: "sample" } },
  models: { acting: 2 },
};
const grid = () => screen.findByRole("grid");
const heading = (name: string) => () => screen.findByRole("heading", { name });
const start = (kind: string) => async (user: User) => {
  await user.click(screen.getByTestId("start"));
  await user.click(await screen.findByTestId(`sources-${kind}`));
  await user.click(screen.getByRole("button", { name: "Compare" }));
};

findNothing([
  { name: "drift", address: drift, options, ready: grid },
  { name: "drift, comparisons", address: `${drift}?view=runs&standing=any`, options, ready: grid },
  {
    name: "drift, nothing matches",
    address: `${drift}?q=nothing`,
    options,
    ready: heading("No finding matches"),
  },
  { name: "drift, no pack", address: drift, ready: heading("Drift cannot be read here") },
  {
    name: "drift, a finding",
    address: drift,
    options,
    ready: grid,
    act: async (user) => user.click(await screen.findByText("amount_claimed")),
  },
  {
    name: "drift, a comparison",
    address: `${drift}/00000000-0000-4000-8020-000000000000`,
    options,
    ready: () => screen.findByTestId("plot"),
  },
  { name: "drift, two times of a table", address: drift, options, ready: grid, act: start("windows") },
  { name: "drift, two queries", address: drift, options, ready: grid, act: start("queries") },
  { name: "drift, two files", address: drift, options, ready: grid, act: start("files") },
]);
