import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { LOCAL_WORKSPACE, PRODUCTION, UNREACHABLE } from "../ipc/fake/connections";
import { openWindow, visit } from "./rendering";

const HERE = `#/schema/${PRODUCTION}/compare`;
const compared = { compared: [PRODUCTION] };
const tree = () => screen.findByRole("tree", { name: "Differences" });
const item = (name: RegExp) => screen.findByRole("treeitem", { name });
const panel = () => screen.findByTestId("difference");
const EMAIL = `${HERE}?object=${encodeURIComponent("changed column public.users.email")}`;

test("never compared: says what it does, compares with a chosen folder and shows the result", async () => {
  const { user, backend } = await openWindow(HERE, { pace: 3 });
  const source = await screen.findByTestId("source");
  expect(source.textContent).toContain("It changes nothing and applies nothing.");
  expect(screen.getByTestId("compare")).toHaveProperty("disabled", true);
  await user.click(screen.getByRole("button", { name: "Choose folder…" }));
  expect((await screen.findByTestId("path")).textContent).toBe("/home/ines/src/workflow/migrations");
  await user.type(screen.getByRole("textbox", { name: "Only these schemas" }), "public, agents");
  await user.click(screen.getByTestId("compare"));
  expect(await screen.findByRole("progressbar", { name: "Progress" })).toBeTruthy();
  expect((await screen.findByTestId("result")).textContent).toContain("4 of 30 tables");
  expect(screen.getByText(/should be as the SQL of/).textContent).toContain("only public, agents");
  expect(backend.asked).toContain(`compareSchema:${PRODUCTION}:sql`);
});

test("what was chosen the last time is chosen already", async () => {
  await openWindow(HERE, {
    saved: { [PRODUCTION]: { expected: { kind: "connection", id: LOCAL_WORKSPACE } } },
  });
  expect(await screen.findByRole("radio", { name: /^Another connection/ })).toHaveProperty("checked", true);
  expect(screen.getByRole("combobox", { name: "Connection" })).toHaveProperty("value", LOCAL_WORKSPACE);
  expect(screen.getByTestId("compare")).toHaveProperty("disabled", false);
});

test("packs can be compared with only where some are installed", async () => {
  await openWindow(`#/schema/${LOCAL_WORKSPACE}/compare`);
  await waitFor(() =>
    expect(screen.getByRole("radio", { name: /^Provost’s packs/ })).toHaveProperty("disabled", true),
  );
  await visit(HERE);
  await waitFor(() =>
    expect(screen.getByRole("radio", { name: /^Provost’s packs/ })).toHaveProperty("disabled", false),
  );
});

test("a comparison is cancelled", async () => {
  const { user } = await openWindow(HERE, { pace: 30 });
  await user.click(await screen.findByRole("radio", { name: /^Provost’s packs/ }));
  await user.click(screen.getByTestId("compare"));
  await user.click(within(await screen.findByTestId("progress")).getByRole("button", { name: "Cancel" }));
  expect((await screen.findByTestId("cancelled")).textContent).toContain("There is no result.");
  expect(screen.getByTestId("compare")).toBeTruthy();
});

test("a comparison that fails says why, and can be tried again", async () => {
  const { user } = await openWindow(`#/schema/${UNREACHABLE}/compare`);
  await user.click(await screen.findByRole("button", { name: "Choose file…" }));
  await user.click(screen.getByTestId("compare"));
  const note = await screen.findByText("The database could not be compared");
  expect(note.closest("[role=alert]")?.textContent).toContain("Could not reach");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("The database could not be compared")).toBeTruthy();
});

test("the tree tells severity, change and place of each difference", async () => {
  await openWindow(HERE, compared);
  expect(await tree()).toBeTruthy();
  const users = await item(/^users 5 differences/);
  expect(users.getAttribute("aria-level")).toBe("2");
  expect(users.getAttribute("aria-expanded")).toBe("true");
  const email = await item(/^email column Changed .* High$/);
  expect(email.getAttribute("aria-posinset")).toBe("3");
  expect(email.getAttribute("aria-setsize")).toBe("5");
  expect(await item(/Renamed from user_histories/)).toBeTruthy();
});

test("the keyboard walks, folds and opens", async () => {
  const { user } = await openWindow(HERE, compared);
  (await tree()).focus();
  const active = () =>
    document
      .getElementById(screen.getByTestId("tree").getAttribute("aria-activedescendant") ?? "")
      ?.textContent.trim();
  await user.keyboard("{ArrowDown}");
  expect(active()).toMatch(/^users\s+5 differences/);
  await user.keyboard("{ArrowLeft}");
  expect(screen.queryByRole("treeitem", { name: /^email/ })).toBeNull();
  await user.keyboard("{ArrowRight}{ArrowRight}{ArrowDown}{ArrowDown}");
  expect(active()).toMatch(/^email/);
  await user.keyboard("{Enter}");
  expect((await panel()).textContent).toContain("public.users.email");
  expect((await item(/^email/)).getAttribute("aria-selected")).toBe("true");
  await user.keyboard("{End}");
  expect(active()).toMatch(/^pgcrypto/);
  await user.keyboard("{Home}{ArrowLeft}");
  expect(screen.queryByRole("treeitem", { name: /^users/ })).toBeNull();
});

test("filters hold differences back and live in the address", async () => {
  const { user } = await openWindow(HERE, compared);
  const count = await screen.findByTestId("count");
  expect(count.textContent).toBe("19 differences");
  await user.click(screen.getByTestId("severity-critical"));
  expect(count.textContent).toBe("3 of 19 differences");
  expect(location.hash).toBe(`${HERE}?severity=critical`);
  await user.click(screen.getByTestId("facet-change"));
  await user.click(await screen.findByRole("menuitemcheckbox", { name: /^Missing/ }));
  await user.keyboard("{Escape}");
  expect(count.textContent).toBe("2 of 19 differences");
  await user.click(screen.getByRole("button", { name: "Clear filters" }));
  await user.type(screen.getByTestId("filter-text"), "nothing is called so");
  expect(await screen.findByRole("heading", { name: "No difference matches" })).toBeTruthy();
  await user.click(screen.getAllByRole("button", { name: "Clear filters" })[0] as HTMLElement);
  await user.click(screen.getByRole("checkbox", { name: /^Show noise/ }));
  expect(count.textContent).toBe("21 differences");
  await user.click(screen.getByTestId("group-area"));
  expect(await item(/^Authentication 11 differences/)).toBeTruthy();
  expect(location.hash).toBe(`${HERE}?group=area&noise=yes`);
});

test("an address with filters and a difference shows them", async () => {
  await openWindow(`${EMAIL}&severity=high`, compared);
  expect((await screen.findByTestId("count")).textContent).toBe("7 of 19 differences");
  const shown = await panel();
  expect(shown.textContent).toContain("Values are kept in another type");
  expect(within(shown).getByRole("row", { name: /^Type character varying\(320\) text$/ })).toBeTruthy();
});

test("a difference shows both definitions, what of them differs, and the statement with its costs", async () => {
  await openWindow(EMAIL, compared);
  const definitions = await within(await panel()).findByRole("region", { name: "Definitions on both sides" });
  const marks = [...definitions.querySelectorAll("mark")].map(({ textContent }) => textContent);
  expect(marks).toEqual(["character varying(320) not null", "text"]);
  const statement = screen.getByTestId("statement");
  expect(statement.textContent).toContain("alter column email type character varying(320);");
  expect(statement.textContent).toContain("Rewrites the table");
  expect(statement.textContent).toContain("May fail");
  expect(within(statement).getByRole("button", { name: /^Copy Statement 9:/ })).toBeTruthy();
});

test("what only one side has is told in words", async () => {
  await openWindow(`${HERE}?object=${encodeURIComponent("missing table public.audit_log")}`, compared);
  const definitions = await within(await panel()).findByRole("region", { name: "Definitions on both sides" });
  expect(definitions.textContent).toContain("create table public.audit_log");
  expect(definitions.textContent).toContain("Not there");
});

test("a safer way stands beside a statement that costs, and what cannot be written has its reason", async () => {
  const { user } = await openWindow(HERE, compared);
  await user.click(await item(/^system_prompts_user_id index/));
  expect((await screen.findByTestId("statement")).textContent).toContain("create index concurrently");
  await user.click(await item(/^userstatus enum/));
  await waitFor(async () =>
    expect((await panel()).textContent).toContain("Not written: enum public.userstatus"),
  );
  await user.click(screen.getByRole("button", { name: "Close the difference" }));
  expect(screen.queryByTestId("difference")).toBeNull();
  expect(location.hash).toBe(HERE);
});

test("definitions that cannot be read say why, and are read again", async () => {
  const { user, backend } = await openWindow(EMAIL, {
    ...compared,
    failures: {
      readDefinitions: {
        kind: "internal",
        message: "The catalog is gone.",
        hint: null,
        sqlstate: null,
        problems: [],
      },
    },
  });
  expect((await screen.findByRole("alert")).textContent).toContain("The catalog is gone.");
  delete backend.failures.readDefinitions;
  await user.click(screen.getByRole("button", { name: "Read again" }));
  expect(await screen.findByRole("region", { name: "Definitions on both sides" })).toBeTruthy();
});

test("the way back is told in order, with what it costs", async () => {
  const { user } = await openWindow(`${HERE}?view=script`, compared);
  const way = await screen.findByTestId("way-back");
  expect(way.textContent).toContain("Provost never runs this");
  expect(screen.getByTestId("losses").textContent).toContain("1 statement loses data");
  expect(screen.getByTestId("cannot").textContent).toContain("enum public.userstatus");
  expect(screen.getAllByTestId("statement")).toHaveLength(18);
  await user.click(screen.getByRole("checkbox", { name: /^Only those with warnings/ }));
  expect(screen.getAllByTestId("statement")).toHaveLength(4);
});

test("what was not compared is told with its reason", async () => {
  await openWindow(`${HERE}?view=left-out`, compared);
  const left = await screen.findByTestId("left-out");
  expect(left.textContent).toContain("index public.documents_embedding");
  expect(left.textContent).toContain("roles belong to the server");
});

test("no differences is good news, with or without noise", async () => {
  await openWindow(HERE, { ...compared, differences: { found: "none" } });
  expect(await screen.findByRole("heading", { name: "No differences" })).toBeTruthy();
  expect(screen.getByTestId("result").textContent).toContain("10 kinds complete");
});

test("noise alone is no difference, and can be looked at", async () => {
  const { user } = await openWindow(HERE, { ...compared, differences: { found: "noise" } });
  expect((await screen.findByText(/but for noise/)).textContent).toContain("no program and no person");
  await user.click(screen.getByRole("button", { name: "Show noise" }));
  expect(await item(/^public 2 differences/)).toBeTruthy();
});

test("of ten thousand differences only those in sight are drawn", async () => {
  const { user } = await openWindow(`${HERE}?noise=yes`, { ...compared, differences: { times: 500 } });
  expect((await screen.findByTestId("count")).textContent).toBe("10\u202f500 differences");
  expect(screen.getAllByRole("treeitem").length).toBeLessThan(60);
  await user.type(screen.getByTestId("filter-text"), "users_499 email");
  await waitFor(() => expect(screen.getByTestId("count").textContent).toMatch(/^3 of/));
  await visit(`${HERE}?view=script`);
  await waitFor(() => expect(screen.getAllByTestId("statement")).toHaveLength(50));
  await user.click(screen.getByRole("button", { name: "Show 50 more" }));
  expect(screen.getAllByTestId("statement")).toHaveLength(100);
});

test("the SQL is written and can be shown in its folder", async () => {
  const { user, backend } = await openWindow(HERE, compared);
  await user.click(await screen.findByRole("button", { name: "Export" }));
  await user.click(await screen.findByTestId("export-sql-reports-folder"));
  expect(await screen.findByText(/\/home\/ines\/Documents\/Provost\/schema-.*\.sql/)).toBeTruthy();
  expect(backend.asked).toContain("exportComparison:sql:reports-folder");
  await user.click(screen.getByRole("button", { name: "Show in folder" }));
  expect(backend.asked.at(-1)).toMatch(/^showExported:.*\.sql$/);
});

test("a report asks for the migrations and configuration that it is to tell of", async () => {
  const { user, backend } = await openWindow(HERE, {
    ...compared,
    saved: { [PRODUCTION]: { migrations: "/srv/app/alembic", configurations: [] } },
  });
  await user.click(await screen.findByRole("button", { name: "Export" }));
  await user.click(await screen.findByTestId("export-pdf-reports-folder"));
  const dialog = await screen.findByRole("dialog", { name: "What else the report is to tell" });
  expect(dialog.textContent).toContain("/srv/app/alembic");
  await user.click(within(dialog).getByRole("button", { name: "Add files…" }));
  await waitFor(() => expect(dialog.textContent).toContain("docker-compose.yml"));
  await user.click(within(dialog).getByRole("button", { name: "Write the report" }));
  expect(await screen.findByText(/PDF report written/)).toBeTruthy();
  expect(backend.asked.find((line) => line.startsWith("exportComparison"))).toBe(
    "exportComparison:pdf:reports-folder:/srv/app/alembic+/home/ines/src/workflow/.env+/home/ines/src/workflow/docker-compose.yml",
  );
});

test("an export that fails says why", async () => {
  const { user } = await openWindow(HERE, {
    ...compared,
    failures: {
      exportComparison: {
        kind: "storage",
        message: "The disk is full.",
        hint: null,
        sqlstate: null,
        problems: [],
      },
    },
  });
  await user.click(await screen.findByRole("button", { name: "Export" }));
  await user.click(await screen.findByTestId("export-json-reports-folder"));
  expect(await screen.findByText("The JSON was not written")).toBeTruthy();
});

test("another expected state can be chosen, and the result gone back to", async () => {
  const { user, backend } = await openWindow(HERE, {
    ...compared,
    saved: { [PRODUCTION]: { expected: { kind: "packs" } } },
  });
  await user.click(await screen.findByRole("button", { name: "Compare with…" }));
  expect(await screen.findByTestId("source")).toBeTruthy();
  await user.click(screen.getByRole("radio", { name: /^A saved catalog/ }));
  await user.click(screen.getByRole("button", { name: "Back to the result" }));
  expect(await tree()).toBeTruthy();
  // What was looked at and not compared with is forgotten: again means again.
  await user.click(screen.getByTestId("again"));
  await waitFor(() => expect(backend.asked).toContain(`compareSchema:${PRODUCTION}:packs`));
});

test("a comparison that ends while the person looks elsewhere is told", async () => {
  const { user } = await openWindow(HERE, { pace: 10 });
  await user.click(await screen.findByRole("button", { name: "Choose folder…" }));
  await waitFor(() => expect(screen.getByTestId("compare")).toHaveProperty("disabled", false));
  await user.click(screen.getByTestId("compare"));
  await visit("#/connections");
  const toasts = await screen.findByTestId("toasts");
  expect(await within(toasts).findByText("The schema of Claims production (EU) is compared")).toBeTruthy();
});

test("the palette leads to the way back, and takes it away", async () => {
  const { user, backend } = await openWindow(HERE, compared);
  await tree();
  await user.click(screen.getByRole("button", { name: /^Find and do/ }));
  await user.click(await screen.findByRole("option", { name: /^Show the way back/ }));
  expect(await screen.findByTestId("way-back")).toBeTruthy();
  expect(location.hash).toBe(`${HERE}?view=script`);
  await user.click(screen.getByRole("button", { name: /^Find and do/ }));
  await user.click(await screen.findByRole("option", { name: /^Export the way back as SQL/ }));
  await waitFor(() => expect(backend.asked).toContain("exportComparison:sql:reports-folder"));
});
