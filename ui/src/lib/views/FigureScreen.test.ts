import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { LOCAL_WORKSPACE, PRODUCTION } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH } from "../ipc/fake/databases";
import { openWindow } from "./rendering";

const thousands = {
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, installed: ALL_PACKS, rows: "sample", behind: 10_000 } },
} as const;

test("the rows behind a figure are shown with the SQL that shows them", async () => {
  const { user } = await openWindow(`#/overview/${PRODUCTION}/open-drift`);
  expect(await screen.findByRole("heading", { level: 1, name: "Open drift" })).toBeTruthy();
  expect((await screen.findByTestId("count")).textContent).toBe("12 rows");
  const grid = screen.getByRole("grid", { name: "Rows behind Open drift" });
  expect(within(grid).getByText("claims-triage-1")).toBeTruthy();
  expect(within(grid).getAllByText("null").length).toBeGreaterThan(0);
  await user.click(screen.getByRole("button", { name: "Copy SQL of these rows" }));
  expect(await navigator.clipboard.readText()).toContain("from governance.ai_models");
});

test("a row is read whole", async () => {
  const { user } = await openWindow(`#/overview/${PRODUCTION}/open-drift`);
  (await screen.findByRole("grid")).focus();
  await user.keyboard("{ArrowDown}{Enter}");
  const dialog = await screen.findByRole("dialog", { name: "Row 2 of Open drift" });
  expect(dialog.textContent).toContain("Retrained after the drift of October");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("ten thousand rows are read by pages, as they come into sight, with few elements", async () => {
  const { user, backend, container } = await openWindow(
    `#/overview/${LOCAL_WORKSPACE}/open-drift`,
    structuredClone(thousands),
  );
  const grid = await screen.findByRole("grid");
  expect(grid.getAttribute("aria-rowcount")).toBe("10001");
  expect(container.querySelectorAll("[role=row]").length).toBeLessThan(40);
  const asked = () => backend.asked.filter((line) => line.startsWith("figureRows"));
  expect(asked()).toEqual([`figureRows:${LOCAL_WORKSPACE}:open-drift:0`]);
  grid.focus();
  await user.keyboard("{End}");
  expect(await within(grid).findByText("call-summary-10000")).toBeTruthy();
  expect(asked()).toHaveLength(2);
});

test("rows that cannot be read are told, and can be read again", async () => {
  const { user, backend } = await openWindow(`#/overview/${PRODUCTION}/open-drift`, {
    failures: {
      figureRows: {
        kind: "permission",
        message: "permission denied for table ai_model_drift",
        hint: "Grant SELECT on it.",
        sqlstate: "42501",
        problems: [],
      },
    },
  });
  const note = await screen.findByRole("alert");
  expect(note.textContent).toContain("ai_model_drift");
  delete backend.failures.figureRows;
  await user.click(within(note).getByRole("button", { name: "Read again" }));
  expect(await screen.findByRole("grid")).toBeTruthy();
});

test("a figure that there is not is told", async () => {
  await openWindow(`#/overview/${PRODUCTION}/weather`);
  expect(await screen.findByRole("heading", { name: "No such figure" })).toBeTruthy();
});
