//! How bad a drift is. No tool of the field grades it, so the rule is ours and stands here.

use crate::audit::Severity;

use super::method::{Measure, Method};

/// From which share of drifted columns on a whole source counts as drifted (Evidently's `drift_share`).
pub const DRIFTED_SHARE: f64 = 0.5;

/// How bad a drift is; none without drift.
///
/// - PSI by either kind of bins: below 0.2 low, below 0.25 medium, below 0.5 high, else critical. At another threshold the bounds
///   move along with it.
/// - Other distances by the score over its threshold: below 1.5 low, below 2.5 medium, below 5 high, else critical. The area of
///   the domain classifier is taken from 0.5 on, which is chance.
/// - A p-value says whether there is drift and not how much, since it falls with every row: once it rejects, the size of the
///   effect is graded as a distance over 0.1 (the greatest distance of the distributions for Kolmogorov–Smirnov, the
///   Jensen–Shannon distance for chi-square and the z-test).
#[must_use]
pub fn severity_of(
    method: Method,
    score: f64,
    threshold: f64,
    effect: Option<f64>,
) -> Option<Severity> {
    if !method.drifted(score, threshold) {
        return None;
    }
    let ratio = match (method.measure(), method) {
        (Measure::PValue, _) => effect? / 0.1,
        (_, Method::DomainClassifier) => (score - 0.5) / (threshold - 0.5).max(f64::EPSILON),
        _ => score / threshold.max(f64::EPSILON),
    };
    let bounds = match method {
        Method::Psi | Method::PsiQuantile => [2.0, 2.5, 5.0],
        _ => [1.5, 2.5, 5.0],
    };
    let passed = bounds.iter().filter(|bound| ratio >= **bound).count();
    Some(match passed {
        0 => Severity::Low,
        1 => Severity::Medium,
        2 => Severity::High,
        _ => Severity::Critical,
    })
}
