//! Drift: whether the values of now are still those of then, column by column, with the tests that the field uses.
//!
//! Definitions are Evidently's where it has the test, and its scores are met to 1e-9 (`tests/fixtures/drift` comes with the
//! generator's versions); where ours differs, the method says so.

mod answers;
mod bins;
mod classifier;
mod column;
mod comparison;
mod embedding;
mod ends;
mod kolmogorov;
mod method;
mod pair;
mod rare;
mod records;
mod sample;
mod severity;
mod shares;
mod sources;
mod strata;
mod tables;
#[cfg(test)]
mod tests;
mod transport;

pub use answers::Answers;
pub use bins::{Bins, BinsKind};
pub use column::{Column, ColumnKind, Values};
pub use comparison::{Asked, ColumnDrift, ColumnLeftOut, DriftReport, compare};
pub use method::{Measure, Method};
pub use records::{
    DRIFT_LIST_SCHEMA, DRIFT_NEEDS, DRIFT_RUN_SCHEMA, DriftFinding, DriftKind, DriftList,
    DriftRecord, DriftResolution, DriftRun, DriftRunPage, DriftSide, DriftedModel, MOST_DRIFT,
    checked_action,
};
pub use sample::{Cell, Heading, Sample, SampleTooLarge, WORD, WORD_BEGINS};
pub use severity::{DRIFTED_SHARE, severity_of};
pub use sources::{DriftSources, SampleTaken, SourceRead};

/// The form of a [`DriftReport`] as JSON.
pub const DRIFT_SCHEMA: &str = "provost.drift/1";
