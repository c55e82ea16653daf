//! Two at once, one that is killed, one that waits for a lock, one that is cancelled: all of it happens once or not at all.

use std::time::{Duration, Instant};

use provost_core::schema::Pack;
use provost_postgres::Error;
use provost_postgres::schema::scripts;
use provost_tests::local::{TestServer, program};
use provost_tests::plain::Plain;

use crate::place::{Place, ids, relations};

/// A server with the pack `ai`, and a connection that holds a lock on a table that the pack `governance` refers to.
async fn held() -> (TestServer, Place, Plain, String) {
    let server = TestServer::bundled().await.unwrap();
    let place = Place::of(&server, "postgres");
    place.apply(&[Pack::Ai]).await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    let before = relations(&mut plain).await;
    let mut holder = server.plain("postgres").await.unwrap();
    holder
        .execute("begin; lock table governance.ai_models in access exclusive mode")
        .await
        .unwrap();
    (server, place, holder, before)
}

/// Waits until somebody waits for the lock.
async fn until_waiting(server: &TestServer) {
    let mut plain = server.plain("postgres").await.unwrap();
    let asked = "select count(*)::text from pg_stat_activity where wait_event_type = 'Lock'";
    let begun = Instant::now();
    while plain.text(asked).await.unwrap() == "0" {
        assert!(begun.elapsed() < Duration::from_secs(30), "nobody waits");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_do_it_once() {
    let server = TestServer::bundled().await.unwrap();
    let [left, right] = [(); 2].map(|()| Place::of(&server, "postgres"));
    let (left_done, right_done) = tokio::join!(left.apply(&[]), right.apply(&[]));
    let mut done = [left_done.unwrap(), right_done.unwrap()].map(|applied| applied.steps.len());
    done.sort_unstable();
    assert_eq!(done, [0, scripts().len()]);
    let (left_done, right_done) = tokio::join!(left.revert(&[], false), right.revert(&[], false));
    let mut done = [left_done.unwrap(), right_done.unwrap()].map(|applied| applied.steps.len());
    done.sort_unstable();
    assert_eq!(done, [0, scripts().len()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_killed_in_the_middle_leaves_nothing() {
    let (server, place, mut holder, before) = held().await;
    let mut child = std::process::Command::new(program("provost").unwrap())
        .args(["schema", "apply", "--url", &server.url("postgres")])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    until_waiting(&server).await;
    child.kill().unwrap();
    child.wait().unwrap();
    holder.execute("rollback").await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    let begun = Instant::now();
    let open = "select count(*)::text from pg_stat_activity where application_name like 'provost%' and state <> 'idle'";
    while plain.text(open).await.unwrap() != "0" {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "its transaction is still open"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(relations(&mut plain).await, before);
    let applied = place.apply(&[Pack::Governance]).await.unwrap();
    assert_eq!(ids(&applied)[0], "governance/0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_is_waited_for_a_moment_and_no_longer() {
    let (server, place, mut holder, before) = held().await;
    let begun = Instant::now();
    let refused = place.apply(&[]).await.unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(15));
    let Error::Migration { id, cause } = &refused else {
        panic!("{refused:?}");
    };
    assert!(id.starts_with("governance/"), "{id}");
    assert_eq!(
        **cause,
        Error::Timeout {
            what: "Waiting for a lock",
            seconds: 5
        }
    );
    assert!(
        refused.to_string().contains("nothing was changed"),
        "{refused}"
    );
    let mut plain = server.plain("postgres").await.unwrap();
    assert_eq!(relations(&mut plain).await, before);
    holder.execute("rollback").await.unwrap();
    place.apply(&[]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cancelled_leaves_nothing() {
    let (server, place, mut holder, before) = held().await;
    let running = {
        let place = place.clone();
        tokio::spawn(async move { place.apply(&[]).await })
    };
    until_waiting(&server).await;
    assert_eq!(place.database.cancel_running().await, Ok(1));
    assert_eq!(running.await.unwrap(), Err(Error::Cancelled));
    holder.execute("rollback").await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    assert_eq!(relations(&mut plain).await, before);
}
