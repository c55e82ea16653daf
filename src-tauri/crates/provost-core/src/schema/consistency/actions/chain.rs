//! The steps of the migrations: their chain is mended, then they are applied.

use std::collections::BTreeMap;

use super::super::commands::{applying, looking_for, to_be_shortened};
use super::super::migrations::told_as_blocked;
use super::super::steps::{Plan, Step};
use super::super::timeline::Stage;
use super::super::wording::{counted, few};
use super::super::{FindingCode, Known, Size};
use crate::audit::Severity;
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
    let step = Step::new(
        Stage::Foundation,
        title,
        mending(history),
        Size::of(mends.len(), 4, 1),
    )
    .commands(looking_for(&missing));
    Some(plan.add(step, mends, &[]))
}

/// A line for each kind of defect: which migrations or files, and what to do about them.
fn mending(history: &History) -> String {
    let mut kinds: BTreeMap<DefectKind, Vec<&String>> = BTreeMap::new();
    for defect in &history.defects {
        if defect.severity > Severity::Info
            && defect.kind != DefectKind::UnknownRow
            && !told_as_blocked(history, defect)
        {
            let named = match defect.kind {
                // What is missing comes first, then what follows on it.
                DefectKind::MissingRevision | DefectKind::MissingDependency => {
                    defect.migrations.get(..1).unwrap_or_default()
                }
                _ if defect.migrations.is_empty() => &defect.files,
                _ => &defect.migrations,
            };
            kinds.entry(defect.kind).or_default().extend(named);
        }
    }
    if !history.unknown.is_empty() {
        kinds.insert(DefectKind::UnknownRow, history.unknown.iter().collect());
    }
    let lines = kinds.into_iter().map(|(kind, mut names)| {
        names.sort();
        names.dedup();
        match names.len() {
            0 => kind.advice().to_owned(),
            _ => format!("{}: {}", few(names), kind.advice()),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
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
pub(super) fn apply(known: &Known<'_>, plan: &mut Plan<'_>, after: &[Option<u32>]) -> Option<u32> {
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
    let long = to_be_shortened(history);
    if !long.is_empty() {
        detail = format!(
            "{detail} No command names {}: shorten what is too long for the state table first, then apply by the new name.",
            few(long)
        );
    }
    let missing = missing_revisions(history).len();
    let mut title = format!("Apply {}", counted(waiting.len(), "migration"));
    if missing > 0 {
        title.push_str(", and what is missing, once found");
    }
    let step = Step::new(
        Stage::Foundation,
        title,
        detail,
        Size::of(waiting.len() + missing, 10, 3),
    )
    .commands(applying(history));
    Some(plan.add(step, mends, after))
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
