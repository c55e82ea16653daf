import type { Failure } from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";

/** Something that is read once, and anew when it no longer holds. */
export class Reading<Value> {
  value = $state.raw<Value | null>(null);
  reading = $state(false);
  /** Why there is none, or no newer one. */
  failure = $state.raw<Failure | null>(null);
  /** Whether what was read still holds; followed by the screens, which read it anew when it does not. */
  #holds = $state(false);
  #again = false;
  #ask: () => Promise<Value>;

  constructor(ask: () => Promise<Value>) {
    this.#ask = ask;
  }

  /** Reads it once; later calls do nothing until it is outdated. */
  async read(): Promise<void> {
    if (!this.#holds) await this.refresh();
  }

  /** Reads it anew. */
  async refresh(): Promise<void> {
    this.#holds = true;
    if (this.reading) {
      this.#again = true;
      return;
    }
    this.reading = true;
    try {
      this.value = await this.#ask();
      this.failure = null;
    } catch (error) {
      this.failure = asFailure(error);
    } finally {
      this.reading = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.refresh();
    }
  }

  /** Says that it has changed: whoever looks at it, or does so next, reads anew. */
  outdate(): void {
    this.#holds = false;
  }
}

/** What was asked last, with the answer; the one before stays in sight until the next is there. */
export class Asking<Question, Value> {
  value = $state.raw<Value | null>(null);
  reading = $state(false);
  failure = $state.raw<Failure | null>(null);
  #asked: string | null = null;
  /** How often it was outdated; followed by the screens. */
  #times = $state(0);
  #ask: (question: Question) => Promise<Value>;

  constructor(ask: (question: Question) => Promise<Value>) {
    this.#ask = ask;
  }

  /** Asks unless just this was asked and still holds. Of several questions the last one counts. */
  async ask(question: Question): Promise<void> {
    const key = `${this.#times} ${JSON.stringify(question)}`;
    if (key === this.#asked) return;
    this.#asked = key;
    this.reading = true;
    try {
      const value = await this.#ask(question);
      if (key !== this.#asked) return;
      this.value = value;
      this.failure = null;
    } catch (error) {
      if (key === this.#asked) this.failure = asFailure(error);
    } finally {
      if (key === this.#asked) this.reading = false;
    }
  }

  /** Says that the answer no longer holds: whoever looks at it asks anew. */
  outdate(): void {
    this.#times += 1;
  }
}
