//! What cannot be read is said, and is never taken for an empty history.

use super::{ask, fresh, servers};

const VERSION: &str = "create table alembic_version (version_num varchar(32) primary key);
    insert into alembic_version values ('aaa');";

#[tokio::test]
async fn a_table_that_the_role_may_not_read_is_told() {
    for server in servers().await.unwrap() {
        let script = format!(
            "{VERSION} create role reader login; create role filtered login;
            grant select on alembic_version to filtered;
            alter table alembic_version enable row level security;"
        );
        fresh(&server, "closed", &script).await.unwrap();
        for (role, reason) in [
            ("reader", "The role may not read public.alembic_version."),
            (
                "filtered",
                "Row-level security may hide rows of public.alembic_version",
            ),
        ] {
            let read = ask(&server, "closed", role, &[]).await.unwrap();
            assert_eq!(read.state, None, "{role}");
            assert!(read.remarks[0].contains(reason), "{:?}", read.remarks);
            assert!(read.remarks[0].ends_with("is not known."));
        }
        let read = ask(&server, "closed", server.user(), &[]).await.unwrap();
        assert_eq!(read.state.unwrap().rows.len(), 1);
    }
}

#[tokio::test]
async fn no_table_is_a_state() {
    for server in servers().await.unwrap() {
        fresh(&server, "made_by_hand", "create table people (id int);")
            .await
            .unwrap();
        server.create_database("nothing").await.unwrap();
        for (name, other_tables) in [("made_by_hand", true), ("nothing", false)] {
            let read = ask(&server, name, server.user(), &[]).await.unwrap();
            let state = read.state.unwrap();
            assert_eq!((state.table, state.other_tables), (None, other_tables));
            assert_eq!((state.rows.len(), read.remarks.len()), (0, 0));
        }
    }
}

/// Whoever can make a table could otherwise have a function run as the one who looks.
#[tokio::test]
async fn nothing_that_somebody_wrote_runs() {
    let script = "create type worded as (word text);
        create function trap(worded) returns text language plpgsql as
            $$ begin raise exception 'the trap was sprung'; end $$;
        create cast (worded as text) with function trap(worded);
        create table alembic_version (version_num worded);
        insert into alembic_version values (row('aaa'));
        create view flyway_schema_history as select trap(row('x')::worded) as installed_rank;
        create table long_history (version_num text primary key);
        insert into long_history select 'r' || n from generate_series(1, 50001) as n;";
    for server in servers().await.unwrap() {
        fresh(&server, "trapped", script).await.unwrap();
        let read = ask(&server, "trapped", server.user(), &[]).await.unwrap();
        assert_eq!(read.state, None);
        assert!(
            read.remarks[0].contains("types that were made in this database"),
            "{:?}",
            read.remarks
        );
        let mut plain = server.plain("trapped").await.unwrap();
        plain.execute("drop table alembic_version").await.unwrap();
        let read = ask(&server, "trapped", server.user(), &[]).await.unwrap();
        assert_eq!(read.state, None);
        assert!(
            read.remarks[0].contains("more than 50000 rows"),
            "{:?}",
            read.remarks
        );
    }
}
