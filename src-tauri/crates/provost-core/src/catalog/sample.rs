//! Catalogs for tests: a healthy empty database, and builders that add one thing each.
//!
//! Names are written `schema.name`; the owner of everything is `app_owner`, a role without LOGIN; `app` is the login
//! role of an application, with USAGE on `public` and no other right.

mod parts;
mod steps;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};

pub(crate) use parts::{
    column, constraint, function, granted, hba, index, named, policy, role, schema, table, view,
};

use super::{
    ArchiverFacts, CATALOG_SCHEMA, Catalog, DatabaseFacts, EventTrigger, Role, ServerFacts, Visible,
};

/// When every sample was read.
pub(crate) fn taken_at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 12, 0, 0).unwrap()
}

const PREDEFINED: [&str; 6] = [
    "pg_execute_server_program",
    "pg_monitor",
    "pg_read_all_data",
    "pg_read_server_files",
    "pg_write_all_data",
    "pg_write_server_files",
];

/// PostgreSQL 18, no tables, settings as a careful person leaves them, everything visible, read by a superuser.
pub(crate) fn healthy() -> Catalog {
    let mut catalog = Catalog {
        schema: CATALOG_SCHEMA.to_owned(),
        taken_at: taken_at(),
        server: server(),
        database: database(),
        schemas: vec![schema("public").grant("app", "USAGE")],
        relations: vec![],
        functions: vec![],
        sequences: vec![],
        enums: vec![],
        domains: vec![],
        types: vec![],
        extensions: vec![],
        available_extensions: vec!["pgcrypto".to_owned(), "vector".to_owned()],
        event_triggers: vec![record_ddl()],
        publications: vec![],
        subscriptions: Visible::Seen(vec![]),
        foreign_servers: vec![],
        outdated_collations: vec![],
        extended_statistics: vec![],
        casts: vec![],
        other_objects: vec![],
        default_privileges: vec![],
        roles: vec![role("postgres").superuser(), role("app_owner")],
        memberships: vec![],
        role_settings: vec![],
        settings: vec![],
        hba_rules: Visible::Seen(vec![
            hba("local", None, "peer"),
            hba("hostssl", Some("10.1.0.0"), "scram-sha-256"),
        ]),
        password_hashes: Visible::Seen(vec![]),
        sessions: Visible::Seen(vec![]),
        replication_slots: vec![],
        archiver: Visible::Seen(ArchiverFacts {
            archived: 4_000,
            failed: 0,
            last_archived: Some(taken_at() - TimeDelta::minutes(5)),
            last_failed: None,
        }),
    };
    catalog.roles.push(Role {
        connection_limit: 20,
        valid_until: Some(taken_at() + TimeDelta::days(90)),
        ..role("app").login()
    });
    catalog
        .roles
        .extend(PREDEFINED.into_iter().map(|name| Role {
            predefined: true,
            ..role(name)
        }));
    for (name, value) in SETTINGS {
        catalog = catalog.set(name, value);
    }
    catalog
}

const SETTINGS: &[(&str, &str)] = &[
    ("archive_mode", "on"),
    ("authentication_timeout", "60"),
    ("autovacuum", "on"),
    ("autovacuum_freeze_max_age", "200000000"),
    ("client_min_messages", "notice"),
    ("data_checksums", "on"),
    ("fsync", "on"),
    ("full_page_writes", "on"),
    ("idle_in_transaction_session_timeout", "60000"),
    ("idle_session_timeout", "3600000"),
    ("lc_messages", "C"),
    ("listen_addresses", "10.1.0.5"),
    ("log_connections", "receipt,authentication,authorization"),
    ("log_destination", "stderr"),
    ("log_disconnections", "on"),
    ("log_error_verbosity", "default"),
    ("log_line_prefix", "%m [%p] %q%u@%d %h %a "),
    ("log_lock_waits", "on"),
    ("log_min_duration_statement", "1000"),
    ("log_min_error_statement", "error"),
    ("log_min_messages", "warning"),
    ("log_statement", "ddl"),
    ("logging_collector", "on"),
    ("max_connections", "100"),
    ("password_encryption", "scram-sha-256"),
    ("pgaudit.log", "ddl, role, write"),
    ("search_path", "\"$user\", public"),
    (
        "shared_preload_libraries",
        "credcheck, pgaudit, pg_stat_statements",
    ),
    ("ssl", "on"),
    ("ssl_min_protocol_version", "TLSv1.2"),
    ("statement_timeout", "60000"),
    ("synchronous_commit", "on"),
    ("track_counts", "on"),
    ("wal_level", "replica"),
];

fn record_ddl() -> EventTrigger {
    EventTrigger {
        name: "record_ddl".to_owned(),
        event: "ddl_command_end".to_owned(),
        function: named("audit.record_ddl"),
        enabled: "O".to_owned(),
        tags: vec![],
        owner: "postgres".to_owned(),
        extension: None,
    }
}

fn server() -> ServerFacts {
    ServerFacts {
        version: "18.6".to_owned(),
        version_number: 180_006,
        role: "postgres".to_owned(),
        superuser: true,
        reads_all_settings: true,
        reads_all_statistics: true,
        in_recovery: false,
        started_at: taken_at() - TimeDelta::days(30),
        system_identifier: None,
        tls: true,
    }
}

fn database() -> DatabaseFacts {
    DatabaseFacts {
        name: "shop".to_owned(),
        owner: "app_owner".to_owned(),
        comment: Some("Orders and customers.".to_owned()),
        bytes: Visible::Seen(64 << 20),
        encoding: "UTF8".to_owned(),
        collation: "C".to_owned(),
        character_type: "C".to_owned(),
        connection_limit: -1,
        connections: 5,
        frozen_xid_age: 1_000_000,
        statistics_reset: None,
        blocks_hit: 1_000_000,
        blocks_read: 1_000,
        commits: 100_000,
        rollbacks: 10,
        deadlocks: 0,
        temporary_bytes: 0,
        checksum_failures: Some(0),
        old_prepared_transactions: 0,
        grants: vec![granted("app_owner", "CREATE"), granted("app", "CONNECT")],
        large_objects: 0,
    }
}
