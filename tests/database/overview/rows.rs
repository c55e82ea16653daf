//! The rows behind each figure.

use provost_app::Opened;
use provost_core::overview::{FigureKind, FigureRows, ROWS_SCHEMA};
use provost_postgres::overview::{Page, RowsRead, rows};
use provost_tests::company::{Company, PLACES};

use super::company::{filled, of, overview_for};

async fn page(company: &Company, kind: FigureKind, offset: u32, limit: u32) -> FigureRows {
    let Opened { database, profile } = company.opened(company.server.user());
    let page = Page { offset, limit };
    let read = rows(&database, &profile, kind, page).await;
    match read.unwrap() {
        RowsRead::Rows(rows) => rows,
        RowsRead::Hindered(reason) => panic!("{}: {reason}", kind.id()),
    }
}

/// How many rows must stand behind a figure: what it counts, or what it is computed from.
fn expected(kind: FigureKind, value: f64) -> f64 {
    match kind {
        // The model versions in production, measured or not; and costs by model, kind of work and currency.
        FigureKind::DataAccuracy
        | FigureKind::Availability
        | FigureKind::ResponseTime
        | FigureKind::Cost => 4.0,
        FigureKind::Compliance => 6.0,
        _ => value,
    }
}

#[tokio::test]
async fn the_rows_behind_a_figure_are_what_it_counts() {
    for place in PLACES {
        let company = filled(place).await;
        there_are_as_many_rows_as_the_figure_says(&company).await;
        pages_follow_each_other_and_an_empty_one_knows_the_total_and_the_columns(&company).await;
        the_rows_name_what_must_be_done(&company).await;
    }
}

async fn there_are_as_many_rows_as_the_figure_says(company: &Company) {
    let overview = overview_for(company, company.server.user()).await;
    for kind in FigureKind::ALL {
        let value = of(&overview, kind).value.unwrap();
        let all = page(company, kind, 0, 1_000).await;
        assert!(
            (f64::from(all.total) - expected(kind, value)).abs() < f64::EPSILON,
            "{}: {} rows for {value}",
            kind.id(),
            all.total
        );
        assert_eq!(all.rows.len(), all.total as usize);
        assert!(all.rows.iter().all(|row| row.len() == all.columns.len()));
        assert_eq!(
            (all.schema.as_str(), all.title.as_str()),
            (ROWS_SCHEMA, kind.title())
        );
        assert_eq!(all.samples, ["Sample & Sons"]);
        for cell in all.rows.iter().flatten().flatten() {
            assert!(
                !cell.contains('@'),
                "{}: people are pseudonymous: {cell}",
                kind.id()
            );
        }
    }
}

async fn pages_follow_each_other_and_an_empty_one_knows_the_total_and_the_columns(
    company: &Company,
) {
    let all = page(company, FigureKind::ModelsByStage, 0, 100).await;
    let mut joined = Vec::new();
    for offset in [0, 3, 6] {
        let part = page(company, FigureKind::ModelsByStage, offset, 3).await;
        assert_eq!((part.total, part.offset), (7, offset));
        joined.extend(part.rows);
    }
    assert_eq!(joined, all.rows);
    let beyond = page(company, FigureKind::ModelsByStage, 700, 3).await;
    assert_eq!((beyond.rows.len(), beyond.total), (0, 7));
    assert_eq!(beyond.columns, all.columns);
    assert!(beyond.sql.ends_with("limit 3 offset 700"));
}

async fn the_rows_name_what_must_be_done(company: &Company) {
    let text = |row: &[Option<String>]| {
        row.iter()
            .map(|cell| cell.as_deref().unwrap_or("–"))
            .collect::<Vec<_>>()
            .join("|")
    };
    let withdrawn = page(company, FigureKind::WithdrawnInProduction, 0, 9).await;
    let lines: Vec<String> = withdrawn.rows.iter().map(|row| text(row)).collect();
    assert!(
        lines[0].starts_with("scorer|1.0|2|model training|claims v1|"),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with("scorer|2.0|2|model training|claims v1|"),
        "{lines:?}"
    );
    let columns = page(company, FigureKind::ColumnsWithoutLevel, 0, 9).await;
    let lines: Vec<String> = columns.rows.iter().map(|row| text(row)).collect();
    assert_eq!(
        lines,
        [
            "other|orders|id|integer|–",
            "shop|events|at|timestamp with time zone|–",
            "shop|events|what|text|–",
            "shop|items|id|integer|–",
            "shop|items|price|numeric|–",
            "shop|orders|note|text|internal",
        ]
    );
    let slow = page(company, FigureKind::ResponseTime, 0, 9).await;
    let lines: Vec<String> = slow.rows.iter().map(|row| text(row)).collect();
    assert!(
        lines[0].starts_with("reader|1.0|local|–|–|0|"),
        "not measured comes first: {lines:?}"
    );
    assert!(
        lines[2].starts_with("scorer|1.0|local|110.00|110.00|1|"),
        "{lines:?}"
    );
    assert!(
        lines[3].starts_with("scorer|1.0|local|55.00|95.50|10|"),
        "{lines:?}"
    );
}
