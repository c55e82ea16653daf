//! From where `pg_hba.conf` lets clients in, and as whom.

use super::hba::{admitting, on_line};
use super::network::{is_remote, is_wide, no_network};
use crate::audit::rules::exposure::is_provider_superuser;
use crate::audit::rules::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Section, Severity};
use crate::catalog::{Catalog, HbaRule};

pub(super) const WIDE_ADDRESSES: Rule = Rule {
    id: "auth.hba-wide-addresses",
    title: "pg_hba.conf names the networks that clients come from",
    section: Section::SecurityAndCompliance,
    area: Area::Authentication,
    severity: Severity::Medium,
    meaning: "Looks for lines that cover all addresses, or a network with a prefix shorter than 8 bits (IPv4) or 32 bits (IPv6). \
              Medium for every database and every user, low for named ones. Left out: reject lines, and lines that ask for a client \
              certificate. Not applicable where no other machine \
              can connect: the server listens on sockets or loopback only, or pg_hba.conf lets none in.",
    reason: "The server then takes password attempts from everywhere that the network around it lets through.",
    action: "Name the networks that clients come from",
    references: &[
        "CIS PostgreSQL 17 §5.9",
        "CIS PostgreSQL 17 §5.10",
        "HIPAA 164.312(d)",
    ],
    evidence_sql: "\
SELECT line_number, type, database, user_name, address, netmask, auth_method
FROM pg_catalog.pg_hba_file_rules
WHERE error IS NULL AND auth_method NOT IN ('reject', 'cert')
  AND (address = 'all' OR netmask IN ('0.0.0.0', '::'))
ORDER BY 1",
    check: check_wide_addresses,
};

fn names_all(list: &[String]) -> bool {
    list.iter().any(|entry| entry == "all")
}

fn check_wide_addresses(catalog: &Catalog) -> Checked {
    if let Some(reason) = no_network(catalog) {
        return Checked::not_applicable(reason);
    }
    let rules = match admitting(catalog) {
        Ok(rules) => rules,
        Err(answer) => return answer,
    };
    let findings = rules
        .iter()
        .filter(|rule| is_remote(rule) && is_wide(rule) && rule.method != "cert")
        .map(|rule| {
            let severity = if names_all(&rule.databases) && names_all(&rule.users) {
                Severity::Medium
            } else {
                Severity::Low
            };
            on_line(rule, severity, "lets clients in from every address")
        })
        .collect();
    Checked::found(rules.len(), findings)
}

pub(super) const REMOTE_SUPERUSERS: Rule = Rule {
    id: "auth.hba-remote-superusers",
    title: "Superusers and replication come from known machines",
    section: Section::SecurityAndCompliance,
    area: Area::Authentication,
    severity: Severity::Medium,
    meaning: "Looks for lines that let a superuser in from other machines (medium when it is named, low when the line says all) \
              and for lines for replication that cover every address (medium). Left out: lines after one that rejects the superusers from \
              all addresses, lines that ask for a client certificate, and the superusers of a managed service's provider. Not applicable where no other machine \
              can connect: the server listens on sockets or loopback only, or pg_hba.conf lets none in.",
    reason: "A superuser's password that is guessed or leaked is then enough, from anywhere; replication hands out the whole cluster.",
    action: "Reject superusers from the network, and name the machines that replicate",
    references: &[
        "CIS PostgreSQL 17 §5.11",
        "CIS PostgreSQL 17 §7.1",
        "SOX ITGC-AC4",
    ],
    evidence_sql: "\
SELECT h.line_number, h.type, h.database, h.user_name, h.address, h.netmask, h.auth_method
FROM pg_catalog.pg_hba_file_rules AS h
WHERE h.error IS NULL AND h.type LIKE 'host%' AND h.auth_method NOT IN ('reject', 'cert')
  AND coalesce(h.address, '') NOT IN ('127.0.0.1', '::1', 'samehost', 'localhost')
  AND (h.user_name && ARRAY(SELECT rolname::text FROM pg_catalog.pg_roles WHERE rolsuper)
       OR 'all' = ANY (h.user_name) OR 'replication' = ANY (h.database))
ORDER BY 1",
    check: check_remote_superusers,
};

fn check_remote_superusers(catalog: &Catalog) -> Checked {
    if let Some(reason) = no_network(catalog) {
        return Checked::not_applicable(reason);
    }
    if let Err(answer) = admitting(catalog) {
        return answer;
    }
    let rules = catalog.hba_rules.seen().map_or(&[][..], Vec::as_slice);
    let mut superusers: Vec<&str> = catalog
        .roles
        .iter()
        .filter(|role| role.superuser && role.login && !is_provider_superuser(&role.name))
        .map(|role| role.name.as_str())
        .collect();
    let mut findings = Vec::new();
    for rule in rules.iter().filter(|rule| is_remote(rule)) {
        if rule.method == "reject" {
            if is_wide(rule) && names_all(&rule.databases) {
                superusers.retain(|&name| !covers(rule, name));
            }
            continue;
        }
        if rule.method == "cert" {
            continue;
        }
        let replicates = rule.databases.iter().any(|name| name == "replication");
        if replicates {
            if is_wide(rule) {
                findings.push(on_line(
                    rule,
                    Severity::Medium,
                    "lets anyone who may replicate in from every address",
                ));
            }
            continue;
        }
        let admitted: Vec<&str> = superusers
            .iter()
            .copied()
            .filter(|&name| covers(rule, name))
            .collect();
        if !admitted.is_empty() {
            let named = !names_all(&rule.users);
            let severity = if named {
                Severity::Medium
            } else {
                Severity::Low
            };
            findings.push(
                on_line(rule, severity, "lets a superuser in from other machines")
                    .fact("superusers", listed(admitted)),
            );
        }
    }
    Checked::found(rules.len(), findings)
}

/// Whether a line speaks of a user: by name or by `all`.
fn covers(rule: &HbaRule, user: &str) -> bool {
    names_all(&rule.users) || rule.users.iter().any(|name| name == user)
}
