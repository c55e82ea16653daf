//! Nothing that somebody planted runs as the auditor, and no hidden row counts as absent.

use provost_postgres::{Error, connections};
use provost_tests::local::TestServer;
use provost_tests::profile;

use super::opened::{open, open_to_write, servers};

#[tokio::test]
async fn planted_functions_operators_and_views_are_not_run() {
    for server in servers().await {
        let mut plain = server.plain("postgres").await.unwrap();
        plain
            .execute(
                "create role auditor login superuser; alter role auditor set search_path = public, pg_catalog; \
                 create table public.trodden (by text); \
                 create function public.lower(varchar) returns text language sql \
                     as $$ insert into public.trodden values ('lower'); select 'trojan'::text $$; \
                 create function public.same(text, text) returns boolean language sql as $$ select true $$; \
                 create operator public.= (function = public.same, leftarg = text, rightarg = text); \
                 create view public.pg_class as select 'trojan'::text as relname; \
                 create view public.seen as select public.lower('x'::varchar) as word",
            )
            .await
            .unwrap();
        let database = open(&server, "postgres", "auditor");
        let mut session = database.read().await.unwrap();
        let (word, same): (String, bool) = session
            .fetch_one("select lower('A'::varchar), 'a'::text = 'b'::text")
            .await
            .unwrap();
        assert_eq!((word.as_str(), same), ("a", false));
        let (trojans,): (i64,) = session
            .fetch_one("select count(*) from pg_class where relname = 'trojan'")
            .await
            .unwrap();
        assert_eq!(trojans, 0);
        let (path,): (String,) = session
            .fetch_one("select current_setting('search_path')")
            .await
            .unwrap();
        assert_eq!(path, "pg_catalog, pg_temp");
        let view = session
            .fetch_all::<(String,)>("select word from public.seen")
            .await;
        assert!(
            matches!(&view, Err(Error::Database { refusal }) if refusal.message.contains("non-system view")),
            "{view:?}"
        );
        let profile = profile::of(&server, "postgres", "auditor");
        connections::probe(&database, &profile).await.unwrap();
        assert!(
            plain
                .texts("select by from public.trodden")
                .await
                .unwrap()
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_policy_that_hides_rows_raises_an_error() {
    for server in servers().await {
        let mut plain = server.plain("postgres").await.unwrap();
        plain
            .execute(
                "create role auditor login; create table public.people (id int); \
                 insert into public.people select generate_series(1, 10); grant select on public.people to auditor; \
                 alter table public.people enable row level security; \
                 create policy few on public.people using (id <= 3)",
            )
            .await
            .unwrap();
        let mut as_auditor = server.plain_as("auditor", "postgres").await.unwrap();
        let silently = as_auditor
            .text("select count(*)::text from public.people")
            .await
            .unwrap();
        assert_eq!(silently, "3");
        let mut session = open(&server, "postgres", "auditor").read().await.unwrap();
        let told = session
            .fetch_one::<(i64,)>("select count(*) from public.people")
            .await;
        assert!(matches!(told, Err(Error::Permission { .. })), "{told:?}");
    }
}

#[tokio::test]
async fn settings_end_with_their_transaction() {
    let server = TestServer::bundled().await.unwrap();
    let database = open_to_write(&server, "postgres", server.user());
    let settings = "select current_setting('statement_timeout'), current_setting('search_path'), \
                    current_setting('transaction_read_only'), current_setting('row_security')";
    let mut session = database.read().await.unwrap();
    let backend = session.backend();
    session
        .limit_statements(std::time::Duration::from_millis(1500))
        .await
        .unwrap();
    let inside: (String, String, String, String) = session.fetch_one(settings).await.unwrap();
    assert_eq!(inside.0, "1500ms");
    session.finish().await.unwrap();
    // The same backend, in a transaction that may write.
    let mut session = database.write(&["public", "odd \"name\""]).await.unwrap();
    assert_eq!(session.backend(), backend);
    let inside: (String, String, String, String) = session.fetch_one(settings).await.unwrap();
    let path = r#""public", "odd ""name""", "pg_temp""#;
    let expected = ["30s", path, "off", "off"].map(str::to_owned);
    assert_eq!([inside.0, inside.1, inside.2, inside.3], expected);
}
