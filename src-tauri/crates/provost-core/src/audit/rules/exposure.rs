//! Who can reach a table: what raises or lowers the severity of a finding.
//!
//! Only effective rights count. A grant in a schema that its holders may not use, or in a database that they may not
//! connect to, reaches nobody. A role without LOGIN counts through those who can act as it; one that nobody can act as
//! yet, and that owns nothing, counts itself: it was made to be given. Superusers, the administrators of a managed
//! service and members of `pg_read_all_data` reach everything by design: rules of their own speak of them.

mod managed;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{listed, words};
use crate::catalog::{Catalog, Column, Function, Grant, PUBLIC, Relation, Role, Schema};

pub(super) use managed::{is_provider_superuser, is_service_administrator};

/// Words in the name of a role that a web gateway takes on for callers that have not signed in.
const ANONYMOUS: &[&str] = &["anon", "anonymous"];
/// Roles that a web gateway takes on for whoever has signed in.
const SIGNED_IN: &[&str] = &["authenticated", "signed_in", "web_user", "api_user"];
/// Privileges that read rows.
pub(super) const READ: &[&str] = &["SELECT"];
/// Privileges that change rows.
pub(super) const WRITE: &[&str] = &["INSERT", "UPDATE", "DELETE", "TRUNCATE"];
/// Privileges that read or change rows.
pub(super) const READ_OR_WRITE: &[&str] = &["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"];

/// How far something reaches beyond its owner. The order is from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// The owner and administrators only.
    Nobody,
    /// Some roles that were given it.
    Roles,
    /// Every role that can connect, or web callers that have not signed in.
    Everyone,
}

/// Which roles reach something beyond its owner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reach<'c> {
    /// Whether PUBLIC holds it and may use the schema.
    pub(super) public: bool,
    /// The roles that reach it: login roles, roles that a web gateway takes on, and roles that wait to be given.
    pub(super) roles: BTreeSet<&'c str>,
}

impl Reach<'_> {
    /// How far it reaches now.
    pub(super) fn level(&self) -> Level {
        if self.roles.is_empty() {
            Level::Nobody
        } else if self.public || self.roles.iter().any(|role| is_anonymous(role)) {
            Level::Everyone
        } else {
            Level::Roles
        }
    }

    /// The roles, in words.
    pub(super) fn describe(&self) -> String {
        let roles = listed(self.roles.iter().copied());
        if self.public {
            format!("PUBLIC (now: {roles})")
        } else {
            roles
        }
    }
}

/// Who can act as whom, and who may use which schema.
pub(super) struct Exposure<'c> {
    /// For each role, the actors that have or can take on its rights.
    actors: BTreeMap<&'c str, BTreeSet<&'c str>>,
    /// Every actor.
    everyone: BTreeSet<&'c str>,
    schemas: BTreeMap<&'c str, &'c Schema>,
}

impl<'c> Exposure<'c> {
    /// Works out the actors of a catalog: roles that can log in to this database and are no administrators, and the
    /// roles that a web gateway takes on.
    pub(super) fn of(catalog: &'c Catalog) -> Self {
        let parents = parents(catalog);
        let mut exposure = Self {
            actors: BTreeMap::new(),
            everyone: BTreeSet::new(),
            schemas: catalog
                .schemas
                .iter()
                .map(|schema| (schema.name.as_str(), schema))
                .collect(),
        };
        let mut waiting = waiting(catalog, &parents);
        for role in &catalog.roles {
            let acts_as = closure(&parents, &role.name);
            if is_actor(catalog, role, &acts_as) {
                exposure.everyone.insert(&role.name);
            } else if !waiting.remove(role.name.as_str()) {
                continue;
            }
            for other in acts_as {
                exposure.actors.entry(other).or_default().insert(&role.name);
            }
        }
        exposure
    }

    /// Every role that can log in to this database and is no administrator, and the roles of a web gateway.
    pub(super) fn everyone(&self) -> &BTreeSet<&'c str> {
        &self.everyone
    }

    /// The actors that have or can take on the rights of a role, itself included where nobody can act as it yet.
    pub(super) fn actors_of(&self, role: &str) -> impl Iterator<Item = &'c str> {
        self.actors.get(role).into_iter().flatten().copied()
    }

    /// Who holds one of the privileges on the whole relation or on one of its columns.
    pub(super) fn reach(&self, relation: &'c Relation, privileges: &[&str]) -> Reach<'c> {
        let of_columns = relation.columns.iter().flat_map(|column| &column.grants);
        let grants = relation.grants.iter().chain(of_columns);
        self.holders(&relation.name.schema, &relation.owner, grants, privileges)
    }

    /// Who may read one column: through the whole relation, or through the column alone.
    pub(super) fn column_readers(&self, relation: &'c Relation, column: &'c Column) -> Reach<'c> {
        let grants = relation.grants.iter().chain(&column.grants);
        self.holders(&relation.name.schema, &relation.owner, grants, READ)
    }

    /// Who may call a function.
    pub(super) fn callers(&self, function: &'c Function) -> Reach<'c> {
        self.holders(
            &function.name.schema,
            &function.owner,
            function.grants.iter(),
            &["EXECUTE"],
        )
    }

    /// The actors other than the schema's owner that may create objects in it.
    pub(super) fn creators(&self, schema: &'c Schema) -> BTreeSet<&'c str> {
        let mut found = self.grantees(schema.grants.iter(), &["CREATE"]).1;
        for owner in self.actors_of(&schema.owner) {
            found.remove(owner);
        }
        found
    }

    /// The actors that may make temporary tables and types in this database.
    pub(super) fn makers_of_temporaries(&self, catalog: &'c Catalog) -> BTreeSet<&'c str> {
        let mut found = self
            .grantees(catalog.database.grants.iter(), &["TEMPORARY", "TEMP"])
            .1;
        found.extend(self.actors_of(&catalog.database.owner));
        found
    }

    fn holders(
        &self,
        schema: &str,
        owner: &str,
        grants: impl Iterator<Item = &'c Grant>,
        privileges: &[&str],
    ) -> Reach<'c> {
        let (public, mut roles) = self.grantees(grants, privileges);
        for actor in self.actors_of(owner) {
            roles.remove(actor);
        }
        // A schema that the catalog does not list is the system's: everyone may use it.
        let Some(schema) = self.schemas.get(schema) else {
            return Reach { public, roles };
        };
        let (schema_public, users) = self.grantees(schema.grants.iter(), &["USAGE"]);
        let owners: BTreeSet<&str> = self.actors_of(&schema.owner).collect();
        roles.retain(|role| users.contains(role) || owners.contains(role));
        Reach {
            public: public && schema_public,
            roles,
        }
    }

    /// Whether PUBLIC is among the grantees of a privilege, and the actors behind them all.
    fn grantees(
        &self,
        grants: impl Iterator<Item = &'c Grant>,
        privileges: &[&str],
    ) -> (bool, BTreeSet<&'c str>) {
        let mut public = false;
        let mut found = BTreeSet::new();
        for grant in grants.filter(|grant| privileges.contains(&grant.privilege.as_str())) {
            if grant.grantee == PUBLIC {
                public = true;
                found.extend(&self.everyone);
            } else {
                found.extend(self.actors_of(&grant.grantee));
            }
        }
        (public, found)
    }
}

/// For each role, the roles whose rights it has or can take on. A membership that only lets its holder administer the
/// role (PostgreSQL 16 gives one to whoever creates a role) gives no rights by itself. Nor is it exposure that a web
/// gateway can take on a role with BYPASSRLS: it does so for the service itself.
fn parents(catalog: &Catalog) -> BTreeMap<&str, Vec<&str>> {
    let services: BTreeSet<&str> = (catalog.roles.iter())
        .filter(|role| role.bypass_row_security && !role.login)
        .map(|role| role.name.as_str())
        .collect();
    let mut parents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for membership in &catalog.memberships {
        let gives_rights = !membership.admin && !services.contains(membership.role.as_str());
        if membership.inherits || gives_rights {
            parents
                .entry(&membership.member)
                .or_default()
                .push(&membership.role);
        }
    }
    parents
}

fn closure<'c>(parents: &BTreeMap<&'c str, Vec<&'c str>>, role: &'c str) -> BTreeSet<&'c str> {
    let mut found = BTreeSet::from([role]);
    let mut open = vec![role];
    while let Some(next) = open.pop() {
        for &parent in parents.get(next).into_iter().flatten() {
            if found.insert(parent) {
                open.push(parent);
            }
        }
    }
    found
}

/// The roles whose rights a role has or can take on, itself included.
pub(super) fn acts_as<'c>(catalog: &'c Catalog, role: &'c str) -> BTreeSet<&'c str> {
    closure(&parents(catalog), role)
}

/// The roles without LOGIN that nobody can act as yet and that own nothing, so that they were made to be given.
fn waiting<'c>(
    catalog: &'c Catalog,
    parents: &BTreeMap<&'c str, Vec<&'c str>>,
) -> BTreeSet<&'c str> {
    let taken: BTreeSet<&str> = parents.values().flatten().copied().collect();
    let owners: BTreeSet<&str> = (catalog.relations.iter().map(|relation| &relation.owner))
        .chain(catalog.schemas.iter().map(|schema| &schema.owner))
        .chain(catalog.functions.iter().map(|function| &function.owner))
        .chain([&catalog.database.owner])
        .map(String::as_str)
        .collect();
    (catalog.roles.iter())
        .filter(|role| {
            let almighty = role.superuser || role.bypass_row_security;
            let name = role.name.as_str();
            !role.login && !role.predefined && !almighty && !is_service_administrator(name)
        })
        .map(|role| role.name.as_str())
        .filter(|name| !taken.contains(name) && !owners.contains(name))
        .collect()
}

/// Whether a role's name says that callers who have not signed in work as it.
fn is_anonymous(role: &str) -> bool {
    words(role)
        .iter()
        .any(|word| ANONYMOUS.contains(&word.as_str()))
}

/// Whether somebody can act as this role without being an administrator.
fn is_actor(catalog: &Catalog, role: &Role, acts_as: &BTreeSet<&str>) -> bool {
    let name = role.name.as_str();
    if is_anonymous(name) || SIGNED_IN.contains(&name) {
        return !role.superuser;
    }
    let connects = catalog.database.owner == role.name
        || catalog.database.grants.iter().any(|grant| {
            grant.privilege == "CONNECT"
                && (grant.grantee == PUBLIC || acts_as.contains(grant.grantee.as_str()))
        });
    role.login && connects && !is_administrator(catalog, acts_as)
}

/// Whether a role is a superuser or can become one, or administers a managed service.
pub(super) fn is_administrator(catalog: &Catalog, acts_as: &BTreeSet<&str>) -> bool {
    acts_as.iter().any(|&name| {
        is_service_administrator(name) || catalog.role(name).is_some_and(|role| role.superuser)
    })
}
