import { expect, test } from "vitest";

import { leastWidth, rowColumns } from "./columns";

const page = {
  columns: ["model", "value", "note"],
  rows: [
    ["claims-triage", "0.91", null],
    ["a".repeat(200), "-12", null],
  ],
};

test("numbers stand at the right, names are as wide as they ask for, within limits", () => {
  const [model, value, note] = rowColumns(page);
  expect(model).toEqual({ key: "0", title: "model", width: "minmax(20rem, 20fr)" });
  expect(value?.align).toBe("right");
  expect(note?.align).toBeUndefined();
});

test("the grid scrolls sideways below what its columns need", () => {
  expect(leastWidth(page)).toBe(20 + 5 + 5 + 3 * 0.75 + 2);
});
