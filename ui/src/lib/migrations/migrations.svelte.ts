import type { Backend } from "$lib/ipc/backend";
import type { Failure, ProfileId } from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";
import { newId } from "$lib/shared/identity";

import { Chain } from "./chain";
import type { MigrationsView } from "$lib/ipc/bindings";

/** The migrations of a folder against those of a connection; without a folder those that its database records. */
export class MigrationsDesk {
  /** The folder or file; none until somebody has chosen one. */
  path = $state.raw<string | null>(null);
  view = $state.raw<MigrationsView | null>(null);
  /** Whether what was read is of a folder. */
  #withFiles = $state(false);
  chain = $derived(this.view === null ? null : new Chain(this.view.history, this.#withFiles));
  /** Whether the database is left aside. */
  alone = $state(false);
  reading = $state(false);
  choosing = $state(false);
  /** Whether it is known which folder was chosen before. */
  remembered = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** The row that the keyboard is on. */
  cursor = $state(0);
  #backend: Backend;
  #operation: string | null = null;
  #begun = false;

  constructor(
    readonly id: ProfileId,
    backend: Backend,
  ) {
    this.#backend = backend;
  }

  /** Reads what was chosen before, once. */
  async open(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    try {
      this.path ??= (await this.#backend.savedSources(this.id)).migrations ?? null;
    } catch (error) {
      this.failure = asFailure(error);
      this.#begun = false;
    } finally {
      this.remembered = true;
    }
    if (this.failure === null) await this.read();
  }

  /** Lets the person choose a folder and reads it. */
  async choose(): Promise<void> {
    if (this.choosing) return;
    this.choosing = true;
    try {
      const [path] = await this.#backend.chooseSource("migrations");
      if (path === undefined) return;
      this.path = path;
      this.view = null;
      this.cursor = 0;
    } catch (error) {
      this.failure = asFailure(error);
      return;
    } finally {
      this.choosing = false;
    }
    await this.read();
  }

  /** Reads the folder anew, with or without the database; without a folder what the database records. */
  async read(alone = this.alone): Promise<void> {
    const { path } = this;
    await this.cancel();
    const operation = newId();
    this.#operation = operation;
    this.reading = true;
    this.alone = alone;
    this.failure = null;
    try {
      const view = await this.#backend.readMigrations(alone ? null : this.id, path, operation);
      if (this.#operation !== operation) return;
      this.#withFiles = path !== null;
      this.view = view;
    } catch (error) {
      const failure = asFailure(error);
      if (this.#operation === operation) this.failure = failure;
    } finally {
      if (this.#operation === operation) {
        this.reading = false;
        this.#operation = null;
      }
    }
  }

  /** Stops the reading. */
  async cancel(): Promise<void> {
    if (this.#operation === null) return;
    // It may have ended in the meantime, which is as good.
    await this.#backend.cancelOperation(this.#operation).catch(() => null);
  }
}
