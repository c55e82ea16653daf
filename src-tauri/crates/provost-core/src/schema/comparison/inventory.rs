//! A catalog as a list of named objects with their properties: what is compared, and nothing that changes by itself.

mod order;
mod relations;
mod standing;

pub(super) use order::orders;
pub(super) use relations::{constraint_kind, kind_of};
pub(super) use standing::{default_privilege_id, function_id, setting_id, settings_of_database};

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Grant, QualifiedName, quote_identifier};

use super::Options;
use super::object::{Object, ObjectId, ObjectKind, Properties};

/// Every object of a catalog that is compared, by its name. Members of extensions are the extension's.
pub(super) fn inventory(catalog: &Catalog, options: &Options) -> BTreeMap<ObjectId, Object> {
    let mut listing = Listing {
        objects: BTreeMap::new(),
        options,
    };
    relations::list(catalog, &mut listing);
    standing::list(catalog, &mut listing);
    listing.objects
}

/// What is being listed.
struct Listing<'a> {
    objects: BTreeMap<ObjectId, Object>,
    options: &'a Options,
}

impl Listing<'_> {
    fn add(&mut self, id: ObjectId, properties: Properties) {
        if self.options.leaves_out(&id) {
            return;
        }
        let object = Object {
            id: id.clone(),
            properties,
        };
        self.objects.insert(id, object);
    }

    /// Properties that most objects have. An owner is compared only where that is asked for, and so are privileges, in which
    /// the owner's name stands.
    fn common(
        &self,
        owner: Option<&str>,
        comment: Option<&String>,
        grants: Option<&[Grant]>,
    ) -> Properties {
        let mut properties = Properties::new();
        if let Some(owner) = owner.filter(|_| self.options.owners) {
            properties.insert("owner", owner.to_owned());
        }
        if let Some(comment) = comment {
            properties.insert("comment", comment.clone());
        }
        if let Some(grants) = grants {
            properties.insert("privileges", privileges(grants, owner));
        }
        properties
    }
}

/// Privileges as `role: PRIVILEGE, …`, a line a role, without what the owner has of itself.
fn privileges(grants: &[Grant], owner: Option<&str>) -> String {
    let mut by_role: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for grant in grants {
        if owner == Some(grant.grantee.as_str()) {
            continue;
        }
        let option = if grant.grantable {
            " with grant option"
        } else {
            ""
        };
        by_role
            .entry(&grant.grantee)
            .or_default()
            .push(format!("{}{option}", grant.privilege));
    }
    let lines = by_role.into_iter().map(|(role, mut privileges)| {
        privileges.sort();
        privileges.dedup();
        format!("{role}: {}", privileges.join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The name of something that stands in a schema.
fn standing_in(kind: ObjectKind, name: &QualifiedName) -> ObjectId {
    ObjectId {
        schema: Some(name.schema.clone()),
        table: None,
        kind,
        name: name.name.clone(),
    }
}

/// The name of something that stands in no schema.
fn standing_free(kind: ObjectKind, name: impl Into<String>) -> ObjectId {
    ObjectId {
        schema: None,
        table: None,
        kind,
        name: name.into(),
    }
}

/// The name of something that hangs on a table.
fn hanging_on(table: &QualifiedName, kind: ObjectKind, name: impl Into<String>) -> ObjectId {
    ObjectId {
        schema: Some(table.schema.clone()),
        table: Some(table.name.clone()),
        kind,
        name: name.into(),
    }
}

/// A yes that is worth a property; a no is the absence of one.
fn flag(properties: &mut Properties, name: &'static str, is_set: bool) {
    if is_set {
        properties.insert(name, "yes".to_owned());
    }
}

/// A value that is worth a property; none is the absence of one.
fn set(properties: &mut Properties, name: &'static str, value: Option<impl Into<String>>) {
    if let Some(value) = value {
        properties.insert(name, value.into());
    }
}

/// Names as a list.
fn names<'a>(names: impl IntoIterator<Item = &'a QualifiedName>) -> String {
    names
        .into_iter()
        .map(QualifiedName::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

/// A definition in which the object's own name is left out, so that a renamed object has the same.
fn nameless(definition: &str, name: &str) -> String {
    definition.replacen(&format!(" {} ", quote_identifier(name)), " ", 1)
}
