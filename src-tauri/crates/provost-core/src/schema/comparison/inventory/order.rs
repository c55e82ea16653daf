//! The order of the columns that both sides have: `select *` and `insert` without names go by it.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, QualifiedName, Relation, RelationKind};

use super::standing_in;
use crate::schema::comparison::{Change, Difference, Options, PropertyDifference, unjudged};

/// A difference for each table whose columns stand in another order.
pub(in crate::schema::comparison) fn orders(
    expected: &Catalog,
    actual: &Catalog,
    options: &Options,
) -> Vec<Difference> {
    let there: BTreeMap<&QualifiedName, &Relation> = tables(actual).collect();
    let mut found = Vec::new();
    for (name, table) in tables(expected) {
        let id = standing_in(super::relations::kind_of(table.kind), name);
        let Some(other) = there.get(name).filter(|_| !options.leaves_out(&id)) else {
            continue;
        };
        let common = |one: &Relation, two: &Relation| -> Vec<String> {
            one.columns
                .iter()
                .map(|column| &column.name)
                .filter(|name| two.columns.iter().any(|column| column.name == **name))
                .cloned()
                .collect()
        };
        let (should, is) = (common(table, other), common(other, table));
        if should != is {
            let property = PropertyDifference {
                property: "column order".to_owned(),
                expected: Some(should.join(", ")),
                actual: Some(is.join(", ")),
            };
            found.push(unjudged(&id, Change::Changed, vec![property]));
        }
    }
    found
}

fn tables(catalog: &Catalog) -> impl Iterator<Item = (&QualifiedName, &Relation)> {
    catalog
        .relations
        .iter()
        .filter(|relation| {
            relation.extension.is_none()
                && matches!(
                    relation.kind,
                    RelationKind::Table
                        | RelationKind::PartitionedTable
                        | RelationKind::ForeignTable
                )
        })
        .map(|relation| (&relation.name, relation))
}
