//! Section 5: how programs reach the database, and where environments differ.

use std::collections::BTreeSet;

use super::overview::{connections, line};
use super::subject::Subject;
use super::wording::few;
use super::{Connectivity, Fact, Finding, FindingCode, Infrastructure, Pooler, Standing, Topic};
use crate::audit::{Severity, Status};
use crate::catalog::Visible;
use crate::schema::configuration::{Aspect, Configuration, ConfigurationDifference};

/// Section 5.
pub(super) fn connectivity(
    subject: &Subject<'_>,
    differences: Vec<ConfigurationDifference>,
) -> Connectivity {
    let known = subject.known;
    let mut facts = vec![
        host(known.configurations, known.infrastructure),
        line(known.infrastructure),
        offers_tls(subject),
        methods(subject),
        connections(known.infrastructure),
    ];
    facts.extend(pool(&known.infrastructure.pooler));
    Connectivity {
        facts,
        configurations: known.configurations.to_vec(),
        differences,
    }
}

fn host(configurations: &[Configuration], infrastructure: &Infrastructure) -> Fact {
    const LABEL: &str = "Host";
    let target = configurations.first().and_then(|one| one.targets.first());
    let Some(host) = target.and_then(|target| target.host.as_deref()) else {
        return Fact::told(
            LABEL,
            if infrastructure.socket {
                "a socket of this machine"
            } else {
                "not named"
            },
        );
    };
    let port = target.and_then(|target| target.port);
    let told = match (host.starts_with('/'), port) {
        (true, _) => format!("a socket in {host}"),
        (false, Some(port)) => format!("{host}, port {port}"),
        (false, None) => host.to_owned(),
    };
    let kind = match host {
        "localhost" | "127.0.0.1" | "::1" => "This machine.",
        _ if host.starts_with('/') => "This machine.",
        // Only names of a network of one's own have no dot.
        _ if !host.contains(['.', ':']) => "A name of a private network, such as Compose gives.",
        _ => return Fact::told(LABEL, told),
    };
    Fact::told(LABEL, told).note(kind)
}

fn offers_tls(subject: &Subject<'_>) -> Fact {
    const LABEL: &str = "TLS of the server";
    let setting = |name: &str| {
        subject
            .known
            .actual
            .setting(name)
            .map(|one| one.value.as_str())
    };
    match setting("ssl") {
        None => Fact::hidden(LABEL, "The setting ssl could not be read."),
        Some("on") => {
            let least = setting("ssl_min_protocol_version").filter(|least| !least.is_empty());
            let told = least.map_or_else(
                || "offered".to_owned(),
                |least| format!("offered, {least} or newer"),
            );
            match subject.status("auth.hba-plaintext") {
                Status::Pass => Fact::told(LABEL, told)
                    .standing(Standing::Good)
                    .note("pg_hba.conf lets no one in from the network without it."),
                Status::Fail => Fact::told(LABEL, told)
                    .standing(Standing::Attention)
                    .note("pg_hba.conf lets clients in without it as well."),
                _ => Fact::told(LABEL, told).note("Whether clients must use it could not be seen."),
            }
        }
        Some(_) => Fact::told(LABEL, "not offered").standing(Standing::Bad),
    }
}

fn methods(subject: &Subject<'_>) -> Fact {
    const LABEL: &str = "Ways to prove who one is";
    let rules = match &subject.known.actual.hba_rules {
        Visible::Hidden(reason) => return Fact::hidden(LABEL, reason),
        Visible::Seen(rules) => rules,
    };
    let methods: BTreeSet<&str> = rules
        .iter()
        .filter(|rule| rule.error.is_none() && rule.method != "reject")
        .map(|rule| rule.method.as_str())
        .collect();
    let fact = Fact::told(LABEL, few(methods));
    match subject.status("auth.hba-methods") {
        Status::Pass => fact.standing(Standing::Good),
        Status::Fail => fact.standing(Standing::Bad).note("At least one line of pg_hba.conf asks for no proof, or for one that can be read or guessed."),
        _ => fact,
    }
}

fn pool(pooler: &Pooler) -> Vec<Fact> {
    const TOLD: &[(&str, &str)] = &[
        ("pool_mode", "Pool mode"),
        ("max_client_conn", "Clients that the pooler allows"),
        ("default_pool_size", "Size of a pool"),
        ("reserve_pool_size", "Reserve of a pool"),
        (
            "max_db_connections",
            "Connections of a pooled database at most",
        ),
        ("client_tls_sslmode", "TLS between client and pooler"),
        ("server_tls_sslmode", "TLS between pooler and server"),
        ("auth_type", "Pooler's way to prove who one is"),
    ];
    let Pooler::PgBouncer { settings, .. } = pooler else {
        return Vec::new();
    };
    let value = |name: &str| {
        settings
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
    };
    TOLD.iter()
        .filter_map(|(name, label)| Some(Fact::told(*label, value(name)?)))
        .collect()
}

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
    .shown_by(values.map(|(source, value)| format!("{source}: {value}")))
    .remedy(remedy)
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
        super::wording::counted(files.len(), "file"),
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
    let severity = match super::wording::percent(used, allowed) {
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
    .impact("When none is left, programs fail, and so does the administrator who wants to see why.")
    .remedy("Put a pooler before the server, or close connections that do nothing.");
    Some(finding)
}
