import { tick } from "svelte";

import type { Failure } from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";

/** A form that is filled in and sent: what is wrong with it, whether it is being sent, and why it was refused. */
export class Submitting<Field extends string = string> {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  #tried = $state(false);
  /** What Rust found wrong beyond what was found here. */
  #told = $state.raw<Partial<Record<Field, string>>>({});
  #check: () => Partial<Record<Field, string>>;

  constructor(check: () => Partial<Record<Field, string>> = () => ({})) {
    this.#check = check;
  }

  /** What is wrong, by field. Nobody is told off before the first try; from then on each field answers at once. */
  get problems(): Partial<Record<Field, string>> {
    return this.#tried ? { ...this.#told, ...this.#check() } : {};
  }

  /** Whether nothing is wrong; otherwise the first field that is takes the focus. */
  async isSound(form: HTMLElement | undefined): Promise<boolean> {
    this.#tried = true;
    this.#told = {};
    this.failure = null;
    if (Object.keys(this.#check()).length === 0) return true;
    await tick();
    form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    return false;
  }

  /** Does what is not done twice at once; says whether it was done. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.failure = asFailure(error);
      const told = this.failure.problems.map(({ field, message }) => [field, message] as const);
      this.#told = Object.fromEntries(told) as Partial<Record<Field, string>>;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Does it unless something is wrong; says whether it was done. */
  async send(form: HTMLElement | undefined, work: () => Promise<unknown>): Promise<boolean> {
    return (await this.isSound(form)) && (await this.run(work));
  }
}
