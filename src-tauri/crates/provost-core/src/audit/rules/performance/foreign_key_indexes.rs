//! Foreign keys that no index serves.

use std::collections::BTreeSet;

use super::super::maturity::rows_of;
use super::super::wording::{bytes, counted, listed};
use super::gathered::gathered;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{
    Catalog, Constraint, ConstraintKind, Index, Relation, RelationKind, quote_identifier,
};

pub(super) const INDEXED: Rule = Rule {
    id: "performance.foreign-key-index",
    title: "Foreign keys have an index",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::Medium,
    meaning: "Foreign keys whose columns are not the first columns, in any order, of a valid index without condition. \
        Those of them that alone are a key of the referenced table suffice, such as an id beside a tenant. A finding per table: medium when the table is large (100,000 rows or 100 MiB) and rows of the referenced table are \
        deleted or the key acts on delete; only mentioned when the table has fewer than 1,000 rows; else low.",
    reason: "Each delete of a referenced row, and each change of its key, reads the whole referring table under a lock. \
        Erasing one person's data then takes minutes.",
    action: "Index the foreign keys of large tables",
    references: &[
        "GDPR Art. 17(1)",
        "PostgreSQL documentation, Foreign Keys",
        "splinter 0001",
    ],
    evidence_sql: "SELECT k.conrelid::pg_catalog.regclass AS \"table\", k.conname, pg_catalog.pg_get_constraintdef(k.oid) AS definition\n\
        FROM pg_catalog.pg_constraint k\n\
        WHERE k.contype = 'f' AND k.conparentid = 0\n\
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index i WHERE i.indrelid = k.conrelid AND i.indisvalid AND i.indpred IS NULL\n\
        AND EXISTS (SELECT 1 FROM (SELECT k.conkey UNION ALL\n\
        SELECT ARRAY(SELECT k.conkey[p] FROM pg_catalog.generate_subscripts(k.confkey, 1) AS p WHERE k.confkey[p] = ANY (t.conkey))\n\
        FROM pg_catalog.pg_constraint t WHERE t.conrelid = k.confrelid AND t.contype IN ('p', 'u') AND t.conkey <@ k.confkey\n\
        ) AS w(columns) WHERE (SELECT pg_catalog.count(*)\n\
        FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS u(attnum, place)\n\
        WHERE u.place <= pg_catalog.cardinality(w.columns) AND u.attnum = ANY (w.columns)) = pg_catalog.cardinality(w.columns)))\n\
        ORDER BY 1, 2",
    check: indexed,
};

const LARGE_ROWS: i64 = 100_000;
const LARGE_BYTES: i64 = 100 << 20;
const SMALL_ROWS: i64 = 1_000;

fn indexed(catalog: &Catalog) -> Checked {
    let mut examined = 0;
    let mut findings = Vec::new();
    for table in catalog
        .tables()
        .filter(|table| table.kind != RelationKind::ForeignTable)
    {
        examined += table.foreign_keys().filter(|key| !key.inherited).count();
        let bare = unserved_keys(catalog, table);
        if !bare.is_empty() {
            findings.push((table.name.schema.clone(), unserved(catalog, table, &bare)));
        }
    }
    let told = gathered(
        findings,
        "Small tables with foreign keys that no index serves",
    );
    Checked::found(examined, told)
}

/// The foreign keys of a table that no index serves, without those that a parent made.
pub(crate) fn unserved_keys<'a>(catalog: &'a Catalog, table: &'a Relation) -> Vec<&'a Constraint> {
    table
        .foreign_keys()
        .filter(|key| !key.inherited && !is_served(catalog, table, key))
        .collect()
}

/// Whether an index finds the rows of one key.
fn is_served(catalog: &Catalog, table: &Relation, key: &Constraint) -> bool {
    let whole: BTreeSet<&str> = key.columns.iter().map(String::as_str).collect();
    std::iter::once(whole)
        .chain(sufficient(catalog, key))
        .any(|wanted| {
            table
                .indexes
                .iter()
                .any(|index| serves(index, key, &wanted))
        })
}

/// The columns of the key that refer to a whole key of the referenced table, for each such key: they alone find the rows.
fn sufficient<'a>(catalog: &'a Catalog, key: &'a Constraint) -> Vec<BTreeSet<&'a str>> {
    let parent = key
        .references
        .as_ref()
        .and_then(|name| catalog.relation(name));
    let Some(parent) = parent else {
        return Vec::new();
    };
    parent
        .constraints
        .iter()
        .filter(|unique| {
            matches!(
                unique.kind,
                ConstraintKind::PrimaryKey | ConstraintKind::Unique
            ) && unique
                .columns
                .iter()
                .all(|column| key.referenced_columns.contains(column))
        })
        .map(|unique| {
            key.columns
                .iter()
                .zip(&key.referenced_columns)
                .filter(|(_, referenced)| unique.columns.contains(referenced))
                .map(|(column, _)| column.as_str())
                .collect()
        })
        .collect()
}

/// Whether the index finds the rows of one key by the wanted columns.
fn serves(index: &Index, key: &Constraint, wanted: &BTreeSet<&str>) -> bool {
    let first: BTreeSet<&str> = index
        .keys
        .iter()
        .take(wanted.len())
        .filter_map(|key| key.column.as_deref())
        .collect();
    // Rows without the reference need not be found, so an index over the others serves as well.
    let whole = index.predicate.as_deref().is_none_or(|predicate| {
        key.columns
            .iter()
            .any(|column| predicate == format!("({} IS NOT NULL)", quote_identifier(column)))
    });
    index.valid && whole && matches!(index.method.as_str(), "btree" | "hash") && first == *wanted
}

fn unserved(catalog: &Catalog, table: &Relation, keys: &[&Constraint]) -> Finding {
    let rows = rows_of(catalog, table);
    let large = rows.is_some_and(|rows| rows >= LARGE_ROWS) || table.table_bytes >= LARGE_BYTES;
    let searched = keys.iter().any(|key| {
        let parent = key
            .references
            .as_ref()
            .and_then(|name| catalog.relation(name));
        let deletes = parent
            .and_then(|parent| parent.statistics.as_ref())
            .is_some_and(|counts| counts.deleted > 0);
        deletes || matches!(key.on_delete.as_str(), "c" | "n" | "d")
    });
    let few = rows.map_or_else(|| empty(table), |rows| rows < SMALL_ROWS);
    let severity = if large && searched {
        Severity::Medium
    } else if !large && few {
        Severity::Info
    } else {
        Severity::Low
    };
    let names: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
    Finding::new(
        table.name.to_string(),
        severity,
        format!(
            "has {} that no index serves.",
            counted(keys.len(), "foreign key")
        ),
    )
    .fact("constraints", listed(&names))
    .fact(
        "rows, estimated",
        rows.map_or_else(|| "never analysed".to_owned(), |rows| rows.to_string()),
    )
    .fact("size", bytes(table.table_bytes))
    .fact(
        "referenced rows are deleted",
        if searched { "yes" } else { "not seen" },
    )
    .fix(index_sql(table, keys))
}

/// Whether a table that was never analysed is as good as empty, by its use counts and its size.
fn empty(table: &Relation) -> bool {
    let counts = table.statistics.as_ref();
    counts.is_some_and(|counts| counts.live_rows < SMALL_ROWS) && table.table_bytes < 1 << 20
}

fn index_sql(table: &Relation, keys: &[&Constraint]) -> String {
    let name = table.name.quoted();
    // A partitioned parent's index cannot be built concurrently.
    let (concurrently, caution) = if table.kind == RelationKind::PartitionedTable {
        (
            "",
            "-- Blocks writes while it builds: on large partitions build each one's index CONCURRENTLY first, then attach it.",
        )
    } else {
        (
            " CONCURRENTLY",
            "-- Outside a transaction. Reads the whole table twice, and waits for old transactions to end.",
        )
    };
    let indexes: Vec<String> = keys
        .iter()
        .map(|key| {
            let columns: Vec<String> = key
                .columns
                .iter()
                .map(|column| quote_identifier(column))
                .collect();
            format!(
                "CREATE INDEX{concurrently} ON {name} ({});",
                columns.join(", ")
            )
        })
        .collect();
    format!("{caution}\n{}", indexes.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::{healthy, index, named, table};

    fn orders(rows: Option<i64>, on_delete: &str) -> Relation {
        let mut table = table("public.orders")
            .keyed()
            .col("user_id", "bigint")
            .col("shop_id", "bigint")
            .foreign_key(&["user_id", "shop_id"], "public.users", &["id", "shop"]);
        table.row_estimate = rows;
        for key in &mut table.constraints {
            on_delete.clone_into(&mut key.on_delete);
        }
        table
    }

    fn judged(table: Relation) -> Checked {
        indexed(&healthy().with(table))
    }

    #[test]
    fn severity_follows_size_and_deletes() {
        let worst = |rows, on_delete| judged(orders(rows, on_delete)).answer.worst();
        assert_eq!(worst(Some(1_000_000), "c"), Some(Severity::Medium));
        assert_eq!(worst(Some(1_000_000), "a"), Some(Severity::Low));
        assert_eq!(worst(None, "c"), Some(Severity::Low));
        assert_eq!(worst(Some(10), "c"), Some(Severity::Info));
    }

    #[test]
    fn a_new_table_without_rows_is_only_mentioned() {
        let mut empty = orders(None, "c");
        empty.table_bytes = 0;
        empty.statistics = Some(crate::catalog::TableStatistics {
            live_rows: 3,
            ..super::super::use_counts::tests::counts()
        });
        assert_eq!(judged(empty).answer.worst(), Some(Severity::Info));
    }

    #[test]
    fn columns_serve_in_any_order_but_first() {
        let with = |columns: &[&str]| {
            judged(orders(None, "a").with_index(index("i", columns)))
                .answer
                .status()
        };
        assert_eq!(with(&["shop_id", "user_id", "id"]), Status::Pass);
        assert_eq!(with(&["id", "user_id", "shop_id"]), Status::Fail);
        assert_eq!(with(&["user_id"]), Status::Fail);
    }

    #[test]
    fn columns_that_are_a_key_of_the_referenced_table_suffice() {
        let users = table("public.users").keyed().col("shop", "bigint");
        let with = |columns: &[&str]| {
            let orders = orders(Some(1_000_000), "c").with_index(index("i", columns));
            indexed(&healthy().with(users.clone()).with(orders))
                .answer
                .status()
        };
        assert_eq!(with(&["user_id", "created_at"]), Status::Pass);
        assert_eq!(with(&["shop_id"]), Status::Fail);
    }

    #[test]
    fn an_index_over_rows_that_have_the_reference_serves() {
        let partial = |predicate: &str| Index {
            predicate: Some(predicate.to_owned()),
            ..index("i", &["user_id", "shop_id"])
        };
        let with = |index| judged(orders(None, "a").with_index(index)).answer.status();
        assert_eq!(with(partial("(user_id IS NOT NULL)")), Status::Pass);
        assert_eq!(with(partial("(user_id > 5)")), Status::Fail);
        assert_eq!(
            with(Index {
                valid: false,
                ..index("i", &["user_id", "shop_id"])
            }),
            Status::Fail
        );
    }

    #[test]
    fn the_mending_suits_the_table() {
        let fix = |table| judged(table).answer.findings()[0].fix_sql.clone().unwrap();
        assert!(
            fix(orders(None, "a"))
                .ends_with("CREATE INDEX CONCURRENTLY ON public.orders (user_id, shop_id);")
        );
        let mut parent = orders(None, "a");
        parent.kind = RelationKind::PartitionedTable;
        assert!(fix(parent).ends_with("CREATE INDEX ON public.orders (user_id, shop_id);"));
    }

    #[test]
    fn rows_of_partitions_count_together() {
        let mut parent = orders(None, "c");
        parent.kind = RelationKind::PartitionedTable;
        let mut catalog = healthy().with(parent);
        for n in 0..3 {
            let mut part = table(&format!("public.orders_{n}"));
            part.partition_of = Some(named("public.orders"));
            part.row_estimate = Some(50_000);
            catalog = catalog.with(part);
        }
        assert_eq!(indexed(&catalog).answer.worst(), Some(Severity::Medium));
    }
}
