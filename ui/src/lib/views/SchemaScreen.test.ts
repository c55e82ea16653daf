import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { LOCAL_WORKSPACE, PRODUCTION, UNREACHABLE } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH } from "../ipc/fake/databases";
import type { FakeSchema } from "../ipc/fake/schema";
import { openWindow, visit } from "./rendering";

const local = (tables: Partial<FakeSchema>) => ({
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, ...tables } },
});
const HERE = `#/schema/${LOCAL_WORKSPACE}`;
const pack = (name: string) => screen.findByTestId(`pack-${name}`);
const go = () => screen.findByTestId("go");

test("the packs are listed with their state, and what is not installed is chosen", async () => {
  await openWindow(HERE, local({ installed: ["identity"], rows: "own" }));
  expect((await pack("identity")).textContent).toContain("Installed");
  expect((await pack("identity")).textContent).toContain("3 tables, 2 of 2 migrations applied");
  expect((await pack("ai")).textContent).toContain("Not installed");
  expect(within(await pack("identity")).getByRole("checkbox")).toHaveProperty("checked", false);
  expect(within(await pack("ai")).getByRole("checkbox")).toHaveProperty("checked", true);
});

test("a pack unfolds to its migrations and tables", async () => {
  const { user } = await openWindow(`#/schema/${PRODUCTION}`);
  await user.click(within(await pack("identity")).getByRole("button", { name: "Identity" }));
  const table = within(await pack("identity")).getByRole("table");
  const row = within(table).getByRole("row", { name: /identity\/0002/ });
  expect(row.textContent).toMatch(/Applied.*claims_owner.*58/);
  expect(within(await pack("identity")).getByText("tenant_members")).toBeTruthy();
});

test("doubt is told with its reason before anything is unfolded", async () => {
  await openWindow(HERE, local({ installed: ALL_PACKS, rows: "own", doubtful: true }));
  const doubtful = await pack("ai");
  expect(doubtful.textContent).toContain("Doubtful");
  expect(doubtful.textContent).toContain("Its text here is not the one that was applied.");
  expect(doubtful.textContent).toContain("This version of Provost does not know it.");
});

test("what stands in the way of any change is told with what to do", async () => {
  await openWindow("#/schema/00000000-0000-4000-8000-000000000003");
  const obstacles = await screen.findByTestId("obstacles");
  expect(obstacles.textContent).toContain("PgBouncer 1.24 stands between");
  expect(obstacles.textContent).toContain("Connect to the primary.");
});

test("a preview shows the SQL, applying it shows progress and what was done", async () => {
  const { user, backend } = await openWindow(HERE, { ...local({}), pace: 3 });
  await user.click(await screen.findByRole("button", { name: "Preview apply" }));
  expect(await screen.findByRole("heading", { name: "Apply 14 migrations of 6 packs" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /^identity\/0001/ }));
  expect(screen.getByRole("region", { name: "SQL that applies identity/0001" }).textContent).toContain(
    "create table governance.tenants",
  );
  expect(backend.asked.some((line) => line.startsWith("changeSchema"))).toBe(false);
  await user.click(await go());
  expect(await screen.findByRole("progressbar", { name: "Progress" })).toBeTruthy();
  expect((await screen.findByTestId("result")).textContent).toContain("14 migrations applied");
  await waitFor(async () => expect((await pack("workspace")).textContent).toContain("Installed"));
  expect(location.hash).toBe(HERE);
});

test("the chosen packs are those that are asked for", async () => {
  const { user, backend } = await openWindow(HERE, local({}));
  await user.click(
    await screen
      .findByRole("button", { name: "Choose none" })
      .catch(() => screen.findByRole("button", { name: "Choose all" })),
  );
  for (const title of ["Identity", "AI"])
    await user.click(await screen.findByRole("checkbox", { name: `Choose the pack ${title}` }));
  await user.click(screen.getByRole("button", { name: "Preview apply" }));
  expect(await screen.findByRole("heading", { name: "Apply 5 migrations of 2 packs" })).toBeTruthy();
  expect(backend.asked.at(-1)).toBe(`planSchema:${LOCAL_WORKSPACE}:apply:identity+ai`);
  await user.click(within(screen.getByTestId("plan")).getByRole("link", { name: "Packs" }));
  expect(await pack("identity")).toBeTruthy();
});

test("a change is cancelled", async () => {
  const { user } = await openWindow(`${HERE}?change=apply&packs=identity,ai`, { ...local({}), pace: 30 });
  await user.click(await go());
  await user.click(within(await screen.findByTestId("progress")).getByRole("button", { name: "Cancel" }));
  expect((await screen.findByTestId("cancelled")).textContent).toContain("The database is as it was.");
});

test("a change that fails says why", async () => {
  const message = "permission denied to create schema governance in database claims";
  const { user } = await openWindow(`${HERE}?change=apply&packs=identity`, {
    ...local({}),
    failures: {
      changeSchema: { kind: "permission", message, hint: "Grant CREATE.", sqlstate: "42501", problems: [] },
    },
  });
  await user.click(await go());
  const note = await screen.findByRole("alert");
  expect(note.textContent).toContain("Nothing was changed");
  expect(note.textContent).toContain(message);
});

test("a revert names the rows, and drops them only when told and typed", async () => {
  const { user, backend } = await openWindow(
    `${HERE}?change=revert&packs=workspace`,
    local({ installed: ALL_PACKS, rows: "own" }),
  );
  expect((await screen.findByTestId("losses")).textContent).toContain("chat_history");
  await user.click(await go());
  const dialog = await screen.findByRole("alertdialog");
  const confirm = within(dialog).getByRole("button", { name: "Revert 1 migration" });
  await user.type(within(dialog).getByRole("textbox"), "Local workspace (demonstration)");
  expect(confirm).toHaveProperty("disabled", true);
  await user.click(within(dialog).getByRole("checkbox", { name: /^Drop 18\u202f101 rows of 5 tables/ }));
  expect(confirm).toHaveProperty("disabled", false);
  await user.click(confirm);
  expect((await screen.findByTestId("result")).textContent).toContain("1 migration reverted");
  expect(backend.asked).toContain(`changeSchema:${LOCAL_WORKSPACE}:revert:workspace:drop:confirmed`);
});

test("a revert that others rest on is refused with their names", async () => {
  await openWindow(`${HERE}?change=revert&packs=ai`, local({ installed: ALL_PACKS, rows: "none" }));
  expect((await screen.findByTestId("obstacles")).textContent).toContain(
    "Other packs rest on what would be removed",
  );
  expect(await go()).toHaveProperty("disabled", true);
});

test("a production database is changed after its name was typed", async () => {
  const { user, backend } = await openWindow(`#/schema/${PRODUCTION}?change=apply&packs=identity`, {
    databases: { [PRODUCTION]: FRESH },
  });
  await user.click(await go());
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog.textContent).toContain("This is a production database.");
  const confirm = within(dialog).getByRole("button", { name: "Apply 2 migrations" });
  await user.type(within(dialog).getByRole("textbox"), "claims production (eu)");
  expect(confirm).toHaveProperty("disabled", true);
  await user.clear(within(dialog).getByRole("textbox"));
  await user.type(within(dialog).getByRole("textbox"), "Claims production (EU)");
  await user.click(confirm);
  expect(await screen.findByTestId("result")).toBeTruthy();
  expect(backend.asked).toContain(`changeSchema:${PRODUCTION}:apply:identity:confirmed`);
});

test("tables that somebody else made are compared and adopted on demand", async () => {
  const { user, backend } = await openWindow(
    `${HERE}?change=apply&packs=identity,ai`,
    local({ foreign: "fitting" }),
  );
  expect((await screen.findByTestId("obstacles")).textContent).toContain("ai_agents");
  expect(await go()).toHaveProperty("disabled", true);
  const [first] = screen.getAllByTestId("adoption");
  if (first === undefined) throw new Error("no adoption");
  const name = within(first).getByRole("row", { name: /^name/ });
  expect(name.textContent).toMatch(/character varying\(255\).*text not null.*Is widened/);
  await user.click(screen.getByRole("checkbox", { name: /^Adopt the tables/ }));
  await waitFor(() => expect(screen.queryByTestId("obstacles")).toBeNull());
  const tenant = screen.getByRole("textbox", { name: "Tenant of the rows that are there" });
  await user.type(tenant, "mine");
  expect(screen.getByText(/^Write it as a UUID/)).toBeTruthy();
  await user.clear(tenant);
  await user.type(tenant, "5a3b1e00-c0de-4000-8000-000000000001");
  await user.click(screen.getByRole("button", { name: "Preview with this tenant" }));
  await waitFor(() => expect(location.hash).toContain("tenant=5a3b1e00"));
  await user.click(await go());
  expect((await screen.findByTestId("result")).textContent).toContain("5 migrations applied");
  expect(backend.asked.filter((line) => line.startsWith("planSchema"))).toHaveLength(3);
});

test("a table that cannot be adopted stays in the way", async () => {
  await openWindow(`${HERE}?change=apply&packs=identity,ai&adopt=yes`, local({ foreign: "other" }));
  expect((await screen.findByTestId("obstacles")).textContent).toContain("agent_memories");
  expect(
    screen.getAllByText("Its column id is an integer; ours is a uuid, and rows elsewhere refer to it.")
      .length,
  ).toBeGreaterThan(0);
  expect(await go()).toHaveProperty("disabled", true);
});

test("what a change leaves out is told, and the rest is done", async () => {
  const { user } = await openWindow(`${HERE}?change=apply&packs=identity,ai`, local({ withoutVector: true }));
  expect((await screen.findByTestId("left-out")).textContent).toContain("pgvector is not installed");
  expect(await go()).toHaveProperty("disabled", false);
  await user.click(await go());
  await screen.findByTestId("result");
  expect((await screen.findByTestId("left-out")).textContent).toContain("This was left out");
});

test("a plan with nothing to do says so", async () => {
  await openWindow(`${HERE}?change=apply&packs=identity`, local({ installed: ALL_PACKS }));
  expect(await screen.findByRole("heading", { name: "Nothing to do" })).toBeTruthy();
});

test("a change that ends while the person looks elsewhere is told", async () => {
  const { user } = await openWindow(`${HERE}?change=apply&packs=identity`, { ...local({}), pace: 10 });
  await user.click(await go());
  await visit("#/connections");
  const toasts = await screen.findByTestId("toasts");
  expect(
    await within(toasts).findByText("Local workspace (demonstration): 2 migrations applied"),
  ).toBeTruthy();
});

test("the overview is read anew after a change", async () => {
  const { user } = await openWindow("", local({}));
  expect(await screen.findByRole("heading", { name: "No governance tables yet" })).toBeTruthy();
  await user.click(screen.getByRole("link", { name: "Open the schema" }));
  await user.click(await screen.findByRole("button", { name: "Preview apply" }));
  await user.click(await go());
  await screen.findByTestId("result");
  await visit("#/");
  expect(await screen.findByTestId("hollow")).toBeTruthy();
});

test("a server that does not answer is told, and can be asked again", async () => {
  await openWindow(`#/schema/${UNREACHABLE}`);
  const note = await screen.findByRole("alert");
  expect(note.textContent).toContain("Could not reach");
  expect(within(note).getByRole("button", { name: "Read again" })).toBeTruthy();
});
