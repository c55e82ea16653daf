import { expect, test } from "vitest";

import { believableView, CHAT, type FakeFolder } from "../ipc/fake/migrations";
import { Chain } from "./chain";
import { particularsOf } from "./particulars";
import { recordedWords, summaryOf, toolWords } from "./telling";

const read = (folder: Partial<FakeFolder>, alone = false) =>
  new Chain(believableView({ ...CHAT, ...folder }, alone).history);

test("a migration knows what is before and after it, and what is wrong with it", () => {
  const chain = read({ files: [...CHAT.files, ["late", "Late", "d5e6f7a8b9c0", "~b2c3d4e5f6a1"]] });
  const late = chain.find("late");
  expect(late?.parents).toEqual(["d5e6f7a8b9c0"]);
  expect(late?.dependencies).toEqual(["b2c3d4e5f6a1"]);
  expect(chain.find("b2c3d4e5f6a1")?.dependents).toEqual(["late"]);
  expect(chain.find("b2c3d4e5f6a1")?.children).toEqual(["e1f2g3h4i5j6"]);
  expect(chain.find("c3d7a3a4d59c")?.children).toEqual(["enhanced_2fa_system_20250803"]);
  expect(chain.find("c3d7a3a4d59c")?.defects.map(({ kind }) => kind)).toEqual(["missing-revision"]);
  expect(chain.find("nobody")).toBeNull();
  expect(chain.rowOf("late")).toBe(chain.migrations.findIndex(({ node }) => node.id === "late"));
});

test("a file that was changed after it was applied is a state of its own", () => {
  const chain = read({ altered: ["b2c3d4e5f6a1"] });
  expect(chain.find("b2c3d4e5f6a1")?.standing).toBe("altered");
  expect(summaryOf(chain)).toBe("3 of 8 migrations applied · 1 altered · 2 pending · 3 blocked · 1 missing");
});

test("without a database nothing is said of it", () => {
  const chain = read({}, true);
  expect(chain.compared).toBe(false);
  expect(summaryOf(chain)).toBe("8 migrations, compared with no database");
  expect(recordedWords(chain, { hidden: false, alone: true })).toBe("the database was left aside");
});

test("a record that the role may not read is no empty one", () => {
  const chain = read({ hidden: true });
  expect(chain.compared).toBe(false);
  expect(recordedWords(chain, { hidden: true, alone: false })).toBe("not readable for this role");
  expect(summaryOf(chain, true)).toBe("8 migrations; what the database has of them could not be read");
});

test("a database without a record has applied nothing", () => {
  const chain = read({ current: null });
  expect(summaryOf(chain)).toMatch(/^0 of 8 migrations applied/);
  expect(recordedWords(chain, { hidden: false, alone: false })).toBe("no state table");
});

test("a revision that only the database knows is one of the rows", () => {
  const chain = read({ current: ["ffff00001111"] });
  expect(chain.find("ffff00001111")).toMatchObject({ standing: "unknown", node: { current: true } });
  expect(summaryOf(chain)).toContain("1 not in the folder");
});

test("a doubtful tool is told with the others that it can be", () => {
  const { history } = believableView({ ...CHAT, tool: "flyway", certainty: "likely" }, false);
  const others = [
    ...history.candidates,
    { tool: "refinery" as const, certainty: "possible" as const, files: 1, reason: "" },
    { tool: "plain-sql" as const, certainty: "possible" as const, files: 1, reason: "" },
  ];
  expect(toolWords({ ...history, candidates: others })).toEqual({
    words: "Flyway",
    why: "likely; or Refinery",
  });
  expect(toolWords({ ...history, candidates: [] }).why).toBe("told by the state table");
  expect(toolWords({ ...history, tool: null }).words).toBe("None that Provost knows");
});

test("particulars leave out what nobody has said", () => {
  const chain = read({});
  const words = (id: string) => {
    const migration = chain.find(id);
    return migration === null ? [] : particularsOf(migration).map(({ words, value }) => `${words}: ${value}`);
  };
  expect(words("c3d7a3a4d59c")).toEqual([]);
  expect(words("a1b2c3d4e5f6")).toEqual([
    "File: versions/a1b2c3d4e5f6.py",
    "Written: 2025-08-03 11:20:31.482910",
    "In the chain: base",
    "Recorded: by the row of a later one",
  ]);
});
