//! The statement that counts the rows which break one demand.
//!
//! The statements stand in files; names of tables and columns and the expression of a CHECK are put into them, since SQL
//! takes no parameter there. Names are quoted, and an expression is let in only by [`harmless`].

use provost_core::catalog::{
    Column, Constraint, ConstraintKind, Index, QualifiedName, Relation, RelationKind,
    quote_identifier, visible,
};

use super::harmless;
use super::indexes::{self, Keys};
use super::names::Names;
use super::wanted::{Demand, Wanted};
use crate::schema::infrastructure::bare;

const NULLS: &str = include_str!("nulls.sql");
const REFUSED: &str = include_str!("refused.sql");
const DOUBLES: &str = include_str!("doubles.sql");
const KEYS: &str = include_str!("keys.sql");
const ORPHANS: &str = include_str!("orphans.sql");
const ORPHANS_FULL: &str = include_str!("orphans_full.sql");

/// The statement; the reason where there can be none, a sentence.
pub(super) fn of(wanted: &Wanted<'_>, names: &Names<'_>) -> Result<String, String> {
    let constraint = match wanted.demand {
        Demand::Value(column) => {
            let columns = columns(&wanted.table, [column], names)?;
            return Ok(fill(
                NULLS,
                &[
                    ("chosen_table", source(&wanted.table, true, names)?),
                    ("chosen_condition", any_null(&columns, "")),
                ],
            ));
        }
        Demand::Unique(index) => return alike(&wanted.table, index, names),
        Demand::Constraint(constraint) => constraint,
    };
    match constraint.kind {
        ConstraintKind::Check => check(&wanted.table, constraint, names),
        ConstraintKind::Unique | ConstraintKind::PrimaryKey => {
            doubles(&wanted.table, constraint, names)
        }
        ConstraintKind::ForeignKey => orphans(&wanted.table, constraint, names),
        ConstraintKind::Exclusion => Err(
            "Provost does not count what an exclusion constraint refuses: every row would be compared with every other."
                .to_owned(),
        ),
        ConstraintKind::Trigger => Err("A constraint trigger runs code, which is not counted.".to_owned()),
    }
}

fn check(
    table: &QualifiedName,
    constraint: &Constraint,
    names: &Names<'_>,
) -> Result<String, String> {
    let (expression, inherits) = harmless::expression_of(&constraint.definition)
        .ok_or("The definition of the check is not one that PostgreSQL writes.")?;
    let source = source(table, inherits, names)?;
    let expression = harmless::admit(expression, table, names)?;
    Ok(fill(
        REFUSED,
        &[("chosen_table", source), ("chosen_expression", expression)],
    ))
}

fn doubles(
    table: &QualifiedName,
    constraint: &Constraint,
    names: &Names<'_>,
) -> Result<String, String> {
    let definition = harmless::without_names(&constraint.definition);
    if definition.contains(" WITHOUT OVERLAPS") {
        return Err("Provost does not count the rows that overlap.".to_owned());
    }
    let columns = columns(table, constraint.columns.iter().map(String::as_str), names)?;
    let nulls_alike = definition.starts_with("UNIQUE NULLS NOT DISTINCT ");
    let condition = if nulls_alike {
        "true".to_owned()
    } else {
        no_null(&columns, "")
    };
    let template = if constraint.kind == ConstraintKind::PrimaryKey {
        KEYS
    } else {
        DOUBLES
    };
    let list: Vec<String> = columns.iter().map(|column| name(column, "")).collect();
    Ok(fill(
        template,
        &[
            ("chosen_table", source(table, false, names)?),
            ("chosen_lack", any_null(&columns, "")),
            ("chosen_condition", condition),
            ("chosen_columns", list.join(", ")),
        ],
    ))
}

/// Rows that a unique index would not take beside each other.
fn alike(table: &QualifiedName, index: &Index, names: &Names<'_>) -> Result<String, String> {
    let Keys {
        expressions,
        condition,
    } = indexes::keys(index, table, names)?;
    let mut conditions: Vec<String> = condition.into_iter().collect();
    if !index.nulls_not_distinct {
        conditions.extend(expressions.iter().map(|one| format!("{one} is not null")));
    }
    if conditions.is_empty() {
        conditions.push("true".to_owned());
    }
    Ok(fill(
        DOUBLES,
        &[
            ("chosen_table", source(table, false, names)?),
            ("chosen_condition", conditions.join(" and ")),
            ("chosen_columns", expressions.join(", ")),
        ],
    ))
}

fn orphans(
    table: &QualifiedName,
    constraint: &Constraint,
    names: &Names<'_>,
) -> Result<String, String> {
    let definition = harmless::without_names(&constraint.definition);
    if definition.contains("PERIOD ") {
        return Err("Provost does not count against periods.".to_owned());
    }
    let partner = constraint
        .references
        .as_ref()
        .ok_or("The definition of the foreign key names no table.")?;
    if names.table(partner).is_none() {
        return Err(format!(
            "The table that it points to, {}, is not there: every row with a value would break it.",
            visible(&partner.to_string(), &[])
        ));
    }
    let own = columns(table, constraint.columns.iter().map(String::as_str), names)?;
    let theirs = columns(
        partner,
        constraint.referenced_columns.iter().map(String::as_str),
        names,
    )?;
    if own.len() != theirs.len() {
        return Err("The foreign key has not as many columns as it points to.".to_owned());
    }
    for column in own.iter().chain(&theirs) {
        harmless::require_plain(column, names)?;
    }
    let pairs = own.iter().zip(&theirs);
    let matching: Vec<String> = pairs
        .map(|(own, theirs)| {
            format!(
                "{} = {}",
                name(theirs, "referred."),
                name(own, "referring.")
            )
        })
        .collect();
    let full = definition.contains(" MATCH FULL");
    let part = format!(
        "({}) and not ({})",
        any_null(&own, "referring."),
        all_null(&own, "referring.")
    );
    Ok(fill(
        if full { ORPHANS_FULL } else { ORPHANS },
        &[
            ("chosen_table", source(table, false, names)?),
            ("chosen_partner", source(partner, false, names)?),
            ("chosen_part", part),
            ("chosen_condition", no_null(&own, "referring.")),
            ("chosen_match", matching.join(" and ")),
        ],
    ))
}

/// A table as a statement reads it, with or without the rows of those that inherit from it; partitions are the table itself.
fn source(expected: &QualifiedName, inherits: bool, names: &Names<'_>) -> Result<String, String> {
    let relation: &Relation = names.table(expected).ok_or("The table is not there.")?;
    let only = match relation.kind {
        RelationKind::Table if inherits => "",
        RelationKind::Table => "only ",
        RelationKind::PartitionedTable => "",
        _ => return Err("Only the rows of tables of this database are counted.".to_owned()),
    };
    if only.is_empty() && names.reaches_elsewhere(relation) {
        return Err("Some of the rows are on another server, which is not asked.".to_owned());
    }
    Ok(format!("{only}{}", relation.name.quoted()))
}

fn columns<'a, 'n>(
    table: &QualifiedName,
    expected: impl IntoIterator<Item = &'n str>,
    names: &Names<'a>,
) -> Result<Vec<&'a Column>, String> {
    let found: Vec<&Column> = expected
        .into_iter()
        .map(|name| {
            names.column(table, name).ok_or_else(|| {
                format!(
                    "The column {} is not there, so there are no values to count.",
                    visible(name, &[])
                )
            })
        })
        .collect::<Result<_, _>>()?;
    if found.is_empty() {
        return Err("It names no column.".to_owned());
    }
    Ok(found)
}

fn name(column: &Column, of: &str) -> String {
    format!("{of}{}", quote_identifier(&column.name))
}

fn any_null(columns: &[&Column], of: &str) -> String {
    let tests: Vec<String> = columns
        .iter()
        .map(|column| null(column, of, true))
        .collect();
    tests.join(" or ")
}

fn all_null(columns: &[&Column], of: &str) -> String {
    let tests: Vec<String> = columns
        .iter()
        .map(|column| null(column, of, true))
        .collect();
    tests.join(" and ")
}

fn no_null(columns: &[&Column], of: &str) -> String {
    let tests: Vec<String> = columns
        .iter()
        .map(|column| null(column, of, false))
        .collect();
    tests.join(" and ")
}

/// Whether a column has no value. A row whose fields are null is a value, and `is null` would say otherwise.
fn null(column: &Column, of: &str, is: bool) -> String {
    let name = name(column, of);
    match (column.type_schema == "pg_catalog", is) {
        (true, true) => format!("{name} is null"),
        (true, false) => format!("{name} is not null"),
        (false, true) => format!("pg_catalog.num_nulls({name}) = 1"),
        (false, false) => format!("pg_catalog.num_nulls({name}) = 0"),
    }
}

/// A statement with texts in the places of its words that begin with `chosen_`. What was put in is not looked at again.
fn fill(template: &str, texts: &[(&str, String)]) -> String {
    let template = bare(template);
    let mut filled = String::new();
    let mut rest = template.as_str();
    while let Some(at) = rest.find("chosen_") {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        let end = from
            .find(|sign: char| !(sign.is_ascii_lowercase() || sign == '_'))
            .unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        let text = texts.iter().find(|(name, _)| *name == word);
        filled.push_str(text.map_or(word, |(_, text)| text));
        rest = after;
    }
    filled.push_str(rest);
    filled
}
