//! What a server is too old for: a statement that it does not understand would fail half way.

use super::planner::Planner;
use super::side::is_constraint;
use super::{WarningKind, ddl, plain};
use crate::schema::comparison::object::{ObjectId, ObjectKind};
use crate::schema::comparison::{Change, Difference};

/// Words of statements, the first major version that understands them, and what they make. From the release notes of
/// PostgreSQL 14, 15 and 18.
const WORDS: [(&str, i32, &str); 7] = [
    (" virtual", 18, "a virtual generated column"),
    (" not enforced", 18, "a constraint that is not enforced"),
    (" without overlaps", 18, "a key without overlaps"),
    (" period ", 18, "a foreign key over periods"),
    (" nulls not distinct", 15, "a key that takes one null only"),
    (
        "security_invoker",
        15,
        "a view with the rights of its reader",
    ),
    ("begin atomic", 14, "a body in the form of the SQL standard"),
];

/// What a statement holds that a server of this version does not understand.
fn too_new(sql: &str, kind: ObjectKind, version: i32) -> Option<String> {
    let bare = plain::bare(sql).to_ascii_lowercase();
    let mut words = WORDS.into_iter().filter(|(word, since, _)| {
        let fits = match *word {
            " virtual" => matches!(kind, ObjectKind::Column | ObjectKind::Table),
            "begin atomic" => matches!(kind, ObjectKind::Function | ObjectKind::Procedure),
            "security_invoker" => kind == ObjectKind::View,
            _ => kind == ObjectKind::Index || is_constraint(kind),
        };
        fits && version < *since && bare.contains(word)
    });
    let (_, since, what) = words.next()?;
    let has = if kind == ObjectKind::Table {
        "has"
    } else {
        "is"
    };
    Some(format!(
        "It {has} {what}, which servers before PostgreSQL {since} do not have."
    ))
}

/// Why an object that is expected cannot be had on this server.
pub(super) fn impossible(plan: &Planner<'_>, difference: &Difference) -> Option<String> {
    if difference.change == Change::Unexpected || !is_older(plan) {
        return None;
    }
    let id = &difference.object;
    let sql = ddl::statement(&plan.should, id)?;
    too_new(&sql, id.kind, plan.is.catalog.major_version())
}

fn is_older(plan: &Planner<'_>) -> bool {
    plan.is.catalog.major_version() < plan.should.catalog.major_version()
}

/// Leaves out what comes with a table and the server does not understand, and warns of what a newer server wrote.
pub(super) fn look_at_all(plan: &mut Planner<'_>) {
    if !is_older(plan) {
        return;
    }
    let is = plan.is.catalog.major_version();
    let should = plan.should.catalog.major_version();
    for step in std::mem::take(&mut plan.steps) {
        if let Some(reason) = too_new(&step.sql, step.object.kind, is) {
            plan.cannot(&step.object, reason);
        } else if holds_queries(&step.object) && is_made(&step.sql) {
            let text = format!(
                "PostgreSQL {should} wrote it, and PostgreSQL {is} does not know all that may stand in it."
            );
            plan.steps.push(step.warn(WarningKind::MayFail, text, None));
        } else {
            plan.steps.push(step);
        }
    }
}

/// Whether an object is made of whole queries or bodies, in which anything may stand.
fn holds_queries(id: &ObjectId) -> bool {
    matches!(
        id.kind,
        ObjectKind::View
            | ObjectKind::MaterializedView
            | ObjectKind::Function
            | ObjectKind::Procedure
            | ObjectKind::Rule
    )
}

fn is_made(sql: &str) -> bool {
    sql.get(.."create ".len())
        .is_some_and(|word| word.eq_ignore_ascii_case("create "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_looked_for_where_they_can_stand() {
        let column = "alter table t add column v int generated always as (id) virtual";
        assert!(too_new(column, ObjectKind::Column, 16).is_some());
        assert!(too_new(column, ObjectKind::Column, 18).is_none());
        let named = "alter table t add column \"x virtual\" int default ' virtual'";
        assert!(too_new(named, ObjectKind::Column, 16).is_none());
        let view = "create view v as select a virtual from t";
        assert!(too_new(view, ObjectKind::View, 14).is_none());
        let key = "alter table t add constraint k UNIQUE NULLS NOT DISTINCT (a)";
        assert!(too_new(key, ObjectKind::Unique, 14).is_some());
    }
}
