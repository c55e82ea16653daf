//! SQL that says what a database should be, and what is read back.

use provost_core::schema::PartKind;
use provost_postgres::Error;
use provost_tests::local::TestServer;

use crate::place::{OWNER, expected, file, left_behind, relation, try_expected};

#[tokio::test]
async fn a_folder_of_migrations_is_run_in_its_order_and_nothing_stays() {
    let server = TestServer::bundled().await.unwrap();
    let files = [
        file(
            "1_orders.sql",
            "begin;\nset local search_path = 'public';\ncreate table orders (id int primary key, \"Note\" text);\ncommit;\n",
        ),
        file(
            "2_index.sql",
            "create index concurrently orders_note on orders (\"Note\");\nalter table orders add total numeric not null default 0;",
        ),
        file(
            "3_types.sql",
            "create type state as enum ('new', 'done');\nalter type state add value 'gone';",
        ),
        file(
            "4_read.sql",
            "create function total() returns numeric language sql begin atomic select sum(total) from orders; end;\n\
             grant select on orders to reporting;\nalter table orders owner to shop_team;",
        ),
    ];
    let made = try_expected(&server, &files).await.unwrap();
    let orders = relation(&made.catalog, "public.orders");
    let columns: Vec<&str> = orders.columns.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(columns, ["id", "Note", "total"]);
    assert!(
        orders
            .indexes
            .iter()
            .any(|index| index.name == "orders_note" && index.valid)
    );
    assert_eq!(orders.owner, "shop_team");
    assert!(
        orders
            .grants
            .iter()
            .any(|grant| grant.grantee == "reporting")
    );
    assert_eq!(made.catalog.functions[0].owner, OWNER);
    assert_eq!(made.catalog.enums[0].values, ["new", "done", "gone"]);
    assert_eq!(made.not_compared, []);
    assert_eq!(made.notes.len(), 2, "the two roles: {:?}", made.notes);
    assert!(
        !serde_json::to_string(&made.catalog)
            .unwrap()
            .contains("scratch_")
    );
    assert_eq!(left_behind(&server).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_file_may_include_others_of_the_folder() {
    let server = TestServer::bundled().await.unwrap();
    let files = [
        file(
            "all.sql",
            "\\set ON_ERROR_STOP on\n\\i tables/b.sql\n\\ir tables/a.sql\n",
        ),
        file("tables/a.sql", "create table a (b int references b (id));"),
        file("tables/b.sql", "create table b (id int primary key);"),
    ];
    let made = try_expected(&server, &files).await.unwrap();
    relation(&made.catalog, "public.a");
    let lone = [file("all.sql", "select 1;\n\\i elsewhere.sql\n")];
    let Err(Error::ExpectedText { place, .. }) = try_expected(&server, &lone).await else {
        panic!("it includes what is not there");
    };
    assert_eq!(place, "all.sql, line 2");
}

#[tokio::test]
async fn a_refusal_names_the_file_the_line_and_the_words() {
    let server = TestServer::bundled().await.unwrap();
    let files = [
        file("1.sql", "create table a (id int);"),
        file(
            "2.sql",
            "-- one\ncreate table b (id int);\n\ncreate index on c (id);\n",
        ),
    ];
    let Err(Error::ExpectedStatement {
        place,
        beginning,
        cause,
    }) = try_expected(&server, &files).await
    else {
        panic!("c is not there");
    };
    assert_eq!(place, "2.sql, line 4");
    assert_eq!(beginning, "create index on c (id)");
    assert_eq!(cause.sqlstate(), Some("42P01"));
    assert!(
        cause.to_string().contains("relation \"c\" does not exist"),
        "{cause}"
    );
    assert_eq!(left_behind(&server).await, Vec::<String>::new());
}

#[tokio::test]
async fn settings_that_another_version_knows_are_left_out_and_told() {
    let server = TestServer::bundled().await.unwrap();
    let made = expected(
        &server,
        "SET transaction_timeout = 0;\nSET future_setting = on;\nSET default_tablespace = fast;\n\
         SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.t (id int);\n\
         COPY public.t (id) FROM stdin;\n1\n2\n\\.\n",
    )
    .await;
    relation(&made.catalog, "public.t");
    assert!(
        made.notes
            .iter()
            .any(|note| note.contains("future_setting")),
        "{:?}",
        made.notes
    );
    assert!(
        made.notes.iter().any(|note| note.contains("2 rows")),
        "{:?}",
        made.notes
    );
    let kinds: Vec<PartKind> = made
        .not_compared
        .iter()
        .filter_map(|one| one.part.as_ref().map(|part| part.kind))
        .collect();
    assert_eq!(kinds, [PartKind::Tablespace]);
}

#[tokio::test]
async fn a_broken_statement_inside_a_transaction_of_the_file_is_mended_in_it() {
    let server = TestServer::bundled().await.unwrap();
    let made = expected(
        &server,
        "begin;\ncreate table t (id int);\ngrant select on t to reader;\ncreate policy p on t to auditor using (true);\ncommit;",
    )
    .await;
    let table = relation(&made.catalog, "public.t");
    assert_eq!(table.policies[0].roles, ["auditor"]);
    assert!(table.grants.iter().any(|grant| grant.grantee == "reader"));
}
