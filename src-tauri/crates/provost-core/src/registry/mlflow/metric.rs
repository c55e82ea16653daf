//! Measured values: what MLflow calls them, and what they are here.

use chrono::{DateTime, Datelike, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::backend::MetricRow;
use super::identity::Identities;
use super::plain::cut;
use crate::metrics::{LARGEST_VALUE, YEARS};

/// A row of `ai_performance_metrics`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// Its identity.
    pub id: Uuid,
    /// The version that it is of, where the run made one.
    pub model_id: Option<Uuid>,
    /// What was measured.
    pub metric_type: String,
    /// The value.
    pub metric_value: f64,
    /// Its unit, where the name says one.
    pub metric_unit: Option<&'static str>,
    /// What else is known.
    pub context: Value,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// Why a value is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointSkipped {
    /// It is not a number.
    NotANumber,
    /// It is infinite.
    Infinite,
    /// Together with others it would be more than a number can hold.
    TooLarge,
    /// Its moment is none that is believed.
    NoMoment,
    /// It has no name.
    NoName,
}

impl PointSkipped {
    /// The reason, a sentence.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::NotANumber => "It is not a number (NaN), and one would spoil every mean.",
            Self::Infinite => "It is infinite, and one would spoil every mean.",
            Self::TooLarge => {
                "It is beyond 1e150, and a sum of such values is more than a number holds."
            }
            Self::NoMoment => "Its time is none of the years 1900 to 2199.",
            Self::NoName => "It has no name.",
        }
    }
}

/// The number that a row stands for: MLflow writes 0 with a mark for one that is not a number, and the largest number for
/// infinity.
///
/// # Errors
/// When it is not finite.
pub(super) fn number(row: &MetricRow) -> Result<f64, PointSkipped> {
    if row.is_nan || row.value.is_nan() {
        return Err(PointSkipped::NotANumber);
    }
    // The largest number is what the client of MLflow makes of infinity, to the bit.
    if row.value.abs() >= f64::MAX {
        return Err(PointSkipped::Infinite);
    }
    Ok(row.value)
}

/// A moment of MLflow's, in milliseconds since 1970.
pub(super) fn moment(milliseconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(milliseconds).filter(|at| (1..=9999).contains(&at.year()))
}

/// The point of a row.
///
/// # Errors
/// Why it is left out.
pub fn point(
    row: &MetricRow,
    run: Uuid,
    model_id: Option<Uuid>,
    experiment: &str,
    dataset: Option<(&str, &str)>,
    identities: &Identities,
) -> Result<Point, PointSkipped> {
    if row.key.trim().is_empty() {
        return Err(PointSkipped::NoName);
    }
    let metric_value = number(row)?;
    if metric_value.abs() > LARGEST_VALUE {
        return Err(PointSkipped::TooLarge);
    }
    let recorded_at = moment(row.at)
        .filter(|at| YEARS.contains(&at.year()))
        .ok_or(PointSkipped::NoMoment)?;
    let (metric_type, metric_unit) = meaning(&row.key);
    let mut context = Map::new();
    let mut say = |name: &str, value: Value| context.insert(name.to_owned(), value);
    say("source", "mlflow".into());
    say("key", cut(&row.key, 250).into());
    say("step", row.step.into());
    say("run", run.to_string().into());
    if !experiment.is_empty() {
        say("experiment", experiment.into());
    }
    if let Some((name, digest)) = dataset {
        say("dataset", name.into());
        say("datasetDigest", digest.into());
    }
    Ok(Point {
        id: identities.point(run, &row.key, row.at, row.step, metric_value),
        model_id,
        metric_type,
        metric_value,
        metric_unit,
        context: Value::Object(context),
        recorded_at,
    })
}

/// What a name measures, and in which unit where it says one. Only what is an accuracy is called so: a mean of accuracies and
/// errors would say nothing. A name that says nothing of that is its own.
fn meaning(key: &str) -> (String, Option<&'static str>) {
    let lower = key.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let last = words.last().copied().unwrap_or_default();
    let seconds = matches!(last, "s" | "sec" | "secs" | "seconds");
    let milliseconds = matches!(last, "ms" | "msec" | "milliseconds" | "millis");
    if has(&["latency", "latencies"]) || milliseconds {
        let unit = if milliseconds {
            Some("ms")
        } else {
            seconds.then_some("s")
        };
        return ("latency".to_owned(), unit);
    }
    if has(&["throughput", "rps", "qps"]) {
        let unit = has(&["rps", "qps"]).then_some("requests/s");
        return ("throughput".to_owned(), unit);
    }
    if has(&["cost", "costs", "usd"]) {
        return ("cost".to_owned(), has(&["usd"]).then_some("USD"));
    }
    if matches!(last, "accuracy" | "acc") {
        return ("accuracy".to_owned(), Some("ratio"));
    }
    (cut(key.trim(), 250), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_is_measured() {
        for (key, kind, unit) in [
            ("latency_ms", "latency", Some("ms")),
            ("p95 Latency", "latency", None),
            ("inference_latency_seconds", "latency", Some("s")),
            ("throughput_rps", "throughput", Some("requests/s")),
            ("cost_usd", "cost", Some("USD")),
            ("val_accuracy", "accuracy", Some("ratio")),
            ("rmse", "rmse", None),
            (
                "system/cpu_utilization_percentage",
                "system/cpu_utilization_percentage",
                None,
            ),
            ("costume", "costume", None),
        ] {
            assert_eq!(meaning(key), (kind.to_owned(), unit), "{key}");
        }
    }

    #[test]
    fn what_is_no_number_or_no_moment_is_left_out() {
        let identities = Identities::of("u", "w", Uuid::nil());
        let of = |value: f64, is_nan: bool, at: i64| {
            let row = MetricRow {
                run: String::new(),
                key: "rmse".to_owned(),
                value,
                is_nan,
                at,
                step: 3,
            };
            point(&row, Uuid::nil(), None, "churn", None, &identities)
        };
        assert_eq!(of(0.0, true, 1), Err(PointSkipped::NotANumber));
        assert_eq!(of(f64::NAN, false, 1), Err(PointSkipped::NotANumber));
        assert_eq!(
            of(1.797_693_134_862_315_7e308, false, 1),
            Err(PointSkipped::Infinite)
        );
        assert_eq!(of(f64::NEG_INFINITY, false, 1), Err(PointSkipped::Infinite));
        assert_eq!(of(-1.1e150, false, 1), Err(PointSkipped::TooLarge));
        assert!(of(-1e150, false, 1).is_ok());
        // The first moment of 1900 and that of 2200, by the calendar, and the milliseconds before each.
        for (at, kept) in [
            (-2_208_988_800_001, false),
            (-2_208_988_800_000, true),
            (7_258_118_399_999, true),
            (7_258_118_400_000, false),
        ] {
            assert_eq!(of(1.0, false, at).is_ok(), kept, "{at}");
        }
        assert_eq!(of(1.0, false, i64::MAX), Err(PointSkipped::NoMoment));
        assert_eq!(of(1.0, false, i64::MIN), Err(PointSkipped::NoMoment));
        let kept = of(4.25, false, 1_795_310_067_408).unwrap();
        assert_eq!(
            kept.recorded_at.to_rfc3339(),
            "2026-11-22T01:14:27.408+00:00"
        );
        assert_eq!(kept.id, of(4.25, false, 1_795_310_067_408).unwrap().id);
        assert_ne!(kept.id, of(4.26, false, 1_795_310_067_408).unwrap().id);
    }
}
