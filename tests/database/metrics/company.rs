//! Databases with the two tenants of `fixtures/metrics/company.sql`, and what is imported into them.

use std::path::{Path, PathBuf};

use provost_app::AppError;
use provost_app::metrics::{self, ImportRequest};
use provost_app::registry::Acting;
use provost_core::metrics::{
    Aggregate, MetricsImport, RowFault, SeriesQuery, SeriesSplit, SeriesStep,
};
use provost_tests::company::Company;
use provost_tests::local::Version;

const ROWS: &str = concat!(
    include_str!("../../fixtures/company/people.sql"),
    include_str!("../../fixtures/metrics/company.sql")
);

/// A database with all packs, the two tenants and the role `clerk`.
pub(crate) async fn filled(place: (Version, &'static str)) -> Company {
    Company::filled(place, ROWS).await
}

/// How many values there are.
pub(crate) async fn count(company: &Company) -> String {
    company
        .text("select count(*)::text from governance.ai_performance_metrics")
        .await
}

/// A file of the fixtures.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/metrics")
        .join(name)
}

/// Imports a file.
pub(crate) async fn import(
    acting: &Acting,
    path: &Path,
    all_or_nothing: bool,
) -> Result<MetricsImport, AppError> {
    let request = ImportRequest {
        path: path.to_owned(),
        format: None,
        all_or_nothing,
        taken_at: None,
    };
    metrics::import(acting, &request, |_| ()).await
}

/// The lines and kinds of what was refused.
pub(crate) fn refused(import: &MetricsImport) -> Vec<(u32, RowFault)> {
    let rows = import.refused.iter();
    rows.map(|row| (row.line, row.kind)).collect()
}

/// A question for everything.
pub(crate) fn everything(step: SeriesStep) -> SeriesQuery {
    let moment = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc();
    SeriesQuery {
        metrics: Vec::new(),
        models: Vec::new(),
        deployments: Vec::new(),
        agents: Vec::new(),
        split: SeriesSplit::Model,
        from: Some(moment("2025-01-01T00:00:00Z")),
        to: Some(moment("2027-01-01T00:00:00Z")),
        step,
        aggregate: Aggregate::Mean,
        zone: "Europe/Zurich".to_owned(),
    }
}
