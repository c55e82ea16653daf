//! Steps that add one thing to a catalog, a relation, a schema, a function or a role.

use super::{column, constraint, granted, index, named};
use crate::catalog::{
    Catalog, Column, Constraint, ConstraintKind, Function, Index, Policy, Relation, Role,
    RoleMembership, Schema, Setting,
};

impl Catalog {
    /// Adds a relation.
    pub(crate) fn with(mut self, relation: Relation) -> Self {
        self.relations.push(relation);
        self
    }

    /// Adds a function.
    pub(crate) fn with_function(mut self, function: Function) -> Self {
        self.functions.push(function);
        self
    }

    /// Adds a role.
    pub(crate) fn with_role(mut self, role: Role) -> Self {
        self.roles.push(role);
        self
    }

    /// Adds a schema, or replaces the one of its name.
    pub(crate) fn with_schema(mut self, schema: Schema) -> Self {
        self.schemas.retain(|known| known.name != schema.name);
        self.schemas.push(schema);
        self
    }

    /// Makes `member` a member of `role`, inheriting its rights.
    pub(crate) fn member(mut self, member: &str, role: &str) -> Self {
        self.memberships.push(RoleMembership {
            member: member.to_owned(),
            role: role.to_owned(),
            admin: false,
            inherits: true,
        });
        self
    }

    /// Sets a setting.
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.settings.retain(|setting| setting.name != name);
        self.settings.push(Setting {
            name: name.to_owned(),
            value: value.to_owned(),
            unit: None,
            source: "configuration file".to_owned(),
            context: "sighup".to_owned(),
            pending_restart: false,
        });
        self
    }

    /// Takes a setting away, as for a role that may not read it or a server that does not know it.
    pub(crate) fn unset(mut self, name: &str) -> Self {
        self.settings.retain(|setting| setting.name != name);
        self
    }

    /// Sets the version, such as 14.
    pub(crate) fn version(mut self, major: i32) -> Self {
        self.server.version_number = major * 10_000;
        self.server.version = format!("{major}.0");
        self
    }
}

impl Relation {
    /// Adds a column at the next position.
    pub(crate) fn with_column(mut self, column: Column) -> Self {
        let position = i16::try_from(self.columns.len() + 1).unwrap();
        self.columns.push(Column { position, ..column });
        self
    }

    /// Adds a column by name and type.
    pub(crate) fn col(self, name: &str, data_type: &str) -> Self {
        self.with_column(column(name, data_type))
    }

    /// Adds a NOT NULL `id bigint` with its primary key and index.
    pub(crate) fn keyed(self) -> Self {
        let name = format!("{}_pkey", self.name.name);
        let mut table = self.with_column(Column {
            not_null: true,
            ..column("id", "bigint")
        });
        table
            .constraints
            .push(constraint(&name, ConstraintKind::PrimaryKey, &["id"]));
        table.indexes.push(Index {
            unique: true,
            primary: true,
            constraint: Some(name.clone()),
            ..index(&name, &["id"])
        });
        table
    }

    /// Adds a foreign key without action on delete.
    pub(crate) fn foreign_key(mut self, columns: &[&str], to: &str, referenced: &[&str]) -> Self {
        let name = format!("{}_{}_fkey", self.name.name, columns.join("_"));
        self.constraints.push(Constraint {
            references: Some(named(to)),
            referenced_columns: referenced.iter().map(|&column| column.to_owned()).collect(),
            on_delete: "a".to_owned(),
            on_update: "a".to_owned(),
            ..constraint(&name, ConstraintKind::ForeignKey, columns)
        });
        self
    }

    /// Adds an index.
    pub(crate) fn with_index(mut self, index: Index) -> Self {
        self.indexes.push(index);
        self
    }

    /// Adds a privilege on the whole relation.
    pub(crate) fn grant(mut self, grantee: &str, privilege: &str) -> Self {
        self.grants.push(granted(grantee, privilege));
        self
    }

    /// Enables row-level security.
    pub(crate) fn secured(mut self) -> Self {
        self.row_security = true;
        self
    }

    /// Adds a policy.
    pub(crate) fn with_policy(mut self, policy: Policy) -> Self {
        self.policies.push(policy);
        self
    }
}

impl Schema {
    /// Adds a privilege.
    pub(crate) fn grant(mut self, grantee: &str, privilege: &str) -> Self {
        self.grants.push(granted(grantee, privilege));
        self
    }
}

impl Function {
    /// Adds EXECUTE for a role.
    pub(crate) fn callable_by(mut self, grantee: &str) -> Self {
        self.grants.push(granted(grantee, "EXECUTE"));
        self
    }
}

impl Role {
    /// Gives LOGIN.
    pub(crate) fn login(mut self) -> Self {
        self.login = true;
        self
    }

    /// Gives SUPERUSER and LOGIN.
    pub(crate) fn superuser(mut self) -> Self {
        self.superuser = true;
        self.login = true;
        self
    }
}
