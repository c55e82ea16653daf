/** A place in the window: the parts of the path and the query behind it. */
export type Place = { path: string[]; query: URLSearchParams };

/** Reads what stands behind `#` in an address. */
export function parsePlace(hash: string): Place {
  const text = hash.replace(/^#\/?/, "");
  const cut = text.indexOf("?");
  const path = cut < 0 ? text : text.slice(0, cut);
  return {
    path: path.split("/").filter(Boolean).map(decodePart),
    query: new URLSearchParams(cut < 0 ? "" : text.slice(cut + 1)),
  };
}

/** Writes a place as an address that begins with `#`. */
export function formatPlace(path: string[], query: URLSearchParams = new URLSearchParams()): string {
  const text = query.toString();
  return `#/${path.map(encodeURIComponent).join("/")}${text === "" ? "" : `?${text}`}`;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray percent sign that somebody typed: shown as it is, and found nowhere.
    return part;
  }
}

/** Follows the address and moves it. */
export class Router {
  place = $state.raw<Place>(parsePlace(location.hash));
  /** Asked before the address changes, with the new one; false keeps the person where they are. */
  guard: ((address: string) => boolean) | null = null;
  #shown = location.hash;

  constructor() {
    addEventListener("hashchange", this.#follow);
  }

  /** Goes to an address; `replace` leaves no step back. */
  go(address: string, { replace = false } = {}): void {
    if (replace) {
      history.replaceState(null, "", address);
      this.#shown = location.hash;
      this.place = parsePlace(location.hash);
    } else {
      location.hash = address.slice(1);
    }
  }

  /** Stops following. */
  stop(): void {
    removeEventListener("hashchange", this.#follow);
  }

  #follow = () => {
    if (location.hash === this.#shown) return;
    if (this.guard !== null && !this.guard(location.hash)) {
      history.pushState(null, "", this.#shown);
      return;
    }
    this.#shown = location.hash;
    this.place = parsePlace(location.hash);
  };
}
