//! Constraints that do not hold and the rows that break them: the findings of section 7.

use super::subject::Subject;
use super::wording::{counted, few, verb};
use super::{Finding, FindingCode, Integrity, MissingConstraint, Topic};
use crate::audit::Severity;
use crate::schema::comparison::ObjectId;

/// The findings of section 7.
pub(super) fn findings(subject: &Subject<'_>, integrity: &Integrity) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(not_there(subject, integrity));
    found.extend(broken(integrity));
    found
}

fn not_there(subject: &Subject<'_>, integrity: &Integrity) -> Option<Finding> {
    let missing = &integrity.missing;
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

/// The constraints that rows break now, with how many.
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
        .shown_by(broken.iter().map(|(one, rows)| format!("{}: {rows} rows", one.object)))
        .remedy("Look at the rows with the statements of section 12, and mend or remove them with those who own them.");
    Some(finding)
}
