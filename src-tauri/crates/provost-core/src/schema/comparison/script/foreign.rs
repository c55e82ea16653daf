//! Foreign servers and foreign tables.

use crate::catalog::{ForeignServer, quote_identifier, quote_literal};

use super::ddl::column_definition;
use super::planner::{Planner, rank};
use super::side::Side;
use super::step::{Segment, Step};
use crate::schema::comparison::object::{ObjectId, ObjectKind};
use crate::schema::comparison::{Change, Difference};

/// What stands for an option whose value could be a secret.
const LEFT_OUT: &str = "(left out)";

pub(super) fn server(server: &ForeignServer) -> Option<String> {
    let options = options(&server.options)?;
    Some(format!(
        "create server {} foreign data wrapper {}{options}",
        quote_identifier(&server.name),
        quote_identifier(&server.wrapper)
    ))
}

pub(super) fn table(side: &Side<'_>, id: &ObjectId) -> Option<String> {
    let relation = side.relation(id)?;
    let columns: Vec<String> = relation
        .columns
        .iter()
        .map(|column| column_definition(side, &relation.name, column, true))
        .collect();
    Some(format!(
        "create foreign table {} (\n    {}\n) server {}{}",
        relation.name.quoted(),
        columns.join(",\n    "),
        quote_identifier(relation.foreign_server.as_ref()?),
        options(&relation.options)?
    ))
}

/// `options (name 'value', …)`; none where a value was left out.
fn options(options: &[String]) -> Option<String> {
    if options.iter().any(|option| option.ends_with(LEFT_OUT)) {
        return None;
    }
    let options: Vec<String> = options
        .iter()
        .filter_map(|option| option.split_once('='))
        .map(|(name, value)| format!("{} {}", quote_identifier(name), quote_literal(value)))
        .collect();
    Some(if options.is_empty() {
        String::new()
    } else {
        format!(" options ({})", options.join(", "))
    })
}

/// The changes that make one list of options another.
fn option_changes(should: &[String], is: &[String]) -> Option<String> {
    let key = |option: &String| option.split('=').next().unwrap_or_default().to_owned();
    let had: Vec<String> = is.iter().map(key).collect();
    let keeps: Vec<String> = should.iter().map(key).collect();
    let mut changes = Vec::new();
    for option in should.iter().filter(|option| !is.contains(option)) {
        if option.ends_with(LEFT_OUT) {
            return None;
        }
        let (name, value) = option.split_once('=')?;
        let word = if had.contains(&name.to_owned()) {
            "set"
        } else {
            "add"
        };
        changes.push(format!(
            "{word} {} {}",
            quote_identifier(name),
            quote_literal(value)
        ));
    }
    for name in had.iter().filter(|name| !keeps.contains(name)) {
        changes.push(format!("drop {}", quote_identifier(name)));
    }
    Some(changes.join(", "))
}

/// Why a difference of a foreign server or table cannot be written.
pub(super) fn impossible(plan: &Planner<'_>, difference: &Difference) -> Option<String> {
    let id = &difference.object;
    let differs = |name: &str| difference.properties.iter().any(|one| one.property == name);
    let is_missing = difference.change == Change::Missing;
    if difference.change == Change::Unexpected {
        return None;
    }
    let all = match id.kind {
        ObjectKind::ForeignServer => {
            let server = plan.should.server(id)?;
            if !is_missing && differs("wrapper") {
                return Some(
                    "PostgreSQL cannot change the wrapper of a foreign server.".to_owned(),
                );
            }
            if is_missing && let Some(reason) = lacks_wrapper(plan, server) {
                return Some(reason);
            }
            &server.options
        }
        ObjectKind::ForeignTable => {
            let relation = plan.should.relation(id)?;
            if let Some(reason) = lacks_server(plan, relation.foreign_server.as_ref()?) {
                return Some(reason);
            }
            &relation.options
        }
        _ => return None,
    };
    (options(all).is_none() && (is_missing || differs("options")))
        .then(|| "One of its options could be a secret, whose value is not read.".to_owned())
}

fn lacks_wrapper(plan: &Planner<'_>, server: &ForeignServer) -> Option<String> {
    let wrapper = quote_identifier(&server.wrapper);
    let has = |side: &Side<'_>| {
        let mut others = side.catalog.other_objects.iter();
        others.any(|one| one.kind == "foreign-data wrapper" && one.identity == wrapper)
    };
    // One that belongs to an extension is on neither list, and comes with the extension.
    (has(&plan.should) && !has(&plan.is)).then(|| {
        format!(
            "The foreign data wrapper {} is not there and cannot be made.",
            server.wrapper
        )
    })
}

fn lacks_server(plan: &Planner<'_>, name: &str) -> Option<String> {
    let find = |side: &Side<'_>| {
        side.catalog
            .foreign_servers
            .iter()
            .any(|one| one.name == name)
    };
    let expected = plan
        .should
        .catalog
        .foreign_servers
        .iter()
        .find(|one| one.name == name);
    let can_come = expected.is_some_and(|server| {
        lacks_wrapper(plan, server).is_none() && options(&server.options).is_some()
    });
    (!find(&plan.is) && !can_come)
        .then(|| format!("The foreign server {name} is not there and cannot be made."))
}

pub(super) fn make_table(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(relation), Some(sql)) = (plan.should.relation(id), table(&plan.should, id)) else {
        plan.cannot(
            id,
            "One of its options could be a secret, whose value is not read.",
        );
        return;
    };
    plan.add(Step::new(Segment::Make, rank::TABLE, id, sql).provides(&relation.name));
}

pub(super) fn alter_table(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    let (Some(should), Some(is)) = (plan.should.relation(id), plan.is.relation(id)) else {
        return;
    };
    if differs.contains(&"options")
        && let Some(changes) = option_changes(&should.options, &is.options)
    {
        let sql = format!(
            "alter foreign table {} options ({changes})",
            should.name.quoted()
        );
        plan.add(Step::new(Segment::Make, rank::TABLE_OPTION, id, sql));
    }
}

pub(super) fn alter_server(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(should), Some(is)) = (plan.should.server(id), plan.is.server(id)) else {
        return;
    };
    if let Some(changes) =
        option_changes(&should.options, &is.options).filter(|changes| !changes.is_empty())
    {
        let sql = format!(
            "alter server {} options ({changes})",
            quote_identifier(&id.name)
        );
        plan.add(Step::new(Segment::Make, rank::SERVER, id, sql));
    }
}
