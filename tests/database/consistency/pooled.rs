//! What a real PgBouncer says at its console, and to whom.

use provost_core::catalog::Visible;
use provost_core::schema::consistency::{Infrastructure, Pooler};
use provost_postgres::{Database, Trust, catalog, schema};
use provost_tests::local::{PASSWORD, TestServer, Version};
use provost_tests::pgbouncer::PgBouncer;
use zeroize::Zeroizing;

async fn asked(server: &TestServer, pooler: &PgBouncer, database: &str) -> Infrastructure {
    let profile = pooler.profile(server, database);
    let password = Some(Zeroizing::new(PASSWORD.to_owned()));
    let database = Database::open(&profile, password, &Trust::default()).unwrap();
    let actual = catalog::read(&database, &|_| {}).await.unwrap();
    let found = schema::infrastructure(&database, &profile, &actual).await;
    found.unwrap()
}

#[tokio::test]
async fn the_console_answers_those_whom_it_knows() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    for (right, mode) in [("admin_users", "transaction"), ("stats_users", "session")] {
        let own = format!("pool_mode = {mode}\n{right} = {}\n", server.user());
        let bouncer = PgBouncer::with(&server, 10, &own).await.unwrap();
        let found = asked(&server, &bouncer, "postgres").await;
        let Pooler::PgBouncer {
            version,
            settings,
            clients,
            cut,
        } = &found.pooler
        else {
            panic!("{right}: {:?}", found.pooler);
        };
        assert!(version.starts_with("1."), "{version}");
        assert_eq!(*cut, None);
        let value = |name: &str| {
            let mut settings = settings.iter();
            settings
                .find(|(setting, _)| setting == name)
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(value("pool_mode"), Some(mode));
        assert_eq!(value("default_pool_size"), Some("10"));
        assert_eq!(value("max_client_conn"), Some("100"));
        for secret in ["auth_file", "logfile", "client_tls_key_file", "conffile"] {
            assert_eq!(value(secret), None, "{secret}");
        }
        // Ours, at least.
        assert!(clients.is_some_and(|clients| clients >= 1), "{clients:?}");
        assert!(
            matches!(&found.tls, Visible::Hidden(reason) if reason.contains("without TLS")),
            "{:?}",
            found.tls
        );
        let shown = found
            .evidence
            .iter()
            .find(|one| one.title.starts_with("Settings of the pooler"))
            .unwrap();
        assert_eq!(shown.sql, "show config");
        assert!(shown.result.contains(&format!("pool_mode | {mode}")));
        let used = found.evidence.iter().find(|one| one.sql == "show lists");
        assert!(used.unwrap().result.contains("used_clients | "), "{used:?}");
        assert!(!shown.result.contains("users.txt"), "{}", shown.result);
    }
}

#[tokio::test]
async fn a_console_that_does_not_answer_is_told() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let bouncer = PgBouncer::before(&server, 3).await.unwrap();
    let found = asked(&server, &bouncer, "postgres").await;
    let Pooler::Silent { noticed, reason } = &found.pooler else {
        panic!("{:?}", found.pooler);
    };
    assert!(noticed.contains("PgBouncer"), "{noticed}");
    assert!(reason.contains("admin_users"), "{reason}");
}

/// A database of that name is no pooler.
#[tokio::test]
async fn a_database_called_pgbouncer_is_no_pooler() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    for named in [false, true] {
        if named {
            server.create_database("pgbouncer").await.unwrap();
        }
        let profile =
            provost_tests::profile::at("127.0.0.1", server.port(), "postgres", server.user());
        let password = Some(Zeroizing::new(PASSWORD.to_owned()));
        let database = Database::open(&profile, password, &Trust::default()).unwrap();
        let actual = catalog::read(&database, &|_| {}).await.unwrap();
        let found = schema::infrastructure(&database, &profile, &actual)
            .await
            .unwrap();
        assert_eq!(found.pooler, Pooler::None);
        assert_eq!(found.tls, Visible::Seen(None));
    }
}
