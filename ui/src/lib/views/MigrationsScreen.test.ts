import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { Failure } from "../ipc/bindings";
import type { FakeOptions } from "../ipc/fake";
import { LOCAL_WORKSPACE, UNREACHABLE } from "../ipc/fake/connections";
import {
  CHAT,
  CHAT_FOLDER,
  CHOSEN,
  type FakeFolder,
  type FakeRecord,
  longFolder,
  RECORDED,
  RECORDED_HEAD,
  UNREADABLE,
  UNRECORDED,
} from "../ipc/fake/migrations";
import { openWindow, visit } from "./rendering";

const HERE = `#/schema/${LOCAL_WORKSPACE}/migrations`;
const folder = (one: FakeFolder | Failure): FakeOptions => ({
  migrations: { ...CHOSEN, folders: { [CHAT_FOLDER]: one } },
});
const grid = () => screen.findByRole("grid", { name: "Migrations" });
const row = async (name: RegExp) => within(await grid()).findByRole("row", { name });

test("a folder is chosen, read and shown", async () => {
  const { user, backend } = await openWindow(HERE);
  await user.click(await screen.findByRole("button", { name: "Choose a folder…" }));
  expect((await row(/^e1f2g3h4i5j6/)).textContent).toMatch(/Database is here.*Applied/);
  expect((await row(/^c3d7a3a4d59c/)).textContent).toContain("Missing");
  expect(screen.getByTestId("path").textContent).toBe(CHAT_FOLDER);
  expect(screen.getByTestId("worst").textContent).toContain("which no file defines");
  expect(backend.asked).toContain(`readMigrations:${LOCAL_WORKSPACE}:${CHAT_FOLDER}`);
});

test("a closed dialog changes nothing", async () => {
  const { user, backend } = await openWindow(HERE, { migrations: { ...CHOSEN, saved: {}, chosen: null } });
  await user.click(await screen.findByRole("button", { name: "Choose a folder…" }));
  expect(screen.getByTestId("recorded")).toBeTruthy();
  expect(backend.asked.filter((line) => line.startsWith("readMigrations"))).toEqual([
    `readMigrations:${LOCAL_WORKSPACE}:no folder`,
  ]);
});

const recorded = (one: FakeRecord): FakeOptions => ({ migrations: { recorded: one } });
const record = () => screen.findByRole("grid", { name: "Recorded migrations" });

test("without a folder the record of the database is shown, the latest first", async () => {
  const { user } = await openWindow(HERE, recorded(RECORDED));
  const [, latest, before] = within(await record()).getAllByRole("row");
  expect(latest?.textContent).toMatch(/^48.*Encrypt the tokens.*Failed.*2026-03-17.*flyway/);
  expect(before?.textContent).toMatch(/^47Database is here.*Applied/);
  expect(screen.getByTestId("current").textContent).toContain("47");
  expect(screen.getByTestId("defect").textContent).toContain("`48` failed".replaceAll("`", ""));
  expect(screen.getByTestId("remarks").textContent).toContain("public.schema_migrations");
  expect(screen.queryByTestId("heads")).toBeNull();
  await user.click(screen.getByTestId("order"));
  expect(within(await record()).getAllByRole("row")[1]?.textContent).toContain("Baseline");
  await user.type(screen.getByRole("searchbox", { name: "Search migrations" }), "failed");
  expect(screen.getByTestId("count").textContent).toBe("1 of 48 migrations");
});

test("a tool that keeps only the last revision is said to", async () => {
  await openWindow(HERE, recorded(RECORDED_HEAD));
  expect((await screen.findByTestId("recorded")).textContent).toContain("Alembic keeps only where");
  expect(within(await record()).queryByRole("columnheader", { name: /When/ })).toBeNull();
});

test.each([
  { what: "no record", of: UNRECORDED, says: "No record of migrations" },
  { what: "a record that may not be read", of: UNREADABLE, says: "The record could not be read" },
])("$what is told, and a folder can be chosen", async ({ of, says }) => {
  const { user } = await openWindow(HERE, recorded(of));
  expect(await screen.findByRole("heading", { name: says })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Choose a folder…" }));
  await grid();
});

test("the picture is saved, and where it is told", async () => {
  const { user, backend } = await openWindow(HERE, folder(CHAT));
  await user.click(await screen.findByRole("button", { name: "Picture…" }));
  await user.click(within(await screen.findByTestId("picture")).getByTestId("export"));
  await user.click(await screen.findByTestId("export-png-reports-folder"));
  expect(await screen.findByText(/^PNG written/)).toBeTruthy();
  expect(screen.queryByTestId("picture")).toBeNull();
  expect(backend.asked).toContain("exportPicture:fake-picture:png:reports-folder");
});

test("what was chosen before is read at once, and once", async () => {
  const { backend } = await openWindow(HERE, folder(CHAT));
  await grid();
  await visit("#/connections");
  await visit(HERE);
  await grid();
  expect(backend.asked.filter((line) => line.startsWith("readMigrations"))).toHaveLength(1);
});

test("filters stand in the address, and hold back", async () => {
  const { user } = await openWindow(HERE, folder(CHAT));
  await user.click(await screen.findByTestId("state-pending"));
  expect(location.hash).toContain("state=pending");
  expect(screen.getByTestId("count").textContent).toBe("2 of 9 migrations");
  await user.type(screen.getByRole("searchbox", { name: "Search migrations" }), "nothing");
  const nothing = await screen.findByRole("heading", { name: "No migration matches" });
  await user.click(within(nothing.closest("section") ?? document.body).getByRole("button"));
  expect(screen.getByTestId("count").textContent).toBe("9 migrations");
  await user.click(screen.getByTestId("order"));
  expect(location.hash).toContain("order=oldest");
  const [first] = within(await grid())
    .getAllByRole("row")
    .slice(1);
  expect(first?.textContent).toContain("a1b2c3d4e5f6");
});

test("a migration is opened from its row, followed by its links, and closed by Escape", async () => {
  const { user } = await openWindow(HERE, folder(CHAT));
  await user.click(await row(/^enhanced_2fa/));
  const panel = await screen.findByTestId("migration");
  expect(panel.textContent).toContain("Bring the file back from version control");
  await user.click(within(panel).getByRole("link", { name: "c3d7a3a4d59c" }));
  await waitFor(() =>
    expect(within(screen.getByTestId("migration")).getByRole("heading", { level: 2 }).textContent).toBe(
      "c3d7a3a4d59c",
    ),
  );
  within(screen.getByTestId("migration")).getByRole("region", { name: "Particulars" }).focus();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("migration")).toBeNull());
  expect(document.activeElement).toBe(await grid());
});

test("what is open goes along with the keyboard", async () => {
  const { user } = await openWindow(`${HERE}?at=d5e6f7a8b9c0`, folder(CHAT));
  (await grid()).focus();
  await user.keyboard("{ArrowDown}");
  await waitFor(() => expect(location.hash).toContain("at=b7c8d9e0f1a2"));
});

test("defects are told with what to do about them", async () => {
  await openWindow(`${HERE}?view=defects`, folder(CHAT));
  const defects = await screen.findAllByTestId("defect");
  expect(defects.map(({ textContent }) => textContent.trim().split(" ")[0])).toEqual(["Critical", "High"]);
  expect(defects[0]?.textContent).toContain("Bring the file back from version control");
});

test("the way names what is pending, and no command while something is missing", async () => {
  await openWindow(`${HERE}?view=way`, folder(CHAT));
  expect((await screen.findByTestId("blocked")).textContent).toContain("3 migrations cannot be applied");
  expect(screen.getByTestId("no-command").textContent).toContain("before the defect is mended");
  expect(screen.queryByTestId("command")).toBeNull();
});

test("the way of a sound chain has its command", async () => {
  await openWindow(`${HERE}?view=way`, folder(longFolder(40)));
  expect((await screen.findByTestId("command")).textContent).toContain("alembic upgrade head");
});

test("a record that may not be read is told, and nothing is said to be pending", async () => {
  await openWindow(HERE, folder({ ...CHAT, hidden: true }));
  expect((await screen.findByTestId("remarks")).textContent).toContain("The role may not read");
  expect(screen.queryByTestId("state-pending")).toBeNull();
  expect(screen.queryByTestId("current")).toBeNull();
});

test("a folder that is refused says why, and another one can be chosen", async () => {
  const message = "app holds 2 Alembic environments, which have nothing to do with each other: a, b.";
  await openWindow(HERE, folder({ kind: "bad-input", message, hint: null, sqlstate: null, problems: [] }));
  expect((await screen.findByRole("alert")).textContent).toContain("2 Alembic environments");
  expect(screen.getByRole("button", { name: "Choose another…" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Read the folder alone" })).toBeNull();
});

test("a server that does not answer leaves the folder to be read alone", async () => {
  const { user } = await openWindow(`#/schema/${UNREACHABLE}/migrations`, {
    migrations: { ...CHOSEN, saved: { [UNREACHABLE]: CHAT_FOLDER } },
  });
  await user.click(await screen.findByRole("button", { name: "Read the folder alone" }));
  expect(await screen.findByTestId("alone")).toBeTruthy();
  expect((await row(/^e1f2g3h4i5j6/)).textContent).toContain("Not compared");
});

test("ten thousand migrations make no more than the rows in sight", async () => {
  await openWindow(HERE, folder(longFolder(10_000)));
  const all = await grid();
  expect(all.getAttribute("aria-rowcount")).toBe("10001");
  expect(within(all).getAllByRole("row").length).toBeLessThan(80);
});

test("a folder that holds none yet is told from filters that hold all back", async () => {
  await openWindow(HERE, folder({ files: [], current: [] }));
  expect(await screen.findByRole("heading", { name: "No migrations" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Clear filters" })).toBeNull();
});
