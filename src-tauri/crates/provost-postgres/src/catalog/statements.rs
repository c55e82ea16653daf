//! The statements of a reading, each with the oldest server that understands it.

/// Loads each file under a name, and lists them all.
macro_rules! statements {
    ($($name:ident $file:literal since $since:literal,)*) => {
        $(pub(super) const $name: &str = include_str!($file);)*

        /// Every statement of this module, with the name of its file.
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((concat!("catalog/", $file), $name),)*];

        /// The oldest `server_version_num` that understands each.
        const SINCE: &[(&str, i32)] = &[$((concat!("catalog/", $file), $since),)*];
    };
}

statements! {
    ARCHIVER "archiver.sql" since 130_000,
    AVAILABLE_EXTENSIONS "available_extensions.sql" since 130_000,
    CASTS "casts.sql" since 130_000,
    COLUMN_COMPRESSION "column_compression.sql" since 140_000,
    COLUMN_DEFAULTS "column_defaults.sql" since 130_000,
    COLUMN_LABELS "column_labels.sql" since 130_000,
    COLUMNS "columns.sql" since 130_000,
    CONSTRAINTS "constraints.sql" since 130_000,
    CONSTRAINTS_NOT_ENFORCED "constraints_not_enforced.sql" since 180_000,
    DATABASE "database.sql" since 130_000,
    DATABASE_BYTES "database_bytes.sql" since 130_000,
    DATA_TYPES "data_types.sql" since 130_000,
    DEFAULT_PRIVILEGES "default_privileges.sql" since 130_000,
    DOMAIN_CHECKS "domain_checks.sql" since 130_000,
    DOMAINS "domains.sql" since 130_000,
    ENUMS "enums.sql" since 130_000,
    EVENT_TRIGGERS "event_triggers.sql" since 130_000,
    EXTENDED_STATISTICS "extended_statistics.sql" since 130_000,
    EXTENSIONS "extensions.sql" since 130_000,
    FOREIGN_SERVERS "foreign_servers.sql" since 130_000,
    FUNCTIONS "functions.sql" since 130_000,
    GIVE_LOCKS_BACK "give_locks_back.sql" since 130_000,
    GRANTS "grants.sql" since 130_000,
    HBA_RULES "hba_rules.sql" since 130_000,
    INDEXES "indexes.sql" since 130_000,
    INDEXES_IN_PROGRESS "indexes_in_progress.sql" since 130_000,
    INDEXES_NULLS_NOT_DISTINCT "indexes_nulls_not_distinct.sql" since 150_000,
    INHERITANCE "inheritance.sql" since 130_000,
    MARK_LOCKS "mark_locks.sql" since 130_000,
    MEMBERSHIPS "memberships.sql" since 160_000,
    MEMBERSHIPS_15 "memberships_15.sql" since 130_000,
    OPERATOR_CLASSES "operator_classes.sql" since 130_000,
    OTHER_OBJECTS "other_objects.sql" since 130_000,
    OUTDATED_COLLATIONS "outdated_collations.sql" since 130_000,
    OUTDATED_DATABASE_COLLATION "outdated_database_collation.sql" since 150_000,
    PARTITIONS "partitions.sql" since 130_000,
    PASSWORD_HASHES "password_hashes.sql" since 130_000,
    POLICIES "policies.sql" since 130_000,
    PUBLICATION_SCHEMAS "publication_schemas.sql" since 150_000,
    PUBLICATIONS "publications.sql" since 130_000,
    PUBLISHED_PARTS "published_parts.sql" since 150_000,
    RAW_TEXT "raw_text.sql" since 130_000,
    RELATIONS "relations.sql" since 130_000,
    REPLICATION_SLOTS "replication_slots.sql" since 130_000,
    ROLE_SETTINGS "role_settings.sql" since 130_000,
    ROLES "roles.sql" since 130_000,
    RULES "rules.sql" since 130_000,
    SCHEMAS "schemas.sql" since 130_000,
    SEQUENCE_VALUES "sequence_values.sql" since 130_000,
    SEQUENCES "sequences.sql" since 130_000,
    SERVER "server.sql" since 130_000,
    SESSIONS "sessions.sql" since 130_000,
    SETTINGS "settings.sql" since 130_000,
    SUBSCRIPTIONS "subscriptions.sql" since 130_000,
    SYSTEM_IDENTIFIER "system_identifier.sql" since 130_000,
    TRIGGERS "triggers.sql" since 130_000,
    USE_COUNTS "use_counts.sql" since 130_000,
    VIEW_IDS "view_ids.sql" since 130_000,
    VIEW_READS "view_reads.sql" since 130_000,
    VIEWS "views.sql" since 130_000,
}

/// The oldest `server_version_num` that understands the statement of a file; none for a file that is not of this module.
pub(crate) fn oldest_server(file: &str) -> Option<i32> {
    SINCE
        .iter()
        .find_map(|(name, since)| (*name == file).then_some(*since))
}
