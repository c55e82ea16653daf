/** A run of text, and whether the other side has something else there. */
export type Piece = { text: string; differs: boolean };

/** One line of both sides beside each other; a side is null where it has no such line. */
export type LinePair = {
  state: "same" | "differs" | "left" | "right";
  left: Piece[] | null;
  right: Piece[] | null;
};

/** The most cells of the table of common parts; beyond it the middle counts as different throughout. */
const MOST_CELLS = 4_000_000;

/** Two texts line by line: lines that both have stand beside each other, and between them what differs. */
export function compareLines(left: string, right: string): LinePair[] {
  const pairs: LinePair[] = [];
  let [ours, theirs]: [string[], string[]] = [[], []];
  const flush = () => {
    for (let n = 0; n < Math.max(ours.length, theirs.length); n += 1) pairs.push(pairOf(ours[n], theirs[n]));
    [ours, theirs] = [[], []];
  };
  for (const step of alignment(left.split("\n"), right.split("\n"))) {
    if (step.both) {
      flush();
      const pieces = [{ text: step.text, differs: false }];
      pairs.push({ state: "same", left: pieces, right: pieces });
    } else if (step.left) ours.push(step.text);
    else theirs.push(step.text);
  }
  flush();
  return pairs;
}

function pairOf(left: string | undefined, right: string | undefined): LinePair {
  const whole = (text: string) => [{ text, differs: true }];
  if (left === undefined) return { state: "right", left: null, right: whole(right ?? "") };
  if (right === undefined) return { state: "left", left: whole(left), right: null };
  const steps = alignment(wordsOf(left), wordsOf(right));
  const side = (mine: (step: Step) => boolean) => {
    const pieces: Piece[] = [];
    for (const step of steps.filter(mine)) {
      const last = pieces.at(-1);
      if (last?.differs === !step.both) last.text += step.text;
      else pieces.push({ text: step.text, differs: !step.both });
    }
    return pieces;
  };
  return {
    state: "differs",
    left: side(({ both, left: ours }) => both || ours),
    right: side(({ both, left: ours }) => both || !ours),
  };
}

/** Words, blanks and single signs. */
function wordsOf(line: string): string[] {
  return line.match(/\w+|\s+|./gsu) ?? [];
}

type Step = { text: string; both: boolean; left: boolean };

/** The shortest way from one list to the other by their longest common part. */
function alignment(left: string[], right: string[]): Step[] {
  const least = Math.min(left.length, right.length);
  let start = 0;
  while (start < least && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < least - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const common = (text: string): Step => ({ text, both: true, left: true });
  return [
    ...left.slice(0, start).map(common),
    ...middle(left.slice(start, left.length - end), right.slice(start, right.length - end)),
    ...left.slice(left.length - end).map(common),
  ];
}

function middle(left: string[], right: string[]): Step[] {
  const steps: Step[] = [];
  const [rows, width] = [left.length, right.length + 1];
  // lengths[i * width + j]: how much the ends from i and from j have in common.
  const lengths = rows * width > MOST_CELLS ? null : new Uint32Array((rows + 1) * width);
  const at = (i: number, j: number) => lengths?.[i * width + j] ?? 0;
  if (lengths !== null)
    for (let i = rows - 1; i >= 0; i -= 1)
      for (let j = right.length - 1; j >= 0; j -= 1)
        lengths[i * width + j] =
          left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [ours, theirs] = [left[i], right[j]];
    if (lengths !== null && ours !== undefined && ours === theirs) {
      steps.push({ text: ours, both: true, left: true });
      [i, j] = [i + 1, j + 1];
    } else if (ours !== undefined && (theirs === undefined || at(i + 1, j) >= at(i, j + 1))) {
      steps.push({ text: ours, both: false, left: true });
      i += 1;
    } else {
      steps.push({ text: theirs ?? "", both: false, left: false });
      j += 1;
    }
  }
  return steps;
}
