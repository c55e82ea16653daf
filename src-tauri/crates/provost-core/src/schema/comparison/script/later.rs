//! What is said of an object once it is there: its comment, its owner, when it fires, how an index is marked.

use crate::catalog::{quote_identifier, quote_literal};

use super::planner::{Planner, on_table, rank};
use super::side::{Side, is_constraint, own_name};
use super::step::{Segment, Step};
use super::{column_marks, functions, privileges, tables};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// What follows when an object was made.
pub(super) fn made(plan: &mut Planner<'_>, id: &ObjectId) {
    comment(plan, id, true);
    if plan.options.owners {
        owner(plan, id);
    }
    privileges::of_new(plan, id);
    match id.kind {
        ObjectKind::Trigger | ObjectKind::Rule => fires(plan, id),
        ObjectKind::Index => index_marks(plan, id),
        ObjectKind::Column => column_marks::marks_of_new(plan, id),
        ObjectKind::Statistics => target(plan, id),
        _ => {}
    }
}

/// What follows when an object stays and is changed.
pub(super) fn altered(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    if differs.contains(&"comment") {
        comment(plan, id, false);
    }
    if differs.contains(&"owner") {
        owner(plan, id);
    }
    if differs.contains(&"privileges") {
        privileges::changed(plan, id);
    }
    if differs.contains(&"fires") {
        fires(plan, id);
    }
    if differs.contains(&"replica identity") || differs.contains(&"clustered") {
        forget_index_marks(plan, id);
        index_marks(plan, id);
    }
    if differs.contains(&"target") {
        target(plan, id);
    }
}

/// How `COMMENT ON`, `ALTER … OWNER TO` and the like name an object.
pub(super) fn named(side: &Side<'_>, id: &ObjectId) -> Option<String> {
    let name = quote_identifier(&id.name);
    let own = own_name(id).map(|name| name.quoted());
    Some(match id.kind {
        ObjectKind::Table => format!("table {}", own?),
        ObjectKind::View => format!("view {}", own?),
        ObjectKind::MaterializedView => format!("materialized view {}", own?),
        ObjectKind::ForeignTable => format!("foreign table {}", own?),
        ObjectKind::Column => format!("column {}.{name}", on_table(id)),
        kind if is_constraint(kind) => format!("constraint {name} on {}", on_table(id)),
        ObjectKind::Index => format!("index {}.{name}", quote_identifier(id.schema.as_ref()?)),
        ObjectKind::Policy => format!("policy {name} on {}", on_table(id)),
        ObjectKind::Trigger => format!("trigger {name} on {}", on_table(id)),
        ObjectKind::Rule => format!("rule {name} on {}", on_table(id)),
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate => {
            let function = side.function(id)?;
            format!("{} {}", functions::word(function), function.signature())
        }
        ObjectKind::Sequence => format!("sequence {}", own?),
        ObjectKind::Enum | ObjectKind::Type => format!("type {}", own?),
        ObjectKind::Domain => format!("domain {}", own?),
        ObjectKind::Schema => format!("schema {name}"),
        ObjectKind::ForeignServer => format!("server {name}"),
        ObjectKind::Publication => format!("publication {name}"),
        ObjectKind::EventTrigger => format!("event trigger {name}"),
        _ => return None,
    })
}

fn property(side: &Side<'_>, id: &ObjectId, name: &str) -> Option<String> {
    side.objects.get(id)?.properties.get(name).cloned()
}

fn comment(plan: &mut Planner<'_>, id: &ObjectId, is_new: bool) {
    let comment = property(&plan.should, id, "comment");
    if is_new && comment.is_none() {
        return;
    }
    let Some(named) = named(&plan.should, id) else {
        return;
    };
    let text = comment.map_or_else(|| "null".to_owned(), |comment| quote_literal(&comment));
    let sql = format!("comment on {named} is {text}");
    plan.add(Step::new(Segment::Finish, rank::COMMENT, id, sql));
}

fn owner(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(owner), Some(named)) = (property(&plan.should, id, "owner"), named(&plan.should, id))
    else {
        return;
    };
    if !plan.is.has_role(&owner) {
        plan.cannot(
            id,
            format!("The role {owner}, which should own it, does not exist on this server."),
        );
        return;
    }
    if plan
        .should
        .sequence(id)
        .is_some_and(|sequence| sequence.owned_by.is_some())
        && id.kind == ObjectKind::Sequence
    {
        // Its owner is its table's.
        return;
    }
    let sql = format!("alter {named} owner to {}", quote_identifier(&owner));
    let comes_last = matches!(id.kind, ObjectKind::Publication | ObjectKind::EventTrigger);
    let rank = if comes_last {
        rank::OWNER_OF_LAST
    } else {
        rank::OWNER
    };
    plan.add(Step::new(Segment::Finish, rank, id, sql));
}

/// The word for when a trigger, a rule or an event trigger fires.
pub(super) fn firing(enabled: &str) -> &'static str {
    match enabled {
        "D" => "disable",
        "R" => "enable replica",
        "A" => "enable always",
        _ => "enable",
    }
}

fn fires(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(relation), name) = (plan.should.relation(id), quote_identifier(&id.name)) else {
        return;
    };
    let (kind, should, is) = if id.kind == ObjectKind::Rule {
        let enabled = |side: &Side<'_>| side.rule(id).map(|one| one.enabled.clone());
        ("rule", enabled(&plan.should), enabled(&plan.is))
    } else {
        let enabled = |side: &Side<'_>| side.trigger(id).map(|one| one.enabled.clone());
        ("trigger", enabled(&plan.should), enabled(&plan.is))
    };
    let before = is
        .filter(|_| !plan.creates.contains(id))
        .unwrap_or_else(|| "O".to_owned());
    let Some(should) = should.filter(|should| *should != before) else {
        return;
    };
    let word = firing(&should);
    let sql = format!(
        "alter {} {} {word} {kind} {name}",
        tables::word(relation),
        relation.name.quoted()
    );
    plan.add(Step::new(Segment::Make, rank::FLAG, id, sql));
}

/// Which index identifies rows to replication, and by which CLUSTER last sorted.
fn index_marks(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(index) = plan.should.index(id) else {
        return;
    };
    let (replica_identity, clustered) = (index.replica_identity, index.clustered);
    let (table, name) = (on_table(id), quote_identifier(&id.name));
    if replica_identity {
        let sql = format!("alter table {table} replica identity using index {name}");
        plan.add(Step::new(Segment::Make, rank::FLAG, id, sql));
    }
    if clustered {
        let sql = format!("alter table {table} cluster on {name}");
        plan.add(Step::new(Segment::Make, rank::FLAG, id, sql));
    }
}

/// Takes the mark of the last CLUSTER away; the table says itself when no index identifies its rows any more.
pub(super) fn forget_index_marks(plan: &mut Planner<'_>, id: &ObjectId) {
    let was = plan.is.index(id).is_some_and(|index| index.clustered);
    let will = plan.should.index(id).is_some_and(|index| index.clustered);
    if was && !will {
        let sql = format!("alter table {} set without cluster", on_table(id));
        plan.add(Step::new(Segment::Make, rank::TABLE_OPTION, id, sql));
    }
}

fn target(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(statistics), Some(name)) = (plan.should.statistics(id), own_name(id)) else {
        return;
    };
    let before = plan
        .is
        .statistics(id)
        .and_then(|one| one.target)
        .filter(|_| !plan.creates.contains(id));
    if statistics.target != before {
        let sql = format!(
            "alter statistics {} set statistics {}",
            name.quoted(),
            statistics.target.unwrap_or(-1)
        );
        plan.add(Step::new(Segment::Make, rank::FLAG, id, sql));
    }
}
