import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

const css = readFileSync("src/tokens.css", "utf8");

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function colour(name: string, theme: "light" | "dark"): string {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  const value = theme === "light" ? found?.[1] : found?.[2];
  if (value === undefined) throw new Error(`tokens.css has no --${name}`);
  return value;
}

const GROUNDS = ["ground", "surface", "raised", "hover", "code"];
const TEXT_PAIRS: [text: string, ground: string][] = [
  ...[...GROUNDS, "rail", "selected", "warn-soft", "bad-soft", "note-soft", "plain-soft"].map(
    (ground): [string, string] => ["text", ground],
  ),
  ...[...GROUNDS, "rail", "bad-soft", "warn-soft", "plain-soft"].map((ground): [string, string] => [
    "muted",
    ground,
  ]),
  ...GROUNDS.map((ground): [string, string] => ["link", ground]),
  ...["surface", "raised", "ground"].map((ground): [string, string] => ["bad", ground]),
  ["on-accent", "accent"],
  ["on-accent", "accent-pressed"],
  ["on-bad-full", "bad-full"],
  ["on-production", "production"],
  ["on-testing", "testing"],
  ["on-development", "development"],
  ...["good", "bad", "warn", "note", "plain"].map((tone): [string, string] => [tone, `${tone}-soft`]),
];
const EDGE_PAIRS: [edge: string, ground: string][] = [
  ["control", "surface"],
  ["control", "ground"],
  ["focus", "surface"],
  ["focus", "ground"],
  ["accent", "surface"],
  ["production", "ground"],
  ["good", "surface"],
  ["warn", "surface"],
  ...["1", "2", "3", "4", "5", "6", "good", "warn", "bad"].map((mark): [string, string] => [
    `mark-${mark}`,
    "surface",
  ]),
];

for (const theme of ["light", "dark"] as const) {
  test.each(TEXT_PAIRS)(`${theme}: %s on %s reads (4.5:1, WCAG 1.4.3)`, (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(EDGE_PAIRS)(`${theme}: %s shows on %s (3:1, WCAG 1.4.11)`, (edge, ground) => {
    expect(contrast(colour(edge, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
}

test("the contrast of black on white is the one that WCAG names", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});
