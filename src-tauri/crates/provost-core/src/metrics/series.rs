//! Values over time, as they are asked for and answered.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Aggregate, Aggregates, Breach, Burn, MetricTarget};

/// The form of a [`MetricsAnswer`] as JSON.
pub const METRICS_SCHEMA: &str = "provost.metrics/1";

/// More lines than these cannot be told apart in one plot.
pub const MOST_LINES: u32 = 8;

/// What is asked for. An empty list asks for all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SeriesQuery {
    /// The metrics, by name.
    pub metrics: Vec<String>,
    /// The versions of models.
    pub models: Vec<Uuid>,
    /// The deployments.
    pub deployments: Vec<Uuid>,
    /// The agents.
    pub agents: Vec<Uuid>,
    /// What gets a series of its own.
    pub split: SeriesSplit,
    /// From when on; 30 days before the end when it is none.
    pub from: Option<DateTime<Utc>>,
    /// Before when; the moment of the question when it is none.
    pub to: Option<DateTime<Utc>>,
    /// How long the time is that values are taken together over.
    pub step: SeriesStep,
    /// What is drawn; an answer has all of them.
    pub aggregate: Aggregate,
    /// The time zone in which hours, days and months begin, by its IANA name.
    pub zone: String,
}

/// What gets a series of its own, beside each metric in each unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum SeriesSplit {
    /// Each version of a model.
    Model,
    /// Each deployment.
    Deployment,
    /// Each agent.
    Agent,
    /// Nothing: all values of an organisation together.
    None,
    /// Each version, or nothing where values of more than [`MOST_LINES`] versions are there. An answer says which it was.
    Auto,
}

impl SeriesSplit {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Deployment => "deployment",
            Self::Agent => "agent",
            Self::None => "none",
            Self::Auto => "auto",
        }
    }
}

/// How long the time is that values are taken together over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum SeriesStep {
    /// Every value stands for itself.
    Raw,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A month.
    Month,
}

impl SeriesStep {
    /// The word for it, as `date_trunc` has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    /// How far points stand apart at most where none is missing; none for values that stand for themselves.
    #[must_use]
    pub const fn longest(self) -> Option<TimeDelta> {
        match self {
            Self::Raw => None,
            Self::Hour => Some(TimeDelta::hours(1)),
            // A day in autumn has 25 hours.
            Self::Day => Some(TimeDelta::hours(25)),
            Self::Month => Some(TimeDelta::days(31)),
        }
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MetricsAnswer {
    /// [`METRICS_SCHEMA`].
    pub schema: String,
    /// What was answered: `from` and `to` are never none, and `split` is never `auto`.
    pub query: SeriesQuery,
    /// How many versions with values each line stands for, where `auto` made them one.
    pub merged: Option<u32>,
    /// Why nothing can be read: a missing pack or right.
    pub hindered: Option<String>,
    /// The series, by metric, unit and label.
    pub series: Vec<MetricSeries>,
    /// The targets that hold for them.
    pub targets: Vec<MetricTarget>,
    /// Where they were missed, the latest first.
    pub breaches: Vec<Breach>,
    /// How much of what may be missed is used up.
    pub burns: Vec<Burn>,
    /// What a reader must know, a sentence each.
    pub notes: Vec<String>,
}

/// One metric of one thing over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MetricSeries {
    /// What was measured.
    pub metric: String,
    /// The unit.
    pub unit: Option<String>,
    /// Of what, in words.
    pub label: String,
    /// The version, where series are split by it.
    pub model_id: Option<Uuid>,
    /// The deployment, where series are split by it.
    pub deployment_id: Option<Uuid>,
    /// The agent, where series are split by it.
    pub agent_id: Option<Uuid>,
    /// The values, the earliest first.
    pub points: Vec<SeriesPoint>,
    /// All values of the time that was asked for; none where they stand for themselves.
    pub whole: Option<Aggregates>,
}

/// The values of one hour, day or month, or one value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SeriesPoint {
    /// When that time begins, or when the value was measured.
    pub at: DateTime<Utc>,
    /// The values.
    pub values: Aggregates,
}
