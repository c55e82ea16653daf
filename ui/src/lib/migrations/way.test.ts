import { expect, test } from "vitest";

import type { DefectKind, Tool } from "$lib/ipc/bindings";

import { believableView, fakeDefect, type FakeFile } from "../ipc/fake/migrations";
import { stepOf } from "./way";

const FILES: FakeFile[] = [
  ["a", "Begin"],
  ["b", "Go on", "a"],
];
const step = (files: FakeFile[], tool: Tool, ...kinds: DefectKind[]) => {
  const defects = kinds.map((kind) => fakeDefect(kind, "high", ["b"], "Something."));
  return stepOf(believableView({ files, tool, current: ["a"], defects }, false).history);
};

test("each tool has its command, and Alembic an own one for several heads", () => {
  expect(step(FILES, "alembic").command).toBe("alembic upgrade head");
  expect(step([...FILES, ["c", "Aside", "a"]], "alembic", "several-heads").command).toBe(
    "alembic upgrade heads",
  );
  expect(step(FILES, "sqlx").command).toBe("sqlx migrate run");
});

test.each<DefectKind>(["missing-revision", "altered", "failed", "unknown-row", "unstamped", "out-of-order"])(
  "no command is named while there is a defect: %s",
  (kind) => {
    expect(step(FILES, "alembic", kind)).toMatchObject({
      command: null,
      reason: expect.stringContaining("the defect is") as string,
    });
  },
);

test("what a tool goes past does not hold the command back", () => {
  expect(step(FILES, "flyway", "no-revision").command).toBe("flyway migrate");
});

test("where the command depends on the project none is made up", () => {
  expect(step(FILES, "type-orm")).toMatchObject({ command: null });
  expect(step(FILES, "plain-sql")).toMatchObject({ command: null });
});
