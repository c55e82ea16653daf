//! Tables: made, attached, and what is set on them.

use crate::catalog::{
    ConstraintKind, Persistence, QualifiedName, Relation, RelationKind, ReplicaIdentity,
    quote_identifier, quote_literal,
};

use super::planner::{Planner, rank};
use super::step::{Segment, Step};
use super::{WarningKind, column_marks, ddl};
use crate::schema::comparison::object::ObjectId;

/// The word for a relation in `ALTER`.
pub(super) fn word(relation: &Relation) -> &'static str {
    match relation.kind {
        RelationKind::Table | RelationKind::PartitionedTable => "table",
        RelationKind::View => "view",
        RelationKind::MaterializedView => "materialized view",
        RelationKind::ForeignTable => "foreign table",
    }
}

/// Storage parameters as SQL lists them.
pub(super) fn options(options: &[String]) -> String {
    let options: Vec<String> = options
        .iter()
        .map(|option| match option.split_once('=') {
            Some((name, value)) => format!("{} = {}", quote_identifier(name), quote_literal(value)),
            None => quote_identifier(option),
        })
        .collect();
    options.join(", ")
}

pub(super) fn make(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(relation), Some(sql)) = (plan.should.relation(id), ddl::statement(&plan.should, id))
    else {
        return;
    };
    plan.add(Step::new(Segment::Make, rank::TABLE, id, sql).provides(&relation.name));
    if let (Some(whole), Some(bound)) = (&relation.partition_of, &relation.partition_bound) {
        plan.add(attach(id, relation, whole, bound));
    }
    marks(plan, id, relation, None);
}

fn attach(id: &ObjectId, relation: &Relation, whole: &QualifiedName, bound: &str) -> Step {
    let sql = format!(
        "alter table {} attach partition {} {bound}",
        whole.quoted(),
        relation.name.quoted()
    );
    Step::new(Segment::Make, rank::ATTACH, id, sql)
}

/// Changes what differs of the table itself. What it is detached from was done in the groundwork.
pub(super) fn alter(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    let (Some(should), Some(is)) = (plan.should.relation(id), plan.is.relation(id)) else {
        return;
    };
    let name = should.name.quoted();
    if let (Some(whole), Some(bound), None) = (
        &should.partition_of,
        &should.partition_bound,
        &is.partition_of,
    ) {
        missing_checks(plan, id, should, is);
        let safer = "add a check that says the same as the bound, not valid, and validate it first: then attaching does not read the table";
        plan.add(attach(id, should, whole, bound).warn(
            WarningKind::LocksLong,
            "The server reads the whole partition, and fails on a row that does not belong in it.",
            Some(safer.to_owned()),
        ));
    }
    for parent in should
        .inherits
        .iter()
        .filter(|one| !is.inherits.contains(one))
    {
        let sql = format!("alter table {name} inherit {}", parent.quoted());
        plan.add(Step::new(Segment::Make, rank::ATTACH, id, sql));
    }
    if differs.contains(&"unlogged") {
        let word = if should.persistence == Persistence::Unlogged {
            "unlogged"
        } else {
            "logged"
        };
        let step = Step::new(
            Segment::Make,
            rank::TABLE_OPTION,
            id,
            format!("alter table {name} set {word}"),
        );
        plan.add(step.warn(
            WarningKind::RewritesTable,
            "The server writes the whole table anew.",
            None,
        ));
    }
    if differs.contains(&"options") {
        alter_options(plan, id, should, is);
    }
    marks(plan, id, should, Some(is));
}

/// The server attaches a table only when it has the checks of the whole.
fn missing_checks(plan: &mut Planner<'_>, id: &ObjectId, should: &Relation, is: &Relation) {
    let has = |name: &str| is.constraints.iter().any(|one| one.name == name);
    let checks = should
        .constraints
        .iter()
        .filter(|one| one.inherited && one.kind == ConstraintKind::Check && !has(&one.name));
    for check in checks {
        let sql = format!(
            "alter table {} add constraint {} {}",
            should.name.quoted(),
            quote_identifier(&check.name),
            check.definition
        );
        plan.add(Step::new(Segment::Make, rank::CHECK, id, sql));
    }
}

/// Sets the storage parameters that differ, and takes those away that are not expected.
pub(super) fn alter_options(
    plan: &mut Planner<'_>,
    id: &ObjectId,
    should: &Relation,
    is: &Relation,
) {
    let alter = format!("alter {} {}", word(should), should.name.quoted());
    let set: Vec<String> = should
        .options
        .iter()
        .filter(|option| !is.options.contains(option))
        .cloned()
        .collect();
    let key = |option: &String| option.split('=').next().unwrap_or_default().to_owned();
    let keys: Vec<String> = should.options.iter().map(key).collect();
    let reset: Vec<String> = is
        .options
        .iter()
        .map(key)
        .filter(|option| !keys.contains(option))
        .map(|option| quote_identifier(&option))
        .collect();
    if !set.is_empty() {
        let sql = format!("{alter} set ({})", options(&set));
        plan.add(Step::new(Segment::Make, rank::TABLE_OPTION, id, sql));
    }
    if !reset.is_empty() {
        let sql = format!("{alter} reset ({})", reset.join(", "));
        plan.add(Step::new(Segment::Make, rank::TABLE_OPTION, id, sql));
    }
}

/// Row security and replica identity; a table that is new has neither.
fn marks(plan: &mut Planner<'_>, id: &ObjectId, should: &Relation, is: Option<&Relation>) {
    let name = should.name.quoted();
    let mut changes = Vec::new();
    if should.row_security != is.is_some_and(|is| is.row_security) {
        let word = if should.row_security {
            "enable"
        } else {
            "disable"
        };
        changes.push(format!("{word} row level security"));
    }
    if should.force_row_security != is.is_some_and(|is| is.force_row_security) {
        let word = if should.force_row_security {
            "force"
        } else {
            "no force"
        };
        changes.push(format!("{word} row level security"));
    }
    let before = is.map_or(ReplicaIdentity::Default, |is| is.replica_identity);
    if should.replica_identity != before {
        match should.replica_identity {
            ReplicaIdentity::Default => changes.push("replica identity default".to_owned()),
            ReplicaIdentity::Nothing => changes.push("replica identity nothing".to_owned()),
            ReplicaIdentity::Full => changes.push("replica identity full".to_owned()),
            // The index says so itself, once it is there.
            ReplicaIdentity::Index => {}
        }
    }
    for change in changes {
        let sql = format!("alter table {name} {change}");
        plan.add(Step::new(Segment::Make, rank::TABLE_OPTION, id, sql));
    }
    if is.is_none() {
        defaults(plan, should);
    }
}

/// The defaults of a new table, apart from it: a function that one of them calls may itself need the table.
fn defaults(plan: &mut Planner<'_>, relation: &Relation) {
    let names: Vec<String> = relation
        .columns
        .iter()
        .filter(|column| column.default.is_some() && column.generated.is_none())
        .filter(|column| relation.inherits.is_empty() || !column.inherited)
        .map(|column| column.name.clone())
        .collect();
    for name in names {
        column_marks::set_default(plan, &super::planner::column_id(&relation.name, &name));
    }
}
