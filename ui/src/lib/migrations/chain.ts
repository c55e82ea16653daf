import type { AppliedMigration, Defect, History, Node } from "$lib/ipc/bindings";
import { type Lanes, layLanes } from "./lanes";
import type { Standing } from "./words";

/** A migration with all that is known about it. */
export type Migration = {
  node: Node;
  standing: Standing;
  /** What it follows on. */
  parents: string[];
  /** What it only depends on. */
  dependencies: string[];
  /** What follows on it. */
  children: string[];
  /** What only depends on it. */
  dependents: string[];
  defects: Defect[];
  /** The row of the state table, or what follows from it. */
  applied: AppliedMigration | null;
};

/** A history, drawn and with everything about a migration in one place. */
export class Chain {
  readonly lanes: Lanes;
  /** In the order of the rows of the drawing. */
  readonly migrations: Migration[];
  /** Whether a database was looked at and could be read. */
  readonly compared: boolean;
  #rows: Map<string, number>;

  constructor(
    readonly history: History,
    /** Whether there are files; without them the rows of the database are all that is known. */
    readonly withFiles = true,
  ) {
    const { nodes, edges } = history.graph;
    this.lanes = layLanes(history.graph);
    const altered = new Set(history.altered);
    const applied = new Map(history.applied.map((one) => [one.id, one]));
    this.migrations = this.lanes.rows.flatMap((row) => {
      const node = nodes[row.node];
      if (node === undefined) return [];
      const standing = this.#standing(node, altered, applied.get(node.id) ?? null);
      const links = { parents: [], dependencies: [], children: [], dependents: [], defects: [] };
      return [{ node, standing, ...links, applied: applied.get(node.id) ?? null }];
    });
    this.#rows = new Map(this.migrations.map(({ node }, row) => [node.id, row]));
    for (const { from, to, kind } of edges) {
      const only = kind === "depends-on";
      const [later, earlier] = [this.find(to), this.find(from)];
      (only ? later?.dependencies : later?.parents)?.push(from);
      (only ? earlier?.dependents : earlier?.children)?.push(to);
    }
    for (const defect of history.defects)
      for (const id of new Set(defect.migrations)) this.find(id)?.defects.push(defect);
    this.compared = nodes.some(({ state }) => COMPARED.has(state));
  }

  #standing({ id, state }: Node, altered: Set<string>, row: AppliedMigration | null): Standing {
    if (state === "unknown" && !this.withFiles) return row?.outcome === "failed" ? "failed" : "applied";
    return altered.has(id) && state === "applied" ? "altered" : state;
  }

  /** A migration by its name. */
  find(id: string): Migration | null {
    return this.migrations[this.rowOf(id)] ?? null;
  }

  /** The row of a migration in the drawing; -1 when there is none of this name. */
  rowOf(id: string): number {
    return this.#rows.get(id) ?? -1;
  }

  /** How many lanes the drawing has. */
  get width(): number {
    return this.lanes.rows.reduce((most, { lane }) => Math.max(most, lane + 1), this.lanes.lanes.length);
  }
}

/** What only a database tells. */
const COMPARED = new Set(["applied", "pending", "blocked", "failed", "unknown"]);
