import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { LOCAL_WORKSPACE, PRODUCTION, UNREACHABLE } from "../ipc/fake/connections";
import { openWindow } from "./rendering";

const field = (name: string) => screen.findByRole("textbox", { name });
const valueOf = async (name: string) => ((await field(name)) as HTMLInputElement).value;

async function fillIn(user: Awaited<ReturnType<typeof openWindow>>["user"], values: Record<string, string>) {
  for (const [name, value] of Object.entries(values)) await user.type(await field(name), value);
}

test("a new connection is filled in, saved and listed", async () => {
  const { user, backend } = await openWindow("#/connections/new");
  await fillIn(user, { Name: "Ledger", Host: "ledger.example.com", Database: "ledger", User: "auditor" });
  await user.type(screen.getByTestId("password"), "hunter2");
  expect((screen.getByRole("checkbox", { name: /Read-only/ }) as HTMLInputElement).checked).toBe(true);
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Ledger is saved")).toBeTruthy();
  const item = await screen.findByRole("listitem", { name: "Ledger" });
  expect(within(item).getByText("Password in the keyring")).toBeTruthy();
  expect(backend.asked).toContain("saveConnection:Ledger");
});

test("an empty form is not sent: each field says what is missing and the first one gets the focus", async () => {
  const { user, backend } = await openWindow("#/connections/new");
  await user.click(await screen.findByRole("button", { name: "Save" }));
  expect(await screen.findByText("4 fields need another look.")).toBeTruthy();
  const name = await field("Name");
  expect(name.getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(name);
  expect(backend.asked.some((asked) => asked.startsWith("saveConnection"))).toBe(false);
  await user.type(name, "Ledger");
  expect(name.getAttribute("aria-invalid")).toBeNull();
});

test("a URL that is pasted splits itself and leaves no password on the screen", async () => {
  const { user, container } = await openWindow("#/connections/new");
  await user.click(await field("Connection URL"));
  await user.paste("postgres://auditor:hunter2@db.example.com:6432/claims?sslmode=require");
  await waitFor(async () => expect(await valueOf("Host")).toBe("db.example.com"));
  expect(await valueOf("Port")).toBe("6432");
  expect(await valueOf("Database")).toBe("claims");
  expect(await valueOf("User")).toBe("auditor");
  expect(await valueOf("Connection URL")).toBe("");
  expect(screen.getByText(/password that came along is held/)).toBeTruthy();
  expect(screen.getByText(/sslmode=require does not check/)).toBeTruthy();
  expect(container.innerHTML).not.toContain("hunter2");
});

test("what is no URL is told", async () => {
  const { user } = await openWindow("#/connections/new");
  await user.type(await field("Connection URL"), "claims on db{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("This is not a PostgreSQL URL.");
});

test("a service of pg_service.conf fills the fields in", async () => {
  const { user } = await openWindow("#/connections/new");
  await user.click(await screen.findByRole("button", { name: "From pg_service.conf" }));
  await user.click(await screen.findByRole("menuitem", { name: /claims-replica/ }));
  await waitFor(async () => expect(await valueOf("Host")).toBe("pg-claims-replica.internal.example.com"));
});

test("TLS off for another machine must be typed", async () => {
  const { user } = await openWindow("#/connections/new");
  await fillIn(user, { Name: "Ledger", Host: "ledger.example.com", Database: "ledger", User: "auditor" });
  await user.click(screen.getByRole("radio", { name: /^Off/ }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  const accept = await screen.findByRole("textbox", { name: /Type “plain text”/ });
  expect(accept.getAttribute("aria-invalid")).toBe("true");
  await user.type(accept, "plain text");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Ledger is saved")).toBeTruthy();
});

test("verify-ca demands its root", async () => {
  const { user } = await openWindow("#/connections/new");
  await fillIn(user, { Name: "Ledger", Host: "ledger.example.com", Database: "ledger", User: "auditor" });
  await user.click(screen.getByRole("radio", { name: /^verify-ca/ }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  const root = await field("Root certificate (needed)");
  expect(root.getAttribute("aria-invalid")).toBe("true");
});

test("a test shows its steps without saving", async () => {
  const { user, backend } = await openWindow(`#/connections/${PRODUCTION}/edit`);
  await user.click(await screen.findByRole("button", { name: "Test" }));
  const panel = screen.getByTestId("trial");
  expect(await within(panel).findByText(/TLSv1.3/)).toBeTruthy();
  expect(within(panel).getByText(/PostgreSQL 16.14/)).toBeTruthy();
  expect(backend.asked).toContain("testConnection:Claims production (EU):keep");
  expect(backend.asked.some((asked) => asked.startsWith("saveConnection"))).toBe(false);
});

test("a test that fails says where it stopped and what to do", async () => {
  const { user } = await openWindow(`#/connections/${UNREACHABLE}/edit`);
  await user.click(await screen.findByRole("button", { name: "Test" }));
  const panel = screen.getByTestId("trial");
  expect((await within(panel).findByRole("alert")).textContent).toContain("Check the host and the port");
  expect(within(panel).getAllByText("Not reached")).toHaveLength(3);
});

test("what Rust finds wrong stands at its field", async () => {
  const { user } = await openWindow(`#/connections/${PRODUCTION}/edit`, {
    failures: {
      saveConnection: {
        kind: "bad-input",
        message: "One field cannot be used.",
        hint: null,
        sqlstate: null,
        problems: [{ field: "database", message: "Not this one." }],
      },
    },
  });
  await user.click(await screen.findByRole("button", { name: "Save" }));
  expect(await screen.findByText("Not this one.")).toBeTruthy();
  expect((await field("Database")).getAttribute("aria-invalid")).toBe("true");
});

test("a form with changes is not left by accident", async () => {
  const { user } = await openWindow(`#/connections/${PRODUCTION}/edit`);
  await user.type(await field("Name"), " II");
  await user.click(screen.getByRole("link", { name: "Audit" }));
  const dialog = await screen.findByRole("alertdialog", { name: "Leave without saving?" });
  await user.click(within(dialog).getByRole("button", { name: "Stay" }));
  expect(await valueOf("Name")).toBe("Claims production (EU) II");
  await user.click(screen.getByRole("link", { name: "Audit" }));
  await user.click(await screen.findByRole("button", { name: "Leave without saving" }));
  expect(await screen.findByRole("heading", { level: 1, name: /^Audit of/ })).toBeTruthy();
});

test("the local workspace is not edited", async () => {
  await openWindow(`#/connections/${LOCAL_WORKSPACE}/edit`);
  expect(await screen.findByRole("heading", { name: "This connection is not edited" })).toBeTruthy();
});
