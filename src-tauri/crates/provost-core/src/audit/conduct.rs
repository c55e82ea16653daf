//! Runs the rules over a catalog.

use sha2::{Digest, Sha256};

use super::{
    AUDIT_SCHEMA, Action, Audit, Rule, RuleResult, Score, Section, SectionScore, Subject, Verdict,
    rules,
};
use crate::catalog::{Catalog, Visible};

/// Judges a catalog by every rule. The same catalog gives the same audit, to the byte.
#[must_use]
pub fn audit(catalog: &Catalog) -> Audit {
    let results: Vec<RuleResult> = rules::all()
        .into_iter()
        .map(|rule| apply(rule, catalog))
        .collect();
    let sections = Section::ALL
        .into_iter()
        .map(|section| SectionScore {
            section,
            title: section.title().to_owned(),
            score: Score::of(results.iter().filter(|result| result.section == section)),
        })
        .collect();
    let overall = Score::of(&results);
    let verdict = Verdict::of(&results, &overall);
    let actions = Action::from_results(&results);
    Audit {
        schema: AUDIT_SCHEMA.to_owned(),
        subject: subject(catalog),
        results,
        sections,
        overall,
        actions,
        verdict,
    }
}

fn apply(rule: &Rule, catalog: &Catalog) -> RuleResult {
    let checked = (rule.check)(catalog);
    RuleResult {
        rule: rule.id.to_owned(),
        title: rule.title.to_owned(),
        section: rule.section,
        area: rule.area,
        severity: rule.severity,
        meaning: rule.meaning.to_owned(),
        reason: rule.reason.to_owned(),
        action: rule.action.to_owned(),
        references: rule
            .references
            .iter()
            .map(|&reference| reference.to_owned())
            .collect(),
        evidence_sql: rule.evidence_sql.to_owned(),
        examined: count(checked.examined),
        evidence_sha256: digest(&checked.answer),
        answer: checked.answer,
    }
}

fn subject(catalog: &Catalog) -> Subject {
    Subject {
        database: catalog.database.name.clone(),
        server_version: catalog.server.version.clone(),
        role: catalog.server.role.clone(),
        taken_at: catalog.taken_at,
        tables: count(catalog.tables().count()),
        columns: count(catalog.tables().map(|table| table.columns.len()).sum()),
        functions: count(catalog.functions.len()),
        catalog_sha256: digest(catalog),
        hidden: hidden(catalog),
    }
}

/// What the reading role could not see, each with the reason.
fn hidden(catalog: &Catalog) -> Vec<String> {
    fn reason<T>(what: &str, fact: &Visible<T>) -> Option<String> {
        fact.seen().err().map(|reason| format!("{what}: {reason}"))
    }
    let mut found: Vec<String> = [
        reason("size of the database", &catalog.database.bytes),
        reason("pg_hba.conf", &catalog.hba_rules),
        reason("stored passwords", &catalog.password_hashes),
        reason("sessions", &catalog.sessions),
        reason("subscriptions", &catalog.subscriptions),
        reason("archiving", &catalog.archiver),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !catalog.server.reads_all_settings {
        found.push(
            "some settings: the role lacks pg_read_all_settings (part of pg_monitor)".to_owned(),
        );
    }
    let locked: Vec<&str> = catalog
        .schemas
        .iter()
        .filter(|schema| !schema.usable)
        .map(|schema| schema.name.as_str())
        .collect();
    if !locked.is_empty() {
        found.push(format!(
            "rows in schemas without USAGE: {}",
            locked.join(", ")
        ));
    }
    found
}

/// SHA-256 over the JSON of a value, in lower-case hexadecimal.
fn digest(value: &impl serde::Serialize) -> String {
    struct Hashing(Sha256);
    impl std::io::Write for Hashing {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.update(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut hashing = Hashing(Sha256::new());
    // The types that come here have string keys only and the writer never fails, so this cannot fail.
    let written = serde_json::to_writer(&mut hashing, value);
    debug_assert!(written.is_ok(), "an audit's parts are always JSON");
    hexadecimal(&hashing.0.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String never fails.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
