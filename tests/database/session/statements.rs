//! Every statement of the crate, against every version at hand.

use provost_postgres::{Statement, oldest_server, statements};

use super::opened::{open, servers};

#[tokio::test]
async fn each_can_be_prepared() {
    for server in servers().await {
        let database = open(&server, "postgres", server.user());
        let mut session = database.read().await.unwrap();
        let (version,): (i32,) = session
            .fetch_one("select current_setting('server_version_num')::int4")
            .await
            .unwrap();
        let mut wrong = Vec::new();
        let mut prepared = 0;
        for (file, text) in statements().filter(|(file, _)| oldest_server(file) <= version) {
            // A failure ends the transaction, so each has its own.
            let mut session = database.read().await.unwrap();
            if let Err(error) = session.describe(Statement::new(text)).await {
                wrong.push(format!("{file}: {error}"));
            }
            prepared += 1;
        }
        assert!(wrong.is_empty() && prepared > 10, "{version}: {wrong:#?}");
    }
}

#[test]
fn each_says_what_it_answers() {
    for (file, text) in statements() {
        assert!(text.starts_with("-- "), "{file}");
    }
}
