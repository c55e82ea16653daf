//! Primary keys: there, and wide enough.

use super::super::wording::{listed, percent};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Index, Relation, RelationKind, Sequence, quote_identifier};

pub(super) const PRIMARY_KEY: Rule = Rule {
    id: "integrity.primary-key",
    title: "Every table has a primary key",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Medium,
    meaning: "Ordinary and partitioned tables without a primary key. A unique index over NOT NULL columns lowers the \
        finding; a publication that sends updates or deletes of the table raises it, because those then fail. Left \
        out: partitions, foreign tables, members of extensions. Tables in which a migration tool keeps its state, and \
        tables of at most one row, are only mentioned.",
    reason: "Without a key a row cannot be named: duplicates creep in, logical replication cannot send updates, and \
        lineage, consent and audit records have nothing to point to.",
    action: "Give every table a primary key",
    references: &["GDPR Art. 5(1)(d)", "HIPAA 45 CFR 164.312(c)(1)"],
    evidence_sql: "SELECT n.nspname, c.relname, c.reltuples\n\
        FROM pg_catalog.pg_class c\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'\n\
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\n\
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)\n\
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass\n\
        AND d.objid = c.oid AND d.deptype = 'e')\n\
        ORDER BY 1, 2",
    check: primary_key,
};

/// Tables in which a migration tool keeps its state, some of them without a key by that tool's design: Alembic, Rails,
/// Sequel, Liquibase, Flyway, Knex, golang-migrate.
const STATE_TABLES: &[&str] = &[
    "alembic_version",
    "databasechangelog",
    "flyway_schema_history",
    "knex_migrations_lock",
    "schema_info",
    "schema_migrations",
    "schema_version",
];

fn primary_key(catalog: &Catalog) -> Checked {
    let tables: Vec<&Relation> = catalog
        .tables()
        .filter(|table| table.kind != RelationKind::ForeignTable)
        .collect();
    let findings = tables
        .iter()
        .filter(|table| table.primary_key().is_none())
        .map(|table| without_key(catalog, table))
        .collect();
    Checked::found(tables.len(), findings)
}

fn without_key(catalog: &Catalog, table: &Relation) -> Finding {
    let candidate = table
        .indexes
        .iter()
        .find(|index| could_be_key(table, index));
    let publications: Vec<&str> = catalog
        .publications
        .iter()
        .filter(|publication| publication.all_tables || publication.tables.contains(&table.name))
        .filter(|publication| {
            let changes = |operation: &String| operation == "update" || operation == "delete";
            publication.operations.iter().any(changes)
        })
        .map(|publication| publication.name.as_str())
        .collect();
    let unidentified = table.replica_identity == crate::catalog::ReplicaIdentity::Default
        || table.replica_identity == crate::catalog::ReplicaIdentity::Nothing;
    let state = STATE_TABLES.contains(&table.name.name.to_lowercase().as_str());
    let (severity, statement) = if !publications.is_empty() && unidentified {
        (
            Severity::High,
            "has no primary key, and is published: its updates and deletes fail.",
        )
    } else if state {
        (
            Severity::Info,
            "has no primary key; a migration tool keeps its state in it.",
        )
    } else if table
        .row_estimate
        .is_some_and(|rows| (0..=1).contains(&rows))
    {
        (
            Severity::Info,
            "has no primary key, and at most one row when it was last analysed.",
        )
    } else if candidate.is_some() {
        (
            Severity::Low,
            "has no primary key, but a unique index over NOT NULL columns that could become one.",
        )
    } else {
        (Severity::Medium, "has no primary key.")
    };
    let mut finding = Finding::new(table.name.to_string(), severity, statement);
    if let Some(rows) = table.row_estimate {
        finding = finding.fact("rows, estimated", rows);
    }
    if let Some(index) = candidate {
        finding = finding.fact("unique index", &index.name);
    }
    if !publications.is_empty() {
        finding = finding.fact("publications", listed(&publications));
    }
    if state {
        finding
    } else {
        finding.fix(key_sql(table, candidate))
    }
}

/// Whether the index could serve a primary key as it is: unique, whole, valid, over plain NOT NULL columns.
fn could_be_key(table: &Relation, index: &Index) -> bool {
    let plain = |key: &crate::catalog::IndexKey| {
        key.option == 0
            && key
                .column
                .as_ref()
                .and_then(|name| table.column(name))
                .is_some_and(|column| column.not_null)
    };
    index.unique
        && index.valid
        && index.method == "btree"
        && index.predicate.is_none()
        && !index.keys.is_empty()
        && index.keys.iter().all(plain)
}

fn key_sql(table: &Relation, candidate: Option<&Index>) -> String {
    let name = table.name.quoted();
    let partitioned = table.kind == RelationKind::PartitionedTable;
    match candidate {
        Some(index) if index.constraint.is_none() && !partitioned => format!(
            "-- Takes a short exclusive lock; the index is renamed to the constraint's name.\n\
             ALTER TABLE {name} ADD CONSTRAINT {} PRIMARY KEY USING INDEX {};",
            quote_identifier(&format!("{}_pkey", table.name.name)),
            quote_identifier(&index.name)
        ),
        Some(index) => {
            let columns: Vec<String> = index
                .keys
                .iter()
                .filter_map(|key| key.column.as_deref().map(quote_identifier))
                .collect();
            format!(
                "-- Builds a second index under an exclusive lock. Foreign keys may rest on {}: leave it there until they are moved.\n\
                 ALTER TABLE {name} ADD PRIMARY KEY ({});",
                quote_identifier(&index.name),
                columns.join(", ")
            )
        }
        None if partitioned || table.column("id").is_some() => format!(
            "-- Choose the columns that identify a row (on a partitioned table with the partition key among them),\n\
             -- and look for duplicates and NULL in them first:\n\
             -- ALTER TABLE {name} ADD PRIMARY KEY (...);"
        ),
        None => format!(
            "-- First see whether the table has columns that identify a row. If not: this rewrites the table under an exclusive lock.\n\
             ALTER TABLE {name} ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;"
        ),
    }
}

pub(super) const KEY_WIDTH: Rule = Rule {
    id: "integrity.key-width",
    title: "Keys of growing tables are bigint",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Low,
    meaning: "Primary keys of one smallint or integer column that a sequence feeds, on tables of at least a million rows \
        or with at least 5 % of the numbers given out. From 40 % on the finding is medium. How near the end is, \
        integrity.sequence-headroom says.",
    reason: "An integer key ends at 2,147,483,647. Widening it rewrites the table and every table that refers to it, \
        which is cheap today and an outage later.",
    action: "Widen the keys of growing tables to bigint",
    references: &["pgdoctor pktypes", "squawk prefer-bigint-over-int"],
    evidence_sql: "SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, c.reltuples\n\
        FROM pg_catalog.pg_index i\n\
        JOIN pg_catalog.pg_class c ON c.oid = i.indrelid\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]\n\
        WHERE i.indisprimary AND i.indnkeyatts = 1 AND a.atttypid IN ('int2'::pg_catalog.regtype, 'int4'::pg_catalog.regtype)\n\
        AND pg_catalog.pg_get_serial_sequence(pg_catalog.format('%I.%I', n.nspname, c.relname), a.attname) IS NOT NULL\n\
        AND (c.reltuples >= 1000000 OR 20 * pg_catalog.pg_sequence_last_value(pg_catalog.pg_get_serial_sequence(\n\
        pg_catalog.format('%I.%I', n.nspname, c.relname), a.attname)::pg_catalog.regclass)\n\
        >= CASE a.atttypid WHEN 'int2'::pg_catalog.regtype THEN 32767 ELSE 2147483647 END)\n\
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\n\
        ORDER BY c.reltuples DESC",
    check: key_width,
};

fn key_width(catalog: &Catalog) -> Checked {
    let mut examined = 0;
    let mut findings = Vec::new();
    for table in catalog.tables() {
        let Some([name]) = table.primary_key().map(|key| key.columns.as_slice()) else {
            continue;
        };
        let feeding = catalog.sequences.iter().find(|sequence| {
            sequence
                .owned_by
                .as_ref()
                .is_some_and(|(owner, column)| owner == &table.name && column == name)
        });
        let (Some(column), Some(sequence)) = (table.column(name), feeding) else {
            continue;
        };
        let limit = match column.data_type.as_str() {
            "smallint" => i64::from(i16::MAX),
            "integer" => i64::from(i32::MAX),
            _ => continue,
        };
        examined += 1;
        findings.extend(narrow_key(table, name, sequence, limit));
    }
    Checked::found(examined, findings)
}

fn narrow_key(table: &Relation, column: &str, sequence: &Sequence, limit: i64) -> Option<Finding> {
    let rows = table.row_estimate.unwrap_or(0);
    let used = percent(sequence.last_value.unwrap_or(0).max(rows), limit);
    let severity = match used {
        40.. => Severity::Medium,
        5.. => Severity::Low,
        _ if rows >= 1_000_000 => Severity::Low,
        _ => return None,
    };
    let own = if sequence.identity {
        String::new()
    } else {
        format!("\nALTER SEQUENCE {} AS bigint;", sequence.name.quoted())
    };
    let fix = format!(
        "-- Rewrites the table under an exclusive lock. Widen the columns of other tables that refer to it in the same way.\n\
         ALTER TABLE {} ALTER COLUMN {} TYPE bigint;{own}",
        table.name.quoted(),
        quote_identifier(column)
    );
    Some(
        Finding::new(
            format!("{}.{column}", table.name),
            severity,
            format!("is a key of a growing table that ends at {limit}."),
        )
        .fact("rows, estimated", rows)
        .fact("numbers used", format!("{used} %"))
        .fix(fix),
    )
}

#[cfg(test)]
mod tests;
