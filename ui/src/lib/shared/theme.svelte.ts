/** What a person chose. */
export type ThemeChoice = "system" | "light" | "dark";

const KEY = "provost.theme";

/** The look of the window, kept between runs. */
export class Theme {
  choice = $state<ThemeChoice>(stored());
  #systemDark = $state(false);
  /** What is on the screen. */
  shown = $derived<"light" | "dark">(
    this.choice === "system" ? (this.#systemDark ? "dark" : "light") : this.choice,
  );

  constructor() {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    this.#systemDark = dark.matches;
    dark.addEventListener("change", (event) => {
      this.#systemDark = event.matches;
    });
    this.#apply();
  }

  /** Chooses a look and remembers it. */
  choose(choice: ThemeChoice): void {
    this.choice = choice;
    localStorage.setItem(KEY, choice);
    this.#apply();
  }

  #apply(): void {
    if (this.choice === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = this.choice;
  }
}

function stored(): ThemeChoice {
  const choice = localStorage.getItem(KEY);
  return choice === "light" || choice === "dark" ? choice : "system";
}
