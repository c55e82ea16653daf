import { SvelteMap } from "svelte/reactivity";

import type { Backend } from "$lib/ipc/backend";
import type {
  ConnectionEntry,
  ConnectionReport,
  Failure,
  KeyringState,
  Profile,
  ProfileId,
  SavedConnection,
  SecretChange,
} from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";

/** What the last try of a connection gave in this run of the window. */
export type Trial =
  | { state: "running" }
  | { state: "reached"; at: Date; report: ConnectionReport }
  | { state: "refused"; at: Date; failure: Failure };

const CURRENT = "provost.connection";

/** The connections, which of them is the current one, and how their last tries went. */
export class Connections {
  entries = $state.raw<ConnectionEntry[]>([]);
  keyring = $state.raw<KeyringState | null>(null);
  file = $state("");
  loading = $state(true);
  failure = $state.raw<Failure | null>(null);
  trials = new SvelteMap<ProfileId, Trial>();
  #currentId = $state(localStorage.getItem(CURRENT));
  /** The connection that the window is about; the first one until somebody chooses. */
  current = $derived(this.entry(this.#currentId ?? "") ?? this.entries[0] ?? null);
  #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** The connection with an id. */
  entry(id: ProfileId): ConnectionEntry | null {
    return this.entries.find(({ profile }) => profile.id === id) ?? null;
  }

  /** Makes a connection the current one. */
  choose(id: ProfileId): void {
    this.#currentId = id;
    localStorage.setItem(CURRENT, id);
  }

  /** Reads them anew. */
  async load(): Promise<void> {
    this.loading = true;
    try {
      const list = await this.#backend.listConnections();
      this.entries = list.connections;
      this.keyring = list.keyring;
      this.file = list.file;
      this.failure = null;
    } catch (error) {
      this.failure = asFailure(error);
    } finally {
      this.loading = false;
    }
  }

  /** Tries a profile as it stands, saved or not. */
  async test(profile: Profile, secret: SecretChange): Promise<Trial> {
    this.trials.set(profile.id, { state: "running" });
    const trial = await this.#tried(profile, secret);
    this.trials.set(profile.id, trial);
    return trial;
  }

  /** Saves a profile and what becomes of its secret; rejects with a failure. */
  async save(profile: Profile, secret: SecretChange): Promise<SavedConnection> {
    const saved = await this.#backend.saveConnection(profile, secret);
    await this.load();
    return saved;
  }

  /** Deletes a connection and its secret; what else the person must know. Rejects with a failure. */
  async remove(id: ProfileId): Promise<string | null> {
    const notice = await this.#backend.deleteConnection(id);
    this.trials.delete(id);
    await this.load();
    return notice;
  }

  async #tried(profile: Profile, secret: SecretChange): Promise<Trial> {
    try {
      return {
        state: "reached",
        report: await this.#backend.testConnection(profile, secret),
        at: new Date(),
      };
    } catch (error) {
      return { state: "refused", failure: asFailure(error), at: new Date() };
    }
  }
}
