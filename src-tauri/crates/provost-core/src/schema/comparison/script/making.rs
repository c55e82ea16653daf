//! What is made and what is changed in place, kind by kind; and what is neither.

use crate::catalog::{QualifiedName, quote_identifier};

use super::planner::Planner;
use super::side::{is_constraint, is_relation, is_routine, own_name, table_name};
use super::{
    columns, data_types, foreign, functions, hanging, later, publications, sequences, settings,
    tables, versions, views,
};
use crate::schema::comparison::object::{ObjectId, ObjectKind};
use crate::schema::comparison::{Change, Difference};

/// Why a difference cannot be written at all.
pub(super) fn impossible(plan: &Planner<'_>, difference: &Difference) -> Option<String> {
    let id = &difference.object;
    let differs = |name: &str| difference.properties.iter().any(|one| one.property == name);
    if difference.change == Change::Changed && differs("column order") {
        return Some(
            "PostgreSQL cannot change the order of columns; only a new table has another."
                .to_owned(),
        );
    }
    if table_name(id).is_some_and(|table| plan.stuck.contains(&table)) {
        return Some("PostgreSQL cannot make a table partitioned, or a partitioned table a plain one; its rows, and those of its partitions, must move to a new table.".to_owned());
    }
    let expected = plan.should.relation(id).filter(|_| is_relation(id.kind));
    if expected
        .and_then(|relation| relation.partition_of.as_ref())
        .is_some_and(|whole| plan.stuck.contains(whole))
    {
        return Some(
            "It should be a partition of a table that cannot become partitioned.".to_owned(),
        );
    }
    if difference.change == Change::Changed && is_relation(id.kind) {
        for name in ["tablespace", "access method"] {
            if differs(name) {
                return Some(format!(
                    "Its {name} is the server's affair and moves the whole table; set it by hand."
                ));
            }
        }
    }
    if differs("security labels") {
        return Some("Security labels are given by their provider's tools.".to_owned());
    }
    versions::impossible(plan, difference).or_else(|| by_kind(plan, difference))
}

fn by_kind(plan: &Planner<'_>, difference: &Difference) -> Option<String> {
    let id = &difference.object;
    match id.kind {
        ObjectKind::Other => Some("Objects of this kind are counted and named, and their definition is not read.".to_owned()),
        ObjectKind::Subscription => Some("A subscription holds the address and the password of another server, which are not read.".to_owned()),
        ObjectKind::Policy if difference.change != Change::Unexpected => {
            let policy = plan.should.policy(id)?;
            let absent = policy.roles.iter().find(|role| !plan.is.has_role(role))?;
            Some(format!("The role {absent} does not exist on this server."))
        }
        ObjectKind::Schema if difference.change == Change::Unexpected => {
            let others = &plan.is.catalog.other_objects;
            let place = format!("{}.", quote_identifier(&id.name));
            let inside = others.iter().find(|one| one.identity.starts_with(&place))?;
            Some(format!("The {} {} stands in it, which cannot be dropped here.", inside.kind, inside.identity))
        }
        ObjectKind::Enum if differs(difference, "values") => {
            data_types::values_impossible(plan.should.enumeration(id)?, plan.is.enumeration(id)?)
        }
        ObjectKind::Index if difference.change != Change::Unexpected => {
            let index = plan.should.index(id)?;
            (!index.valid).then(|| "An index that is expected to be invalid cannot be made.".to_owned())
        }
        ObjectKind::Table if difference.change == Change::Missing => {
            let relation = plan.should.relation(id)?;
            relation.tablespace.as_ref().map(|_| "It should stand in a tablespace, which is the server's affair.".to_owned())
        }
        _ => settings::impossible(plan, difference).or_else(|| foreign::impossible(plan, difference)),
    }
}

fn differs(difference: &Difference, name: &str) -> bool {
    difference.change == Change::Changed
        && difference.properties.iter().any(|one| one.property == name)
}

/// The name by which others may need something that cannot be made.
pub(super) fn name_of_blocked(id: &ObjectId) -> Option<QualifiedName> {
    if id.kind != ObjectKind::Other {
        return own_name(id);
    }
    // `collation app.c`, `operator app.=~(text,text)`: the kind may be several words, the name has none.
    let identity = id.name.split('(').next()?.rsplit(' ').next()?;
    let (schema, name) = identity.split_once('.')?;
    let plain = |text: &str| text.trim_matches('"').replace("\"\"", "\"");
    Some(QualifiedName::new(plain(schema), plain(name)))
}

/// Whether something that changed must be dropped and made again.
pub(super) fn needs_a_new_one(plan: &Planner<'_>, difference: &Difference) -> bool {
    let id = &difference.object;
    let differs = |name: &str| difference.properties.iter().any(|one| one.property == name);
    match id.kind {
        ObjectKind::View => {
            differs("definition")
                && !matches!((plan.should.relation(id), plan.is.relation(id)),
                    (Some(should), Some(is)) if views::can_be_replaced(should, is))
        }
        ObjectKind::MaterializedView
        | ObjectKind::Trigger
        | ObjectKind::Rule
        | ObjectKind::Statistics => differs("definition"),
        ObjectKind::ForeignTable => differs("foreign server"),
        ObjectKind::Index => differs("definition") || differs("invalid"),
        ObjectKind::Cast => true,
        ObjectKind::EventTrigger => differs("event") || differs("function") || differs("tags"),
        ObjectKind::Publication => publications::needs_a_new_one(plan, id, &differs),
        ObjectKind::Column => columns::needs_a_new_one(plan, id, &differs),
        ObjectKind::Policy => hanging::policy_needs_a_new_one(plan, id, &differs),
        kind if is_constraint(kind) => differs("definition") && !hanging::can_be_altered(plan, id),
        kind if is_routine(kind) => matches!((plan.should.function(id), plan.is.function(id)),
            (Some(should), Some(is)) if functions::needs_a_new_one(should, is)),
        _ => false,
    }
}

/// Plans all that is made, with its comment, privileges and the rest.
pub(super) fn all(plan: &mut Planner<'_>) {
    let coming: Vec<ObjectId> = plan.creates.iter().cloned().collect();
    for id in &coming {
        let before = plan.cannot.len();
        one(plan, id);
        if plan.cannot.len() == before {
            later::made(plan, id);
        } else {
            plan.blocked.extend(own_name(id));
        }
    }
}

fn one(plan: &mut Planner<'_>, id: &ObjectId) {
    match id.kind {
        ObjectKind::Table => tables::make(plan, id),
        ObjectKind::Column => columns::make(plan, id),
        ObjectKind::View | ObjectKind::MaterializedView => views::make(plan, id),
        ObjectKind::ForeignTable => foreign::make_table(plan, id),
        kind if is_constraint(kind) => hanging::make_constraint(plan, id),
        ObjectKind::Index => hanging::make_index(plan, id),
        ObjectKind::Policy | ObjectKind::Trigger | ObjectKind::Rule | ObjectKind::Statistics => {
            hanging::make_other(plan, id);
        }
        kind if is_routine(kind) => functions::make(plan, id),
        ObjectKind::Sequence => sequences::make(plan, id),
        ObjectKind::Enum | ObjectKind::Domain | ObjectKind::Type => data_types::make(plan, id),
        _ => settings::make(plan, id),
    }
}

/// Plans a change in place of the definition; comments, privileges and owners come apart.
pub(super) fn alter(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    match id.kind {
        ObjectKind::Table => tables::alter(plan, id, differs),
        ObjectKind::ForeignTable => foreign::alter_table(plan, id, differs),
        ObjectKind::Column => columns::alter(plan, id, differs),
        ObjectKind::View | ObjectKind::MaterializedView => views::alter(plan, id, differs),
        kind if is_constraint(kind) => hanging::alter_constraint(plan, id, differs),
        ObjectKind::Policy => hanging::alter_policy(plan, id),
        kind if is_routine(kind) => {
            let only_around = differs
                .iter()
                .all(|one| ["comment", "privileges", "owner"].contains(one));
            if !only_around {
                functions::make(plan, id);
            }
        }
        ObjectKind::Sequence => sequences::alter(plan, id, differs),
        ObjectKind::Enum if differs.contains(&"values") => data_types::alter_enum(plan, id),
        ObjectKind::Domain => data_types::alter_domain(plan, id, differs),
        ObjectKind::Type
            if differs
                .iter()
                .any(|one| ["attributes", "kind"].contains(one)) =>
        {
            data_types::alter_type(plan, id);
        }
        _ => settings::alter(plan, id, differs),
    }
}
