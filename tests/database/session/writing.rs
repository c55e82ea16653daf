//! A session that writes keeps all or nothing.

use provost_postgres::{Error, Statement};
use provost_tests::local::TestServer;

use super::opened::{open, open_to_write};

const COUNT: &str = "select count(*)::text from public.orders";

#[tokio::test]
async fn what_is_finished_is_kept_and_nothing_else() {
    let server = TestServer::bundled().await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute(
            "create table public.orders (id int primary key); \
             alter database postgres set default_transaction_read_only = on",
        )
        .await
        .unwrap();
    let database = open_to_write(&server, "postgres", server.user());
    let insert =
        || Statement::new("insert into orders select generate_series($1, $1 + 1)").bind(1_i32);

    let mut dropped = database.write(&["public"]).await.unwrap();
    assert_eq!(dropped.execute(insert()).await, Ok(2));
    drop(dropped);
    let mut failed = database.write(&["public"]).await.unwrap();
    failed.execute(insert()).await.unwrap();
    let twice = failed.execute(insert()).await.unwrap_err();
    assert_eq!(twice.sqlstate(), Some("23505"));
    assert_eq!(failed.finish().await, Err(Error::Aborted));
    assert_eq!(plain.text(COUNT).await.unwrap(), "0");

    let mut finished = database.write(&["public"]).await.unwrap();
    finished.execute(insert()).await.unwrap();
    finished
        .run_script("insert into orders values (10); insert into orders values (11)")
        .await
        .unwrap();
    finished.finish().await.unwrap();
    assert_eq!(plain.text(COUNT).await.unwrap(), "4");
}

#[tokio::test]
async fn a_lock_that_somebody_holds_is_not_waited_for() {
    let server = TestServer::bundled().await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute("create table public.orders (id int)")
        .await
        .unwrap();
    plain
        .execute("begin; lock table public.orders in access exclusive mode")
        .await
        .unwrap();
    let mut session = open_to_write(&server, "postgres", server.user())
        .write(&["public"])
        .await
        .unwrap();
    let begun = std::time::Instant::now();
    let refused = session
        .execute("insert into orders values (1)")
        .await
        .unwrap_err();
    assert_eq!(
        refused,
        Error::Timeout {
            what: "Waiting for a lock",
            seconds: 2
        }
    );
    assert!(begun.elapsed().as_secs() < 5);
}

#[tokio::test]
async fn a_database_is_made_once() {
    let server = TestServer::bundled().await.unwrap();
    let database = open_to_write(&server, "postgres", server.user());
    let name = "Über \"Daten\" 🙂; drop";
    assert_eq!(database.create_database(name).await, Ok(true));
    assert_eq!(database.create_database(name).await, Ok(false));
    let mut session = open(&server, name, server.user()).read().await.unwrap();
    let (found,): (String,) = session
        .fetch_one("select current_database()::text")
        .await
        .unwrap();
    assert_eq!(found, name);
}

#[tokio::test]
async fn a_profile_that_only_reads_opens_nothing_to_write() {
    let server = TestServer::bundled().await.unwrap();
    let database = open(&server, "postgres", server.user());
    let refused = database.write(&["public"]).await;
    assert!(matches!(refused, Err(Error::Profile { .. })), "{refused:?}");
    let refused = database.create_database("other").await;
    assert!(matches!(refused, Err(Error::Profile { .. })), "{refused:?}");
}
