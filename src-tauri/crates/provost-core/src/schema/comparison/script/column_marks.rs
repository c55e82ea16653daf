//! What is set on a column beside its type: the default, and how its values are kept and counted.

use crate::catalog::{Column, Relation, quote_identifier};

use super::planner::{Planner, rank};
use super::side::Side;
use super::step::{Segment, Step};
use super::{ddl, tables};
use crate::schema::comparison::object::ObjectId;

/// A column that is looked at, with its table as it should be.
pub(super) struct At<'a> {
    pub(super) id: ObjectId,
    pub(super) table: &'a Relation,
    pub(super) should: &'a Column,
    pub(super) is: &'a Column,
}

impl At<'_> {
    /// `alter table … alter column …` with a change; only this table where it has others below it.
    pub(super) fn alter(&self, side: &Side<'_>, change: &str, only: bool) -> String {
        let only = if only && has_children(side, self.table) {
            "only "
        } else {
            ""
        };
        format!(
            "alter {} {only}{} alter column {} {change}",
            tables::word(self.table),
            self.table.name.quoted(),
            quote_identifier(&self.id.name)
        )
    }
}

fn has_children(side: &Side<'_>, table: &Relation) -> bool {
    table.partition_key.is_some()
        || side
            .catalog
            .relations
            .iter()
            .any(|one| one.inherits.contains(&table.name))
}

/// Sets the expected default, or takes the one away that is there.
pub(super) fn set_default(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(table), Some(should)) = (plan.should.relation(id), plan.should.column(id)) else {
        return;
    };
    if should.generated.is_some() {
        return;
    }
    let at = At {
        id: id.clone(),
        table,
        should,
        is: should,
    };
    let change = match &should.default {
        Some(default) => format!("set default {default}"),
        None => "drop default".to_owned(),
    };
    let sql = at.alter(&plan.should, &change, true);
    plan.add(Step::new(Segment::Make, rank::COLUMN_DEFAULT, id, sql));
}

/// Takes a default away while a function that it calls is made anew, and sets it again.
pub(super) fn reset_default(plan: &mut Planner<'_>, id: &ObjectId) {
    drop_default(plan, id);
    let gone = plan
        .is
        .relation(id)
        .is_some_and(|table| plan.column_goes(&table.name, &id.name));
    if !gone {
        set_default(plan, id);
    }
}

/// Takes a default away before what it calls goes.
pub(super) fn drop_default(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(table), Some(is)) = (plan.is.relation(id), plan.is.column(id)) else {
        return;
    };
    let at = At {
        id: id.clone(),
        table,
        should: is,
        is,
    };
    let sql = at.alter(&plan.is, "drop default", true);
    let text = ddl::statement(&plan.is, id).unwrap_or_default();
    plan.add(Step::new(Segment::Drop, rank::DROP_DEFAULT, id, sql).mentions_of(&text));
}

/// The way in which long values of a type are kept when nobody says otherwise; none where the type is not known here.
fn usual_storage(column: &Column) -> Option<&'static str> {
    match column.type_name.as_str() {
        "text" | "varchar" | "bpchar" | "bytea" | "jsonb" | "json" | "xml" | "tsvector" => {
            Some("x")
        }
        "numeric" | "inet" | "cidr" => Some("m"),
        _ => None,
    }
}

/// How long values are kept: set where it differs, or where a new column may not have it by itself.
pub(super) fn storage(plan: &mut Planner<'_>, id: &ObjectId, new: bool) {
    let (Some(table), Some(should)) = (plan.should.relation(id), plan.should.column(id)) else {
        return;
    };
    let as_usual = match usual_storage(should) {
        Some(usual) => usual == should.storage,
        None => matches!(should.storage.as_str(), "p" | "x"),
    };
    let word = match should.storage.as_str() {
        "p" => "plain",
        "m" => "main",
        "e" => "external",
        "x" => "extended",
        _ => return,
    };
    if !(new && as_usual) {
        let at = At {
            id: id.clone(),
            table,
            should,
            is: should,
        };
        let sql = at.alter(&plan.should, &format!("set storage {word}"), true);
        plan.add(Step::new(Segment::Make, rank::FLAG, id, sql));
    }
}

/// What a new column does not get where it is made.
pub(super) fn marks_of_new(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(table), Some(should)) = (plan.should.relation(id), plan.should.column(id)) else {
        return;
    };
    if !table.is_table() {
        return;
    }
    if plan.relation_comes(id) {
        storage(plan, id, true);
    }
    let at = At {
        id: id.clone(),
        table,
        should,
        is: should,
    };
    if let Some(method) = &should.compression {
        let sql = at.alter(
            &plan.should,
            &format!("set compression {}", quote_identifier(method)),
            true,
        );
        plan.add(Step::new(Segment::Make, rank::FLAG, id, sql));
    }
    if should.statistics_target.is_some() {
        statistics_target(plan, id, &at);
    }
}

pub(super) fn statistics_target(plan: &mut Planner<'_>, id: &ObjectId, at: &At<'_>) {
    let target = at.should.statistics_target.unwrap_or(-1);
    let sql = at.alter(&plan.should, &format!("set statistics {target}"), true);
    plan.add(Step::new(Segment::Make, rank::FLAG, id, sql));
}
