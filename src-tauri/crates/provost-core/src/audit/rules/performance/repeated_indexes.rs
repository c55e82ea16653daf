//! Indexes that do nothing which another does not do too.

use super::super::wording::bytes;
use super::gathered::gathered;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Index, IndexKey, Relation, quote_identifier};

pub(super) const REPEATED: Rule = Rule {
    id: "performance.repeated-indexes",
    title: "No index repeats another",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::Medium,
    meaning: "Indexes with the same keys as another index of their table (medium), and B-tree indexes whose keys are the \
        first keys of another (low, under 1 MiB only mentioned). Method, order, operator classes, expressions, collations, condition and included \
        columns must agree. Left out: indexes that forbid duplicates on their own, that identify rows to replication, \
        that are invalid or that belong to a partitioned parent's index.",
    reason: "Each index is written with every row and takes its place in the cache; a repeated one gives nothing back.",
    action: "Drop indexes that repeat another",
    references: &[
        "splinter 0009",
        "pghero duplicate_indexes",
        "pg-index-health duplicated and intersected indexes",
    ],
    evidence_sql: "SELECT a.indrelid::pg_catalog.regclass AS \"table\", a.indexrelid::pg_catalog.regclass AS index,\n\
        b.indexrelid::pg_catalog.regclass AS repeats\n\
        FROM pg_catalog.pg_index a\n\
        JOIN pg_catalog.pg_index b ON b.indrelid = a.indrelid AND b.indexrelid <> a.indexrelid AND b.indisvalid\n\
        JOIN pg_catalog.pg_class ca ON ca.oid = a.indexrelid\n\
        JOIN pg_catalog.pg_class cb ON cb.oid = b.indexrelid AND cb.relam = ca.relam\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = ca.relnamespace\n\
        WHERE a.indisvalid AND NOT a.indisprimary AND a.indnatts = a.indnkeyatts AND n.nspname !~ '^pg_'\n\
        AND (NOT a.indisunique OR b.indisunique AND a.indkey = b.indkey)\n\
        AND a.indexprs IS NULL AND b.indexprs IS NULL AND a.indpred IS NOT DISTINCT FROM b.indpred\n\
        AND (a.indkey::pg_catalog.text || ' ') = pg_catalog.left(b.indkey::pg_catalog.text || ' ', pg_catalog.length(a.indkey::pg_catalog.text) + 1)\n\
        AND (a.indclass::pg_catalog.text || ' ') = pg_catalog.left(b.indclass::pg_catalog.text || ' ', pg_catalog.length(a.indclass::pg_catalog.text) + 1)\n\
        AND (a.indkey <> b.indkey OR a.indisunique < b.indisunique OR a.indisunique = b.indisunique AND a.indexrelid > b.indexrelid)\n\
        ORDER BY 1, 2",
    check: repeated,
};

fn repeated(catalog: &Catalog) -> Checked {
    let mut examined = 0;
    let mut findings = Vec::new();
    for relation in catalog
        .relations
        .iter()
        .filter(|relation| relation.extension.is_none())
    {
        let indexes: Vec<&Index> = relation
            .indexes
            .iter()
            .filter(|index| index.valid && !index.inherited)
            .collect();
        examined += indexes.len();
        for index in indexes.iter().filter(|index| may_go(index)) {
            let others = indexes.iter().filter(|other| other.name != index.name);
            let by = others
                .clone()
                .find(|other| same(index, other) && keeps(other, index));
            if let Some(by) = by {
                findings.push((
                    relation.name.schema.clone(),
                    found(relation, index, by, true),
                ));
            } else if let Some(by) = others.clone().find(|other| begins(index, other)) {
                findings.push((
                    relation.name.schema.clone(),
                    found(relation, index, by, false),
                ));
            }
        }
    }
    let told = gathered(findings, "Small indexes that are the beginning of another");
    Checked::found(examined, told)
}

/// Whether nothing but queries would miss the index.
fn may_go(index: &Index) -> bool {
    !index.primary && !index.replica_identity && !index.clustered
}

/// Whether `kept` stays when both are the same: constraints before plain ones, unique before others, then by name. A
/// unique index goes only where another unique one stays.
fn keeps(kept: &Index, gone: &Index) -> bool {
    let rank = |index: &Index| {
        (
            index.primary || index.replica_identity || index.clustered,
            index.constraint.is_some(),
            index.unique,
        )
    };
    let stricter =
        !gone.unique || (kept.unique && (!gone.nulls_not_distinct || kept.nulls_not_distinct));
    stricter && (rank(kept), &gone.name) > (rank(gone), &kept.name)
}

/// The server's text from the method on: all that makes the index what it is, its name and table left out.
fn body(index: &Index) -> &str {
    index
        .definition
        .split_once(" USING ")
        .map_or(index.definition.as_str(), |(_, body)| body)
}

/// Whether keys say all: no expression, no collation of its own.
fn plain(index: &Index) -> bool {
    index.keys.iter().all(|key| key.column.is_some()) && !index.definition.contains(" COLLATE ")
}

fn same(a: &Index, b: &Index) -> bool {
    let by_parts = || {
        plain(a)
            && plain(b)
            && a.method == b.method
            && a.keys == b.keys
            && a.predicate == b.predicate
            && a.included == b.included
    };
    body(a) == body(b) || by_parts()
}

/// Whether a B-tree of `index`'s keys is the beginning of `longer`.
fn begins(index: &Index, longer: &Index) -> bool {
    let covered = |column: &String| {
        longer.included.contains(column)
            || longer
                .keys
                .iter()
                .any(|key: &IndexKey| key.column.as_ref() == Some(column))
    };
    !index.unique
        && index.constraint.is_none()
        && index.method == "btree"
        && longer.method == "btree"
        && plain(index)
        && plain(longer)
        && index.predicate == longer.predicate
        && index.keys.len() < longer.keys.len()
        && longer.keys.starts_with(&index.keys)
        && index.included.iter().all(covered)
}

fn found(relation: &Relation, index: &Index, by: &Index, same: bool) -> Finding {
    let schema = quote_identifier(&relation.name.schema);
    let drop = match &index.constraint {
        Some(constraint) => format!(
            "-- Fails while a foreign key rests on it.\nALTER TABLE {} DROP CONSTRAINT {};",
            relation.name.quoted(),
            quote_identifier(constraint)
        ),
        None => format!(
            "DROP INDEX CONCURRENTLY {schema}.{};",
            quote_identifier(&index.name)
        ),
    };
    let caution = if same {
        "-- Outside a transaction. See that no statement names the index (ON CONFLICT ON CONSTRAINT, hints)."
    } else {
        "-- Outside a transaction. Keep it where it is much smaller than the other and most queries need only its columns."
    };
    let severity = if same {
        Severity::Medium
    } else if index.bytes >= 1 << 20 {
        Severity::Low
    } else {
        Severity::Info
    };
    Finding::new(
        format!("{}.{}", relation.name.schema, index.name),
        severity,
        if same {
            format!("repeats {}.", by.name)
        } else {
            format!("is the beginning of {}.", by.name)
        },
    )
    .fact("table", &relation.name)
    .fact("index", body(index))
    .fact("other index", body(by))
    .fact("size", bytes(index.bytes))
    .fix(format!("{caution}\n{drop}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::{healthy, index, table};

    fn judged(indexes: Vec<Index>) -> Checked {
        let mut table = table("public.t").keyed().col("a", "text").col("b", "text");
        table.indexes.extend(indexes);
        repeated(&healthy().with(table))
    }

    fn subjects(checked: &Checked) -> Vec<(&str, Severity)> {
        let findings = checked.answer.findings();
        findings
            .iter()
            .map(|finding| (finding.subject.as_str(), finding.severity))
            .collect()
    }

    #[test]
    fn of_two_alike_one_goes() {
        let checked = judged(vec![index("t_a", &["a"]), index("t_a_again", &["a"])]);
        assert_eq!(subjects(&checked), [("public.t_a_again", Severity::Medium)]);
        assert!(
            checked.answer.findings()[0]
                .fix_sql
                .as_deref()
                .unwrap()
                .ends_with("DROP INDEX CONCURRENTLY public.t_a_again;")
        );
    }

    #[test]
    fn the_unique_one_stays() {
        let unique = Index {
            unique: true,
            ..index("z_unique", &["a"])
        };
        assert_eq!(
            subjects(&judged(vec![index("a_plain", &["a"]), unique])),
            [("public.a_plain", Severity::Medium)]
        );
        let again = Index {
            unique: true,
            ..index("t_id", &["id"])
        };
        assert_eq!(
            subjects(&judged(vec![again])),
            [("public.t_id", Severity::Medium)]
        );
    }

    #[test]
    fn a_beginning_is_low_once_it_is_large() {
        let beginning = |bytes| {
            judged(vec![
                Index {
                    bytes,
                    ..index("t_a", &["a"])
                },
                index("t_a_b", &["a", "b"]),
            ])
        };
        assert_eq!(
            subjects(&beginning(2 << 20)),
            [("public.t_a", Severity::Low)]
        );
        assert_eq!(
            subjects(&beginning(8 << 10)),
            [("public.t_a", Severity::Info)]
        );
    }

    #[test]
    fn what_differs_is_kept() {
        let different: Vec<Index> = vec![
            Index {
                unique: true,
                ..index("unique_beginning", &["a"])
            },
            Index {
                predicate: Some("(a IS NULL)".to_owned()),
                ..index("partial", &["a"])
            },
            Index {
                method: "gin".to_owned(),
                definition: "x USING gin (a)".to_owned(),
                ..index("gin", &["a"])
            },
            Index {
                included: vec!["c".to_owned()],
                definition: "x USING btree (a) INCLUDE (c)".to_owned(),
                ..index("including", &["a"])
            },
            index("longer", &["a", "b"]),
        ];
        for mut one in different {
            if one.predicate.is_some() {
                one.definition.push_str(" WHERE (a IS NULL)");
            }
            let other = index("t_a_b", &["a", "b"]);
            let name = one.name.clone();
            if name != "longer" {
                assert_eq!(
                    judged(vec![one, other]).answer.status(),
                    Status::Pass,
                    "{name}"
                );
            }
        }
        let descending = |column: &str| IndexKey {
            column: Some(column.to_owned()),
            operator_class: "text_ops".to_owned(),
            option: 3,
        };
        let mut down = index("down", &["a"]);
        down.keys = vec![descending("a")];
        down.definition = "x USING btree (a DESC)".to_owned();
        assert_eq!(
            judged(vec![down, index("up", &["a", "b"])]).answer.status(),
            Status::Pass
        );
    }

    #[test]
    fn expressions_are_compared_by_their_text() {
        let lower = |name: &str, text: &str| Index {
            keys: vec![IndexKey {
                column: None,
                operator_class: "text_ops".to_owned(),
                option: 0,
            }],
            definition: format!("CREATE INDEX {name} ON public.t USING btree ({text})"),
            ..index(name, &[])
        };
        assert_eq!(
            judged(vec![lower("x", "lower(a)"), lower("y", "lower(b)")])
                .answer
                .status(),
            Status::Pass
        );
        assert_eq!(
            judged(vec![lower("x", "lower(a)"), lower("y", "lower(a)")])
                .answer
                .findings()
                .len(),
            1
        );
    }

    #[test]
    fn nobody_but_the_parent_drops_a_partitions_index() {
        let inherited = |name| Index {
            inherited: true,
            ..index(name, &["a"])
        };
        assert_eq!(
            judged(vec![inherited("x"), inherited("y")]).answer.status(),
            Status::Pass
        );
    }
}
