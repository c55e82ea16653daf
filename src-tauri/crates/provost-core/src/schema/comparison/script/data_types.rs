//! Enums, domains, composite and range types.

use std::fmt::Write as _;

use crate::catalog::{Domain, EnumType, TypeFact, quote_identifier, quote_literal};

use super::WarningKind;
use super::planner::{Planner, rank};
use super::side::own_name;
use super::step::{Segment, Step};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

pub(super) fn create_enum(one: &EnumType) -> String {
    let values: Vec<String> = one
        .values
        .iter()
        .map(|value| quote_literal(value))
        .collect();
    format!(
        "create type {} as enum ({})",
        one.name.quoted(),
        values.join(", ")
    )
}

pub(super) fn create_domain(domain: &Domain) -> String {
    let mut text = format!(
        "create domain {} as {}",
        domain.name.quoted(),
        domain.base_type
    );
    if let Some(collation) = &domain.collation {
        let _ = write!(text, " collate {}", collation.quoted());
    }
    if let Some(default) = &domain.default {
        let _ = write!(text, " default {default}");
    }
    if domain.not_null {
        text.push_str(" not null");
    }
    for (name, definition, _) in &domain.checks {
        let definition = definition.trim_end_matches(" NOT VALID");
        let _ = write!(text, " constraint {} {definition}", quote_identifier(name));
    }
    text
}

/// A composite or range type. A function that makes the values of a range canonical needs a shell of the type first.
pub(super) fn create_type(one: &TypeFact) -> Option<String> {
    let name = one.name.quoted();
    let attributes = one.attributes.iter();
    match one.kind.as_str() {
        "composite" => {
            let attributes: Vec<String> = attributes
                .map(|(name, data_type)| format!("{} {data_type}", quote_identifier(name)))
                .collect();
            Some(format!("create type {name} as ({})", attributes.join(", ")))
        }
        "range" if !attributes.clone().any(|(name, _)| name == "canonical") => {
            let parts: Vec<String> = attributes
                .map(|(name, value)| format!("{name} = {value}"))
                .collect();
            Some(format!(
                "create type {name} as range ({})",
                parts.join(", ")
            ))
        }
        _ => None,
    }
}

pub(super) fn make(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(sql) = super::ddl::statement(&plan.should, id) else {
        plan.cannot(
            id,
            "The catalog does not hold all that a base type is made of, nor the shell that a range with a canonical function needs.",
        );
        return;
    };
    let Some(name) = own_name(id) else { return };
    let rank = if id.kind == ObjectKind::Enum {
        rank::ENUM
    } else {
        rank::TYPE
    };
    plan.add(Step::new(Segment::Make, rank, id, sql).provides(&name));
}

pub(super) fn drop(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(name) = own_name(id) else { return };
    let word = if id.kind == ObjectKind::Domain {
        "domain"
    } else {
        "type"
    };
    let text = super::ddl::statement(&plan.is, id).unwrap_or_default();
    plan.add(
        Step::new(
            Segment::DropLate,
            rank::DROP_TYPE,
            id,
            format!("drop {word} {}", name.quoted()),
        )
        .provides(&name)
        .mentions_of(&text),
    );
}

/// Why the values of an enum cannot become the expected ones: the server can neither take one away nor change their order.
pub(super) fn values_impossible(should: &EnumType, is: &EnumType) -> Option<String> {
    let kept: Vec<&String> = should
        .values
        .iter()
        .filter(|value| is.values.contains(value))
        .collect();
    let reason = if kept.len() < is.values.len() {
        "PostgreSQL cannot take a value out of an enum: rows may hold it."
    } else if kept.iter().copied().ne(&is.values) {
        "PostgreSQL cannot change the order of the values of an enum."
    } else {
        return None;
    };
    Some(reason.to_owned())
}

/// A value of an enum as an expression names it.
pub(super) fn value_in_expression(one: &EnumType, value: &str) -> String {
    format!("{}::{}", quote_literal(value), one.name.quoted())
}

/// New values are added where they belong.
pub(super) fn alter_enum(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(should), Some(is)) = (plan.should.enumeration(id), plan.is.enumeration(id)) else {
        return;
    };
    let mut before: Option<&String> = None;
    for (place, value) in should.values.iter().enumerate() {
        if !is.values.contains(value) {
            let next = should
                .values
                .iter()
                .skip(place)
                .find(|one| is.values.contains(one));
            let position = match (before, next) {
                (Some(before), Some(_)) => format!(" after {}", quote_literal(before)),
                (None, Some(next)) => format!(" before {}", quote_literal(next)),
                _ => String::new(),
            };
            let sql = format!(
                "alter type {} add value {}{position}",
                should.name.quoted(),
                quote_literal(value)
            );
            plan.new_values.push(value_in_expression(should, value));
            plan.add(Step::new(Segment::Make, rank::ENUM, id, sql).provides(&should.name));
        }
        before = Some(value);
    }
}

/// The type below a domain and its collation stay as they were made.
pub(super) fn alter_domain(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    let (Some(should), Some(is)) = (plan.should.domain(id), plan.is.domain(id)) else {
        return;
    };
    if differs.contains(&"type") || differs.contains(&"collation") {
        plan.cannot(
            id,
            "PostgreSQL cannot change the type or the collation below a domain.",
        );
        return;
    }
    let alter = format!("alter domain {}", should.name.quoted());
    let mut changes = Vec::new();
    for (name, definition, validated) in &is.checks {
        if !should
            .checks
            .contains(&(name.clone(), definition.clone(), *validated))
        {
            changes.push((format!("drop constraint {}", quote_identifier(name)), false));
        }
    }
    for (name, definition, validated) in &should.checks {
        if !is
            .checks
            .contains(&(name.clone(), definition.clone(), *validated))
        {
            let definition = definition.trim_end_matches(" NOT VALID");
            let state = if *validated { "" } else { " not valid" };
            changes.push((
                format!(
                    "add constraint {} {definition}{state}",
                    quote_identifier(name)
                ),
                *validated,
            ));
        }
    }
    if differs.contains(&"not null") {
        let word = if should.not_null { "set" } else { "drop" };
        changes.push((format!("{word} not null"), should.not_null));
    }
    if differs.contains(&"default") {
        let change = should.default.as_ref().map_or_else(
            || "drop default".to_owned(),
            |default| format!("set default {default}"),
        );
        changes.push((change, false));
    }
    for (change, reads_rows) in changes {
        let mut step = Step::new(Segment::Make, rank::TYPE, id, format!("{alter} {change}"));
        if reads_rows {
            step = step.warn(
                WarningKind::LocksLong,
                "The server reads every table with a column of this domain, and fails on a value that does not fit.",
                None,
            );
        }
        plan.add(step.provides(&should.name));
    }
}

/// Attributes are added, dropped and changed; the server refuses a change of type while a table has such a column.
pub(super) fn alter_type(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(should), Some(is)) = (plan.should.data_type(id), plan.is.data_type(id)) else {
        return;
    };
    if should.kind != "composite" || is.kind != "composite" {
        plan.cannot(
            id,
            "PostgreSQL cannot change what a range or base type is made of.",
        );
        return;
    }
    let has = |one: &TypeFact, name: &str| one.attributes.iter().any(|(other, _)| other == name);
    let kept = |one: &TypeFact, two: &TypeFact| -> Vec<String> {
        let names = one.attributes.iter().map(|(name, _)| name.clone());
        names.filter(|name| has(two, name)).collect()
    };
    let added_inside = should
        .attributes
        .iter()
        .skip_while(|(name, _)| has(is, name))
        .any(|(name, _)| has(is, name));
    if kept(should, is) != kept(is, should) || added_inside {
        plan.cannot(
            id,
            "PostgreSQL cannot change the order of the attributes of a type.",
        );
        return;
    }
    let used = plan.is.catalog.relations.iter().any(|relation| {
        relation.columns.iter().any(|column| {
            column.type_schema == id.schema.clone().unwrap_or_default()
                && column.type_name.trim_start_matches('_') == id.name
        })
    });
    for (name, data_type) in &should.attributes {
        let before = is.attributes.iter().find(|(other, _)| other == name);
        if used && before.is_some_and(|(_, before)| before != data_type) {
            plan.cannot(id, "PostgreSQL cannot change the type of an attribute while a table has a column of the type.");
            return;
        }
    }
    attributes(plan, id, should, is);
}

fn attributes(plan: &mut Planner<'_>, id: &ObjectId, should: &TypeFact, is: &TypeFact) {
    let alter = format!("alter type {}", should.name.quoted());
    let mut changes = Vec::new();
    for (name, _) in &is.attributes {
        if !should.attributes.iter().any(|(other, _)| other == name) {
            changes.push((format!("drop attribute {}", quote_identifier(name)), true));
        }
    }
    for (name, data_type) in &should.attributes {
        let name_sql = quote_identifier(name);
        match is.attributes.iter().find(|(other, _)| other == name) {
            None => changes.push((format!("add attribute {name_sql} {data_type}"), false)),
            Some((_, before)) if before != data_type => {
                changes.push((
                    format!("alter attribute {name_sql} type {data_type}"),
                    false,
                ));
            }
            Some(_) => {}
        }
    }
    for (change, loses) in changes {
        let mut step = Step::new(Segment::Make, rank::TYPE, id, format!("{alter} {change}"));
        if loses {
            step = step.warn(
                WarningKind::LosesData,
                "What columns of this type hold in the attribute is gone.",
                None,
            );
        }
        plan.add(step.provides(&should.name));
    }
}
