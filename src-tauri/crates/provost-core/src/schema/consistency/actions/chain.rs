//! The steps of the migrations: their chain is mended, then they are applied.

use super::super::commands::{applying, looking_for};
use super::super::steps::{Plan, Step};
use super::super::timeline::Stage;
use super::super::wording::{counted, few};
use super::super::{FindingCode, Known, Size};
use super::foundation::remedies;
use crate::schema::comparison::{Area, ObjectId, ObjectKind, area_of};
use crate::schema::history::{DefectKind, History};

/// A day for the first kind of defect and up to one more for each other; a missing file may have to be written anew.
pub(super) fn mend_chain(known: &Known<'_>, plan: &mut Plan<'_>) -> Option<u32> {
    let mends = plan.of(&[FindingCode::MigrationDefect, FindingCode::MigrationUnknown]);
    let history = known.history.filter(|_| !mends.is_empty())?;
    let missing = missing_revisions(history);
    let title = if missing.is_empty() {
        "Mend the chain of migrations".to_owned()
    } else {
        format!("Mend the chain of migrations: find {}", few(&missing))
    };
    let detail = remedies(&plan.findings_at(&mends));
    let step = Step::new(
        Stage::Foundation,
        title,
        detail,
        Size::of(mends.len(), 4, 1),
    )
    .commands(looking_for(&missing));
    Some(plan.add(step, mends, &[]))
}

/// What migrations follow on and no file defines, and what the database names and the folder has not.
fn missing_revisions(history: &History) -> Vec<String> {
    let defects = history.defects.iter().filter(|one| {
        matches!(
            one.kind,
            DefectKind::MissingRevision | DefectKind::MissingDependency
        )
    });
    let mut missing: Vec<String> = defects
        .filter_map(|one| one.migrations.first().cloned())
        .chain(history.unknown.iter().cloned())
        .collect();
    missing.sort();
    missing.dedup();
    missing
}

/// Ten migrations a day when all goes well, three when each needs a look.
pub(super) fn apply(
    known: &Known<'_>,
    plan: &mut Plan<'_>,
    saved: Option<u32>,
    mended: Option<u32>,
) -> Option<u32> {
    let mends = plan.of(&[
        FindingCode::MigrationsPending,
        FindingCode::MigrationsBlocked,
    ]);
    let history = known.history.filter(|_| !mends.is_empty())?;
    let waiting: Vec<&String> = history.pending.iter().chain(&history.blocked).collect();
    let guarding: Vec<&str> = waiting
        .iter()
        .filter(|id| concerns_security(known, history, id))
        .map(|id| id.as_str())
        .collect();
    let mut detail = if history.applied.is_empty() {
        "Nothing is recorded: where the objects of a migration are there, have the tool record it and not apply it. The others go in the order of the chain.".to_owned()
    } else {
        "They go in the order of the chain, one after the other; look at the result of each before the next.".to_owned()
    };
    if !guarding.is_empty() {
        detail = format!(
            "{detail} What protects accounts and proves what happened comes with {}.",
            few(guarding)
        );
    }
    let step = Step::new(
        Stage::Foundation,
        format!("Apply {}", counted(waiting.len(), "migration")),
        detail,
        Size::of(waiting.len(), 10, 3),
    )
    .commands(applying(history));
    Some(plan.add(step, mends, &[saved, mended]))
}

/// Whether a migration's name or title speaks of accounts or of security.
fn concerns_security(known: &Known<'_>, history: &History, id: &str) -> bool {
    let title = super::super::migrations::title(history, id).unwrap_or_default();
    let object = ObjectId {
        schema: None,
        table: None,
        kind: ObjectKind::Other,
        name: format!("{id} {title}"),
    };
    let area = area_of(&object, [known.expected, known.actual]);
    matches!(area, Area::Authentication | Area::Security)
}
