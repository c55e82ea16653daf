//! A measured value as a file gives it.

use chrono::{DateTime, Utc};

/// The largest value that is taken, as the CHECK of `ai_performance_metrics` has it: the squares of a million of them can still
/// be added up, which a mean's deviation needs.
pub const LARGEST_VALUE: f64 = 1e150;

/// The years that are believed, as the CHECK of `ai_performance_metrics` has them.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// One value, with the names that the file uses.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricPoint {
    /// The line of the file on which it begins, from 1.
    pub line: u32,
    /// What was measured.
    pub metric: String,
    /// The value, finite.
    pub value: f64,
    /// Its unit.
    pub unit: Option<String>,
    /// When it was measured.
    pub at: DateTime<Utc>,
    /// Of what it was measured.
    pub scope: PointScope,
    /// What else is known: the text of a JSON object.
    pub context: Option<String>,
}

/// What a value was measured of, by the names or ids that the file uses.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointScope {
    /// The name of a model, or the id of a version of one.
    pub model: Option<String>,
    /// The version of the model.
    pub version: Option<String>,
    /// The id of a deployment.
    pub deployment: Option<String>,
    /// The name or the id of an agent.
    pub agent: Option<String>,
}
