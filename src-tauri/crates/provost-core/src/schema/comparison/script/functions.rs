//! Functions, procedures and aggregates.

use std::fmt::Write as _;

use crate::catalog::{Function, FunctionKind};

use super::planner::{Planner, rank};
use super::side::own_name;
use super::step::{Segment, Step};
use crate::schema::comparison::object::ObjectId;

/// The statement that makes or replaces it.
pub(super) fn create(function: &Function) -> Option<String> {
    let definition = function.definition.as_ref()?;
    if function.kind == FunctionKind::Aggregate {
        return Some(aggregate(definition));
    }
    Some(definition.trim_end().to_owned())
}

/// The catalog has the letters of `pg_aggregate`, SQL wants words.
fn aggregate(definition: &str) -> String {
    let mut text = definition.to_owned();
    for (letter, word) in [("u", "UNSAFE"), ("r", "RESTRICTED"), ("s", "SAFE")] {
        let ends = [
            format!("PARALLEL = {letter})"),
            format!("PARALLEL = {letter}"),
        ];
        if let Some(end) = ends.iter().find(|end| text.ends_with(end.as_str())) {
            text.truncate(text.len() - end.len());
            let _ = write!(text, "PARALLEL = {word}");
            text.push(')');
            break;
        }
    }
    for (letter, word) in [("r", "READ_ONLY"), ("s", "SHAREABLE"), ("w", "READ_WRITE")] {
        text = text.replacen(
            &format!("FINALFUNC_MODIFY = {letter},"),
            &format!("FINALFUNC_MODIFY = {word},"),
            1,
        );
    }
    sort_operator(&text)
}

/// The catalog has the operator with its arguments, SQL wants it without.
fn sort_operator(text: &str) -> String {
    let Some((before, rest)) = text.split_once("SORTOP = ") else {
        return text.to_owned();
    };
    let Some((operator, rest)) = rest.split_once('(') else {
        return text.to_owned();
    };
    let Some((_, after)) = rest.split_once(')') else {
        return text.to_owned();
    };
    let operator = if operator.contains('.') {
        format!("OPERATOR({operator})")
    } else {
        operator.to_owned()
    };
    format!("{before}SORTOP = {operator}{after}")
}

/// The word for it in `DROP`, `COMMENT` and `GRANT`.
pub(super) fn word(function: &Function) -> &'static str {
    match function.kind {
        FunctionKind::Procedure => "procedure",
        FunctionKind::Aggregate => "aggregate",
        FunctionKind::Function | FunctionKind::Window => "function",
    }
}

/// Whether it cannot be replaced as it stands: what it returns, or its arguments with their defaults, are others.
pub(super) fn needs_a_new_one(should: &Function, is: &Function) -> bool {
    if should.kind == FunctionKind::Aggregate {
        return should.definition != is.definition;
    }
    should.kind != is.kind || should.returns != is.returns || head(should) != head(is)
}

/// From the name to the end of the arguments.
fn head(function: &Function) -> &str {
    let definition = function.definition.as_deref().unwrap_or_default();
    definition.lines().next().unwrap_or_default()
}

pub(super) fn make(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(function) = plan.should.function(id) else {
        return;
    };
    let Some(sql) = create(function) else {
        plan.cannot(
            id,
            "The server that holds it would not give its definition.",
        );
        return;
    };
    plan.add(
        Step::new(Segment::Make, rank::FUNCTION, id, sql)
            .provides(&function.name)
            .mentions_of(&used(function)),
    );
}

/// Drops it: early where one of the same name is made, else when nothing uses it any more.
pub(super) fn drop(plan: &mut Planner<'_>, id: &ObjectId, early: bool) {
    let Some(function) = plan.is.function(id) else {
        return;
    };
    let sql = format!("drop {} {}", word(function), function.signature());
    let segment = if early {
        Segment::Drop
    } else {
        Segment::DropLate
    };
    plan.add(
        Step::new(segment, rank::DROP_FUNCTION, id, sql)
            .provides(&function.name)
            .mentions_of(&used(function)),
    );
}

/// Its text without its own name: where that is left, it calls another of the name, or itself.
pub(super) fn used(function: &Function) -> String {
    let text = create(function).unwrap_or_default();
    text.replacen(&function.name.quoted(), "", 1)
}

/// Whether a function of this name is made anew, so that the old one must go first.
pub(super) fn stands_in_the_way(plan: &Planner<'_>, id: &ObjectId) -> bool {
    let name = own_name(id);
    plan.creates
        .iter()
        .any(|made| made.table.is_none() && own_name(made) == name)
}
