//! Distances between two lists of shares over the same bins.

use super::bins::Bins;

/// What an empty share becomes, unless smaller ones are there.
const FILL: f64 = 0.0001;

/// The shares of one side; all zero when it has no rows.
pub(super) fn shares(counts: &[u32]) -> Vec<f64> {
    let total: f64 = counts.iter().map(|count| f64::from(*count)).sum();
    let share = |count: &u32| {
        if total > 0.0 {
            f64::from(*count) / total
        } else {
            0.0
        }
    };
    counts.iter().map(share).collect()
}

/// Shares in which none is zero, as Evidently fills them: by 0.0001, or, where the smallest share is not above that, by a
/// millionth of it. They are not made to sum up to one again.
fn filled(mut shares: Vec<f64>) -> Vec<f64> {
    let smallest = shares
        .iter()
        .copied()
        .filter(|share| *share > 0.0)
        .fold(f64::INFINITY, f64::min);
    let fill = if smallest <= FILL {
        smallest / 1e6
    } else {
        FILL
    };
    for share in &mut shares {
        if *share == 0.0 {
            *share = fill;
        }
    }
    shares
}

/// Population stability index: Σ (p − q) · ln(p / q).
pub(super) fn psi(bins: &Bins) -> f64 {
    of_filled(
        &filled(shares(&bins.reference)),
        &filled(shares(&bins.current)),
    )
}

/// The same with 0.0001 for every share below it, as it goes with quantiles.
pub(super) fn psi_floored(bins: &Bins) -> f64 {
    let floored = |counts: &[u32]| -> Vec<f64> {
        shares(counts)
            .into_iter()
            .map(|share| share.max(FILL))
            .collect()
    };
    of_filled(&floored(&bins.reference), &floored(&bins.current))
}

fn of_filled(reference: &[f64], current: &[f64]) -> f64 {
    reference
        .iter()
        .zip(current)
        .map(|(p, q)| (p - q) * (p / q).ln())
        .sum()
}

/// Jensen–Shannon distance: √(½ Σ p ln(p/m) + ½ Σ q ln(q/m)), m = (p + q) / 2.
pub(super) fn jensen_shannon(bins: &Bins) -> f64 {
    let (reference, current) = (shares(&bins.reference), shares(&bins.current));
    let part = |p: f64, m: f64| if p > 0.0 { p * (p / m).ln() } else { 0.0 };
    let twice: f64 = reference
        .iter()
        .zip(&current)
        .map(|(p, q)| {
            let middle = f64::midpoint(*p, *q);
            part(*p, middle) + part(*q, middle)
        })
        .sum();
    (twice / 2.0).max(0.0).sqrt()
}

/// Hellinger distance: √(½ Σ (√p − √q)²).
pub(super) fn hellinger(bins: &Bins) -> f64 {
    let squares: f64 = shares(&bins.reference)
        .iter()
        .zip(&shares(&bins.current))
        .map(|(p, q)| (p.sqrt() - q.sqrt()).powi(2))
        .sum();
    (squares / 2.0).sqrt()
}
