//! Which table is whose. Several tools call theirs `schema_migrations` or `migrations`: the columns tell them apart.

use super::Tool;
use crate::catalog::{QualifiedName, Relation};

/// A table in which a tool keeps what it has applied.
#[derive(Debug, PartialEq, Eq)]
pub struct StateTable {
    /// The tool.
    pub tool: Tool,
    /// The schema that it stands in; none where that is the person's choice.
    pub schema: Option<&'static str>,
    /// Its usual name.
    pub table: &'static str,
    /// The columns that tell it from others of that name. All are read.
    pub columns: &'static [&'static str],
    /// Columns that only some versions of the tool have. Those that are there are read.
    pub optional: &'static [&'static str],
    /// Whether it has no other columns than those two.
    pub only: bool,
    /// Whether the columns alone tell it, under any name: the name is often set otherwise.
    pub any_name: bool,
    /// The table that holds the tool's lock, and its columns.
    pub lock: Option<(&'static str, &'static [&'static str])>,
}

const PLAIN: StateTable = StateTable {
    tool: Tool::PlainSql,
    schema: None,
    table: "",
    columns: &[],
    optional: &[],
    only: false,
    any_name: false,
    lock: None,
};

/// Every table that is known.
pub const STATE_TABLES: &[StateTable] = &[
    StateTable {
        tool: Tool::Alembic,
        table: "alembic_version",
        columns: &["version_num"],
        only: true,
        any_name: true,
        ..PLAIN
    },
    StateTable {
        tool: Tool::Sqlx,
        table: "_sqlx_migrations",
        columns: &[
            "version",
            "description",
            "installed_on",
            "success",
            "checksum",
            "execution_time",
        ],
        ..PLAIN
    },
    StateTable {
        tool: Tool::Flyway,
        table: "flyway_schema_history",
        columns: &[
            "installed_rank",
            "version",
            "description",
            "type",
            "script",
            "checksum",
            "installed_by",
            "installed_on",
            "execution_time",
            "success",
        ],
        any_name: true,
        ..PLAIN
    },
    StateTable {
        tool: Tool::Django,
        table: "django_migrations",
        columns: &["id", "app", "name", "applied"],
        ..PLAIN
    },
    StateTable {
        tool: Tool::Prisma,
        table: "_prisma_migrations",
        columns: &[
            "id",
            "checksum",
            "finished_at",
            "migration_name",
            "logs",
            "rolled_back_at",
            "started_at",
            "applied_steps_count",
        ],
        ..PLAIN
    },
    StateTable {
        tool: Tool::Liquibase,
        table: "databasechangelog",
        columns: &[
            "id",
            "author",
            "filename",
            "dateexecuted",
            "orderexecuted",
            "exectype",
            "md5sum",
        ],
        optional: &[
            "description",
            "comments",
            "tag",
            "liquibase",
            "contexts",
            "labels",
            "deployment_id",
        ],
        any_name: true,
        lock: Some((
            "databasechangeloglock",
            &["id", "locked", "lockgranted", "lockedby"],
        )),
        ..PLAIN
    },
    StateTable {
        tool: Tool::Supabase,
        schema: Some("supabase_migrations"),
        table: "schema_migrations",
        columns: &["version"],
        optional: &[
            "statements",
            "name",
            "created_by",
            "idempotency_key",
            "rollback",
        ],
        ..PLAIN
    },
    StateTable {
        tool: Tool::GolangMigrate,
        table: "schema_migrations",
        columns: &["version", "dirty"],
        only: true,
        ..PLAIN
    },
    StateTable {
        tool: Tool::Ecto,
        table: "schema_migrations",
        columns: &["version", "inserted_at"],
        only: true,
        ..PLAIN
    },
    StateTable {
        tool: Tool::Rails,
        table: "schema_migrations",
        columns: &["version"],
        only: true,
        ..PLAIN
    },
    StateTable {
        tool: Tool::Dbmate,
        table: "schema_migrations",
        columns: &["version"],
        only: true,
        ..PLAIN
    },
    StateTable {
        tool: Tool::Knex,
        table: "knex_migrations",
        columns: &["id", "name", "batch", "migration_time"],
        any_name: true,
        lock: Some(("knex_migrations_lock", &["index", "is_locked"])),
        ..PLAIN
    },
    StateTable {
        tool: Tool::TypeOrm,
        table: "migrations",
        columns: &["id", "timestamp", "name"],
        only: true,
        ..PLAIN
    },
    StateTable {
        tool: Tool::Sequelize,
        table: "SequelizeMeta",
        columns: &["name"],
        ..PLAIN
    },
    StateTable {
        tool: Tool::EfCore,
        table: "__EFMigrationsHistory",
        columns: &["MigrationId", "ProductVersion"],
        any_name: true,
        ..PLAIN
    },
    // With EFCore.NamingConventions the columns are written small.
    StateTable {
        tool: Tool::EfCore,
        table: "__EFMigrationsHistory",
        columns: &["migration_id", "product_version"],
        any_name: true,
        ..PLAIN
    },
    StateTable {
        tool: Tool::Diesel,
        table: "__diesel_schema_migrations",
        columns: &["version", "run_on"],
        ..PLAIN
    },
    StateTable {
        tool: Tool::Drizzle,
        table: "__drizzle_migrations",
        columns: &["id", "hash", "created_at"],
        ..PLAIN
    },
    StateTable {
        tool: Tool::Goose,
        table: "goose_db_version",
        columns: &["id", "version_id", "is_applied", "tstamp"],
        ..PLAIN
    },
    StateTable {
        tool: Tool::Refinery,
        table: "refinery_schema_history",
        columns: &["version", "name", "applied_on", "checksum"],
        ..PLAIN
    },
];

/// Whose a table can be, the likeliest first: its schema, its name, its columns, and the names of the other tables of
/// its schema (Rails keeps `ar_internal_metadata` beside a table that is otherwise dbmate's).
#[must_use]
pub fn state_tables(
    schema: &str,
    name: &str,
    columns: &[&str],
    beside: &[&str],
) -> Vec<&'static StateTable> {
    let mut fitting: Vec<&StateTable> = STATE_TABLES
        .iter()
        .filter(|known| known.table == name || known.any_name)
        .filter(|known| known.schema.is_none_or(|wanted| wanted == schema))
        .filter(|known| known.columns.iter().all(|wanted| columns.contains(wanted)))
        .filter(|known| {
            !known.only
                || columns
                    .iter()
                    .all(|one| known.columns.contains(one) || known.optional.contains(one))
        })
        .collect();
    let rails = beside.contains(&"ar_internal_metadata");
    fitting.sort_by_key(|known| {
        let other = (known.tool == Tool::Rails && !rails) || (known.tool == Tool::Dbmate && rails);
        (
            known.table != name,
            known.schema.is_none(),
            other,
            usize::MAX - known.columns.len(),
        )
    });
    fitting
}

/// Whether a table is a migration tool's own record, under the name that the tool gives it.
#[must_use]
pub fn keeps_migrations(table: &Relation) -> bool {
    let columns: Vec<&str> = table.columns.iter().map(|one| one.name.as_str()).collect();
    let QualifiedName { schema, name } = &table.name;
    state_tables(schema, name, &columns, &[])
        .first()
        .is_some_and(|known| known.table == name)
}

impl StateTable {
    /// The columns to read of a table that has these.
    #[must_use]
    pub fn select(&self, present: &[&str]) -> Vec<&'static str> {
        let optional = self.optional.iter().filter(|one| present.contains(*one));
        self.columns.iter().chain(optional).copied().collect()
    }
}
