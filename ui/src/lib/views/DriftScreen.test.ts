import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { FakeOptions } from "../ipc/fake";
import { LOCAL_WORKSPACE } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH } from "../ipc/fake/databases";
import { openWindow } from "./rendering";

const HERE = `#/drift/${LOCAL_WORKSPACE}`;
const RUN = "00000000-0000-4000-8020-000000000000";

const filled = (more: FakeOptions = {}): FakeOptions => ({
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS], rows: "sample" } },
  models: { acting: 2 },
  ...more,
});
const findings = () => screen.findByRole("grid", { name: "Drift that was found" });

test("what is open is listed with what told it; what was resolved is behind a filter", async () => {
  const { user } = await openWindow(HERE, filled());
  const row = await within(await findings()).findByRole("row", { name: /amount_claimed/ });
  expect(row.textContent).toMatch(/Critical.*claims-triage 3\.1\.0.*Data.*Wasserstein.*0\.612.*0\.1/);
  expect(screen.getByText("4 open findings, 3 comparisons")).toBeTruthy();
  expect(screen.getByTestId("count").textContent).toBe("4 of 5 findings");
  await user.click(screen.getByTestId("standing-open"));
  expect(within(await findings()).getByText("Resolved")).toBeTruthy();
  expect(location.hash).toContain("standing=any");
  await user.click(screen.getByTestId("severity-critical"));
  expect(screen.getByTestId("count").textContent).toBe("1 of 5 findings");
  await user.type(screen.getByRole("searchbox", { name: "Search findings" }), "nothing of the kind");
  expect(await screen.findByRole("heading", { name: "No finding matches" })).toBeTruthy();
});

test("comparisons stand by how bad they are and lead to their page", async () => {
  const { user } = await openWindow(`${HERE}?view=runs&standing=any`, filled());
  const grid = await screen.findByRole("grid", { name: "Comparisons" });
  const rows = await within(grid).findAllByRole("row");
  const worst = rows.map(
    ({ textContent }) => /^(Worst|Critical|High|No drift)/.exec(textContent.trim())?.[0],
  );
  expect(worst).toEqual(["Worst", "Critical", "High", "No drift"]);
  await user.click(rows[1] as HTMLElement);
  expect(
    await screen.findByRole("heading", { level: 1, name: "Data drift of claims-triage 3.1.0" }),
  ).toBeTruthy();
});

test("a finding is resolved with what was done, by whoever acts", async () => {
  const { user, backend } = await openWindow(HERE, filled());
  await user.click(await within(await findings()).findByText("amount_claimed"));
  const dialog = within(await screen.findByTestId("finding-dialog"));
  expect(dialog.getByRole("link", { name: "The comparison that found it" }).getAttribute("href")).toContain(
    `${RUN}?column=amount_claimed`,
  );
  await user.click(dialog.getByRole("button", { name: "Resolve" }));
  expect(dialog.getByText(/^Say what was done/)).toBeTruthy();
  await user.type(dialog.getByRole("textbox", { name: "What was done" }), "Trained again");
  await user.click(dialog.getByRole("button", { name: "Resolve" }));
  await waitFor(() => expect(screen.getByTestId("count").textContent).toBe("3 of 5 findings"));
  expect(backend.asked).toContain(`resolveDrift:${LOCAL_WORKSPACE}:1:Trained again`);
});

test("whoever does not act is told so and led to the choice", async () => {
  const { user } = await openWindow(HERE, filled({ models: {} }));
  await user.click(await within(await findings()).findByText("country"));
  const dialog = within(await screen.findByTestId("finding-dialog"));
  await user.type(dialog.getByRole("textbox", { name: "What was done" }), "Trained again");
  await user.click(dialog.getByRole("button", { name: "Resolve" }));
  expect((await dialog.findByRole("alert")).textContent).toContain("Nobody is named as the one who acts");
  await user.click(dialog.getByRole("button", { name: "Choose who acts…" }));
  expect(await screen.findByTestId("acting-dialog")).toBeTruthy();
});

test("a comparison tells its sources, its sample, and of each column what decided", async () => {
  const { user, backend } = await openWindow(`${HERE}/${RUN}`, filled());
  const columns = await screen.findAllByTestId("column");
  expect(columns).toHaveLength(5);
  expect(screen.getByText(/by reservoir sampling with seed/).textContent).toContain("42");
  const panel = within(await screen.findByTestId("column-panel"));
  await panel.findByTestId("plot");
  expect(panel.getByText(/distance 0\.612; drift from 0\.1 on/)).toBeTruthy();
  expect(panel.getByRole("row", { name: /^Current/ }).textContent).toMatch(/98.400.*12.*1.811\.25/);
  await user.click(panel.getByTestId("shape-cumulative"));
  await waitFor(() =>
    expect(backend.asked).toContain(`driftPlot:${LOCAL_WORKSPACE}:${RUN}:amount_claimed:cumulative`),
  );
  await panel.findByTestId("plot");
  await user.click(screen.getByRole("link", { name: "country" }));
  expect(location.hash).toContain("column=country");
  await waitFor(() => expect(backend.asked).toContain(`driftPlot:${LOCAL_WORKSPACE}:${RUN}:country`));
  // Words have no order.
  expect(screen.queryByTestId("shape-cumulative")).toBeNull();
  expect(screen.getByText(/was not compared\. It is in the reference only/)).toBeTruthy();
});

test("all that a comparison found is resolved at once, and who did it stands there", async () => {
  const { user, backend } = await openWindow(`${HERE}/${RUN}`, filled());
  await user.click(await screen.findByTestId("resolve"));
  const dialog = within(await screen.findByTestId("finding-dialog"));
  await user.type(dialog.getByRole("textbox", { name: "What was done" }), "Went back to 3.0.2");
  await user.click(dialog.getByRole("button", { name: "Resolve" }));
  expect(await screen.findByText("All resolved")).toBeTruthy();
  expect(backend.asked).toContain(`resolveDrift:${LOCAL_WORKSPACE}:3:Went back to 3.0.2`);
  const [first] = screen.getAllByTestId("finding");
  expect(first?.textContent).toMatch(/Resolved.*by .*Went back to 3\.0\.2/s);
});

test("two times of a table are compared, kept for a version, and shown", async () => {
  const { user, backend } = await openWindow(HERE, filled());
  await user.click(await screen.findByTestId("start"));
  const dialog = within(await screen.findByTestId("start-dialog"));
  await user.click(dialog.getByRole("button", { name: "Compare" }));
  expect(dialog.getByText("Name it with its schema: claims.intake.")).toBeTruthy();
  await user.type(dialog.getByRole("textbox", { name: "Table" }), "claims.intake");
  await user.type(dialog.getByRole("textbox", { name: "Its column with the time" }), "received_at");
  for (const [label, value] of [
    ["Reference: from", "2026-08-01"],
    ["Reference: before", "2026-09-01"],
    ["Current: from", "2026-10-01"],
  ] as const) {
    await fireEvent.input(dialog.getByLabelText(label), { target: { value } });
  }
  const keep = await dialog.findByRole("option", { name: "claims-triage 3.1.0" });
  await user.selectOptions(dialog.getByRole("combobox", { name: "Keep it for" }), keep);
  await user.click(dialog.getByRole("button", { name: "Compare" }));
  expect(await screen.findByTestId("column-panel")).toBeTruthy();
  expect(location.hash).toContain("/00000000-0000-4000-8020-000000000003");
  expect(backend.asked).toContain(
    `runDrift:${LOCAL_WORKSPACE}:table:claims.intake@received_at=2026-08-01..2026-09-01:` +
      "table:claims.intake@received_at=2026-10-01..:default",
  );
});

test("what is not kept is only shown, and a long comparison can be cancelled", async () => {
  const { user, backend } = await openWindow(HERE, filled({ pace: 40 }));
  await user.click(await screen.findByTestId("start"));
  const dialog = within(await screen.findByTestId("start-dialog"));
  await user.click(dialog.getByTestId("sources-queries"));
  await user.type(dialog.getByRole("textbox", { name: "Reference: query" }), "select 1 as a");
  await user.type(dialog.getByRole("textbox", { name: "Current: query" }), "select 2 as a");
  await user.click(dialog.getByRole("button", { name: "Compare" }));
  await user.click(within(await screen.findByTestId("progress")).getByRole("button", { name: "Cancel" }));
  await user.click(await dialog.findByRole("button", { name: "Compare" }));
  expect(backend.asked).toContain("cancelOperation");
  expect((await dialog.findByText(/Nothing was kept/)).textContent).toContain("3 of 5 columns drift");
  expect(dialog.getAllByTestId("column")).toHaveLength(5);
});

test("without the pack the way leads to the schema; without rows to a first comparison", async () => {
  await openWindow(HERE, {});
  expect(await screen.findByRole("heading", { name: "Drift cannot be read here" })).toBeTruthy();
});

test("without rows there is a first comparison to be made", async () => {
  await openWindow(HERE, { databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS] } } });
  expect(await screen.findByRole("heading", { name: "Nobody has looked for drift" })).toBeTruthy();
  expect(screen.getByTestId("start")).toBeTruthy();
});

test("a comparison that is gone says so", async () => {
  await openWindow(`${HERE}/nobody`, filled());
  expect((await screen.findByRole("alert")).textContent).toContain("not there any more");
});

test("ten thousand findings make no more than the rows in sight", async () => {
  await openWindow(HERE, filled({ drift: { more: 10_000 } }));
  const grid = await findings();
  expect(grid.getAttribute("aria-rowcount")).toBe("10005");
  expect(within(grid).getAllByRole("row").length).toBeLessThan(80);
});
