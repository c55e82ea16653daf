import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { FakeOptions } from "../ipc/fake";
import { LOCAL_WORKSPACE } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH } from "../ipc/fake/databases";
import type { FakeModels } from "../ipc/fake/registry";
import { openWindow } from "./rendering";

const HERE = `#/models/${LOCAL_WORKSPACE}`;
const MADE = "00000000-0000-4000-8003-000000000000";
const RUNNING = "00000000-0000-4000-8003-000000000001";
const BARE = "00000000-0000-4000-8003-000000000004";

const filled = (models: FakeModels = {}): FakeOptions => ({
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS], rows: "sample" } },
  models,
});

test("a version is deployed for an agent that is found by words", async () => {
  const { user, backend } = await openWindow(`${HERE}/${BARE}?tab=deployments`, filled({ acting: 1 }));
  await user.click(await screen.findByTestId("deploy"));
  const dialog = within(await screen.findByTestId("deployment-form"));
  await user.click(dialog.getByRole("button", { name: /^Choose another/ }));
  await user.type(dialog.getByRole("searchbox", { name: "Agent" }), "fraud");
  await user.click(await dialog.findByRole("button", { name: "Fraud desk" }));
  await user.type(dialog.getByRole("textbox", { name: "Environment" }), "production");
  await user.type(dialog.getByRole("textbox", { name: "Alias" }), "champion");
  await user.click(dialog.getByRole("button", { name: "Deploy" }));
  const one = within(await screen.findByTestId("deployment"));
  expect(one.getByRole("heading", { name: "Fraud desk" })).toBeTruthy();
  expect(one.getByText("champion")).toBeTruthy();
  const sent = '{"environment":"production","alias":"champion"}';
  expect(backend.asked).toContain(`deployVersion:${LOCAL_WORKSPACE}:active:${sent}`);
});

test("a deployment is changed only with what is wrong, and ends", async () => {
  const { user, backend } = await openWindow(`${HERE}/${RUNNING}?tab=deployments`, filled({ acting: 1 }));
  await user.click(await screen.findByRole("button", { name: "Change… Claims desk" }));
  const dialog = within(await screen.findByTestId("deployment-form"));
  await user.selectOptions(dialog.getByRole("combobox", { name: "Status" }), "error");
  await user.click(dialog.getByRole("button", { name: "Save" }));
  expect(await dialog.findByText("Say what is wrong.")).toBeTruthy();
  await user.type(dialog.getByRole("textbox", { name: "What is wrong" }), "It answers with 503");
  await user.click(dialog.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("It answers with 503")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "End Claims desk" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: "End Claims desk" })).toBeNull());
  expect(backend.asked.filter((one) => one.startsWith("changeDeployment"))).toHaveLength(2);
});

test("who may not deploy is told so where it is done", async () => {
  await openWindow(`${HERE}/${RUNNING}?tab=deployments`, filled());
  expect((await screen.findByTestId("refusals")).textContent).toContain("Nobody is named");
  expect(screen.queryByTestId("deploy")).toBeNull();
});

test("what a version was made from is entered, and production is no longer refused for it", async () => {
  const { user } = await openWindow(`${HERE}/${BARE}`, filled({ acting: 1 }));
  await user.click(await screen.findByTestId("enter-dataset"));
  const dialog = within(await screen.findByTestId("dataset-form"));
  await user.click(dialog.getByRole("button", { name: "Enter" }));
  expect(await dialog.findByText("Choose a version of a dataset.")).toBeTruthy();
  await user.type(dialog.getByRole("searchbox", { name: "Dataset" }), "claims 2026-05");
  await user.click(await dialog.findByRole("button", { name: /^claims-history 2026-05/ }));
  await user.selectOptions(dialog.getByRole("combobox", { name: "Part" }), "train");
  await user.selectOptions(dialog.getByRole("combobox", { name: "For" }), "fine_tuning");
  await user.click(dialog.getByRole("button", { name: "Enter" }));
  const table = within(await screen.findByRole("region", { name: "Datasets" }));
  expect(table.getByText("fine tuning, train")).toBeTruthy();
  await user.click(table.getByRole("button", { name: /^Take back that claims-history/ }));
  const asked = within(await screen.findByTestId("take-back"));
  await user.click(asked.getByRole("button", { name: "Take back" }));
  expect(await screen.findByText("No dataset is on record.")).toBeTruthy();
});

test("only administrators enter what a version was made from", async () => {
  await openWindow(`${HERE}/${MADE}`, filled({ acting: 2 }));
  await screen.findByRole("region", { name: "Datasets" });
  expect(screen.queryByTestId("enter-dataset")).toBeNull();
  expect(screen.queryByRole("button", { name: /^Take back/ })).toBeNull();
});

test("each edge of lineage is told, and one from another version leads to its page", async () => {
  await openWindow(`${HERE}/${MADE}`, filled());
  const lineage = within(await screen.findByRole("region", { name: "Lineage" }));
  expect(lineage.getAllByTestId("edge")).toHaveLength(4);
  const other = lineage.getByRole("link", { name: "claims-triage 2.4.0" });
  expect(other.getAttribute("href")).toBe(`${HERE}/00000000-0000-4000-8003-000000000002`);
});

test("any version is found to be compared with", async () => {
  const { user } = await openWindow(`${HERE}/${MADE}?tab=versions`, filled());
  await user.click(await screen.findByTestId("compare-with"));
  const dialog = within(await screen.findByTestId("compare-dialog"));
  await user.type(dialog.getByRole("searchbox", { name: "Other version" }), "embedding");
  await user.click(await dialog.findByRole("button", { name: /^document-embedding 1/ }));
  await waitFor(() => expect(location.hash).toContain("/compare/"));
});

test("who switched four eyes, and when, stands where it is switched", async () => {
  const { user } = await openWindow(HERE, filled({ acting: 1 }));
  await user.click(await screen.findByTestId("acting"));
  const dialog = within(await screen.findByTestId("acting-dialog"));
  await user.click(await dialog.findByText("Switched 2 times"));
  const told = dialog.getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(told.some((one) => /^On, by Amara Okafor/.test(one.trim()))).toBe(true);
});

test("what was measured of a version stands side by side and leads to all of it", async () => {
  const { backend } = await openWindow(`${HERE}/${RUNNING}?tab=metrics`, filled());
  const part = within(await screen.findByTestId("version-metrics"));
  expect(part.getByTestId("plot")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Look at them closely" }).getAttribute("href")).toBe(
    `#/metrics/${LOCAL_WORKSPACE}?model=${RUNNING}`,
  );
  expect(backend.asked.filter((one) => one.startsWith("versionMetrics"))).toHaveLength(1);
});

test("a version of which nothing was measured says so", async () => {
  await openWindow(`${HERE}/${BARE}?tab=metrics`, filled());
  expect(await screen.findByRole("heading", { name: "Nothing was measured" })).toBeTruthy();
});

test("the report of a version is written as PDF", async () => {
  const { user, backend } = await openWindow(`${HERE}/${RUNNING}`, filled());
  await user.click(await screen.findByRole("button", { name: "Report" }));
  await user.click((await screen.findAllByRole("menuitem", { name: /^PDF/ }))[0] as HTMLElement);
  expect((await screen.findAllByText(/Model report/)).length).toBeGreaterThan(0);
  expect(backend.asked).toContain(`exportModelReport:${LOCAL_WORKSPACE}:pdf:reports-folder`);
});
