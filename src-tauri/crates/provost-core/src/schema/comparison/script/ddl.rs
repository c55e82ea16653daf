//! The statement that makes one object, as a person reads it and as a script runs it.

use std::fmt::Write as _;

use crate::catalog::{
    Catalog, Column, Generated, Identity, QualifiedName, Relation, RelationKind, quote_identifier,
};

use super::side::Side;
use super::{data_types, foreign, functions, hanging, publications, sequences, settings, views};
use crate::schema::comparison::Options;
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// The statement that makes an object, for reading: a table with its constraints. None where the catalog does not hold
/// enough, or has no such object.
#[must_use]
pub fn ddl(catalog: &Catalog, object: &ObjectId) -> Option<String> {
    let side = Side::new(catalog, &Options::default());
    if object.kind != ObjectKind::Table {
        return statement(&side, object);
    }
    let relation = side.relation(object)?;
    let mut lines: Vec<String> = relation
        .columns
        .iter()
        .map(|column| column_definition(&side, &relation.name, column, true))
        .collect();
    lines.extend(relation.constraints.iter().filter_map(|one| {
        crate::schema::comparison::inventory::constraint_kind(one.kind)?;
        Some(format!(
            "constraint {} {}",
            quote_identifier(&one.name),
            one.definition
        ))
    }));
    Some(table_around(relation, &lines, ""))
}

/// The statement that makes an object, of a table without its constraints and with those defaults only that need no function.
pub(super) fn statement(side: &Side<'_>, id: &ObjectId) -> Option<String> {
    match id.kind {
        ObjectKind::Table => table(side, side.relation(id)?),
        ObjectKind::Column => {
            let definition =
                column_definition(side, &side.relation(id)?.name, side.column(id)?, true);
            Some(format!(
                "alter table {} add column {definition}",
                side.relation(id)?.name.quoted()
            ))
        }
        kind if super::side::is_constraint(kind) => hanging::constraint(side, id),
        ObjectKind::Index => hanging::index(side, id),
        ObjectKind::Policy => hanging::policy(side, id),
        ObjectKind::Trigger => Some(side.trigger(id)?.definition.clone()),
        ObjectKind::Rule => {
            let definition = &side.rule(id)?.definition;
            Some(definition.trim_end().trim_end_matches(';').to_owned())
        }
        ObjectKind::View | ObjectKind::MaterializedView => views::create(side.relation(id)?, false),
        ObjectKind::ForeignTable => foreign::table(side, id),
        ObjectKind::ForeignServer => foreign::server(side.server(id)?),
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate => {
            functions::create(side.function(id)?)
        }
        ObjectKind::Sequence => Some(sequences::create(side.sequence(id)?)),
        ObjectKind::Enum => Some(data_types::create_enum(side.enumeration(id)?)),
        ObjectKind::Domain => Some(data_types::create_domain(side.domain(id)?)),
        ObjectKind::Type => data_types::create_type(side.data_type(id)?),
        ObjectKind::Statistics => Some(side.statistics(id)?.definition.clone()),
        ObjectKind::Cast => settings::cast(side, id),
        ObjectKind::Publication => Some(publications::create(side.publication(id)?)),
        ObjectKind::EventTrigger => Some(settings::event_trigger(side.event_trigger(id)?)),
        ObjectKind::Schema => Some(format!("create schema {}", quote_identifier(&id.name))),
        ObjectKind::Extension => settings::extension(side, id),
        ObjectKind::DatabaseSetting => settings::setting(side, id),
        _ => None,
    }
}

/// A table with its columns. A child of classical inheritance names only the columns of its own and those that it has
/// otherwise than its parent; a partition is made whole, to be attached.
fn table(side: &Side<'_>, relation: &Relation) -> Option<String> {
    if relation.persistence == crate::catalog::Persistence::Temporary {
        return None;
    }
    let mut lines: Vec<String> = relation
        .columns
        .iter()
        .filter(|column| relation.inherits.is_empty() || !is_as_inherited(side, relation, column))
        .map(|column| column_definition(side, &relation.name, column, false))
        .collect();
    if relation.partition_of.is_some() {
        // The server takes a partition only when it has the checks of the whole.
        let checks = relation
            .constraints
            .iter()
            .filter(|one| one.inherited && one.kind == crate::catalog::ConstraintKind::Check);
        lines.extend(checks.map(|one| {
            format!(
                "constraint {} {}",
                quote_identifier(&one.name),
                one.definition
            )
        }));
    }
    let parents: Vec<String> = relation
        .inherits
        .iter()
        .map(QualifiedName::quoted)
        .collect();
    let inherits = if parents.is_empty() {
        String::new()
    } else {
        format!(" inherits ({})", parents.join(", "))
    };
    Some(table_around(relation, &lines, &inherits))
}

fn is_as_inherited(side: &Side<'_>, relation: &Relation, column: &Column) -> bool {
    let of_parent = relation
        .inherits
        .iter()
        .find_map(|parent| side.named(parent)?.column(&column.name));
    column.inherited
        && of_parent.is_some_and(|parent| {
            parent.default == column.default && parent.not_null == column.not_null
        })
}

fn table_around(relation: &Relation, lines: &[String], inherits: &str) -> String {
    let unlogged = if relation.persistence == crate::catalog::Persistence::Unlogged {
        "unlogged "
    } else {
        ""
    };
    let partitioned = relation
        .partition_key
        .as_ref()
        .filter(|_| relation.kind == RelationKind::PartitionedTable)
        .map_or_else(String::new, |key| format!(" partition by {key}"));
    let options = if relation.options.is_empty() {
        String::new()
    } else {
        format!(" with ({})", super::tables::options(&relation.options))
    };
    let body = if lines.is_empty() {
        String::new()
    } else {
        format!("\n    {}\n", lines.join(",\n    "))
    };
    format!(
        "create {unlogged}table {} ({body}){inherits}{partitioned}{options}",
        relation.name.quoted()
    )
}

/// A column as `CREATE TABLE` names it.
pub(super) fn column_definition(
    side: &Side<'_>,
    table: &QualifiedName,
    column: &Column,
    with_default: bool,
) -> String {
    let mut text = format!("{} {}", quote_identifier(&column.name), column.data_type);
    if let Some(collation) = &column.collation {
        let _ = write!(text, " collate {}", collation.quoted());
    }
    match (column.generated, &column.default) {
        (Some(kind), Some(expression)) => {
            let kind = match kind {
                Generated::Stored => "stored",
                Generated::Virtual => "virtual",
            };
            let _ = write!(text, " generated always as ({expression}) {kind}");
        }
        (None, Some(default)) if with_default => {
            let _ = write!(text, " default {default}");
        }
        _ => {}
    }
    let partition = side
        .named(table)
        .is_some_and(|relation| relation.partition_of.is_some());
    if let Some(identity) = column
        .identity
        .filter(|_| !(partition && inherits_identity(side)))
    {
        text.push_str(&identity_clause(side, table, &column.name, identity));
    }
    if column.not_null {
        text.push_str(" not null");
    }
    text
}

/// Since PostgreSQL 17 a partition takes its numbers from the sequence of the whole.
pub(super) fn inherits_identity(side: &Side<'_>) -> bool {
    side.catalog.major_version() >= 17
}

/// `generated … as identity` with its sequence.
pub(super) fn identity_clause(
    side: &Side<'_>,
    table: &QualifiedName,
    column: &str,
    identity: Identity,
) -> String {
    let sequence = side
        .sequence_of(table, column)
        .map_or_else(String::new, |sequence| {
            format!(
                " (sequence name {} {})",
                sequence.name.quoted(),
                sequences::options(sequence, false)
            )
        });
    format!(
        " generated {} as identity{sequence}",
        identity_word(identity)
    )
}

pub(super) fn identity_word(identity: Identity) -> &'static str {
    match identity {
        Identity::Always => "always",
        Identity::ByDefault => "by default",
    }
}
