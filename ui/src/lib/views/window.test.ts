import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { LOCAL_WORKSPACE, PRODUCTION } from "../ipc/fake/connections";
import { ALL_PACKS } from "../ipc/fake/databases";
import { openWindow, visit } from "./rendering";

test("the palette finds and does", async () => {
  const { user } = await openWindow("#/connections", { audited: [PRODUCTION] });
  await user.keyboard("{Control>}k{/Control}");
  const palette = await screen.findByTestId("palette");
  await user.type(within(palette).getByRole("combobox"), "add a conn");
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("heading", { level: 1, name: "New connection" })).toBeTruthy();
  await waitFor(() => expect(screen.queryByTestId("palette")).toBeNull());
});

test("the sheet of shortcuts opens with ? and closes with Escape", async () => {
  const { user } = await openWindow("#/connections");
  await user.keyboard("{Shift>}?{/Shift}");
  expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeTruthy();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("the look is chosen and kept", async () => {
  const { user } = await openWindow("#/connections");
  await user.click(screen.getByRole("radio", { name: "Dark" }));
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  expect(localStorage.getItem("provost.theme")).toBe("dark");
  await user.click(screen.getByRole("radio", { name: "Look of the system" }));
  expect(document.documentElement.dataset["theme"]).toBeUndefined();
});

test("a new screen takes the focus to its heading and says its name", async () => {
  await openWindow("#/connections");
  await screen.findAllByTestId("connection");
  await visit(`#/audit/${PRODUCTION}`);
  const heading = await screen.findByRole("heading", { level: 1, name: "Audit of Claims production (EU)" });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  expect(document.title).toBe("Audit · Provost");
});

test("the skip link leads to the content", async () => {
  const { user } = await openWindow("#/connections");
  await user.click(screen.getByRole("link", { name: "Skip to the content" }));
  expect(document.activeElement).toBe(screen.getByRole("main"));
  expect(location.hash).toBe("#/connections");
});

test("an address that leads nowhere is told", async () => {
  await openWindow("#/kitchen");
  expect(await screen.findByText(/No screen has the address “kitchen”/)).toBeTruthy();
});

test("an audit of a connection that is gone is told", async () => {
  await openWindow("#/audit/00000000-0000-4000-8000-00000000dead");
  expect((await screen.findAllByRole("heading", { name: "This connection is gone" })).length).toBeGreaterThan(
    0,
  );
});

test("the tray shows a job and cancels it", async () => {
  const { user } = await openWindow(`#/audit/${PRODUCTION}`, { pace: 40 });
  await user.click(await screen.findByRole("button", { name: "Run audit" }));
  await user.click(await screen.findByRole("button", { name: "1 job runs" }));
  const tray = await screen.findByRole("dialog", { name: "Jobs" });
  await user.click(within(tray).getByRole("button", { name: "Cancel" }));
  expect(await within(tray).findByText("Cancelled")).toBeTruthy();
});

test("the palette leads to the figures, and asks before it removes the sample", async () => {
  const { user, backend } = await openWindow("", {
    databases: { [LOCAL_WORKSPACE]: { installed: ALL_PACKS, rows: "sample", restricted: null } },
  });
  await screen.findByTestId("figure-open-drift");
  await user.keyboard("{Control>}k{/Control}");
  await user.type(within(await screen.findByTestId("palette")).getByRole("combobox"), "open dri");
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("heading", { level: 1, name: "Open drift" })).toBeTruthy();
  await user.keyboard("{Control>}k{/Control}");
  await user.type(within(await screen.findByTestId("palette")).getByRole("combobox"), "remove the sample");
  await user.keyboard("{Enter}");
  const dialog = await screen.findByRole("alertdialog");
  expect(backend.asked).not.toContain("removeSample");
  await user.click(within(dialog).getByRole("button", { name: "Keep it" }));
  expect(screen.getByTestId("sample-badge")).toBeTruthy();
});

test("keys lead to the four screens of a connection", async () => {
  const { user } = await openWindow(`#/audit/${PRODUCTION}`);
  await screen.findByRole("heading", { level: 1, name: "Audit of Claims production (EU)" });
  for (const [key, address] of [
    ["o", `#/overview/${PRODUCTION}`],
    ["s", `#/schema/${PRODUCTION}`],
    ["a", `#/audit/${PRODUCTION}`],
    ["c", "#/connections"],
  ]) {
    await user.keyboard(`g${key}`);
    await waitFor(() => expect(location.hash).toBe(address));
  }
});

test("another connection is shown on the screen on which it was chosen", async () => {
  const { user } = await openWindow(`#/schema/${LOCAL_WORKSPACE}`);
  await user.click(await screen.findByTestId("current-connection"));
  await user.click(await screen.findByRole("menuitem", { name: /Claims production/ }));
  expect(
    await screen.findByRole("heading", { level: 1, name: "Schema of Claims production (EU)" }),
  ).toBeTruthy();
});
