/** A short message that something happened. */
export type Toast = {
  id: number;
  tone: "good" | "warn" | "bad";
  title: string;
  detail: string | null;
  action: { label: string; run: () => void } | null;
};

/** How many stand there; older ones wait behind a line that opens them. */
const SHOWN_AT_ONCE = 2;
const KEPT = 20;
const LIFE_MILLISECONDS = 7_000;

/** The messages on the screen. One that offers something to do, or tells of trouble, stays until it is closed. */
export class Toasts {
  list = $state.raw<Toast[]>([]);
  /** Whether somebody looks at the older ones too. */
  opened = $state(false);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Those that stand there: the newest, or all. */
  get shown(): Toast[] {
    return this.opened ? this.list : this.list.slice(-SHOWN_AT_ONCE);
  }

  /** How many are older than the newest. */
  get older(): number {
    return Math.max(0, this.list.length - SHOWN_AT_ONCE);
  }

  /** Shows a message. */
  show(tone: Toast["tone"], title: string, more: Partial<Pick<Toast, "detail" | "action">> = {}): void {
    const toast: Toast = { id: this.#next, tone, title, detail: null, action: null, ...more };
    this.#next += 1;
    this.list = [...this.list, toast].slice(-KEPT);
    this.resume(toast);
  }

  /** Takes a message away. */
  close(id: number): void {
    this.pause(id);
    this.list = this.list.filter((toast) => toast.id !== id);
    if (this.older === 0) this.opened = false;
  }

  /** Takes all messages away. */
  clear(): void {
    for (const { id } of this.list) this.close(id);
  }

  /** Keeps a message while somebody reads it. */
  pause(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** Lets its time run (again). */
  resume(toast: Toast): void {
    if (toast.action !== null || toast.tone !== "good") return;
    this.pause(toast.id);
    this.#timers.set(
      toast.id,
      setTimeout(() => this.close(toast.id), LIFE_MILLISECONDS),
    );
  }
}
