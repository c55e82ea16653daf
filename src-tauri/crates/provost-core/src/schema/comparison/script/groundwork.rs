//! What is done first: things get their right names and places, and come apart where they should not hang together. A copy
//! of the actual catalog follows each step, so that what is left to do is found by comparing anew.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, QualifiedName, Relation, quote_identifier};

use super::renaming;
use super::step::{Segment, Step};
use super::{Cannot, WarningKind, mentions, other_names};
use crate::schema::comparison::object::{ObjectId, ObjectKind};
use crate::schema::comparison::{Change, Comparison, Options, compare, spelling};

/// The database after the groundwork.
pub(super) struct Groundwork {
    pub(super) actual: Catalog,
    pub(super) comparison: Comparison,
    pub(super) steps: Vec<Step>,
    pub(super) cannot: Vec<Cannot>,
}

/// Lays the ground for the rest of the script.
pub(super) fn lay(expected: &Catalog, actual: &Catalog, options: &Options) -> Groundwork {
    let mut model = actual.clone();
    let mut steps = Vec::new();
    if options.schemas.is_empty() {
        move_extensions(expected, &mut model, &mut steps);
    }
    let mut refused: BTreeSet<ObjectId> = BTreeSet::new();
    let mut comparison = compare(expected, &model, options);
    loop {
        let mut renamed = false;
        for difference in &comparison.differences {
            let Change::Renamed { from } = &difference.change else {
                continue;
            };
            if refused.contains(&difference.object) {
                continue;
            }
            match renaming::rename(&mut model, &difference.object, from) {
                Some(step) => {
                    renamed = true;
                    steps.push(step);
                }
                None => {
                    refused.insert(difference.object.clone());
                }
            }
        }
        if !renamed {
            break;
        }
        comparison = compare(expected, &model, options);
    }
    let concerned: BTreeSet<&ObjectId> = comparison
        .differences
        .iter()
        .map(|one| &one.object)
        .collect();
    other_names::rename_sequences(expected, &mut model, &concerned, &mut steps);
    other_names::rename_values(expected, &mut model, &concerned, &mut steps);
    take_apart(expected, &mut model, &concerned, &mut steps);
    let comparison = compare(expected, &model, options);
    Groundwork {
        actual: model,
        comparison,
        steps,
        cannot: Vec::new(),
    }
}

pub(super) fn standing(schema: Option<&str>, kind: ObjectKind, name: &str) -> ObjectId {
    ObjectId {
        schema: schema.map(str::to_owned),
        table: None,
        kind,
        name: name.to_owned(),
    }
}

/// An extension moves with all its members, and every text that names one of them follows.
fn move_extensions(expected: &Catalog, model: &mut Catalog, steps: &mut Vec<Step>) {
    let moved: Vec<(String, String, String)> = model
        .extensions
        .iter()
        .filter_map(|is| {
            let should = expected.extensions.iter().find(|one| one.name == is.name)?;
            (should.schema != is.schema)
                .then(|| (is.name.clone(), is.schema.clone(), should.schema.clone()))
        })
        .collect();
    for (name, from, to) in moved {
        if !model.schemas.iter().any(|one| one.name == to)
            && let Some(schema) = expected.schemas.iter().find(|one| one.name == to)
        {
            let id = standing(None, ObjectKind::Schema, &to);
            let sql = format!("create schema {}", quote_identifier(&to));
            steps.push(Step::new(Segment::Groundwork, 0, &id, sql));
            let mut schema = schema.clone();
            schema.owner.clone_from(&model.server.role);
            schema.grants.clear();
            schema.comment = None;
            model.schemas.push(schema);
        }
        let id = standing(None, ObjectKind::Extension, &name);
        let sql = format!(
            "alter extension {} set schema {}",
            quote_identifier(&name),
            quote_identifier(&to)
        );
        steps.push(Step::new(Segment::Groundwork, 0, &id, sql).warn(
            WarningKind::MayFail,
            "Not every extension can be moved, and a function that names its members by their old schema fails.",
            None,
        ));
        let members_follow = follow(model, &from, &to);
        renaming::each_text(model, &mut |text| *text = members_follow(text));
        for relation in &mut model.relations {
            for column in relation
                .columns
                .iter_mut()
                .filter(|one| one.type_schema == from)
            {
                to.clone_into(&mut column.type_schema);
            }
        }
        for extension in model.extensions.iter_mut().filter(|one| one.name == name) {
            extension.schema.clone_from(&to);
        }
    }
}

/// Writes the new schema before every name in the old one that is not a person's own object.
fn follow<'a>(model: &Catalog, from: &'a str, to: &'a str) -> impl Fn(&str) -> String + use<'a> {
    let own: BTreeSet<QualifiedName> = names(model)
        .filter(|name| name.schema == from)
        .cloned()
        .collect();
    move |text| {
        let mut written = text.to_owned();
        let found = mentions::of(text).names.into_iter();
        for name in found.filter(|name| name.schema == from && !own.contains(name)) {
            let moved = QualifiedName::new(to, &name.name);
            written = mentions::renamed(&written, &name.quoted(), &moved.quoted());
        }
        written
    }
}

fn names(catalog: &Catalog) -> impl Iterator<Item = &QualifiedName> {
    let own = catalog
        .relations
        .iter()
        .filter(|one| one.extension.is_none());
    own.map(|one| &one.name)
        .chain(catalog.functions.iter().map(|one| &one.name))
        .chain(catalog.sequences.iter().map(|one| &one.name))
        .chain(catalog.enums.iter().map(|one| &one.name))
        .chain(catalog.domains.iter().map(|one| &one.name))
        .chain(catalog.types.iter().map(|one| &one.name))
}

/// Partitions and children that belong elsewhere, or nowhere, are taken off their parents.
fn take_apart(
    expected: &Catalog,
    model: &mut Catalog,
    concerned: &BTreeSet<&ObjectId>,
    steps: &mut Vec<Step>,
) {
    let keyless: BTreeSet<QualifiedName> = model
        .relations
        .iter()
        .filter(|one| {
            expected
                .relation(&one.name)
                .is_some_and(|other| other.partition_key.is_some() != one.partition_key.is_some())
        })
        .map(|one| one.name.clone())
        .collect();
    let major = model.major_version();
    for relation in &mut model.relations {
        let id = standing(
            Some(&relation.name.schema),
            ObjectKind::Table,
            &relation.name.name,
        );
        let Some(should) = expected
            .relation(&relation.name)
            .filter(|_| concerned.contains(&id))
        else {
            continue;
        };
        if let Some(whole) = relation
            .partition_of
            .clone()
            .filter(|whole| !keyless.contains(whole))
        {
            let same_bound = match (&should.partition_bound, &relation.partition_bound) {
                (Some(should), Some(is)) => spelling::same(should, is),
                (should, is) => should == is,
            };
            if should.partition_of.as_ref() != Some(&whole) || !same_bound {
                steps.push(detach(&id, relation, &whole));
                detached(relation, major);
            }
        }
        let loose: Vec<QualifiedName> = relation
            .inherits
            .iter()
            .filter(|one| !should.inherits.contains(one))
            .cloned()
            .collect();
        for parent in loose {
            let sql = format!(
                "alter table {} no inherit {}",
                relation.name.quoted(),
                parent.quoted()
            );
            steps.push(Step::new(Segment::Groundwork, 0, &id, sql));
            relation.inherits.retain(|one| *one != parent);
            if relation.inherits.is_empty() {
                stand_alone(relation);
            }
        }
        if should.partition_of.is_some() && relation.partition_of.is_none() {
            merge(relation, should);
        }
    }
}

fn detach(id: &ObjectId, relation: &Relation, whole: &QualifiedName) -> Step {
    let sql = format!(
        "alter table {} detach partition {}",
        whole.quoted(),
        relation.name.quoted()
    );
    let safer = format!("{sql} concurrently");
    Step::new(Segment::Groundwork, 0, id, sql).warn(
        WarningKind::LocksLong,
        "It waits for all statements on the whole table, and others wait behind it.",
        Some(safer),
    )
}

/// What a partition keeps when it is detached: constraints and indexes, not the triggers that the whole gave it.
fn detached(relation: &mut Relation, major: i32) {
    relation.partition_of = None;
    relation.partition_bound = None;
    relation.triggers.retain(|one| !one.inherited);
    if major >= 17 {
        for column in &mut relation.columns {
            column.identity = None;
        }
    }
    stand_alone(relation);
}

fn stand_alone(relation: &mut Relation) {
    relation
        .columns
        .iter_mut()
        .for_each(|one| one.inherited = false);
    relation
        .constraints
        .iter_mut()
        .for_each(|one| one.inherited = false);
    relation
        .indexes
        .iter_mut()
        .for_each(|one| one.inherited = false);
}

/// A table that becomes a partition: what it has as the whole has it becomes part of the whole's.
fn merge(relation: &mut Relation, should: &Relation) {
    for constraint in &mut relation.constraints {
        constraint.inherited |= should.constraints.iter().any(|one| {
            one.inherited && one.kind == constraint.kind && one.definition == constraint.definition
        });
    }
    let keys: BTreeSet<&String> = relation
        .constraints
        .iter()
        .filter(|one| one.inherited)
        .map(|one| &one.name)
        .collect();
    for index in &mut relation.indexes {
        let same = |one: &crate::catalog::Index| {
            let own = |definition: &str, name: &str| {
                definition.replacen(&format!(" {} ", quote_identifier(name)), " ", 1)
            };
            one.inherited && own(&one.definition, &one.name) == own(&index.definition, &index.name)
        };
        let of_constraint = index
            .constraint
            .as_ref()
            .is_some_and(|name| keys.contains(name));
        index.inherited |=
            of_constraint || (index.constraint.is_none() && should.indexes.iter().any(same));
    }
}
