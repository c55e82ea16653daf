import type { Status } from "../backend";
import type {
  Action,
  Answer,
  Audit,
  AuditView,
  Finding,
  Profile,
  RuleResult,
  Score,
  Section,
  Severity,
  Urgency,
  Verdict,
} from "../bindings";
import { sectionChart, severityChart } from "./charts";
import { FAKE_RULES, type FakeRule } from "./rules";

const SECTIONS: [Section, string][] = [
  ["core_schema_design", "Core schema design"],
  ["vector_database", "Vector database"],
  ["ai_model_management", "AI model management"],
  ["performance_optimization", "Performance optimization"],
  ["security_and_compliance", "Security and compliance"],
  ["data_management", "Data management"],
  ["analytics_and_metrics", "Analytics and metrics"],
  ["error_handling", "Error handling"],
  ["testing", "Testing"],
  ["documentation", "Documentation"],
];

const POINTS: Record<Severity, number> = { info: 0, low: 1, medium: 3, high: 6, critical: 10 };
const TABLES = [
  "ai_agents",
  "agent_memories",
  "agent_workflows",
  "workflow_steps",
  "conversations",
  "messages",
  "customers",
  "claims",
  "claim_documents",
  "Model Runs",
  "embeddings_json",
  "analytics_events",
];
const COLUMNS = [
  "customer_id",
  "email",
  "date_of_birth",
  "phone",
  "created_at",
  "metadata",
  "agent_id",
  "amount",
];

/** A digest that looks like SHA-256 and depends on its text alone. */
function digest(text: string): string {
  let out = "";
  for (let round = 0; out.length < 64; round += 1) {
    let hash = 2_166_136_261 ^ round;
    for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
    out += (hash >>> 0).toString(16).padStart(8, "0");
  }
  return out.slice(0, 64);
}

function subjectOf(rule: FakeRule, n: number, database: string): string {
  const table = TABLES[n % TABLES.length] ?? "ai_agents";
  const name = /^[a-z_]+$/.test(table) ? table : `"${table}"`;
  const schema = n >= TABLES.length ? `tenant_${Math.floor(n / TABLES.length)}` : "public";
  const column = COLUMNS[(n * 3 + rule.id.length) % COLUMNS.length] ?? "metadata";
  switch (rule.subject) {
    case "table":
    case "view":
      return `${schema}.${name}`;
    case "column":
      return `${schema}.${name}.${column}`;
    case "function":
      return `${schema}.refresh_${table.toLowerCase().replace(" ", "_")}(uuid, jsonb)`;
    case "role":
      return `role ${["app", "postgres", "etl", "reporting", "n8n", "support"][n % 6] ?? "app"}`;
    case "setting":
      return `setting ${rule.id.slice(rule.id.indexOf(".") + 1).replaceAll("-", "_")}`;
    case "database":
      return `database ${database}`;
    case "schema":
      return "schema public";
    case "extension":
      return `extension ${["pg_trgm", "postgis"][n % 2] ?? "pg_trgm"}`;
    default:
      return `${schema}.${table.toLowerCase().replace(" ", "_")}_${rule.subject}_${n + 1}`;
  }
}

function findingOf(rule: FakeRule, n: number, database: string): Finding {
  const levels: Severity[] = ["info", "low", "medium", "high", "critical"];
  const own = levels.indexOf(rule.severity);
  // As with the real rules, exposure lowers some findings by one step.
  const severity = levels[n % 5 === 4 ? Math.max(0, own - 1) : own] ?? rule.severity;
  const subject = subjectOf(rule, n, database);
  return {
    subject,
    statement: rule.statement,
    severity,
    facts: [
      { name: "owner", value: n % 2 === 0 ? "claims_owner" : "postgres" },
      { name: "estimated rows", value: String(1_200 * (n + 3) ** 2) },
      { name: "granted to", value: n % 3 === 0 ? "PUBLIC" : "app, reporting" },
    ],
    fixSql:
      rule.subject === "table" || rule.subject === "column"
        ? `-- Check first which roles read ${subject}.\nREVOKE ALL ON ${subject} FROM PUBLIC;\nGRANT SELECT ON ${subject} TO reporting;\n`
        : null,
  };
}

function answerOf(rule: FakeRule, times: number, database: string): Answer {
  const [word = "pass", ...rest] = rule.answer.split(" ");
  const words = rest.join(" ");
  switch (word as Status) {
    case "pass":
      return { status: "pass" };
    case "fail": {
      const findings = Array.from({ length: Number(words) * times }, (_, n) => findingOf(rule, n, database));
      findings.sort((a, b) => POINTS[b.severity] - POINTS[a.severity]);
      return { status: "fail", findings };
    }
    case "manual":
      return { status: "manual", question: words };
    case "not_determinable":
    case "not_applicable":
    case "stale":
      return { status: word as "stale", reason: words };
  }
}

function resultOf(rule: FakeRule, times: number, database: string): RuleResult {
  const answer = answerOf(rule, times, database);
  return {
    rule: rule.id,
    title: rule.title,
    section: rule.section,
    area: rule.area,
    severity: rule.severity,
    meaning: `Looks at every ${rule.subject} that a person made and leaves out what extensions own. ${rule.title}.`,
    reason:
      "What one role can reach, everything that runs as that role can reach: a leaked password, a prompt that was injected, a report that was shared too widely.",
    action: `Mend what breaks “${rule.title}”`,
    references: ["GDPR Art. 32(1)(b)", "ISO/IEC 42001 A.7.5", "CIS PostgreSQL 17 §4.7"],
    answer,
    evidenceSql: `SELECT n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner) AS owner\nFROM pg_catalog.pg_class c\nJOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\nWHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\nORDER BY 1, 2;`,
    examined: answer.status === "fail" ? answer.findings.length + 37 : answer.status === "pass" ? 48 : 0,
    evidenceSha256: digest(rule.id),
  };
}

/** Scores as the core does: a failed rule loses the points of its worst finding, at most its own. */
function scoreOf(results: RuleResult[]): Score {
  const count = (status: Status) => results.filter(({ answer }) => answer.status === status).length;
  let earned = 0;
  let possible = 0;
  for (const { answer, severity } of results) {
    if (answer.status !== "pass" && answer.status !== "fail") continue;
    possible += POINTS[severity];
    const lost = answer.status === "fail" ? Math.max(...answer.findings.map((f) => POINTS[f.severity])) : 0;
    earned += Math.max(0, POINTS[severity] - lost);
  }
  return {
    earned,
    possible,
    percent: possible === 0 ? null : Math.floor((earned * 100) / possible),
    passed: count("pass"),
    failed: count("fail"),
    notDeterminable: count("not_determinable"),
    notApplicable: count("not_applicable"),
    manual: count("manual"),
    stale: count("stale"),
  };
}

function actionsOf(results: RuleResult[]): Action[] {
  const due: Partial<Record<Severity, Urgency>> = {
    critical: "now",
    high: "this_month",
    medium: "next_quarter",
  };
  const order: Urgency[] = ["now", "this_month", "next_quarter"];
  const actions = results.flatMap((result): Action[] => {
    if (result.answer.status !== "fail") return [];
    const { findings } = result.answer;
    const severity = findings[0]?.severity ?? result.severity;
    const urgency = due[severity];
    if (urgency === undefined) return [];
    const withSql = findings.filter((finding) => finding.fixSql !== null).length;
    return [
      { urgency, rule: result.rule, title: result.action, severity, findings: findings.length, withSql },
    ];
  });
  return actions.sort((a, b) => order.indexOf(a.urgency) - order.indexOf(b.urgency));
}

function verdictOf(results: RuleResult[], overall: Score): Verdict {
  const all = results.flatMap(({ answer }) => (answer.status === "fail" ? answer.findings : []));
  const count = (severity: Severity) => all.filter((finding) => finding.severity === severity).length;
  return {
    grade: (overall.percent ?? 0) >= 50 ? "needs work" : "weak",
    recommendation: "Do not approve. Mend the critical and high findings, then audit again.",
    grounds: [
      `${overall.passed} of ${overall.passed + overall.failed} answered rules pass; ${overall.earned} of ${overall.possible} points.`,
      `${count("critical")} critical and ${count("high")} high findings.`,
      `${overall.notDeterminable + overall.stale} rules could not be answered with the rights or the age of the facts at hand.`,
      `${overall.manual} questions wait for a person.`,
    ],
  };
}

/** A believable audit of a database; `times` multiplies its findings. */
export function believableAudit(profile: Profile, times = 1): AuditView {
  const results = FAKE_RULES.map((rule) => resultOf(rule, times, profile.database));
  const sections = SECTIONS.map(([section, title]) => ({
    section,
    title,
    score: scoreOf(results.filter((result) => result.section === section)),
  }));
  const overall = scoreOf(results);
  const audit: Audit = {
    schema: "provost.audit/1",
    subject: {
      database: profile.database,
      serverVersion: "16.14 (Debian 16.14-1.pgdg120+1)",
      role: profile.user,
      takenAt: "2026-11-21T14:03:27.481Z",
      tables: 48,
      columns: 611,
      functions: 37,
      catalogSha256: digest(profile.database),
      hidden: [
        "pg_hba.conf: the role may not execute pg_hba_file_rules()",
        "stored passwords: only a superuser sees pg_authid",
        "archiving: the role lacks pg_monitor",
        "rows in schemas without USAGE: finance, hr",
      ],
    },
    results,
    sections,
    overall,
    actions: actionsOf(results),
    verdict: verdictOf(results, overall),
  };
  return {
    auditId: digest(`${profile.id}${times}`).slice(0, 32),
    profileName: profile.name,
    environment: profile.environment,
    audit,
    charts: { sections: sectionChart(sections), severities: severityChart(results) },
  };
}
