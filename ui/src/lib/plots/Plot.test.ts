import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test, vi } from "vitest";

import { drawnPlot, HOUR } from "$lib/ipc/fake/plots";

import type { PlotDesk } from "./desk";
import Plot from "./Plot.svelte";

function desk() {
  return {
    redraw: vi.fn<PlotDesk["redraw"]>((id, _frame, range) => Promise.resolve(drawnPlot(id, range))),
    save: vi.fn<PlotDesk["save"]>(),
  };
}

function shownAs(width: number) {
  const cursor = screen.getByTestId("plot-cursor");
  cursor.getBoundingClientRect = () => ({ left: 0, top: 0, width, height: width * (280 / 720) }) as DOMRect;
  cursor.setPointerCapture = () => undefined;
  return cursor;
}

test("the plot is named by its facts, and its values are read with the arrow keys", async () => {
  render(Plot, { drawn: drawnPlot(), shown: "light", desk: desk() });
  const cursor = screen.getByRole("application", { name: "Latency. Values over time." });
  cursor.focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}");
  expect(screen.getByTestId("plot-tip").textContent).toContain("1970-01-01 03:00");
  expect(cursor.querySelector("[aria-live]")?.textContent).toBe(
    "1970-01-01 03:00, p50 20 ms, p5 to p95 10 to 30 ms",
  );
  await userEvent.keyboard("{End}");
  expect(screen.getByTestId("plot-tip").textContent).toContain("100 ms");
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByTestId("plot-tip")).toBeNull();
});

test("the pointer reads what stands below it, at whatever size the picture is", async () => {
  render(Plot, { drawn: drawnPlot(), shown: "light", desk: desk() });
  const cursor = shownAs(360);
  await fireEvent.pointerMove(cursor, { clientX: 175, clientY: 50 });
  expect(screen.getByTestId("plot-tip").textContent).toContain("50 ms");
});

test("a drag draws that part and a button all again", async () => {
  const asked = desk();
  render(Plot, { drawn: drawnPlot(), shown: "dark", desk: asked });
  const cursor = shownAs(720);
  await fireEvent.pointerDown(cursor, { clientX: 110, clientY: 50, button: 0 });
  await fireEvent.pointerMove(cursor, { clientX: 410, clientY: 50 });
  await fireEvent.pointerUp(cursor, { clientX: 410, clientY: 50 });
  expect(asked.redraw).toHaveBeenCalledWith(
    "plot-1",
    { width: 720, height: 280 },
    { from: HOUR, to: 6 * HOUR },
  );
  await fireEvent.click(await screen.findByTestId("plot-reset"));
  expect(asked.redraw).toHaveBeenLastCalledWith("plot-1", { width: 720, height: 280 }, null);
  await waitFor(() => expect(screen.queryByTestId("plot-reset")).toBeNull());
});

test("a page that reads finer values is asked instead, and the keyboard zooms too", async () => {
  const asked = desk();
  const onzoom = vi.fn();
  const onreset = vi.fn();
  render(Plot, { drawn: drawnPlot(), shown: "light", desk: asked, onzoom, onreset });
  screen.getByTestId("plot-cursor").focus();
  await userEvent.keyboard("+");
  expect(onzoom).toHaveBeenCalledWith(2.5 * HOUR, 7.5 * HOUR);
  await userEvent.keyboard("0");
  expect(onreset).toHaveBeenCalled();
  expect(asked.redraw).not.toHaveBeenCalled();
});

test("the table says the same and how much is left out", async () => {
  render(Plot, { drawn: drawnPlot(), shown: "light", desk: desk() });
  expect(screen.queryByRole("table")).toBeNull();
  await fireEvent.click(screen.getByTestId("plot-table"));
  expect(screen.getByRole("rowheader").textContent).toBe("1970-01-01 01:00");
  expect(screen.getByText(/7 more rows/)).toBeTruthy();
});

test("it is saved as it is shown", async () => {
  const asked = desk();
  render(Plot, { drawn: drawnPlot(), shown: "light", desk: asked });
  const user = userEvent.setup();
  await user.click(screen.getByTestId("export"));
  await user.click(await screen.findByTestId("export-csv-reports-folder"));
  expect(asked.save).toHaveBeenCalledWith(
    "plot-1",
    { width: 720, height: 280 },
    null,
    "csv",
    "reports-folder",
  );
});

test("nothing stands in the way of those who do not see it", async () => {
  const { container } = render(Plot, { drawn: drawnPlot(), shown: "light", desk: desk() });
  await fireEvent.click(screen.getByTestId("plot-table"));
  screen.getByTestId("plot-cursor").focus();
  await userEvent.keyboard("{ArrowRight}");
  const found = await axe.run(container, { rules: { region: { enabled: false } } });
  expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)).toEqual(
    [],
  );
});
