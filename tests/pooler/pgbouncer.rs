//! Through a real PgBouncer in transaction mode, where statements of several clients meet on few backends.

use provost_core::connections::Profile;
use provost_postgres::{Database, Session, Statement, Trust, connections};
use provost_tests::local::{PASSWORD, TestServer, Version};
use provost_tests::pgbouncer::PgBouncer;
use zeroize::Zeroizing;

/// How many sessions run at once, and how many queries each sends.
const SESSIONS: i64 = 6;
const QUERIES: i64 = 60;

/// What a neighbour's settings are asked for: all that a session of ours changes inside its transaction.
const NEIGHBOUR: &str = "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in \
    ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'search_path', 'row_security', \
     'restrict_nonsystem_relation_kind', 'default_transaction_read_only', 'transaction_read_only', \
     'default_transaction_isolation', 'transaction_isolation', 'jit', 'bytea_output', 'extra_float_digits')";

fn open(profile: &Profile) -> Database {
    let password = Zeroizing::new(PASSWORD.to_owned());
    Database::open(profile, Some(password), &Trust::default()).unwrap()
}

/// One query of many, whose text and answer no other has.
async fn ask(session: &mut Session, task: i64, query: i64) -> String {
    let number = task * 1000 + query;
    match query % 4 {
        0 => {
            let (value,): (i64,) = session
                .fetch_one(Statement::new("select $1 + 0").bind(number))
                .await
                .unwrap();
            value.to_string()
        }
        1 => {
            let text = format!("select '{number}'::text as \"column {number}\"");
            session
                .fetch_one::<(String,)>(Statement::assembled(text))
                .await
                .unwrap()
                .0
        }
        2 => {
            let rows: Vec<(i64,)> = session
                .fetch_all(Statement::new("select $1 from generate_series(1, 3)").bind(number))
                .await
                .unwrap();
            assert_eq!(rows.len(), 3);
            rows[2].0.to_string()
        }
        _ => {
            let statement = Statement::new("select $1 || $2")
                .bind(task.to_string())
                .bind(format!("/{query}"));
            let (value,): (String,) = session.fetch_one(statement).await.unwrap();
            assert_eq!(value, format!("{task}/{query}"));
            number.to_string()
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn six_sessions_at_once_get_their_own_answers_and_change_nothing_for_neighbours() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let pooler = PgBouncer::before(&server, 3).await.unwrap();
    let mut neighbour = pooler.plain(&server, "postgres").await.unwrap();
    let before = neighbour.text(NEIGHBOUR).await.unwrap();

    let tasks: Vec<_> = (0..SESSIONS)
        .map(|task| {
            // Each its own, so that six clients share the pool's three backends.
            let database = open(&pooler.profile(&server, "postgres"));
            tokio::spawn(async move {
                for query in 0..QUERIES {
                    let mut session = database.read().await.unwrap();
                    let answer = ask(&mut session, task, query).await;
                    assert_eq!(answer, (task * 1000 + query).to_string());
                    session.finish().await.unwrap();
                }
            })
        })
        .collect();
    let mut seen = Vec::new();
    while !tasks.iter().all(tokio::task::JoinHandle::is_finished) {
        seen.push(neighbour.text(NEIGHBOUR).await.unwrap());
    }
    for task in tasks {
        task.await.unwrap();
    }
    for _ in 0..20 {
        seen.push(neighbour.text(NEIGHBOUR).await.unwrap());
    }
    assert!(
        seen.iter().all(|settings| *settings == before),
        "{before}\n{seen:?}"
    );

    let mut plain = server.plain("postgres").await.unwrap();
    let left = "select count(*)::text from pg_stat_activity where application_name = 'provost' and state <> 'idle'";
    assert_eq!(plain.text(left).await.unwrap(), "0");
}

#[tokio::test]
async fn many_sessions_share_one_picture_through_the_pooler() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let pooler = PgBouncer::before(&server, 3).await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute("create table public.orders as select 1 as id")
        .await
        .unwrap();
    let database = open(&pooler.profile(&server, "postgres"));
    let mut first = database.read().await.unwrap();
    let snapshot = first.export_snapshot().await.unwrap();
    plain
        .execute("insert into public.orders values (2)")
        .await
        .unwrap();
    let mut second = database.read_at(&snapshot).await.unwrap();
    assert_ne!(first.backend(), second.backend());
    for session in [&mut first, &mut second] {
        let (count,): (i64,) = session
            .fetch_one("select count(*) from public.orders")
            .await
            .unwrap();
        assert_eq!(count, 1);
    }
}

#[tokio::test]
async fn the_report_names_the_pooler() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let pooler = PgBouncer::before(&server, 3).await.unwrap();
    for pool in [0, 2] {
        // Also when several backends rest in the pool.
        let mut neighbours = Vec::new();
        for _ in 0..pool {
            let mut neighbour = pooler.plain(&server, "postgres").await.unwrap();
            neighbour.execute("begin").await.unwrap();
            neighbours.push(neighbour);
        }
        drop(neighbours);
        let profile = pooler.profile(&server, "postgres");
        let report = connections::probe(&open(&profile), &profile).await.unwrap();
        assert!(report.pooler.unwrap().contains("pooler"));
        assert_eq!(report.tls, None);
        assert_eq!(report.server_version_number, 180_006);
    }
    let mut direct = pooler.profile(&server, "postgres");
    direct.port = server.port();
    let report = connections::probe(&open(&direct), &direct).await.unwrap();
    assert_eq!(report.pooler, None);
}

#[tokio::test]
async fn work_behind_the_pooler_can_be_cancelled() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let pooler = PgBouncer::before(&server, 3).await.unwrap();
    let database = open(&pooler.profile(&server, "postgres"));
    let mut session = database.read().await.unwrap();
    let work = tokio::spawn(async move { session.execute("select pg_sleep(60)").await });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(database.cancel_running().await.unwrap(), 1);
    assert_eq!(work.await.unwrap(), Err(provost_postgres::Error::Cancelled));
    let mut plain = server.plain("postgres").await.unwrap();
    let busy = "select count(*)::text from pg_stat_activity where query like '%pg_sleep%' and state = 'active' \
                and pid <> pg_backend_pid()";
    assert_eq!(plain.text(busy).await.unwrap(), "0");
}

#[tokio::test]
async fn what_the_pooler_refuses_is_told_in_words() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let pooler = PgBouncer::before(&server, 3).await.unwrap();
    let profile = pooler.profile(&server, "postgres");
    let wrong = Some(Zeroizing::new("wrong".to_owned()));
    let refused = Database::open(&profile, wrong, &Trust::default())
        .unwrap()
        .read()
        .await
        .unwrap_err();
    assert!(
        matches!(refused, provost_postgres::Error::Authentication { .. }),
        "{refused:?}"
    );
    let absent = open(&pooler.profile(&server, "absent"))
        .read()
        .await
        .unwrap_err();
    assert!(
        matches!(absent, provost_postgres::Error::Authentication { .. }),
        "{absent:?}"
    );
}
