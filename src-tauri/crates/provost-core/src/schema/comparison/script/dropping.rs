//! What goes, and what stands aside to be made again.

use crate::catalog::{QualifiedName, quote_identifier};

use super::planner::{Planner, on_table, rank};
use super::side::{is_constraint, is_relation, own_name, table_name};
use super::step::{Segment, Step};
use super::{
    WarningKind, column_marks, columns, data_types, ddl, functions, mentions, sequences, settings,
};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// Plans every drop.
pub(super) fn all(plan: &mut Planner<'_>) {
    let going: Vec<ObjectId> = plan.drops.union(&plan.rebuilds).cloned().collect();
    sequences::set_free(plan);
    for id in &going {
        if !plan.goes_along(id) {
            one(plan, id);
        }
    }
    rings(plan, &going);
    ties(plan, &going);
    let resets: Vec<ObjectId> = plan.default_resets.iter().cloned().collect();
    for id in resets {
        column_marks::reset_default(plan, &id);
    }
}

/// Foreign keys between tables that all go: without them the order of the tables does not matter.
fn rings(plan: &mut Planner<'_>, going: &[ObjectId]) {
    for id in going.iter().filter(|id| id.kind == ObjectKind::Table) {
        let Some(relation) = plan.is.relation(id) else {
            continue;
        };
        let keys: Vec<String> = relation
            .foreign_keys()
            .filter(|key| !key.inherited && key.references.as_ref() != Some(&relation.name))
            .filter(|key| {
                key.references
                    .as_ref()
                    .is_some_and(|to| plan.relation_goes(to))
            })
            .map(|key| key.name.clone())
            .collect();
        for key in keys {
            let sql = format!(
                "alter table {} drop constraint {}",
                relation.name.quoted(),
                quote_identifier(&key)
            );
            plan.add(Step::new(Segment::Drop, rank::DROP_FOREIGN_KEY, id, sql));
        }
    }
}

/// What hangs on relations that go and uses others that go: without it the order of those does not matter.
fn ties(plan: &mut Planner<'_>, going: &[ObjectId]) {
    for id in going.iter().filter(|id| is_relation(id.kind)) {
        let Some(name) = own_name(id) else { continue };
        let tied: Vec<ObjectId> = plan
            .is
            .hanging_on(&name)
            .filter(|one| is_tie(plan, one, &name))
            .cloned()
            .collect();
        for one in tied {
            if one.kind == ObjectKind::Column {
                column_marks::drop_default(plan, &one);
            } else {
                self::one(plan, &one);
            }
        }
    }
}

/// Whether something on a relation that goes can be dropped before it, and uses something else that goes early.
fn is_tie(plan: &Planner<'_>, one: &ObjectId, relation: &QualifiedName) -> bool {
    let can_go = match one.kind {
        ObjectKind::Policy | ObjectKind::Trigger | ObjectKind::Rule | ObjectKind::Check => true,
        ObjectKind::Index => plan
            .is
            .index(one)
            .is_some_and(|index| index.constraint.is_none()),
        ObjectKind::Column => plan
            .is
            .column(one)
            .is_some_and(|column| column.default.is_some() && column.generated.is_none()),
        _ => false,
    };
    let text = ddl::statement(&plan.is, one).filter(|_| can_go);
    text.is_some_and(|text| {
        let mentioned = mentions::of(&text).names;
        mentioned
            .iter()
            .any(|name| name != relation && plan.goes_early(name))
    })
}

fn one(plan: &mut Planner<'_>, id: &ObjectId) {
    match id.kind {
        kind if is_relation(kind) => relation(plan, id),
        kind if is_constraint(kind) => constraint(plan, id),
        ObjectKind::Column => columns::drop(plan, id),
        ObjectKind::Index => index(plan, id),
        ObjectKind::Policy | ObjectKind::Trigger | ObjectKind::Rule => on_a_table(plan, id),
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate => {
            let early = plan.is_early(id);
            functions::drop(plan, id, early);
        }
        ObjectKind::Sequence => sequences::drop(plan, id),
        ObjectKind::Enum | ObjectKind::Domain | ObjectKind::Type => data_types::drop(plan, id),
        ObjectKind::Statistics => {
            if let Some(name) = own_name(id) {
                let sql = format!("drop statistics {}", name.quoted());
                plan.add(Step::new(Segment::Drop, rank::DROP_STATISTICS, id, sql));
            }
        }
        _ => settings::drop(plan, id),
    }
}

fn relation(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(name) = own_name(id) else { return };
    let (word, rank) = match id.kind {
        ObjectKind::View => ("view", rank::DROP_VIEW),
        ObjectKind::MaterializedView => ("materialized view", rank::DROP_VIEW),
        ObjectKind::ForeignTable => ("foreign table", rank::DROP_TABLE),
        _ => ("table", rank::DROP_TABLE),
    };
    let mut text = ddl::statement(&plan.is, id).unwrap_or_default();
    if let Some(whole) = plan
        .is
        .relation(id)
        .and_then(|relation| relation.partition_of.as_ref())
    {
        text.push(' ');
        text.push_str(&whole.quoted());
    }
    let along = plan
        .is
        .hanging_on(&name)
        .filter(|one| one.kind != ObjectKind::ForeignKey && !is_tie(plan, one, &name));
    for one in along.filter_map(|one| ddl::statement(&plan.is, one)) {
        text.push('\n');
        text.push_str(&one);
    }
    let mut step = Step::new(
        Segment::Drop,
        rank,
        id,
        format!("drop {word} {}", name.quoted()),
    )
    .provides(&name)
    .mentions_of(&text);
    if id.kind == ObjectKind::Table {
        let rows = plan
            .is
            .relation(id)
            .and_then(|relation| relation.row_estimate)
            .map_or_else(String::new, |rows| format!(" (about {rows})"));
        step = step.warn(
            WarningKind::LosesData,
            format!("All its rows{rows} are gone."),
            None,
        );
    }
    plan.add(step);
}

fn constraint(plan: &mut Planner<'_>, id: &ObjectId) {
    let rank = match id.kind {
        ObjectKind::ForeignKey => rank::DROP_FOREIGN_KEY,
        ObjectKind::Check => rank::DROP_CHECK,
        _ => rank::DROP_KEY,
    };
    let Some(word) = plan.is.relation(id).map(super::tables::word) else {
        return;
    };
    let sql = format!(
        "alter {word} {} drop constraint {}",
        on_table(id),
        quote_identifier(&id.name)
    );
    let text = ddl::statement(&plan.is, id).unwrap_or_default();
    plan.add(Step::new(Segment::Drop, rank, id, sql).mentions_of(&text));
}

/// The index of a constraint goes with it.
fn index(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(index) = plan.is.index(id) else {
        return;
    };
    if index.constraint.is_some() {
        super::later::forget_index_marks(plan, id);
        return;
    }
    let Some(schema) = &id.schema else { return };
    let name = format!(
        "{}.{}",
        quote_identifier(schema),
        quote_identifier(&id.name)
    );
    let text = ddl::statement(&plan.is, id).unwrap_or_default();
    let step = Step::new(
        Segment::Drop,
        rank::DROP_INDEX,
        id,
        format!("drop index {name}"),
    )
    .mentions_of(&text);
    let partitioned = plan
        .is
        .relation(id)
        .is_some_and(|relation| relation.partition_key.is_some());
    let safer = (!partitioned).then(|| format!("drop index concurrently {name}"));
    plan.add(step.warn(
        WarningKind::LocksLong,
        "It waits for the statements that run on the table, and others wait behind it.",
        safer,
    ));
}

fn on_a_table(plan: &mut Planner<'_>, id: &ObjectId) {
    let (word, rank) = match id.kind {
        ObjectKind::Policy => ("policy", rank::DROP_POLICY),
        ObjectKind::Trigger => ("trigger", rank::DROP_TRIGGER),
        _ => ("rule", rank::DROP_RULE),
    };
    let text = ddl::statement(&plan.is, id).unwrap_or_default();
    let sql = format!(
        "drop {word} {} on {}",
        quote_identifier(&id.name),
        on_table(id)
    );
    debug_assert!(table_name(id).is_some());
    plan.add(Step::new(Segment::Drop, rank, id, sql).mentions_of(&text));
}
