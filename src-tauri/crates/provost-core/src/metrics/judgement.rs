//! Values held against their targets, window by window.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::burn::{self, Burn};
use super::{Aggregates, MetricTarget};

/// How bad a missed target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum BreachLevel {
    /// Worse than the target, not worse than the threshold.
    Warning,
    /// Worse than the threshold, or than the target where there is no threshold.
    Breach,
}

/// The values of one window of one thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// When it begins.
    pub from: DateTime<Utc>,
    /// When it ends, that moment left out.
    pub to: DateTime<Utc>,
    /// Its values; a window without any is not judged.
    pub values: Aggregates,
}

/// A window in which a target was missed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Breach {
    /// The target.
    pub target_id: Uuid,
    /// What was measured.
    pub metric: String,
    /// The unit.
    pub unit: Option<String>,
    /// Of what, in words.
    pub label: String,
    /// Of which version.
    pub model_id: Option<Uuid>,
    /// When the window begins.
    pub from: DateTime<Utc>,
    /// When it ends.
    pub to: DateTime<Utc>,
    /// What was judged.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub value: f64,
    /// What it was held against: the threshold of a breach, the target of a warning.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub limit: f64,
    /// How bad it is.
    pub level: BreachLevel,
    /// How many values the window has.
    pub count: u32,
    /// Whether the window is over.
    pub finished: bool,
}

/// What a target says of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The windows in which it was missed, the earliest first.
    pub breaches: Vec<Breach>,
    /// How much of what may be missed is used up.
    pub burn: Burn,
}

/// Holds the windows of one thing, the earliest first, against a target at the moment `now`.
///
/// A window that is not over is judged by what it has so far, unless the aggregate grows with time; it counts for no burn.
#[must_use]
pub fn judged(
    target: &MetricTarget,
    (label, unit, model_id): (&str, Option<&str>, Option<Uuid>),
    windows: &[Window],
    now: DateTime<Utc>,
) -> Judged {
    let mut breaches = Vec::new();
    let mut finished = Vec::new();
    for window in windows.iter().filter(|window| window.values.count > 0) {
        let over = window.to <= now;
        if !over && target.aggregate.grows() {
            continue;
        }
        let value = window.values.get(target.aggregate);
        let level = target.judge(value);
        if over {
            finished.push((window.to, level == Some(BreachLevel::Breach)));
        }
        let Some(level) = level else { continue };
        breaches.push(Breach {
            target_id: target.id,
            metric: target.metric.clone(),
            unit: unit.map(str::to_owned),
            label: label.to_owned(),
            model_id,
            from: window.from,
            to: window.to,
            value,
            limit: match level {
                BreachLevel::Breach => target.limit(),
                BreachLevel::Warning => target.target,
            },
            level,
            count: window.values.count,
            finished: over,
        });
    }
    Judged {
        breaches,
        burn: burn::burn(target, (label, unit, model_id), &finished, now),
    }
}

#[cfg(test)]
mod tests;
