//! Section 10: what can go wrong as long as things stay as they are, and while they are mended.

use std::collections::BTreeMap;

use super::{Finding, FindingCode, Known, Risk, costs};
use crate::audit::Severity;
use crate::schema::comparison::script::Script;

/// So many findings are told as the reason of a risk at most: the worst.
const REASONS: usize = 3;

/// The risks, the worst first.
pub(super) fn risks(known: &Known<'_>, script: &Script, findings: &[Finding]) -> Vec<Risk> {
    let mut risks: Vec<Risk> = Vec::new();
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        let Some((title, mitigation)) = of(finding.code) else {
            continue;
        };
        // One risk a kind: the findings stand worst first, so the first gives its level.
        match risks.iter_mut().find(|risk| risk.title == title) {
            Some(risk) if told.get(title).is_some_and(|count| *count < REASONS) => {
                risk.because = format!("{} {}", risk.because, finding.title);
            }
            Some(_) => {}
            None => risks.push(risk(finding.severity, title, &finding.title, mitigation)),
        }
        *told.entry(title).or_default() += 1;
    }
    for risk in &mut risks {
        let all = told.get(risk.title.as_str()).copied().unwrap_or_default();
        if all > REASONS {
            risk.because = format!("{} And {} more.", risk.because, all - REASONS);
        }
    }
    risks.extend(costs::risks(script));
    risks.extend(of_moment(known, findings));
    risks.sort_by_key(|risk| std::cmp::Reverse(risk.level));
    risks
}

/// A risk.
pub(super) fn risk(level: Severity, title: &str, because: &str, mitigation: &str) -> Risk {
    Risk {
        level,
        title: title.to_owned(),
        because: because.to_owned(),
        mitigation: mitigation.to_owned(),
    }
}

/// What a finding can lead to, and what makes that smaller until it is mended.
fn of(code: FindingCode) -> Option<(&'static str, &'static str)> {
    Some(match code {
        FindingCode::TablesMissing => (
            "Programs that are written for the expected schema fail where they meet a missing table.",
            "Keep the features that need them switched off until their tables are there.",
        ),
        FindingCode::TablesUnexpected => (
            "Data grow in tables that nobody protects or deletes.",
            "Take the rights of programs on them away as soon as it is clear that none uses them.",
        ),
        FindingCode::ObjectsDiffer => (
            "Statements that worked where they were tried do otherwise here.",
            "Try releases on a copy of this database, not on a new one.",
        ),
        FindingCode::RightsWider => (
            "Somebody reads or changes rows that are not theirs.",
            "Take the privileges that are too wide away at once; that loses no data.",
        ),
        FindingCode::MigrationDefect | FindingCode::MigrationsBlocked => (
            "Nothing that is mended reaches the database, because its migrations cannot be applied.",
            "Mend the chain before any new migration is written, and apply nothing past the gap by hand.",
        ),
        FindingCode::MigrationsPending => (
            "A release meets a database that lacks what it needs.",
            "Have the release check the revision of the database before it starts.",
        ),
        FindingCode::MigrationUnknown => (
            "A migration undoes what another branch has done.",
            "Apply nothing until the files of the unknown migrations are found.",
        ),
        FindingCode::SecondFactorWithoutTables => (
            "People rely on a second factor that may not work.",
            "Hide the second factor in the user interface until its tables are there.",
        ),
        FindingCode::NoSessionTables => (
            "A stolen session stays open and nobody notices.",
            "Keep the life of sessions short, and write sign-ins to a log meanwhile.",
        ),
        FindingCode::TokensInTheClear | FindingCode::SecretsInTheClear => (
            "Who reads one row or one backup can act as somebody else.",
            "Let only the program's own role read these columns, and encrypt the backups.",
        ),
        FindingCode::WeakPasswords => (
            "Who reads one table has everybody's password, here and wherever people use it again.",
            "Let only the role that checks passwords read them, until hashes stand in their place.",
        ),
        FindingCode::NoAuditTrail => (
            "After an incident nobody can show what happened and to whose data.",
            "Have the server log changes with pgAudit until the tables are there.",
        ),
        FindingCode::NoTls => (
            "Passwords and rows are read on the way.",
            "Let programs connect from the same machine or through a tunnel only.",
        ),
        _ => return of_upkeep(code),
    })
}

fn of_upkeep(code: FindingCode) -> Option<(&'static str, &'static str)> {
    Some(match code {
        FindingCode::EnvironmentsDiffer => (
            "What was tried in one environment does not hold in the other, because they drift apart.",
            "Check each release in an environment that has production's names and settings.",
        ),
        FindingCode::SecretInFile => (
            "A copied file opens the database.",
            "Let only the service's own user read the file, and keep it out of repositories and images.",
        ),
        FindingCode::FewConnectionsLeft => (
            "Programs and administrators cannot connect when load rises.",
            "Limit the connections of each role, so that one program cannot take all.",
        ),
        FindingCode::IndexesMissing | FindingCode::CacheTooSmall | FindingCode::Bloat => (
            "Answers get slower as tables grow.",
            "Watch the slowest statements with pg_stat_statements.",
        ),
        FindingCode::ConstraintsMissing | FindingCode::RowsBreakConstraints => (
            "Wrong rows come in, and reports and programs take them for right.",
            "Check them in the program until the constraints hold.",
        ),
        FindingCode::ComplianceGap => (
            "An auditor or an authority asks for what nobody has kept.",
            "Keep the same by hand, dated, until the database does.",
        ),
        _ => return None,
    })
}

/// Risks of any report: it shows one moment, and only what the role may see.
fn of_moment(known: &Known<'_>, findings: &[Finding]) -> Vec<Risk> {
    let mut risks = Vec::new();
    if !findings.is_empty() {
        let taken = known.actual.taken_at.format("%Y-%m-%d %H:%M UTC");
        risks.push(risk(
            Severity::Low,
            "The database changes between this report and the work on it.",
            &format!("It was read at {taken}."),
            "Compare again before each step.",
        ));
    }
    let hidden = known.audit.subject.hidden.len();
    if hidden > 0 {
        let kinds = if hidden == 1 {
            "kind of facts is"
        } else {
            "kinds of facts are"
        };
        risks.push(risk(
            Severity::Low,
            "Something that the role may not see is worse than what it sees.",
            &format!("{hidden} {kinds} hidden from {}.", known.actual.server.role),
            "Read again as a role with pg_monitor.",
        ));
    }
    risks
}
