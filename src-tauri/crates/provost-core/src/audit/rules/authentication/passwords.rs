//! Passwords: how they are stored, what they must be, how long a client may try.

use super::settings::{known, preloaded};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::Catalog;

pub(super) const ENCRYPTION: Rule = Rule {
    id: "auth.password-encryption",
    title: "New passwords are stored as SCRAM",
    section: Section::SecurityAndCompliance,
    area: Area::Authentication,
    severity: Severity::Medium,
    meaning: "Looks at password_encryption: anything but scram-sha-256 stores MD5. Settings of single roles are not looked at.",
    reason: "An MD5 hash is the password: who reads it from a backup can log in with it, and it is guessed at billions a second. \
             PostgreSQL 18 warns of it; a later version will refuse it.",
    action: "Set password_encryption to scram-sha-256",
    references: &[
        "CIS PostgreSQL 17 §5.12",
        "HIPAA 164.312(d)",
        "SOX ITGC-AC5",
        "GDPR Art. 32(1)(a)",
    ],
    evidence_sql: "\
SELECT name, setting
FROM pg_catalog.pg_settings
WHERE name = 'password_encryption' AND setting <> 'scram-sha-256'",
    check: check_encryption,
};

fn check_encryption(catalog: &Catalog) -> Checked {
    let value = match known(catalog, "password_encryption") {
        Ok(value) => value,
        Err(answer) => return answer,
    };
    let findings = if value == "scram-sha-256" {
        vec![]
    } else {
        vec![
            Finding::new(
                "setting password_encryption",
                Severity::Medium,
                "New passwords are stored as MD5",
            )
            .fact("password_encryption", value)
            .fix(
                "-- Check first that every client library speaks SCRAM. Passwords that exist keep their form until they are set again.\n\
                 ALTER SYSTEM SET password_encryption = 'scram-sha-256';\nSELECT pg_reload_conf();",
            ),
        ]
    };
    Checked::found(1, findings)
}

pub(super) const MD5_HASHES: Rule = Rule {
    id: "auth.md5-hashes",
    title: "No role has an MD5 password",
    section: Section::SecurityAndCompliance,
    area: Area::Authentication,
    severity: Severity::Medium,
    meaning: "Looks at the kind of stored password of each login role; the hashes themselves are never read. High for superusers. \
              Only a superuser can see this: for others it is not determinable, and that right should not be asked for.",
    reason: "Changing password_encryption changes no password that is already stored.",
    action: "Have the owners of MD5 passwords set them anew",
    references: &["CIS PostgreSQL 17 §5.12", "HIPAA 164.312(d)"],
    evidence_sql: "\
SELECT rolname
FROM pg_catalog.pg_authid
WHERE rolcanlogin AND rolpassword LIKE 'md5%'
ORDER BY 1",
    check: check_md5_hashes,
};

fn check_md5_hashes(catalog: &Catalog) -> Checked {
    let hashes = match catalog.password_hashes.seen() {
        Ok(hashes) => hashes,
        Err(reason) => return Checked::not_determinable(reason),
    };
    let findings = hashes
        .iter()
        .filter(|hash| hash.kind == "md5")
        .map(|hash| {
            let superuser = catalog.role(&hash.role).is_some_and(|role| role.superuser);
            let severity = if superuser {
                Severity::High
            } else {
                Severity::Medium
            };
            Finding::new(
                format!("role {}", hash.role),
                severity,
                "Its password is stored as MD5",
            )
            .fact("superuser", superuser)
        })
        .collect();
    Checked::found(hashes.len(), findings)
}

pub(super) const TIMEOUT: Rule = Rule {
    id: "auth.timeout",
    title: "A client has a minute at most to authenticate",
    section: Section::ErrorHandling,
    area: Area::Authentication,
    severity: Severity::Low,
    meaning: "Looks for authentication_timeout above 60 seconds, the default.",
    reason: "Connections that never finish logging in hold places that clients need.",
    action: "Set authentication_timeout to 60 seconds or less",
    references: &["CIS PostgreSQL 17 §5.7"],
    evidence_sql: "\
SELECT name, setting, unit
FROM pg_catalog.pg_settings
WHERE name = 'authentication_timeout' AND setting::integer > 60",
    check: check_timeout,
};

fn check_timeout(catalog: &Catalog) -> Checked {
    let value = match known(catalog, "authentication_timeout") {
        Ok(value) => value,
        Err(answer) => return answer,
    };
    let findings = match value.parse::<i64>() {
        Ok(seconds) if seconds > 60 => vec![
            Finding::new(
                "setting authentication_timeout",
                Severity::Low,
                format!("A client may take {seconds} seconds to authenticate"),
            )
            .fact("authentication_timeout", format!("{seconds} s"))
            .fix("ALTER SYSTEM SET authentication_timeout = '60s';\nSELECT pg_reload_conf();"),
        ],
        _ => vec![],
    };
    Checked::found(1, findings)
}

pub(super) const POLICY: Rule = Rule {
    id: "auth.password-policy",
    title: "The server refuses weak passwords",
    section: Section::SecurityAndCompliance,
    area: Area::Authentication,
    severity: Severity::Info,
    meaning: "Looks for credcheck, passwordcheck or passwordcheck_extra among the libraries that the server loads. Not applicable \
              where no login role has a password. Where people log in through a directory or with certificates it can be accepted.",
    reason: "The server takes any password otherwise, the empty one aside; a hashed one that a client sends cannot be judged at all.",
    action: "Load credcheck or passwordcheck",
    references: &["CIS PostgreSQL 17 §5.6", "SOX ITGC-AC5"],
    evidence_sql: "\
SELECT name, setting
FROM pg_catalog.pg_settings
WHERE name = 'shared_preload_libraries' AND setting !~ 'credcheck|passwordcheck'",
    check: check_policy,
};

fn check_policy(catalog: &Catalog) -> Checked {
    let has_password = catalog
        .password_hashes
        .seen()
        .map_or(true, |hashes| hashes.iter().any(|hash| hash.kind != "none"));
    if !has_password {
        return Checked::not_applicable("No login role has a password.");
    }
    for module in ["credcheck", "passwordcheck", "passwordcheck_extra"] {
        match preloaded(catalog, module) {
            Ok(true) => return Checked::found(1, vec![]),
            Ok(false) => {}
            Err(answer) => return answer,
        }
    }
    Checked::found(
        1,
        vec![
            Finding::new(
                "setting shared_preload_libraries",
                Severity::Info,
                "No module judges new passwords",
            )
            .fact(
                "shared_preload_libraries",
                catalog
                    .setting("shared_preload_libraries")
                    .map_or("", |setting| &setting.value),
            ),
        ],
    )
}
