//! Where personal data leaves the database.

use std::collections::BTreeMap;

use super::personal::{self, Category};
use crate::audit::rules::wording::{counted, listed};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Relation, RelationKind};

pub(super) const OUTFLOWS: Rule = Rule {
    id: "privacy.outflows",
    title: "Personal data leaves the database only where that is meant",
    section: Section::DataManagement,
    area: Area::Privacy,
    severity: Severity::Medium,
    meaning: "Looks for publications of logical replication that carry tables with columns that look personal or secret, and for foreign \
              servers with foreign tables that have such columns; one finding for each publication and server, high with special categories \
              or secrets in a publication. Left out: dumps and physical replicas, which no catalog shows, and column lists of publications. \
              Not applicable where there is neither.",
    reason: "What leaves is outside the grants, policies and retention of this database, and may be in another country.",
    action: "Record each outflow of personal data with its purpose, and publish no column that the receiver does not need",
    references: &[
        "GDPR Art. 44",
        "GDPR Art. 30(1)(d)",
        "GDPR Art. 5(1)(c)",
        "CCPA 1798.100(d)",
    ],
    evidence_sql: "\
SELECT 'publication' AS kind, t.pubname AS name, t.schemaname, t.tablename
FROM pg_catalog.pg_publication_tables AS t
UNION ALL
SELECT 'foreign server', s.srvname, n.nspname, c.relname
FROM pg_catalog.pg_foreign_table AS f
JOIN pg_catalog.pg_foreign_server AS s ON s.oid = f.ftserver
JOIN pg_catalog.pg_class AS c ON c.oid = f.ftrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
ORDER BY 1, 2, 3, 4",
    check: check_outflows,
};

/// The tables with delicate columns, their columns in words, and the most delicate category of them all.
fn delicate<'c>(tables: impl Iterator<Item = &'c Relation>) -> (Vec<String>, Option<Category>) {
    let mut worst = None;
    let mut found = Vec::new();
    for table in tables {
        let columns = personal::columns(table);
        if !columns.is_empty() {
            worst = worst.max(columns.iter().map(|&(_, category)| category).max());
            let names = listed(columns.iter().map(|(column, _)| &column.name));
            found.push(format!("{}: {names}", table.name));
        }
    }
    (found, worst)
}

fn check_outflows(catalog: &Catalog) -> Checked {
    let mut by_server: BTreeMap<&str, Vec<&Relation>> = BTreeMap::new();
    for relation in &catalog.relations {
        if let (RelationKind::ForeignTable, Some(server)) =
            (relation.kind, &relation.foreign_server)
        {
            by_server.entry(server).or_default().push(relation);
        }
    }
    if catalog.publications.is_empty() && by_server.is_empty() {
        return Checked::not_applicable("There is no publication and no foreign table.");
    }
    let mut findings = Vec::new();
    for publication in &catalog.publications {
        let published = catalog.relations.iter().filter(|relation| {
            relation.partition_of.is_none()
                && (publication.tables.contains(&relation.name)
                    || (publication.all_tables
                        && matches!(
                            relation.kind,
                            RelationKind::Table | RelationKind::PartitionedTable
                        )))
        });
        let (tables, worst) = delicate(published);
        if let Some(worst) = worst {
            let severity = if worst >= Category::Secret {
                Severity::High
            } else {
                Severity::Medium
            };
            findings.push(
                Finding::new(
                    format!("publication {}", publication.name),
                    severity,
                    format!(
                        "carries columns that look personal, of {}",
                        counted(tables.len(), "table")
                    ),
                )
                .fact("all tables", publication.all_tables)
                .fact("tables", listed(tables)),
            );
        }
    }
    for (server, tables) in &by_server {
        let (tables, worst) = delicate(tables.iter().copied());
        if worst.is_some() {
            findings.push(
                Finding::new(
                    format!("foreign server {server}"),
                    Severity::Medium,
                    format!(
                        "exchanges columns that look personal, of {}",
                        counted(tables.len(), "table")
                    ),
                )
                .fact("tables", listed(tables)),
            );
        }
    }
    Checked::found(catalog.publications.len() + by_server.len(), findings)
}
