//! Every statement can be run on every server where the packs are, and changes nothing.

use provost_core::overview::FigureKind;
use provost_core::schema::Pack;
use provost_postgres::Statement;
use provost_postgres::overview::{counting, days, rows_behind};
use provost_tests::company::{Company, PLACES};

#[tokio::test]
async fn every_statement_has_the_columns_that_are_read() {
    for (version, schema) in PLACES {
        let company = Company::with_packs((version, schema), &Pack::ALL).await;
        let database = company.opened(company.server.user()).database;
        let mut session = database.records().await.unwrap();
        for kind in FigureKind::ALL {
            let question = counting(kind);
            let columns = session
                .describe(Statement::placed(question.sql, schema))
                .await
                .unwrap_or_else(|error| panic!("{}: {error}", question.file));
            assert_eq!(
                columns,
                ["kind TEXT", "label TEXT", "value FLOAT8"],
                "{}",
                question.file
            );
            if let Some(question) = days(kind) {
                let columns = session
                    .describe(Statement::placed(question.sql, schema))
                    .await
                    .unwrap();
                assert_eq!(columns, ["day TEXT", "value FLOAT8"], "{}", question.file);
            }
            let question = rows_behind(kind);
            let columns = session
                .describe(Statement::placed(question.sql, schema))
                .await
                .unwrap();
            assert!(
                columns.iter().all(|column| column.ends_with(" TEXT")),
                "{}: {columns:?}",
                question.file
            );
        }
        session.finish().await.unwrap();
    }
}
