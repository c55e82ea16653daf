import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { PRODUCTION } from "../ipc/fake/connections";
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
