import { expect, test } from "vitest";

import { parsePlace } from "$lib/shared/router.svelte";

import { believableView, CHAT, type FakeFolder } from "../ipc/fake/migrations";
import { Chain } from "./chain";
import {
  countStandings,
  isFiltering,
  lookFrom,
  migrationsAddress,
  type MigrationsLook,
  shownRows,
  WHOLE,
} from "./filters";

const chain = (folder: FakeFolder = CHAT) => new Chain(believableView(folder, false).history);
const ids = (look: Partial<MigrationsLook>, { migrations } = chain()) =>
  shownRows(migrations, { ...WHOLE, ...look }).map((row) => migrations[row]?.node.id);

test.each<Partial<MigrationsLook>>([
  {},
  { part: "way" },
  { standings: ["pending", "missing"], text: "a & b=c", defective: true },
  { oldestFirst: true, at: "3.14:weird/name" },
])("an address holds %j", (look) => {
  expect(lookFrom(parsePlace(migrationsAddress("x", look)).query)).toEqual({ ...WHOLE, ...look });
});

test("what an address cannot mean is left out", () => {
  const query = new URLSearchParams("view=kitchen&state=applied,burnt&order=random&only=fun");
  expect(lookFrom(query)).toEqual({ ...WHOLE, standings: ["applied"] });
});

test("the order and what is open hold nothing back", () => {
  expect(isFiltering({ ...WHOLE, oldestFirst: true, at: "a" })).toBe(false);
  expect(isFiltering({ ...WHOLE, text: "  " })).toBe(false);
  expect(isFiltering({ ...WHOLE, text: "a" })).toBe(true);
});

test("states, words and defects narrow together", () => {
  expect(ids({ standings: ["pending"] })).toEqual(["d5e6f7a8b9c0", "b7c8d9e0f1a2"]);
  expect(ids({ standings: ["pending"], text: "EVENTS add" })).toEqual(["b7c8d9e0f1a2"]);
  expect(ids({ text: "versions/e1f2" })).toEqual(["e1f2g3h4i5j6"]);
  expect(ids({ defective: true, standings: ["missing"] })).toEqual(["c3d7a3a4d59c"]);
  expect(ids({ text: "nothing of that kind" })).toEqual([]);
});

test("the earliest first is the same the other way round", () => {
  expect(ids({ oldestFirst: true })).toEqual(ids({}).toReversed());
});

test("states are counted within the other filters, and not within themselves", () => {
  const { migrations } = chain();
  const counts = countStandings(migrations, { ...WHOLE, text: "add", standings: ["applied"] });
  expect(Object.fromEntries(counts)).toEqual({ applied: 1, pending: 2, blocked: 2 });
});
