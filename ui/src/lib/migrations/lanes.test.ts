import { describe, expect, test } from "vitest";

import type { Edge, Graph, Node } from "$lib/ipc/bindings";
import { type Bend, type Lanes, layLanes, passing } from "./lanes";

const node = (id: string): Node => ({
  id,
  title: "",
  file: null,
  group: "",
  labels: [],
  created: null,
  state: "not-compared",
  level: 0,
  head: false,
  base: false,
  branchPoint: false,
  merge: false,
  current: false,
});

/** A graph written as `child: parent parent`, in the order of the core; a parent with `~` is only depended on. */
function graph(...lines: string[]): Graph {
  const edges = lines.flatMap((line): Edge[] => {
    const [to = "", parents = ""] = line.split(":");
    return parents
      .split(" ")
      .filter(Boolean)
      .map((parent) => ({
        from: parent.replace("~", ""),
        to,
        kind: parent.startsWith("~") ? "depends-on" : "follows",
      }));
  });
  return { nodes: lines.map((line) => node(line.split(":")[0] ?? "")), edges, current: [] };
}

/** Numbers that only look as if they came by chance. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A history as people make them: branches that live side by side, merges, dependencies and, if asked, rings. */
function random(seed: number, count: number, rings = false): Graph {
  const roll = dice(seed);
  const edges: Edge[] = [];
  for (let to = 1; to < count; to += 1) {
    const parents = new Set([to - 1 - roll(Math.min(to, 4))]);
    if (roll(6) === 0) parents.add(roll(to));
    if (roll(12) === 0) parents.clear();
    for (const from of parents) edges.push({ from: `${from}`, to: `${to}`, kind: "follows" });
    if (roll(9) === 0) edges.push({ from: `${roll(to)}`, to: `${to}`, kind: "depends-on" });
    if (rings && roll(15) === 0)
      edges.push({ from: `${to}`, to: `${roll(to + 1)}`, kind: roll(2) === 0 ? "follows" : "depends-on" });
  }
  const unique = new Map(edges.map((edge) => [`${edge.from} ${edge.to} ${edge.kind}`, edge]));
  const nodes = Array.from({ length: count }, (_, number) => node(`${number}`));
  return { nodes, edges: [...unique.values()], current: [] };
}

const names = (drawn: Graph, { rows }: Lanes) => rows.map((row) => drawn.nodes[row.node]?.id);
const lanesOf = ({ rows }: Lanes) => rows.map(({ lane }) => lane);
const like = (bends: Bend[], { kind, backward }: Bend) =>
  bends.filter((bend) => bend.kind === kind && bend.backward === backward);

/** Follows the line of an edge from row to row, as the eye does; says where it ends. */
function followed(drawn: Lanes, from: number, begin: Bend): number {
  for (let place = from + 1; place < drawn.rows.length; place += 1) {
    const here = drawn.rows[place]?.arriving.some(({ lane }) => lane === begin.lane) ?? false;
    if (here) return place;
    const on = like(passing(drawn, place), begin).some(({ lane }) => lane === begin.lane);
    if (!on) throw new Error(`the line of lane ${begin.lane} is broken at row ${place}`);
  }
  throw new Error("the line has no end");
}

const GRAPHS: [string, Graph][] = [
  ["chain", graph("a:", "b:a", "c:b")],
  ["diamond", graph("a:", "b:a", "c:a", "d:b c")],
  ["two heads", graph("a:", "b:a", "c:a", "d:c")],
  ["two roots", graph("a:", "b:", "c:a b")],
  ["dependency beside", graph("a:", "b:a", "c:a ~b", "d:c ~b")],
  ["both ways at once", graph("a:", "b:a ~a")],
  ["ring", graph("a:c", "b:a", "c:b", "d:c")],
  ["itself", graph("a:a", "b:a")],
  ...Array.from({ length: 40 }, (_, seed): [string, Graph] => [`random ${seed}`, random(seed + 1, 60)]),
  ...Array.from({ length: 40 }, (_, seed): [string, Graph] => [`rings ${seed}`, random(seed + 1, 60, true)]),
];

describe.each(GRAPHS)("%s", (_, given) => {
  const drawn = layLanes(given);
  const places = new Map(names(given, drawn).map((id, place) => [id, place]));

  test("every migration has one row", () => {
    expect(drawn.rows.map((row) => row.node).toSorted((a, b) => a - b)).toEqual(given.nodes.map((_, n) => n));
  });

  test("every edge can be followed from one end to the other, and nothing else is drawn", () => {
    const wanted = new Map<number, string[]>();
    for (const { from, to, kind } of given.edges) {
      const ends = [places.get(to) ?? -1, places.get(from) ?? -1] as const;
      const [upper, lower] = [Math.min(...ends), Math.max(...ends)];
      if (upper === lower) expect(drawn.rows[upper]?.ring).toBe(true);
      else wanted.set(upper, [...(wanted.get(upper) ?? []), `${lower} ${kind} ${ends[1] < ends[0]}`]);
    }
    drawn.rows.forEach((row, place) => {
      const found = row.leaving.map(
        (bend) => `${followed(drawn, place, bend)} ${bend.kind} ${bend.backward}`,
      );
      expect(found.toSorted()).toEqual((wanted.get(place) ?? []).toSorted());
    });
  });

  test("no line lies upon another or goes through a mark", () => {
    for (const lines of drawn.lanes)
      lines.forEach((line, n) => expect(line.upper).toBeGreaterThanOrEqual(lines[n - 1]?.lower ?? 0));
    drawn.rows.forEach((row, place) => {
      const through = passing(drawn, place).map(({ lane }) => lane);
      expect(through).not.toContain(row.lane);
      expect(through.filter((lane) => row.arriving.some((bend) => bend.lane === lane))).toEqual([]);
    });
  });

  test("the order of the edges changes nothing", () => {
    expect(layLanes({ ...given, edges: given.edges.toReversed() })).toEqual(drawn);
  });
});

test("what is needed stands below what needs it", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const drawn = layLanes(random(seed, 60));
    expect(drawn.lanes.flat().filter(({ backward }) => backward)).toEqual([]);
  }
});

test("a ring is drawn with one line against the order", () => {
  const drawn = layLanes(graph("a:c", "b:a", "c:b"));
  expect(drawn.lanes.flat().filter(({ backward }) => backward)).toHaveLength(1);
});

test("a chain has one lane", () => {
  expect(lanesOf(layLanes(graph("a:", "b:a", "c:b")))).toEqual([0, 0, 0]);
});

test("branches stand side by side, and each in one piece", () => {
  const given = graph("a:", "b:a", "c:a", "d:b", "e:c", "f:d", "g:e");
  const drawn = layLanes(given);
  expect(names(given, drawn)).toEqual(["g", "e", "c", "f", "d", "b", "a"]);
  expect(lanesOf(drawn)).toEqual([0, 0, 0, 1, 1, 1, 0]);
});

test("a missing migration stands right below the one that follows on it", () => {
  const given = graph("a:", "b:a", "c:gone", "d:c", "gone:");
  expect(names(given, layLanes(given))).toEqual(["d", "c", "gone", "b", "a"]);
});

test("what only the database names stands at the top", () => {
  const given = graph("a:", "b:a", "strange:");
  expect(names(given, layLanes(given))).toEqual(["strange", "b", "a"]);
});

test("ten thousand migrations are laid out at once, however they hang together", () => {
  const count = 10_000;
  const ids = Array.from({ length: count }, (_, n) => n);
  const wide = (edge: (n: number) => Edge): Graph => ({
    nodes: ids.map((n) => node(`${n}`)),
    edges: ids.slice(1).map(edge),
    current: [],
  });
  const shapes = [
    random(7, count),
    random(7, count, true),
    wide((n) => ({ from: "0", to: `${n}`, kind: "follows" })),
    wide((n) => ({ from: `${n - 1}`, to: `${n}`, kind: "follows" })),
    wide((n) => ({ from: `${n - 1}`, to: `${count - 1}`, kind: "follows" })),
  ];
  for (const shape of shapes) {
    const begun = performance.now();
    expect(layLanes(shape).rows).toHaveLength(count);
    expect(performance.now() - begun).toBeLessThan(3_000);
  }
});
