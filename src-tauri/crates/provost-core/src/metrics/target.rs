//! What values should be.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Aggregate, BreachLevel};

/// The most hours that values are taken together over: a year.
const MOST_HOURS: u32 = 8_784;

/// A target as the table `metric_targets` holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MetricTarget {
    /// Its identity.
    pub id: Uuid,
    /// What is measured.
    pub metric: String,
    /// The unit; values in another are not judged. Every unit when it is none.
    pub unit: Option<String>,
    /// For this version only.
    pub model_id: Option<Uuid>,
    /// For this agent only.
    pub agent_id: Option<Uuid>,
    /// For this deployment only.
    pub deployment_id: Option<Uuid>,
    /// For what, in words.
    pub scope: String,
    /// What of the values of a window is judged.
    pub aggregate: Aggregate,
    /// On which side of it values are good.
    pub direction: TargetDirection,
    /// What it should be.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub target: f64,
    /// From where on it is a breach; the target itself when it is none.
    pub threshold: Option<f64>,
    /// Over how many hours values are taken together.
    pub window_hours: u32,
    /// The share of windows that may breach.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub allowed_share: f64,
    /// Where the target comes from.
    pub source: Option<String>,
}

/// On which side of a target values are good. A value that is the target is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename = "MetricDirection", rename_all = "kebab-case")]
pub enum TargetDirection {
    /// More is better.
    AtLeast,
    /// Less is better.
    AtMost,
}

impl TargetDirection {
    /// The word of the table `metric_targets`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }

    /// The one that a word of the table means.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::AtLeast, Self::AtMost]
            .into_iter()
            .find(|one| one.as_str() == word)
    }

    /// Whether a value is on the wrong side of a limit.
    #[must_use]
    pub fn is_missed(self, value: f64, limit: f64) -> bool {
        match self {
            Self::AtLeast => value < limit,
            Self::AtMost => value > limit,
        }
    }
}

impl MetricTarget {
    /// From where on it is a breach.
    #[must_use]
    pub fn limit(&self) -> f64 {
        self.threshold.unwrap_or(self.target)
    }

    /// How bad a value is; none when it is good.
    #[must_use]
    pub fn judge(&self, value: f64) -> Option<BreachLevel> {
        if self.direction.is_missed(value, self.limit()) {
            Some(BreachLevel::Breach)
        } else if self.direction.is_missed(value, self.target) {
            Some(BreachLevel::Warning)
        } else {
            None
        }
    }
}

/// A target that somebody wants to set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TargetDraft {
    /// What is measured.
    pub metric: String,
    /// The unit.
    pub unit: Option<String>,
    /// For this version only.
    pub model_id: Option<Uuid>,
    /// For this agent only.
    pub agent_id: Option<Uuid>,
    /// For this deployment only.
    pub deployment_id: Option<Uuid>,
    /// What of the values of a window is judged.
    pub aggregate: Aggregate,
    /// On which side of it values are good.
    pub direction: TargetDirection,
    /// What it should be.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub target: f64,
    /// From where on it is a breach.
    pub threshold: Option<f64>,
    /// Over how many hours values are taken together.
    pub window_hours: u32,
    /// The share of windows that may breach.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub allowed_share: f64,
    /// Where the target comes from.
    pub source: Option<String>,
}

/// Why a target cannot be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TargetProblem {
    /// There is no metric.
    #[error("Name the metric that the target is for.")]
    NoMetric,
    /// A number is infinite or NaN.
    #[error("A target and its threshold are finite numbers.")]
    NotFinite,
    /// The threshold is on the good side.
    #[error(
        "The threshold is better than the target. It is from where on it is a breach: below the target where more is better, above it where less is."
    )]
    ThresholdIsBetter,
    /// The window is empty or too long.
    #[error("A window has at least one hour and at most 8784, a year.")]
    Hours,
    /// The share is none.
    #[error("The share of windows that may breach is at least 0 and below 1.")]
    Share,
    /// A text has a NUL or is too long.
    #[error("Metric, unit and source are text of at most 200 characters.")]
    Text,
}

impl TargetDraft {
    /// Itself without blanks around its texts, when it can be set.
    pub fn checked(mut self) -> Result<Self, TargetProblem> {
        let bad = |text: &str| text.contains('\0') || text.chars().count() > 200;
        let trimmed = |text: Option<String>| {
            text.map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
        };
        self.metric = self.metric.trim().to_owned();
        self.unit = trimmed(self.unit);
        self.source = trimmed(self.source);
        if self.metric.is_empty() {
            return Err(TargetProblem::NoMetric);
        }
        let texts = [Some(&self.metric), self.unit.as_ref(), self.source.as_ref()];
        if texts.into_iter().flatten().any(|text| bad(text)) {
            return Err(TargetProblem::Text);
        }
        if !self.target.is_finite() || self.threshold.is_some_and(|limit| !limit.is_finite()) {
            return Err(TargetProblem::NotFinite);
        }
        // The target, as a value, must not be a breach.
        let better = |limit: f64| self.direction.is_missed(self.target, limit);
        if self.threshold.is_some_and(better) {
            return Err(TargetProblem::ThresholdIsBetter);
        }
        if !(1..=MOST_HOURS).contains(&self.window_hours) {
            return Err(TargetProblem::Hours);
        }
        if !(0.0..1.0).contains(&self.allowed_share) {
            return Err(TargetProblem::Share);
        }
        Ok(self)
    }
}
