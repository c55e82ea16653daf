//! Whose a table is, when several tools call theirs the same.

use provost_core::schema::history::{Certainty, SourceFile, Tool, history, recognise};

use super::{ask, fresh, servers};

#[tokio::test]
async fn tables_of_one_name_are_told_apart() {
    let of_version = "create table schema_migrations (version varchar(255) primary key);
        insert into schema_migrations values ('20240101000000');";
    for server in servers().await.unwrap() {
        let rails =
            format!("{of_version} create table ar_internal_metadata (key text, value text);");
        let migrate =
            "create table schema_migrations (version bigint primary key, dirty boolean not null);
            insert into schema_migrations values (7, true);";
        for (name, script, tools) in [
            ("rails", rails.as_str(), &[Tool::Rails, Tool::Dbmate][..]),
            ("dbmate", of_version, &[Tool::Dbmate, Tool::Rails]),
            ("migrate", migrate, &[Tool::GolangMigrate]),
        ] {
            fresh(&server, name, script).await.unwrap();
            let read = ask(&server, name, server.user(), &[]).await.unwrap();
            let state = read.state.unwrap();
            assert_eq!(state.tools, tools, "{name}");
            assert_eq!(state.rows.len(), 1);
            assert!(!state.other_tables, "{name}");
        }
    }
}

/// The folder says which of two tables it is; without one the usual name in the usual schema does.
#[tokio::test]
async fn the_folder_chooses_and_the_others_are_told() {
    let script = r#"
        create schema "odd ""; drop";
        create table "odd ""; drop"."__EFMigrationsHistory" ("MigrationId" varchar(150) primary key, "ProductVersion" varchar(32) not null);
        insert into "odd ""; drop"."__EFMigrationsHistory" values ('20240101000000_First', '8.0.0');
        create table my_versions (version_num varchar(32) primary key);
        create table alembic_version (version_num varchar(32) primary key);
        insert into alembic_version values ('aaa');
        create table people (id int);
    "#;
    let files = [SourceFile::new(
        "Migrations/20240101000000_First.cs",
        "public partial class First : Migration { }",
    )];
    assert_eq!(recognise(&files)[0].certainty, Certainty::Certain);
    for server in servers().await.unwrap() {
        fresh(&server, "both", script).await.unwrap();
        let read = ask(&server, "both", server.user(), &files).await.unwrap();
        assert_eq!(read.remarks.len(), 2, "{:?}", read.remarks);
        assert!(read.remarks[0].contains("is of Alembic, which the folder is not of"));
        let state = read.state.unwrap();
        let table = state.table.clone().unwrap();
        assert_eq!(table, "odd \"; drop.__EFMigrationsHistory");
        let seen = history(&files, Some(&state));
        assert_eq!((seen.pending.len(), seen.unknown.len()), (0, 0));
        assert_eq!(seen.current, ["20240101000000_First"]);

        let read = ask(&server, "both", server.user(), &[]).await.unwrap();
        let state = read.state.unwrap();
        assert_eq!(state.table.as_deref(), Some("public.alembic_version"));
        assert_eq!(read.remarks.len(), 2, "{:?}", read.remarks);
    }
}

#[tokio::test]
async fn refinery_is_told_from_flyway_by_the_database() {
    let files = [SourceFile::new("V1__first.sql", "select 1;")];
    let script = "create table refinery_schema_history (
            version int4 primary key, name varchar(255), applied_on varchar(255), checksum varchar(255)
        );
        insert into refinery_schema_history values (1, 'first', '2024-01-01T00:00:00Z', '1');";
    for server in servers().await.unwrap() {
        fresh(&server, "rust", script).await.unwrap();
        let read = ask(&server, "rust", server.user(), &files).await.unwrap();
        let seen = history(&files, read.state.as_ref());
        assert_eq!(seen.tool, Some(Tool::Refinery));
        assert_eq!((seen.pending.len(), seen.unknown.len()), (0, 0));
    }
}
