//! How a reading uses its lines: side by side, on one where there are no more, cancelled, held up.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use provost_core::catalog::Catalog;
use provost_core::connections::Profile;
use provost_postgres::catalog::{self, ReadingStep};
use provost_postgres::{Database, Error, Trust};
use provost_tests::local::{PASSWORD, TestServer};
use provost_tests::pgbouncer::PgBouncer;
use provost_tests::profile;
use zeroize::Zeroizing;

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
    let mut other = read_as(&server, "shop", "shop_forever")
        .await
        .definition_only();
    // The right to ask for names the role.
    other.hba_rules = lonely.hba_rules.clone();
    assert_eq!(lonely, other);
}

async fn definition(profile: Profile) -> Catalog {
    let password = Zeroizing::new(PASSWORD.to_owned());
    let database = Database::open(&profile, Some(password), &Trust::default()).unwrap();
    catalog::read(&database, &|_| {})
        .await
        .unwrap()
        .definition_only()
}

/// Through a pooler in transaction mode, with lines enough and with one only.
#[tokio::test]
async fn a_reading_through_a_pooler_is_the_same() {
    for pool in [6, 1] {
        let server = TestServer::on_tcp(VERSIONS[0]).await.unwrap();
        server.create_database("shop").await.unwrap();
        server
            .plain("shop")
            .await
            .unwrap()
            .execute(SHOP)
            .await
            .unwrap();
        let pooler = PgBouncer::before(&server, pool).await.unwrap();
        let through = definition(pooler.profile(&server, "shop")).await;
        let straight = definition(profile::at(
            "127.0.0.1",
            server.port(),
            "shop",
            server.user(),
        ))
        .await;
        let own = |catalog: &Catalog| -> BTreeSet<String> {
            let settings = catalog.settings.iter();
            let own = settings.filter(|one| ["client", "session"].contains(&one.source.as_str()));
            own.map(|one| one.name.clone()).collect()
        };
        // What a line sets for itself is not the server's: a pooler sets other things than a client.
        let own = own(&through)
            .union(&own(&straight))
            .cloned()
            .collect::<BTreeSet<_>>();
        assert!(own.len() < 25, "{own:?}");
        let without = |mut catalog: Catalog| {
            catalog.settings.retain(|one| !own.contains(&one.name));
            catalog
        };
        let (through, straight) = (without(through), without(straight));
        let pairs = through.settings.iter().zip(&straight.settings);
        let different: Vec<_> = pairs.filter(|(one, other)| one != other).collect();
        assert!(different.is_empty(), "{pool} lines: {different:?}");
        assert_eq!(through, straight, "{pool} lines");
    }
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
