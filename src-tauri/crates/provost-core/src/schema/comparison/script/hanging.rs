//! Constraints, indexes, policies, triggers, rules and statistics objects.

use crate::catalog::{PUBLIC, PolicyCommand, quote_identifier};

use super::planner::{Planner, on_table, rank};
use super::side::{Side, table_name};
use super::step::{Segment, Step};
use super::{WarningKind, ddl, tables};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// `alter table … add constraint …`.
pub(super) fn constraint(side: &Side<'_>, id: &ObjectId) -> Option<String> {
    let constraint = side.constraint(id)?;
    let word = tables::word(side.relation(id)?);
    Some(format!(
        "alter {word} {} add constraint {} {}",
        on_table(id),
        quote_identifier(&id.name),
        constraint.definition
    ))
}

/// The server writes the index of a partitioned table with ONLY; without it those of the partitions come too.
pub(super) fn index(side: &Side<'_>, id: &ObjectId) -> Option<String> {
    let index = side.index(id).filter(|index| index.constraint.is_none())?;
    Some(index.definition.replacen(" ON ONLY ", " ON ", 1))
}

pub(super) fn policy(side: &Side<'_>, id: &ObjectId) -> Option<String> {
    let policy = side.policy(id)?;
    let command = match policy.command {
        PolicyCommand::All => "all",
        PolicyCommand::Select => "select",
        PolicyCommand::Insert => "insert",
        PolicyCommand::Update => "update",
        PolicyCommand::Delete => "delete",
    };
    let kind = if policy.permissive {
        ""
    } else {
        " as restrictive"
    };
    Some(format!(
        "create policy {} on {}{kind} for {command} to {}{}{}",
        quote_identifier(&policy.name),
        on_table(id),
        roles(&policy.roles),
        clause("using", policy.using.as_ref()),
        clause("with check", policy.with_check.as_ref()),
    ))
}

fn roles(roles: &[String]) -> String {
    let roles: Vec<String> = roles.iter().map(|role| grantee(role)).collect();
    roles.join(", ")
}

/// A role, or the word for every role.
pub(super) fn grantee(role: &str) -> String {
    if role == PUBLIC {
        "public".to_owned()
    } else {
        quote_identifier(role)
    }
}

fn clause(word: &str, expression: Option<&String>) -> String {
    expression.map_or_else(String::new, |expression| format!(" {word} ({expression})"))
}

/// `ALTER POLICY` can change roles and expressions, and take neither expression away.
pub(super) fn policy_needs_a_new_one(
    plan: &Planner<'_>,
    id: &ObjectId,
    differs: &dyn Fn(&str) -> bool,
) -> bool {
    let (Some(should), Some(is)) = (plan.should.policy(id), plan.is.policy(id)) else {
        return false;
    };
    differs("command")
        || differs("restrictive")
        || (should.using.is_none() && is.using.is_some())
        || (should.with_check.is_none() && is.with_check.is_some())
}

pub(super) fn alter_policy(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(should), Some(is)) = (plan.should.policy(id), plan.is.policy(id)) else {
        return;
    };
    let same = |one: &Option<String>, two: &Option<String>| one == two;
    if same(&should.using, &is.using)
        && same(&should.with_check, &is.with_check)
        && should.roles == is.roles
    {
        return;
    }
    let sql = format!(
        "alter policy {} on {} to {}{}{}",
        quote_identifier(&should.name),
        on_table(id),
        roles(&should.roles),
        clause("using", should.using.as_ref()),
        clause("with check", should.with_check.as_ref()),
    );
    plan.add(Step::new(Segment::Make, rank::POLICY, id, sql));
}

/// Whether a changed constraint is the same but for being validated, or a foreign key the same but for when it is checked.
pub(super) fn can_be_altered(plan: &Planner<'_>, id: &ObjectId) -> bool {
    let (Some(should), Some(is)) = (plan.should.constraint(id), plan.is.constraint(id)) else {
        return false;
    };
    let validated = |text: &str| text.trim_end_matches(" NOT VALID").to_owned();
    if should.validated && !is.validated && validated(&is.definition) == should.definition {
        return true;
    }
    let core = |text: &str| {
        text.replace(" DEFERRABLE", "")
            .replace(" INITIALLY DEFERRED", "")
    };
    id.kind == ObjectKind::ForeignKey
        && should.enforced == is.enforced
        && core(&should.definition) == core(&is.definition)
}

pub(super) fn alter_constraint(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    if !differs.contains(&"definition") {
        return;
    }
    let (Some(should), Some(is)) = (plan.should.constraint(id), plan.is.constraint(id)) else {
        return;
    };
    let (validated, was_validated) = (should.validated, is.validated);
    let name = quote_identifier(&id.name);
    let rank = if id.kind == ObjectKind::ForeignKey {
        rank::FOREIGN_KEY
    } else {
        rank::CHECK
    };
    if validated && !was_validated {
        let sql = format!("alter table {} validate constraint {name}", on_table(id));
        let step = Step::new(Segment::Make, rank, id, sql);
        plan.add(step.warn(
            WarningKind::MayFail,
            "It reads the whole table, and fails on a row that breaks the constraint.",
            None,
        ));
        return;
    }
    let state = match (should.deferrable, should.initially_deferred) {
        (false, _) => "not deferrable",
        (true, false) => "deferrable initially immediate",
        (true, true) => "deferrable initially deferred",
    };
    let sql = format!(
        "alter table {} alter constraint {name} {state}",
        on_table(id)
    );
    plan.add(Step::new(Segment::Make, rank, id, sql));
}

pub(super) fn make_constraint(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(sql), Some(constraint)) = (constraint(&plan.should, id), plan.should.constraint(id))
    else {
        return;
    };
    let rank = match id.kind {
        ObjectKind::Check => rank::CHECK,
        ObjectKind::ForeignKey => rank::FOREIGN_KEY,
        _ => rank::KEY,
    };
    let step = Step::new(Segment::Make, rank, id, &sql);
    let step = if plan.relation_comes(id) || !constraint.validated {
        step
    } else {
        warned(step, id, &sql)
    };
    plan.add(step);
}

fn warned(step: Step, id: &ObjectId, sql: &str) -> Step {
    let table = on_table(id);
    let name = quote_identifier(&id.name);
    let step = step.warn(
        WarningKind::MayFail,
        "It fails on rows that break it.",
        None,
    );
    match id.kind {
        ObjectKind::Check | ObjectKind::ForeignKey => step.warn(
            WarningKind::LocksLong,
            "Writers wait while the server reads the whole table.",
            Some(format!("{sql} not valid;\nthen, in a transaction of its own: alter table {table} validate constraint {name}")),
        ),
        ObjectKind::PrimaryKey | ObjectKind::Unique if sql.contains(" (") => {
            let kind = if id.kind == ObjectKind::PrimaryKey { "primary key" } else { "unique" };
            let columns = sql.split_once(" (").map_or("", |(_, columns)| columns);
            step.warn(
                WarningKind::LocksLong,
                "Everybody waits while the server builds the index.",
                Some(format!(
                    "create unique index concurrently {name} on {table} ({columns};\nthen: alter table {table} add constraint {name} {kind} using index {name}"
                )),
            )
        }
        _ => step.warn(WarningKind::LocksLong, "Everybody waits while the server builds the index.", None),
    }
}

pub(super) fn make_index(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(sql), Some(index)) = (index(&plan.should, id), plan.should.index(id)) else {
        return;
    };
    let unique = index.unique;
    let mut step = Step::new(Segment::Make, rank::INDEX, id, &sql);
    if !plan.relation_comes(id) {
        let partitioned = plan
            .should
            .relation(id)
            .is_some_and(|relation| relation.partition_key.is_some());
        let safer = if partitioned {
            "create the index with ONLY on the partitioned table, then concurrently on each partition, and attach those".to_owned()
        } else {
            sql.replacen(" INDEX ", " INDEX CONCURRENTLY ", 1)
        };
        step = step.warn(
            WarningKind::LocksLong,
            "Writers wait while the server builds the index.",
            Some(safer),
        );
        if unique {
            step = step.warn(
                WarningKind::MayFail,
                "It fails on rows that are there twice.",
                None,
            );
        }
    }
    plan.add(step);
}

/// Policies, triggers, rules and statistics objects: their definition is all that makes them.
pub(super) fn make_other(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(sql) = ddl::statement(&plan.should, id) else {
        return;
    };
    let rank = match id.kind {
        ObjectKind::Policy => rank::POLICY,
        ObjectKind::Trigger => rank::TRIGGER,
        ObjectKind::Rule => rank::RULE,
        _ => rank::STATISTICS,
    };
    debug_assert!(table_name(id).is_some());
    plan.add(Step::new(Segment::Make, rank, id, sql));
}
