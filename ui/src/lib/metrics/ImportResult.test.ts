import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { believableImport } from "$lib/ipc/fake/metrics";

import ImportResult from "./ImportResult.svelte";

const GOOD = believableImport({}, "october.csv", false);

test("a file that is there already is not called refused", () => {
  render(ImportResult, { result: { ...GOOD, landed: 0, refusedCount: 10_000, duplicates: 10_000 } });
  expect(screen.getByText(/^0 values of .* rows imported$/)).toBeTruthy();
  expect(screen.getByText(/were there already or twice in the file\.$/)).toBeTruthy();
  expect(screen.queryByText(/refused/)).toBeNull();
});

test("what is wrong is counted without what is there already", () => {
  render(ImportResult, { result: { ...GOOD, landed: 9_990, refusedCount: 10, duplicates: 4 } });
  expect(screen.getByText("6 rows refused.")).toBeTruthy();
});
