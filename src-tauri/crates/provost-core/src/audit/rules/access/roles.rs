//! Attributes of roles: superusers, other powers, expiry, connection limits.

use crate::audit::rules::authentication::no_network;
use crate::audit::rules::exposure::{self, acts_as, is_provider_superuser};
use crate::audit::rules::wording::{counted, listed};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Role, quote_identifier};

/// Whether a role is or can become a superuser, or administers a managed service.
pub(super) fn is_administrator(catalog: &Catalog, role: &str) -> bool {
    exposure::is_administrator(catalog, &acts_as(catalog, role))
}

/// Login roles that are no superusers and belong to no provider.
fn ordinary(catalog: &Catalog) -> impl Iterator<Item = &Role> {
    catalog.roles.iter().filter(|role| {
        role.login && !role.superuser && !role.predefined && !is_provider_superuser(&role.name)
    })
}

pub(super) const SUPERUSERS: Rule = Rule {
    id: "access.superusers",
    title: "Nobody but the bootstrap role is a superuser",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::High,
    meaning: "Looks for login roles other than the one that made the cluster that are superusers or can become one \
              through membership (medium; high when one has a session from another host now), and for databases \
              whose only login roles are superusers, so that applications must work as one (high; low where no \
              other machine can connect). Left out: the superusers of a managed service's provider.",
    reason: "No grant, no policy and no audit trail holds a superuser: a leaked password is the whole server.",
    action: "Give people and applications roles without SUPERUSER",
    references: &[
        "CIS PostgreSQL 17 §4.3",
        "CIS PostgreSQL 17 §4.8",
        "SOX ITGC-AC4",
        "GDPR Art. 32(1)(b)",
        "HIPAA 164.308(a)(4)(ii)(B)",
    ],
    evidence_sql: "\
SELECT r.rolname, r.rolsuper, r.rolcanlogin
FROM pg_catalog.pg_roles AS r
WHERE r.rolcanlogin AND r.oid <> 10 AND (r.rolsuper OR EXISTS (
    SELECT 1 FROM pg_catalog.pg_roles AS s
    WHERE s.rolsuper AND pg_catalog.pg_has_role(r.oid, s.oid, 'MEMBER')))
ORDER BY 1",
    check: check_superusers,
};

fn check_superusers(catalog: &Catalog) -> Checked {
    let mut findings: Vec<Finding> = catalog
        .roles
        .iter()
        .filter(|role| role.login && !role.bootstrap && !is_provider_superuser(&role.name))
        .filter_map(|role| superuser_finding(catalog, role))
        .collect();
    let others = catalog.roles.iter().any(|role| {
        role.login
            && !acts_as(catalog, &role.name)
                .iter()
                .any(|&name| is_superuser(catalog, name))
    });
    if !others && catalog.tables().next().is_some() {
        let private = no_network(catalog).is_some();
        let severity = if private {
            Severity::Low
        } else {
            Severity::High
        };
        findings.push(
            Finding::new(
                format!("database {}", catalog.database.name),
                severity,
                "Only superusers can log in, so whatever uses these tables works as one",
            )
            .fact("tables", catalog.tables().count())
            .fact("other machines can connect", !private)
            .fix(
                "-- Choose the name; set its password with \\password, then point the application at it.\n\
                 CREATE ROLE application LOGIN;",
            ),
        );
    }
    Checked::found(catalog.roles.len(), findings)
}

fn is_superuser(catalog: &Catalog, name: &str) -> bool {
    catalog.role(name).is_some_and(|role| role.superuser)
}

fn superuser_finding(catalog: &Catalog, role: &Role) -> Option<Finding> {
    let through: Vec<&str> = acts_as(catalog, &role.name)
        .into_iter()
        .filter(|name| is_superuser(catalog, name))
        .collect();
    if through.is_empty() {
        return None;
    }
    let remote = catalog.sessions.seen().ok().map_or(0, |sessions| {
        sessions
            .iter()
            .filter(|session| session.role == role.name && session.address.is_some())
            .count()
    });
    let severity = if remote > 0 {
        Severity::High
    } else {
        Severity::Medium
    };
    let statement = if role.superuser {
        "is a superuser".to_owned()
    } else {
        format!("can become the superuser {}", listed(&through))
    };
    let finding = Finding::new(format!("role {}", role.name), severity, statement)
        .fact("superuser", role.superuser)
        .fact("through", listed(&through))
        .fact("sessions over the network now", remote);
    Some(if role.superuser {
        finding.fix(format!(
            "-- Check first what the role needs, and grant that.\nALTER ROLE {} NOSUPERUSER;",
            quote_identifier(&role.name)
        ))
    } else {
        finding
    })
}

pub(super) const POWERFUL_ROLES: Rule = Rule {
    id: "access.powerful-roles",
    title: "Login roles have no power that they do not need",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::High,
    meaning: "Looks for login roles with BYPASSRLS (high where a table uses row-level security, else medium), \
              CREATEROLE (medium; high before PostgreSQL 16, where it could grant itself nearly every role) or \
              REPLICATION (medium). Left out: superusers, roles of a managed service's provider, and a role with \
              REPLICATION that owns nothing and holds no privilege on a table: that is how replication should log in.",
    reason: "BYPASSRLS reads every row whatever the policies say; CREATEROLE makes new roles and changes passwords; \
             REPLICATION streams every byte of every database.",
    action: "Remove BYPASSRLS, CREATEROLE and REPLICATION from roles that applications log in with",
    references: &[
        "CIS PostgreSQL 17 §4.3",
        "CIS PostgreSQL 17 §4.7",
        "CIS PostgreSQL 17 §7.1",
        "SOX ITGC-AC4",
    ],
    evidence_sql: "\
SELECT rolname, rolbypassrls, rolcreaterole, rolreplication
FROM pg_catalog.pg_roles
WHERE rolcanlogin AND NOT rolsuper AND (rolbypassrls OR rolcreaterole OR rolreplication)
ORDER BY 1",
    check: check_powerful_roles,
};

fn check_powerful_roles(catalog: &Catalog) -> Checked {
    let filtered = catalog.relations.iter().any(|table| table.row_security);
    let mut examined = 0;
    let mut findings = Vec::new();
    for role in ordinary(catalog) {
        examined += 1;
        if exposure::is_service_administrator(&role.name) {
            continue;
        }
        let bypass = if filtered {
            Severity::High
        } else {
            Severity::Medium
        };
        let create = if catalog.major_version() < 16 {
            Severity::High
        } else {
            Severity::Medium
        };
        let powers = [
            (role.bypass_row_security, "BYPASSRLS", bypass),
            (role.create_role, "CREATEROLE", create),
            (
                role.replication && touches_tables(catalog, role),
                "REPLICATION",
                Severity::Medium,
            ),
        ];
        for (has, power, severity) in powers {
            if has && !(power != "BYPASSRLS" && is_administrator(catalog, &role.name)) {
                findings.push(
                    Finding::new(
                        format!("role {}", role.name),
                        severity,
                        format!("has {power} and can log in"),
                    )
                    .fact("attribute", power)
                    .fact("tables with row-level security", filtered)
                    .fix(format!(
                        "-- Check first that nothing logs in with this role to use it.\n\
                         ALTER ROLE {} NO{power};",
                        quote_identifier(&role.name)
                    )),
                );
            }
        }
    }
    Checked::found(examined, findings)
}

/// Whether a role owns a relation or holds a privilege on one.
fn touches_tables(catalog: &Catalog, role: &Role) -> bool {
    catalog.relations.iter().any(|relation| {
        relation.owner == role.name
            || relation
                .grants
                .iter()
                .any(|grant| grant.grantee == role.name)
    })
}

pub(super) const ROLE_EXPIRY: Rule = Rule {
    id: "access.role-expiry",
    title: "Passwords of login roles end on a date",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::Low,
    meaning: "Looks for login roles without VALID UNTIL, in one finding, and for roles whose date has passed but that \
              still exist. Left out: superusers, roles of a managed service's provider, and roles that are seen to \
              have no password (the date is the password's, not the role's).",
    reason: "Access that nobody has to renew outlives the person and the purpose that it was given for.",
    action: "Give every password an end date and renew it in an access review",
    references: &[
        "HIPAA 164.308(a)(3)(ii)(C)",
        "SOX ITGC-AC5",
        "CIS PostgreSQL 17 §4.4",
    ],
    evidence_sql: "\
SELECT rolname, rolvaliduntil
FROM pg_catalog.pg_roles
WHERE rolcanlogin AND NOT rolsuper
  AND (rolvaliduntil IS NULL OR rolvaliduntil = 'infinity' OR rolvaliduntil < now())
ORDER BY 1",
    check: check_role_expiry,
};

fn check_role_expiry(catalog: &Catalog) -> Checked {
    let with_password = |role: &&Role| match catalog.password_hashes.seen() {
        Ok(hashes) => !(hashes.iter()).any(|hash| hash.role == role.name && hash.kind == "none"),
        Err(_) => true,
    };
    let roles: Vec<&Role> = ordinary(catalog).filter(with_password).collect();
    let endless: Vec<&str> = roles
        .iter()
        .filter(|role| role.valid_until.is_none())
        .map(|role| role.name.as_str())
        .collect();
    let mut findings = Vec::new();
    if !endless.is_empty() {
        findings.push(
            Finding::new(
                counted(endless.len(), "login role"),
                Severity::Low,
                "Passwords without an end date",
            )
            .fact("roles", listed(&endless)),
        );
    }
    findings.extend(roles.iter().filter_map(|role| {
        let ended = role.valid_until.filter(|&until| until < catalog.taken_at)?;
        Some(
            Finding::new(
                format!("role {}", role.name),
                Severity::Info,
                "Its password has ended; the role and its grants are still there",
            )
            .fact("valid until", ended.to_rfc3339())
            .fix(format!(
                "-- Check first that nobody logs in with a certificate or through a directory instead.\n\
                 ALTER ROLE {} NOLOGIN;",
                quote_identifier(&role.name)
            )),
        )
    }));
    Checked::found(roles.len(), findings)
}

pub(super) const CONNECTION_LIMITS: Rule = Rule {
    id: "access.connection-limits",
    title: "No single role can use up the connections",
    section: Section::ErrorHandling,
    area: Area::Access,
    severity: Severity::Low,
    meaning: "Looks for login roles without CONNECTION LIMIT, in one finding. Left out: roles without LOGIN, \
              superusers (who have reserved connections) and roles of a managed service's provider. Not applicable \
              where only one such role exists: max_connections limits it already.",
    reason: "One application with a leak locks all the others out.",
    action: "Set a connection limit for each login role",
    references: &["CIS PostgreSQL 17 §5.5"],
    evidence_sql: "\
SELECT rolname, rolconnlimit
FROM pg_catalog.pg_roles
WHERE rolcanlogin AND NOT rolsuper AND rolconnlimit = -1
ORDER BY 1",
    check: check_connection_limits,
};

fn check_connection_limits(catalog: &Catalog) -> Checked {
    let roles: Vec<&Role> = ordinary(catalog).collect();
    if roles.len() < 2 {
        return Checked::not_applicable(
            "At most one role besides superusers can log in; max_connections limits it already.",
        );
    }
    let unlimited: Vec<&str> = roles
        .iter()
        .filter(|role| role.connection_limit == -1)
        .map(|role| role.name.as_str())
        .collect();
    let findings = if unlimited.is_empty() {
        vec![]
    } else {
        vec![
            Finding::new(
                counted(unlimited.len(), "login role"),
                Severity::Low,
                "No connection limit",
            )
            .fact("roles", listed(&unlimited))
            .fact(
                "max_connections",
                catalog
                    .setting("max_connections")
                    .map_or("not visible", |s| &s.value),
            ),
        ]
    };
    Checked::found(roles.len(), findings)
}
