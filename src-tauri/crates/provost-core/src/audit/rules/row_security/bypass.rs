//! Ways around row-level security: views, copies, children, embeddings.

use std::collections::{BTreeMap, BTreeSet};

use super::rows_belong_to_someone;
use crate::audit::rules::exposure::{Exposure, Level, READ};
use crate::audit::rules::privacy::personal;
use crate::audit::rules::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, QualifiedName, Relation, RelationKind};

const NONE_SECURED: &str = "No table uses row-level security, so there is nothing to go around.";

/// The relations of a catalog by name.
struct Relations<'c>(BTreeMap<&'c QualifiedName, &'c Relation>);

impl<'c> Relations<'c> {
    fn of(catalog: &'c Catalog) -> Self {
        Self(
            catalog
                .relations
                .iter()
                .map(|relation| (&relation.name, relation))
                .collect(),
        )
    }

    fn any_secured(&self) -> bool {
        self.0.values().any(|relation| relation.row_security)
    }

    /// The tables with row-level security that a query over a relation reads, through views of views too.
    fn secured_below(&self, relation: &'c Relation) -> Vec<&'c Relation> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&QualifiedName> = relation.reads.iter().collect();
        let mut found = Vec::new();
        while let Some(name) = open.pop() {
            let Some(&below) = self.0.get(name) else {
                continue;
            };
            if seen.insert(name) {
                if below.row_security {
                    found.push(below);
                }
                open.extend(&below.reads);
            }
        }
        found.sort_by_key(|relation| &relation.name);
        found
    }
}

/// Whether a role reads past the policies of a table.
fn passes_by(catalog: &Catalog, role: &str, table: &Relation) -> bool {
    (role == table.owner && !table.force_row_security)
        || (catalog.role(role)).is_some_and(|role| role.superuser || role.bypass_row_security)
}

fn by_level(level: Level, delicate: bool) -> Severity {
    match (level, delicate) {
        (Level::Everyone, _) | (Level::Roles, true) => Severity::High,
        _ => Severity::Medium,
    }
}

pub(super) const VIEWS: Rule = Rule {
    id: "rls.view-bypass",
    title: "Views keep the row-level security of their tables",
    section: Section::SecurityAndCompliance,
    area: Area::RowSecurity,
    severity: Severity::High,
    meaning: "Looks for views without security_invoker over tables with row-level security, whose owner passes by the policies \
              (owns the table, is a superuser or has BYPASSRLS) and that other roles may read. High where everyone reads it or its \
              columns look personal, else medium. Left out: views of extensions, and views that only their owner and administrators \
              read. A view may be meant to show more: then say so in its comment. Not applicable without row-level security.",
    reason: "Such a view reads its tables as its owner: whoever may read the view sees every row, whatever the policies say.",
    action: "Set security_invoker on views over protected tables",
    references: &["splinter 0010", "GDPR Art. 32(1)(b)", "CIS PostgreSQL 17 §4.7"],
    evidence_sql: "\
SELECT DISTINCT vn.nspname AS view_schema, v.relname AS view, tn.nspname AS table_schema, t.relname AS \"table\"
FROM pg_catalog.pg_class AS v
JOIN pg_catalog.pg_namespace AS vn ON vn.oid = v.relnamespace
JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = v.oid
JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
  AND d.refclassid = 'pg_class'::regclass
JOIN pg_catalog.pg_class AS t ON t.oid = d.refobjid AND t.relrowsecurity
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
WHERE v.relkind = 'v' AND coalesce(v.reloptions::text, '') !~* 'security_invoker=(true|on|1|yes)'
ORDER BY 1, 2, 3, 4",
    check: check_views,
};

fn check_views(catalog: &Catalog) -> Checked {
    let relations = Relations::of(catalog);
    if !relations.any_secured() {
        return Checked::not_applicable(NONE_SECURED);
    }
    let exposure = Exposure::of(catalog);
    let views: Vec<&Relation> = catalog
        .relations
        .iter()
        .filter(|view| view.kind == RelationKind::View && view.extension.is_none())
        .collect();
    let findings = views
        .iter()
        .filter(|view| {
            !matches!(view.option("security_invoker"), Some("true" | "on" | "1" | "yes"))
        })
        .filter_map(|view| {
            let reach = exposure.reach(view, READ);
            let tables: Vec<String> = relations
                .secured_below(view)
                .into_iter()
                .filter(|table| passes_by(catalog, &view.owner, table))
                .map(|table| table.name.to_string())
                .collect();
            if tables.is_empty() || reach.level() == Level::Nobody {
                return None;
            }
            let finding = Finding::new(
                view.name.to_string(),
                by_level(reach.level(), !personal::columns(view).is_empty()),
                "shows every row of tables that filter theirs",
            )
            .fact("tables", listed(tables))
            .fact("runs as", &view.owner)
            .fact("read by", reach.describe());
            Some(if catalog.major_version() >= 15 {
                finding.fix(format!(
                    "-- Its readers then need SELECT on the tables, and see what the policies let them.\n\
                     ALTER VIEW {} SET (security_invoker = true);",
                    view.name.quoted()
                ))
            } else {
                finding
            })
        })
        .collect();
    Checked::found(views.len(), findings)
}

pub(super) const COPIES: Rule = Rule {
    id: "rls.unfiltered-copies",
    title: "No copy of protected rows is open",
    section: Section::SecurityAndCompliance,
    area: Area::RowSecurity,
    severity: Severity::Medium,
    meaning: "In a database that uses row-level security, looks for what other roles may read and no policy can or does filter: \
              materialised views over protected tables, partitions and children of a protected table that have grants of their own \
              and no row-level security, and foreign tables whose rows belong to somebody. High where everyone reads it or its \
              columns look personal. Left out: what only the owner and administrators read.",
    reason: "The policies of a table do not follow its rows into a copy, nor do those of a parent hold for a query of the child.",
    action: "Revoke direct access to copies of protected rows, or filter them in a view",
    references: &["splinter 0016", "splinter 0017", "GDPR Art. 32(1)(b)"],
    evidence_sql: "\
SELECT n.nspname, c.relname, c.relkind, c.relacl
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE (c.relkind IN ('m', 'f') OR (NOT c.relrowsecurity AND EXISTS (
    SELECT 1 FROM pg_catalog.pg_inherits AS i
    JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent
    WHERE i.inhrelid = c.oid AND c.relkind IN ('r', 'p') AND p.relrowsecurity)))
  AND EXISTS (SELECT 1 FROM pg_catalog.aclexplode(c.relacl) AS x WHERE x.grantee <> c.relowner)
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 2",
    check: check_copies,
};

fn check_copies(catalog: &Catalog) -> Checked {
    let relations = Relations::of(catalog);
    if !relations.any_secured() {
        return Checked::not_applicable(NONE_SECURED);
    }
    let exposure = Exposure::of(catalog);
    let is_secured = |name: &QualifiedName| relations.0.get(name).is_some_and(|r| r.row_security);
    let mut findings = Vec::new();
    for copy in catalog
        .relations
        .iter()
        .filter(|copy| copy.extension.is_none())
    {
        let parent = copy
            .partition_of
            .iter()
            .chain(&copy.inherits)
            .find(|&name| is_secured(name));
        let (what, of) = match copy.kind {
            RelationKind::MaterializedView => {
                let tables = relations.secured_below(copy);
                let names = listed(tables.iter().map(|table| table.name.to_string()));
                if tables.is_empty() {
                    continue;
                }
                ("is a stored copy of rows that policies filter", names)
            }
            RelationKind::ForeignTable if rows_belong_to_someone(copy) => (
                "is a foreign table, which no policy can filter",
                copy.foreign_server.clone().unwrap_or_default(),
            ),
            RelationKind::Table | RelationKind::PartitionedTable if !copy.row_security => {
                match parent {
                    Some(parent) => (
                        "can be read past the policies of its parent",
                        parent.to_string(),
                    ),
                    None => continue,
                }
            }
            _ => continue,
        };
        let reach = exposure.reach(copy, READ);
        if reach.level() > Level::Nobody {
            findings.push(
                Finding::new(
                    copy.name.to_string(),
                    by_level(reach.level(), !personal::columns(copy).is_empty()),
                    what,
                )
                .fact("of", of)
                .fact("read by", reach.describe()),
            );
        }
    }
    Checked::found(catalog.relations.len(), findings)
}

pub(super) const EMBEDDINGS: Rule = Rule {
    id: "rls.embeddings",
    title: "Embeddings are as protected as what they were made from",
    section: Section::VectorDatabase,
    area: Area::RowSecurity,
    severity: Severity::High,
    meaning: "Looks for tables with a pgvector column and a foreign key to a table with row-level security, that have none \
              themselves and that other roles may read. High where everyone reads it, else medium. Left out: embeddings that only \
              the owner and administrators read. Not applicable without a vector column.",
    reason: "Text can be recovered from its embedding well enough to name people; an open embedding undoes the policies of its source.",
    action: "Give embedding tables the row-level security of their source",
    references: &["GDPR Art. 32(1)(a)", "EU AI Act Art. 15(5)", "ISO/IEC 42001 A.7.2"],
    evidence_sql: "\
SELECT DISTINCT n.nspname, c.relname, f.confrelid::regclass AS source
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND NOT a.attisdropped
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid AND t.typname IN ('vector', 'halfvec', 'sparsevec')
JOIN pg_catalog.pg_constraint AS f ON f.conrelid = c.oid AND f.contype = 'f'
JOIN pg_catalog.pg_class AS s ON s.oid = f.confrelid AND s.relrowsecurity
WHERE NOT c.relrowsecurity
ORDER BY 1, 2, 3",
    check: check_embeddings,
};

fn check_embeddings(catalog: &Catalog) -> Checked {
    let relations = Relations::of(catalog);
    let exposure = Exposure::of(catalog);
    let embeddings: Vec<&Relation> = catalog
        .tables()
        .filter(|table| {
            (table.columns.iter()).any(|column| {
                matches!(
                    column.type_name.as_str(),
                    "vector" | "halfvec" | "sparsevec"
                )
            })
        })
        .collect();
    if embeddings.is_empty() {
        return Checked::not_applicable("No table has a vector column.");
    }
    let findings = embeddings
        .iter()
        .filter(|table| !table.row_security)
        .filter_map(|table| {
            let reach = exposure.reach(table, READ);
            let sources: BTreeSet<String> = table
                .foreign_keys()
                .filter_map(|key| key.references.as_ref())
                .filter(|&source| {
                    relations
                        .0
                        .get(source)
                        .is_some_and(|source| source.row_security)
                })
                .map(ToString::to_string)
                .collect();
            (reach.level() > Level::Nobody && !sources.is_empty()).then(|| {
                Finding::new(
                    table.name.to_string(),
                    by_level(reach.level(), false),
                    "holds embeddings of rows that policies filter, and filters nothing itself",
                )
                .fact("made from", listed(sources))
                .fact("read by", reach.describe())
                .fix(format!(
                    "-- Write policies that follow the foreign key in the same transaction.\n\
                     ALTER TABLE {} ENABLE ROW LEVEL SECURITY;",
                    table.name.quoted()
                ))
            })
        })
        .collect();
    Checked::found(embeddings.len(), findings)
}
