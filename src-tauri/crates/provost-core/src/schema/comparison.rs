//! What a database is against what it should be: every object of two catalogs, matched by name, and then by definition.

mod area;
mod inventory;
mod object;
mod presence;
mod quotes;
mod renames;
pub mod script;
mod severity;
mod spelling;

pub use area::Area;
pub(crate) use area::of as area_of;
pub use object::{ObjectId, ObjectKind};
pub use presence::{TablesPresent, tables_present};

use std::collections::BTreeMap;

use crate::audit::Severity;
use crate::catalog::Catalog;
use serde::{Deserialize, Serialize};

use object::{Object, Properties};

/// The form of a [`Comparison`] as JSON.
pub const COMPARISON_SCHEMA: &str = "provost.schema-comparison/1";

/// What is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// Only these schemas; every one when none is named. What stands in no schema is then left out.
    pub schemas: Vec<String>,
    /// Whether owners are compared. Two environments seldom have the same roles.
    pub owners: bool,
}

impl Options {
    fn leaves_out(&self, id: &ObjectId) -> bool {
        if self.schemas.is_empty() {
            return false;
        }
        let schema = match id.kind {
            ObjectKind::Schema => Some(&id.name),
            _ => id.schema.as_ref(),
        };
        !schema.is_some_and(|schema| self.schemas.contains(schema))
    }
}

/// How a database differs from what it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// [`COMPARISON_SCHEMA`].
    pub schema: String,
    /// What was compared.
    pub options: Options,
    /// The differences, by severity and then by name.
    pub differences: Vec<Difference>,
    /// How many objects of each kind are expected, how many of those are there, and how many are there beside them.
    pub counts: Vec<KindCount>,
}

/// How many objects of one kind there are on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct KindCount {
    /// The kind.
    pub kind: ObjectKind,
    /// How many are expected.
    pub expected: u32,
    /// How many of those are there, under the same name or another.
    pub present: u32,
    /// How many are there that are not expected.
    pub unexpected: u32,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The object, by the name that it should have; for what is not expected by the name that it has.
    pub object: ObjectId,
    /// What the object is for, as its table's name and comment tell.
    pub area: Area,
    /// In which way it differs.
    pub change: Change,
    /// How bad that is.
    pub severity: Severity,
    /// Why it is that bad, a sentence.
    pub reason: String,
    /// Whether it changes nothing that a program or a person would meet: the order of columns, a name that the server made.
    pub noise: bool,
    /// The properties that differ; for what is missing or not expected all that it has.
    pub properties: Vec<PropertyDifference>,
}

/// In which way an object differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Change {
    /// It should be there and is not.
    Missing,
    /// It is there and should not be.
    Unexpected,
    /// It is otherwise than it should be.
    Changed,
    /// It is there under another name, with the same definition.
    Renamed {
        /// The name that it has.
        from: String,
    },
}

/// One property on both sides, as text; none where the object does not have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PropertyDifference {
    /// Its name.
    pub property: String,
    /// What it should be.
    pub expected: Option<String>,
    /// What it is.
    pub actual: Option<String>,
}

/// Compares what a database is with what it should be. A table that is there under another name is compared under the name
/// that it should have.
#[must_use]
pub fn compare(expected: &Catalog, actual: &Catalog, options: &Options) -> Comparison {
    let first = compare_names(expected, actual, options);
    let mut called = None;
    let mut renames = Vec::new();
    for difference in &first.differences {
        let Change::Renamed { from } = &difference.change else {
            continue;
        };
        if difference.object.kind == ObjectKind::Table {
            let copy = called.get_or_insert_with(|| actual.clone());
            if script::call_as_expected(copy, &difference.object, from) {
                renames.push(difference.clone());
            }
        }
    }
    let Some(called) = called else {
        return first;
    };
    let mut second = compare_names(expected, &called, options);
    second.differences.extend(renames);
    sort(&mut second.differences);
    second
}

fn compare_names(expected: &Catalog, actual: &Catalog, options: &Options) -> Comparison {
    let should = inventory::inventory(expected, options);
    let is = inventory::inventory(actual, options);
    let mut differences = Vec::new();
    let mut missing = BTreeMap::new();
    let mut unexpected = BTreeMap::new();
    for (id, object) in &should {
        match is.get(id) {
            None => {
                missing.insert(id, object);
            }
            Some(other) => differences.extend(changed(object, other)),
        }
    }
    for (id, object) in &is {
        if !should.contains_key(id) {
            unexpected.insert(id, object);
        }
    }
    let renames = renames::find(&mut missing, &mut unexpected);
    let counts = counts(&should, &missing, &unexpected);
    differences.extend(renames);
    differences.extend(lone(&missing, &Change::Missing, &missing, &should));
    differences.extend(lone(&unexpected, &Change::Unexpected, &unexpected, &is));
    differences.extend(inventory::orders(expected, actual, options));
    for difference in &mut differences {
        difference.area = area::of(&difference.object, [expected, actual]);
        severity::judge(difference);
    }
    sort(&mut differences);
    Comparison {
        schema: COMPARISON_SCHEMA.to_owned(),
        options: options.clone(),
        differences,
        counts,
    }
}

/// The worst first, then by name.
fn sort(differences: &mut [Difference]) {
    differences.sort_by(|left, right| {
        (right.severity, left.noise, &left.object).cmp(&(left.severity, right.noise, &right.object))
    });
}

/// A difference before it is judged.
fn unjudged(object: &ObjectId, change: Change, properties: Vec<PropertyDifference>) -> Difference {
    Difference {
        object: object.clone(),
        area: Area::Other,
        change,
        severity: Severity::Info,
        reason: String::new(),
        noise: false,
        properties,
    }
}

fn changed(should: &Object, is: &Object) -> Option<Difference> {
    let properties = property_differences(&should.properties, &is.properties);
    (!properties.is_empty()).then(|| unjudged(&should.id, Change::Changed, properties))
}

/// Properties whose values are expressions, which the server does not always spell the same.
const EXPRESSIONS: [&str; 9] = [
    "definition",
    "default",
    "generated",
    "using",
    "with check",
    "checks",
    "columns and rows",
    "partition bound",
    "partitioned by",
];

fn property_differences(should: &Properties, is: &Properties) -> Vec<PropertyDifference> {
    let names: std::collections::BTreeSet<&&str> = should.keys().chain(is.keys()).collect();
    let differing = names.into_iter().filter_map(|name| {
        let (expected, actual) = (should.get(*name), is.get(*name));
        let same = match (expected, actual) {
            (Some(expected), Some(actual)) if EXPRESSIONS.contains(name) => {
                spelling::same(expected, actual)
            }
            (Some(one), None) | (None, Some(one)) => one.is_empty(),
            (expected, actual) => expected == actual,
        };
        (!same).then(|| PropertyDifference {
            property: (*name).to_owned(),
            expected: expected.cloned(),
            actual: actual.cloned(),
        })
    });
    differing.collect()
}

/// What is on one side only, without what goes with a table that is on that side only: the table says it.
fn lone(
    objects: &BTreeMap<&ObjectId, &Object>,
    change: &Change,
    alone: &BTreeMap<&ObjectId, &Object>,
    side: &BTreeMap<ObjectId, Object>,
) -> Vec<Difference> {
    let goes_along =
        |id: &ObjectId| table_of(id, side).is_some_and(|table| alone.contains_key(&table));
    objects
        .iter()
        .filter(|(id, _)| !goes_along(id))
        .map(|(id, object)| {
            let nothing = Properties::new();
            let properties = match change {
                Change::Missing => property_differences(&object.properties, &nothing),
                _ => property_differences(&nothing, &object.properties),
            };
            unjudged(id, change.clone(), properties)
        })
        .collect()
}

/// The relation on which something hangs.
fn table_of(id: &ObjectId, side: &BTreeMap<ObjectId, Object>) -> Option<ObjectId> {
    let name = id.table.as_ref()?;
    [
        ObjectKind::Table,
        ObjectKind::View,
        ObjectKind::MaterializedView,
        ObjectKind::ForeignTable,
    ]
    .into_iter()
    .map(|kind| ObjectId {
        schema: id.schema.clone(),
        table: None,
        kind,
        name: name.clone(),
    })
    .find(|table| side.contains_key(table))
}

fn counts(
    should: &BTreeMap<ObjectId, Object>,
    missing: &BTreeMap<&ObjectId, &Object>,
    unexpected: &BTreeMap<&ObjectId, &Object>,
) -> Vec<KindCount> {
    let mut by_kind: BTreeMap<ObjectKind, KindCount> = BTreeMap::new();
    let mut count = |kind, add: fn(&mut KindCount)| {
        add(by_kind.entry(kind).or_insert(KindCount {
            kind,
            expected: 0,
            present: 0,
            unexpected: 0,
        }));
    };
    for id in should.keys() {
        count(id.kind, |of| of.expected += 1);
        if !missing.contains_key(id) {
            count(id.kind, |of| of.present += 1);
        }
    }
    for id in unexpected.keys() {
        count(id.kind, |of| of.unexpected += 1);
    }
    by_kind.into_values().collect()
}

#[cfg(test)]
mod tests;
