//! Memberships that give more than they seem to.

use std::collections::BTreeMap;

use crate::audit::rules::exposure::Exposure;
use crate::audit::rules::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, quote_identifier};

/// Predefined roles that reach past the privileges on objects, and what each does.
const DANGEROUS: &[(&str, Severity, &str)] = &[
    (
        "pg_execute_server_program",
        Severity::High,
        "runs programs as the account of the server",
    ),
    (
        "pg_read_server_files",
        Severity::High,
        "reads any file that the server can read",
    ),
    (
        "pg_write_server_files",
        Severity::High,
        "writes any file that the server can write",
    ),
    (
        "pg_write_all_data",
        Severity::Medium,
        "changes every table of every database",
    ),
    (
        "pg_read_all_data",
        Severity::Medium,
        "reads every table of every database",
    ),
];

pub(super) const PREDEFINED_ROLES: Rule = Rule {
    id: "access.predefined-roles",
    title: "Predefined roles with wide power have no members that log in",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::High,
    meaning: "Looks for login roles that are members, directly or through others, of pg_execute_server_program, \
              pg_read_server_files, pg_write_server_files (high), pg_write_all_data or pg_read_all_data (medium). \
              Left out: superusers, the administrators of a managed service, and roles that cannot connect to this \
              database. A backup role may need pg_read_all_data: then record that it does.",
    reason: "The first three are one statement away from being the operating-system account of the server, and so a \
             superuser; the others step over every grant.",
    action: "Take login roles out of predefined roles that they do not need",
    references: &[
        "CIS PostgreSQL 17 §4.9",
        "SOX ITGC-AC4",
        "GDPR Art. 32(1)(b)",
        "HIPAA 164.308(a)(4)(ii)(B)",
    ],
    evidence_sql: "\
SELECT m.rolname AS member, r.rolname AS role, a.admin_option
FROM pg_catalog.pg_auth_members AS a
JOIN pg_catalog.pg_roles AS r ON r.oid = a.roleid
JOIN pg_catalog.pg_roles AS m ON m.oid = a.member
WHERE r.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files',
                    'pg_write_all_data', 'pg_read_all_data') AND NOT m.rolsuper
ORDER BY 1, 2",
    check: check_predefined_roles,
};

fn check_predefined_roles(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let mut findings = Vec::new();
    for &(predefined, severity, power) in DANGEROUS {
        for role in
            (exposure.actors_of(predefined)).filter(|role| exposure.everyone().contains(role))
        {
            let direct = (catalog.memberships.iter())
                .any(|membership| membership.member == role && membership.role == predefined);
            let finding = Finding::new(
                format!("role {role}"),
                severity,
                format!("is a member of {predefined}, which {power}"),
            )
            .fact("role", predefined)
            .fact("direct", direct);
            findings.push(if direct {
                finding.fix(format!(
                    "-- Check first what the role does with it: COPY from files, backups, exports.\n\
                     REVOKE {predefined} FROM {};",
                    quote_identifier(role)
                ))
            } else {
                finding
            });
        }
    }
    Checked::found(catalog.memberships.len(), findings)
}

pub(super) const ADMIN_OPTIONS: Rule = Rule {
    id: "access.admin-options",
    title: "Login roles do not hand out memberships",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::Medium,
    meaning: "Looks for login roles that hold a membership WITH ADMIN OPTION; one finding for each role. Left out: \
              superusers, the administrators of a managed service, and the memberships without inheritance that \
              PostgreSQL 16 gives to a role with CREATEROLE over the roles that it made.",
    reason: "Who administers a role can give its rights to anyone, past whoever approves access.",
    action: "Keep ADMIN OPTION with the people who approve access",
    references: &["SOX ITGC-AC1", "SOX ITGC-AC4", "CIS PostgreSQL 17 §4.3"],
    evidence_sql: "\
SELECT m.rolname AS member, r.rolname AS role
FROM pg_catalog.pg_auth_members AS a
JOIN pg_catalog.pg_roles AS r ON r.oid = a.roleid
JOIN pg_catalog.pg_roles AS m ON m.oid = a.member
WHERE a.admin_option AND m.rolcanlogin AND NOT m.rolsuper
ORDER BY 1, 2",
    check: check_admin_options,
};

fn check_admin_options(catalog: &Catalog) -> Checked {
    let mut held: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for membership in catalog.memberships.iter().filter(|held| held.admin) {
        let Some(member) = catalog.role(&membership.member) else {
            continue;
        };
        let made_by_it = member.create_role && !membership.inherits;
        if member.login && !made_by_it && !super::roles::is_administrator(catalog, &member.name) {
            held.entry(&member.name).or_default().push(&membership.role);
        }
    }
    let findings = held
        .into_iter()
        .map(|(member, mut roles)| {
            roles.sort_unstable();
            roles.dedup();
            let fixes: Vec<String> = roles
                .iter()
                .map(|role| {
                    format!(
                        "REVOKE ADMIN OPTION FOR {} FROM {};",
                        quote_identifier(role),
                        quote_identifier(member)
                    )
                })
                .collect();
            Finding::new(
                format!("role {member}"),
                Severity::Medium,
                format!("may give membership in {} to anyone", listed(&roles)),
            )
            .fact("roles", listed(&roles))
            .fix(format!(
                "-- The membership itself stays.\n{}",
                fixes.join("\n")
            ))
        })
        .collect();
    Checked::found(catalog.memberships.len(), findings)
}
