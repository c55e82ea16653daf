//! What is due before anything else: a way back, the chain of migrations, the configurations, what is open.

use super::super::commands::saving;
use super::super::differences::of_share;
use super::super::shares::Share;
use super::super::sql::ended;
use super::super::steps::{Plan, Step};
use super::super::timeline::Stage;
use super::super::violations::broken_by;
use super::super::wording::{counted, few};
use super::super::{Finding, FindingCode, Known, Size, Topic};
use super::chain::{apply, mend_chain};
use super::{Before, Grounds};
use crate::schema::comparison::script::WarningKind;
use crate::schema::configuration::{Aspect, ConfigurationDifference};

/// Adds the steps that are due at once.
pub(super) fn lay(grounds: &Grounds<'_>, plan: &mut Plan<'_>) -> Before {
    let mut before = Before {
        saved: save(grounds, plan),
        ..Before::default()
    };
    let mended = mend_chain(grounds.subject.known, plan);
    before.cleaned = clean(grounds, plan, before.saved);
    let first = [before.saved, mended, before.cleaned];
    before.applied = apply(grounds.subject.known, plan, &first)
        .or_else(|| run_script(grounds.subject.known, plan, &first));
    standardise(grounds, plan);
    simple(
        plan,
        &[FindingCode::SecretInFile],
        "Take readable passwords out of files",
        Size::days(1, 1),
    );
    simple(
        plan,
        &[FindingCode::NoTls],
        "Let programs in over TLS only",
        Size::days(1, 2),
    );
    simple(
        plan,
        &[FindingCode::FewConnectionsLeft],
        "Make room for connections",
        Size::days(1, 2),
    );
    close(grounds, plan, &before);
    simple(
        plan,
        &[FindingCode::WeakPasswords],
        "Keep hashes of passwords only",
        Size::days(2, 5),
    );
    before
}

/// A step that does what its findings say.
fn simple(plan: &mut Plan<'_>, codes: &[FindingCode], title: &str, size: Size) {
    let mends = plan.of(codes);
    if mends.is_empty() {
        return;
    }
    let detail = remedies(&plan.findings_at(&mends));
    plan.add(
        Step::new(Stage::Foundation, title, detail, size),
        mends,
        &[],
    );
}

/// What findings say is to be done, each once.
pub(super) fn remedies(findings: &[&Finding]) -> String {
    let mut said: Vec<&str> = Vec::new();
    for finding in findings {
        if !said.contains(&finding.remedy.as_str()) {
            said.push(&finding.remedy);
        }
    }
    said.join(" ")
}

/// Whether anything will change the database.
fn changes(finding: &Finding) -> bool {
    matches!(
        finding.topic,
        Topic::Schema | Topic::Migrations | Topic::Integrity | Topic::Security
    ) || finding.code == FindingCode::IndexesMissing
}

fn save(grounds: &Grounds<'_>, plan: &mut Plan<'_>) -> Option<u32> {
    if !grounds.findings.iter().any(changes) {
        return None;
    }
    let step = Step::new(
        Stage::Foundation,
        "Save the database, and rehearse on a copy of it",
        "Restore the copy, do every later step there first, and the way back as well; then choose a time when few work.",
        Size::days(1, 2),
    )
    .commands(saving(&grounds.subject.known.actual.database.name));
    Some(plan.add(step, Vec::new(), &[]))
}

/// Migrations and the script bring checks that stop on wrong rows, so these are cleaned before. Five constraints a day when
/// the rows are plain, one when each row has to be asked about.
fn clean(grounds: &Grounds<'_>, plan: &mut Plan<'_>, saved: Option<u32>) -> Option<u32> {
    let mends = plan.of(&[FindingCode::RowsBreakConstraints]);
    let broken = broken_by(grounds.integrity);
    if mends.is_empty() {
        return None;
    }
    let step = Step::new(
        Stage::Foundation,
        format!(
            "Clean the rows that break {}",
            counted(broken.len(), "constraint")
        ),
        format!(
            "{} Count again right before the constraints are added: until then new ones can come in.",
            remedies(&plan.findings_at(&mends))
        ),
        Size::of(broken.len(), 5, 1),
    )
    .commands(
        broken
            .iter()
            .filter_map(|(one, _)| one.breaking.sql.clone())
            .collect(),
    );
    Some(plan.add(step, mends, &[saved]))
}

/// Where no migration waits, the SQL of the report brings what is missing: two hundred statements a day when all goes well,
/// fifty when each needs a look.
fn run_script(known: &Known<'_>, plan: &mut Plan<'_>, after: &[Option<u32>]) -> Option<u32> {
    let mends = plan.of(&[FindingCode::ObjectsDiffer]);
    let lacks = !plan.of(&[FindingCode::TablesMissing]).is_empty();
    let script = &known.comparison.script;
    if (mends.is_empty() && !lacks) || (script.statements.is_empty() && script.cannot.is_empty()) {
        return None;
    }
    let costs = |kind: WarningKind| {
        let statements = script.statements.iter();
        statements
            .filter(|one| one.warnings.iter().any(|warning| warning.kind == kind))
            .count()
    };
    let mut detail = format!(
        "It has {} in an order in which they run. Take out those that drop what somebody still needs.",
        counted(script.statements.len(), "statement")
    );
    let gentler = plan.of(&[FindingCode::ConstraintsMissing, FindingCode::IndexesMissing]);
    if !gentler.is_empty() {
        detail = format!(
            "{detail} Leave out the constraints and indexes of tables that are there: later steps make them without keeping programs waiting."
        );
    }
    let losing = costs(WarningKind::LosesData);
    if losing > 0 {
        detail = format!("{detail} {} lose data.", counted(losing, "statement"));
    }
    if !script.cannot.is_empty() {
        detail = format!(
            "{detail} {} it cannot mend: {}.",
            counted(script.cannot.len(), "difference"),
            few(script.cannot.iter().map(|one| one.object.to_string()))
        );
    }
    let together = if script.transactional {
        " --single-transaction"
    } else {
        ""
    };
    let step = Step::new(
        Stage::Foundation,
        "Apply the SQL of this report",
        detail,
        Size::of(script.statements.len() + script.cannot.len(), 200, 50),
    )
    .commands(vec![format!(
        "psql --set=ON_ERROR_STOP=1{together} --file=changes.sql"
    )]);
    Some(plan.add(step, mends, after))
}

/// Up to four differences a day when all goes well.
fn standardise(grounds: &Grounds<'_>, plan: &mut Plan<'_>) {
    let mends = plan.of(&[FindingCode::EnvironmentsDiffer]);
    if mends.is_empty() {
        return;
    }
    let known = grounds.subject.known;
    let findings = plan.findings_at(&mends);
    let names: Vec<&ConfigurationDifference> = grounds
        .differences
        .iter()
        .filter(|one| {
            one.aspect == Aspect::Database
                && findings.iter().any(|finding| finding.title == one.message)
        })
        .collect();
    let title = if names.is_empty() {
        "Bring the configurations of the environments together".to_owned()
    } else {
        format!(
            "Use one name for the database in every environment: {}",
            known.actual.database.name
        )
    };
    let told: Vec<&str> = findings
        .iter()
        .map(|finding| finding.title.as_str())
        .collect();
    let detail = format!("{} {}", told.join(" "), remedies(&findings));
    let size = Size::of(mends.len(), 4, 1);
    plan.add(
        Step::new(Stage::Foundation, title, detail, size),
        mends,
        &[],
    );
}

/// Rights that are wider than they should be, and the rules of the audit on rights and on the way in.
fn close(grounds: &Grounds<'_>, plan: &mut Plan<'_>, before: &Before) {
    let mends = plan.places(|finding| {
        finding.code == FindingCode::RightsWider
            || (finding.code == FindingCode::AuditRule
                && matches!(finding.topic, Topic::Security | Topic::Connectivity))
    });
    if mends.is_empty() {
        return;
    }
    let detail = remedies(&plan.findings_at(&mends));
    let size = Size::of(mends.len(), 4, 1);
    let known = grounds.subject.known;
    let wider = of_share(known, Share::Rights);
    let statements = known.comparison.script.statements.iter();
    let closing = statements.filter(|one| wider.iter().any(|wide| wide.object == one.object));
    let step = Step::new(Stage::Foundation, "Close what is open", detail, size)
        .commands(closing.map(|one| ended(&one.sql)).collect());
    plan.add(step, mends, &[before.saved, before.applied]);
}
