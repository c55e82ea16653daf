//! Lines for psql in the SQL of an expected state, and what an earlier run left on the server.

use provost_postgres::Error;
use provost_tests::local::{TestServer, Version};

use crate::place::{dump, file, left_behind, relation, try_expected};

/// `pg_dump --create` of 18 writes all three lines; they are written here too, for a server of any version.
const CREATED: &str = "\\restrict Kq3\ncreate database shop with template = template0;\n\\unrestrict Kq3\n\\connect shop\n\\restrict Kq3\n\
    create table public.orders (id integer not null);\n\\unrestrict Kq3\n";

#[tokio::test]
async fn a_dump_with_lines_for_psql_is_run_in_the_scratch_database_alone() {
    let server = TestServer::bundled().await.unwrap();
    server.create_database("shop").await.unwrap();
    let mut plain = server.plain("shop").await.unwrap();
    plain
        .execute("create table public.orders (id int not null)")
        .await
        .unwrap();
    let before = left_behind(&server).await;
    let dumped = dump(&server, Version::Bundled, "shop");
    for text in [CREATED, &dumped] {
        let made = try_expected(&server, &[file("schema.sql", text)]).await;
        let made = made.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(relation(&made.catalog, "public.orders").columns.len(), 1);
        let told = made.notes.iter().any(|note| note.contains("\\connect"));
        assert_eq!(told, text.contains("\\connect"), "{:?}", made.notes);
    }
    let databases = plain.texts("select datname from pg_database where datname = 'shop'");
    assert_eq!(databases.await.unwrap(), ["shop"], "made by nobody else");
    assert_eq!(left_behind(&server).await, before);
}

#[tokio::test]
async fn the_sql_of_several_databases_is_refused() {
    let server = TestServer::bundled().await.unwrap();
    let same = "\\connect shop\ncreate table a ();\n\\c shop\n\\c -\ncreate table b ();\n";
    let made = try_expected(&server, &[file("a.sql", same)]).await.unwrap();
    assert_eq!(made.catalog.relations.len(), 2);
    let all =
        "\\connect shop\ncreate table a ();\n\\connect \"dbname='till'\"\ncreate table b ();\n";
    for files in [
        vec![file("all.sql", all)],
        vec![
            file("1.sql", "\\c shop\ncreate table a ();"),
            file("2.sql", "\\c till\ncreate table b ();"),
        ],
    ] {
        let refused = try_expected(&server, &files).await.unwrap_err();
        assert!(matches!(refused, Error::ExpectedText { .. }), "{refused:?}");
        let told = refused.to_string();
        assert!(told.contains("till") && told.contains("shop"), "{told}");
        assert!(told.contains(", line "), "{told}");
    }
    assert_eq!(left_behind(&server).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_a_killed_run_left_long_ago_is_dropped_and_what_another_run_uses_is_not() {
    let server = TestServer::bundled().await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    let young = plain
        .texts("select 'scratch_' || to_char(timezone('UTC', now()) - interval '23 hours', 'YYYYMMDDHH24MISS') || '_0123456789ab'")
        .await
        .unwrap();
    let old = "scratch_20200229235959_0123456789ab".to_owned();
    let alike = "scratch_20200229235959_mine".to_owned();
    for name in [&young[0], &old, &alike] {
        plain.execute(&format!("create role {name}")).await.unwrap();
        server.create_database(name).await.unwrap();
        plain
            .execute(&format!("alter database {name} owner to {name}"))
            .await
            .unwrap();
    }
    try_expected(&server, &[file("a.sql", "create table a ();")])
        .await
        .unwrap();
    let mut kept = [young[0].clone(), young[0].clone(), alike.clone(), alike];
    kept.sort();
    assert_eq!(left_behind(&server).await, kept);
}
