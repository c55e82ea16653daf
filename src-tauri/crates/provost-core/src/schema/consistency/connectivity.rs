//! Section 5: how programs reach the database, and where environments differ.

use std::collections::BTreeSet;

use super::overview::{connections, line, stays_here};
use super::subject::Subject;
use super::wording::few;
use super::{Connectivity, Fact, Infrastructure, Pooler, Standing};
use crate::audit::Status;
use crate::catalog::Visible;
use crate::schema::configuration::{Configuration, ConfigurationDifference};

/// Section 5.
pub(super) fn connectivity(
    subject: &Subject<'_>,
    differences: Vec<ConfigurationDifference>,
) -> Connectivity {
    let known = subject.known;
    let mut facts = vec![
        host(known.configurations, known.infrastructure),
        line(known),
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
        Some(_) if stays_here(subject.known) => Fact::told(LABEL, "not offered")
            .standing(Standing::Attention)
            .note("The line from here does not leave this machine, unless the port is forwarded; a line from another machine would be in the clear."),
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
