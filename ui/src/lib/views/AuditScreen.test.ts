import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { believableAudit } from "../ipc/fake/audit";
import { believableConnections, PRODUCTION, UNREACHABLE } from "../ipc/fake/connections";
import { openWindow, visit } from "./rendering";

const audited = { audited: [PRODUCTION] };
const profile = believableConnections()[1]?.profile;
if (profile === undefined) throw new Error("the fake has no production connection");
const { audit } = believableAudit(profile);
const findings = audit.results.flatMap(({ answer }) => (answer.status === "fail" ? answer.findings : []));

test("never audited: says what an audit does, runs it and shows the result", async () => {
  const { user } = await openWindow(`#/audit/${PRODUCTION}`, { pace: 5 });
  expect(await screen.findByRole("heading", { name: "Not audited yet" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Run audit" }));
  expect(await screen.findByRole("progressbar", { name: "Progress" })).toBeTruthy();
  expect((await screen.findByTestId("score")).textContent).toContain(`${audit.overall.percent} %`);
  expect(screen.getByTestId("verdict").textContent).toContain(audit.verdict.recommendation);
});

test("a score shows its parts, and what the role could not see is listed", async () => {
  await openWindow(`#/audit/${PRODUCTION}`, audited);
  const { earned, possible, notDeterminable, manual } = audit.overall;
  expect(await screen.findByText(`${earned} of ${possible}`)).toBeTruthy();
  expect(screen.getByText(new RegExp(`${notDeterminable} not determinable.*${manual} manual`))).toBeTruthy();
  expect(within(screen.getByTestId("hidden")).getAllByRole("listitem")).toHaveLength(
    audit.subject.hidden.length,
  );
});

test("each chart has words and a table with the same numbers", async () => {
  const { user } = await openWindow(`#/audit/${PRODUCTION}`, audited);
  const image = await screen.findByRole("img", { name: /^Score per section\. Core schema design: / });
  expect(image.querySelector("svg rect")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /Show as table.*: Score per section/ }));
  for (const { title, score } of audit.sections) {
    const row = screen.getByRole("row", { name: new RegExp(`^${title}`) });
    expect(row.textContent).toContain(`${score.earned}/${score.possible}`);
  }
  await user.click(screen.getByRole("button", { name: /Show as table.*: Findings by severity/ }));
  for (const severity of ["critical", "high"]) {
    const count = findings.filter((finding) => finding.severity === severity).length;
    expect(screen.getByRole("link", { name: `${count} findings of severity ${severity}` })).toBeTruthy();
  }
});

test("a run is cancelled", async () => {
  const { user } = await openWindow(`#/audit/${PRODUCTION}`, { pace: 30 });
  await user.click(await screen.findByRole("button", { name: "Run audit" }));
  await user.click(within(await screen.findByTestId("progress")).getByRole("button", { name: "Cancel" }));
  expect(await screen.findByText(/The last run was cancelled/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Run audit" })).toBeTruthy();
});

test("a run that fails says what to do, and can be tried again", async () => {
  const { user } = await openWindow(`#/audit/${UNREACHABLE}`);
  await user.click(await screen.findByRole("button", { name: "Run audit" }));
  const note = await screen.findByRole("alert");
  expect(note.textContent).toContain("Could not reach 10.20.4.17");
  expect(within(note).getByRole("button", { name: "Try again" })).toBeTruthy();
});

test("a run that ends while the person looks elsewhere is told", async () => {
  const { user } = await openWindow(`#/audit/${PRODUCTION}`, { pace: 10 });
  await user.click(await screen.findByRole("button", { name: "Run audit" }));
  await visit("#/connections");
  const toasts = await screen.findByTestId("toasts");
  expect(await within(toasts).findByText("Claims production (EU) is audited")).toBeTruthy();
  await user.click(within(toasts).getByRole("button", { name: "Show" }));
  expect(await screen.findByTestId("score")).toBeTruthy();
});

test("findings are filtered and searched, and the address holds it", async () => {
  const { user } = await openWindow(`#/audit/${PRODUCTION}?view=findings`, audited);
  expect((await screen.findByTestId("count")).textContent?.trim()).toBe(`${findings.length} findings`);
  await user.click(screen.getByTestId("severity-critical"));
  const critical = findings.filter(({ severity }) => severity === "critical").length;
  expect(screen.getByTestId("count").textContent?.trim()).toBe(`${critical} of ${findings.length} findings`);
  await user.type(screen.getByRole("searchbox", { name: "Search findings" }), "bypassrls");
  await waitFor(() =>
    expect(location.hash).toBe(`#/audit/${PRODUCTION}?view=findings&severity=critical&q=bypassrls`),
  );
  const grid = screen.getByRole("grid", { name: "Findings" });
  expect(grid.getAttribute("aria-rowcount")).toBe("2");
});

test("an address with filters shows what it says; when nothing matches they can be cleared", async () => {
  const { user } = await openWindow(
    `#/audit/${PRODUCTION}?view=findings&area=privacy&q=nothing+like+it`,
    audited,
  );
  await user.click((await screen.findAllByRole("button", { name: "Clear filters" }))[1] ?? document.body);
  expect((await screen.findByTestId("count")).textContent?.trim()).toBe(`${findings.length} findings`);
});

test("the grid is walked by keyboard, opens a finding, and is where it was on the way back", async () => {
  const { user } = await openWindow(`#/audit/${PRODUCTION}?view=findings`, audited);
  const grid = await screen.findByRole("grid", { name: "Findings" });
  grid.focus();
  await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(
    await screen.findByRole("heading", {
      level: 1,
      name: "Tables with personal data are not open to PUBLIC",
    }),
  ).toBeTruthy();
  expect(location.hash).toBe(`#/audit/${PRODUCTION}/access.public-select?finding=2`);
  await user.click(screen.getByRole("link", { name: /^Findings of/ }));
  const again = await screen.findByRole("grid", { name: "Findings" });
  await waitFor(() => expect(document.activeElement).toBe(again));
  expect(again.getAttribute("aria-activedescendant")).toMatch(/-2$/);
});

test("all six answers are listed among the checks", async () => {
  const { user } = await openWindow(
    `#/audit/${PRODUCTION}?view=checks&status=manual,stale,not_applicable`,
    audited,
  );
  const grid = await screen.findByRole("grid", { name: "All checks" });
  const wanted = audit.results.filter(({ answer }) =>
    ["manual", "stale", "not_applicable"].includes(answer.status),
  );
  expect(grid.getAttribute("aria-rowcount")).toBe(String(wanted.length + 1));
  await user.click(screen.getByTestId("facet-answer"));
  expect(await screen.findAllByRole("menuitemcheckbox")).toHaveLength(6);
});

test("ten thousand findings are shown with few elements", async () => {
  const { container } = await openWindow(`#/audit/${PRODUCTION}?view=findings`, { ...audited, times: 40 });
  const grid = await screen.findByRole("grid", { name: "Findings" });
  expect(grid.getAttribute("aria-rowcount")).toBe(String(findings.length * 40 + 1));
  expect(container.querySelectorAll("[role=row]").length).toBeLessThan(40);
});

test("a finding's page has what a reader needs to check it", async () => {
  const { user } = await openWindow(`#/audit/${PRODUCTION}/privacy.unprotected-columns?finding=2`, audited);
  const result = audit.results.find(({ rule }) => rule === "privacy.unprotected-columns");
  if (result?.answer.status !== "fail") throw new Error("the rule does not fail in the fake");
  expect(await screen.findByRole("heading", { level: 1, name: result.title })).toBeTruthy();
  for (const text of [result.meaning, result.reason, result.evidenceSha256, ...result.references]) {
    expect(screen.getByText(text)).toBeTruthy();
  }
  expect(screen.getByRole("region", { name: "Evidence SQL" }).textContent).toContain("pg_catalog.pg_class");
  expect(screen.getByTestId("finding").textContent).toContain(result.answer.findings[1]?.subject);
  await user.click(screen.getByRole("button", { name: "Next" }));
  expect(screen.getByTestId("finding").textContent).toContain(result.answer.findings[2]?.subject);
  await waitFor(() => expect(location.hash).toContain("finding=3"));
});

test("the SQL is copied", async () => {
  const { user } = await openWindow(`#/audit/${PRODUCTION}/rls.disabled`, audited);
  await user.click(await screen.findByRole("button", { name: "Copy Evidence SQL" }));
  expect(await navigator.clipboard.readText()).toContain("FROM pg_catalog.pg_class");
});

test("a rule that the audit does not have is told", async () => {
  await openWindow(`#/audit/${PRODUCTION}/no.such-rule`, audited);
  expect(await screen.findByRole("heading", { name: "No such rule" })).toBeTruthy();
});

test("an export says where the file is and shows it", async () => {
  const { user, backend } = await openWindow(`#/audit/${PRODUCTION}`, audited);
  await user.click(await screen.findByRole("button", { name: "Export" }));
  await user.click(await screen.findByTestId("export-pdf-reports-folder"));
  expect(await screen.findByText(/\/home\/ines\/Documents\/Provost\/audit-.*\.pdf/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show in folder" }));
  expect(backend.asked.at(-1)).toMatch(/^showExported:.*\.pdf$/);
});

test("an export that fails says why", async () => {
  const message = "The disk is full.";
  const { user } = await openWindow(`#/audit/${PRODUCTION}`, {
    ...audited,
    failures: { exportAudit: { kind: "storage", message, hint: "Make room.", sqlstate: null, problems: [] } },
  });
  await user.click(await screen.findByRole("button", { name: "Export" }));
  await user.click(await screen.findByTestId("export-html-reports-folder"));
  expect(await screen.findByText("The HTML was not written")).toBeTruthy();
  expect(screen.getByText("The disk is full. Make room.")).toBeTruthy();
});
