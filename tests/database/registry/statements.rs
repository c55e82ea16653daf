//! Every statement can be run on every server where the packs are.

use provost_core::schema::Pack;
use provost_postgres::Statement;
use provost_postgres::registry::placed_statements;
use provost_tests::company::{Company, PLACES};

#[tokio::test]
async fn every_statement_fits_the_packs() {
    for (version, schema) in PLACES {
        let company = Company::with_packs((version, schema), &Pack::ALL).await;
        let database = company.opened(company.server.user()).database;
        let mut session = database.records().await.unwrap();
        let mut count = 0;
        for (file, text) in placed_statements() {
            if let Err(error) = session.describe(Statement::placed(text, schema)).await {
                panic!("{file}: {error}");
            }
            count += 1;
        }
        assert!(count > 30, "{count}");
        session.finish().await.unwrap();
    }
}
