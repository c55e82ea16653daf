import { tinykeys } from "tinykeys";

/** A key that does something everywhere in the window. */
export type Shortcut = {
  /** In the notation of tinykeys: `$mod+k`, `g c`, `?`. */
  keys: string;
  /** What it does, as an order. */
  words: string;
  group: "Go to" | "Do" | "Window" | "In tables";
  /** Null for keys that a screen answers itself and that are listed only. */
  run: (() => void) | null;
};

const SINGLE_KEYS = "provost.singleKeys";

/** Whether keys without a modifier are listened to; WCAG 2.1.4 wants a way to turn them off. */
export function hearsSingleKeys(): boolean {
  return localStorage.getItem(SINGLE_KEYS) !== "off";
}

/** Listens to keys without a modifier, or does not; kept between runs. */
export function hearSingleKeys(on: boolean): void {
  localStorage.setItem(SINGLE_KEYS, on ? "on" : "off");
}

/** Listens to the shortcuts; the answer ends that. */
export function listen(shortcuts: Shortcut[]): () => void {
  const bindings = shortcuts.flatMap(({ keys, run }) => {
    if (run === null) return [];
    const plain = isPlain(keys);
    const answer = (event: KeyboardEvent) => {
      if (plain && (!hearsSingleKeys() || isTyping(event))) return;
      event.preventDefault();
      run();
    };
    // Some keyboards have a sign such as ? without Shift.
    const signs = keys.startsWith("Shift+") ? [keys, keys.slice("Shift+".length)] : [keys];
    return signs.map((sign) => [sign, answer] as const);
  });
  return tinykeys(window, Object.fromEntries(bindings));
}

/** Whether a shortcut works without a modifier other than Shift. */
export function isPlain(keys: string): boolean {
  return !/\$mod|Control|Alt|Meta/.test(keys);
}

/** The keys of a shortcut as they are printed on this machine's keyboard. */
export function keyWords(keys: string, mac = navigator.platform.startsWith("Mac")): string[] {
  return keys
    .split(" ")
    .flatMap((press) => press.split("+"))
    .map((key) => {
      const names: Record<string, string> = {
        $mod: mac ? "⌘" : "Ctrl",
        Alt: mac ? "⌥" : "Alt",
        Shift: mac ? "" : "",
        ArrowLeft: "←",
        ArrowRight: "→",
      };
      return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
    })
    .filter((key) => key !== "");
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("[role=dialog], [role=alertdialog], [role=menu]") !== null)
    return true;
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || isTextInput(target);
}

function isTextInput(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}
