//! Columns of embeddings: found by an index, of one length.

use super::super::maturity::rows_of;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{
    Catalog, Column, ConstraintKind, Index, Relation, RelationKind, quote_identifier,
};

pub(super) const INDEXED: Rule = Rule {
    id: "performance.vector-index",
    title: "Large sets of embeddings are searched with an index",
    section: Section::VectorDatabase,
    area: Area::Performance,
    severity: Severity::High,
    meaning: "Columns of type vector, halfvec or sparsevec without an index for nearest neighbours (hnsw, ivfflat, or those of \
        other vector extensions): low from 10,000 rows, medium from 50,000, high from 500,000. Below 10,000 rows an exact \
        search takes milliseconds and is right. Not applicable without such columns.",
    reason: "Without an index each search computes the distance to every row.",
    action: "Give large sets of embeddings an HNSW index",
    references: &["pgvector README, Indexing"],
    evidence_sql: "SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, c.reltuples\n\
        FROM pg_catalog.pg_attribute a\n\
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid\n\
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND NOT a.attisdropped AND t.typname IN ('vector', 'halfvec', 'sparsevec')\n\
        AND (c.reltuples >= 10000 OR c.relkind = 'p')\n\
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid\n\
        JOIN pg_catalog.pg_am m ON m.oid = ic.relam WHERE i.indrelid = c.oid AND i.indisvalid\n\
        AND m.amname NOT IN ('btree', 'hash', 'gin', 'gist', 'spgist', 'brin'))\n\
        ORDER BY c.reltuples DESC",
    check: indexed,
};

/// Columns of embeddings, with their tables.
pub(in crate::audit::rules) fn vector_columns(catalog: &Catalog) -> Vec<(&Relation, &Column)> {
    catalog
        .relations
        .iter()
        .filter(|relation| {
            relation.extension.is_none()
                && relation.partition_of.is_none()
                && (relation.is_table() || relation.kind == RelationKind::MaterializedView)
        })
        .flat_map(|relation| {
            relation
                .columns
                .iter()
                .map(move |column| (relation, column))
        })
        .filter(|(_, column)| {
            matches!(
                column.type_name.as_str(),
                "vector" | "halfvec" | "sparsevec"
            )
        })
        .collect()
}

const NONE: &str = "No column has a vector type.";

fn indexed(catalog: &Catalog) -> Checked {
    let columns = vector_columns(catalog);
    if columns.is_empty() {
        return Checked::not_applicable(NONE);
    }
    let findings = columns
        .iter()
        .filter(|(table, column)| !table.indexes.iter().any(|index| searches(index, column)))
        .filter_map(|(table, column)| {
            let rows = rows_of(catalog, table);
            let severity = match rows {
                Some(500_000..) => Severity::High,
                Some(50_000..) => Severity::Medium,
                Some(10_000..) => Severity::Low,
                None if table.table_bytes >= 100 << 20 => Severity::Medium,
                _ => return None,
            };
            let mut finding = Finding::new(
                format!("{}.{}", table.name, column.name),
                severity,
                "is searched row by row: no index serves nearest neighbours.",
            )
            .fact("type", &column.data_type)
            .fact(
                "rows, estimated",
                rows.map_or_else(|| "never analysed".to_owned(), |rows| rows.to_string()),
            );
            if let Some(sql) = index_sql(table, column) {
                finding = finding.fix(sql);
            }
            Some(finding)
        })
        .collect();
    Checked::found(columns.len(), findings)
}

/// Whether the index is one for neighbours and speaks of the column, plainly or in an expression.
fn searches(index: &Index, column: &Column) -> bool {
    let general =
        ["btree", "hash", "gin", "gist", "spgist", "brin"].contains(&index.method.as_str());
    let named = index
        .keys
        .iter()
        .any(|key| key.column.as_ref() == Some(&column.name));
    let expressed = index.keys.iter().any(|key| key.column.is_none())
        && index.definition.contains(&column.name);
    index.valid && !general && (named || expressed)
}

/// Dimensions of `vector(1536)`.
fn dimensions(column: &Column) -> Option<u32> {
    column
        .data_type
        .split_once('(')?
        .1
        .strip_suffix(')')?
        .parse()
        .ok()
}

/// The index, where the type can have one: HNSW takes 2,000 dimensions of vector and 4,000 of halfvec.
fn index_sql(table: &Relation, column: &Column) -> Option<String> {
    let name = quote_identifier(&column.name);
    let key = match (column.type_name.as_str(), dimensions(column)?) {
        ("vector", ..=2_000) => format!("{name} vector_cosine_ops"),
        ("vector", length @ ..=4_000) => format!("({name}::halfvec({length})) halfvec_cosine_ops"),
        ("halfvec", ..=4_000) => format!("{name} halfvec_cosine_ops"),
        ("sparsevec", _) => format!("{name} sparsevec_cosine_ops"),
        _ => return None,
    };
    let concurrently = if table.kind == RelationKind::PartitionedTable {
        ""
    } else {
        " CONCURRENTLY"
    };
    Some(format!(
        "-- Outside a transaction. Take the operator class of the operator that queries use: cosine is <=>, l2 <->, ip <#>. Raise\n\
         -- maintenance_work_mem for the session to rows × (8 + 4 × dimensions) × 1.3 bytes, or the build is slow. A cast in the\n\
         -- index must stand in the queries too.\n\
         CREATE INDEX{concurrently} ON {} USING hnsw ({key}) WITH (m = 16, ef_construction = 64);",
        table.name.quoted()
    ))
}

pub(super) const DIMENSION: Rule = Rule {
    id: "performance.vector-dimension",
    title: "Columns of embeddings have one length",
    section: Section::VectorDatabase,
    area: Area::Performance,
    severity: Severity::Medium,
    meaning: "Columns of type vector, halfvec or sparsevec without a number of dimensions, and without a CHECK over \
        vector_dims. Not applicable without such columns.",
    reason: "Vectors of two models can land in one column. Their distances mean nothing, a search over both fails, and no \
        index can be built over the column itself.",
    action: "Declare the number of dimensions of embeddings",
    references: &["pgvector README, Frequently Asked Questions"],
    evidence_sql: "SELECT n.nspname, c.relname, a.attname, t.typname\n\
        FROM pg_catalog.pg_attribute a\n\
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid\n\
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND NOT a.attisdropped\n\
        AND t.typname IN ('vector', 'halfvec', 'sparsevec') AND a.atttypmod = -1\n\
        ORDER BY 1, 2",
    check: dimension,
};

fn dimension(catalog: &Catalog) -> Checked {
    let columns = vector_columns(catalog);
    if columns.is_empty() {
        return Checked::not_applicable(NONE);
    }
    let findings = columns
        .iter()
        .filter(|(table, column)| dimensions(column).is_none() && !checked(table, column))
        .map(|(table, column)| {
            let (name, quoted) = (table.name.quoted(), quote_identifier(&column.name));
            Finding::new(
                format!("{}.{}", table.name, column.name),
                Severity::Medium,
                "takes vectors of any length.",
            )
            .fact("type", &column.data_type)
            .fix(format!(
                "-- See which lengths there are. Where it is one, put it in place of N in:\n\
                 -- ALTER TABLE {name} ALTER COLUMN {quoted} TYPE {}(N);\n\
                 SELECT vector_dims({quoted}), count(*) FROM {name} GROUP BY 1;",
                column.type_name
            ))
        })
        .collect();
    Checked::found(columns.len(), findings)
}

fn checked(table: &Relation, column: &Column) -> bool {
    table.constraints.iter().any(|constraint| {
        constraint.kind == ConstraintKind::Check
            && constraint.definition.contains("vector_dims")
            && constraint.columns.contains(&column.name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::{constraint, healthy, index, table};

    fn embeddings(data_type: &str, rows: i64) -> Relation {
        let mut table = table("public.ai_embeddings")
            .keyed()
            .col("embedding", data_type);
        table.row_estimate = Some(rows);
        table
    }

    fn hnsw(definition: &str, columns: &[&str]) -> Index {
        Index {
            method: "hnsw".to_owned(),
            definition: definition.to_owned(),
            ..index("nearest", columns)
        }
    }

    #[test]
    fn an_index_matters_when_rows_are_many() {
        let worst = |rows| {
            indexed(&healthy().with(embeddings("vector(384)", rows)))
                .answer
                .worst()
        };
        assert_eq!(worst(9_000), None);
        assert_eq!(worst(20_000), Some(Severity::Low));
        assert_eq!(worst(60_000), Some(Severity::Medium));
        assert_eq!(worst(600_000), Some(Severity::High));
    }

    #[test]
    fn an_index_over_the_column_or_a_cast_of_it_serves() {
        let mut cast = hnsw(
            "x USING hnsw (((embedding)::halfvec(384)) halfvec_l2_ops)",
            &["embedding"],
        );
        for key in &mut cast.keys {
            key.column = None;
        }
        for index in [hnsw("", &["embedding"]), cast] {
            let catalog = healthy().with(embeddings("vector(384)", 600_000).with_index(index));
            assert_eq!(indexed(&catalog).answer.status(), Status::Pass);
        }
    }

    #[test]
    fn long_vectors_are_indexed_as_halves() {
        let fix = |data_type| {
            indexed(&healthy().with(embeddings(data_type, 60_000)))
                .answer
                .findings()[0]
                .fix_sql
                .clone()
        };
        assert!(
            fix("vector(384)")
                .unwrap()
                .contains("USING hnsw (embedding vector_cosine_ops)")
        );
        assert!(
            fix("vector(3072)")
                .unwrap()
                .contains("((embedding::halfvec(3072)) halfvec_cosine_ops)")
        );
        assert_eq!(fix("vector(8000)"), None);
        assert_eq!(fix("vector"), None);
    }

    #[test]
    fn a_length_is_declared_or_checked() {
        assert_eq!(
            dimension(&healthy().with(embeddings("vector", 1)))
                .answer
                .worst(),
            Some(Severity::Medium)
        );
        assert_eq!(
            dimension(&healthy().with(embeddings("vector(3)", 1)))
                .answer
                .status(),
            Status::Pass
        );
        let mut table = embeddings("vector", 1);
        let mut check = constraint("length", ConstraintKind::Check, &["embedding"]);
        check.definition = "CHECK ((vector_dims(embedding) = 384))".to_owned();
        table.constraints.push(check);
        assert_eq!(
            dimension(&healthy().with(table)).answer.status(),
            Status::Pass
        );
    }

    #[test]
    fn no_embeddings_no_question() {
        let catalog = healthy().with(table("public.docs").col("words", "tsvector"));
        assert_eq!(indexed(&catalog).answer.status(), Status::NotApplicable);
        assert_eq!(dimension(&catalog).answer.status(), Status::NotApplicable);
    }
}
