//! What is wrong between the files and the database.

use std::collections::BTreeMap;

use crate::audit::Severity;

use super::lineage::Lineage;
use super::standing::Standing;
use super::state::{Outcome, State};
use super::{Defect, DefectKind, SourceFile, Tool, checksum, scripts};

/// The migrations whose files were changed after they were applied, and every defect that the rows show.
pub(super) fn judge(
    tool: Tool,
    files: &[SourceFile],
    lineage: &Lineage,
    standing: &Standing,
    state: &State,
) -> (Vec<String>, Vec<Defect>) {
    let altered = altered(tool, files, standing);
    let mut found: Vec<Defect> = Vec::new();
    if !altered.is_empty() {
        let message = format!(
            "{} were changed after they were applied: {}.",
            altered.len(),
            altered.join(", ")
        );
        found.push(Defect::new(DefectKind::Altered, message).of(&altered));
    }
    if !files.is_empty() {
        found.extend(rows(tool, standing));
    }
    found.extend(failed(standing));
    found.extend(unstamped(tool, lineage, standing, state));
    match tool {
        Tool::Alembic | Tool::GolangMigrate => {}
        Tool::Django => found.extend(inconsistent(lineage, standing)),
        _ => found.extend(out_of_order(tool, lineage, standing)),
    }
    if let Some(holder) = &state.lock {
        let message = format!(
            "The lock of {} is held: {holder}. Nothing else can be applied until it is given back.",
            tool.name()
        );
        found.push(Defect::new(DefectKind::LockHeld, message));
    }
    (altered, found)
}

fn altered(tool: Tool, files: &[SourceFile], standing: &Standing) -> Vec<String> {
    let kept: BTreeMap<&str, &str> = standing
        .applied
        .iter()
        .filter(|one| one.outcome.stands())
        .filter_map(|one| Some((one.id.as_str(), one.checksum.as_deref()?)))
        .collect();
    if kept.is_empty() {
        return Vec::new();
    }
    let texts: BTreeMap<&str, &str> = files
        .iter()
        .map(|file| (file.path.as_str(), file.text.as_str()))
        .collect();
    scripts::migrations(tool, files)
        .list
        .into_iter()
        .filter(|migration| {
            let sums = kept
                .get(migration.id.as_str())
                .zip(texts.get(migration.file.as_str()));
            sums.and_then(|(kept, text)| {
                checksum::unchanged(tool, text, migration.repeatable, kept)
            }) == Some(false)
        })
        // A repeatable one that was changed is meant to be run again.
        .filter(|migration| !migration.repeatable)
        .map(|migration| migration.id)
        .collect()
}

fn rows(tool: Tool, standing: &Standing) -> Vec<Defect> {
    let mut found = Vec::new();
    for id in &standing.unknown {
        let message = format!(
            "The database has `{id}` and the folder does not: the database is ahead, or was brought there from another branch."
        );
        found.push(Defect::new(DefectKind::UnknownRow, message).of([id]));
    }
    for id in &standing.stale {
        let message = format!(
            "The row `{id}` of {} says nothing: another row comes after it.",
            tool.name()
        );
        found.push(Defect::new(DefectKind::StaleRow, message).of([id]));
    }
    found
}

fn failed(standing: &Standing) -> Vec<Defect> {
    let failures = standing
        .applied
        .iter()
        .filter(|one| one.outcome == Outcome::Failed);
    let describe = |one: &super::AppliedMigration| {
        let when = one
            .at
            .as_deref()
            .map(|at| format!(" ({at})"))
            .unwrap_or_default();
        let message = format!(
            "`{}` failed or was broken off{when}: what it has left behind is not known.",
            one.id
        );
        Defect::new(DefectKind::Failed, message).of([&one.id])
    };
    failures.map(describe).collect()
}

/// No row, and yet tables: they were made without the tool, or nobody told it.
fn unstamped(tool: Tool, lineage: &Lineage, standing: &Standing, state: &State) -> Option<Defect> {
    let empty = standing.applied.is_empty() && state.other_tables && !lineage.revisions.is_empty();
    empty.then(|| {
        let what = match &state.table {
            Some(table) => format!("{table} is empty"),
            None => format!("there is no table of {}", tool.name()),
        };
        let message = format!(
            "The database has tables, and {what}: which migrations they come from is not recorded."
        );
        Defect::new(DefectKind::Unstamped, message)
    })
}

/// Django refuses to go on when one is applied and one before it is not.
fn inconsistent(lineage: &Lineage, standing: &Standing) -> Vec<Defect> {
    let mut found = Vec::new();
    for place in &standing.done {
        for before in lineage
            .before(*place)
            .filter(|before| !standing.done.contains(before))
        {
            let (id, needed) = (lineage.id(*place), lineage.id(before));
            let message =
                format!("`{id}` is applied, and `{needed}`, which must come before it, is not.");
            found.push(Defect::new(DefectKind::InconsistentHistory, message).of([id, needed]));
        }
    }
    found
}

fn out_of_order(tool: Tool, lineage: &Lineage, standing: &Standing) -> Option<Defect> {
    let chained = |place: usize| {
        lineage
            .revisions
            .get(place)
            .is_some_and(|revision| !revision.repeatable)
    };
    let last = standing.done.iter().rev().find(|place| chained(**place))?;
    let late: Vec<usize> = standing
        .pending
        .iter()
        .copied()
        .filter(|place| place < last && chained(*place))
        .collect();
    if late.is_empty() {
        return None;
    }
    let ids = lineage.ids(&late);
    let (severity, then) = match tool {
        Tool::Drizzle => (Severity::High, "the tool passes them over without a word"),
        Tool::Flyway | Tool::Liquibase => (
            Severity::Medium,
            "the tool refuses or ignores them unless it is told otherwise",
        ),
        _ => (
            Severity::Medium,
            "the tool applies them late, after what was written later",
        ),
    };
    let message = format!(
        "{} stand before `{}`, which is applied, and are not: {then}.",
        ids.join(", "),
        lineage.id(*last)
    );
    Some(
        Defect::new(DefectKind::OutOfOrder, message)
            .of(ids)
            .weighing(severity),
    )
}
