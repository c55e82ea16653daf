//! Privileges on tables, who may pass them on, and who owns the tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::rules::exposure::{Exposure, Level, READ_OR_WRITE, WRITE};
use crate::audit::rules::privacy::personal;
use crate::audit::rules::wording::{counted, listed};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, PUBLIC, Relation, quote_identifier};

pub(super) const PUBLIC_GRANTS: Rule = Rule {
    id: "access.public-grants",
    title: "No table is granted to PUBLIC",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::High,
    meaning: "Looks at tables, views, materialised views and foreign tables on which PUBLIC holds a privilege, on the \
              whole or on a column. Left out: members of extensions, and partitions whose parent is reported. Lowered \
              to low where row-level security filters the rows, where PUBLIC may not use the schema, and where no \
              role but the owner and administrators can connect; medium for reading rows that do not look personal.",
    reason: "PUBLIC is every role of the cluster, those of other applications and those made tomorrow included.",
    action: "Revoke what PUBLIC holds on tables and grant it to the roles that need it",
    references: &[
        "GDPR Art. 25(2)",
        "GDPR Art. 32(1)(b)",
        "CIS PostgreSQL 17 §4.6",
        "HIPAA 164.308(a)(4)(ii)(B)",
        "SOX ITGC-AC1",
    ],
    evidence_sql: "\
SELECT n.nspname, c.relname, x.privilege_type
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS x
WHERE x.grantee = 0 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 2, 3",
    check: check_public_grants,
};

fn check_public_grants(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let open: BTreeMap<_, _> = catalog
        .relations
        .iter()
        .filter(|relation| relation.extension.is_none())
        .filter_map(|relation| Some((&relation.name, (relation, public_privileges(relation)?))))
        .collect();
    let findings = open
        .values()
        .filter(|(relation, _)| {
            !matches!(&relation.partition_of, Some(parent) if open.contains_key(parent))
        })
        .map(|(relation, privileges)| public_finding(&exposure, relation, privileges))
        .collect();
    Checked::found(catalog.relations.len(), findings)
}

/// What PUBLIC holds on a relation or its columns, as GRANT writes it.
fn public_privileges(relation: &Relation) -> Option<BTreeSet<String>> {
    let whole = relation
        .grants
        .iter()
        .filter(|grant| grant.grantee == PUBLIC)
        .map(|grant| grant.privilege.clone());
    let columns = relation.columns.iter().flat_map(|column| {
        column
            .grants
            .iter()
            .filter(|grant| grant.grantee == PUBLIC)
            .map(|grant| format!("{} ({})", grant.privilege, quote_identifier(&column.name)))
    });
    let found: BTreeSet<String> = whole.chain(columns).collect();
    (!found.is_empty()).then_some(found)
}

fn public_finding(
    exposure: &Exposure<'_>,
    relation: &Relation,
    privileges: &BTreeSet<String>,
) -> Finding {
    let reach = exposure.reach(relation, READ_OR_WRITE);
    let writes = privileges
        .iter()
        .any(|privilege| WRITE.iter().any(|write| privilege.starts_with(write)));
    let personal = !personal::columns(relation).is_empty();
    let severity = if !reach.public || reach.level() < Level::Everyone || relation.row_security {
        Severity::Low
    } else if writes || personal {
        Severity::High
    } else {
        Severity::Medium
    };
    let held = listed(privileges);
    Finding::new(
        relation.name.to_string(),
        severity,
        format!("PUBLIC holds {held}"),
    )
    .fact("privileges", &held)
    .fact("reached now by", listed(&reach.roles))
    .fact("looks personal", personal)
    .fact("row-level security", relation.row_security)
    .fix(format!(
        "-- Check first which roles live on this right, and grant it to them.\n\
         REVOKE {} ON TABLE {} FROM PUBLIC;",
        privileges
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", "),
        relation.name.quoted()
    ))
}

pub(super) const GRANT_OPTIONS: Rule = Rule {
    id: "access.grant-options",
    title: "Only owners pass privileges on",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::Medium,
    meaning: "Looks for privileges on tables, columns, schemas and functions that were granted WITH GRANT OPTION to a \
              role other than the owner; one finding for each such role. Left out: superusers and the administrators \
              of a managed service. Low where nobody can log in as the role.",
    reason: "Whoever holds a grant option decides who reads the data next, and no one who approves access sees it.",
    action: "Take back grant options from roles that do not administer access",
    references: &[
        "CIS PostgreSQL 17 §4.6",
        "SOX ITGC-AC1",
        "HIPAA 164.308(a)(4)(ii)(C)",
    ],
    evidence_sql: "\
SELECT x.grantee::regrole AS grantee, n.nspname, c.relname, x.privilege_type
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS x
WHERE x.is_grantable AND x.grantee <> c.relowner
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 2, 3",
    check: check_grant_options,
};

fn check_grant_options(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let relations = catalog.relations.iter().flat_map(|relation| {
        let columns = relation.columns.iter().flat_map(|column| &column.grants);
        let grants = relation.grants.iter().chain(columns);
        grants.map(|grant| (&relation.owner, relation.name.to_string(), grant))
    });
    let schemas = catalog.schemas.iter().flat_map(|schema| {
        let name = format!("schema {}", schema.name);
        (schema.grants.iter()).map(move |grant| (&schema.owner, name.clone(), grant))
    });
    let functions = catalog.functions.iter().flat_map(|function| {
        (function.grants.iter()).map(|grant| (&function.owner, function.name.to_string(), grant))
    });
    let mut examined = 0;
    let mut held: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (owner, object, grant) in relations.chain(schemas).chain(functions) {
        examined += 1;
        if grant.grantable
            && grant.grantee != *owner
            && !super::roles::is_administrator(catalog, &grant.grantee)
        {
            held.entry(&grant.grantee)
                .or_default()
                .insert(format!("{} on {object}", grant.privilege));
        }
    }
    let findings = held.into_iter().map(|(role, held)| {
        let used = exposure
            .actors_of(role)
            .any(|actor| exposure.everyone().contains(actor));
        let severity = if used {
            Severity::Medium
        } else {
            Severity::Low
        };
        let statement = format!(
            "may pass on {} that it does not own",
            counted(held.len(), "privilege")
        );
        Finding::new(format!("role {role}"), severity, statement)
            .fact("privileges", listed(held))
            .fact("acting as it", listed(exposure.actors_of(role)))
    });
    Checked::found(examined, findings.collect())
}

pub(super) const TABLE_OWNERS: Rule = Rule {
    id: "access.table-owners",
    title: "Applications do not own the tables that they use",
    section: Section::SecurityAndCompliance,
    area: Area::Access,
    severity: Severity::Medium,
    meaning: "Looks for tables whose owner is a role with LOGIN while no other login role may write to them: then the \
              application itself works as the owner. Left out: owners that are superusers (a rule of its own), and \
              owners whose tables another login role writes to, which are taken for roles that deploy. Not \
              applicable where the owner is the only role that can log in besides administrators.",
    reason: "An owner may drop the table, change it, switch off its triggers and bypass its row-level security; so \
             may whoever finds an injection in the application.",
    action: "Give the tables to a role without LOGIN and the application only the privileges that it uses",
    references: &[
        "SOX ITGC-AC6",
        "CIS PostgreSQL 17 §4.6",
        "ISO/IEC 27001:2022 A.5.3",
    ],
    evidence_sql: "\
SELECT r.rolname AS owner, n.nspname, c.relname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_roles AS r ON r.oid = c.relowner
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND r.rolcanlogin AND NOT r.rolsuper
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 2, 3",
    check: check_table_owners,
};

fn check_table_owners(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let mut owned: BTreeMap<&str, Vec<&Relation>> = BTreeMap::new();
    for table in catalog.tables() {
        if (catalog.role(&table.owner)).is_some_and(|role| role.login && !role.superuser) {
            owned.entry(&table.owner).or_default().push(table);
        }
    }
    if !owned.is_empty() && exposure.everyone().len() < 2 {
        return Checked::not_applicable(
            "The owner is the only role that can log in here besides administrators.",
        );
    }
    let findings = owned
        .iter()
        .filter(|(_, tables)| {
            !(tables.iter()).any(|table| exposure.reach(table, WRITE).level() > Level::Nobody)
        })
        .map(|(owner, tables)| {
            Finding::new(
                format!("role {owner}"),
                Severity::Medium,
                format!(
                    "logs in and owns {} that only it writes to",
                    counted(tables.len(), "table")
                ),
            )
            .fact("tables", listed(tables.iter().map(|t| t.name.to_string())))
        })
        .collect();
    Checked::found(catalog.tables().count(), findings)
}
