//! Tables that could meet a need, recognised by their names and columns.

use super::super::wording::words;
use crate::catalog::{Catalog, Relation, RelationKind};

/// What a table that meets a need looks like.
pub(super) struct Shape {
    /// The last words of the table's name, in the singular: `model version` for `ai_model_versions`.
    pub(super) name: &'static str,
    /// What its columns must tell, each with the words by which a column tells it.
    pub(super) columns: &'static [(&'static str, &'static [&'static str])],
    /// What it leaves open although all columns are there; none when it meets the need.
    pub(super) open: Option<&'static str>,
}

/// The table that comes nearest to a need.
pub(super) struct Candidate<'a> {
    /// The table.
    pub(super) table: &'a Relation,
    /// What its columns do not tell.
    pub(super) missing: Vec<&'static str>,
    /// What it leaves open although all columns are there.
    pub(super) open: Option<&'static str>,
}

/// The table that comes nearest: one that meets the need, else one that leaves something open, else the one with the
/// fewest missing columns that has at least one of them; the first by name among equals.
pub(super) fn nearest<'a>(catalog: &'a Catalog, shapes: &[Shape]) -> Option<Candidate<'a>> {
    let tables = catalog.relations.iter().filter(|relation| {
        relation.extension.is_none()
            && relation.partition_of.is_none()
            && relation.kind != RelationKind::View
    });
    tables
        .flat_map(|table| {
            shapes
                .iter()
                .filter(|shape| ends(&table.name.name, shape.name))
                .map(move |shape| Candidate {
                    table,
                    missing: shape
                        .columns
                        .iter()
                        .filter(|(_, wanted)| {
                            !table
                                .columns
                                .iter()
                                .any(|column| tells(&column.name, wanted))
                        })
                        .map(|(part, _)| *part)
                        .collect(),
                    open: shape.open,
                })
        })
        .min_by_key(|candidate| (candidate.missing.len(), candidate.open.is_some()))
}

/// Whether the last words of a name are these, whatever their number.
pub(super) fn ends(name: &str, wanted: &str) -> bool {
    let have: Vec<String> = words(name).iter().map(|word| singular(word)).collect();
    let wanted: Vec<String> = wanted.split(' ').map(str::to_owned).collect();
    have.ends_with(&wanted)
}

/// Whether the name of a column holds one of these, word by word.
pub(super) fn tells(column: &str, wanted: &[&str]) -> bool {
    let have: Vec<String> = words(column).iter().map(|word| singular(word)).collect();
    wanted.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        have.windows(phrase.len()).any(|window| window == phrase)
    })
}

/// The singular of a word, as far as names of tables need it.
pub(super) fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        format!("{stem}y")
    } else if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        word.to_owned()
    } else {
        word.strip_suffix('s')
            .filter(|stem| stem.len() > 1)
            .unwrap_or(word)
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::sample::{healthy, table};

    const SHAPES: &[Shape] = &[
        Shape {
            name: "model",
            columns: &[("its name", &["name"]), ("its version", &["version"])],
            open: None,
        },
        Shape {
            name: "checkpoint",
            columns: &[("its name", &["name"])],
            open: Some("who made it"),
        },
    ];

    #[test]
    fn words_have_a_singular() {
        let cases = [
            ("models", "model"),
            ("memories", "memory"),
            ("status", "status"),
            ("access", "access"),
            ("caches", "cache"),
            ("is", "is"),
        ];
        for (many, one) in cases {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn names_end_in_the_wanted_words() {
        assert!(ends("ai_models", "model"));
        assert!(ends("AiModelVersion", "model version"));
        assert!(!ends("model_drift", "model"));
        assert!(tells("deployed_at", &["at"]));
        assert!(tells("modelVersion", &["model version"]));
        assert!(!tells("data", &["at"]));
    }

    #[test]
    fn a_whole_table_comes_before_parts() {
        let catalog = healthy()
            .with(table("public.a_models").col("name", "text"))
            .with(
                table("public.b_models")
                    .col("name", "text")
                    .col("version", "text"),
            )
            .with(table("public.checkpoints").col("name", "text"));
        let found = nearest(&catalog, SHAPES).unwrap();
        assert_eq!(found.table.name.name, "b_models");
        assert!(found.missing.is_empty() && found.open.is_none());
    }

    #[test]
    fn what_is_missing_is_named() {
        let catalog = healthy().with(table("public.models").col("name", "text"));
        assert_eq!(nearest(&catalog, SHAPES).unwrap().missing, ["its version"]);
        assert!(nearest(&healthy().with(table("public.orders")), SHAPES).is_none());
    }
}
