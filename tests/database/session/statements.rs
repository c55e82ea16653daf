//! Every statement of the crate, against 16 and 18; `tests/database/tls` does the same with Debian's version.

use provost_postgres::statements;
use provost_tests::statements::prepare_all;

use super::opened::{open, servers};

#[tokio::test]
async fn each_can_be_prepared() {
    for server in servers().await {
        let database = open(&server, "postgres", server.user());
        let (prepared, failed) = prepare_all(&database).await.unwrap();
        assert!(failed.is_empty() && prepared > 10, "{failed:#?}");
    }
}

#[test]
fn each_says_what_it_answers() {
    for (file, text) in statements() {
        assert!(text.starts_with("-- "), "{file}");
    }
}
