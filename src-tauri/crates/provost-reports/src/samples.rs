//! Audits made by hand, for tests of renderers: no rule of the real list is needed.

use chrono::DateTime;
use provost_core::audit::{
    AUDIT_SCHEMA, Action, Answer, Area, Audit, Finding, RuleResult, Score, Section, SectionScore,
    Severity, Subject, Verdict,
};
use provost_core::connections::Environment;

use crate::AuditReport;

/// Strings that try to be more than text.
pub(crate) const HOSTILE: [&str; 8] = [
    r#"#eval(read("/etc/passwd"))"#,
    r#"#import "@preview/x:1.0": *"#,
    "<script>alert(1)</script>",
    "]]> &amp; <!-- -->",
    "{{ 7*7 }} {% raw %}",
    "'; DROP TABLE users; --",
    "*bold* _em_ `raw` $x^2$ = heading @ref <label>",
    "Größe \"Sons & Daughters\" \\u{41} %s",
];

/// A rule with an answer.
pub(crate) fn rule(
    id: &str,
    title: &str,
    section: Section,
    severity: Severity,
    answer: Answer,
) -> RuleResult {
    RuleResult {
        rule: id.to_owned(),
        title: title.to_owned(),
        section,
        area: Area::RowSecurity,
        severity,
        meaning: "Looks at every table that a role other than its owner may read, and asks whether row-level security is \
                  enabled and forced on it."
            .to_owned(),
        reason: "A table without policies shows every row to everybody who may read it; one mistake in a query of the \
                 application is then a leak between tenants."
            .to_owned(),
        action: "Enable and force row-level security on the tables that hold rows of several tenants".to_owned(),
        references: vec![
            "GDPR Art. 32(1)(b)".to_owned(),
            "CIS PostgreSQL 17 §4.7".to_owned(),
            "ISO/IEC 27001:2022 A.8.3".to_owned(),
        ],
        answer,
        evidence_sql: "SELECT n.nspname, c.relname, c.relrowsecurity\n  FROM pg_catalog.pg_class AS c\n  JOIN \
                       pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace\n WHERE c.relkind IN ('r', 'p')\n   AND NOT \
                       c.relrowsecurity\n ORDER BY 1, 2;"
            .to_owned(),
        examined: 128,
        evidence_sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
    }
}

/// A failure with so many findings of one severity, named `subject_0` and so on.
pub(crate) fn failing(subject: &str, count: usize, severity: Severity) -> Answer {
    Answer::from_findings(
        (0..count)
            .map(|index| {
                Finding::new(
                    format!("public.{subject}_{index}"),
                    severity,
                    "Roles other than the owner may read it, and row-level security is off",
                )
                .fact("Readable by", "app, reporting")
                .fact("Estimated rows", 12_400 + index)
                .fix(format!(
                    "-- Write a policy first: without one nobody but the owner sees a row.\nALTER TABLE public.{subject}_{index} ENABLE ROW LEVEL SECURITY;"
                ))
            })
            .collect(),
    )
}

/// An audit of these results.
pub(crate) fn audit(results: Vec<RuleResult>) -> Audit {
    let sections = Section::ALL
        .into_iter()
        .map(|section| SectionScore {
            section,
            title: section.title().to_owned(),
            score: Score::of(results.iter().filter(|result| result.section == section)),
        })
        .collect();
    let overall = Score::of(&results);
    Audit {
        schema: AUDIT_SCHEMA.to_owned(),
        subject: Subject {
            database: "acme_agents".to_owned(),
            server_version: "18.6".to_owned(),
            role: "auditor".to_owned(),
            taken_at: DateTime::from_timestamp(1_795_096_980, 0).unwrap(),
            tables: 128,
            columns: 1_604,
            functions: 37,
            catalog_sha256: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"
                .to_owned(),
            hidden: vec![
                "pg_hba.conf: the role auditor may not read pg_hba_file_rules".to_owned(),
                "some settings: the role lacks pg_read_all_settings (part of pg_monitor)"
                    .to_owned(),
            ],
        },
        actions: Action::from_results(&results),
        verdict: Verdict::of(&results, &overall),
        results,
        sections,
        overall,
    }
}

/// A report on an audit.
pub(crate) fn report(audit: Audit) -> AuditReport {
    AuditReport::new(
        audit,
        "Acme agents (EU)",
        Some(Environment::Production),
        DateTime::from_timestamp(1_795_097_100, 0).unwrap(),
        "0.1.0",
    )
}

/// Sixty rules with all six answers in all ten sections, as an audit of a real database has them.
pub(crate) fn usual() -> Audit {
    let severities = [
        Severity::Critical,
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::Info,
    ];
    let titles = [
        "Tables with policies enforce them",
        "No role of an application is a superuser",
        "Every foreign key has an index",
        "Constraints are validated",
        "Tables and columns are described",
        "Personal data is encrypted or pseudonymised at rest",
    ];
    let results = (0..60_usize)
        .map(|index| {
            let section = Section::ALL[index % 10];
            let severity = severities[(index / 7) % 5];
            let answer = match index % 11 {
                0 | 4 | 8 => failing(&format!("table_{index}"), 1 + index % 9, severity),
                2 => Answer::NotDeterminable {
                    reason: "The role may not read pg_hba_file_rules. Grant it pg_monitor and EXECUTE on the function, then audit again."
                        .to_owned(),
                },
                5 => Answer::NotApplicable {
                    reason: "pgvector is not installed, and no column holds embeddings.".to_owned(),
                },
                6 => Answer::Manual {
                    question: "When was a restore from backup last tried, and did it succeed?".to_owned(),
                },
                9 => Answer::Stale {
                    reason: "Statistics were reset 3 hours ago; use counts mean something after a week.".to_owned(),
                },
                _ => Answer::Pass,
            };
            let title = titles[index % titles.len()];
            rule(&format!("area{}.rule-{index}", index % 6), title, section, severity, answer)
        })
        .collect();
    audit(results)
}
