//! Whether a column must have a value, and the numbers that it takes by itself.

use crate::catalog::{Identity, Sequence, quote_identifier, quote_literal};

use super::column_marks::At;
use super::planner::{Planner, column_id, rank};
use super::step::{Segment, Step};
use super::{WarningKind, ddl, sequences};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// Takes an identity away, changes NOT NULL, then gives an identity: each needs the one before.
pub(super) fn identity_and_null(plan: &mut Planner<'_>, at: &At<'_>, differs: &[&str]) {
    let of_parent = at.table.partition_of.is_some() && ddl::inherits_identity(&plan.is);
    let identity = differs.contains(&"identity") && !of_parent;
    if identity && at.should.identity.is_none() {
        let sql = at.alter(&plan.should, "drop identity", false);
        plan.add(Step::new(Segment::Make, rank::COLUMN_CHANGE, &at.id, sql));
        // What was behind the identity goes with it; one of that name may be expected to stand alone.
        let before = plan
            .is
            .sequence_of(&at.table.name, &at.id.name)
            .map(|one| &one.name);
        let alone = plan
            .should
            .catalog
            .sequences
            .iter()
            .find(|one| Some(&one.name) == before && !one.identity);
        if let Some(sequence) = alone {
            let sql = sequences::create(sequence);
            plan.add(
                Step::new(Segment::Make, rank::COLUMN_CHANGE, &at.id, sql).provides(&sequence.name),
            );
            go_on(plan, at, sequence);
            if sequence.owned_by.is_some() {
                let id = ObjectId {
                    schema: Some(sequence.name.schema.clone()),
                    table: None,
                    kind: ObjectKind::Sequence,
                    name: sequence.name.name.clone(),
                };
                sequences::give(plan, &id, sequence);
            }
        }
    }
    if differs.contains(&"not null") && !null_of_parent(plan, at) {
        null(plan, at);
    }
    if let Some(kind) = at.should.identity.filter(|_| identity) {
        if at.is.identity.is_some() {
            let change = format!("set generated {}", ddl::identity_word(kind));
            let sql = at.alter(&plan.should, &change, false);
            plan.add(Step::new(Segment::Make, rank::COLUMN_CHANGE, &at.id, sql));
        } else {
            add_identity(plan, at, kind);
        }
    }
}

/// A number from a sequence of its own becomes an identity: the old default and the old sequence go first.
fn add_identity(plan: &mut Planner<'_>, at: &At<'_>, kind: Identity) {
    if at.is.default.is_some() {
        let sql = at.alter(&plan.should, "drop default", false);
        plan.add(Step::new(Segment::Make, rank::COLUMN_CHANGE, &at.id, sql));
    }
    let wanted = plan.should.sequence_of(&at.table.name, &at.id.name);
    let in_the_way = plan
        .is
        .catalog
        .sequences
        .iter()
        .find(|one| wanted.is_some_and(|wanted| wanted.name == one.name) && !one.identity);
    if let Some(sequence) = in_the_way {
        let sql = format!("drop sequence {}", sequence.name.quoted());
        let step = Step::new(Segment::Make, rank::COLUMN_CHANGE, &at.id, sql);
        plan.add(step.warn(
            WarningKind::LosesData,
            "The last number that it gave is forgotten.",
            None,
        ));
    }
    let clause = ddl::identity_clause(&plan.should, &at.table.name, &at.id.name, kind);
    let sql = at.alter(&plan.should, &format!("add{clause}"), false);
    plan.add(Step::new(Segment::Make, rank::COLUMN_CHANGE, &at.id, sql));
    if let Some(sequence) = wanted {
        go_on(plan, at, sequence);
    }
}

/// A sequence that is made anew goes on after the highest number that the column has.
fn go_on(plan: &mut Planner<'_>, at: &At<'_>, sequence: &Sequence) {
    let column = quote_identifier(&at.id.name);
    let (highest, before) = if sequence.increment < 0 {
        ("min", "- 1")
    } else {
        ("max", "+ 1")
    };
    let sql = format!(
        "select pg_catalog.setval({}::pg_catalog.regclass, coalesce(pg_catalog.{highest}({column}){before}, {}), false) from {}",
        quote_literal(&sequence.name.quoted()),
        sequence.start,
        at.table.name.quoted()
    );
    let step = Step::new(Segment::Make, rank::COLUMN_CHANGE, &at.id, sql).mentions_of("");
    plan.add(step.warn(
        WarningKind::MayFail,
        "It fails when the column has a number that the sequence cannot give.",
        None,
    ));
}

/// Whether the parent's change of NOT NULL brings that of the column along.
fn null_of_parent(plan: &Planner<'_>, at: &At<'_>) -> bool {
    let parents = at.table.partition_of.iter().chain(&at.table.inherits);
    at.should.inherited
        && at.is.inherited
        && parents.into_iter().any(|parent| {
            let id = column_id(parent, &at.id.name);
            matches!((plan.should.column(&id), plan.is.column(&id)), (Some(should), Some(is))
                if should.not_null == at.should.not_null && is.not_null == at.is.not_null)
        })
}

fn null(plan: &mut Planner<'_>, at: &At<'_>) {
    if !at.should.not_null {
        let sql = at.alter(&plan.should, "drop not null", false);
        plan.add(Step::new(Segment::Make, rank::COLUMN_CHANGE, &at.id, sql));
        return;
    }
    let sql = at.alter(&plan.should, "set not null", false);
    let table = at.table.name.quoted();
    let column = quote_identifier(&at.id.name);
    let check = quote_identifier(&format!("{}_is_there", at.id.name));
    let safer = format!(
        "alter table {table} add constraint {check} check ({column} is not null) not valid;\nalter table {table} validate constraint {check};\n{sql};\nalter table {table} drop constraint {check}"
    );
    plan.add(
        Step::new(Segment::Make, rank::COLUMN_CHANGE, &at.id, sql)
            .warn(
                WarningKind::MayFail,
                "It fails on rows without a value.",
                None,
            )
            .warn(
                WarningKind::LocksLong,
                "Everybody waits while the server reads the whole table.",
                Some(safer),
            ),
    );
}
