//! What makes it quick, and what keeps it as it should be.

use super::super::commands::comparing;
use super::super::sql::ended;
use super::super::steps::{Plan, Step};
use super::super::timeline::Stage;
use super::super::wording::counted;
use super::super::{FindingCode, Size};
use super::foundation::remedies;
use super::{Before, Grounds};

/// Adds the last steps.
pub(super) fn refine(grounds: &Grounds<'_>, plan: &mut Plan<'_>, before: Before) {
    build_indexes(grounds, plan, before);
    for (code, title, size) in [
        (
            FindingCode::CacheTooSmall,
            "Look after the cache",
            Size::days(1, 1),
        ),
        (FindingCode::Bloat, "Pack tables anew", Size::days(1, 2)),
    ] {
        let mends = plan.of(&[code]);
        add(plan, mends, title, size, &[]);
    }
    let mut rules = plan.of(&[FindingCode::AuditRule]);
    rules.retain(|place| {
        plan.actions
            .iter()
            .all(|action| !action.mends.contains(place))
    });
    let size = Size::of(rules.len(), 4, 1);
    add(
        plan,
        rules,
        "Mend what the audit found",
        size,
        &[before.saved],
    );
    let gaps = plan.of(&[FindingCode::ComplianceGap]);
    let size = Size::of(
        plan.findings_at(&gaps)
            .iter()
            .map(|one| one.shown_by.len())
            .sum(),
        8,
        2,
    );
    add(
        plan,
        gaps,
        "Close the gaps of section 8",
        size,
        &[before.applied, before.served],
    );
    keep(grounds, plan);
}

fn add(plan: &mut Plan<'_>, mends: Vec<u32>, title: &str, size: Size, after: &[Option<u32>]) {
    if mends.is_empty() {
        return;
    }
    let detail = remedies(&plan.findings_at(&mends));
    plan.add(
        Step::new(Stage::Optimization, title, detail, size),
        mends,
        after,
    );
}

/// Forty indexes a day on small tables, ten on large ones.
fn build_indexes(grounds: &Grounds<'_>, plan: &mut Plan<'_>, before: Before) {
    let mends = plan.of(&[FindingCode::IndexesMissing]);
    if mends.is_empty() {
        return;
    }
    let missing = &grounds.performance.missing_indexes;
    let step = Step::new(
        Stage::Optimization,
        format!("Build {}", counted(missing.len(), "index")),
        remedies(&plan.findings_at(&mends)),
        Size::of(missing.len(), 40, 10),
    )
    .commands(missing.iter().map(|index| ended(&index.sql)).collect());
    plan.add(step, mends, &[before.saved, before.applied]);
}

/// The last step: that it does not come back. It waits for all others.
fn keep(grounds: &Grounds<'_>, plan: &mut Plan<'_>) {
    let known = grounds.subject.known;
    let all: Vec<Option<u32>> = (0..plan.actions.len())
        .map(|place| u32::try_from(place).ok())
        .collect();
    let step = Step::new(
        Stage::Upkeep,
        "Bring the other environments to the same state, and compare after each release",
        "The comparison exits with an error when a difference of that severity is found, so a build can stop on it.",
        Size::days(1, 2),
    )
    .commands(vec![comparing(known.name, &known.comparison.expected_from)]);
    plan.add(step, Vec::new(), &all);
}
