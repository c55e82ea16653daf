//! Questions that rules and reports ask of a catalog again and again.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Catalog, Column, Constraint, ConstraintKind, PUBLIC, QualifiedName, Relation, RelationKind,
    Role, Setting,
};

impl Catalog {
    /// The major version, such as 16.
    #[must_use]
    pub fn major_version(&self) -> i32 {
        self.server.version_number / 10_000
    }

    /// A setting by its name; none where it does not exist or may not be read.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.name == name)
    }

    /// A relation by its name.
    #[must_use]
    pub fn relation(&self, name: &QualifiedName) -> Option<&Relation> {
        self.relations
            .iter()
            .find(|relation| &relation.name == name)
    }

    /// A role by its name.
    #[must_use]
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }

    /// Tables that a person made: ordinary, partitioned and foreign; no members of extensions, no partitions.
    pub fn tables(&self) -> impl Iterator<Item = &Relation> {
        self.relations.iter().filter(|relation| {
            relation.is_table() && relation.extension.is_none() && relation.partition_of.is_none()
        })
    }

    /// Every role whose rights a role has: itself, PUBLIC, and through memberships that inherit.
    #[must_use]
    pub fn rights_of(&self, role: &str) -> BTreeSet<String> {
        let mut parents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for membership in self
            .memberships
            .iter()
            .filter(|membership| membership.inherits)
        {
            parents
                .entry(&membership.member)
                .or_default()
                .push(&membership.role);
        }
        let mut found = BTreeSet::from([PUBLIC.to_owned(), role.to_owned()]);
        let mut open = vec![role];
        while let Some(next) = open.pop() {
            for parent in parents.get(next).into_iter().flatten() {
                if found.insert((*parent).to_owned()) {
                    open.push(parent);
                }
            }
        }
        found
    }

    /// Whether use counts are old enough to mean something: at least seven days since they were reset, and since the
    /// server started. pgdoctor's `statisticsfreshness` uses the same seven days.
    #[must_use]
    pub fn statistics_are_mature(&self) -> bool {
        let week = chrono::TimeDelta::days(7);
        let since = self
            .database
            .statistics_reset
            .unwrap_or(self.server.started_at)
            .max(self.server.started_at);
        self.taken_at.signed_duration_since(since) >= week
    }
}

impl Relation {
    /// Whether it holds rows of its own: a table, a partitioned table or a foreign table.
    #[must_use]
    pub fn is_table(&self) -> bool {
        matches!(
            self.kind,
            RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable
        )
    }

    /// A column by its name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Its primary key.
    #[must_use]
    pub fn primary_key(&self) -> Option<&Constraint> {
        self.constraints
            .iter()
            .find(|constraint| constraint.kind == ConstraintKind::PrimaryKey)
    }

    /// Its foreign keys.
    pub fn foreign_keys(&self) -> impl Iterator<Item = &Constraint> {
        self.constraints
            .iter()
            .filter(|constraint| constraint.kind == ConstraintKind::ForeignKey)
    }

    /// The value of a storage parameter or view option.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find_map(|entry| {
            let (key, value) = entry.split_once('=')?;
            (key == name).then_some(value)
        })
    }

    /// The grantees other than the owner that hold any of the privileges on the relation or on one of its columns.
    #[must_use]
    pub fn holders_of(&self, privileges: &[&str]) -> BTreeSet<&str> {
        self.grants
            .iter()
            .chain(self.columns.iter().flat_map(|column| &column.grants))
            .filter(|grant| {
                grant.grantee != self.owner && privileges.contains(&grant.privilege.as_str())
            })
            .map(|grant| grant.grantee.as_str())
            .collect()
    }
}
