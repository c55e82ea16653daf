//! How a reading uses its lines: side by side, on one where there are no more, cancelled, held up.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use provost_postgres::Error;
use provost_postgres::catalog::{self, ReadingStep};

use crate::reading::{SHOP, VERSIONS, database, read, read_as, shop};

#[tokio::test]
async fn two_readings_are_equal_and_progress_is_told() {
    for version in VERSIONS {
        let server = shop(version, &[SHOP]).await;
        let steps = Mutex::new(Vec::new());
        let tell = |step: ReadingStep| steps.lock().unwrap().push(step);
        let first = catalog::read(&database(&server, "shop", server.user()), &tell)
            .await
            .unwrap();
        let second = read(&server, "shop").await;
        assert_eq!(first.definition_only(), second.definition_only());
        let steps = steps.into_inner().unwrap();
        assert!(steps.len() > 8);
        for (place, step) in steps.iter().enumerate() {
            assert_eq!(
                (step.done, step.total),
                (place + 1, steps.len()),
                "{step:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_role_with_one_connection_reads_the_same() {
    let server = shop(
        VERSIONS[0],
        &[SHOP, "create role lonely login connection limit 1"],
    )
    .await;
    let lonely = read_as(&server, "shop", "lonely").await.definition_only();
    let mut other = read_as(&server, "shop", "shop_forever").await.definition_only();
    // The right to ask for names the role.
    other.hba_rules = lonely.hba_rules.clone();
    assert_eq!(lonely, other);
}

#[tokio::test]
async fn a_reading_can_be_cancelled() {
    let server = shop(VERSIONS[0], &[SHOP]).await;
    let mut holder = server.plain("shop").await.unwrap();
    holder
        .execute("begin; lock table shop.basket in access exclusive mode")
        .await
        .unwrap();
    let database = database(&server, "shop", server.user());
    let reading = tokio::spawn({
        let database = database.clone();
        async move { catalog::read(&database, &|_| {}).await }
    });
    tokio::time::sleep(Duration::from_millis(700)).await;
    let begun = Instant::now();
    assert!(database.cancel_running().await.unwrap() >= 1);
    assert!(matches!(reading.await.unwrap(), Err(Error::Cancelled)));
    assert!(begun.elapsed() < Duration::from_secs(1));
    holder.execute("rollback").await.unwrap();
    assert!(
        catalog::read(&database, &|_| {}).await.is_ok(),
        "the next reading is not hit"
    );
}

#[tokio::test]
async fn a_table_that_somebody_holds_ends_a_reading_in_time() {
    let server = shop(VERSIONS[0], &[SHOP]).await;
    let mut holder = server.plain("shop").await.unwrap();
    holder
        .execute("begin; lock table shop.basket in access exclusive mode")
        .await
        .unwrap();
    let begun = Instant::now();
    let database = database(&server, "shop", server.user());
    let error = catalog::read(&database, &|_| {}).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
    assert!(begun.elapsed() < Duration::from_secs(6));
}

#[tokio::test]
async fn a_reading_changes_nothing_and_leaves_nothing() {
    let server = shop(VERSIONS[0], &[SHOP]).await;
    let database = database(&server, "shop", server.user());
    catalog::read(&database, &|_| {}).await.unwrap();
    let mut plain = server.plain("shop").await.unwrap();
    let open = "select count(*) from pg_stat_activity where application_name = 'provost' and xact_start is not null";
    assert_eq!(
        plain.text(open).await.unwrap(),
        "0",
        "no transaction stays open"
    );
    let prepared = plain
        .text("select count(*) from pg_prepared_statements")
        .await
        .unwrap();
    assert_eq!(prepared, "0");
}
