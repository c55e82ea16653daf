//! Personal data and secrets that others than the owner can read.

use std::collections::{BTreeMap, BTreeSet};

use super::personal::{self, Category};
use super::words::COVERED;
use crate::audit::rules::exposure::{Exposure, Level, Reach};
use crate::audit::rules::row_security::expression::Expression;
use crate::audit::rules::wording::{counted, listed, words};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Column, PolicyCommand, Relation, RelationKind};

pub(super) const PERSONAL_DATA: Rule = Rule {
    id: "privacy.exposed-personal-data",
    title: "Personal data is readable by those who need it only",
    section: Section::SecurityAndCompliance,
    area: Area::Privacy,
    severity: Severity::High,
    meaning: "Looks for columns whose names look personal (contact, identifying, financial, special categories; in English and the \
              commonest words of some other languages) that roles other than the owner may read. Where everyone may: critical for special \
              categories, else high. Where several roles may: high for special categories, medium for identifying and financial, low for \
              contact. Where one role alone may, which is taken for the application: one finding for the role, low, medium with special \
              categories. Left out: tables whose row-level security filters what is read, columns with a security label (masking), partitions, \
              views with security_invoker, members of extensions. A name can mislead: look at the column before you act.",
    reason: "Personal data must by default be open to no more people than its purpose needs; a role that reads a whole table reads \
             everyone in it.",
    action: "Restrict personal columns to the roles that need them: grants by column, row-level security or masking",
    references: &[
        "GDPR Art. 25(2)",
        "GDPR Art. 5(1)(c)",
        "GDPR Art. 9(1)",
        "HIPAA 164.308(a)(4)(ii)(B)",
        "CCPA 1798.100(c)",
        "splinter 0023",
    ],
    evidence_sql: "\
SELECT n.nspname, c.relname, a.attname, r.rolname AS reader
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_roles AS r ON NOT r.rolsuper AND r.rolname !~ '^pg_' AND r.oid <> c.relowner
WHERE a.attnum > 0 AND NOT a.attisdropped AND NOT c.relispartition AND NOT c.relrowsecurity
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND a.attname ~* '(^|_)(e?mail|phone|birth|dob|ssn|iban|passport|salary|first_?name|last_?name|diagnos|religio|ethnic|ip_?addr)'
  AND pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE')
  AND pg_catalog.has_column_privilege(r.oid, c.oid, a.attnum, 'SELECT')
ORDER BY 1, 2, 3, 4",
    check: check_personal_data,
};

/// Whether policies keep some rows of a table from its readers.
fn filters_reads(relation: &Relation) -> bool {
    let lets_all_through = relation.policies.iter().any(|policy| {
        policy.permissive
            && matches!(policy.command, PolicyCommand::All | PolicyCommand::Select)
            && policy
                .using
                .as_deref()
                .is_some_and(|text| Expression::parse(text).is_trivial())
    });
    relation.row_security && !lets_all_through
}

/// Relations whose columns others might read unfiltered.
fn readable(catalog: &Catalog) -> impl Iterator<Item = &Relation> + Clone {
    catalog.relations.iter().filter(|relation| {
        let invoker = relation.kind == RelationKind::View
            && matches!(
                relation.option("security_invoker"),
                Some("true" | "on" | "1" | "yes")
            );
        relation.extension.is_none()
            && relation.partition_of.is_none()
            && !invoker
            && !filters_reads(relation)
    })
}

/// The columns of a kind that others read, and who reads any of them.
fn reached<'c>(
    exposure: &Exposure<'c>,
    relation: &'c Relation,
    columns: Vec<(&'c Column, Category)>,
) -> (Vec<(&'c Column, Category)>, Reach<'c>) {
    let mut found = Vec::new();
    let mut readers = Reach::default();
    for (column, category) in columns {
        let reach = exposure.column_readers(relation, column);
        if column.security_labels.is_empty() && reach.level() > Level::Nobody {
            readers.public |= reach.public;
            readers.roles.extend(reach.roles);
            found.push((column, category));
        }
    }
    (found, readers)
}

fn named(columns: &[(&Column, Category)]) -> String {
    listed(
        columns
            .iter()
            .map(|(column, category)| format!("{} ({})", column.name, category.as_str())),
    )
}

/// What the readers of a table are worth: everyone, several roles, or one, which is taken for the application.
fn severity_of(readers: &Reach<'_>, worst: Category) -> Severity {
    let several = readers.roles.len() > 1;
    match (readers.level(), worst) {
        (Level::Everyone, Category::Special | Category::Secret) => Severity::Critical,
        (Level::Everyone, _) => Severity::High,
        (_, Category::Special) if several => Severity::High,
        (_, Category::Special) => Severity::Medium,
        (_, Category::Contact) => Severity::Low,
        _ if several => Severity::Medium,
        _ => Severity::Low,
    }
}

fn check_personal_data(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let mut findings = Vec::new();
    let mut by_application: BTreeMap<&str, Vec<(&Relation, Category, String)>> = BTreeMap::new();
    for relation in readable(catalog) {
        let (columns, readers) = reached(&exposure, relation, personal::personal(relation));
        let Some(worst) = columns.iter().map(|&(_, category)| category).max() else {
            continue;
        };
        if let (Level::Roles, Some(&role), 1) =
            (readers.level(), readers.roles.first(), readers.roles.len())
        {
            by_application
                .entry(role)
                .or_default()
                .push((relation, worst, named(&columns)));
            continue;
        }
        findings.push(
            Finding::new(
                relation.name.to_string(),
                severity_of(&readers, worst),
                format!(
                    "Others read what looks personal: {}",
                    counted(columns.len(), "column")
                ),
            )
            .fact("columns", named(&columns))
            .fact("read by", readers.describe())
            .fact("row-level security", relation.row_security),
        );
    }
    findings.extend(
        by_application
            .into_iter()
            .map(|(role, tables)| application_finding(role, &tables)),
    );
    Checked::found(
        readable(catalog)
            .map(|relation| relation.columns.len())
            .sum(),
        findings,
    )
}

/// One role alone reads personal columns of some tables.
fn application_finding(role: &str, tables: &[(&Relation, Category, String)]) -> Finding {
    let special = tables
        .iter()
        .any(|&(_, category, _)| category == Category::Special);
    let severity = if special {
        Severity::Medium
    } else {
        Severity::Low
    };
    let named = tables
        .iter()
        .map(|(relation, _, columns)| format!("{}: {columns}", relation.name));
    Finding::new(
        format!("role {role}"),
        severity,
        format!(
            "alone reads columns that look personal, in {}, every row of them",
            counted(tables.len(), "table")
        ),
    )
    .fact("tables", listed(named))
}

pub(super) const CREDENTIALS: Rule = Rule {
    id: "privacy.clear-text-credentials",
    title: "No credential is stored as it is",
    section: Section::SecurityAndCompliance,
    area: Area::Privacy,
    severity: Severity::High,
    meaning: "Looks for text columns of tables whose names say that they hold a password, key or token and do not say that it is hashed \
              or encrypted; one finding a table. Critical where everyone may read it, high where several roles may, medium otherwise. Left \
              out: bytea; names with hash, encrypted, digest and the like; columns whose comment speaks of a hash or of encryption; char(60), \
              the length of a bcrypt hash; password beside last_login, which is how Django keeps its hashes; secret of MLflow's \
              webhooks, which it encrypts; partitions; members of extensions. A name can mislead: look at the column before you act.",
    reason: "Whoever reads a backup, a replica or one query result too many can log in as somebody else.",
    action: "Store passwords as hashes and keys encrypted, and say so in the name or the comment",
    references: &["GDPR Art. 32(1)(a)", "HIPAA 164.312(a)(2)(iv)", "CCPA 1798.150", "splinter 0023"],
    evidence_sql: "\
SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND a.attname ~* '(password|passwd|passphrase|secret|api_?key|private_?key|(access|refresh|auth|api)_?token)$'
  AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype)
ORDER BY 1, 2, 3",
    check: check_credentials,
};

/// Whether a column would hold a credential as it is.
fn is_clear(relation: &Relation, column: &Column) -> bool {
    let text = matches!(
        column.type_name.as_str(),
        "text" | "varchar" | "bpchar" | "character varying" | "character" | "citext"
    );
    let says_covered = |text: &str| {
        words(text)
            .iter()
            .any(|word| COVERED.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit())))
    };
    let comment_covers = column.comment.as_deref().is_some_and(|comment| {
        let comment = comment.to_lowercase();
        comment.contains("encrypt") || comment.contains("hash")
    });
    let bcrypt = matches!(
        column.data_type.as_str(),
        "character(60)" | "character varying(60)"
    );
    let django = column.name == "password" && relation.column("last_login").is_some();
    let mlflow = relation.name.name == "webhooks" && relation.column("webhook_id").is_some();
    text && !says_covered(&column.name) && !comment_covers && !bcrypt && !django && !mlflow
}

/// The columns of a table that hold a credential as it is, as far as names, types and comments tell.
pub(crate) fn clear_credentials(table: &Relation) -> Vec<&Column> {
    personal::columns(table)
        .into_iter()
        .filter(|&(column, category)| category == Category::Secret && is_clear(table, column))
        .map(|(column, _)| column)
        .collect()
}

fn check_credentials(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let mut findings = Vec::new();
    for table in catalog.tables() {
        let columns: Vec<(&Column, Category)> = clear_credentials(table)
            .into_iter()
            .map(|column| (column, Category::Secret))
            .collect();
        if columns.is_empty() {
            continue;
        }
        let readers = if filters_reads(table) {
            Reach::default()
        } else {
            reached(&exposure, table, columns.clone()).1
        };
        let severity = match (readers.level(), readers.roles.len()) {
            (Level::Everyone, _) => Severity::Critical,
            (Level::Roles, 2..) => Severity::High,
            _ => Severity::Medium,
        };
        let names: BTreeSet<&String> = columns.iter().map(|(column, _)| &column.name).collect();
        findings.push(
            Finding::new(
                table.name.to_string(),
                severity,
                format!(
                    "Credentials are kept as they are, by the name of {}",
                    counted(columns.len(), "column")
                ),
            )
            .fact("columns", listed(names))
            .fact("read by", readers.describe()),
        );
    }
    Checked::found(
        catalog.tables().map(|table| table.columns.len()).sum(),
        findings,
    )
}
