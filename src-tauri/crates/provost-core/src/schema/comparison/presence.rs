//! Which of the expected tables are there, group by group.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Catalog, Persistence, Relation};
use serde::{Deserialize, Serialize};

use super::inventory::kind_of;
use super::{Area, Change, Comparison, ObjectId, ObjectKind, area};

/// How many tables of one schema and area are expected, and how many of those are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TablesPresent {
    /// The schema.
    pub schema: String,
    /// What the tables are for.
    pub area: Area,
    /// How many are expected.
    pub expected: u32,
    /// How many of those are there, under the same name or another.
    pub present: u32,
}

/// The expected tables by schema and area, counted as [`Comparison::counts`] counts them.
#[must_use]
pub fn tables_present(
    expected: &Catalog,
    actual: &Catalog,
    comparison: &Comparison,
) -> Vec<TablesPresent> {
    let differences = comparison.differences.iter();
    let missing: BTreeSet<&ObjectId> = differences
        .filter(|one| one.change == Change::Missing && one.object.kind == ObjectKind::Table)
        .map(|one| &one.object)
        .collect();
    let mut groups: BTreeMap<(String, Area), TablesPresent> = BTreeMap::new();
    for relation in expected.relations.iter().filter(|one| is_own_table(one)) {
        let id = ObjectId {
            schema: Some(relation.name.schema.clone()),
            table: None,
            kind: ObjectKind::Table,
            name: relation.name.name.clone(),
        };
        if comparison.options.leaves_out(&id) {
            continue;
        }
        let schema = relation.name.schema.clone();
        let area = area::of(&id, [expected, actual]);
        let group = groups
            .entry((schema.clone(), area))
            .or_insert(TablesPresent {
                schema,
                area,
                expected: 0,
                present: 0,
            });
        group.expected += 1;
        if !missing.contains(&id) {
            group.present += 1;
        }
    }
    groups.into_values().collect()
}

fn is_own_table(relation: &Relation) -> bool {
    kind_of(relation.kind) == ObjectKind::Table
        && relation.extension.is_none()
        && relation.persistence != Persistence::Temporary
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::sample::table;
    use crate::schema::comparison::{Options, compare};

    fn catalog(tables: &[&str]) -> Catalog {
        Catalog {
            relations: tables.iter().map(|name| table(name)).collect(),
            ..crate::catalog::sample::healthy()
        }
    }

    fn groups(expected: &[&str], actual: &[&str], options: &Options) -> Vec<(String, u32, u32)> {
        let (expected, actual) = (catalog(expected), catalog(actual));
        let comparison = compare(&expected, &actual, options);
        let present = tables_present(&expected, &actual, &comparison);
        let counted: u32 = present.iter().map(|group| group.expected).sum();
        let of_tables = comparison.counts.iter();
        let all: u32 = of_tables
            .filter(|count| count.kind == ObjectKind::Table)
            .map(|count| count.expected)
            .sum();
        assert_eq!(counted, all, "the groups are what the counts count");
        let told = present.into_iter().map(|group| {
            let name = format!("{} {}", group.schema, group.area.title());
            (name, group.present, group.expected)
        });
        told.collect()
    }

    #[test]
    fn tables_are_counted_by_schema_and_area() {
        let expected = [
            "app.login_attempts",
            "app.passkeys",
            "app.invoices",
            "log.passkeys",
        ];
        let actual = ["app.passkeys", "app.invoices", "app.leftovers"];
        assert_eq!(
            groups(&expected, &actual, &Options::default()),
            [
                ("app Authentication".to_owned(), 1, 2),
                ("app Application".to_owned(), 1, 1),
                ("log Authentication".to_owned(), 0, 1),
            ]
        );
    }

    #[test]
    fn schemas_that_are_not_compared_have_no_group() {
        let options = Options {
            schemas: vec!["log".to_owned()],
            owners: false,
        };
        assert_eq!(
            groups(
                &["app.passkeys", "log.passkeys"],
                &["log.passkeys"],
                &options
            ),
            [("log Authentication".to_owned(), 1, 1)]
        );
    }
}
