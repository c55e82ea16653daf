//! Databases with the two tenants of `fixtures/overview/company.sql`.

use provost_app::Opened;
use provost_core::overview::{Figure, FigureKind, FigureState, Overview};
use provost_core::schema::Pack;
use provost_postgres::overview;
use provost_tests::company::Company;
use provost_tests::local::Version;

const ROWS: &str = include_str!("../../fixtures/overview/company.sql");

/// A database with all packs and the rows of the fixture.
pub(crate) async fn filled(place: (Version, &'static str)) -> Company {
    let company = Company::with_packs(place, &Pack::ALL).await;
    company.run(ROWS).await;
    company
}

/// What a role reads.
pub(crate) async fn overview_for(company: &Company, role: &str) -> Overview {
    let Opened { database, profile } = company.opened(role);
    overview::read(&database, &profile).await.unwrap()
}

/// A figure of an overview.
pub(crate) fn of(overview: &Overview, kind: FigureKind) -> &Figure {
    overview
        .figures
        .iter()
        .find(|figure| figure.id == kind.id())
        .unwrap()
}

/// The value of a figure, its state, and its parts in one line.
pub(crate) fn read(overview: &Overview, kind: FigureKind) -> (Option<f64>, FigureState, String) {
    let figure = of(overview, kind);
    let parts: Vec<String> = figure
        .parts
        .iter()
        .map(|part| format!("{} {}", part.label, part.value))
        .collect();
    // What is computed with fractions is told to six decimals.
    let value = figure.value.map(|value| (value * 1e6).round() / 1e6);
    (value, figure.state, parts.join(", "))
}
