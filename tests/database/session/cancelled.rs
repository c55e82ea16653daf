//! Work that somebody stops, that takes too long, or whose backend is taken away.

use std::time::{Duration, Instant};

use provost_postgres::{Database, Error};
use provost_tests::local::TestServer;

use super::opened::open;

const BUSY: &str = "select count(*)::text from pg_stat_activity where state = 'active' and query like '%pg_sleep%' \
                    and pid <> pg_backend_pid()";

async fn sleep(database: Database) -> Result<u64, Error> {
    let mut session = database.read().await?;
    session.execute("select pg_sleep(60)").await
}

#[tokio::test]
async fn cancelling_stops_all_lines_here_and_on_the_server() {
    let server = TestServer::bundled().await.unwrap();
    let database = open(&server, "postgres", server.user());
    assert_eq!(database.cancel_running().await, Ok(0));
    let work: Vec<_> = (0..4)
        .map(|_| tokio::spawn(sleep(database.clone())))
        .collect();
    let mut plain = server.plain("postgres").await.unwrap();
    while plain.text(BUSY).await.unwrap() != "4" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let begun = Instant::now();
    assert_eq!(database.cancel_running().await, Ok(4));
    for task in work {
        assert_eq!(task.await.unwrap(), Err(Error::Cancelled));
    }
    assert_eq!(plain.text(BUSY).await.unwrap(), "0");
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "{:?}",
        begun.elapsed()
    );
    let mut session = database.read().await.unwrap();
    session.execute("select 1").await.unwrap();
    session.finish().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn later_work_is_never_cancelled() {
    let server = TestServer::bundled().await.unwrap();
    let database = open(&server, "postgres", server.user());
    for round in 0..200_u64 {
        let other = database.clone();
        let earlier = tokio::spawn(async move {
            let mut session = other.read().await?;
            session.execute("select pg_sleep(0.002)").await?;
            session.finish().await
        });
        tokio::time::sleep(Duration::from_micros(round * 40)).await;
        database.cancel_running().await.unwrap();
        let mut later = database.read().await.unwrap();
        later.execute("select pg_sleep(0.002)").await.unwrap();
        later.finish().await.unwrap();
        assert!(matches!(
            earlier.await.unwrap(),
            Ok(()) | Err(Error::Cancelled)
        ));
    }
}

#[tokio::test]
async fn a_statement_that_takes_too_long_ends() {
    let server = TestServer::bundled().await.unwrap();
    let database = open(&server, "postgres", server.user());
    let mut session = database.read().await.unwrap();
    session
        .limit_statements(Duration::from_millis(200))
        .await
        .unwrap();
    let begun = Instant::now();
    let ended = session.execute("select pg_sleep(60)").await;
    assert!(matches!(ended, Err(Error::Timeout { .. })), "{ended:?}");
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert_eq!(session.finish().await, Err(Error::Aborted));
}

#[tokio::test]
async fn a_backend_that_is_taken_away_is_told_and_replaced() {
    let server = TestServer::bundled().await.unwrap();
    let database = open(&server, "postgres", server.user());
    let mut plain = server.plain("postgres").await.unwrap();
    let end = "select pg_terminate_backend(pid)::text from pg_stat_activity where application_name = 'provost'";

    let work = tokio::spawn(sleep(database.clone()));
    while plain.text(BUSY).await.unwrap() != "1" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    plain.texts(end).await.unwrap();
    assert!(matches!(work.await.unwrap(), Err(Error::Lost { .. })));

    // Also a line that rested, as after a restart of the server.
    database.read().await.unwrap().finish().await.unwrap();
    assert_eq!(plain.texts(end).await.unwrap(), ["true"]);
    let mut session = database.read().await.unwrap();
    session.execute("select 1").await.unwrap();
    session.finish().await.unwrap();
}
