//! What a person's query leaves behind.

use provost_core::drift::{ColumnKind, Heading, Sample};
use provost_postgres::{Database, Statement, Trust, drift};
use provost_tests::local::{TestServer, Version};
use provost_tests::profile;

const LEFT: &str = "select pg_catalog.current_setting('provost.user_id', true),
    (select pg_catalog.count(*) from pg_catalog.pg_locks where locktype = 'advisory')";

#[tokio::test]
async fn a_query_leaves_nothing_in_the_session_that_others_use() {
    let server = TestServer::with(Version::Bundled, |_| {}).await.unwrap();
    let profile = profile::of(&server, "postgres", server.user());
    let database = Database::open(&profile, None, &Trust::default()).unwrap();
    let query = "select set_config('provost.user_id', 'somebody', false) as said, pg_try_advisory_lock(5) as locked";
    let columns = drift::describe(&database, query).await.unwrap();
    let heading = |(name, kind): (&str, ColumnKind)| Heading {
        name: name.to_owned(),
        kind,
        integers: false,
    };
    let kinds = [
        ("said", ColumnKind::Categorical),
        ("locked", ColumnKind::Boolean),
    ];
    let mut sample = Sample::new(kinds.map(heading).to_vec(), 100, 1);
    drift::read(&database, query, &columns, &[0, 1], &mut sample, &|_| {})
        .await
        .unwrap();
    let mut left = (None, 1);
    // The server takes a moment to end the session.
    for _ in 0..50 {
        let mut session = database.read().await.unwrap();
        left = session
            .fetch_one::<(Option<String>, i64)>(Statement::new(LEFT))
            .await
            .unwrap();
        session.finish().await.unwrap();
        if left == (None, 0) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(left, (None, 0));
}
