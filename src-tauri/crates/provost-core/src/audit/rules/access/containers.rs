//! Privileges on schemas and on the database, and those that new objects will carry.

use crate::audit::rules::exposure::Exposure;
use crate::audit::rules::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, DefaultPrivilege, PUBLIC, quote_identifier};

pub(super) const SCHEMA_CREATE: Rule = Rule {
    id: "access.public-schema-create",
    title: "PUBLIC creates nothing in any schema",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::Medium,
    meaning: "Looks for schemas in which PUBLIC holds CREATE: up to PostgreSQL 14 a new database grants it on public, \
              and an upgrade keeps it. Left out: schemas of extensions. High where a SECURITY DEFINER function \
              without a fixed search_path could be taken over that way; low where no role but the owner and \
              administrators can connect.",
    reason: "Who can create in a schema of others' search_path can put a function or an operator there that runs \
             with the rights of whoever calls it by its bare name (CVE-2018-1058).",
    action: "Revoke CREATE on schemas from PUBLIC",
    references: &[
        "CIS PostgreSQL 17 §4.10",
        "CVE-2018-1058",
        "GDPR Art. 32(1)(b)",
    ],
    evidence_sql: "\
SELECT n.nspname, x.privilege_type
FROM pg_catalog.pg_namespace AS n
CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) AS x
WHERE x.grantee = 0 AND x.privilege_type = 'CREATE'
ORDER BY 1",
    check: check_schema_create,
};

fn check_schema_create(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let takeover = catalog
        .functions
        .iter()
        .any(|function| function.security_definer && function.setting("search_path").is_none());
    let findings = catalog
        .schemas
        .iter()
        .filter(|schema| {
            schema.extension.is_none()
                && (schema.grants.iter())
                    .any(|grant| grant.grantee == PUBLIC && grant.privilege == "CREATE")
        })
        .map(|schema| {
            let creators = exposure.creators(schema);
            let severity = match (creators.is_empty(), takeover) {
                (true, _) => Severity::Low,
                (false, true) => Severity::High,
                (false, false) => Severity::Medium,
            };
            Finding::new(
                format!("schema {}", schema.name),
                severity,
                "Every role may create objects in it",
            )
            .fact("privilege", "CREATE")
            .fact("reached now by", listed(creators))
            .fix(format!(
                "-- Check first that no application creates its tables here with the rights of PUBLIC.\n\
                 REVOKE CREATE ON SCHEMA {} FROM PUBLIC;",
                quote_identifier(&schema.name)
            ))
        })
        .collect();
    Checked::found(catalog.schemas.len(), findings)
}

pub(super) const DATABASE_RIGHTS: Rule = Rule {
    id: "access.public-database-rights",
    title: "PUBLIC holds no right on the database",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::Low,
    meaning: "Looks at what PUBLIC holds on this database. CREATE (new schemas) is medium. CONNECT and TEMPORARY, \
              which every new database grants to PUBLIC, are low where other roles can log in to the cluster, and \
              otherwise no more than worth knowing.",
    reason: "A role that was made for another database of the cluster can look around in this one, and read what was \
             granted to PUBLIC.",
    action: "Grant CONNECT and TEMPORARY to the roles that need them, then revoke them from PUBLIC",
    references: &["CIS PostgreSQL 17 §4.6", "HIPAA 164.308(a)(4)(ii)(B)"],
    evidence_sql: "\
SELECT d.datname, x.privilege_type
FROM pg_catalog.pg_database AS d
CROSS JOIN LATERAL pg_catalog.aclexplode(
    coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) AS x
WHERE d.datname = current_database() AND x.grantee = 0
ORDER BY 2",
    check: check_database_rights,
};

fn check_database_rights(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let held = |wanted: &[&str]| -> Vec<&str> {
        let mut found: Vec<&str> = catalog
            .database
            .grants
            .iter()
            .filter(|grant| grant.grantee == PUBLIC && wanted.contains(&grant.privilege.as_str()))
            .map(|grant| grant.privilege.as_str())
            .collect();
        found.sort_unstable();
        found
    };
    let finding = |privileges: Vec<&str>, severity: Severity, statement: &str| {
        let list = privileges.join(", ");
        Finding::new(
            format!("database {}", catalog.database.name),
            severity,
            statement,
        )
        .fact("privileges", &list)
        .fact("roles that can log in", listed(exposure.everyone()))
        .fix(format!(
            "-- Grant the same to the roles that need it before you take it from the rest.\n\
             REVOKE {list} ON DATABASE {} FROM PUBLIC;",
            quote_identifier(&catalog.database.name)
        ))
    };
    let mut findings = Vec::new();
    let create = held(&["CREATE"]);
    if !create.is_empty() {
        findings.push(finding(
            create,
            Severity::Medium,
            "Every role may create schemas in it",
        ));
    }
    let usual = held(&["CONNECT", "TEMPORARY", "TEMP"]);
    if !usual.is_empty() {
        let severity = if exposure.everyone().len() > 1 {
            Severity::Low
        } else {
            Severity::Info
        };
        findings.push(finding(
            usual,
            severity,
            "Every role of the cluster holds the rights that a new database gives to PUBLIC",
        ));
    }
    Checked::found(1, findings)
}

pub(super) const DEFAULT_PRIVILEGES: Rule = Rule {
    id: "access.default-privileges",
    title: "New objects are not born open to PUBLIC",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::Medium,
    meaning: "Looks for ALTER DEFAULT PRIVILEGES that give PUBLIC rights on tables, sequences, schemas or large \
              objects to come. Left out: EXECUTE on functions and USAGE on types, which PUBLIC has without any such \
              entry.",
    reason: "The next table is readable by every role from the moment it exists, before anyone has looked at it.",
    action: "Take PUBLIC out of the default privileges",
    references: &["GDPR Art. 25(2)", "CIS PostgreSQL 17 §4.6"],
    evidence_sql: "\
SELECT d.defaclrole::regrole AS role, d.defaclnamespace::regnamespace AS schema,
       d.defaclobjtype AS kind, x.privilege_type
FROM pg_catalog.pg_default_acl AS d
CROSS JOIN LATERAL pg_catalog.aclexplode(d.defaclacl) AS x
WHERE x.grantee = 0 AND d.defaclobjtype NOT IN ('f', 'T')
ORDER BY 1, 2, 3, 4",
    check: check_default_privileges,
};

fn check_default_privileges(catalog: &Catalog) -> Checked {
    let findings = catalog
        .default_privileges
        .iter()
        .filter(|entry| entry.grant.grantee == PUBLIC)
        .filter_map(|entry| Some((entry, kind_words(&entry.object_kind)?)))
        .map(|(entry, kind)| {
            let severity = match entry.object_kind.as_str() {
                "r" => Severity::Medium,
                _ => Severity::Low,
            };
            Finding::new(
                format!("default privileges of {}{}", entry.role, place(entry)),
                severity,
                format!(
                    "PUBLIC gets {} on every new one of {kind}",
                    entry.grant.privilege
                ),
            )
            .fact("role", &entry.role)
            .fact("schema", entry.schema.as_deref().unwrap_or("every schema"))
            .fact("objects", kind)
            .fact("privilege", &entry.grant.privilege)
            .fix(format!(
                "-- Objects that exist keep their grants: revoke those on their own.\n\
                 ALTER DEFAULT PRIVILEGES FOR ROLE {}{} REVOKE {} ON {} FROM PUBLIC;",
                quote_identifier(&entry.role),
                (entry.schema.as_deref())
                    .map(|schema| format!(" IN SCHEMA {}", quote_identifier(schema)))
                    .unwrap_or_default(),
                entry.grant.privilege,
                kind.to_uppercase()
            ))
        })
        .collect();
    Checked::found(catalog.default_privileges.len(), findings)
}

fn place(entry: &DefaultPrivilege) -> String {
    (entry.schema.as_deref())
        .map(|schema| format!(" in schema {schema}"))
        .unwrap_or_default()
}

/// The objects that a kind of `pg_default_acl` stands for; none for those that PUBLIC may use anyway.
fn kind_words(kind: &str) -> Option<&'static str> {
    match kind {
        "r" => Some("tables"),
        "S" => Some("sequences"),
        "n" => Some("schemas"),
        "L" => Some("large objects"),
        _ => None,
    }
}
