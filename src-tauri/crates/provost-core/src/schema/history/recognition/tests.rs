use super::super::{SourceFile, Tool};
use super::{Certainty, recognise};

fn first(list: &[(&str, &str)]) -> Option<(Tool, Certainty)> {
    let files: Vec<SourceFile> = list
        .iter()
        .map(|(path, text)| SourceFile::new(*path, *text))
        .collect();
    recognise(&files)
        .first()
        .map(|one| (one.tool, one.certainty))
}

#[test]
fn one_file_is_enough_where_only_one_tool_has_such() {
    let django = "from django.db import migrations\nclass Migration(migrations.Migration):\n";
    let cases = [
        (
            Tool::Alembic,
            "versions/a.py",
            "x = 1\nrevision = '1'\ndown_revision = None",
        ),
        (Tool::Django, "a/migrations/0001_x.py", django),
        (Tool::Flyway, "V1__a.sql", ""),
        (Tool::Liquibase, "a.sql", "-- liquibase formatted sql\n"),
        (Tool::Liquibase, "a.yaml", "databaseChangeLog:\n"),
        (Tool::Prisma, "20240101_a b/migration.sql", ""),
        (Tool::Diesel, "2024-01-01-000000_a/up.sql", ""),
        (Tool::Drizzle, "meta/_journal.json", "{\"entries\": []}"),
        (Tool::Dbmate, "2024_a.sql", "-- migrate:up\n"),
        (Tool::Goose, "1_a.sql", "-- +goose Up\n"),
        (
            Tool::Rails,
            "db/structure.sql",
            "INSERT INTO \"schema_migrations\"",
        ),
        (
            Tool::Rails,
            "db/migrate/2024_a.rb",
            "class A < ActiveRecord::Migration[7.0]",
        ),
        (
            Tool::TypeOrm,
            "1-a.ts",
            "class A implements MigrationInterface",
        ),
        (
            Tool::Sequelize,
            "1-a.js",
            "up: async (queryInterface) => {}",
        ),
        (Tool::Knex, "1_a.js", "exports.up = function (knex) {}"),
        (Tool::EfCore, "2024_A.cs", "class A : Migration {}"),
        (Tool::Ecto, "2024_a.exs", "use Ecto.Migration"),
        (
            Tool::Supabase,
            "supabase/migrations/20240101000000_a.sql",
            "",
        ),
    ];
    for (tool, path, text) in cases {
        assert_eq!(
            first(&[(path, text)]),
            Some((tool, Certainty::Certain)),
            "{path}"
        );
    }
}

#[test]
fn what_stands_beside_speaks_where_several_tools_have_such() {
    let pair = [("1_a.up.sql", ""), ("1_a.down.sql", "")];
    let with = |name| first(&[pair[0], pair[1], (name, "")]);
    assert_eq!(first(&pair), Some((Tool::GolangMigrate, Certainty::Likely)));
    assert_eq!(with("Cargo.toml"), Some((Tool::Sqlx, Certainty::Likely)));
    assert_eq!(
        first(&[("1_a.sql", "")]),
        Some((Tool::Sqlx, Certainty::Likely))
    );
    assert_eq!(
        first(&[("schema.sql", "")]),
        Some((Tool::PlainSql, Certainty::Possible))
    );
    assert_eq!(first(&[("readme.md", "")]), None);
}
