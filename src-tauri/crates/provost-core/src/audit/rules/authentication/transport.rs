//! TLS between client and server, and where the server listens.

use std::collections::{BTreeMap, BTreeSet};

use super::network::{is_loopback, is_private, no_network};
use super::settings::known;
use crate::audit::rules::wording::{counted, listed};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::Catalog;

pub(super) const TLS: Rule = Rule {
    id: "auth.tls",
    title: "The server offers TLS 1.2 or newer",
    section: Section::SecurityAndCompliance,
    area: Area::Authentication,
    severity: Severity::High,
    meaning: "Looks at ssl (off is high) and ssl_min_protocol_version (older than TLSv1.2 is medium). Not applicable where no other machine \
              can connect: the server listens on sockets or loopback only, or pg_hba.conf lets none in. A pooler that speaks TLS for a server on the same machine is such a case.",
    reason: "Without TLS, password hashes, rows and statements cross the network for everyone on the way to read and change.",
    action: "Switch TLS on, from version 1.2",
    references: &[
        "CIS PostgreSQL 17 §6.8",
        "CIS PostgreSQL 17 §5.8",
        "GDPR Art. 32(1)(a)",
        "HIPAA 164.312(e)(1)",
        "CCPA 1798.100(e)",
    ],
    evidence_sql: "\
SELECT name, setting
FROM pg_catalog.pg_settings
WHERE (name = 'ssl' AND setting <> 'on')
   OR (name = 'ssl_min_protocol_version' AND setting NOT IN ('TLSv1.2', 'TLSv1.3'))
ORDER BY 1",
    check: check_tls,
};

fn check_tls(catalog: &Catalog) -> Checked {
    if let Some(reason) = no_network(catalog) {
        return Checked::not_applicable(reason);
    }
    let ssl = match known(catalog, "ssl") {
        Ok(value) => value,
        Err(answer) => return answer,
    };
    if ssl != "on" {
        let finding = Finding::new("setting ssl", Severity::High, "TLS is off")
            .fact("ssl", ssl)
            .fact("listen_addresses", catalog.setting("listen_addresses").map_or("", |s| &s.value))
            .fix(
                "-- The certificate and its key (ssl_cert_file, ssl_key_file) must be in place first.\n\
                 ALTER SYSTEM SET ssl = on;\nSELECT pg_reload_conf();",
            );
        return Checked::found(2, vec![finding]);
    }
    let minimum = match known(catalog, "ssl_min_protocol_version") {
        Ok(value) => value,
        Err(answer) => return answer,
    };
    let findings = if matches!(minimum, "TLSv1.2" | "TLSv1.3") {
        vec![]
    } else {
        vec![
            Finding::new(
                "setting ssl_min_protocol_version",
                Severity::Medium,
                "Versions of TLS that have been withdrawn are accepted",
            )
            .fact(
                "ssl_min_protocol_version",
                if minimum.is_empty() { "any" } else { minimum },
            )
            .fix(
                "-- Clients with a TLS library from before 2012 cannot connect any more.\n\
                 ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1.2';\nSELECT pg_reload_conf();",
            ),
        ]
    };
    Checked::found(2, findings)
}

pub(super) const SESSIONS: Rule = Rule {
    id: "auth.plaintext-sessions",
    title: "Sessions from other machines use TLS",
    section: Section::SecurityAndCompliance,
    area: Area::Authentication,
    severity: Severity::High,
    meaning: "Looks at the client sessions that were open at the reading: those from other machines without TLS, one finding a \
              role. Medium from private addresses, high from public ones. Left out: sessions over sockets and loopback. Not applicable \
              where no session came from another machine.",
    reason: "What the server allows is one thing; this is data on the wire in the clear now.",
    action: "Have clients connect with sslmode=verify-full",
    references: &[
        "HIPAA 164.312(e)(1)",
        "GDPR Art. 32(1)(a)",
        "CIS PostgreSQL 17 §5.8",
    ],
    evidence_sql: "\
SELECT a.pid, a.usename, a.application_name, a.client_addr
FROM pg_catalog.pg_stat_activity AS a
JOIN pg_catalog.pg_stat_ssl AS s USING (pid)
WHERE NOT s.ssl AND NOT (a.client_addr <<= '127.0.0.0/8'::inet OR a.client_addr = '::1'::inet)
ORDER BY 1",
    check: check_sessions,
};

fn check_sessions(catalog: &Catalog) -> Checked {
    if let Some(reason) = no_network(catalog) {
        return Checked::not_applicable(reason);
    }
    let sessions = match catalog.sessions.seen() {
        Ok(sessions) => sessions,
        Err(reason) => return Checked::not_determinable(reason),
    };
    if !catalog.server.reads_all_statistics {
        return Checked::not_determinable(
            "Addresses and TLS of other roles' sessions are hidden: grant pg_read_all_stats (part of pg_monitor).",
        );
    }
    let remote: Vec<_> = sessions
        .iter()
        .filter_map(|session| Some((session, session.address.as_deref()?)))
        .filter(|(_, address)| !is_loopback(address))
        .collect();
    if remote.is_empty() {
        return Checked::not_applicable(
            "No session came from another machine at the time of reading.",
        );
    }
    let mut plain: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (session, address) in remote.iter().filter(|(session, _)| !session.tls) {
        plain
            .entry(&session.role)
            .or_default()
            .push((&session.application, *address));
    }
    let findings = plain
        .into_iter()
        .map(|(role, sessions)| {
            let private = sessions.iter().all(|(_, address)| is_private(address));
            let severity = if private {
                Severity::Medium
            } else {
                Severity::High
            };
            let addresses: BTreeSet<&str> = sessions.iter().map(|(_, address)| *address).collect();
            let applications: BTreeSet<&String> = sessions.iter().map(|(name, _)| *name).collect();
            Finding::new(
                format!("role {role}"),
                severity,
                format!(
                    "has {} over the network without TLS",
                    counted(sessions.len(), "session")
                ),
            )
            .fact("addresses", listed(addresses))
            .fact("applications", listed(applications))
        })
        .collect();
    Checked::found(remote.len(), findings)
}

pub(super) const LISTEN_ADDRESSES: Rule = Rule {
    id: "auth.listen-addresses",
    title: "The server listens only where clients are",
    section: Section::SecurityAndCompliance,
    area: Area::Authentication,
    severity: Severity::Low,
    meaning: "Looks for listen_addresses that covers every interface. In a container, or behind a provider's network, it has to: \
              there the network around it decides, and the finding can be accepted.",
    reason: "An interface that is added later, such as a public one, is served without anybody deciding so.",
    action: "Name the addresses that clients use in listen_addresses",
    references: &["CIS PostgreSQL 17 §5.2"],
    evidence_sql: "\
SELECT name, setting
FROM pg_catalog.pg_settings
WHERE name = 'listen_addresses' AND setting ~ '(^|,)\\s*(\\*|0\\.0\\.0\\.0|::)\\s*(,|$)'",
    check: check_listen_addresses,
};

fn check_listen_addresses(catalog: &Catalog) -> Checked {
    let value = match known(catalog, "listen_addresses") {
        Ok(value) => value,
        Err(answer) => return answer,
    };
    let everywhere = value
        .split(',')
        .any(|address| matches!(address.trim(), "*" | "0.0.0.0" | "::"));
    let findings = if everywhere {
        vec![
            Finding::new(
                "setting listen_addresses",
                Severity::Low,
                "The server listens on every interface",
            )
            .fact("listen_addresses", value),
        ]
    } else {
        vec![]
    };
    Checked::found(1, findings)
}
