import type { ObjectId, Severity, TablesPresent } from "$lib/ipc/bindings";
import { SEVERITIES } from "$lib/shared/severities";
import { capitalised } from "$lib/shared/wording";

import { type DifferenceRow, schemaOf } from "./differences";
import type { Grouping } from "./filters";
import { AREA_WORDS, KIND_WORDS } from "./words";

/** One node of the tree: a difference, or what holds several. */
export type TreeNode = {
  key: string;
  /** Its name in the tree. */
  words: string;
  /** What kind of group it is; none for a difference, which says its own. */
  noun: "schema" | "area" | "relation" | "kind" | null;
  row: DifferenceRow | null;
  children: TreeNode[];
  /** How many tables it should have and how many of those are there; none where that is not counted. */
  tables: { expected: number; present: number } | null;
  /** How many differences there are in it, itself counted. */
  count: number;
  worst: Severity;
};

/** One line of the tree as it is unfolded now. */
export type TreeLine = {
  node: TreeNode;
  /** From 1. */
  level: number;
  parent: string | null;
  /** Its place among its siblings, from 1, and how many they are. */
  place: number;
  siblings: number;
  /** Whether it is unfolded; none where nothing is in it. */
  open: boolean | null;
};

/** Up to how many differences all groups are unfolded at first. */
const UNFOLDED_AT_FIRST = 200;

/** The differences by schema or by area, within those by table or, where they hang on none, by kind. */
export function treeOf(rows: DifferenceRow[], grouping: Grouping, tables: TablesPresent[] = []): TreeNode[] {
  const tops = grouped(rows, ({ difference }) =>
    grouping === "schema" ? schemaOf(difference) : difference.area,
  );
  return [...tops].map(([name, members]): TreeNode => {
    const key = `${grouping} ${name}`;
    const noun = grouping;
    const words =
      grouping === "area" ? AREA_WORDS[name as keyof typeof AREA_WORDS] : name === "" ? "In no schema" : name;
    const counted = present(tables.filter((one) => one[grouping] === name));
    return { ...groupNode({ key, words, noun }, withinTop(key, members, grouping)), tables: counted };
  });
}

/** The lines that are in sight when these groups are folded otherwise than at first. */
export function linesOf(nodes: TreeNode[], toggled: ReadonlySet<string>, total: number): TreeLine[] {
  const lines: TreeLine[] = [];
  const walk = (siblings: TreeNode[], level: number, parent: string | null) => {
    for (const [index, node] of siblings.entries()) {
      const first = level === 1 || total <= UNFOLDED_AT_FIRST;
      const open = node.children.length === 0 ? null : first !== toggled.has(node.key);
      lines.push({ node, level, parent, place: index + 1, siblings: siblings.length, open });
      if (open === true) walk(node.children, level + 1, node.key);
    }
  };
  walk(nodes, 1, null);
  return lines;
}

/** What a key does to the tree: moves to a line, or folds the present one; null when it is not the tree's. */
export function answerKey(
  key: string,
  lines: TreeLine[],
  current: number,
): { move: number } | { toggle: string } | null {
  const line = lines[current];
  if (line === undefined) return null;
  if (key === "ArrowRight") {
    if (line.open === null) return { move: current };
    return line.open ? { move: current + 1 } : { toggle: line.node.key };
  }
  if (key === "ArrowLeft") {
    if (line.open === true) return { toggle: line.node.key };
    const parent = lines.findIndex(({ node }) => node.key === line.parent);
    return { move: parent < 0 ? current : parent };
  }
  return null;
}

/** The groups that a difference stands in, the outermost first. */
export function groupsAround(nodes: TreeNode[], key: string): string[] {
  for (const node of nodes) {
    if (node.row?.key === key) return [];
    if (node.children.some((child) => child.row?.key === key)) return [node.key];
    const deeper = groupsAround(node.children, key);
    if (deeper.length > 0) return [node.key, ...deeper];
  }
  return [];
}

function present(groups: TablesPresent[]): TreeNode["tables"] {
  if (groups.length === 0) return null;
  return groups.reduce(
    (sum, one) => ({ expected: sum.expected + one.expected, present: sum.present + one.present }),
    { expected: 0, present: 0 },
  );
}

function withinTop(top: string, members: DifferenceRow[], grouping: Grouping): TreeNode[] {
  const groups = grouped(members, ({ difference: { object } }) => {
    const relation = relationOf(object);
    return relation === null ? `kind ${object.kind}` : `relation ${object.schema ?? ""}.${relation}`;
  });
  return [...groups].flatMap(([name, inside]): TreeNode[] => {
    const [first] = inside;
    if (first === undefined) return [];
    const { object } = first.difference;
    const relation = relationOf(object);
    const leaves = inside.map((row) => leaf(row, relation === null && grouping === "area"));
    // What says all about a table needs no group around it; nor does a schema that is itself the difference.
    if (inside.length === 1 && (object.table === null || object.kind === "schema") && relation !== null)
      return leaves.map((node) => ({ ...node, words: relationWords(object, relation, grouping) }));
    if (object.kind === "schema") return leaves;
    return [
      groupNode(
        {
          key: `${top} ${name}`,
          words:
            relation === null
              ? capitalised(KIND_WORDS[object.kind].many)
              : relationWords(object, relation, grouping),
          noun: relation === null ? "kind" : "relation",
        },
        leaves,
      ),
    ];
  });
}

/** The table, view or foreign table that an object is or hangs on. */
function relationOf({ kind, table, name }: ObjectId): string | null {
  const itself = ["table", "view", "materialized-view", "foreign-table"].includes(kind);
  return itself ? name : table;
}

function relationWords({ schema }: ObjectId, relation: string, grouping: Grouping): string {
  return grouping === "area" && schema !== null ? `${schema}.${relation}` : relation;
}

function leaf(row: DifferenceRow, qualified: boolean): TreeNode {
  const { object, severity } = row.difference;
  const words = qualified && object.schema !== null ? `${object.schema}.${object.name}` : object.name;
  return { key: row.key, words, noun: null, row, children: [], tables: null, count: 1, worst: severity };
}

function groupNode(named: Pick<TreeNode, "key" | "words" | "noun">, children: TreeNode[]): TreeNode {
  const worst = children.map((child) => SEVERITIES.indexOf(child.worst));
  return {
    ...named,
    row: null,
    children,
    tables: null,
    count: children.reduce((sum, child) => sum + child.count, 0),
    worst: SEVERITIES[Math.min(...worst)] ?? "info",
  };
}

/** Rows by a name, in the order in which the names are met: the worst first. */
function grouped(
  rows: DifferenceRow[],
  nameOf: (row: DifferenceRow) => string,
): Map<string, DifferenceRow[]> {
  const groups = new Map<string, DifferenceRow[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return groups;
}
