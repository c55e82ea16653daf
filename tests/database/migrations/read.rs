//! What the rows say, with the files at hand.

use provost_core::schema::history::{DefectKind, SourceFile, Tool, history};

use super::{ask, fresh, servers};

fn revision(id: &str, before: &str) -> SourceFile {
    let text = format!("\"\"\"Make {id}.\"\"\"\nrevision = '{id}'\ndown_revision = {before}\n");
    SourceFile::new(format!("versions/{id}.py"), text)
}

/// The database of seed 004: it stands at a revision, and what comes after follows on one that no file defines.
#[tokio::test]
async fn alembic_stands_before_a_revision_that_is_missing() {
    let files = [
        revision("a1b2c3d4e5f6", "None"),
        revision("e1f2g3h4i5j6", "'a1b2c3d4e5f6'"),
        revision("enhanced_2fa_system_20250803", "'c3d7a3a4d59c'"),
        revision(
            "secure_database_migration_20250803",
            "'enhanced_2fa_system_20250803'",
        ),
        revision(
            "critical_database_fixes_20250807",
            "'secure_database_migration_20250803'",
        ),
    ];
    for server in servers().await.unwrap() {
        let script = "create table alembic_version (version_num varchar(32) not null primary key);
            insert into alembic_version values ('e1f2g3h4i5j6');
            create table users (id int primary key, two_factor_enabled bool);
            create table system_prompts (id int primary key);
            create table user_history_summaries (id int primary key);";
        fresh(&server, "chat", script).await.unwrap();
        let read = ask(&server, "chat", server.user(), &files).await.unwrap();
        assert!(read.remarks.is_empty(), "{:?}", read.remarks);
        let state = read.state.unwrap();
        assert!(state.other_tables);
        assert_eq!(state.table.as_deref(), Some("public.alembic_version"));
        let seen = history(&files, Some(&state));
        assert_eq!(seen.tool, Some(Tool::Alembic));
        assert_eq!(seen.current, ["e1f2g3h4i5j6"]);
        assert_eq!(seen.pending.len(), 0);
        assert_eq!(
            seen.blocked,
            [
                "enhanced_2fa_system_20250803",
                "secure_database_migration_20250803",
                "critical_database_fixes_20250807",
            ]
        );
        let missing: Vec<_> = seen
            .defects
            .iter()
            .filter(|defect| defect.message.contains("c3d7a3a4d59c"))
            .map(|defect| defect.kind)
            .collect();
        assert_eq!(missing, [DefectKind::MissingRevision]);
    }
}

/// The checksums are made by the server's own SHA-384.
#[tokio::test]
async fn sqlx_knows_a_file_that_was_changed() {
    let files = [
        SourceFile::new("migrations/1_people.sql", "create table people (id int);\n"),
        SourceFile::new(
            "migrations/2_orders.sql",
            "create table orders (id bigint);\n",
        ),
        SourceFile::new("migrations/3_later.sql", "create table later (id int);\n"),
    ];
    for server in servers().await.unwrap() {
        let script = "create table _sqlx_migrations (
                version bigint primary key,
                description text not null,
                installed_on timestamptz not null default now(),
                success boolean not null,
                checksum bytea not null,
                execution_time bigint not null
            );
            insert into _sqlx_migrations values
                (1, 'people', '2026-01-02 03:04:05+00', true, sha384(convert_to(E'create table people (id int);\\n', 'UTF8')), 1),
                (2, 'orders', '2026-01-03 03:04:05+00', true, sha384(convert_to(E'create table orders (id int);\\n', 'UTF8')), 1);
            alter database shop set bytea_output = 'escape';";
        fresh(&server, "shop", script).await.unwrap();
        let state = ask(&server, "shop", server.user(), &files)
            .await
            .unwrap()
            .state
            .unwrap();
        assert!(!state.other_tables);
        let seen = history(&files, Some(&state));
        assert_eq!(seen.tool, Some(Tool::Sqlx));
        assert_eq!(seen.altered, ["2"]);
        assert_eq!(seen.pending, ["3"]);
        assert_eq!(seen.current, ["2"]);
        assert!(
            seen.applied[0].at.as_deref().unwrap().contains("2026"),
            "{:?}",
            seen.applied[0]
        );
    }
}

#[tokio::test]
async fn liquibase_says_who_holds_its_lock() {
    let file = SourceFile::new(
        "changes.sql",
        "--liquibase formatted sql\n--changeset ann:1\ncreate table a (id int);\n",
    );
    let files = [file];
    for server in servers().await.unwrap() {
        let script = "create table databasechangelog (
                id varchar(255), author varchar(255), filename varchar(255), dateexecuted timestamp,
                orderexecuted int, exectype varchar(10), md5sum varchar(35), description varchar(255)
            );
            insert into databasechangelog values
                ('1', 'ann', 'changes.sql', '2026-01-02', 1, 'EXECUTED', '9:0', 'sql');
            create table databasechangeloglock (
                id int primary key, locked boolean, lockgranted timestamp, lockedby varchar(255)
            );
            insert into databasechangeloglock values (1, true, '2026-01-02 03:04:05', 'build (10.0.0.7)');";
        fresh(&server, "held", script).await.unwrap();
        let state = ask(&server, "held", server.user(), &files)
            .await
            .unwrap()
            .state
            .unwrap();
        let lock = state.lock.as_deref().unwrap();
        assert!(
            lock.contains("by build (10.0.0.7) since 2026-01-02"),
            "{lock}"
        );
        assert!(!state.other_tables, "the lock is the tool's too");
        let seen = history(&files, Some(&state));
        assert_eq!(seen.pending.len(), 0);
        let kinds: Vec<DefectKind> = seen.defects.iter().map(|defect| defect.kind).collect();
        assert_eq!(kinds, [DefectKind::LockHeld]);
    }
}
