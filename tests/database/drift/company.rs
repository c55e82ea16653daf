//! Databases with the two tenants of `fixtures/drift/company.sql`, and what is kept in them.

use chrono::{DateTime, Utc};
use provost_core::drift::{
    Asked, Column, DriftReport, DriftSources, SampleTaken, SourceRead, Values, compare,
};
use provost_tests::company::Company;
use provost_tests::local::Version;

const ROWS: &str = concat!(
    include_str!("../../fixtures/company/people.sql"),
    include_str!("../../fixtures/drift/company.sql")
);

/// A database with all packs, the two tenants and the role `clerk`.
pub(crate) async fn filled(place: (Version, &'static str)) -> Company {
    Company::filled(place, ROWS).await
}

/// A comparison of two columns of which the first moved far and has a name that nobody would choose.
pub(crate) fn moved() -> DriftReport {
    let column = |name: &str, shift: f64| Column {
        name: name.to_owned(),
        values: Values::Numeric {
            values: (0..500).map(|index| f64::from(index) + shift).collect(),
            integers: false,
        },
    };
    let then = [column("amount'; \"\u{1F600}", 0.0), column("steady", 0.0)];
    let now = [column("amount'; \"\u{1F600}", 400.0), column("steady", 0.0)];
    let mut report = compare(&then, &now, &Asked::default());
    let source = |name: &str, sample| SourceRead {
        name: name.to_owned(),
        rows: 9_000,
        sample,
    };
    let sample = SampleTaken {
        method: "reservoir".to_owned(),
        seed: 7,
        rows: 500,
    };
    report.sources = Some(DriftSources {
        reference: source("then.csv", Some(sample.clone())),
        current: source("query:select 1", Some(sample)),
    });
    report
}

/// The same without drift.
pub(crate) fn steady() -> DriftReport {
    let mut report = moved();
    report.columns.remove(0);
    report
}

pub(crate) fn earlier() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}
