//! A straight line through what was paid each month, carried on with the interval that the next months should lie in.
//!
//! Ordinary least squares over the months' numbers, with the prediction interval of a new observation
//! ŷ ± t(n − 2) · s · √(1 + 1/n + (x − x̄)² / Sxx): Draper and Smith, Applied Regression Analysis (3rd edition), section 3.1;
//! the same as `get_prediction().summary_frame()` of statsmodels gives as `obs_ci`. The interval holds if costs keep to a line
//! with even noise; it knows nothing of seasons or of a new model.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// The name of the method.
pub const METHOD: &str =
    "Linear trend by least squares over whole months, with its t prediction interval";

/// The fewest values that a line with an interval can be drawn through.
const FEWEST: usize = 3;

/// A line through values at the places 0, 1, 2, ….
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// The value at place 0.
    pub intercept: f64,
    /// By how much it rises from place to place.
    pub slope: f64,
    /// The standard error of the residuals, with n − 2 degrees of freedom.
    pub residual: f64,
    values: f64,
    middle: f64,
    spread: f64,
    quantile: f64,
}

/// What the next months may cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Forecast {
    /// [`METHOD`].
    pub method: String,
    /// How many whole months the line goes through.
    pub months: u32,
    /// By how much it rises from month to month.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub slope: f64,
    /// Its value in the first of them.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub intercept: f64,
    /// The standard error of the residuals.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub residual: f64,
    /// The share of new months that should lie in the interval.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub confidence: f64,
    /// The next months.
    pub points: Vec<ForecastPoint>,
}

/// What one month may cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ForecastPoint {
    /// The month, `2026-11`.
    pub month: String,
    /// The value of the line.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub value: f64,
    /// Where the interval begins; it may be below zero, which is the line's doing.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub low: f64,
    /// Where it ends.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub high: f64,
}

/// The line through `values`; none through fewer than three of them, or where the numbers are too large.
#[must_use]
pub fn linear_trend(values: &[f64], confidence: f64) -> Option<Trend> {
    if values.len() < FEWEST || !(confidence > 0.0 && confidence < 1.0) {
        return None;
    }
    let count = f64::from(u32::try_from(values.len()).ok()?);
    let places = || (0..).map(f64::from).zip(values);
    let middle = (count - 1.0) / 2.0;
    let mean = values.iter().sum::<f64>() / count;
    let spread: f64 = places().map(|(x, _)| (x - middle).powi(2)).sum();
    let slope = places()
        .map(|(x, y)| (x - middle) * (y - mean))
        .sum::<f64>()
        / spread;
    let intercept = mean - slope * middle;
    let squares: f64 = places()
        .map(|(x, y)| (y - intercept - slope * x).powi(2))
        .sum();
    let residual = (squares / (count - 2.0)).sqrt();
    let students = StudentsT::new(0.0, 1.0, count - 2.0).ok()?;
    let trend = Trend {
        intercept,
        slope,
        residual,
        values: count,
        middle,
        spread,
        quantile: students.inverse_cdf(f64::midpoint(1.0, confidence)),
    };
    let usable = [intercept, slope, residual, trend.quantile];
    usable.into_iter().all(f64::is_finite).then_some(trend)
}

impl Trend {
    /// The value at a place, and the ends of its prediction interval.
    #[must_use]
    pub fn at(&self, place: u32) -> (f64, f64, f64) {
        let x = f64::from(place);
        let value = self.intercept + self.slope * x;
        let distance = (x - self.middle).powi(2) / self.spread;
        let half = self.quantile * self.residual * (1.0 + 1.0 / self.values + distance).sqrt();
        (value, value - half, value + half)
    }
}

#[cfg(test)]
mod tests;
