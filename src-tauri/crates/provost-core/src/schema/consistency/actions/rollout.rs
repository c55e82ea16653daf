//! What is put into service step by step: the tables of each area, what guards credentials, other objects, rows.

use super::super::differences::{MissingTables, area_word, areas};
use super::super::sql::gentlest;
use super::super::steps::{Plan, Step};
use super::super::timeline::Stage;
use super::super::violations::constraints;
use super::super::wording::{counted, few};
use super::super::{FindingCode, MissingConstraint, Size};
use super::foundation::remedies;
use super::{Before, Grounds, unless_made};
use crate::schema::comparison::{Area, ObjectId};

/// Adds the steps of the areas, then those of what stands around them.
pub(super) fn put(grounds: &Grounds<'_>, plan: &mut Plan<'_>, before: &mut Before) {
    let missing = areas(grounds.subject.tables);
    for (area, tables) in &missing {
        if matches!(area, Area::Authentication | Area::Security) {
            before.served = Some(serve(plan, *before, *area, tables));
        }
    }
    guard(plan, *before);
    for (area, tables) in &missing {
        if !matches!(area, Area::Authentication | Area::Security) {
            before.served = Some(serve(plan, *before, *area, tables));
        }
    }
    other_objects(plan, *before);
    constrain(grounds, plan, *before);
    surplus(plan, *before);
}

/// Ten tables a day when migrations bring them and programs know them, four when programs have to be looked after.
fn serve(plan: &mut Plan<'_>, before: Before, area: Area, tables: &MissingTables<'_>) -> u32 {
    let names = tables.names();
    let expected_with: &[FindingCode] = match area {
        Area::Authentication => &[
            FindingCode::SecondFactorWithoutTables,
            FindingCode::NoSessionTables,
        ],
        Area::Security => &[FindingCode::NoAuditTrail],
        Area::Agents | Area::Application | Area::Other => &[],
    };
    let mends = plan.places(|finding| {
        let of_area = finding.code == FindingCode::TablesMissing && finding.shown_by == names;
        // Only what the missing tables of this area stand behind.
        let with_them = expected_with.contains(&finding.code)
            && finding.shown_by.iter().any(|name| names.contains(name));
        of_area || with_them
    });
    let stage = match area {
        Area::Authentication | Area::Security => Stage::Security,
        Area::Agents | Area::Application | Area::Other => Stage::Application,
    };
    let detail = format!(
        "{} Then have programs use them.",
        unless_made(
            &few(tables.lines.iter().map(|(_, line)| &line.name)),
            "the SQL of this report"
        )
    );
    let step = Step::new(
        stage,
        format!(
            "Put {} of {} into service",
            counted(names.len(), "table"),
            area_word(area)
        ),
        detail,
        Size::of(names.len(), 10, 4),
    );
    plan.add(step, mends, &[before.saved, before.applied])
}

/// What is found about accounts and not brought by missing tables.
fn guard(plan: &mut Plan<'_>, before: Before) {
    let after = [before.saved, before.applied, before.served];
    for (codes, title, size) in [
        (
            &[FindingCode::SecondFactorWithoutTables][..],
            "Give the second factor its tables, or take the sign of it away",
            Size::days(2, 5),
        ),
        (
            &[FindingCode::NoSessionTables],
            "Keep sessions and devices, so that they can be ended",
            Size::days(1, 4),
        ),
        (
            &[FindingCode::NoAuditTrail],
            "Write down who did what",
            Size::days(1, 4),
        ),
        (
            &[
                FindingCode::SecretsInTheClear,
                FindingCode::TokensInTheClear,
            ],
            "Encrypt secrets and tokens",
            Size::days(1, 4),
        ),
    ] {
        let mut mends = plan.of(codes);
        mends.retain(|place| {
            plan.actions
                .iter()
                .all(|action| !action.mends.contains(place))
        });
        if !mends.is_empty() {
            let detail = remedies(&plan.findings_at(&mends));
            plan.add(
                Step::new(Stage::Security, title, detail, size),
                mends,
                &after,
            );
        }
    }
}

/// Where migrations wait, what they do not bring is only known afterwards.
fn other_objects(plan: &mut Plan<'_>, before: Before) {
    let mut mends = plan.of(&[FindingCode::ObjectsDiffer]);
    mends.retain(|place| {
        plan.actions
            .iter()
            .all(|action| !action.mends.contains(place))
    });
    if mends.is_empty() {
        return;
    }
    let count: usize = plan
        .findings_at(&mends)
        .iter()
        .map(|finding| finding.shown_by.len())
        .sum();
    let step = Step::new(
        Stage::Application,
        format!(
            "Compare again, and mend what is left of {}",
            counted(count, "difference")
        ),
        "What the migrations have not brought stands in the SQL of the next report.",
        Size::of(count, 40, 10),
    );
    plan.add(step, mends, &[before.saved, before.applied, before.served]);
}

/// Twenty constraints a day when no row breaks them, five when each needs a look.
fn constrain(grounds: &Grounds<'_>, plan: &mut Plan<'_>, before: Before) {
    let mends = plan.of(&[FindingCode::ConstraintsMissing]);
    let missing = constraints(grounds.integrity);
    if mends.is_empty() {
        return;
    }
    let mut detail = "Added NOT VALID they hold for new rows at once; VALIDATE then reads the old ones without keeping writers out.".to_owned();
    if before.applied.is_some() {
        detail = format!("{} {detail}", unless_made("them", "these statements"));
    }
    let step = Step::new(
        Stage::Application,
        format!(
            "Add {} to tables that are there",
            counted(missing.len(), "constraint")
        ),
        detail,
        Size::of(missing.len(), 20, 5),
    )
    .commands(statements(grounds, &missing));
    plan.add(step, mends, &[before.saved, before.applied, before.cleaned]);
}

/// The statements of the script for these constraints, each the way that holds its lock for less time.
fn statements(grounds: &Grounds<'_>, missing: &[&MissingConstraint]) -> Vec<String> {
    let wanted = |object: &ObjectId| missing.iter().any(|one| &one.object == object);
    let statements = grounds.subject.known.comparison.script.statements.iter();
    let wanted = statements.filter(|one| wanted(&one.object));
    wanted.map(gentlest).collect()
}

/// Ten tables a day when somebody knows them, two when nobody does.
fn surplus(plan: &mut Plan<'_>, before: Before) {
    let mends = plan.of(&[FindingCode::TablesUnexpected]);
    if mends.is_empty() {
        return;
    }
    let findings = plan.findings_at(&mends);
    let count: usize = findings.iter().map(|finding| finding.shown_by.len()).sum();
    let detail = remedies(&findings);
    let step = Step::new(
        Stage::Application,
        format!(
            "Decide about {} that nobody expects",
            counted(count, "table")
        ),
        detail,
        Size::of(count, 10, 2),
    );
    plan.add(step, mends, &[before.saved]);
}
