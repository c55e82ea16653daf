//! Columns: added, dropped, and changed in each of their properties.

use crate::catalog::{Column, Generated, Relation, quote_identifier};

use super::column_marks::{self, At};
use super::planner::{Planner, rank};
use super::step::{Segment, Step};
use super::{WarningKind, ddl, identity, mentions, narrowing, tables};
use crate::schema::comparison::object::ObjectId;

/// Whether a column must be dropped and added: an expression cannot be given to a column that has none.
pub(super) fn needs_a_new_one(
    plan: &Planner<'_>,
    id: &ObjectId,
    differs: &dyn Fn(&str) -> bool,
) -> bool {
    let (Some(should), Some(is)) = (plan.should.column(id), plan.is.column(id)) else {
        return false;
    };
    if !differs("generated") || (should.inherited && is.inherited) {
        return false;
    }
    match (should.generated, is.generated) {
        (None, Some(Generated::Stored)) => false,
        (Some(should), Some(is)) if should == is => plan.is.catalog.major_version() < 17,
        _ => true,
    }
}

/// Adds a column; that of a new table comes with it.
pub(super) fn make(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(table), Some(column)) = (plan.should.relation(id), plan.should.column(id)) else {
        return;
    };
    if plan.relation_comes(id) || !table.is_table() {
        return;
    }
    let hangs = |one: &Relation| one.partition_of.is_some() || !one.inherits.is_empty();
    if column.inherited && plan.is.relation(id).is_some_and(hangs) {
        own_default(plan, id, table, column);
        return;
    }
    let Some(sql) = ddl::statement(&plan.should, id) else {
        return;
    };
    let mut step = Step::new(Segment::Make, rank::COLUMN_ADD, id, sql).provides(&table.name);
    let filled = column.default.is_some() || column.identity.is_some();
    if column.not_null && !filled {
        step = step.warn(
            WarningKind::MayFail,
            "It fails when the table has rows: they have no value for it.",
            Some("add the column without NOT NULL, fill it, then set it NOT NULL".to_owned()),
        );
    }
    if column.generated == Some(Generated::Stored)
        || column.identity.is_some()
        || is_volatile(column)
    {
        step = step.warn(
            WarningKind::RewritesTable,
            "Each row gets a value of its own, so the server writes the whole table anew.",
            None,
        );
    }
    if plan.rebuilds.contains(id) && column.generated.is_none() {
        step = step.warn(
            WarningKind::LosesData,
            "What the column held is gone.",
            None,
        );
    }
    plan.add(step);
    column_marks::storage(plan, id, true);
}

/// A column that comes from the parent has the parent's default, unless its own is another.
fn own_default(plan: &mut Planner<'_>, id: &ObjectId, table: &Relation, column: &Column) {
    let parent = table
        .partition_of
        .iter()
        .chain(&table.inherits)
        .find_map(|name| plan.should.named(name)?.column(&column.name));
    if column.generated.is_none() && parent.is_some_and(|parent| parent.default != column.default) {
        column_marks::set_default(plan, id);
    }
}

/// Whether a default gives each row another value, as far as its text tells.
fn is_volatile(column: &Column) -> bool {
    const CALLS: [&str; 5] = [
        "nextval(",
        "random",
        "clock_timestamp(",
        "timeofday(",
        "uuid",
    ];
    column.generated.is_none()
        && column.default.as_ref().is_some_and(|default| {
            let own_function = default.contains('(') && !mentions::of(default).names.is_empty();
            own_function
                || CALLS
                    .iter()
                    .any(|call| default.contains(call) && default.contains('('))
        })
}

pub(super) fn drop(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(table), Some(column)) = (plan.is.relation(id), plan.is.column(id)) else {
        return;
    };
    if column.inherited || !table.is_table() {
        return;
    }
    let sql = format!(
        "alter {} {} drop column {}",
        tables::word(table),
        table.name.quoted(),
        quote_identifier(&id.name)
    );
    if column.generated.is_some() {
        // It goes before what it is computed with, and holds nothing of its own.
        let text = ddl::statement(&plan.is, id).unwrap_or_default();
        let step = Step::new(Segment::Drop, rank::DROP_GENERATED, id, sql);
        plan.add(step.provides(&table.name).mentions_of(&text));
        return;
    }
    let step = Step::new(Segment::Make, rank::COLUMN_DROP, id, sql)
        .provides(&table.name)
        .warn(
            WarningKind::LosesData,
            "What the column holds is gone.",
            Some("rename the column first, and drop it when nobody has missed it".to_owned()),
        );
    plan.add(step);
}

/// Changes what differs of a column.
pub(super) fn alter(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    let (Some(table), Some(should), Some(is)) = (
        plan.should.relation(id),
        plan.should.column(id),
        plan.is.column(id),
    ) else {
        return;
    };
    if !table.is_table() {
        return;
    }
    let at = At {
        id: id.clone(),
        table,
        should,
        is,
    };
    let new_type = differs.contains(&"type") || differs.contains(&"collation");
    if new_type && !(should.inherited && is.inherited) {
        change_type(plan, &at);
    }
    if differs.contains(&"generated") && !(should.inherited && is.inherited) {
        expression(plan, &at);
    }
    identity::identity_and_null(plan, &at, differs);
    // An identity takes the default away itself, a type that changes has it away already.
    let differs_itself = differs.contains(&"default") && should.identity.is_none();
    let was_away = differs.contains(&"type") && should.default.is_some();
    if (differs_itself || was_away) && !plan.default_resets.contains(id) {
        column_marks::set_default(plan, id);
    }
    if new_type || differs.contains(&"storage") {
        column_marks::storage(plan, id, new_type);
    }
    if differs.contains(&"compression") {
        let method = should
            .compression
            .as_ref()
            .map_or_else(|| "default".to_owned(), |one| quote_identifier(one));
        let sql = at.alter(&plan.should, &format!("set compression {method}"), true);
        plan.add(Step::new(Segment::Make, rank::FLAG, id, sql));
    }
    if differs.contains(&"statistics target") {
        column_marks::statistics_target(plan, id, &at);
    }
}

fn change_type(plan: &mut Planner<'_>, at: &At<'_>) {
    let (should, is) = (at.should, at.is);
    if should.data_type != is.data_type && is.default.is_some() && is.generated.is_none() {
        let sql = at.alter(&plan.should, "drop default", false);
        // Its text says that it waits for nothing: what changes the type must come after it.
        let step = Step::new(Segment::Make, rank::COLUMN_DROP, &at.id, sql);
        plan.add(step.mentions_of(""));
    }
    let change = narrowing::of(&plan.is, is, should);
    let collation = should
        .collation
        .as_ref()
        .map_or_else(String::new, |collation| {
            format!(" collate {}", collation.quoted())
        });
    let using = change
        .using
        .map_or_else(String::new, |using| format!(" using {using}"));
    let sql = at.alter(
        &plan.should,
        &format!("type {}{collation}{using}", should.data_type),
        false,
    );
    plan.add(
        Step::new(Segment::Make, rank::COLUMN_TYPE, &at.id, sql)
            .provides(&at.table.name)
            .warn_all(change.warnings),
    );
}

/// Takes the expression of a generated column away, or gives it another.
fn expression(plan: &mut Planner<'_>, at: &At<'_>) {
    let change = match (&at.should.generated, &at.should.default) {
        (Some(_), Some(expression)) => format!("set expression as ({expression})"),
        _ => "drop expression".to_owned(),
    };
    let sql = at.alter(&plan.should, &change, false);
    let mut step = Step::new(Segment::Make, rank::TABLE, &at.id, sql);
    if at.should.generated == Some(Generated::Stored) {
        step = step.warn(
            WarningKind::RewritesTable,
            "Each row gets a new value, so the server writes the whole table anew.",
            None,
        );
    }
    plan.add(step);
}
