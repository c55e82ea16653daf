//! What reports say that draw on several domains, as values: all of one version of a model, and metrics of everything.

mod asked;
mod costs;
mod model;
mod span;
mod standing;
#[cfg(test)]
mod tests;

pub use asked::AskedStatement;
pub use costs::of_version;
pub use model::{ModelReport, Production};
pub use span::{MOST_DAYS, ReportSpan, step_over};
pub use standing::Standing;

/// The form of a [`ModelReport`] as JSON.
pub const MODEL_REPORT_SCHEMA: &str = "provost.model-report/1";
