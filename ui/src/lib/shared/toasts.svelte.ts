/** A short message that something happened. */
export type Toast = {
  id: number;
  tone: "good" | "warn" | "bad";
  title: string;
  detail: string | null;
  action: { label: string; run: () => void } | null;
};

const SHOWN_AT_ONCE = 5;
const LIFE_MILLISECONDS = 7_000;

/** The messages on the screen. One that offers something to do, or tells of trouble, stays until it is closed. */
export class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Shows a message. */
  show(tone: Toast["tone"], title: string, more: Partial<Pick<Toast, "detail" | "action">> = {}): void {
    const toast: Toast = { id: this.#next, tone, title, detail: null, action: null, ...more };
    this.#next += 1;
    this.list = [...this.list, toast].slice(-SHOWN_AT_ONCE);
    this.resume(toast);
  }

  /** Takes a message away. */
  close(id: number): void {
    this.pause(id);
    this.list = this.list.filter((toast) => toast.id !== id);
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
