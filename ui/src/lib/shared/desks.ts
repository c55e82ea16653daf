import type { ProfileId } from "$lib/ipc/bindings";

/** A desk for each connection that was looked at. */
export class Desks<Desk> {
  #desks = new Map<ProfileId, Desk>();
  #open: (id: ProfileId) => Desk;

  constructor(open: (id: ProfileId) => Desk) {
    this.#open = open;
  }

  /** The desk of a connection. */
  desk(id: ProfileId): Desk {
    const desk = this.#desks.get(id) ?? this.#open(id);
    this.#desks.set(id, desk);
    return desk;
  }

  /** Forgets a connection that was deleted or changed. */
  forget(id: ProfileId): void {
    this.#desks.delete(id);
  }
}
