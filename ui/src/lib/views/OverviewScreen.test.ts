import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { LOCAL_WORKSPACE, LONGEST_NAME, PRODUCTION, UNREACHABLE } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH, RESTRICTED } from "../ipc/fake/databases";
import { FAKE_FIGURES } from "../ipc/fake/figures";
import { SAMPLE_COMPANY } from "../ipc/fake/overview";
import type { FakeSchema } from "../ipc/fake/schema";
import { openWindow, visit } from "./rendering";

const local = (tables: Partial<FakeSchema>) => ({
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, ...tables } },
});
const full = { installed: ALL_PACKS, rows: "sample" } as const;
const card = (id: string) => screen.findByTestId(`figure-${id}`);

test("it is the first screen, of the local workspace until another connection was chosen", async () => {
  await openWindow("", local(full));
  expect(
    await screen.findByRole("heading", { level: 1, name: "Overview of Local workspace (demonstration)" }),
  ).toBeTruthy();
  await visit(`#/schema/${PRODUCTION}`);
  await visit("#/");
  expect(
    await screen.findByRole("heading", { level: 1, name: "Overview of Claims production (EU)" }),
  ).toBeTruthy();
});

test("every figure has its number, and the success metrics their targets and what became of them", async () => {
  await openWindow(`#/overview/${PRODUCTION}`);
  for (const { id, title } of FAKE_FIGURES) {
    expect(within(await card(id)).getByRole("heading", { name: title })).toBeTruthy();
  }
  const availability = (await card("availability")).textContent;
  expect(availability).toContain("99.87");
  expect(availability).toContain("Target: at least 99.9 %");
  expect(availability).toContain("Missed");
  expect((await card("response-time")).textContent).toContain("Met");
  expect(within(await card("compliance")).getByTestId("value").textContent).toContain("99.99");
  expect(
    within(await card("availability")).getByRole("img", { name: /^Availability, %\. 30 days/ }),
  ).toBeTruthy();
});

test("the figures stand under the questions of three people", async () => {
  await openWindow(`#/overview/${PRODUCTION}`);
  const models = await screen.findByRole("region", { name: /^Models/ });
  expect(within(models).getByText("Models by stage")).toBeTruthy();
  expect(within(models).getByText("What runs, and what needs somebody?")).toBeTruthy();
  expect(within(screen.getByRole("region", { name: /^Data/ })).getByText("Consents expiring")).toBeTruthy();
  expect(
    within(screen.getByRole("region", { name: /^Compliance/ })).getByText("Overdue checks"),
  ).toBeTruthy();
});

test("a figure lists its parts with numbers and leads to its rows", async () => {
  const { user } = await openWindow(`#/overview/${PRODUCTION}`);
  const figure = await card("models-by-stage");
  expect(within(figure).getByText("Production").nextElementSibling?.textContent).toBe("38");
  await user.click(within(figure).getByRole("link", { name: "Models by stage" }));
  expect(location.hash).toBe(`#/overview/${PRODUCTION}/models-by-stage`);
});

test("sample data are marked on every screen of the connection, and on no other", async () => {
  await openWindow(`#/overview/${LOCAL_WORKSPACE}`, local(full));
  expect((await screen.findByTestId("sample-band")).textContent).toContain(SAMPLE_COMPANY);
  for (const address of [
    `#/audit/${LOCAL_WORKSPACE}`,
    `#/schema/${LOCAL_WORKSPACE}`,
    `#/overview/${LOCAL_WORKSPACE}/open-drift`,
    "#/connections",
  ]) {
    await visit(address);
    expect((await screen.findByTestId("sample-badge")).textContent).toContain("Sample data");
  }
  await visit(`#/audit/${PRODUCTION}`);
  await waitFor(() => expect(screen.queryByTestId("sample-badge")).toBeNull());
});

test("sample data are marked also where the overview was not read", async () => {
  await openWindow(`#/audit/${LOCAL_WORKSPACE}`, local(full));
  expect(await screen.findByTestId("sample-badge")).toBeTruthy();
});

test("an empty workspace says what packs are, and loads the sample", async () => {
  const { user } = await openWindow("", { ...local({}), pace: 5 });
  expect(await screen.findByRole("heading", { name: "No governance tables yet" })).toBeTruthy();
  expect(screen.getByText(/^A pack is a set of tables/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Load the sample workspace" }));
  expect(await screen.findByRole("progressbar", { name: "Progress" })).toBeTruthy();
  expect(await screen.findByTestId("sample-band")).toBeTruthy();
  expect((await card("models-by-stage")).textContent).toContain("96");
  expect(await screen.findByText("The sample workspace is loaded")).toBeTruthy();
});

test("loading the sample is cancelled", async () => {
  const { user } = await openWindow("", { ...local({}), pace: 30 });
  await user.click(await screen.findByRole("button", { name: "Load the sample workspace" }));
  await user.click(within(await screen.findByTestId("progress")).getByRole("button", { name: "Cancel" }));
  expect(await screen.findByRole("heading", { name: "No governance tables yet" })).toBeTruthy();
  expect(screen.queryByTestId("sample-badge")).toBeNull();
});

test("a sample that cannot be loaded says why", async () => {
  const message = "The server has no pgvector.";
  const { user } = await openWindow("", {
    ...local({}),
    failures: { loadSample: { kind: "server", message, hint: "Install it.", sqlstate: null, problems: [] } },
  });
  await user.click(await screen.findByRole("button", { name: "Load the sample workspace" }));
  expect((await screen.findByRole("alert")).textContent).toContain(message);
});

test("a sample that was loaded while the person looked elsewhere is told", async () => {
  const { user } = await openWindow("", { ...local({}), pace: 10 });
  await user.click(await screen.findByRole("button", { name: "Load the sample workspace" }));
  await visit("#/connections");
  const toasts = await screen.findByTestId("toasts");
  await user.click(await within(toasts).findByRole("button", { name: "Show" }));
  expect(await screen.findByTestId("sample-band")).toBeTruthy();
});

test("the sample is removed after it was asked", async () => {
  const { user, backend } = await openWindow("", local(full));
  await user.click(await screen.findByRole("button", { name: "Remove sample data" }));
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog.textContent).toContain(SAMPLE_COMPANY);
  expect(backend.asked).not.toContain("removeSample");
  await user.click(within(dialog).getByRole("button", { name: "Remove sample data" }));
  expect(await screen.findByTestId("hollow")).toBeTruthy();
  expect(screen.queryByTestId("sample-badge")).toBeNull();
});

test("another database without packs leads to its schema", async () => {
  await openWindow("#/overview/00000000-0000-4000-8000-000000000004");
  expect(await screen.findByRole("heading", { name: "No governance tables yet" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Load the sample workspace" })).toBeNull();
  expect(screen.getByRole("link", { name: "Open the schema" }).getAttribute("href")).toBe(
    "#/schema/00000000-0000-4000-8000-000000000004",
  );
});

test("tables without rows are told from missing tables", async () => {
  await openWindow("", local({ installed: ALL_PACKS }));
  expect((await screen.findByTestId("hollow")).textContent).toContain(
    "The tables are there and hold no rows",
  );
  expect((await card("open-drift")).textContent).toContain("No rows yet");
  expect(within(await card("open-drift")).queryByTestId("value")).toBeNull();
});

test("missing packs make their figures not determinable, without a link, and lead to the schema", async () => {
  await openWindow("", local({ ...full, installed: ["identity", "ai"] }));
  expect((await screen.findByTestId("missing")).textContent).toContain("Governance, Training and Security");
  const drift = await card("open-drift");
  expect(drift.textContent).toContain("Not determinable");
  expect(within(drift).queryByRole("link")).toBeNull();
  expect(within(await card("models-by-stage")).getByRole("link")).toBeTruthy();
});

test("a role that does not see every tenant is told, under the longest name", async () => {
  await openWindow("#/overview/00000000-0000-4000-8000-000000000003");
  expect((await screen.findByTestId("restricted")).textContent).toContain(RESTRICTED);
  expect(screen.getByRole("heading", { level: 1, name: `Overview of ${LONGEST_NAME}` })).toBeTruthy();
});

test("a server that does not answer is told, and can be asked again", async () => {
  const { user, backend } = await openWindow(`#/overview/${UNREACHABLE}`);
  const note = await screen.findByRole("alert");
  expect(note.textContent).toContain("Could not reach 10.20.4.17");
  await user.click(within(note).getByRole("button", { name: "Read again" }));
  expect(backend.asked.filter((line) => line.startsWith("readOverview"))).toHaveLength(2);
});

test("what was read stays when it cannot be read again", async () => {
  const { user, backend } = await openWindow(`#/overview/${PRODUCTION}`);
  await card("open-drift");
  backend.failures.readOverview = {
    kind: "timeout",
    message: "No answer within 30 seconds.",
    hint: null,
    sqlstate: null,
    problems: [],
  };
  await user.click(screen.getByRole("button", { name: "Refresh" }));
  expect((await screen.findByRole("alert")).textContent).toContain("what you see is older");
  expect(await card("open-drift")).toBeTruthy();
});
