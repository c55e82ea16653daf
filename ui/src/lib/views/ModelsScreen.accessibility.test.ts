import { screen } from "@testing-library/svelte";

import type { FakeOptions } from "../ipc/fake";
import { LOCAL_WORKSPACE } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH } from "../ipc/fake/databases";
import type { FakeModels } from "../ipc/fake/registry";
import { findNothing } from "./axe";

const models = `#/models/${LOCAL_WORKSPACE}`;
const versionId = (n: number) => `00000000-0000-4000-8003-00000000000${n}`;
const model = (n: number) => `${models}/${versionId(n)}`;
const registry = (of: FakeModels): FakeOptions => ({
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS], rows: "sample" } },
  models: of,
});

findNothing([
  {
    name: "models",
    address: models,
    options: registry({ waiting: true }),
    ready: () => screen.findByRole("grid", { name: "Models" }),
  },
  {
    name: "models, board",
    address: `${models}?view=board`,
    options: registry({ waiting: true }),
    ready: () => screen.findByTestId("board-production"),
  },
  {
    name: "models, no pack",
    address: models,
    options: {},
    ready: () => screen.findByRole("heading", { name: "No registry of models yet" }),
  },
  {
    name: "models, who acts",
    address: models,
    options: registry({ acting: 1 }),
    ready: () => screen.findByTestId("acting"),
    act: async (user) => user.click(await screen.findByTestId("acting")),
  },
  {
    name: "model, a request waits",
    address: model(0),
    options: registry({ waiting: true, acting: 2 }),
    ready: () => screen.findByTestId("waiting"),
  },
  {
    name: "model, parts unreadable",
    address: model(2),
    options: registry({ blind: ["drift", "aliases", "events"] }),
    ready: () => screen.findByTestId("hindrances"),
  },
  ...["versions", "deployments", "drift", "history", "card"].map((tab) => ({
    name: `model, ${tab}`,
    address: `${model(1)}?tab=${tab}`,
    options: registry({}),
    ready: () => screen.findByRole("link", { name: /^Versions/ }),
  })),
  {
    name: "model, deploying",
    address: `${model(1)}?tab=deployments`,
    options: registry({ acting: 1 }),
    ready: () => screen.findByTestId("deploy"),
    act: async (user) => user.click(await screen.findByTestId("deploy")),
  },
  {
    name: "model, entering a dataset",
    address: model(0),
    options: registry({ acting: 1 }),
    ready: () => screen.findByTestId("enter-dataset"),
    act: async (user) => user.click(await screen.findByTestId("enter-dataset")),
  },
  {
    name: "model, asking for a stage",
    address: model(0),
    options: registry({ acting: 1 }),
    ready: () => screen.findByTestId("request"),
    act: async (user) => user.click(await screen.findByTestId("request")),
  },
  {
    name: "model, deciding",
    address: model(0),
    options: registry({ waiting: true, acting: 1 }),
    ready: () => screen.findByTestId("waiting"),
    act: async (user) => user.click(await screen.findByRole("button", { name: "Approve…" })),
  },
  {
    name: "two versions",
    address: `${models}/compare/${versionId(1)}/${versionId(0)}?show=all`,
    options: registry({}),
    ready: () => screen.findByTestId("count"),
  },
]);
