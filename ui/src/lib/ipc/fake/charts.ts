import type { RuleResult, SectionScore, Severity, ThemedChart } from "../bindings";

const HEIGHT = 26;

function bars(rows: { label: string; share: number; text: string; fill: string }[], ink: string): string {
  const height = rows.length * HEIGHT + 8;
  const lines = rows.map((row, index) => {
    const y = index * HEIGHT + 6;
    const label = row.label.replaceAll("&", "&amp;");
    return (
      `<text x="190" y="${y + 13}" text-anchor="end" fill="${ink}">${label}</text>` +
      `<rect x="200" y="${y}" width="${Math.round(row.share * 380)}" height="18" rx="2" fill="${row.fill}"/>` +
      `<text x="${Math.round(row.share * 380) + 208}" y="${y + 13}" fill="${ink}">${row.text}</text>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="${height}" viewBox="0 0 720 ${height}" ` +
    `role="img" font-family="Inter, sans-serif" font-size="13">${lines.join("")}</svg>`
  );
}

/** A bar a section, as long as its percentage. */
export function sectionChart(sections: SectionScore[]): ThemedChart {
  const draw = (ink: string, fill: string) =>
    bars(
      sections.map(({ title, score }) => ({
        label: title,
        share: (score.percent ?? 0) / 100,
        text: score.percent === null ? "not scored" : `${score.percent} %`,
        fill,
      })),
      ink,
    );
  return {
    title: "Score per section",
    description: sections
      .map(({ title, score }) => `${title}: ${score.percent === null ? "not scored" : `${score.percent} %`}`)
      .join("; "),
    light: draw("#161616", "#1f6fd6"),
    dark: draw("#f4f4f4", "#78a9ff"),
    table: sections.map(({ title, score }) => [
      title,
      score.percent === null ? "not scored" : `${score.percent} %`,
    ]),
  };
}

const COLOURS: Record<Severity, [light: string, dark: string]> = {
  critical: ["#a2191f", "#ff8389"],
  high: ["#b44600", "#ff832b"],
  medium: ["#684e00", "#f1c21b"],
  low: ["#1f6fd6", "#78a9ff"],
  info: ["#525252", "#c6c6c6"],
};

/** A bar a severity, as long as the number of its findings. */
export function severityChart(results: RuleResult[]): ThemedChart {
  const severities: Severity[] = ["critical", "high", "medium", "low", "info"];
  const findings = results.flatMap(({ answer }) => (answer.status === "fail" ? answer.findings : []));
  const counts = severities.map((severity) => findings.filter((f) => f.severity === severity).length);
  const most = Math.max(1, ...counts);
  const draw = (dark: 0 | 1) =>
    bars(
      severities.map((severity, index) => ({
        label: severity,
        share: (counts[index] ?? 0) / most,
        text: String(counts[index] ?? 0),
        fill: COLOURS[severity][dark],
      })),
      dark === 0 ? "#161616" : "#f4f4f4",
    );
  return {
    title: "Findings by severity",
    description: severities.map((severity, index) => `${severity}: ${counts[index] ?? 0}`).join("; "),
    light: draw(0),
    dark: draw(1),
    table: severities.map((severity, index) => [severity, String(counts[index] ?? 0)]),
  };
}
