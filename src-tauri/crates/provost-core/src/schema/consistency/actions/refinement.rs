//! What makes it quick, and what keeps it as it should be.

use super::super::commands::comparing;
use super::super::compliance;
use super::super::sql::ended;
use super::super::steps::{Plan, Step};
use super::super::timeline::Stage;
use super::super::wording::{counted, few};
use super::super::{ComplianceLine, FindingCode, Requirement, Size};
use super::foundation::remedies;
use super::{Before, Grounds, unless_made};
use crate::audit::Status;

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
    comply(grounds, plan, before);
    keep(grounds, plan);
}

/// Eight gaps a day when they are only to be decided on, two when something is to be made for each. What earlier steps make
/// is not counted again.
fn comply(grounds: &Grounds<'_>, plan: &mut Plan<'_>, before: Before) {
    let mends = plan.of(&[FindingCode::ComplianceGap]);
    if mends.is_empty() {
        return;
    }
    let lines = compliance::lines(grounds.subject);
    let failing = lines.iter().filter(|line| line.status == Status::Fail);
    let mut after = vec![before.applied, before.served];
    let mut left: Vec<&ComplianceLine> = Vec::new();
    for line in failing {
        match closed_by(plan, line) {
            Some(place) => after.push(Some(place)),
            None => left.push(line),
        }
    }
    let (title, detail, size) = if left.is_empty() {
        (
            "Look at section 8 again",
            "The earlier steps close all that it misses: see in a new report that it says so."
                .to_owned(),
            Size::days(1, 1),
        )
    } else {
        let detail = format!(
            "No earlier step closes {}. {}",
            few(left.iter().map(|line| &line.title)),
            remedies(&plan.findings_at(&mends))
        );
        (
            "Close the gaps of section 8",
            detail,
            Size::of(left.len(), 8, 2),
        )
    };
    plan.add(
        Step::new(Stage::Optimization, title, detail, size),
        mends,
        &after,
    );
}

/// The earlier step that closes a gap: it makes a table that the gap misses, or mends what the gap comes from.
fn closed_by(plan: &Plan<'_>, line: &ComplianceLine) -> Option<u32> {
    let codes: &[FindingCode] = match line.requirement {
        Requirement::SecondFactor => &[FindingCode::SecondFactorWithoutTables],
        Requirement::Sessions => &[FindingCode::NoSessionTables],
        Requirement::AuditTrail => &[FindingCode::NoAuditTrail],
        Requirement::PasswordHashes => &[FindingCode::WeakPasswords],
        Requirement::EncryptionOnTheWay => &[FindingCode::NoTls],
        Requirement::EncryptedSecrets => &[
            FindingCode::SecretsInTheClear,
            FindingCode::TokensInTheClear,
        ],
        _ => &[],
    };
    let closing = plan.places(|finding| {
        codes.contains(&finding.code)
            || (finding.code == FindingCode::TablesMissing
                && finding
                    .shown_by
                    .iter()
                    .any(|table| line.missing.contains(table)))
    });
    let place = plan
        .actions
        .iter()
        .position(|action| action.mends.iter().any(|mended| closing.contains(mended)))?;
    u32::try_from(place).ok()
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
    let mut detail = remedies(&plan.findings_at(&mends));
    if before.applied.is_some() {
        detail = format!("{} {detail}", unless_made("them", "these statements"));
    }
    let step = Step::new(
        Stage::Optimization,
        format!("Build {}", counted(missing.len(), "index")),
        detail,
        Size::of(missing.len(), 40, 10),
    )
    .commands(
        missing
            .iter()
            .map(|index| unless_there(&ended(&index.sql)))
            .collect(),
    );
    plan.add(step, mends, &[before.saved, before.applied]);
}

/// A statement that builds an index with a name beside its table's work, so that it does nothing where the index is there.
fn unless_there(sql: &str) -> String {
    const WORD: &str = " concurrently ";
    let lower = sql.to_ascii_lowercase();
    let found = lower.find(WORD).and_then(|at| {
        let after = at + WORD.len();
        Some((lower.get(..at)?, after, lower.get(after..)?))
    });
    match found {
        Some(("create index" | "create unique index", after, rest))
            if !rest.starts_with("on ") && !rest.starts_with("if not exists ") =>
        {
            let (made, named) = sql.split_at(after);
            format!("{made}IF NOT EXISTS {named}")
        }
        _ => sql.to_owned(),
    }
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
