//! What must stand aside while something that it uses is dropped or changed: the server refuses otherwise.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{ConstraintKind, QualifiedName};

use super::mentions::{self, Mentions};
use super::planner::{Planner, column_id};
use super::side::{is_constraint, is_relation, is_routine, own_name, table_name};
use super::{ddl, functions, publications};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// What is touched in such a way that its dependents must stand aside.
#[derive(Default, PartialEq, Eq)]
struct Disturbed {
    /// Relations and functions that go.
    names: BTreeSet<QualifiedName>,
    /// Columns that go.
    columns: BTreeSet<(QualifiedName, String)>,
    /// Columns whose type changes.
    types: BTreeSet<(QualifiedName, String)>,
    /// Keys that go, by table.
    keys: BTreeMap<QualifiedName, Vec<BTreeSet<String>>>,
}

/// Adds to the plan what must be dropped and made again.
pub(super) fn extend(plan: &mut Planner<'_>) {
    let mut disturbed = disturbed(plan);
    if disturbed == Disturbed::default() {
        return;
    }
    let texts: BTreeMap<ObjectId, Mentions> = plan
        .is
        .objects
        .keys()
        .filter(|id| may_depend(id.kind))
        .filter_map(|id| {
            let text = if id.kind == ObjectKind::Publication {
                publications::mentioned(plan.is.publication(id)?)?
            } else if let Some(function) = plan.is.function(id) {
                functions::used(function)
            } else {
                ddl::statement(&plan.is, id)?
            };
            Some((id.clone(), mentions::of(&text)))
        })
        .collect();
    loop {
        let found: Vec<ObjectId> = texts
            .iter()
            .filter(|(id, _)| {
                let waits = is_routine(id.kind) || id.kind == ObjectKind::Cast;
                !(plan.drops.contains(id) && (!waits || plan.early.contains(id)))
                    && !plan.rebuilds.contains(id)
                    && !plan.default_resets.contains(id)
                    && !plan.goes_along(id)
            })
            .filter(|(id, found)| depends(plan, id, found, &disturbed))
            .map(|(id, _)| id.clone())
            .collect();
        if found.is_empty() {
            return;
        }
        for id in found {
            let only_default = id.kind == ObjectKind::Column
                && plan
                    .is
                    .column(&id)
                    .is_some_and(|column| column.generated.is_none());
            if plan.drops.contains(&id) {
                plan.early.insert(id);
            } else if only_default {
                plan.default_resets.insert(id);
            } else {
                plan.rebuilds.insert(id);
            }
        }
        disturbed = self::disturbed(plan);
    }
}

fn may_depend(kind: ObjectKind) -> bool {
    is_constraint(kind)
        || is_routine(kind)
        || matches!(
            kind,
            ObjectKind::Column
                | ObjectKind::Index
                | ObjectKind::Policy
                | ObjectKind::Trigger
                | ObjectKind::Rule
                | ObjectKind::View
                | ObjectKind::MaterializedView
                | ObjectKind::Statistics
                | ObjectKind::Cast
                | ObjectKind::EventTrigger
                | ObjectKind::Publication
        )
}

fn disturbed(plan: &Planner<'_>) -> Disturbed {
    let mut all = Disturbed::default();
    for id in plan.drops.iter().chain(&plan.rebuilds) {
        let kind = id.kind;
        let goes_early = is_relation(kind) || (is_routine(kind) && plan.is_early(id));
        if goes_early {
            all.names.extend(own_name(id));
        }
        let Some(table) = table_name(id).filter(|_| id.table.is_some()) else {
            continue;
        };
        if kind == ObjectKind::Column {
            all.columns.insert((table, id.name.clone()));
        } else if matches!(kind, ObjectKind::PrimaryKey | ObjectKind::Unique)
            && let Some(key) = plan.is.constraint(id)
        {
            let columns = key.columns.iter().cloned().collect();
            all.keys.entry(table).or_default().push(columns);
        } else if kind == ObjectKind::Index
            && let Some(index) = plan.is.index(id).filter(|index| index.unique)
        {
            let columns = index.keys.iter().filter_map(|key| key.column.clone());
            all.keys.entry(table).or_default().push(columns.collect());
        }
    }
    // A sequence goes with the column that it feeds, also one that others take numbers from.
    for sequence in &plan.is.catalog.sequences {
        let owner = sequence.owned_by.as_ref();
        if owner.is_some_and(|(table, column)| plan.column_goes(table, column)) {
            all.names.insert(sequence.name.clone());
        }
    }
    for (id, column) in columns_both(plan) {
        let differs = plan.should.column(&id).is_some_and(|should| {
            should.data_type != *column.0 || should.collation.as_ref() != column.1
        });
        if differs && let Some(table) = table_name(&id).filter(|table| !plan.stuck.contains(table))
        {
            all.types.insert((table, id.name));
        }
    }
    all
}

type TypeOfColumn<'a> = (&'a String, Option<&'a QualifiedName>);

/// Columns of tables that both sides have, with the type and collation that they have now.
fn columns_both<'p>(plan: &'p Planner<'_>) -> Vec<(ObjectId, TypeOfColumn<'p>)> {
    let columns = plan
        .is
        .catalog
        .relations
        .iter()
        .filter(|one| one.is_table())
        .flat_map(|relation| {
            let ids = relation.columns.iter().map(|column| {
                (
                    column_id(&relation.name, &column.name),
                    (&column.data_type, column.collation.as_ref()),
                )
            });
            ids.collect::<Vec<_>>()
        });
    columns
        .filter(|(id, _)| plan.should.has(id) && plan.is.has(id))
        .collect()
}

fn depends(plan: &Planner<'_>, id: &ObjectId, found: &Mentions, disturbed: &Disturbed) -> bool {
    let own = own_name(id)
        .filter(|_| !is_routine(id.kind))
        .or_else(|| table_name(id).filter(|_| id.table.is_some()));
    // With a table goes what a publication says of it; the table leaves the publication by itself.
    let follows = id.kind == ObjectKind::Publication;
    if !follows
        && found
            .names
            .iter()
            .any(|name| disturbed.names.contains(name) && Some(name) != own.as_ref())
    {
        return true;
    }
    let table = id.table.is_some().then(|| table_name(id)).flatten();
    if is_foreign_key_on(plan, id, disturbed) {
        return true;
    }
    let key_goes = disturbed
        .keys
        .keys()
        .any(|table| found.names.contains(table));
    if key_goes
        && matches!(id.kind, ObjectKind::View | ObjectKind::MaterializedView)
        && found.words.contains("GROUP")
    {
        return true;
    }
    let uses = |(of, column): &(QualifiedName, String)| {
        let on_it = table.as_ref() == Some(of);
        (on_it || found.names.contains(of))
            && found.words.contains(column)
            && !(on_it && id.kind == ObjectKind::Column && id.name == *column)
    };
    if disturbed.columns.iter().any(uses) {
        return id.kind != ObjectKind::Column || generated(plan, id);
    }
    if disturbed.types.iter().any(uses) {
        let of_server =
            is_constraint(id.kind) || matches!(id.kind, ObjectKind::Index | ObjectKind::Statistics);
        return !of_server && (id.kind != ObjectKind::Column || generated(plan, id));
    }
    false
}

fn generated(plan: &Planner<'_>, id: &ObjectId) -> bool {
    plan.is
        .column(id)
        .is_some_and(|column| column.generated.is_some())
}

/// Whether an object is a foreign key on a key that goes, or on or from a column that goes or changes its type.
fn is_foreign_key_on(plan: &Planner<'_>, id: &ObjectId, disturbed: &Disturbed) -> bool {
    let Some(constraint) = plan
        .is
        .constraint(id)
        .filter(|_| id.kind == ObjectKind::ForeignKey)
    else {
        return false;
    };
    let (Some(to), Some(from)) = (&constraint.references, table_name(id)) else {
        return false;
    };
    debug_assert_eq!(constraint.kind, ConstraintKind::ForeignKey);
    let referenced: BTreeSet<String> = constraint.referenced_columns.iter().cloned().collect();
    let key_goes = disturbed
        .keys
        .get(to)
        .is_some_and(|keys| keys.contains(&referenced));
    let touched = |columns: &BTreeSet<(QualifiedName, String)>| {
        columns.iter().any(|(table, column)| {
            (table == to && constraint.referenced_columns.contains(column))
                || (*table == from && constraint.columns.contains(column))
        })
    };
    key_goes || touched(&disturbed.columns) || touched(&disturbed.types)
}
