//! Constraints that do not hold and the rows that break them: the findings of section 7.

use std::collections::BTreeMap;

use super::shares::{Share, share};
use super::subject::Subject;
use super::wording::{counted, few, verb};
use super::{Finding, FindingCode, Integrity, MissingConstraint, Topic};
use crate::audit::Severity;
use crate::schema::ComparisonReport;
use crate::schema::comparison::script::{Warning, WarningKind};
use crate::schema::comparison::{ObjectId, ObjectKind};

/// What is said of a statement that no row makes fail.
const HOLDS_NOW: &str = "Holds now: 0 rows break it.";

/// Whether a warning says that no row makes the statement fail.
pub(super) fn holds_now(warning: &Warning) -> bool {
    warning.text == HOLDS_NOW
}

/// The findings of section 7.
pub(super) fn findings(subject: &Subject<'_>, integrity: &Integrity) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(not_there(subject, integrity));
    found.extend(broken(integrity));
    found
}

fn not_there(subject: &Subject<'_>, integrity: &Integrity) -> Option<Finding> {
    // Indexes are told with those of section 6.
    let missing = constraints(integrity);
    let differences = &subject.known.comparison.comparison.differences;
    let severity = |object: &ObjectId| {
        let found = differences.iter().find(|one| &one.object == object);
        found.map(|one| one.severity)
    };
    let worst = missing
        .iter()
        .filter_map(|one| severity(&one.object))
        .max()?;
    let uncounted = missing
        .iter()
        .filter(|one| one.breaking.rows.seen().is_err())
        .count();
    let title = format!(
        "{} {} expected on tables that are there and {} not hold: {}.",
        counted(missing.len(), "constraint"),
        verb(missing.len()),
        if missing.len() == 1 { "does" } else { "do" },
        few(missing.iter().map(|one| one.object.to_string())),
    );
    let impact = match uncounted {
        0 => "Rows that should be refused can come in.".to_owned(),
        count => format!(
            "Rows that should be refused can come in. For {count} of them it is not known how many have."
        ),
    };
    let finding = Finding::new(
        FindingCode::ConstraintsMissing,
        Topic::Integrity,
        worst,
        title,
    )
    .impact(impact)
    .shown_by(
        missing
            .iter()
            .map(|one| format!("{}: {}", one.object, one.definition)),
    )
    .remedy("Add them NOT VALID, clean the rows that break them, then VALIDATE.");
    Some(finding)
}

/// What is missing without the unique indexes.
pub(super) fn constraints(integrity: &Integrity) -> Vec<&MissingConstraint> {
    let missing = integrity.missing.iter();
    missing
        .filter(|one| one.object.kind != ObjectKind::Index)
        .collect()
}

/// The constraints and unique indexes that rows break now, with how many.
pub(super) fn broken_by(integrity: &Integrity) -> Vec<(&MissingConstraint, i64)> {
    let counted = integrity.missing.iter().filter_map(|one| {
        let rows = *one.breaking.rows.seen().ok()?;
        (rows > 0).then_some((one, rows))
    });
    counted.collect()
}

fn broken(integrity: &Integrity) -> Option<Finding> {
    let broken = broken_by(integrity);
    if broken.is_empty() {
        return None;
    }
    let title = format!(
        "Rows break {} that {} expected and do{} not hold: {}.",
        counted(broken.len(), "constraint"),
        verb(broken.len()),
        if broken.len() == 1 { "es" } else { "" },
        few(broken
            .iter()
            .map(|(one, rows)| format!("{} ({rows})", one.object))),
    );
    let finding = Finding::new(FindingCode::RowsBreakConstraints, Topic::Integrity, Severity::High, title)
        .impact("The constraints cannot be added before these rows are cleaned, and programs may have taken them for right.")
        .shown_by(broken.iter().map(|(one, rows)| format!("{}: {}", one.object, breaking(*rows))))
        .remedy("Look at the rows with the statements of section 12, and mend or remove them with those who own them.");
    Some(finding)
}

/// So many rows, in words.
fn breaking(rows: i64) -> String {
    match rows {
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    }
}

/// The differences with the warnings of statements that may fail told by what was counted: that they fail now, with how many
/// rows, or that they hold now.
pub(super) fn told(report: &ComparisonReport, integrity: &Integrity) -> ComparisonReport {
    let mut report = report.clone();
    let differences = &report.comparison.differences;
    let counted: BTreeMap<ObjectId, i64> = integrity
        .missing
        .iter()
        .filter_map(|one| Some((one.object.clone(), *one.breaking.rows.seen().ok()?)))
        // Of a column that differs in more ways than NOT NULL, other statements may fail as well.
        .filter(|(object, _)| {
            differences.iter().any(|one| {
                one.object == *object && matches!(share(one), Share::Constraint | Share::Index)
            })
        })
        .collect();
    for statement in &mut report.script.statements {
        let Some(rows) = counted.get(&statement.object) else {
            continue;
        };
        let may_fail = statement.warnings.iter_mut();
        for warning in may_fail.filter(|one| one.kind == WarningKind::MayFail) {
            warning.text = match rows {
                0 => HOLDS_NOW.to_owned(),
                1 => "Fails now: 1 row breaks it.".to_owned(),
                rows => format!("Fails now: {rows} rows break it."),
            };
        }
    }
    report
}
