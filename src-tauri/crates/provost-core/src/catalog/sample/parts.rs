//! One thing of a kind, as plain as can be.

use crate::catalog::{
    Column, Constraint, ConstraintKind, Function, FunctionKind, Grant, HbaRule, Index, IndexKey,
    PUBLIC, Persistence, Policy, PolicyCommand, QualifiedName, Relation, RelationKind,
    ReplicaIdentity, Role, Schema, Volatility,
};

/// Splits `schema.name`.
pub(crate) fn named(name: &str) -> QualifiedName {
    let (schema, name) = name.split_once('.').expect("schema.name");
    QualifiedName::new(schema, name)
}

/// A privilege that `app_owner` gave.
pub(crate) fn granted(grantee: &str, privilege: &str) -> Grant {
    Grant {
        grantee: grantee.to_owned(),
        grantor: "app_owner".to_owned(),
        privilege: privilege.to_owned(),
        grantable: false,
    }
}

/// A schema of `app_owner` that nobody else may use.
pub(crate) fn schema(name: &str) -> Schema {
    Schema {
        name: name.to_owned(),
        owner: "app_owner".to_owned(),
        comment: Some(format!("What belongs to {name}.")),
        grants: ["USAGE", "CREATE"].map(|p| granted("app_owner", p)).into(),
        extension: None,
        usable: true,
    }
}

/// A role that may nothing, not even log in; `postgres` is the bootstrap role.
pub(crate) fn role(name: &str) -> Role {
    Role {
        name: name.to_owned(),
        login: false,
        superuser: false,
        inherit: true,
        create_role: false,
        create_database: false,
        replication: false,
        bypass_row_security: false,
        connection_limit: -1,
        valid_until: None,
        comment: None,
        predefined: false,
        bootstrap: name == "postgres",
    }
}

/// A table of `app_owner`, without columns, with the owner's own grants only.
pub(crate) fn table(name: &str) -> Relation {
    Relation {
        name: named(name),
        kind: RelationKind::Table,
        owner: "app_owner".to_owned(),
        persistence: Persistence::Permanent,
        comment: Some(format!("Rows of {name}.")),
        extension: None,
        row_estimate: Some(1_000),
        table_bytes: 1 << 20,
        index_bytes: 1 << 18,
        row_security: false,
        force_row_security: false,
        partition_of: None,
        partition_key: None,
        partition_bound: None,
        inherits: vec![],
        options: vec![],
        replica_identity: ReplicaIdentity::Default,
        access_method: Some("heap".to_owned()),
        tablespace: None,
        definition: None,
        reads: vec![],
        foreign_server: None,
        frozen_xid_age: Some(1_000),
        columns: vec![],
        constraints: vec![],
        indexes: vec![],
        policies: vec![],
        triggers: vec![],
        rules: vec![],
        grants: ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"]
            .map(|privilege| granted("app_owner", privilege))
            .into(),
        statistics: None,
    }
}

/// A view that reads these relations.
pub(crate) fn view(name: &str, reads: &[&str]) -> Relation {
    Relation {
        kind: RelationKind::View,
        access_method: None,
        row_estimate: None,
        frozen_xid_age: None,
        table_bytes: 0,
        index_bytes: 0,
        definition: Some(" SELECT 1;".to_owned()),
        reads: reads.iter().map(|name| named(name)).collect(),
        ..table(name)
    }
}

/// A nullable column without default.
pub(crate) fn column(name: &str, data_type: &str) -> Column {
    Column {
        name: name.to_owned(),
        position: 1,
        data_type: data_type.to_owned(),
        type_name: data_type.split('(').next().unwrap_or_default().to_owned(),
        type_schema: "pg_catalog".to_owned(),
        not_null: false,
        default: None,
        identity: None,
        generated: None,
        collation: None,
        storage: "p".to_owned(),
        compression: None,
        statistics_target: None,
        comment: None,
        grants: vec![],
        security_labels: vec![],
        inherited: false,
    }
}

/// A valid, enforced constraint on these columns.
pub(crate) fn constraint(name: &str, kind: ConstraintKind, columns: &[&str]) -> Constraint {
    Constraint {
        name: name.to_owned(),
        kind,
        definition: String::new(),
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        references: None,
        referenced_columns: vec![],
        on_delete: String::new(),
        on_update: String::new(),
        validated: true,
        enforced: true,
        deferrable: false,
        initially_deferred: false,
        inherited: false,
        comment: None,
    }
}

/// A valid B-tree index on these columns that no constraint uses.
pub(crate) fn index(name: &str, columns: &[&str]) -> Index {
    Index {
        name: name.to_owned(),
        method: "btree".to_owned(),
        definition: format!(
            "CREATE INDEX {name} ON t USING btree ({})",
            columns.join(", ")
        ),
        keys: columns
            .iter()
            .map(|&column| IndexKey {
                column: Some(column.to_owned()),
                operator_class: "text_ops".to_owned(),
                option: 0,
            })
            .collect(),
        included: vec![],
        predicate: None,
        unique: false,
        nulls_not_distinct: false,
        primary: false,
        constraint: None,
        valid: true,
        ready: true,
        in_progress: false,
        inherited: false,
        replica_identity: false,
        clustered: false,
        options: vec![],
        comment: None,
        bytes: 1 << 18,
        scans: Some(100),
    }
}

/// A permissive policy for everyone.
pub(crate) fn policy(name: &str, command: PolicyCommand, using: &str) -> Policy {
    Policy {
        name: name.to_owned(),
        permissive: true,
        command,
        roles: vec![PUBLIC.to_owned()],
        using: Some(using.to_owned()),
        with_check: None,
        comment: None,
    }
}

/// A PL/pgSQL function without arguments that only its owner may call.
pub(crate) fn function(name: &str) -> Function {
    Function {
        name: named(name),
        arguments: String::new(),
        returns: Some("void".to_owned()),
        kind: FunctionKind::Function,
        language: "plpgsql".to_owned(),
        trusted_language: true,
        owner: "app_owner".to_owned(),
        security_definer: false,
        leakproof: false,
        strict: false,
        volatility: Volatility::Volatile,
        parallel: "u".to_owned(),
        settings: vec![],
        definition: None,
        comment: None,
        grants: vec![granted("app_owner", "EXECUTE")],
    }
}

/// A line of `pg_hba.conf` for every database and user; an address is a network of 16 bits.
pub(crate) fn hba(kind: &str, address: Option<&str>, method: &str) -> HbaRule {
    HbaRule {
        line: 1,
        kind: kind.to_owned(),
        databases: vec!["all".to_owned()],
        users: vec!["all".to_owned()],
        address: address.map(str::to_owned),
        netmask: address.map(|_| "255.255.0.0".to_owned()),
        method: method.to_owned(),
        options: vec![],
        error: None,
    }
}
