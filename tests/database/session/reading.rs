//! A session that reads changes nothing.

use provost_postgres::{Error, Statement};
use provost_tests::local::TestServer;
use provost_tests::plain::Plain;

use super::opened::{open, servers};

const FIXTURE: &str = "create role clerk login; create schema shop authorization clerk; set role clerk; \
    create table shop.orders (id int primary key, note text); insert into shop.orders values (1, 'a'), (2, 'b'); \
    create sequence shop.numbers; create view shop.notes as select note from shop.orders; \
    create function shop.wipe() returns void language sql as 'delete from shop.orders'; \
    create procedure shop.clear() language sql as 'delete from shop.orders'; \
    create materialized view shop.kept as select * from shop.orders; reset role;";

/// What a role that owns everything may try, one statement each.
const WRITES: &[&str] = &[
    "insert into shop.orders values (3, 'c')",
    "update shop.orders set note = 'x'",
    "delete from shop.orders",
    "truncate shop.orders",
    "with gone as (delete from shop.orders returning id) select * from gone",
    "merge into shop.orders using (values (1)) as v (id) on v.id = orders.id when matched then delete",
    "select * from shop.orders for update",
    "select nextval('shop.numbers')",
    "select setval('shop.numbers', 100)",
    "select shop.wipe()",
    "call shop.clear()",
    "do $$ begin delete from shop.orders; end $$",
    "explain analyze delete from shop.orders",
    "create table shop.new (id int)",
    "create table shop.new as select * from shop.orders",
    "select * into shop.new from shop.orders",
    "create index on shop.orders (note)",
    "alter table shop.orders add column extra int",
    "drop table shop.orders cascade",
    "comment on table shop.orders is 'x'",
    "grant select on shop.orders to public",
    "refresh materialized view shop.kept",
    "vacuum shop.orders",
    "set transaction read write",
    "set local transaction_read_only = off",
    "select set_config('transaction_read_only', 'off', true)",
    "prepare transaction 'kept'",
    "select 1; commit; delete from shop.orders",
    "commit; delete from shop.orders",
];

/// All that a write could change.
async fn state(plain: &mut Plain) -> Vec<String> {
    let mut state = Vec::new();
    for sql in [
        "select id::text || note from shop.orders order by id",
        "select last_value::text || is_called from shop.numbers",
        "select relname || relkind::text || coalesce(relacl::text, '') || relnatts from pg_class \
         where relnamespace = 'shop'::regnamespace order by 1",
        "select description from pg_description where objoid = 'shop.orders'::regclass",
        "select gid from pg_prepared_xacts",
    ] {
        state.extend(plain.texts(sql).await.unwrap());
    }
    state
}

#[tokio::test]
async fn no_write_gets_through() {
    for server in servers().await {
        let mut plain = server.plain("postgres").await.unwrap();
        plain.execute(FIXTURE).await.unwrap();
        let before = state(&mut plain).await;
        let database = open(&server, "postgres", "clerk");
        for write in WRITES {
            let mut session = database.read().await.unwrap();
            let refused = session.execute(*write).await;
            assert!(refused.is_err(), "{write}: {refused:?}");
            // What a careless program would do after an error.
            let again = session.execute("delete from shop.orders").await;
            assert_eq!(again, Err(Error::Aborted), "{write}");
            assert_eq!(session.finish().await, Err(Error::Aborted), "{write}");
        }
        assert_eq!(state(&mut plain).await, before);
    }
}

#[tokio::test]
async fn the_picture_stays_the_same_and_can_be_shared() {
    let server = TestServer::bundled().await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain.execute(FIXTURE).await.unwrap();
    let database = open(&server, "postgres", "clerk");
    let count = "select count(*) from shop.orders";
    let mut first = database.read().await.unwrap();
    assert_eq!(first.fetch_one::<(i64,)>(count).await.unwrap().0, 2);
    let snapshot = first.export_snapshot().await.unwrap();
    plain
        .execute("insert into shop.orders values (3, 'c')")
        .await
        .unwrap();
    assert_eq!(first.fetch_one::<(i64,)>(count).await.unwrap().0, 2);
    let mut second = database.read_at(&snapshot).await.unwrap();
    assert_eq!(second.fetch_one::<(i64,)>(count).await.unwrap().0, 2);
    second.finish().await.unwrap();
    first.finish().await.unwrap();
    let mut later = database.read().await.unwrap();
    assert_eq!(later.fetch_one::<(i64,)>(count).await.unwrap().0, 3);
    later.finish().await.unwrap();
    let late = database.read_at(&snapshot).await;
    assert!(matches!(late, Err(Error::Database { .. })), "{late:?}");
}

#[tokio::test]
async fn many_sessions_share_four_lines_and_keep_no_statement_on_the_server() {
    let server = TestServer::bundled().await.unwrap();
    let database = open(&server, "postgres", server.user());
    let tasks: Vec<_> = (0..12_i64)
        .map(|task| {
            let database = database.clone();
            tokio::spawn(async move {
                for query in 0..20_i64 {
                    let mut session = database.read().await.unwrap();
                    let statement = Statement::new("select $1 * $2").bind(task).bind(query);
                    assert_eq!(
                        session.fetch_one::<(i64,)>(statement).await.unwrap().0,
                        task * query
                    );
                    let (kept,): (i64,) = session
                        .fetch_one("select count(*) from pg_prepared_statements")
                        .await
                        .unwrap();
                    assert_eq!(kept, 0);
                    session.finish().await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let mut plain = server.plain("postgres").await.unwrap();
    let lines = "select count(*)::text from pg_stat_activity where application_name = 'provost'";
    assert_eq!(plain.text(lines).await.unwrap(), "4");
}
