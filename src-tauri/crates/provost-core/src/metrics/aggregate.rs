//! What several values are taken together to.

use serde::{Deserialize, Serialize};

/// A way to make one number of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Aggregate {
    /// The arithmetic mean.
    Mean,
    /// The median.
    P50,
    /// The 90th percentile.
    P90,
    /// The 95th percentile.
    P95,
    /// The 99th percentile.
    P99,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The latest value.
    Last,
    /// The sum.
    Sum,
    /// How many values there are.
    Count,
}

impl Aggregate {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Mean,
        Self::P50,
        Self::P90,
        Self::P95,
        Self::P99,
        Self::Min,
        Self::Max,
        Self::Last,
        Self::Sum,
        Self::Count,
    ];

    /// The word for it, which is also the one of the table `metric_targets`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::P50 => "p50",
            Self::P90 => "p90",
            Self::P95 => "p95",
            Self::P99 => "p99",
            Self::Min => "min",
            Self::Max => "max",
            Self::Last => "last",
            Self::Sum => "sum",
            Self::Count => "count",
        }
    }

    /// For people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Mean => "Mean",
            Self::P50 => "Median",
            Self::P90 => "90th percentile",
            Self::P95 => "95th percentile",
            Self::P99 => "99th percentile",
            Self::Min => "Smallest value",
            Self::Max => "Largest value",
            Self::Last => "Latest value",
            Self::Sum => "Sum",
            Self::Count => "Number of values",
        }
    }

    /// The one that a word means.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// Whether it grows with the time that values are taken together over, so that an unfinished window says nothing yet.
    #[must_use]
    pub const fn grows(self) -> bool {
        matches!(self, Self::Sum | Self::Count)
    }
}

/// Values taken together in every way. Percentiles are interpolated linearly between the values, as `percentile_cont` of SQL
/// and the default of numpy do.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Aggregates {
    /// How many values.
    pub count: u32,
    /// Their arithmetic mean.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub mean: f64,
    /// The smallest.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub min: f64,
    /// The largest.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub max: f64,
    /// The latest.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub last: f64,
    /// Their sum.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub sum: f64,
    /// Their median.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub p50: f64,
    /// Their 90th percentile.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub p90: f64,
    /// Their 95th percentile.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub p95: f64,
    /// Their 99th percentile.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub p99: f64,
}

impl Aggregates {
    /// Those of one value.
    #[must_use]
    pub const fn single(value: f64) -> Self {
        Self {
            count: 1,
            mean: value,
            min: value,
            max: value,
            last: value,
            sum: value,
            p50: value,
            p90: value,
            p95: value,
            p99: value,
        }
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, aggregate: Aggregate) -> f64 {
        match aggregate {
            Aggregate::Mean => self.mean,
            Aggregate::P50 => self.p50,
            Aggregate::P90 => self.p90,
            Aggregate::P95 => self.p95,
            Aggregate::P99 => self.p99,
            Aggregate::Min => self.min,
            Aggregate::Max => self.max,
            Aggregate::Last => self.last,
            Aggregate::Sum => self.sum,
            Aggregate::Count => f64::from(self.count),
        }
    }
}
