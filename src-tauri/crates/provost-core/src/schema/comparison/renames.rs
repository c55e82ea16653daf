//! Objects that are there under another name: one that is missing and one that is not expected, in the same place, of the same
//! kind and with the same properties, when there is only one pair that fits.

use std::collections::BTreeMap;

use super::object::{Object, ObjectId, ObjectKind};
use super::{Change, Difference, spelling, unjudged};

/// The kinds for which a definition is enough to know an object again.
const KINDS: [ObjectKind; 13] = [
    ObjectKind::Check,
    ObjectKind::Exclusion,
    ObjectKind::ForeignKey,
    ObjectKind::Index,
    ObjectKind::Policy,
    ObjectKind::PrimaryKey,
    ObjectKind::Trigger,
    ObjectKind::Unique,
    ObjectKind::Enum,
    ObjectKind::Domain,
    ObjectKind::Sequence,
    ObjectKind::Table,
    ObjectKind::Column,
];

/// Takes the renamed out of both lists.
pub(super) fn find(
    missing: &mut BTreeMap<&ObjectId, &Object>,
    unexpected: &mut BTreeMap<&ObjectId, &Object>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    // Tables first: what hangs on a renamed table is compared under its new name, and so not missing at all.
    for kind in [ObjectKind::Table].into_iter().chain(KINDS) {
        let wanted: Vec<&ObjectId> = missing
            .keys()
            .copied()
            .filter(|id| id.kind == kind)
            .collect();
        for id in wanted {
            let Some(object) = missing.get(id).copied() else {
                continue;
            };
            let candidates: Vec<&ObjectId> = unexpected
                .iter()
                .filter(|(other, candidate)| {
                    same_place(id, other) && same_object(object, candidate, missing, unexpected)
                })
                .map(|(other, _)| *other)
                .collect();
            let [from] = candidates.as_slice() else {
                continue;
            };
            let rivals = missing
                .iter()
                .filter(|(other, rival)| {
                    same_place(id, other) && same_object(object, rival, missing, missing)
                })
                .count();
            if rivals == 1 {
                let from = *from;
                let change = Change::Renamed {
                    from: from.name.clone(),
                };
                found.push(unjudged(id, change, Vec::new()));
                take_along(missing, id);
                take_along(unexpected, from);
            }
        }
    }
    found
}

/// An object leaves a list with all that hangs on it.
fn take_along(list: &mut BTreeMap<&ObjectId, &Object>, gone: &ObjectId) {
    list.retain(|id, _| *id != gone && !hangs_on(id, gone));
}

fn hangs_on(id: &ObjectId, table: &ObjectId) -> bool {
    table.kind == ObjectKind::Table
        && id.schema == table.schema
        && id.table.as_deref() == Some(&table.name)
}

fn same_place(left: &ObjectId, right: &ObjectId) -> bool {
    left.kind == right.kind && left.schema == right.schema && left.table == right.table
}

/// Whether two objects are the same but for their names. A table is known by its columns, a column needs a comment to be told
/// from others of its type. The sequence of a column goes by that column.
fn same_object(
    left: &Object,
    right: &Object,
    of_left: &BTreeMap<&ObjectId, &Object>,
    of_right: &BTreeMap<&ObjectId, &Object>,
) -> bool {
    let same = left.properties.len() == right.properties.len()
        && left.properties.iter().all(|(name, value)| {
            right
                .properties
                .get(name)
                .is_some_and(|other| spelling::same(value, other))
        });
    match left.id.kind {
        ObjectKind::Table => {
            let columns = columns(&left.id, of_left);
            same && columns.len() > 1 && columns == self::columns(&right.id, of_right)
        }
        ObjectKind::Sequence => same && !left.properties.contains_key("owned by"),
        ObjectKind::Column => same && left.properties.contains_key("comment"),
        _ => same,
    }
}

fn columns<'a>(
    table: &ObjectId,
    side: &BTreeMap<&'a ObjectId, &'a Object>,
) -> Vec<(&'a str, Option<&'a String>)> {
    side.iter()
        .filter(|(id, _)| id.kind == ObjectKind::Column && hangs_on(id, table))
        .map(|(id, object)| (id.name.as_str(), object.properties.get("type")))
        .collect()
}
