//! Where environments differ and where the way to the database is open: the findings of section 5.

use std::collections::BTreeSet;

use super::subject::Subject;
use super::wording::{counted, few, percent};
use super::{Finding, FindingCode, Topic};
use crate::audit::{Severity, Status};
use crate::schema::configuration::{Aspect, ConfigurationDifference};

/// The findings of section 5.
pub(super) fn findings(
    subject: &Subject<'_>,
    differences: &[ConfigurationDifference],
) -> Vec<Finding> {
    let mut found: Vec<Finding> = differences
        .iter()
        .filter(|one| one.severity > Severity::Info && one.aspect != Aspect::Secret)
        .map(differing)
        .collect();
    found.extend(secrets(differences));
    found.extend(no_tls(subject));
    found.extend(few_left(subject));
    found
}

fn differing(difference: &ConfigurationDifference) -> Finding {
    let (impact, remedy) = match difference.aspect {
        Aspect::Database => (
            "What is tried in one environment is not what runs in the other, and a migration can reach the wrong database.",
            "Name the database alike everywhere, and let environments differ by host.",
        ),
        Aspect::Tls => (
            "Where TLS is weaker, a password can be read on the way, and nobody notices in the environment where it is not.",
            "Demand the same TLS everywhere.",
        ),
        Aspect::Host | Aspect::Port => (
            "A program that is moved from one environment to the other looks in the wrong place.",
            "Write down which difference is meant, and take the others away.",
        ),
        Aspect::Role => (
            "A right that is tried in one environment may be missing in the other.",
            "Use roles of the same name and rights everywhere.",
        ),
        Aspect::Pool | Aspect::Secret => (
            "What holds under load in one environment may not in the other.",
            "Set the poolers alike, as far as the machines allow.",
        ),
    };
    let values = difference.values.iter();
    Finding::new(
        FindingCode::EnvironmentsDiffer,
        Topic::Connectivity,
        difference.severity,
        &difference.message,
    )
    .impact(impact)
    .shown_by(values.map(|(source, value)| {
        let source = short(source, &difference.values);
        format!("{source}: {value}")
    }))
    .remedy(remedy)
}

/// A file without its folder where no other of them is called so; profiles have none.
fn short<'a>(source: &'a str, values: &[(String, String)]) -> &'a str {
    let name = |source: &'a str| source.rsplit(['/', '\\']).next().unwrap_or(source);
    let alike = values
        .iter()
        .filter(|(other, _)| other != source && other.ends_with(name(source)));
    if source.starts_with("profile ") || name(source).is_empty() || alike.count() > 0 {
        source
    } else {
        name(source)
    }
}

fn secrets(differences: &[ConfigurationDifference]) -> Option<Finding> {
    let clear: Vec<&ConfigurationDifference> = differences
        .iter()
        .filter(|one| one.aspect == Aspect::Secret && one.severity > Severity::Info)
        .collect();
    let worst = clear.iter().map(|one| one.severity).max()?;
    let files: BTreeSet<&str> = clear
        .iter()
        .flat_map(|one| one.values.iter().map(|(source, _)| source.as_str()))
        .collect();
    let title = format!(
        "Readable passwords stand in {}: {}.",
        counted(files.len(), "file"),
        few(&files),
    );
    let finding = Finding::new(FindingCode::SecretInFile, Topic::Connectivity, worst, title)
        .impact("Who reads the file, its backups or the history of its repository can log in.")
        .shown_by(clear.iter().map(|one| &one.message))
        .remedy("Move the passwords into a store of secrets or a file that only the service reads, and set new ones.");
    Some(finding)
}

fn no_tls(subject: &Subject<'_>) -> Option<Finding> {
    let failing: Vec<_> = ["auth.tls", "auth.hba-plaintext", "auth.plaintext-sessions"]
        .into_iter()
        .filter_map(|id| subject.rule(id))
        .filter(|result| result.answer.status() == Status::Fail)
        .collect();
    let worst = failing
        .iter()
        .filter_map(|result| result.answer.worst())
        .max()?;
    let findings: Vec<_> = failing
        .iter()
        .flat_map(|result| result.answer.findings())
        .collect();
    let shown = findings
        .iter()
        .map(|one| format!("{}: {}", one.subject, one.statement.trim_end_matches('.')));
    let title = if subject.status("auth.tls") == Status::Fail {
        "The server does not offer TLS as it should."
    } else if subject.status("auth.plaintext-sessions") == Status::Fail {
        "Programs on other machines talk to the server in the clear."
    } else {
        "The server lets programs in from the network in the clear."
    };
    let finding = Finding::new(FindingCode::NoTls, Topic::Connectivity, worst, title)
        .impact("What is asked and answered, and with some methods the password, can be read and changed on the way.")
        .shown_by(shown)
        .remedy("Offer TLS 1.2 or newer, let clients in by hostssl lines only, and have them check the certificate.");
    Some(finding)
}

fn few_left(subject: &Subject<'_>) -> Option<Finding> {
    let infrastructure = subject.known.infrastructure;
    let used = *infrastructure.connections_used.seen().ok()?;
    let allowed = infrastructure.connections_allowed;
    let severity = match percent(used, allowed) {
        95.. => Severity::High,
        80.. => Severity::Medium,
        _ => return None,
    };
    let finding = Finding::new(
        FindingCode::FewConnectionsLeft,
        Topic::Performance,
        severity,
        format!("{used} of {allowed} connections are in use."),
    )
    .shown_by([format!("{used} of {allowed}")])
    .impact("When none is left, programs fail, and so does the administrator who wants to see why.")
    .remedy("Put a pooler before the server, or close connections that do nothing.");
    Some(finding)
}
