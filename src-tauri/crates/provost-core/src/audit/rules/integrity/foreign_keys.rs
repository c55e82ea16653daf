//! Foreign keys: types that agree, no half-filled references, no two alike.

use std::collections::BTreeMap;

use super::super::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{
    Catalog, Column, Constraint, ConstraintKind, QualifiedName, Relation, quote_identifier,
};

pub(super) const TYPES: Rule = Rule {
    id: "integrity.foreign-key-types",
    title: "Foreign keys have the types of the keys they refer to",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Medium,
    meaning: "Columns of foreign keys whose type differs from the referenced column's. Medium where the referring column \
        is the narrower integer, low otherwise. Lengths, and text against varchar, do not count; a domain counts as the \
        type below it.",
    reason: "A narrower column cannot hold the larger keys: the reference fails when the parent outgrows it. Other \
        differences cost a cast on every comparison and can keep an index from being used.",
    action: "Give foreign keys the types of the keys they refer to",
    references: &[
        "database_consistency ForeignKeyTypeChecker",
        "active_record_doctor mismatched_foreign_key_type",
    ],
    evidence_sql: "SELECT k.conrelid::pg_catalog.regclass AS \"table\", k.conname, a.attname,\n\
        pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,\n\
        pg_catalog.format_type(f.atttypid, f.atttypmod) AS referenced_type\n\
        FROM pg_catalog.pg_constraint k\n\
        CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(k.conkey), pg_catalog.unnest(k.confkey)) AS u(own, theirs)\n\
        JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.own\n\
        JOIN pg_catalog.pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = u.theirs\n\
        WHERE k.contype = 'f' AND k.conparentid = 0 AND a.atttypid <> f.atttypid\n\
        ORDER BY 1, 2",
    check: types,
};

/// The foreign keys that a person made, with their tables.
fn foreign_keys(catalog: &Catalog) -> impl Iterator<Item = (&Relation, &Constraint)> {
    catalog.tables().flat_map(|table| {
        table
            .foreign_keys()
            .filter(|key| !key.inherited)
            .map(move |key| (table, key))
    })
}

fn types(catalog: &Catalog) -> Checked {
    let mut examined = 0;
    let mut findings = Vec::new();
    for (table, key) in foreign_keys(catalog) {
        examined += 1;
        let Some(parent) = key
            .references
            .as_ref()
            .and_then(|name| catalog.relation(name))
        else {
            continue;
        };
        for (own, theirs) in key.columns.iter().zip(&key.referenced_columns) {
            if let (Some(own), Some(theirs)) = (table.column(own), parent.column(theirs)) {
                findings.extend(mismatch(catalog, table, key, own, (parent, theirs)));
            }
        }
    }
    Checked::found(examined, findings)
}

fn mismatch(
    catalog: &Catalog,
    table: &Relation,
    key: &Constraint,
    own: &Column,
    (parent, theirs): (&Relation, &Column),
) -> Option<Finding> {
    let (mine, other) = (base_type(catalog, own), base_type(catalog, theirs));
    if mine == other {
        return None;
    }
    let width = |name: &str| match name {
        "smallint" => Some(2),
        "integer" => Some(4),
        "bigint" => Some(8),
        _ => None,
    };
    let narrower = matches!((width(&mine), width(&other)), (Some(a), Some(b)) if a < b);
    let finding = Finding::new(
        format!("{}.{}", table.name, own.name),
        if narrower {
            Severity::Medium
        } else {
            Severity::Low
        },
        if narrower {
            "is narrower than the key it refers to."
        } else {
            "has another type than the key it refers to."
        },
    )
    .fact("constraint", &key.name)
    .fact("type", &own.data_type)
    .fact("refers to", format!("{}.{}", parent.name, theirs.name))
    .fact("type there", &theirs.data_type);
    Some(if narrower {
        finding.fix(format!(
            "-- Rewrites the table under an exclusive lock.\n\
             ALTER TABLE {} ALTER COLUMN {} TYPE {other};",
            table.name.quoted(),
            quote_identifier(&own.name)
        ))
    } else {
        finding
    })
}

/// The type without length or precision, through domains; text for varchar, which the server treats alike.
fn base_type(catalog: &Catalog, column: &Column) -> String {
    let domain = catalog.domains.iter().find(|domain| {
        domain.name.name == column.type_name && domain.name.schema == column.type_schema
    });
    let full = domain.map_or(&column.data_type, |domain| &domain.base_type);
    let plain = full.split('(').next().unwrap_or(full).trim_end();
    match plain {
        "character varying" => "text".to_owned(),
        // `timestamp(3) with time zone` carries its precision in the middle.
        "timestamp" | "time" if full.ends_with("with time zone") => {
            format!("{plain} with time zone")
        }
        _ => plain.to_owned(),
    }
}

pub(super) const NULLS: Rule = Rule {
    id: "integrity.foreign-key-nulls",
    title: "References of several columns are whole or absent",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Low,
    meaning: "Foreign keys of several columns, of which two or more may be NULL, without MATCH FULL. One column that may \
        be NULL is fine: then NULL says that there is no reference. A CHECK that speaks of NULL in those columns is \
        taken to settle it.",
    reason: "With MATCH SIMPLE, the default, one NULL switches the whole check off: the other columns may then name a \
        row that does not exist.",
    action: "Declare half-filled references impossible",
    references: &[
        "pg-index-health foreign keys with nullable columns",
        "PostgreSQL documentation, CREATE TABLE, MATCH SIMPLE",
    ],
    evidence_sql: "SELECT k.conrelid::pg_catalog.regclass AS \"table\", k.conname, pg_catalog.pg_get_constraintdef(k.oid)\n\
        FROM pg_catalog.pg_constraint k\n\
        WHERE k.contype = 'f' AND k.conparentid = 0 AND k.confmatchtype = 's'\n\
        AND (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = k.conrelid\n\
        AND a.attnum = ANY (k.conkey) AND NOT a.attnotnull) > 1\n\
        ORDER BY 1, 2",
    check: nulls,
};

fn nulls(catalog: &Catalog) -> Checked {
    let mut examined = 0;
    let mut findings = Vec::new();
    for (table, key) in foreign_keys(catalog).filter(|(_, key)| key.columns.len() > 1) {
        examined += 1;
        let nullable: Vec<&str> = key
            .columns
            .iter()
            .filter(|&name| table.column(name).is_some_and(|column| !column.not_null))
            .map(String::as_str)
            .collect();
        if nullable.len() > 1
            && !key.definition.contains("MATCH FULL")
            && !settled(table, &nullable)
        {
            findings.push(
                Finding::new(
                    format!("{}.{}", table.name, key.name),
                    Severity::Low,
                    "is not checked when one of its columns is NULL, and several may be.",
                )
                .fact("may be NULL", listed(&nullable))
                .fact("definition", &key.definition),
            );
        }
    }
    Checked::found(examined, findings)
}

/// Whether a CHECK speaks of NULL in all of the columns.
fn settled(table: &Relation, columns: &[&str]) -> bool {
    table
        .constraints
        .iter()
        .filter(|check| check.kind == ConstraintKind::Check)
        .any(|check| {
            let text = check.definition.to_lowercase();
            (text.contains("null"))
                && columns
                    .iter()
                    .all(|&name| check.columns.iter().any(|column| column == name))
        })
}

pub(super) const DUPLICATES: Rule = Rule {
    id: "integrity.duplicate-foreign-keys",
    title: "No reference is declared twice",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Low,
    meaning: "Foreign keys of one table over the same columns to the same columns. Where their actions differ the finding \
        is medium.",
    reason: "Each copy is checked on every write. Two with different actions on delete do different things to the same \
        row, and which comes first is the order of their names.",
    action: "Drop foreign keys that repeat another",
    references: &["pg-index-health duplicated foreign keys"],
    evidence_sql: "SELECT k.conrelid::pg_catalog.regclass AS \"table\", k.confrelid::pg_catalog.regclass AS referenced,\n\
        pg_catalog.array_agg(k.conname ORDER BY k.conname) AS constraints\n\
        FROM pg_catalog.pg_constraint k\n\
        WHERE k.contype = 'f' AND k.conparentid = 0\n\
        GROUP BY k.conrelid, k.confrelid, k.conkey, k.confkey HAVING pg_catalog.count(*) > 1\n\
        ORDER BY 1",
    check: duplicates,
};

fn duplicates(catalog: &Catalog) -> Checked {
    type Reference<'a> = (
        &'a QualifiedName,
        Vec<(&'a str, &'a str)>,
        Option<&'a QualifiedName>,
    );
    let mut alike: BTreeMap<Reference<'_>, Vec<&Constraint>> = BTreeMap::new();
    let mut examined = 0;
    for (table, key) in foreign_keys(catalog) {
        examined += 1;
        let mut pairs: Vec<(&str, &str)> = key
            .columns
            .iter()
            .map(String::as_str)
            .zip(key.referenced_columns.iter().map(String::as_str))
            .collect();
        pairs.sort_unstable();
        alike
            .entry((&table.name, pairs, key.references.as_ref()))
            .or_default()
            .push(key);
    }
    let findings = alike
        .iter()
        .filter_map(|((table, ..), keys)| repeated(table, keys))
        .collect();
    Checked::found(examined, findings)
}

fn repeated(table: &QualifiedName, keys: &[&Constraint]) -> Option<Finding> {
    let (first, rest) = keys.split_first()?;
    let names: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
    if rest.is_empty() {
        return None;
    }
    let same = rest
        .iter()
        .all(|key| key.on_delete == first.on_delete && key.on_update == first.on_update);
    let finding = Finding::new(
        format!("{table}.{}", first.name),
        if same {
            Severity::Low
        } else {
            Severity::Medium
        },
        if same {
            "is declared more than once."
        } else {
            "is declared more than once, with different actions."
        },
    )
    .fact("constraints", listed(&names))
    .fact("definition", &first.definition);
    Some(if same {
        let drops: Vec<String> = rest
            .iter()
            .map(|key| {
                format!(
                    "ALTER TABLE {} DROP CONSTRAINT {};",
                    table.quoted(),
                    quote_identifier(&key.name)
                )
            })
            .collect();
        finding.fix(drops.join("\n"))
    } else {
        finding
    })
}

#[cfg(test)]
mod tests;
