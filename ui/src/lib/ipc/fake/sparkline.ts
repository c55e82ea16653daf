import type { Series, Target, ThemedChart } from "../bindings";

const WIDTH = 296;
const HEIGHT = 112;

/** A small line over time, with its target as a dashed line. */
export function sparkline({ title, points }: Series, target: Target | null): ThemedChart {
  const days = points.map(({ value }) => value ?? 0);
  const limit = target?.value ?? null;
  const values = [...days, ...(limit === null ? [] : [limit])];
  const low = Math.min(...values);
  const high = Math.max(...values, low + 1e-9);
  const x = (index: number) => 4 + (index * (WIDTH - 8)) / Math.max(1, points.length - 1);
  const y = (value: number) => 6 + (1 - (value - low) / (high - low)) * (HEIGHT - 12);
  const path = days
    .map((value, index) => `${index === 0 ? "M" : "L"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)
    .join("");
  const draw = (line: string, dashes: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">` +
    (limit === null
      ? ""
      : `<path d="M0 ${y(limit).toFixed(1)}H${WIDTH}" stroke="${dashes}" stroke-dasharray="4 4"/>`) +
    `<path d="${path}" fill="none" stroke="${line}" stroke-width="1.75" stroke-linejoin="round"/></svg>`;
  const last = points.at(-1);
  return {
    title,
    description: `${points.length} days; ${last?.value ?? "none"} on ${last?.day ?? "no day"}.`,
    light: draw("#1f6fd6", "#6b7280"),
    dark: draw("#78a9ff", "#9aa3af"),
    table: points.map(({ day, value }) => [day, String(value)]),
  };
}
