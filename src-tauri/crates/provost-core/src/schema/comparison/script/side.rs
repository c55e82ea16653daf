//! One of the two catalogs, with its objects by their names.

use std::collections::BTreeMap;

use crate::catalog::{
    Catalog, Column, Constraint, Domain, EnumType, EventTrigger, ExtendedStatistics, ForeignServer,
    Function, Index, Policy, Publication, QualifiedName, Relation, RewriteRule, Sequence, Trigger,
    TypeFact,
};

use crate::schema::comparison::Options;
use crate::schema::comparison::inventory::{self, function_id};
use crate::schema::comparison::object::{Object, ObjectId, ObjectKind};

pub(super) struct Side<'a> {
    pub(super) catalog: &'a Catalog,
    /// Everything that is compared.
    pub(super) objects: BTreeMap<ObjectId, Object>,
    relations: BTreeMap<&'a QualifiedName, &'a Relation>,
    functions: BTreeMap<ObjectId, &'a Function>,
}

impl<'a> Side<'a> {
    pub(super) fn new(catalog: &'a Catalog, options: &Options) -> Self {
        Self {
            catalog,
            objects: inventory::inventory(catalog, options),
            relations: catalog
                .relations
                .iter()
                .map(|one| (&one.name, one))
                .collect(),
            functions: catalog
                .functions
                .iter()
                .map(|one| (function_id(one), one))
                .collect(),
        }
    }

    pub(super) fn has(&self, id: &ObjectId) -> bool {
        self.objects.contains_key(id)
    }

    pub(super) fn named(&self, name: &QualifiedName) -> Option<&'a Relation> {
        self.relations.get(name).copied()
    }

    /// The relation that an object is, or on which it hangs.
    pub(super) fn relation(&self, id: &ObjectId) -> Option<&'a Relation> {
        self.named(&table_name(id)?)
    }

    pub(super) fn column(&self, id: &ObjectId) -> Option<&'a Column> {
        self.relation(id)?.column(&id.name)
    }

    pub(super) fn constraint(&self, id: &ObjectId) -> Option<&'a Constraint> {
        let constraints = &self.relation(id)?.constraints;
        constraints.iter().find(|one| one.name == id.name)
    }

    pub(super) fn index(&self, id: &ObjectId) -> Option<&'a Index> {
        let indexes = &self.relation(id)?.indexes;
        indexes.iter().find(|one| one.name == id.name)
    }

    pub(super) fn policy(&self, id: &ObjectId) -> Option<&'a Policy> {
        let policies = &self.relation(id)?.policies;
        policies.iter().find(|one| one.name == id.name)
    }

    pub(super) fn trigger(&self, id: &ObjectId) -> Option<&'a Trigger> {
        let triggers = &self.relation(id)?.triggers;
        triggers
            .iter()
            .find(|one| one.name == id.name && !one.internal)
    }

    pub(super) fn rule(&self, id: &ObjectId) -> Option<&'a RewriteRule> {
        let rules = &self.relation(id)?.rules;
        rules.iter().find(|one| one.name == id.name)
    }

    pub(super) fn function(&self, id: &ObjectId) -> Option<&'a Function> {
        self.functions.get(id).copied()
    }

    pub(super) fn sequence(&self, id: &ObjectId) -> Option<&'a Sequence> {
        self.catalog
            .sequences
            .iter()
            .find(|one| is_of(&one.name, id))
    }

    /// The sequence that feeds a column.
    pub(super) fn sequence_of(&self, table: &QualifiedName, column: &str) -> Option<&'a Sequence> {
        self.catalog.sequences.iter().find(|one| {
            one.owned_by
                .as_ref()
                .is_some_and(|(of, name)| of == table && name == column)
        })
    }

    pub(super) fn enumeration(&self, id: &ObjectId) -> Option<&'a EnumType> {
        self.catalog.enums.iter().find(|one| is_of(&one.name, id))
    }

    pub(super) fn domain(&self, id: &ObjectId) -> Option<&'a Domain> {
        self.catalog.domains.iter().find(|one| is_of(&one.name, id))
    }

    pub(super) fn data_type(&self, id: &ObjectId) -> Option<&'a TypeFact> {
        self.catalog.types.iter().find(|one| is_of(&one.name, id))
    }

    pub(super) fn statistics(&self, id: &ObjectId) -> Option<&'a ExtendedStatistics> {
        let all = &self.catalog.extended_statistics;
        all.iter().find(|one| is_of(&one.name, id))
    }

    pub(super) fn server(&self, id: &ObjectId) -> Option<&'a ForeignServer> {
        self.catalog
            .foreign_servers
            .iter()
            .find(|one| one.name == id.name)
    }

    pub(super) fn publication(&self, id: &ObjectId) -> Option<&'a Publication> {
        self.catalog
            .publications
            .iter()
            .find(|one| one.name == id.name)
    }

    pub(super) fn event_trigger(&self, id: &ObjectId) -> Option<&'a EventTrigger> {
        self.catalog
            .event_triggers
            .iter()
            .find(|one| one.name == id.name)
    }

    /// Whether the cluster has a role by this name.
    pub(super) fn has_role(&self, name: &str) -> bool {
        name == crate::catalog::PUBLIC || self.catalog.role(name).is_some()
    }

    /// What hangs on a relation.
    pub(super) fn hanging_on(&self, relation: &QualifiedName) -> impl Iterator<Item = &ObjectId> {
        let relation = relation.clone();
        self.objects.keys().filter(move |id| {
            id.table.as_ref() == Some(&relation.name)
                && id.schema.as_ref() == Some(&relation.schema)
        })
    }
}

fn is_of(name: &QualifiedName, id: &ObjectId) -> bool {
    name.name == id.name && id.schema.as_ref() == Some(&name.schema)
}

/// The name of the relation that an object is, or on which it hangs.
pub(super) fn table_name(id: &ObjectId) -> Option<QualifiedName> {
    let name = id.table.as_ref().unwrap_or(&id.name);
    Some(QualifiedName::new(id.schema.as_ref()?, name))
}

/// Schema and name of what stands in a schema.
pub(super) fn own_name(id: &ObjectId) -> Option<QualifiedName> {
    if id.table.is_some() {
        return None;
    }
    let name = match id.kind {
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate => {
            id.name.split('(').next().unwrap_or(&id.name)
        }
        _ => &id.name,
    };
    Some(QualifiedName::new(id.schema.as_ref()?, name))
}

/// What a relation of this name could be.
pub(super) fn relation_ids(name: &QualifiedName) -> [ObjectId; 4] {
    [
        ObjectKind::Table,
        ObjectKind::View,
        ObjectKind::MaterializedView,
        ObjectKind::ForeignTable,
    ]
    .map(|kind| ObjectId {
        schema: Some(name.schema.clone()),
        table: None,
        kind,
        name: name.name.clone(),
    })
}

/// Whether an object is a relation.
pub(super) fn is_relation(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::Table
            | ObjectKind::View
            | ObjectKind::MaterializedView
            | ObjectKind::ForeignTable
    )
}

pub(super) fn is_constraint(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::PrimaryKey
            | ObjectKind::Unique
            | ObjectKind::ForeignKey
            | ObjectKind::Check
            | ObjectKind::Exclusion
    )
}

pub(super) fn is_routine(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate
    )
}
