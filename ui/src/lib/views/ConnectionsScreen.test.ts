import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { LONGEST_NAME, PRODUCTION } from "../ipc/fake/connections";
import { openWindow } from "./rendering";

const item = (name: string) => screen.findByRole("listitem", { name });

test("lists the connections, the built-in one first, which nobody edits or deletes", async () => {
  await openWindow("#/connections");
  const items = await screen.findAllByTestId("connection");
  expect(items).toHaveLength(5);
  const [first] = items;
  if (first === undefined) throw new Error("no connection");
  expect(within(first).getByRole("heading", { name: "Local workspace (demonstration)" })).toBeTruthy();
  expect(within(first).queryByRole("link", { name: /Edit/ })).toBeNull();
  expect(within(first).queryByRole("button", { name: /Delete/ })).toBeNull();
});

test("a name of 63 characters is shown whole in the title", async () => {
  await openWindow("#/connections");
  const heading = await screen.findByRole("heading", { name: LONGEST_NAME });
  expect(LONGEST_NAME).toHaveLength(63);
  expect(heading.getAttribute("title")).toBe(LONGEST_NAME);
});

test("a test tells how it went", async () => {
  const { user } = await openWindow("#/connections");
  await user.click(await screen.findByRole("button", { name: "Test Claims production (EU)" }));
  expect(await within(await item("Claims production (EU)")).findByText("Reached")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Test Feature store (old cluster)" }));
  expect(await within(await item("Feature store (old cluster)")).findByText("Unreachable")).toBeTruthy();
});

test("deletes only after its name was typed", async () => {
  const { user, backend } = await openWindow("#/connections");
  await user.click(await screen.findByRole("button", { name: "Delete Claims production (EU)" }));
  const dialog = await screen.findByRole("alertdialog");
  const confirm = within(dialog).getByRole("button", { name: /Delete connection/ });
  expect(confirm).toHaveProperty("disabled", true);
  await user.type(within(dialog).getByRole("textbox"), "Claims production (EU)");
  expect(confirm).toHaveProperty("disabled", false);
  await user.click(confirm);
  expect(await screen.findByText("Claims production (EU) is deleted")).toBeTruthy();
  expect(backend.asked).toContain(`deleteConnection:${PRODUCTION}`);
  expect(screen.queryByRole("listitem", { name: "Claims production (EU)" })).toBeNull();
});

test("without connections it says what to do", async () => {
  await openWindow("#/connections", { connections: [] });
  expect(await screen.findByRole("heading", { name: "No connections yet" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Add connection" }).getAttribute("href")).toBe("#/connections/new");
});

test("a file that cannot be read is told with what to do, and can be read again", async () => {
  const message = "connections.toml could not be read: line 14.";
  const failure = { kind: "storage", message, hint: "Mend the line.", sqlstate: null, problems: [] } as const;
  const { user, backend } = await openWindow("#/connections", {
    failures: { listConnections: { ...failure, problems: [] } },
  });
  const note = await screen.findByRole("alert");
  expect(note.textContent).toContain(message);
  expect(note.textContent).toContain("Mend the line.");
  delete backend.failures.listConnections;
  await user.click(screen.getByRole("button", { name: "Read again" }));
  expect(await screen.findAllByTestId("connection")).toHaveLength(5);
});

test.each([
  [{ state: "locked" } as const, "The keyring is locked."],
  [{ state: "waiting" } as const, "The system asks you to unlock the keyring."],
  [{ state: "absent", reason: "No Secret Service answers." } as const, "No Secret Service answers."],
])("says what the state of the keyring means: %j", async (keyring, words) => {
  await openWindow("#/connections", { keyring });
  expect((await screen.findByTestId("keyring-banner")).textContent).toContain(words);
});

test("the environment of the current connection is always in sight", async () => {
  const { user } = await openWindow("#/connections");
  await user.click(await screen.findByTestId("current-connection"));
  await user.click(await screen.findByRole("menuitem", { name: /Claims production/ }));
  const banner = screen.getAllByRole("banner")[0] ?? document.body;
  expect(await within(banner).findByText("production")).toBeTruthy();
  expect(within(banner).getByTestId("environment").textContent).toBe("production · read-only");
});
