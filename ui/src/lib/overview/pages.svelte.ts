import { SvelteMap } from "svelte/reactivity";

import type { Backend } from "$lib/ipc/backend";
import type { Failure, FigureRows, ProfileId } from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";

/** Rows that are asked for at once. */
export const PAGE = 200;

/** The rows behind a figure, read page by page as they come into sight. */
export class RowPages {
  /** The page that was read last, which says what all are about. */
  head = $state.raw<FigureRows | null>(null);
  failure = $state.raw<Failure | null>(null);
  #pages = new SvelteMap<number, FigureRows["rows"]>();
  #asked = new Set<number>();
  #backend: Backend;

  constructor(
    readonly id: ProfileId,
    readonly figure: string,
    backend: Backend,
  ) {
    this.#backend = backend;
  }

  /** One row; undefined while its page is not there. */
  row(index: number): FigureRows["rows"][number] | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Sees to it that the rows from `first` up to but without `end` are read. */
  want(first: number, end: number): void {
    const last = Math.max(first, end - 1);
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1)
      void this.#read(page);
  }

  /** Forgets what was read and begins anew. */
  async refresh(): Promise<void> {
    this.#asked.clear();
    this.#pages.clear();
    this.failure = null;
    await this.#read(0);
  }

  async #read(page: number): Promise<void> {
    if (this.#asked.has(page)) return;
    this.#asked.add(page);
    try {
      const rows = await this.#backend.figureRows(this.id, this.figure, page * PAGE, PAGE);
      this.#pages.set(page, rows.rows);
      this.head = rows;
    } catch (error) {
      // Not asked for again by itself: the grid would go on asking for as long as it is looked at.
      this.failure = asFailure(error);
    }
  }
}
