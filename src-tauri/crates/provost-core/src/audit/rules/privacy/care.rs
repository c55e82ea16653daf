//! What is known of personal data: what it is, and how long it stays.

use super::personal;
use crate::audit::rules::wording::{counted, listed, words};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Relation, RelationKind};

const NONE_PERSONAL: &str = "No column of a table looks personal by its name.";

/// Tables with columns that look personal.
fn tables_with_personal_data(catalog: &Catalog) -> Vec<&Relation> {
    catalog
        .tables()
        .filter(|table| {
            table.kind != RelationKind::ForeignTable && !personal::personal(table).is_empty()
        })
        .collect()
}

pub(super) const DOCUMENTED: Rule = Rule {
    id: "privacy.documented-columns",
    title: "Personal columns say what they hold",
    section: Section::Documentation,
    area: Area::Privacy,
    severity: Severity::Low,
    meaning: "Looks for columns whose names look personal and that have neither a COMMENT nor a security label, in one finding. Left out: \
              foreign tables, partitions, members of extensions. Not applicable where no column looks personal.",
    reason: "A record of processing, an erasure and an answer to a person all begin with knowing what a column holds and why.",
    action: "Write a COMMENT on each personal column: what it holds, why, for how long",
    references: &["GDPR Art. 30(1)(c)", "GDPR Art. 5(2)", "CCPA 1798.100(a)(1)", "ISO/IEC 42001 A.4.3"],
    evidence_sql: "\
SELECT n.nspname, c.relname, a.attname
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND a.attname ~* '(^|_)(e?mail|phone|birth|dob|ssn|iban|passport|salary|first_?name|last_?name|diagnos|religio|ethnic|ip_?addr)'
  AND pg_catalog.col_description(c.oid, a.attnum) IS NULL
ORDER BY 1, 2, 3",
    check: check_documented,
};

fn check_documented(catalog: &Catalog) -> Checked {
    let tables = tables_with_personal_data(catalog);
    if tables.is_empty() {
        return Checked::not_applicable(NONE_PERSONAL);
    }
    let mut examined = 0;
    let mut silent = Vec::new();
    for table in tables {
        for (column, _) in personal::personal(table) {
            examined += 1;
            if column.comment.is_none() && column.security_labels.is_empty() {
                silent.push(format!("{}.{}", table.name, column.name));
            }
        }
    }
    let findings = if silent.is_empty() {
        vec![]
    } else {
        vec![
            Finding::new(
                format!("database {}", catalog.database.name),
                Severity::Low,
                format!(
                    "Personal by name, without a word on what is held: {}",
                    counted(silent.len(), "column")
                ),
            )
            .fact("columns", listed(silent)),
        ]
    };
    Checked::found(examined, findings)
}

pub(super) const RETENTION: Rule = Rule {
    id: "privacy.retention",
    title: "Personal data has an end",
    section: Section::DataManagement,
    area: Area::Privacy,
    severity: Severity::Medium,
    meaning: "Looks at tables with columns that look personal. Where each has a column that says when a row must go (expires_at, \
              delete_after, retention_until and the like) it passes; otherwise a person is asked, since a job or an application may delete. \
              Not applicable where no column looks personal.",
    reason: "Data that identifies people may be kept no longer than its purpose needs it, and whoever keeps it must be able to show that.",
    action: "Say for each table with personal data when rows are deleted, and by what",
    references: &["GDPR Art. 5(1)(e)", "CCPA 1798.100(a)(3)", "HIPAA 164.310(d)(2)(i)"],
    evidence_sql: "\
SELECT n.nspname, c.relname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND EXISTS (SELECT 1 FROM pg_catalog.pg_attribute AS a
              WHERE a.attrelid = c.oid AND NOT a.attisdropped
                AND a.attname ~* '(^|_)(e?mail|phone|birth|dob|ssn|iban|passport|salary|first_?name|last_?name|diagnos|religio|ip_?addr)')
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute AS a
                  WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attname ~* '(expir|retention|delete_after|purge)')
ORDER BY 1, 2",
    check: check_retention,
};

/// Whether a column says when its row must go.
fn says_when_it_ends(table: &Relation) -> bool {
    table.columns.iter().any(|column| {
        let words = words(&column.name);
        let has = |word: &str| words.iter().any(|other| other == word);
        has("expires")
            || has("expiry")
            || has("expiration")
            || has("retention")
            || has("purge")
            || (has("delete") && has("after"))
    })
}

fn check_retention(catalog: &Catalog) -> Checked {
    let tables = tables_with_personal_data(catalog);
    if tables.is_empty() {
        return Checked::not_applicable(NONE_PERSONAL);
    }
    let open: Vec<String> = tables
        .iter()
        .filter(|table| !says_when_it_ends(table))
        .map(|table| table.name.to_string())
        .collect();
    if open.is_empty() {
        return Checked::found(tables.len(), vec![]);
    }
    let mut checked = Checked::manual(format!(
        "When are rows of these tables with personal data deleted, and by what? {}",
        listed(open)
    ));
    checked.examined = tables.len();
    checked
}
