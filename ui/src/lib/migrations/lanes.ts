import type { EdgeKind, Graph } from "$lib/ipc/bindings";

/** How a line looks: a migration follows on another or only depends on it; backward is against the order of the rows. */
export type Look = { kind: EdgeKind; backward: boolean };

/** Where a line leaves a row's mark, or comes to it. */
export type Bend = Look & { lane: number };

/** A line in its lane, from the row where the first that shares it leaves to the one where all of them arrive. */
export type Line = Look & { upper: number; lower: number };

/** One migration as a row of the drawing. */
export type LaneRow = {
  /** Its place among the nodes of the graph. */
  node: number;
  /** The lane of its mark. */
  lane: number;
  /** The lines that come from above. */
  arriving: Bend[];
  /** The lines that go down. */
  leaving: Bend[];
  /** Whether it follows on itself. */
  ring: boolean;
};

/**
 * A graph as rows, the latest migration first, and the lines of each lane from the top to the bottom. Between two rows a
 * lane holds one line at most. Lines of one look that end at the same row share one.
 */
export type Lanes = { rows: LaneRow[]; lanes: Line[][] };

type Ends = { earlier: number; later: number; kind: EdgeKind };
type Falling = Look & { lower: number };

/** Lays out a graph: each migration before all that it needs, and a branch as far as it goes in a lane of its own. */
export function layLanes(graph: Graph): Lanes {
  const ends = endsOf(graph);
  const order = orderOf(graph.nodes.length, ends);
  const places: number[] = [];
  order.forEach((node, place) => (places[node] = place));
  const rows = order.map((node): LaneRow => ({ node, lane: 0, arriving: [], leaving: [], ring: false }));
  const falling = order.map((): Falling[] => []);
  for (const { earlier, later, kind } of ends) {
    const from = places[later] ?? 0;
    const to = places[earlier] ?? 0;
    const row = rows[from];
    if (row !== undefined && from === to) row.ring = true;
    else falling[Math.min(from, to)]?.push({ lower: Math.max(from, to), kind, backward: to < from });
  }
  const tracks = new Tracks(rows.length);
  rows.forEach((row, place) => tracks.settle(row, place, falling[place] ?? []));
  return { rows, lanes: tracks.lanes };
}

/** The lines that go through a row without touching its mark. */
export function passing({ lanes }: Lanes, place: number): Bend[] {
  return lanes.flatMap((lines, lane) => {
    const line = lines[lastFrom(lines, place)];
    return line !== undefined && place < line.lower
      ? [{ lane, kind: line.kind, backward: line.backward }]
      : [];
  });
}

/** The last of the lines that begin above a row; -1 when none does. */
function lastFrom(lines: Line[], place: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.upper ?? place) < place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The edges as places of nodes, in one order however they were given. */
function endsOf({ nodes, edges }: Graph): Ends[] {
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  const ends = edges.flatMap(({ from, to, kind }) => {
    const [earlier, later] = [places.get(from), places.get(to)];
    return earlier === undefined || later === undefined ? [] : [{ earlier, later, kind }];
  });
  return ends.toSorted((a, b) => a.earlier - b.earlier || a.later - b.later || (a.kind < b.kind ? -1 : 1));
}

/** The nodes, each before those that it needs; a branch is gone down to its end before the next one. */
function orderOf(count: number, ends: Ends[]): number[] {
  const needs = Array.from({ length: count }, (): number[] => []);
  const waiting = new Array<number>(count).fill(0);
  for (const { earlier, later } of ends) {
    if (earlier === later) continue;
    needs[later]?.push(earlier);
    waiting[earlier] = (waiting[earlier] ?? 0) + 1;
  }
  const order: number[] = [];
  const taken = new Array<boolean>(count).fill(false);
  const next = waiting.flatMap((number, node) => (number === 0 ? [node] : []));
  for (let last = count - 1; order.length < count;) {
    let node = next.pop();
    // Only rings are left: the latest of them begins.
    while (node === undefined) {
      if (taken[last] !== true) node = last;
      last -= 1;
    }
    if (taken[node] === true) continue;
    taken[node] = true;
    order.push(node);
    for (const need of needs[node] ?? []) {
      const left = (waiting[need] ?? 0) - 1;
      waiting[need] = left;
      if (left === 0) next.push(need);
    }
  }
  return order;
}

/** The lanes while the rows are gone through from the top. */
class Tracks {
  readonly lanes: Line[][] = [];
  /** Where the line of each lane ends; none for a free lane. */
  #until: (number | null)[] = [];
  /** The lines that end at each row. */
  #ending: Bend[][];

  constructor(rows: number) {
    this.#ending = Array.from({ length: rows }, () => []);
  }

  /** Ends the lines that lead to a row, gives its mark a lane, and begins the lines that go down from it. */
  settle(row: LaneRow, place: number, falling: Falling[]): void {
    row.arriving = this.#ending[place] ?? [];
    for (const { lane } of row.arriving) this.#until[lane] = null;
    const [main] = row.arriving.toSorted((a, b) => rank(a) - rank(b) || a.lane - b.lane);
    row.lane = main?.lane ?? this.#free();
    // The nearest goes straight on.
    for (const line of falling.toSorted((a, b) => rank(a) - rank(b) || a.lower - b.lower)) {
      row.leaving.push(this.#join(line) ?? this.#begin(line, place, row.lane));
    }
  }

  /** The line of the same look that already leads there. */
  #join({ lower, kind, backward }: Falling): Bend | undefined {
    return this.#ending[lower]?.find((bend) => bend.kind === kind && bend.backward === backward);
  }

  #begin({ lower, kind, backward }: Falling, upper: number, wished: number): Bend {
    // Straight on, or to the left where a lane has become free: so the drawing stays as narrow as it can be.
    const free = this.#free();
    const lane = (this.#until[wished] ?? null) === null ? Math.min(wished, free) : free;
    const bend = { lane, kind, backward };
    this.#until[lane] = lower;
    this.#ending[lower]?.push(bend);
    (this.lanes[lane] ??= []).push({ upper, lower, kind, backward });
    return bend;
  }

  /** The first lane that holds no line. */
  #free(): number {
    const lane = this.#until.findIndex((until) => until === null);
    return lane < 0 ? this.#until.length : lane;
  }
}

/** Which of several lines is the main one. */
function rank({ kind, backward }: Look): number {
  return (backward ? 2 : 0) + (kind === "follows" ? 0 : 1);
}
