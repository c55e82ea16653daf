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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(method: Method, score: f64, threshold: f64) -> Option<Severity> {
        severity_of(method, score, threshold, None)
    }

    #[test]
    fn psi_is_graded_by_its_usual_bounds() {
        use Severity::{Critical, High, Low, Medium};
        for method in [Method::Psi, Method::PsiQuantile] {
            for (score, severity) in [
                (0.0999, None),
                (0.1, Some(Low)),
                (0.1999, Some(Low)),
                (0.2, Some(Medium)),
                (0.2499, Some(Medium)),
                (0.25, Some(High)),
                (0.4999, Some(High)),
                (0.5, Some(Critical)),
            ] {
                assert_eq!(of(method, score, 0.1), severity, "{score}");
            }
        }
        // Twice the threshold moves every bound.
        assert_eq!(of(Method::Psi, 0.39, 0.2), Some(Low));
        assert_eq!(of(Method::Psi, 0.41, 0.2), Some(Medium));
    }

    #[test]
    fn distances_are_graded_by_how_often_they_hold_the_threshold() {
        use Severity::{Critical, High, Low, Medium};
        for (score, severity) in [
            (0.49, None),
            (0.5, Some(Low)),
            (0.74, Some(Low)),
            (0.75, Some(Medium)),
            (1.24, Some(Medium)),
            (1.25, Some(High)),
            (2.49, Some(High)),
            (2.5, Some(Critical)),
        ] {
            assert_eq!(of(Method::Wasserstein, score, 0.5), severity, "{score}");
        }
    }

    #[test]
    fn the_classifier_is_graded_from_chance_on() {
        use Severity::{Critical, High, Low, Medium};
        for (score, severity) in [
            (0.5, None),
            (0.5625, Some(Low)),
            (0.6, Some(Medium)),
            (0.7, Some(High)),
            (0.9, Some(Critical)),
        ] {
            assert_eq!(
                of(Method::DomainClassifier, score, 0.5625),
                severity,
                "{score}"
            );
        }
    }

    #[test]
    fn a_p_value_is_graded_by_the_effect_and_not_by_itself() {
        use Severity::{Critical, High, Low, Medium};
        for method in [Method::KolmogorovSmirnov, Method::ChiSquare, Method::ZTest] {
            for (effect, severity) in [
                (0.01, Low),
                (0.149, Low),
                (0.151, Medium),
                (0.249, Medium),
                (0.251, High),
                (0.499, High),
                (0.501, Critical),
            ] {
                for p in [0.0499, 1e-30, 0.0] {
                    assert_eq!(severity_of(method, p, 0.05, Some(effect)), Some(severity));
                }
                assert_eq!(severity_of(method, 0.06, 0.05, Some(effect)), None);
            }
        }
    }
}
