//! Tests of counts.

use statrs::function::erf::erfc;
use statrs::function::gamma::checked_gamma_ur;

use super::bins::{Bins, as_float};

/// A statistic with its p-value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tested {
    /// The statistic.
    pub(super) statistic: f64,
    /// How likely one at least as large is without drift.
    pub(super) p_value: f64,
}

/// Chi-square of the current counts against the reference's shares, which are taken as exact; degrees of freedom are the bins
/// less one. A value that the reference does not have makes the statistic infinite and p zero, as in Evidently. A range without
/// a row on either side is no bin.
pub(super) fn chi_square(bins: &Bins) -> Tested {
    let total = |counts: &[u32]| -> f64 { counts.iter().map(|count| f64::from(*count)).sum() };
    let scale = total(&bins.current) / total(&bins.reference);
    let statistic: f64 = bins
        .reference
        .iter()
        .zip(&bins.current)
        .map(|(reference, current)| {
            let expected = f64::from(*reference) * scale;
            let off = f64::from(*current) - expected;
            if expected > 0.0 {
                off * off / expected
            } else if *current == 0 {
                0.0
            } else {
                f64::INFINITY
            }
        })
        .sum();
    let held = bins.reference.iter().zip(&bins.current);
    let held = held.filter(|(reference, current)| **reference > 0 || **current > 0);
    let freedom = as_float(held.count().saturating_sub(1));
    let p_value = if statistic.is_infinite() {
        0.0
    } else if freedom == 0.0 || statistic <= 0.0 {
        1.0
    } else {
        checked_gamma_ur(freedom / 2.0, statistic / 2.0).unwrap_or(f64::NAN)
    };
    Tested { statistic, p_value }
}

/// Z-test of two proportions with the pooled variance; two-sided. One value on both sides cannot differ: p is 1.
pub(super) fn z_test(bins: &Bins) -> Tested {
    let same = Tested {
        statistic: 0.0,
        p_value: 1.0,
    };
    let total = |counts: &[u32]| -> f64 { counts.iter().map(|count| f64::from(*count)).sum() };
    let (Some(first), Some(now)) = (bins.reference.first(), bins.current.first()) else {
        return same;
    };
    let (all, all_now) = (total(&bins.reference), total(&bins.current));
    let pooled = (f64::from(*first) + f64::from(*now)) / (all + all_now);
    let variance = pooled * (1.0 - pooled) * (1.0 / all + 1.0 / all_now);
    if bins.reference.len() < 2 || variance <= 0.0 {
        return same;
    }
    let statistic = (f64::from(*first) / all - f64::from(*now) / all_now) / variance.sqrt();
    Tested {
        statistic,
        p_value: erfc(statistic.abs() / std::f64::consts::SQRT_2),
    }
}
