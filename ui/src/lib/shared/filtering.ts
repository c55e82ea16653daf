/** Whether every word of a text is found in what is told; what is told is not asked for where there are no words. */
export function searching(text: string): (told: () => string) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (told) => {
    if (words.length === 0) return true;
    const all = told().toLowerCase();
    return words.every((word) => all.includes(word));
  };
}

/** Whether a choice lets a value through; one of nothing lets all through. */
export function allows<Value>(chosen: readonly Value[], value: Value): boolean {
  return chosen.length === 0 || chosen.includes(value);
}

/** What is chosen once a value is pressed: with it, or without it where it was chosen before. */
export function toggled<Value>(chosen: readonly Value[], value: Value): Value[] {
  return chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
}
