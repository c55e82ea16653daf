//! Tables without the protection that they need, or with one that does not hold.

use std::collections::BTreeMap;

use super::{rows_belong_to_someone, tenant_column};
use crate::audit::rules::exposure::{Exposure, Level, READ_OR_WRITE, WRITE};
use crate::audit::rules::privacy::personal::{self, Category};
use crate::audit::rules::wording::{counted, listed};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Relation, RelationKind};

pub(super) const EXPOSED_TABLES: Rule = Rule {
    id: "rls.exposed-tables",
    title: "Tables that others reach filter their rows",
    section: Section::SecurityAndCompliance,
    area: Area::RowSecurity,
    severity: Severity::High,
    meaning: "Looks for tables without row-level security that roles other than the owner can reach and whose rows \
              belong to somebody: columns that look personal, or that name a tenant, a user, a customer. Where no table \
              uses row-level security at all, it is one finding for the database: medium where such rows are reachable, \
              high where every role or callers that have not signed in reach them, low otherwise. Elsewhere it is one a \
              table: medium; high where everyone reaches it; critical with secrets or special categories. Left out: tables \
              that only their owner and administrators reach, foreign tables, partitions, lookup tables.",
    reason: "A grant opens every row. Where the application serves many people or customers, only policies keep their rows \
             apart when a query forgets its WHERE.",
    action: "Enable row-level security on exposed tables, with policies",
    references: &[
        "GDPR Art. 25(2)",
        "GDPR Art. 32(1)(b)",
        "CIS PostgreSQL 17 §4.7",
        "splinter 0013",
        "HIPAA 164.308(a)(4)(ii)(B)",
    ],
    evidence_sql: "\
SELECT n.nspname, c.relname, c.relrowsecurity, c.relacl
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relrowsecurity
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND EXISTS (SELECT 1 FROM pg_catalog.aclexplode(c.relacl) AS x WHERE x.grantee <> c.relowner)
ORDER BY 1, 2",
    check: check_exposed_tables,
};

fn own_tables(catalog: &Catalog) -> impl Iterator<Item = &Relation> {
    catalog
        .tables()
        .filter(|table| table.kind != RelationKind::ForeignTable)
}

fn check_exposed_tables(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let tables: Vec<&Relation> = own_tables(catalog).collect();
    let reached: Vec<(&Relation, Level)> = tables
        .iter()
        .map(|table| (*table, exposure.reach(table, READ_OR_WRITE).level()))
        .filter(|&(_, level)| level > Level::Nobody)
        .collect();
    if reached.is_empty() {
        return Checked::not_applicable(
            "No table can be reached by a role other than its owner and administrators: there is nobody to filter rows for.",
        );
    }
    let findings = if tables.iter().any(|table| table.row_security) {
        reached
            .iter()
            .filter(|(table, _)| !table.row_security && rows_belong_to_someone(table))
            .map(|&(table, level)| exposed_finding(&exposure, table, level))
            .collect()
    } else {
        vec![unfiltered_finding(catalog, &reached)]
    };
    Checked::found(tables.len(), findings)
}

/// No table of the database uses row-level security: one finding says so.
fn unfiltered_finding(catalog: &Catalog, reached: &[(&Relation, Level)]) -> Finding {
    let belonging: Vec<&(&Relation, Level)> = reached
        .iter()
        .filter(|(table, _)| rows_belong_to_someone(table))
        .collect();
    let severity = match belonging.iter().map(|(_, level)| *level).max() {
        Some(Level::Everyone) => Severity::High,
        Some(_) => Severity::Medium,
        None => Severity::Low,
    };
    Finding::new(
        format!("database {}", catalog.database.name),
        severity,
        format!(
            "No table uses row-level security; others than the owner reach {}, {} with rows that belong to somebody",
            counted(reached.len(), "table"),
            belonging.len()
        ),
    )
    .fact(
        "tables with rows that belong to somebody",
        listed(belonging.iter().map(|(table, _)| table.name.to_string())),
    )
    .fact("tables reached", listed(reached.iter().map(|(table, _)| table.name.to_string())))
}

fn exposed_finding(exposure: &Exposure<'_>, table: &Relation, level: Level) -> Finding {
    let worst = personal::columns(table)
        .into_iter()
        .map(|(_, category)| category)
        .max();
    let severity = match (level, worst) {
        (Level::Everyone, Some(Category::Secret | Category::Special)) => Severity::Critical,
        (Level::Everyone, _) => Severity::High,
        _ => Severity::Medium,
    };
    Finding::new(
        table.name.to_string(),
        severity,
        "can be reached, holds rows that belong to somebody, and does not filter them",
    )
    .fact(
        "reached by",
        exposure.reach(table, READ_OR_WRITE).describe(),
    )
    .fact(
        "tenant column",
        tenant_column(table).map_or("none", |column| column.name.as_str()),
    )
    .fact(
        "looks personal",
        listed(
            personal::columns(table)
                .iter()
                .map(|(column, _)| &column.name),
        ),
    )
    .fix(enable(table))
}

fn enable(table: &Relation) -> String {
    format!(
        "-- Write its policies in the same transaction: without one, nobody but the owner sees a row.\n\
         ALTER TABLE {} ENABLE ROW LEVEL SECURITY;",
        table.name.quoted()
    )
}

pub(super) const POLICIES_DISABLED: Rule = Rule {
    id: "rls.policies-disabled",
    title: "Policies that exist are in force",
    section: Section::SecurityAndCompliance,
    area: Area::RowSecurity,
    severity: Severity::High,
    meaning: "Looks for tables that have policies but not ENABLE ROW LEVEL SECURITY. Critical where every role or callers \
              that have not signed in reach the table, high where some roles do, medium where only the owner and \
              administrators do. Nothing is left out.",
    reason: "Somebody wrote the policies to protect these rows; the server does not apply one of them.",
    action: "Enable row-level security where policies wait for it",
    references: &[
        "splinter 0007",
        "CIS PostgreSQL 17 §4.7",
        "GDPR Art. 32(1)(b)",
    ],
    evidence_sql: "\
SELECT n.nspname, c.relname, count(*) AS policies
FROM pg_catalog.pg_policy AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT c.relrowsecurity
GROUP BY 1, 2
ORDER BY 1, 2",
    check: check_policies_disabled,
};

fn check_policies_disabled(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let findings = catalog
        .relations
        .iter()
        .filter(|table| !table.policies.is_empty() && !table.row_security)
        .map(|table| {
            let reach = exposure.reach(table, READ_OR_WRITE);
            let severity = match reach.level() {
                Level::Everyone => Severity::Critical,
                Level::Roles => Severity::High,
                Level::Nobody => Severity::Medium,
            };
            Finding::new(
                table.name.to_string(),
                severity,
                "has policies, and row-level security is off",
            )
            .fact(
                "policies",
                listed(table.policies.iter().map(|policy| &policy.name)),
            )
            .fact("reached by", reach.describe())
            .fix(format!(
                "-- Read the policies first: from then on they decide who sees what.\n\
                 ALTER TABLE {} ENABLE ROW LEVEL SECURITY;",
                table.name.quoted()
            ))
        })
        .collect();
    Checked::found(catalog.relations.len(), findings)
}

pub(super) const NO_POLICIES: Rule = Rule {
    id: "rls.no-policies",
    title: "Tables with row-level security have a policy",
    section: Section::SecurityAndCompliance,
    area: Area::RowSecurity,
    severity: Severity::Info,
    meaning: "Looks for tables with row-level security and without any policy: everyone but the owner sees no row and may \
              write none. Left out: tables that nobody but the owner and administrators could reach anyway, and partitions \
              whose parent has policies, which is how their rows are reached. It may be meant.",
    reason: "A grant that gives nothing is either a forgotten policy or a forgotten grant.",
    action: "Write the missing policies, or revoke the grants that give nothing",
    references: &["splinter 0008"],
    evidence_sql: "\
SELECT n.nspname, c.relname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relrowsecurity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_policy AS p
                  WHERE p.polrelid = c.oid OR p.polrelid IN (SELECT pg_catalog.pg_partition_ancestors(c.oid)))
ORDER BY 1, 2",
    check: check_no_policies,
};

fn check_no_policies(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let secured = catalog.relations.iter().filter(|table| table.row_security);
    let findings = secured
        .clone()
        .filter(|table| table.policies.is_empty() && !is_behind_policies(catalog, table))
        .filter_map(|table| {
            let reach = exposure.reach(table, READ_OR_WRITE);
            (reach.level() > Level::Nobody).then(|| {
                Finding::new(
                    table.name.to_string(),
                    Severity::Info,
                    "has row-level security and no policy, so its grants give no row",
                )
                .fact("granted to", reach.describe())
            })
        })
        .collect();
    Checked::found(secured.count(), findings)
}

/// Whether a partition's rows are reached through a parent with policies in force: closed itself, it is as it should be.
fn is_behind_policies(catalog: &Catalog, partition: &Relation) -> bool {
    let parent = |table: &Relation| {
        let name = table.partition_of.as_ref()?;
        catalog.relation(name)
    };
    // A catalog that was saved may say that a table is a partition of itself; no chain is longer than there are tables.
    std::iter::successors(parent(partition), |table| parent(table))
        .take(catalog.relations.len())
        .any(|table| table.row_security && !table.policies.is_empty())
}

pub(super) const NOT_FORCED: Rule = Rule {
    id: "rls.not-forced",
    title: "Policies hold for the table's owner too",
    section: Section::SecurityAndCompliance,
    area: Area::RowSecurity,
    severity: Severity::Medium,
    meaning: "Looks for tables with policies, without FORCE ROW LEVEL SECURITY, whose owner can log in; one finding for each owner. \
              Medium where nobody else writes to them, so that the application logs in as the owner; low where others do (then the owner \
              deploys) or where roles only act as an owner without LOGIN. Left out: owners that are superusers or have BYPASSRLS, for whom \
              FORCE changes nothing. Not applicable where no table has policies in force.",
    reason: "The owner reads past the policies. Where the application logs in as the owner, they protect nothing.",
    action: "Force row-level security, or give the tables to a role that nobody logs in with",
    references: &["CIS PostgreSQL 17 §4.7", "GDPR Art. 25(2)", "schemalint row-level-security (enforced)"],
    evidence_sql: "\
SELECT n.nspname, c.relname, r.rolname AS owner
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_roles AS r ON r.oid = c.relowner
WHERE c.relrowsecurity AND NOT c.relforcerowsecurity AND NOT r.rolsuper AND NOT r.rolbypassrls
  AND EXISTS (SELECT 1 FROM pg_catalog.pg_roles AS m
              WHERE m.rolcanlogin AND NOT m.rolsuper AND pg_catalog.pg_has_role(m.oid, r.oid, 'MEMBER'))
  AND EXISTS (SELECT 1 FROM pg_catalog.pg_policy AS p WHERE p.polrelid = c.oid)
ORDER BY 1, 2",
    check: check_not_forced,
};

fn check_not_forced(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let secured: Vec<&Relation> = catalog
        .relations
        .iter()
        .filter(|table| table.row_security && !table.policies.is_empty())
        .collect();
    if secured.is_empty() {
        return Checked::not_applicable("No table has policies in force.");
    }
    let mut loose: BTreeMap<&str, Vec<&Relation>> = BTreeMap::new();
    for table in secured.iter().filter(|table| !table.force_row_security) {
        loose.entry(&table.owner).or_default().push(table);
    }
    let findings = loose
        .into_iter()
        .filter_map(|(owner, tables)| not_forced_finding(catalog, &exposure, owner, &tables))
        .collect();
    Checked::found(secured.len(), findings)
}

/// One owner passes by the policies of some tables; none where nobody logs in as it, or FORCE would change nothing.
fn not_forced_finding(
    catalog: &Catalog,
    exposure: &Exposure<'_>,
    owner: &str,
    tables: &[&Relation],
) -> Option<Finding> {
    let role = catalog.role(owner)?;
    if role.superuser || role.bypass_row_security {
        return None;
    }
    exposure.actors_of(owner).next()?;
    let others_work =
        (tables.iter()).any(|table| exposure.reach(table, WRITE).level() > Level::Nobody);
    let severity = if role.login && !others_work {
        Severity::Medium
    } else {
        Severity::Low
    };
    let force: Vec<String> = tables
        .iter()
        .map(|table| {
            format!(
                "ALTER TABLE {} FORCE ROW LEVEL SECURITY;",
                table.name.quoted()
            )
        })
        .collect();
    Some(
        Finding::new(
            format!("role {owner}"),
            severity,
            format!(
                "owns {} and is not held to the policies",
                counted(tables.len(), "table")
            ),
        )
        .fact(
            "tables",
            listed(tables.iter().map(|table| table.name.to_string())),
        )
        .fact("acting as the owner", listed(exposure.actors_of(owner)))
        .fact("others write to them", others_work)
        .fix(format!(
            "-- Check first that no migration or job counts on the owner seeing every row.\n{}",
            force.join("\n")
        )),
    )
}
