import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { FakeOptions } from "../ipc/fake";
import { LOCAL_WORKSPACE } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH } from "../ipc/fake/databases";
import { firstOf, openWindow } from "./rendering";

const HERE = `#/metrics/${LOCAL_WORKSPACE}`;

const filled = (more: FakeOptions = {}): FakeOptions => ({
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS], rows: "sample" } },
  models: { acting: 2 },
  ...more,
});
/** The plots of values; those of burnt budgets stand by themselves. */
const plots = async () =>
  (await screen.findAllByTestId("plot")).filter((plot) => plot.closest("[data-testid=burn]") === null);
/** The time and the step of the latest question. */
const asked = (list: string[]) => list.filter((one) => one.startsWith("metricSeries")).at(-1) ?? "";

test("each metric has its plot, its numbers and what was missed", async () => {
  await openWindow(HERE, filled());
  expect(await plots()).toHaveLength(3);
  expect(screen.getByText(/^3 metrics$/)).toBeTruthy();
  expect(screen.getAllByTestId("summary")).toHaveLength(9);
  expect(screen.getByTestId("shown").textContent).toContain("day by day");
  const target = screen.getByTestId("target");
  expect(target.textContent).toMatch(/Mean at most 450 ms in each day.*520 ms.*2 of 29 windows.*138 %/s);
  expect(screen.getAllByTestId("breach")).toHaveLength(10);
  const burnt = within(screen.getByTestId("burn"));
  expect(burnt.getByTestId("plot").textContent).toContain("how many times too fast its budget burns");
});

test("in a long menu words are searched for", async () => {
  const { user } = await openWindow(HERE, filled({ metrics: { versions: 320 } }));
  await plots();
  await user.click(screen.getByTestId("facet-model"));
  const entries = () => screen.queryAllByRole("checkbox").length;
  await waitFor(() => expect(entries()).toBe(300));
  expect(screen.getByText("20 others: search for words")).toBeTruthy();
  await user.type(screen.getByRole("searchbox", { name: "Search model" }), "fraud 2.4");
  await waitFor(() => expect(entries()).toBe(1));
  await user.click(screen.getByRole("checkbox", { name: /fraud-score/ }));
  expect(location.hash).toContain("model=");
});

test("metric, time, step and lines stand in the address", async () => {
  const { user, backend } = await openWindow(HERE, filled());
  await plots();
  await user.click(screen.getByTestId("facet-metric"));
  await user.click(await screen.findByRole("menuitemcheckbox", { name: /^Latency/ }));
  await user.keyboard("{Escape}");
  await waitFor(async () => expect(await plots()).toHaveLength(1));
  await user.click(screen.getByTestId("range-7d"));
  await user.selectOptions(screen.getByRole("combobox", { name: "Value" }), "p95");
  await user.selectOptions(screen.getByRole("combobox", { name: "Lines" }), "none");
  expect(location.hash).toContain("metric=latency&split=none&range=7d&value=p95");
  await waitFor(() => expect(screen.getAllByTestId("summary")).toHaveLength(1));
  expect(asked(backend.asked)).toContain("metricSeries:" + LOCAL_WORKSPACE + ":hour:");
  await user.click(screen.getByRole("button", { name: "Clear filters" }));
  await waitFor(async () => expect(await plots()).toHaveLength(3));
});

test("many versions are one line until each is asked for", async () => {
  const { user } = await openWindow(HERE, filled({ metrics: { versions: 9 } }));
  await plots();
  expect(screen.getAllByTestId("summary")).toHaveLength(3);
  expect(screen.getByTestId("merged").textContent).toContain("all 9 versions");
  expect(screen.getByRole("combobox", { name: "Lines" })).toHaveProperty("value", "auto");
  await user.click(screen.getByRole("link", { name: "Draw a line for each version" }));
  await waitFor(() => expect(screen.getByTestId("shown").textContent).toContain("27 lines"));
  expect(location.hash).toContain("split=model");
  expect(screen.queryByTestId("merged")).toBeNull();
});

test("a drag reads that part anew in finer steps, and the way back shows all", async () => {
  const { user, backend } = await openWindow(`${HERE}?metric=latency`, filled());
  const cursor = await firstOf("plot-cursor");
  cursor.getBoundingClientRect = () => ({ left: 0, top: 0, width: 720, height: 260 }) as DOMRect;
  cursor.setPointerCapture = () => undefined;
  await fireEvent.pointerDown(cursor, { clientX: 200, clientY: 100, button: 0 });
  await fireEvent.pointerMove(cursor, { clientX: 340, clientY: 100 });
  await fireEvent.pointerUp(cursor, { clientX: 340, clientY: 100 });
  await waitFor(() => expect(asked(backend.asked)).toContain(":hour:"));
  expect(location.hash).toMatch(/from=2026-1.*&to=2026-1/);
  await waitFor(() => expect(screen.getByTestId("shown").textContent).toContain("hour by hour"));
  await user.click(await firstOf("plot-reset"));
  await waitFor(() => expect(screen.getByTestId("shown").textContent).toContain("day by day"));
  expect(location.hash).not.toContain("from=");
});

test("a breach leads to the time around it", async () => {
  const { user } = await openWindow(HERE, filled());
  await plots();
  await user.click(within(screen.getAllByTestId("breach")[1] as HTMLElement).getByRole("button"));
  await waitFor(() => expect(location.hash).toContain("from="));
  await user.click(await screen.findByRole("button", { name: /^Show more of/ }));
  expect(screen.getAllByTestId("breach")).toHaveLength(14);
});

test("a time of one's own is typed as the clocks of the zone show it", async () => {
  const { user, backend } = await openWindow(`${HERE}?zone=Europe%2FZurich`, filled());
  await plots();
  await user.click(screen.getByTestId("range-custom"));
  await fireEvent.input(await screen.findByLabelText("From"), { target: { value: "2026-10-01T00:00" } });
  await fireEvent.input(screen.getByLabelText("To"), { target: { value: "2026-09-01T00:00" } });
  await user.click(screen.getByRole("button", { name: "Show" }));
  expect(screen.getByText(/ends before it begins/)).toBeTruthy();
  await fireEvent.input(screen.getByLabelText("To"), { target: { value: "2026-10-03T00:00" } });
  await user.click(screen.getByRole("button", { name: "Show" }));
  await waitFor(() =>
    expect(asked(backend.asked)).toContain("hour:2026-09-30T22:00:00.000Z:2026-10-02T22:00:00.000Z"),
  );
});

test("costs come by month with a forecast and its interval", async () => {
  const { user, backend } = await openWindow(HERE, filled());
  await user.click(await screen.findByRole("link", { name: "Costs" }));
  expect(within(await screen.findByTestId("forecast")).getAllByRole("row")).toHaveLength(4);
  expect(screen.getByTestId("forecast").textContent).toMatch(
    /With 95 % between.*6\u202f400\.00 and 7\u202f200\.00/s,
  );
  await user.selectOptions(screen.getByRole("combobox", { name: "Split" }), "agent");
  await user.selectOptions(screen.getByRole("combobox", { name: "Confidence" }), "80");
  await user.selectOptions(screen.getByRole("combobox", { name: "Forecast" }), "0");
  await waitFor(() => expect(screen.queryByTestId("forecast")).toBeNull());
  expect(backend.asked).toContain(`metricCosts:${LOCAL_WORKSPACE}:agent:3:0.8`);
  expect(location.hash).toContain("view=costs&by=agent&ahead=0&confidence=80");
});

test("a file is imported, and what was refused is listed by line and reason", async () => {
  const { user, backend } = await openWindow(HERE, filled({ metrics: { import: "bad" } }));
  await user.click(await screen.findByTestId("import"));
  const dialog = within(await screen.findByTestId("import-dialog"));
  expect(dialog.getByRole("button", { name: "Import" })).toHaveProperty("disabled", true);
  await user.click(dialog.getByRole("button", { name: "Choose a file…" }));
  expect((await dialog.findByText(/october\.csv$/)).textContent).toContain("/home/ines/Downloads");
  await user.click(dialog.getByRole("checkbox", { name: /^All or nothing/ }));
  await user.click(dialog.getByRole("button", { name: "Import" }));
  const result = within(await screen.findByTestId("import-result"));
  expect(result.getByText(/^Nothing was imported/)).toBeTruthy();
  expect(result.getByText("2 rows refused.")).toBeTruthy();
  expect(result.getByText("1 row was there already or twice in the file.")).toBeTruthy();
  expect(result.getAllByTestId("refused").map(({ textContent }) => textContent)).toContainEqual(
    expect.stringMatching(/240.*measured_at.*No time zone.*write 2026-11-01/s),
  );
  expect(backend.asked).toContain(
    `importMetrics:${LOCAL_WORKSPACE}:/home/ines/Downloads/october.csv:ending:true`,
  );
});

test("an import is cancelled, and nothing of it stays", async () => {
  const { user, backend } = await openWindow(HERE, filled({ pace: 60 }));
  await user.click(await screen.findByTestId("import"));
  const dialog = within(await screen.findByTestId("import-dialog"));
  await user.click(dialog.getByRole("button", { name: "Choose a file…" }));
  await dialog.findByText(/october\.csv$/);
  await user.click(dialog.getByRole("button", { name: "Import" }));
  const panel = within(await screen.findByTestId("progress"));
  await user.click(panel.getByRole("button", { name: "Cancel" }));
  expect(await dialog.findByText(/^It was cancelled/)).toBeTruthy();
  expect(backend.asked).toContain("cancelOperation");
});

test("a target is set, changed and taken back by whoever acts", async () => {
  const { user, backend } = await openWindow(HERE, filled());
  await user.click(await screen.findByTestId("set-target"));
  const dialog = within(await screen.findByTestId("target-dialog"));
  await user.click(dialog.getByRole("button", { name: "Set the target" }));
  expect(dialog.getByText("A number is needed.")).toBeTruthy();
  await user.selectOptions(dialog.getByRole("combobox", { name: "Should be" }), "at-least");
  await user.type(dialog.getByRole("textbox", { name: "Target" }), "0.9");
  await user.click(dialog.getByRole("button", { name: "Set the target" }));
  await waitFor(() => expect(screen.getAllByTestId("target")).toHaveLength(2));
  expect(backend.asked).toContain(`setTarget:${LOCAL_WORKSPACE}:accuracy:0.9`);
  await user.click(screen.getByRole("button", { name: "Take back the target for Latency of all models" }));
  await waitFor(() => expect(screen.getAllByTestId("target")).toHaveLength(1));
});

test("a target that is given fills the form", async () => {
  const { user, backend } = await openWindow(HERE, filled());
  await user.click(await screen.findByTestId("set-target"));
  const dialog = within(await screen.findByTestId("target-dialog"));
  await user.selectOptions(dialog.getByRole("combobox", { name: "Begin with" }), "availability");
  await user.click(dialog.getByRole("button", { name: "Set the target" }));
  await waitFor(() => expect(backend.asked).toContain(`setTarget:${LOCAL_WORKSPACE}:availability:99.9`));
});

test("whoever does not act is told so", async () => {
  const { user } = await openWindow(HERE, filled({ models: {} }));
  await plots();
  await user.click(screen.getByRole("button", { name: /^Take back the target/ }));
  expect(await screen.findByText(/Nobody is named as the one who acts/)).toBeTruthy();
  expect(screen.getAllByTestId("target")).toHaveLength(1);
});

test("without the pack the way leads to the schema, without rows to a file or the sample", async () => {
  await openWindow(HERE, {});
  expect(await screen.findByRole("heading", { name: "Metrics cannot be read here" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Open the schema" })).toBeTruthy();
});

test("without rows the sample can be loaded, and the plots come", async () => {
  const { user } = await openWindow(HERE, {
    databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: [...ALL_PACKS] } },
  });
  expect(await screen.findByRole("heading", { name: "Nothing has been measured" })).toBeTruthy();
  expect(screen.getByTestId("import")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Load the sample workspace" }));
  expect(await plots()).toHaveLength(3);
});

test("what failed is told and can be tried again; a time without values can be widened", async () => {
  const failure = { kind: "server", message: "It broke.", hint: null, sqlstate: null, problems: [] } as const;
  const failures: FakeOptions["failures"] = { metricSeries: { ...failure, problems: [] } };
  const before = "?range=custom&since=2020-01-01T00:00:00Z&until=2020-02-01T00:00:00Z";
  const { user, backend } = await openWindow(`${HERE}${before}`, filled({ failures }));
  expect((await screen.findByRole("alert")).textContent).toContain("It broke.");
  delete backend.failures.metricSeries;
  await user.click(screen.getByRole("button", { name: "Read again" }));
  expect(await screen.findByRole("heading", { name: "No value in this time" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show the whole time of everything" }));
  expect(await plots()).toHaveLength(3);
});
