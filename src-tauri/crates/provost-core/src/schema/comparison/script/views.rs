//! Views and materialised views.

use crate::catalog::{Relation, RelationKind, quote_identifier};

use super::WarningKind;
use super::planner::{Planner, rank};
use super::step::{Segment, Step};
use super::tables;
use crate::schema::comparison::object::ObjectId;

/// The statement that makes a view, or one that replaces it.
pub(super) fn create(relation: &Relation, replace: bool) -> Option<String> {
    let query = relation.definition.as_ref()?.trim().trim_end_matches(';');
    let columns: Vec<String> = relation
        .columns
        .iter()
        .map(|column| quote_identifier(&column.name))
        .collect();
    let (check, with): (Vec<&String>, Vec<&String>) = relation
        .options
        .iter()
        .partition(|option| option.starts_with("check_option="));
    let with: Vec<String> = with.into_iter().cloned().collect();
    let with = if with.is_empty() {
        String::new()
    } else {
        format!(" with ({})", tables::options(&with))
    };
    let check = check
        .first()
        .and_then(|option| option.split_once('='))
        .map_or_else(String::new, |(_, kind)| {
            let kind = if kind == "cascaded" {
                "cascaded"
            } else {
                "local"
            };
            format!("\nwith {kind} check option")
        });
    let kind = match (relation.kind, replace) {
        (RelationKind::MaterializedView, _) => "create materialized view",
        (_, true) => "create or replace view",
        (_, false) => "create view",
    };
    Some(format!(
        "{kind} {} ({}){with} as\n{query}{check}",
        relation.name.quoted(),
        columns.join(", ")
    ))
}

/// Whether the columns that are there stay as they are, and new ones come behind them.
pub(super) fn can_be_replaced(should: &Relation, is: &Relation) -> bool {
    should.columns.len() >= is.columns.len()
        && should.columns.iter().zip(&is.columns).all(|(should, is)| {
            should.name == is.name
                && should.data_type == is.data_type
                && should.collation == is.collation
        })
}

pub(super) fn make(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(relation) = plan.should.relation(id) else {
        return;
    };
    let Some(sql) = create(relation, false) else {
        plan.cannot(id, "The server that holds it would not give its query.");
        return;
    };
    let mut step = Step::new(Segment::Make, rank::VIEW, id, sql).provides(&relation.name);
    if relation.kind == RelationKind::MaterializedView {
        step = step.warn(
            WarningKind::LocksLong,
            "Its query runs to the end before the statement is done.",
            None,
        );
    }
    plan.add(step);
}

pub(super) fn alter(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    let (Some(should), Some(is)) = (plan.should.relation(id), plan.is.relation(id)) else {
        return;
    };
    if differs.contains(&"definition") {
        // The options come with it.
        if let Some(sql) = create(should, true) {
            plan.add(Step::new(Segment::Make, rank::VIEW, id, sql).provides(&should.name));
        }
    }
    if differs.contains(&"options") {
        tables::alter_options(plan, id, should, is);
    }
    let defaults: Vec<(String, Option<String>)> = should
        .columns
        .iter()
        .filter(|column| {
            is.column(&column.name)
                .is_some_and(|before| before.default != column.default)
        })
        .map(|column| (column.name.clone(), column.default.clone()))
        .collect();
    for (column, default) in defaults {
        let change = default.map_or_else(
            || "drop default".to_owned(),
            |default| format!("set default {default}"),
        );
        let sql = format!(
            "alter view {} alter column {} {change}",
            should.name.quoted(),
            quote_identifier(&column)
        );
        plan.add(Step::new(Segment::Make, rank::FLAG, id, sql));
    }
}
