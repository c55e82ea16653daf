//! Catalogs of any content come back from JSON as they went in.

use chrono::{DateTime, Utc};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::sample;
use super::{
    Catalog, Column, Constraint, ConstraintKind, DatabaseFacts, Function, FunctionKind, Generated,
    Grant, HbaRule, Identity, Index, IndexKey, Persistence, Policy, PolicyCommand, QualifiedName,
    Relation, RelationKind, ReplicaIdentity, RewriteRule, Role, RoleSetting, Sequence, Setting,
    TableStatistics, Trigger, Visible, Volatility,
};

/// Text as a database can hold it: anything but a zero character.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z_]{1,12}",
        2 => any::<String>().prop_map(|text| text.replace('\0', "")),
        1 => Just("\u{202e}\"'\\\n\u{1f418}\u{feff}".to_owned()),
    ]
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    option::of(text())
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..3)
}

fn name() -> impl Strategy<Value = QualifiedName> {
    (text(), text()).prop_map(|(schema, name)| QualifiedName::new(schema, name))
}

/// A moment to the microsecond, as the server counts, from the year 1 to 9999.
fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (-62_135_596_800_000_000_i64..253_402_300_799_999_999)
        .prop_filter_map("a moment", DateTime::from_timestamp_micros)
}

fn grants() -> impl Strategy<Value = Vec<Grant>> {
    let grant = (text(), text(), text(), any::<bool>()).prop_map(
        |(grantee, grantor, privilege, grantable)| Grant {
            grantee,
            grantor,
            privilege,
            grantable,
        },
    );
    vec(grant, 0..3)
}

prop_compose! {
    fn column()(
        (name, position, data_type, type_name, type_schema) in (text(), any::<i16>(), text(), text(), text()),
        not_null in any::<bool>(),
        default in maybe(),
        identity in option::of(prop_oneof![Just(Identity::Always), Just(Identity::ByDefault)]),
        generated in option::of(prop_oneof![Just(Generated::Stored), Just(Generated::Virtual)]),
        collation in option::of(name()),
        (storage, compression, statistics_target) in (text(), maybe(), option::of(any::<i32>())),
        (comment, grants, security_labels) in (maybe(), grants(), texts()),
        inherited in any::<bool>(),
    ) -> Column {
        Column {
            name, position, data_type, type_name, type_schema, not_null, default, identity, generated, collation,
            storage, compression, statistics_target, comment, grants, security_labels, inherited,
        }
    }
}

prop_compose! {
    fn constraint()(
        (name, definition, comment) in (text(), text(), maybe()),
        kind in prop_oneof![
            Just(ConstraintKind::PrimaryKey), Just(ConstraintKind::Unique), Just(ConstraintKind::ForeignKey),
            Just(ConstraintKind::Check), Just(ConstraintKind::Exclusion), Just(ConstraintKind::Trigger),
        ],
        (columns, references, referenced_columns) in (texts(), option::of(name()), texts()),
        (on_delete, on_update) in (text(), text()),
        flags in any::<[bool; 5]>(),
    ) -> Constraint {
        let [validated, enforced, deferrable, initially_deferred, inherited] = flags;
        Constraint {
            name, kind, definition, columns, references, referenced_columns, on_delete, on_update, validated, enforced,
            deferrable, initially_deferred, inherited, comment,
        }
    }
}

prop_compose! {
    fn index()(
        (name, method, definition, comment) in (text(), text(), text(), maybe()),
        keys in vec((maybe(), text(), any::<i16>()), 0..3),
        (included, options, predicate, constraint) in (texts(), texts(), maybe(), maybe()),
        flags in any::<[bool; 9]>(),
        (bytes, scans) in (any::<i64>(), option::of(any::<i64>())),
    ) -> Index {
        let [unique, nulls_not_distinct, primary, valid, ready, in_progress, inherited, replica_identity, clustered] = flags;
        let keys = keys
            .into_iter()
            .map(|(column, operator_class, option)| IndexKey { column, operator_class, option })
            .collect();
        Index {
            name, method, definition, keys, included, predicate, unique, nulls_not_distinct, primary, constraint, valid,
            ready, in_progress, inherited, replica_identity, clustered, options, comment, bytes, scans,
        }
    }
}

prop_compose! {
    fn policy()(
        (name, roles, using, with_check, comment) in (text(), texts(), maybe(), maybe(), maybe()),
        permissive in any::<bool>(),
        command in prop_oneof![
            Just(PolicyCommand::All), Just(PolicyCommand::Select), Just(PolicyCommand::Insert),
            Just(PolicyCommand::Update), Just(PolicyCommand::Delete),
        ],
    ) -> Policy {
        Policy { name, permissive, command, roles, using, with_check, comment }
    }
}

prop_compose! {
    fn trigger()(
        (name, definition, enabled, comment) in (text(), text(), text(), maybe()),
        function in name(),
        (internal, inherited) in any::<(bool, bool)>(),
    ) -> Trigger {
        Trigger { name, definition, function, enabled, internal, inherited, comment }
    }
}

prop_compose! {
    fn statistics()(
        counts in any::<[i64; 9]>(),
        (last_vacuum, last_analyze) in (option::of(moment()), option::of(moment())),
    ) -> TableStatistics {
        let [sequential_scans, sequential_rows, index_scans, inserted, updated, deleted, live_rows, dead_rows, changed] = counts;
        TableStatistics {
            sequential_scans, sequential_rows, index_scans, inserted, updated, deleted, live_rows, dead_rows,
            changed_since_analyze: changed, last_vacuum, last_analyze,
        }
    }
}

prop_compose! {
    fn relation()(
        (name, owner, comment, extension, partition_of) in (name(), text(), maybe(), maybe(), option::of(name())),
        kind in prop_oneof![
            Just(RelationKind::Table), Just(RelationKind::PartitionedTable), Just(RelationKind::View),
            Just(RelationKind::MaterializedView), Just(RelationKind::ForeignTable),
        ],
        persistence in prop_oneof![Just(Persistence::Permanent), Just(Persistence::Unlogged), Just(Persistence::Temporary)],
        replica_identity in prop_oneof![
            Just(ReplicaIdentity::Default), Just(ReplicaIdentity::Nothing), Just(ReplicaIdentity::Full), Just(ReplicaIdentity::Index),
        ],
        (row_estimate, frozen_xid_age, sizes, flags) in
            (option::of(any::<i64>()), option::of(any::<i64>()), any::<[i64; 2]>(), any::<[bool; 2]>()),
        (partition_key, partition_bound, access_method, tablespace, definition, foreign_server) in
            (maybe(), maybe(), maybe(), maybe(), maybe(), maybe()),
        (inherits, reads, options, grants) in (vec(name(), 0..2), vec(name(), 0..2), texts(), grants()),
        (columns, constraints, indexes, policies, triggers) in
            (vec(column(), 0..4), vec(constraint(), 0..3), vec(index(), 0..3), vec(policy(), 0..2), vec(trigger(), 0..2)),
        rules in vec((text(), text(), text()), 0..2),
        statistics in option::of(statistics()),
    ) -> Relation {
        let rules = rules
            .into_iter()
            .map(|(name, definition, enabled)| RewriteRule { name, definition, enabled })
            .collect();
        Relation {
            name, kind, owner, persistence, comment, extension, row_estimate, table_bytes: sizes[0], index_bytes: sizes[1],
            row_security: flags[0], force_row_security: flags[1], partition_of, partition_key, partition_bound, inherits,
            options, replica_identity, access_method, tablespace, definition, reads, foreign_server, frozen_xid_age,
            columns, constraints, indexes, policies, triggers, rules, grants, statistics,
        }
    }
}

prop_compose! {
    fn function()(
        (name, arguments, returns, language, owner) in (name(), text(), maybe(), text(), text()),
        kind in prop_oneof![
            Just(FunctionKind::Function), Just(FunctionKind::Procedure), Just(FunctionKind::Aggregate), Just(FunctionKind::Window),
        ],
        volatility in prop_oneof![Just(Volatility::Immutable), Just(Volatility::Stable), Just(Volatility::Volatile)],
        (parallel, settings, definition, comment, grants) in (text(), texts(), maybe(), maybe(), grants()),
        flags in any::<[bool; 4]>(),
    ) -> Function {
        let [trusted_language, security_definer, leakproof, strict] = flags;
        Function {
            name, arguments, returns, kind, language, trusted_language, owner, security_definer, leakproof, strict,
            volatility, parallel, settings, definition, comment, grants,
        }
    }
}

prop_compose! {
    fn sequence()(
        (name, owner, data_type, comment, grants) in (name(), text(), text(), maybe(), grants()),
        numbers in any::<[i64; 5]>(),
        (cycles, identity, last_value) in any::<(bool, bool, Option<i64>)>(),
        (owned_by, column_type) in (option::of((name(), text())), maybe()),
    ) -> Sequence {
        let [start, increment, minimum, maximum, cache] = numbers;
        Sequence {
            name, owner, data_type, start, increment, minimum, maximum, cache, cycles, last_value, owned_by, identity,
            column_type, comment, grants,
        }
    }
}

prop_compose! {
    fn role()(
        (name, comment, valid_until) in (text(), maybe(), option::of(moment())),
        flags in any::<[bool; 9]>(),
        connection_limit in any::<i32>(),
    ) -> Role {
        let [login, superuser, inherit, create_role, create_database, replication, bypass_row_security, predefined, bootstrap] = flags;
        Role {
            name, login, superuser, inherit, create_role, create_database, replication, bypass_row_security,
            connection_limit, valid_until, comment, predefined, bootstrap,
        }
    }
}

fn hidden_or<T: Clone + std::fmt::Debug>(
    fact: impl Strategy<Value = T>,
) -> impl Strategy<Value = Visible<T>> {
    prop_oneof![
        fact.prop_map(Visible::Seen),
        text().prop_map(Visible::Hidden)
    ]
}

prop_compose! {
    fn hba_rule()(
        (line, kind, databases, users, method) in (any::<i32>(), text(), texts(), texts(), text()),
        (address, netmask, options, error) in (maybe(), maybe(), texts(), maybe()),
    ) -> HbaRule {
        HbaRule { line, kind, databases, users, address, netmask, method, options, error }
    }
}

prop_compose! {
    fn catalog()(
        taken_at in moment(),
        relations in vec(relation(), 0..4),
        functions in vec(function(), 0..3),
        sequences in vec(sequence(), 0..3),
        roles in vec(role(), 0..3),
        settings in vec((text(), text(), maybe(), text(), text(), any::<bool>()), 0..3),
        role_settings in vec((maybe(), maybe(), text(), text()), 0..3),
        hba_rules in hidden_or(vec(hba_rule(), 0..3)),
        (bytes, checksum_failures, statistics_reset) in (hidden_or(any::<i64>()), any::<Option<i64>>(), option::of(moment())),
    ) -> Catalog {
        let healthy = sample::healthy();
        let settings = settings
            .into_iter()
            .map(|(name, value, unit, source, context, pending_restart)| Setting { name, value, unit, source, context, pending_restart })
            .collect();
        let role_settings = role_settings
            .into_iter()
            .map(|(role, database, name, value)| RoleSetting { role, database, name, value })
            .collect();
        Catalog {
            taken_at, relations, functions, sequences, roles, settings, role_settings, hba_rules,
            database: DatabaseFacts { bytes, statistics_reset, checksum_failures, ..healthy.database },
            ..healthy
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_catalog_comes_back_from_json_as_it_went_in(catalog in catalog()) {
        let json = serde_json::to_string(&catalog).unwrap();
        let back: Catalog = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&back, &catalog);
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), json);
    }
}
