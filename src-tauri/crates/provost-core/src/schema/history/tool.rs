//! The tools that keep a history of migrations.

use serde::{Deserialize, Serialize};

/// A tool that changes schemas step by step and keeps in a table which steps were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Tool {
    /// Alembic (Python, `SQLAlchemy`).
    Alembic,
    /// Django's migrations.
    Django,
    /// sqlx (Rust).
    Sqlx,
    /// Flyway.
    Flyway,
    /// golang-migrate.
    GolangMigrate,
    /// dbmate.
    Dbmate,
    /// goose (Go).
    Goose,
    /// Liquibase.
    Liquibase,
    /// Active Record of Rails.
    Rails,
    /// Prisma Migrate.
    Prisma,
    /// The command line of Supabase.
    Supabase,
    /// Diesel (Rust).
    Diesel,
    /// Drizzle Kit.
    Drizzle,
    /// Knex.
    Knex,
    /// `TypeORM`.
    TypeOrm,
    /// Sequelize.
    Sequelize,
    /// Entity Framework Core.
    EfCore,
    /// Ecto (Elixir).
    Ecto,
    /// Refinery (Rust).
    Refinery,
    /// Files of SQL that no tool keeps a history of; also the output of `pg_dump --schema-only`.
    PlainSql,
}

impl Tool {
    /// The name that its makers write.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alembic => "Alembic",
            Self::Django => "Django",
            Self::Sqlx => "sqlx",
            Self::Flyway => "Flyway",
            Self::GolangMigrate => "golang-migrate",
            Self::Dbmate => "dbmate",
            Self::Goose => "goose",
            Self::Liquibase => "Liquibase",
            Self::Rails => "Rails",
            Self::Prisma => "Prisma",
            Self::Supabase => "Supabase",
            Self::Diesel => "Diesel",
            Self::Drizzle => "Drizzle",
            Self::Knex => "Knex",
            Self::TypeOrm => "TypeORM",
            Self::Sequelize => "Sequelize",
            Self::EfCore => "EF Core",
            Self::Ecto => "Ecto",
            Self::Refinery => "Refinery",
            Self::PlainSql => "plain SQL",
        }
    }
}
