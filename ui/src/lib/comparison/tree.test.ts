import { expect, test } from "vitest";

import { believableReport } from "../ipc/fake/differences";
import { TABLES } from "../ipc/fake/lines";
import { differenceRows, filterRows } from "./differences";
import { NO_FILTERS } from "./filters";
import { answerKey, groupsAround, linesOf, treeOf } from "./tree";

const origin = { kind: "packs", name: "governance" } as const;
const options = { schemas: [], owners: false };
const rowsOf = (times = 1) =>
  filterRows(differenceRows(believableReport("x", origin, options, { times }).comparison), NO_FILTERS);
const drawn = (grouping: "schema" | "area", toggled: string[] = []) => {
  const rows = rowsOf();
  return linesOf(treeOf(rows, grouping), new Set(toggled), rows.length).map(
    ({ node, level, open }) =>
      `${"  ".repeat(level - 1)}${open === null ? "" : open ? "- " : "+ "}${node.words} ${node.worst} ${node.count}`,
  );
};

test("differences stand by schema and table, the worst first", () => {
  expect(drawn("schema")).toEqual([
    "- public critical 15",
    "  - users critical 5",
    "    users critical 1",
    "    users_select critical 1",
    "    email high 1",
    "    mission_statement medium 1",
    "    ix_users_email_lower low 1",
    "  audit_log critical 1",
    "  registered_devices high 1",
    "  user_two_factor_auth high 1",
    "  security_violations high 1",
    "  - system_prompts high 2",
    "    system_prompts_user_id_fkey high 1",
    "    system_prompts_user_id medium 1",
    "  - Functions high 1",
    "    touch_updated_at() high 1",
    "  users_backup_20250803 medium 1",
    "  user_history_summaries medium 1",
    "  - Enums medium 1",
    "    userstatus medium 1",
    "- agents high 3",
    "  task_delegation high 1",
    "  - agent_configuration low 2",
    "    settings low 1",
    "    agent_configuration info 1",
    "- In no schema medium 1",
    "  - Extensions medium 1",
    "    pgcrypto medium 1",
  ]);
});

test("by area, tables carry their schema, and what is folded is out of sight", () => {
  expect(drawn("area", ["area authentication", "area other"])).toEqual([
    "+ Authentication critical 9",
    "- Security and compliance critical 2",
    "  public.audit_log critical 1",
    "  public.security_violations high 1",
    "- Agents high 4",
    "  agents.task_delegation high 1",
    "  - public.system_prompts medium 1",
    "    system_prompts_user_id medium 1",
    "  - agents.agent_configuration low 2",
    "    settings low 1",
    "    agent_configuration info 1",
    "+ Other high 3",
    "- Application medium 1",
    "  public.user_history_summaries medium 1",
  ]);
});

test("each schema and area tells how many of its tables are there", () => {
  const tables = (grouping: "schema" | "area") =>
    treeOf(rowsOf(), grouping, TABLES).map(({ words, tables: there }) => [
      words,
      there?.present,
      there?.expected,
    ]);
  expect(tables("schema")).toEqual([
    ["public", 3, 27],
    ["agents", 1, 3],
    ["In no schema", undefined, undefined],
  ]);
  expect(tables("area")).toEqual([
    ["Authentication", 1, 14],
    ["Security and compliance", 0, 8],
    ["Agents", 2, 4],
    ["Other", undefined, undefined],
    ["Application", 1, 4],
  ]);
});

test("of very many only the first level is unfolded", () => {
  const rows = rowsOf(500);
  expect(rows).toHaveLength(9_500);
  const lines = linesOf(treeOf(rows, "schema"), new Set(), rows.length);
  expect(lines.every(({ level }) => level <= 2)).toBe(true);
  const users = lines.find(({ node }) => node.words === "users");
  expect(users?.open).toBe(false);
  const unfolded = linesOf(
    treeOf(rows, "schema"),
    new Set(["schema public relation public.users"]),
    rows.length,
  );
  expect(unfolded).toHaveLength(lines.length + 5);
});

test("each line knows its place among its siblings", () => {
  const rows = rowsOf();
  const lines = linesOf(treeOf(rows, "schema"), new Set(), rows.length);
  const email = lines.find(({ node }) => node.words === "email");
  expect(email).toMatchObject({
    level: 3,
    place: 3,
    siblings: 5,
    parent: "schema public relation public.users",
  });
});

test("arrows fold, unfold and climb", () => {
  const rows = rowsOf();
  const lines = linesOf(treeOf(rows, "schema"), new Set(["schema agents"]), rows.length);
  const at = (words: string) => lines.findIndex(({ node }) => node.words === words);
  expect(answerKey("ArrowLeft", lines, at("email"))).toEqual({ move: 1 });
  expect(answerKey("ArrowLeft", lines, 1)).toEqual({ toggle: "schema public relation public.users" });
  expect(answerKey("ArrowLeft", lines, 0)).toEqual({ toggle: "schema public" });
  expect(answerKey("ArrowRight", lines, 0)).toEqual({ move: 1 });
  expect(answerKey("ArrowRight", lines, at("agents"))).toEqual({ toggle: "schema agents" });
  expect(answerKey("ArrowRight", lines, at("email"))).toEqual({ move: at("email") });
  expect(answerKey("ArrowDown", lines, 0)).toBeNull();
  expect(answerKey("ArrowLeft", [], 0)).toBeNull();
});

test("the groups around a difference are found", () => {
  const nodes = treeOf(rowsOf(), "schema");
  expect(groupsAround(nodes, "changed column public.users.email")).toEqual([
    "schema public",
    "schema public relation public.users",
  ]);
  expect(groupsAround(nodes, "missing table public.audit_log")).toEqual(["schema public"]);
  expect(groupsAround(nodes, "changed table nowhere")).toEqual([]);
});
