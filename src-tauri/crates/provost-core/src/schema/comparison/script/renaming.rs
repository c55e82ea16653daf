//! What is there under another name gets its name back, and every text that names it says the new name, as the server's will.

use crate::catalog::{Catalog, QualifiedName, Relation, quote_identifier};

use super::mentions::renamed;
use super::side::{is_constraint, table_name};
use super::step::{Segment, Step};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// What an object was called before.
pub(super) fn id_before(id: &ObjectId, from: &str) -> ObjectId {
    ObjectId {
        name: from.to_owned(),
        ..id.clone()
    }
}

/// Renames an object in a catalog, and gives the statement that does it in the database. None when another object has the
/// name, or the kind is not known here.
pub(super) fn rename(catalog: &mut Catalog, id: &ObjectId, from: &str) -> Option<Step> {
    let (old, new) = (quote_identifier(from), quote_identifier(&id.name));
    let table = table_name(&id_before(id, from));
    let on = table
        .as_ref()
        .map_or_else(String::new, QualifiedName::quoted);
    let sql = match id.kind {
        ObjectKind::Table => format!("alter table {on} rename to {new}"),
        ObjectKind::Column => format!("alter table {on} rename column {old} to {new}"),
        kind if is_constraint(kind) => format!("alter table {on} rename constraint {old} to {new}"),
        ObjectKind::Index => format!(
            "alter index {}.{old} rename to {new}",
            quote_identifier(id.schema.as_ref()?)
        ),
        ObjectKind::Policy | ObjectKind::Trigger => {
            let word = if id.kind == ObjectKind::Policy {
                "policy"
            } else {
                "trigger"
            };
            format!("alter {word} {old} on {on} rename to {new}")
        }
        ObjectKind::Enum => format!("alter type {on} rename to {new}"),
        ObjectKind::Domain => format!("alter domain {on} rename to {new}"),
        ObjectKind::Sequence => format!("alter sequence {on} rename to {new}"),
        _ => return None,
    };
    if takes_relation_name(id.kind) && is_taken(catalog, id.schema.as_ref()?, &id.name) {
        return None;
    }
    match id.kind {
        ObjectKind::Table | ObjectKind::Enum | ObjectKind::Domain | ObjectKind::Sequence => {
            let to = QualifiedName::new(id.schema.as_ref()?, &id.name);
            standing(catalog, &table?, &to);
        }
        _ => hanging(catalog, &table?, id.kind, from, &id.name),
    }
    Some(Step::new(Segment::Groundwork, 0, id, sql))
}

fn takes_relation_name(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::Table
            | ObjectKind::Index
            | ObjectKind::PrimaryKey
            | ObjectKind::Unique
            | ObjectKind::Exclusion
            | ObjectKind::Sequence
    )
}

/// Tables, indexes and sequences of a schema share their names.
pub(super) fn is_taken(catalog: &Catalog, schema: &str, name: &str) -> bool {
    let of_relation = catalog
        .relations
        .iter()
        .filter(|one| one.name.schema == schema)
        .any(|relation| {
            relation.name.name == name || relation.indexes.iter().any(|index| index.name == name)
        });
    of_relation
        || catalog
            .sequences
            .iter()
            .any(|one| one.name.schema == schema && one.name.name == name)
}

fn standing(catalog: &mut Catalog, from: &QualifiedName, to: &QualifiedName) {
    let swap = |name: &mut QualifiedName| {
        if name == from {
            name.clone_from(to);
        }
    };
    for relation in &mut catalog.relations {
        swap(&mut relation.name);
        relation.partition_of.iter_mut().for_each(swap);
        relation.inherits.iter_mut().for_each(swap);
        relation.reads.iter_mut().for_each(swap);
        for constraint in &mut relation.constraints {
            constraint.references.iter_mut().for_each(swap);
        }
        for column in &mut relation.columns {
            if column.type_schema == from.schema && column.type_name == from.name {
                column.type_name.clone_from(&to.name);
            }
        }
    }
    catalog.enums.iter_mut().for_each(|one| swap(&mut one.name));
    catalog
        .domains
        .iter_mut()
        .for_each(|one| swap(&mut one.name));
    for sequence in &mut catalog.sequences {
        swap(&mut sequence.name);
        if let Some((table, _)) = &mut sequence.owned_by {
            swap(table);
        }
    }
    for publication in &mut catalog.publications {
        publication.tables.iter_mut().for_each(swap);
        let parts = publication.parts.iter_mut();
        parts.for_each(|part| swap(&mut part.table));
    }
    catalog
        .extended_statistics
        .iter_mut()
        .for_each(|one| swap(&mut one.table));
    let (from, to) = (from.quoted(), to.quoted());
    let (class_before, class) = (regclass(&from), regclass(&to));
    each_text(catalog, &mut |text| {
        *text = renamed(&text.replace(&class_before, &class), &from, &to);
    });
}

/// A name as the server writes it where a default asks a sequence.
fn regclass(quoted: &str) -> String {
    format!("'{}'::regclass", quoted.replace('\'', "''"))
}

fn hanging(catalog: &mut Catalog, table: &QualifiedName, kind: ObjectKind, from: &str, to: &str) {
    let Some(relation) = catalog.relations.iter_mut().find(|one| one.name == *table) else {
        return;
    };
    let swap = |name: &mut String| {
        if name == from {
            to.clone_into(name);
        }
    };
    match kind {
        ObjectKind::Policy => relation
            .policies
            .iter_mut()
            .for_each(|one| swap(&mut one.name)),
        ObjectKind::Trigger => {
            for trigger in relation.triggers.iter_mut().filter(|one| one.name == from) {
                trigger.definition = renamed(
                    &trigger.definition,
                    &quote_identifier(from),
                    &quote_identifier(to),
                );
                to.clone_into(&mut trigger.name);
            }
        }
        ObjectKind::Column => column(catalog, table, from, to),
        _ => {
            if kind != ObjectKind::Index {
                relation
                    .constraints
                    .iter_mut()
                    .for_each(|one| swap(&mut one.name));
            }
            for index in relation.indexes.iter_mut().filter(|one| one.name == from) {
                index.definition = renamed(
                    &index.definition,
                    &quote_identifier(from),
                    &quote_identifier(to),
                );
                to.clone_into(&mut index.name);
                index.constraint.iter_mut().for_each(swap);
            }
        }
    }
}

fn column(catalog: &mut Catalog, table: &QualifiedName, from: &str, to: &str) {
    let swap = |name: &mut String| {
        if name == from {
            to.clone_into(name);
        }
    };
    let (old, new) = (quote_identifier(from), quote_identifier(to));
    for relation in &mut catalog.relations {
        for constraint in &mut relation.constraints {
            if constraint.references.as_ref() == Some(table) {
                constraint.referenced_columns.iter_mut().for_each(swap);
                constraint.definition = renamed(&constraint.definition, &old, &new);
            }
        }
        if relation.name != *table {
            continue;
        }
        relation
            .columns
            .iter_mut()
            .for_each(|one| swap(&mut one.name));
        for constraint in &mut relation.constraints {
            constraint.columns.iter_mut().for_each(swap);
        }
        for index in &mut relation.indexes {
            index.included.iter_mut().for_each(swap);
            for key in &mut index.keys {
                key.column.iter_mut().for_each(swap);
            }
        }
        texts_of(relation, &mut |text| *text = renamed(text, &old, &new));
    }
    for sequence in &mut catalog.sequences {
        if let Some((of, column)) = &mut sequence.owned_by
            && of == table
        {
            swap(column);
        }
    }
    let publications = catalog.publications.iter_mut();
    for part in publications.flat_map(|one| &mut one.parts) {
        if part.table == *table {
            part.columns.iter_mut().for_each(swap);
            let rows = part.rows.iter_mut();
            rows.for_each(|rows| *rows = renamed(rows, &old, &new));
        }
    }
}

/// What hangs on a relation, as text.
fn texts_of(relation: &mut Relation, change: &mut dyn FnMut(&mut String)) {
    for column in &mut relation.columns {
        change(&mut column.data_type);
        column.default.iter_mut().for_each(&mut *change);
    }
    for constraint in &mut relation.constraints {
        change(&mut constraint.definition);
    }
    for index in &mut relation.indexes {
        change(&mut index.definition);
        index.predicate.iter_mut().for_each(&mut *change);
    }
    for policy in &mut relation.policies {
        policy.using.iter_mut().for_each(&mut *change);
        policy.with_check.iter_mut().for_each(&mut *change);
    }
    for trigger in &mut relation.triggers {
        change(&mut trigger.definition);
    }
    for rule in &mut relation.rules {
        change(&mut rule.definition);
    }
}

/// Every text in which the server names other objects.
pub(super) fn each_text(catalog: &mut Catalog, change: &mut dyn FnMut(&mut String)) {
    for relation in &mut catalog.relations {
        relation.definition.iter_mut().for_each(&mut *change);
        texts_of(relation, change);
    }
    for function in &mut catalog.functions {
        function.definition.iter_mut().for_each(&mut *change);
        function.returns.iter_mut().for_each(&mut *change);
        change(&mut function.arguments);
    }
    for domain in &mut catalog.domains {
        change(&mut domain.base_type);
        domain.default.iter_mut().for_each(&mut *change);
        domain
            .checks
            .iter_mut()
            .for_each(|(_, definition, _)| change(definition));
    }
    for one in &mut catalog.types {
        one.attributes
            .iter_mut()
            .for_each(|(_, data_type)| change(data_type));
    }
    for one in &mut catalog.extended_statistics {
        change(&mut one.definition);
    }
    for one in &mut catalog.publications {
        let rows = one.parts.iter_mut().filter_map(|part| part.rows.as_mut());
        rows.for_each(&mut *change);
    }
    for cast in &mut catalog.casts {
        change(&mut cast.source);
        change(&mut cast.target);
        cast.function.iter_mut().for_each(&mut *change);
    }
}
