//! Records of what was done: statements, changes of the schema, and tables that keep such records.

use crate::audit::rules::authentication::{known, preloaded};
use crate::audit::rules::exposure::{Exposure, Level};
use crate::audit::rules::wording::words;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Relation};

/// The classes that pgAudit writes down, over the server and single roles; none where it is not loaded.
fn audited_classes(catalog: &Catalog) -> Result<Option<Vec<String>>, Checked> {
    if !preloaded(catalog, "pgaudit")? {
        return Ok(None);
    }
    let server = catalog
        .setting("pgaudit.log")
        .map(|setting| setting.value.as_str());
    let roles = catalog
        .role_settings
        .iter()
        .filter(|setting| setting.name == "pgaudit.log")
        .map(|setting| setting.value.as_str());
    Ok(Some(
        server
            .into_iter()
            .chain(roles)
            .flat_map(|value| value.split(','))
            .map(|class| class.trim().to_lowercase())
            .filter(|class| !class.is_empty() && class != "none")
            .collect(),
    ))
}

/// Whether pgAudit writes down the objects that a role was granted for that.
fn audits_objects(catalog: &Catalog) -> bool {
    catalog
        .setting("pgaudit.role")
        .is_some_and(|setting| !setting.value.is_empty())
}

pub(super) const STATEMENTS: Rule = Rule {
    id: "logging.statements",
    title: "Changes are written down with who made them",
    section: Section::SecurityAndCompliance,
    area: Area::Logging,
    severity: Severity::Medium,
    meaning: "Looks for one of: log_statement at ddl, mod or all; pgAudit loaded with a class in pgaudit.log (for the server or a \
              role) or with pgaudit.role. A role that may not read shared_preload_libraries cannot tell: then it is not determinable.",
    reason: "An audit asks who changed what. Without such a record the answer is what people remember.",
    action: "Load pgAudit with the classes role, ddl and write, or set log_statement to ddl at least",
    references: &[
        "CIS PostgreSQL 17 §3.2",
        "CIS PostgreSQL 17 §3.1.25",
        "HIPAA 164.312(b)",
        "SOX ITGC-DA1",
        "EU AI Act Art. 12(1)",
    ],
    evidence_sql: "\
SELECT name, setting
FROM pg_catalog.pg_settings
WHERE name IN ('log_statement', 'shared_preload_libraries', 'session_preload_libraries', 'pgaudit.log', 'pgaudit.role')
ORDER BY 1",
    check: check_statements,
};

fn check_statements(catalog: &Catalog) -> Checked {
    let statement = match known(catalog, "log_statement") {
        Ok("none") => "none",
        Ok(_) => return Checked::found(1, vec![]),
        Err(answer) => return answer,
    };
    let finding = |statement_text: &str| {
        Finding::new("server log", Severity::Medium, statement_text)
            .fact("log_statement", statement)
    };
    match audited_classes(catalog) {
        Err(answer) => answer,
        Ok(Some(classes)) if !classes.is_empty() || audits_objects(catalog) => Checked::found(1, vec![]),
        Ok(Some(_)) => Checked::found(
            1,
            vec![
                finding("pgAudit is loaded and writes nothing down")
                    .fact("pgaudit.log", "none")
                    .fix("ALTER SYSTEM SET pgaudit.log = 'role, ddl, write';\nSELECT pg_reload_conf();"),
            ],
        ),
        Ok(None) => Checked::found(
            1,
            vec![
                finding("Nothing writes down who changed what")
                    .fact("pgaudit", "not loaded")
                    .fix(
                        "-- pgAudit says more, and needs a restart. Statements in the log can hold personal data: protect the log.\n\
                         ALTER SYSTEM SET log_statement = 'ddl';\nSELECT pg_reload_conf();",
                    ),
            ],
        ),
    }
}

pub(super) const SCHEMA_CHANGES: Rule = Rule {
    id: "logging.schema-changes",
    title: "Changes of the schema leave a record",
    section: Section::ErrorHandling,
    area: Area::Logging,
    severity: Severity::Low,
    meaning: "Looks for one of: log_statement at ddl, mod or all; pgAudit with the class ddl or all; an enabled event trigger on \
              ddl_command_end or sql_drop. Left out: event triggers of extensions and those with which a web gateway only reloads its \
              picture of the schema (pgrst_…, issue_…).",
    reason: "A change that went past the migrations is otherwise seen when something breaks.",
    action: "Record changes of the schema with pgAudit or an event trigger",
    references: &[
        "SOX ITGC-CM2",
        "CIS PostgreSQL 17 §3.1.25",
        "ISO/IEC 42001 A.6.2.8",
    ],
    evidence_sql: "\
SELECT 'no enabled event trigger on ddl_command_end or sql_drop' AS missing
WHERE NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_event_trigger
    WHERE evtenabled <> 'D' AND evtevent IN ('ddl_command_end', 'sql_drop'))",
    check: check_schema_changes,
};

fn check_schema_changes(catalog: &Catalog) -> Checked {
    let triggers = catalog.event_triggers.iter().filter(|trigger| {
        trigger.enabled != "D"
            && trigger.extension.is_none()
            && matches!(trigger.event.as_str(), "ddl_command_end" | "sql_drop")
            && !["pgrst_", "issue_"]
                .iter()
                .any(|own| trigger.name.starts_with(own))
    });
    if triggers.count() > 0 {
        return Checked::found(1, vec![]);
    }
    match known(catalog, "log_statement") {
        Ok("none") => {}
        Ok(_) => return Checked::found(1, vec![]),
        Err(answer) => return answer,
    }
    match audited_classes(catalog) {
        Err(answer) => answer,
        Ok(classes) => {
            let recorded = (classes.iter().flatten()).any(|class| class == "ddl" || class == "all");
            let findings = if recorded {
                vec![]
            } else {
                vec![
                    Finding::new(
                        format!("database {}", catalog.database.name),
                        Severity::Low,
                        "Nothing records a change of its schema",
                    )
                    .fact("log_statement", "none")
                    .fact(
                        "pgaudit",
                        if classes.is_some() {
                            "without ddl"
                        } else {
                            "not loaded"
                        },
                    ),
                ]
            };
            Checked::found(1, findings)
        }
    }
}

pub(super) const APPEND_ONLY: Rule = Rule {
    id: "logging.append-only",
    title: "Records of access can be added to, not changed",
    section: Section::SecurityAndCompliance,
    area: Area::Logging,
    severity: Severity::High,
    meaning: "Looks at tables whose name says that they record access or changes (audit, or access with log) and for roles other than \
              the owner that may UPDATE, DELETE or TRUNCATE them. High where everyone may, else medium; low where an enabled trigger stands \
              before updates or deletes, which may refuse them. Left out: partitions, and tables that only the owner and administrators \
              change. Not applicable where no table is so called.",
    reason: "A record that the recorded can change proves nothing.",
    action: "Leave applications INSERT and SELECT on records of access",
    references: &[
        "HIPAA 164.312(b)",
        "SOX §802",
        "EU AI Act Art. 12(1)",
        "GDPR Art. 5(2)",
        "ISO/IEC 42001 A.6.2.8",
    ],
    evidence_sql: "\
SELECT n.nspname, c.relname, x.grantee::regrole AS grantee, x.privilege_type
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS x
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname ~* 'audit|access_?log'
  AND x.grantee <> c.relowner AND x.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
ORDER BY 1, 2, 3, 4",
    check: check_append_only,
};

/// Whether a table's name says that it records who did what.
fn is_record(table: &Relation) -> bool {
    let words = words(&table.name.name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    has(&["audit", "auditlog"])
        || (has(&["access", "activity"]) && has(&["log", "logs"]))
        || has(&["accesslog"])
}

fn check_append_only(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let records: Vec<&Relation> = catalog.tables().filter(|table| is_record(table)).collect();
    if records.is_empty() {
        return Checked::not_applicable("No table is called an audit or access log.");
    }
    let mut findings = Vec::new();
    for table in &records {
        let held: Vec<&str> = ["UPDATE", "DELETE", "TRUNCATE"]
            .into_iter()
            .filter(|privilege| exposure.reach(table, &[privilege]).level() > Level::Nobody)
            .collect();
        let reach = exposure.reach(table, &["UPDATE", "DELETE", "TRUNCATE"]);
        let guarded = table.triggers.iter().any(|trigger| {
            let definition = trigger.definition.to_uppercase();
            trigger.enabled != "D"
                && definition.contains(" BEFORE ")
                && (definition.contains("UPDATE") || definition.contains("DELETE"))
        });
        let severity = match (reach.level(), guarded) {
            (Level::Nobody, _) => continue,
            (_, true) => Severity::Low,
            (Level::Everyone, false) => Severity::High,
            (Level::Roles, false) => Severity::Medium,
        };
        let list = held.join(", ");
        findings.push(
            Finding::new(
                table.name.to_string(),
                severity,
                format!("Others than its owner may {list}"),
            )
            .fact("privileges", &list)
            .fact("held by", reach.describe())
            .fact("trigger before changes", guarded),
        );
    }
    Checked::found(records.len(), findings)
}
