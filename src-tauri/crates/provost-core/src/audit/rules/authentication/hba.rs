//! How `pg_hba.conf` lets clients in: methods, and with or without TLS.

use super::network::{is_remote, no_network, written};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, HbaRule};

/// The lines that let somebody in, or the answer where they are hidden.
pub(super) fn admitting(catalog: &Catalog) -> Result<Vec<&HbaRule>, Checked> {
    match catalog.hba_rules.seen() {
        Ok(rules) => Ok(rules
            .iter()
            .filter(|rule| rule.error.is_none() && rule.method != "reject")
            .collect()),
        Err(reason) => Err(Checked::not_determinable(reason)),
    }
}

/// A finding on one line, with the line as facts.
pub(super) fn on_line(rule: &HbaRule, severity: Severity, statement: impl Into<String>) -> Finding {
    Finding::new(
        format!("pg_hba.conf line {}", rule.line),
        severity,
        statement,
    )
    .fact("type", &rule.kind)
    .fact("databases", rule.databases.join(","))
    .fact("users", rule.users.join(","))
    .fact("address", written(rule))
    .fact("method", &rule.method)
}

pub(super) const METHODS: Rule = Rule {
    id: "auth.hba-methods",
    title: "pg_hba.conf asks for proof that cannot be read or guessed",
    section: Section::SecurityAndCompliance,
    area: Area::Authentication,
    severity: Severity::High,
    meaning: "Looks for lines with the methods trust, password, md5 and ident. From other machines trust is critical, ident is \
              high, password is high (medium inside TLS), md5 is medium (low where no MD5 hash is stored, since then the line asks for \
              SCRAM). On loopback and sockets trust is medium (low where unix_socket_permissions lets only the server's own account in), \
              the others low. Left out: reject lines, and lines with an error, which the server does not use.",
    reason: "trust lets anyone be anyone, the superuser included; password sends it in the clear; md5 can be replayed from the hash; \
             ident believes the client's machine.",
    action: "Use scram-sha-256 or cert for the network and peer for sockets",
    references: &[
        "CIS PostgreSQL 17 §5.3",
        "CIS PostgreSQL 17 §5.4",
        "HIPAA 164.312(d)",
        "GDPR Art. 32(1)(b)",
        "SOX ITGC-AC5",
    ],
    evidence_sql: "\
SELECT line_number, type, database, user_name, address, netmask, auth_method
FROM pg_catalog.pg_hba_file_rules
WHERE error IS NULL AND auth_method IN ('trust', 'password', 'md5', 'ident')
ORDER BY 1",
    check: check_methods,
};

fn check_methods(catalog: &Catalog) -> Checked {
    let rules = match admitting(catalog) {
        Ok(rules) => rules,
        Err(answer) => return answer,
    };
    let no_md5_left = catalog.password_hashes.seen().is_ok_and(|hashes| {
        !hashes.iter().any(|hash| hash.kind == "md5")
            && catalog
                .setting("password_encryption")
                .is_some_and(|s| s.value == "scram-sha-256")
    });
    let private_socket = catalog
        .setting("unix_socket_permissions")
        .is_some_and(|setting| setting.value.ends_with("700"));
    let networked = no_network(catalog).is_none();
    let findings = rules
        .iter()
        .filter_map(|rule| {
            let remote = is_remote(rule) && networked;
            let severity = match (rule.method.as_str(), remote) {
                ("trust", true) => Severity::Critical,
                ("trust", false) if rule.kind == "local" && private_socket => Severity::Low,
                ("trust", false) => Severity::Medium,
                ("password", true) if rule.kind == "hostssl" => Severity::Medium,
                ("ident" | "password", true) => Severity::High,
                ("md5", true) if !no_md5_left => Severity::Medium,
                ("password" | "md5", _) => Severity::Low,
                ("ident", false) if rule.kind != "local" => Severity::Low,
                _ => return None,
            };
            let statement = match rule.method.as_str() {
                "trust" => "lets whoever comes be whoever they say, without proof",
                "password" => "asks for the password itself",
                "md5" => "asks for an MD5 proof",
                _ => "believes the name that the client's machine gives",
            };
            Some(on_line(rule, severity, statement))
        })
        .collect();
    Checked::found(rules.len(), findings)
}

pub(super) const PLAINTEXT: Rule = Rule {
    id: "auth.hba-plaintext",
    title: "pg_hba.conf lets no one in from the network without TLS",
    section: Section::SecurityAndCompliance,
    area: Area::Authentication,
    severity: Severity::High,
    meaning: "Looks for host and hostnossl lines for other machines: they let a client in without TLS. High where the server has \
              TLS off or the line is hostnossl; medium where TLS is on and the client may choose. Left out: reject lines, loopback, and \
              lines for GSSAPI encryption. Not applicable where no other machine \
              can connect: the server listens on sockets or loopback only, or pg_hba.conf lets none in.",
    reason: "A client that does not insist on TLS can be talked out of it by whoever sits on the way.",
    action: "Write hostssl instead of host for every address that is not loopback",
    references: &[
        "CIS PostgreSQL 17 §5.8",
        "GDPR Art. 32(1)(a)",
        "HIPAA 164.312(e)(2)(ii)",
        "HIPAA 164.312(e)(1)",
    ],
    evidence_sql: "\
SELECT line_number, type, database, user_name, address, netmask, auth_method
FROM pg_catalog.pg_hba_file_rules
WHERE error IS NULL AND type IN ('host', 'hostnossl', 'hostnogssenc') AND auth_method <> 'reject'
  AND coalesce(address, '') NOT IN ('127.0.0.1', '::1', 'samehost', 'localhost')
ORDER BY 1",
    check: check_plaintext,
};

fn check_plaintext(catalog: &Catalog) -> Checked {
    if let Some(reason) = no_network(catalog) {
        return Checked::not_applicable(reason);
    }
    let rules = match admitting(catalog) {
        Ok(rules) => rules,
        Err(answer) => return answer,
    };
    let off = catalog
        .setting("ssl")
        .is_some_and(|setting| setting.value != "on");
    let findings = rules
        .iter()
        .filter(|rule| {
            is_remote(rule) && matches!(rule.kind.as_str(), "host" | "hostnossl" | "hostnogssenc")
        })
        .map(|rule| {
            let severity = if off || rule.kind == "hostnossl" {
                Severity::High
            } else {
                Severity::Medium
            };
            on_line(
                rule,
                severity,
                "lets clients in from the network without TLS",
            )
            .fact("ssl", if off { "off" } else { "on" })
        })
        .collect();
    Checked::found(rules.len(), findings)
}
