//! Each statement on kept drift can be prepared where its tables are.

use provost_postgres::drift::placed_statements;
use provost_tests::company::{Company, PLACES};

#[tokio::test]
async fn every_statement_is_understood() {
    for place in PLACES {
        let company = Company::with_packs(place, &provost_core::schema::Pack::ALL).await;
        for (index, (_, sql)) in placed_statements().enumerate() {
            company
                .run(&format!("prepare drift_{index} as {sql}"))
                .await;
        }
    }
}
