import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { FakeOptions } from "../ipc/fake";
import { LOCAL_WORKSPACE } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH } from "../ipc/fake/databases";
import { LONG_MODEL } from "../ipc/fake/models";
import type { FakeModels } from "../ipc/fake/registry";
import { openWindow } from "./rendering";

const HERE = `#/models/${LOCAL_WORKSPACE}`;
const FIRST = "00000000-0000-4000-8003-000000000000";
const OLDER = "00000000-0000-4000-8003-000000000001";
const BARE = "00000000-0000-4000-8003-000000000004";

const filled = (models: FakeModels = {}): FakeOptions => ({
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS], rows: "sample" } },
  models,
});
const grid = () => screen.findByRole("grid", { name: "Models" });

test("the versions are listed with what tells how they stand", async () => {
  await openWindow(HERE, filled({ waiting: true }));
  const row = await within(await grid()).findByRole("row", { name: /^claims-triage 3\.1\.0/ });
  expect(row.textContent).toMatch(/Testing.*→ Production\?.*Ines Duarte.*High risk.*in-house/);
  expect(screen.getByText("8 versions of 5 models")).toBeTruthy();
  expect(within(await grid()).getByText(LONG_MODEL).title).toBe(LONG_MODEL);
});

test("filters stand in the address and hold back", async () => {
  const { user } = await openWindow(HERE, filled());
  await user.click(await screen.findByTestId("stage-testing"));
  expect(location.hash).toContain("stage=testing");
  expect(screen.getByTestId("count").textContent).toBe("2 of 8 versions");
  await user.type(screen.getByRole("searchbox", { name: "Search versions" }), "nothing of the kind");
  expect(await screen.findByRole("heading", { name: "No version matches" })).toBeTruthy();
});

test("the stage board has a column for each stage", async () => {
  const { user } = await openWindow(HERE, filled());
  await user.click(await screen.findByRole("link", { name: "Stage board" }));
  const column = within(await screen.findByTestId("board-production"));
  expect(column.getByRole("heading").textContent.trim()).toBe("Production 3");
  await user.click(column.getByRole("link", { name: "document-embedding" }));
  expect(await screen.findByRole("heading", { level: 1, name: "document-embedding 1" })).toBeTruthy();
});

test("ten thousand versions make no more than the rows in sight", async () => {
  await openWindow(HERE, filled({ times: 1_250 }));
  const all = await grid();
  expect(all.getAttribute("aria-rowcount")).toBe("10001");
  expect(within(all).getAllByRole("row").length).toBeLessThan(80);
});

test("without the pack the way leads to the schema; without rows to the sample", async () => {
  await openWindow(HERE, {});
  expect((await screen.findByRole("link", { name: "Open the schema" })).getAttribute("href")).toContain(
    "#/schema/",
  );
});

test("without rows the sample can be loaded, and the models come", async () => {
  const { user } = await openWindow(HERE, {
    databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS] } },
  });
  expect(await screen.findByRole("heading", { name: "No model is registered" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Load the sample workspace" }));
  await grid();
});

test("what cannot be read is unknown, never none", async () => {
  await openWindow(HERE, filled({ blind: ["drift", "deployments"] }));
  expect((await screen.findByTestId("hindrances")).textContent).toContain("Drift: The role may not read");
  const row = await within(await grid()).findByRole("row", { name: /^fraud-score/ });
  expect(row.textContent.match(/unknown/g)).toHaveLength(2);
});

test("who acts is chosen, and asks for a stage with a reason", async () => {
  const { user, backend } = await openWindow(`${HERE}/${FIRST}`, filled());
  await user.click(await screen.findByTestId("request"));
  const refused = within(await screen.findByTestId("request-dialog"));
  expect(refused.getByTestId("refusals").textContent).toContain("Nobody is named");
  expect(refused.getByRole("button", { name: "Ask for this stage" })).toHaveProperty("disabled", true);
  await user.click(refused.getByRole("button", { name: "Choose who acts…" }));
  await user.click(await screen.findByRole("button", { name: /^Ines Duarte/ }));
  await user.click(screen.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.getByTestId("acting").textContent).toContain("Ines Duarte"));

  await user.click(screen.getByTestId("request"));
  const dialog = within(await screen.findByTestId("request-dialog"));
  await user.click(dialog.getByRole("radio", { name: /^Production/ }));
  await user.click(dialog.getByRole("button", { name: "Ask for this stage" }));
  expect(dialog.getByText("Say why, for those who ask later.")).toBeTruthy();
  await user.type(dialog.getByRole("textbox", { name: "Reason" }), "Better on every segment");
  await user.click(dialog.getByRole("button", { name: "Ask for this stage" }));
  expect((await screen.findByTestId("waiting")).textContent).toContain("Better on every segment");
  expect(backend.asked).toContain(`requestStage:${LOCAL_WORKSPACE}:production:Better on every segment`);
});

test("whoever asked may not decide, and may withdraw", async () => {
  const { user } = await openWindow(`${HERE}/${FIRST}`, filled({ waiting: true, acting: 2 }));
  const waiting = within(await screen.findByTestId("waiting"));
  expect(waiting.getByTestId("refusals").textContent).toContain("Whoever asked may not decide");
  expect(waiting.getByRole("button", { name: "Approve…" })).toHaveProperty("disabled", true);
  await user.click(waiting.getByRole("button", { name: "Withdraw" }));
  await waitFor(() => expect(screen.queryByTestId("waiting")).toBeNull());
});

test("somebody else approves with a reason, and the version moves", async () => {
  const { user } = await openWindow(`${HERE}/${FIRST}`, filled({ waiting: true, acting: 1 }));
  await user.click(await screen.findByRole("button", { name: "Approve…" }));
  const dialog = within(await screen.findByTestId("decide-dialog"));
  await user.type(dialog.getByRole("textbox", { name: "Reason" }), "Seen the evaluation");
  await user.click(dialog.getByRole("button", { name: "Approve" }));
  expect(await screen.findByText("claims-triage 3.1.0 is in production")).toBeTruthy();
  await user.click(screen.getByRole("link", { name: /^History/ }));
  expect((await screen.findByTestId("decided")).textContent).toMatch(/Approved.*Testing → Production/);
  expect(screen.getAllByTestId("event")[0]?.textContent).toContain("Seen the evaluation");
});

test("what refuses production is told with its remedy before anybody asks", async () => {
  const { user } = await openWindow(`${HERE}/${BARE}`, filled({ acting: 1 }));
  await user.click(await screen.findByTestId("request"));
  const dialog = within(await screen.findByTestId("request-dialog"));
  expect(dialog.queryByRole("radio", { name: /^Production/ })).toBeNull();
  expect(dialog.getByRole("radio", { name: /^Testing/ })).toHaveProperty("checked", true);
});

test("an alias is set and taken away; a wrong one is refused in words", async () => {
  const { user } = await openWindow(`${HERE}/${FIRST}`, filled({ acting: 2 }));
  const field = await screen.findByRole("textbox", { name: "Another alias" });
  await user.type(field, "no good");
  await user.click(screen.getByRole("button", { name: "Set alias" }));
  expect((await screen.findByRole("alert")).textContent).toContain("An alias is made of");
  await user.clear(field);
  await user.type(field, "champion");
  await user.click(screen.getByRole("button", { name: "Set alias" }));
  await user.click(await screen.findByRole("button", { name: "Take the alias champion away" }));
  await waitFor(() =>
    expect(screen.queryByRole("button", { name: "Take the alias champion away" })).toBeNull(),
  );
});

test("what drifts leads to the comparison that found it", async () => {
  await openWindow(`${HERE}/${OLDER}?tab=drift`, filled());
  const [line] = await screen.findAllByTestId("drift");
  expect(
    within(line as HTMLElement)
      .getByRole("link", { name: "vehicle_age" })
      .getAttribute("href"),
  ).toBe(`#/drift/${LOCAL_WORKSPACE}/00000000-0000-4000-8020-000000000000?column=vehicle_age`);
  expect(screen.getByRole("link", { name: /^All drift of this version/ }).getAttribute("href")).toBe(
    `#/drift/${LOCAL_WORKSPACE}?standing=any&model=${OLDER}`,
  );
});

test("two versions stand beside each other, what differs first, then all", async () => {
  const { user } = await openWindow(`${HERE}/${FIRST}?tab=versions`, filled());
  await user.click(await screen.findByRole("link", { name: /^Compare version 3\.0\.2/ }));
  expect((await screen.findByTestId("count")).textContent).toBe("4 differences");
  expect(location.hash).toContain(`compare/${OLDER}/${FIRST}`);
  const metrics = within(screen.getByRole("region", { name: "Metrics" }));
  expect(metrics.getByRole("row", { name: /^accuracy/ }).textContent).toMatch(
    /0\.912.*0\.932.*\+0\.02 \(\+2\.2 %\)/,
  );
  expect(metrics.queryByRole("row", { name: /^latency/ })).toBeNull();
  await user.click(screen.getByRole("checkbox", { name: "Show also what is the same" }));
  expect(screen.getByRole("row", { name: /^latency/ })).toBeTruthy();
});

test("an administrator switches four eyes off; another person is refused", async () => {
  const { user } = await openWindow(HERE, filled({ acting: 2 }));
  await user.click(await screen.findByTestId("acting"));
  const dialog = within(await screen.findByTestId("acting-dialog"));
  await user.click(dialog.getByRole("checkbox", { name: /^Somebody else has to decide/ }));
  expect((await dialog.findByRole("alert")).textContent).toContain("Only an administrator");
  await user.click(dialog.getByRole("button", { name: /^Amara Okafor/ }));
  await waitFor(() => expect(screen.getByTestId("acting").textContent).toContain("Amara Okafor"));
  await user.click(dialog.getByRole("checkbox", { name: /^Somebody else has to decide/ }));
  await waitFor(() => expect(screen.getByTestId("acting").textContent).toContain("four eyes off"));
});

test("a version that is gone says so", async () => {
  await openWindow(`${HERE}/nobody`, filled());
  expect((await screen.findByRole("alert")).textContent).toContain("not there any more");
});

test("a version is registered, and changed unless somebody was faster", async () => {
  const { user, backend } = await openWindow(HERE, filled({ acting: 2 }));
  await user.click(await screen.findByRole("button", { name: "Register a version…" }));
  const form = within(await screen.findByTestId("version-form"));
  await user.type(form.getByRole("textbox", { name: "Model" }), "letters");
  await user.type(form.getByRole("textbox", { name: "Version" }), "1");
  await user.type(form.getByRole("textbox", { name: "Provider" }), "in-house");
  await user.type(form.getByRole("textbox", { name: "Tags" }), "no json");
  await user.click(form.getByRole("button", { name: "Register" }));
  expect(form.getByText("This is not JSON.")).toBeTruthy();
  expect(form.getByText("This cannot be empty.")).toBeTruthy();
  await user.type(form.getByRole("textbox", { name: "Provider's name for it" }), "letters/1");
  await user.clear(form.getByRole("textbox", { name: "Tags" }));
  await user.click(form.getByRole("button", { name: "Register" }));
  expect(await screen.findByRole("heading", { level: 1, name: "letters 1" })).toBeTruthy();
  expect(backend.asked).toContain(`registerVersion:${LOCAL_WORKSPACE}:letters:1`);

  await user.click(screen.getByRole("button", { name: "Change…" }));
  const change = within(await screen.findByTestId("version-form"));
  await user.selectOptions(change.getByRole("combobox", { name: "Risk class" }), "high");
  await user.click(change.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByTestId("version-form")).toBeNull());
  expect((await screen.findAllByText("High risk")).length).toBeGreaterThan(0);
});

test("whoever may not change a version is not asked to", async () => {
  await openWindow(`${HERE}/${FIRST}`, filled({ acting: 4 }));
  expect(await screen.findByTestId("request")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Change…" })).toBeNull();
  expect(screen.getByTestId("refusals").textContent).toContain("neither the owner nor an administrator");
});

test("the card is shown, saved, and another one read in", async () => {
  const { user, backend } = await openWindow(`${HERE}/${FIRST}?tab=card`, filled({ acting: 2 }));
  const card = within(await screen.findByTestId("model-card"));
  expect(card.getByRole("heading", { level: 2, name: "claims-triage 3.1.0" })).toBeTruthy();
  expect(card.getByRole("row", { name: /^accuracy/ }).textContent).toContain("0.93");
  await user.click(screen.getByRole("button", { name: "Save the card" }));
  await user.click(await screen.findByTestId("export-md-reports-folder"));
  expect(await screen.findByText(/^Model card written/)).toBeTruthy();
  expect(backend.asked).toContain(`exportCard:${LOCAL_WORKSPACE}:md:reports-folder`);
  await user.click(screen.getByRole("button", { name: "Read a card in…" }));
  expect((await screen.findByTestId("card-notes")).textContent).toContain("Proprietary stays");
});
