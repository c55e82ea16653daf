//! Tables and views with all that hangs on them.

use crate::catalog::{
    Catalog, Column, Constraint, ConstraintKind, Generated, Identity, Persistence, PolicyCommand,
    QualifiedName, Relation, RelationKind, ReplicaIdentity,
};

use super::{Listing, flag, hanging_on, nameless, names, set, standing_in};
use crate::schema::comparison::object::{ObjectKind, Properties};

pub(super) fn list(catalog: &Catalog, listing: &mut Listing<'_>) {
    let own = |relation: &&Relation| {
        relation.extension.is_none() && relation.persistence != Persistence::Temporary
    };
    for relation in catalog.relations.iter().filter(own) {
        let properties = relation_properties(relation, listing);
        listing.add(
            standing_in(kind_of(relation.kind), &relation.name),
            properties,
        );
        for column in &relation.columns {
            list_column(relation, column, listing);
        }
        for constraint in relation.constraints.iter().filter(|one| !one.inherited) {
            list_constraint(&relation.name, constraint, listing);
        }
        list_indexes(relation, listing);
        list_policies(relation, listing);
        list_triggers_and_rules(relation, listing);
    }
}

/// What a relation is compared as.
pub(in crate::schema::comparison) fn kind_of(kind: RelationKind) -> ObjectKind {
    match kind {
        RelationKind::Table | RelationKind::PartitionedTable => ObjectKind::Table,
        RelationKind::View => ObjectKind::View,
        RelationKind::MaterializedView => ObjectKind::MaterializedView,
        RelationKind::ForeignTable => ObjectKind::ForeignTable,
    }
}

fn relation_properties(relation: &Relation, listing: &Listing<'_>) -> Properties {
    let mut properties = listing.common(
        Some(&relation.owner),
        relation.comment.as_ref(),
        Some(&relation.grants),
    );
    set(&mut properties, "definition", relation.definition.clone());
    set(
        &mut properties,
        "partitioned by",
        relation.partition_key.clone(),
    );
    set(
        &mut properties,
        "partition of",
        relation.partition_of.as_ref().map(QualifiedName::to_string),
    );
    set(
        &mut properties,
        "partition bound",
        relation.partition_bound.clone(),
    );
    set(
        &mut properties,
        "inherits",
        (!relation.inherits.is_empty()).then(|| names(&relation.inherits)),
    );
    set(
        &mut properties,
        "options",
        (!relation.options.is_empty()).then(|| relation.options.join(", ")),
    );
    set(&mut properties, "tablespace", relation.tablespace.clone());
    set(
        &mut properties,
        "foreign server",
        relation.foreign_server.clone(),
    );
    marks(relation, &mut properties);
    properties
}

/// What is set on a relation beside its definition.
fn marks(relation: &Relation, properties: &mut Properties) {
    flag(
        properties,
        "unlogged",
        relation.persistence == Persistence::Unlogged,
    );
    flag(properties, "row security", relation.row_security);
    flag(
        properties,
        "row security forced",
        relation.force_row_security,
    );
    let replica = match relation.replica_identity {
        ReplicaIdentity::Default => None,
        ReplicaIdentity::Nothing => Some("nothing"),
        ReplicaIdentity::Full => Some("full"),
        ReplicaIdentity::Index => Some("an index"),
    };
    set(properties, "replica identity", replica);
    set(
        properties,
        "access method",
        relation
            .access_method
            .clone()
            .filter(|method| method != "heap"),
    );
}

fn list_column(relation: &Relation, column: &Column, listing: &mut Listing<'_>) {
    let is_view = matches!(
        relation.kind,
        RelationKind::View | RelationKind::MaterializedView
    );
    let owner = relation.owner.as_str();
    let grants = (!column.grants.is_empty()).then_some(column.grants.as_slice());
    let mut properties = listing.common(None, column.comment.as_ref(), grants);
    if is_view && properties.is_empty() {
        // The query says which columns a view has.
        return;
    }
    // A partition's columns are its parent's: type, default and NOT NULL may differ, and are compared.
    if !is_view {
        column_definition(&mut properties, column);
    }
    set(
        &mut properties,
        "security labels",
        (!column.security_labels.is_empty()).then(|| column.security_labels.join(", ")),
    );
    if let Some(privileges) = properties.get_mut("privileges") {
        let without_owner = privileges
            .lines()
            .filter(|line| !line.starts_with(&format!("{owner}: ")))
            .collect::<Vec<_>>()
            .join("\n");
        *privileges = without_owner;
    }
    listing.add(
        hanging_on(&relation.name, ObjectKind::Column, &column.name),
        properties,
    );
}

fn column_definition(properties: &mut Properties, column: &Column) {
    properties.insert("type", column.data_type.clone());
    flag(properties, "not null", column.not_null);
    let (default, generated) = match column.generated {
        None => (column.default.clone(), None),
        Some(Generated::Stored) => (None, Some(format!("{} stored", text(column)))),
        Some(Generated::Virtual) => (None, Some(format!("{} virtual", text(column)))),
    };
    set(properties, "default", default);
    set(properties, "generated", generated);
    let identity = column.identity.map(|identity| match identity {
        Identity::Always => "always",
        Identity::ByDefault => "by default",
    });
    set(properties, "identity", identity);
    set(
        properties,
        "collation",
        column.collation.as_ref().map(QualifiedName::to_string),
    );
    properties.insert("storage", column.storage.clone());
    set(properties, "compression", column.compression.clone());
    set(
        properties,
        "statistics target",
        column.statistics_target.map(|target| target.to_string()),
    );
}

fn text(column: &Column) -> &str {
    column.default.as_deref().unwrap_or_default()
}

/// What a constraint is compared as; constraint triggers are triggers.
pub(in crate::schema::comparison) fn constraint_kind(kind: ConstraintKind) -> Option<ObjectKind> {
    match kind {
        ConstraintKind::PrimaryKey => Some(ObjectKind::PrimaryKey),
        ConstraintKind::Unique => Some(ObjectKind::Unique),
        ConstraintKind::ForeignKey => Some(ObjectKind::ForeignKey),
        ConstraintKind::Check => Some(ObjectKind::Check),
        ConstraintKind::Exclusion => Some(ObjectKind::Exclusion),
        ConstraintKind::Trigger => None,
    }
}

fn list_constraint(table: &QualifiedName, constraint: &Constraint, listing: &mut Listing<'_>) {
    let Some(kind) = constraint_kind(constraint.kind) else {
        return;
    };
    let mut properties = listing.common(None, constraint.comment.as_ref(), None);
    properties.insert("definition", constraint.definition.clone());
    listing.add(hanging_on(table, kind, &constraint.name), properties);
}

fn list_indexes(relation: &Relation, listing: &mut Listing<'_>) {
    let own = |index: &&crate::catalog::Index| !index.inherited;
    for index in relation.indexes.iter().filter(own) {
        let mut properties = listing.common(None, index.comment.as_ref(), None);
        if index.constraint.is_none() {
            properties.insert("definition", nameless(&index.definition, &index.name));
        }
        flag(&mut properties, "invalid", !index.valid);
        flag(&mut properties, "replica identity", index.replica_identity);
        flag(&mut properties, "clustered", index.clustered);
        // The index of a constraint is the constraint's; only what the constraint cannot say is worth a line.
        if index.constraint.is_some() && properties.is_empty() {
            continue;
        }
        listing.add(
            hanging_on(&relation.name, ObjectKind::Index, &index.name),
            properties,
        );
    }
}

fn list_policies(relation: &Relation, listing: &mut Listing<'_>) {
    for policy in &relation.policies {
        let mut properties = listing.common(None, policy.comment.as_ref(), None);
        let command = match policy.command {
            PolicyCommand::All => "all",
            PolicyCommand::Select => "select",
            PolicyCommand::Insert => "insert",
            PolicyCommand::Update => "update",
            PolicyCommand::Delete => "delete",
        };
        properties.insert("command", command.to_owned());
        flag(&mut properties, "restrictive", !policy.permissive);
        properties.insert("roles", policy.roles.join(", "));
        set(&mut properties, "using", policy.using.clone());
        set(&mut properties, "with check", policy.with_check.clone());
        listing.add(
            hanging_on(&relation.name, ObjectKind::Policy, &policy.name),
            properties,
        );
    }
}

fn list_triggers_and_rules(relation: &Relation, listing: &mut Listing<'_>) {
    let own = |trigger: &&crate::catalog::Trigger| !trigger.inherited && !trigger.internal;
    for trigger in relation.triggers.iter().filter(own) {
        let mut properties = listing.common(None, trigger.comment.as_ref(), None);
        properties.insert("definition", nameless(&trigger.definition, &trigger.name));
        set(&mut properties, "fires", firing(&trigger.enabled));
        listing.add(
            hanging_on(&relation.name, ObjectKind::Trigger, &trigger.name),
            properties,
        );
    }
    for rule in &relation.rules {
        let mut properties = Properties::new();
        properties.insert("definition", rule.definition.clone());
        set(&mut properties, "fires", firing(&rule.enabled));
        listing.add(
            hanging_on(&relation.name, ObjectKind::Rule, &rule.name),
            properties,
        );
    }
}

/// When something fires, where that is not as usual.
fn firing(enabled: &str) -> Option<&'static str> {
    match enabled {
        "D" => Some("never"),
        "R" => Some("on replicas"),
        "A" => Some("always"),
        _ => None,
    }
}
