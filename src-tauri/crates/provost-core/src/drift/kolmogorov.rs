//! The two-sample Kolmogorov–Smirnov test, two-sided.

mod tail;

use super::bins::as_float;
use super::tables::Tested;

/// Up to how many rows on the larger side the p-value is exact; beyond, scipy takes the distribution of one sample.
const EXACT: usize = 10_000;

/// The largest distance of the two empirical distributions, and how likely one at least as large is without drift. Both sides
/// in order and not empty.
pub(super) fn test(reference: &[f64], current: &[f64]) -> Tested {
    let (rows, rows_now) = (reference.len(), current.len());
    let lattice = distance(reference, current);
    let statistic = as_float_wide(lattice) / (as_float(rows) * as_float(rows_now));
    let p_value = if rows.max(rows_now) <= EXACT {
        exact(rows, rows_now, lattice)
    } else {
        let together = as_float(rows) * as_float(rows_now) / as_float(rows + rows_now);
        tail::survival(together.round_ties_even(), statistic)
    };
    Tested { statistic, p_value }
}

/// The distance times both counts, a whole number: max |i·n − j·m| over the values, i and j the rows at or below each.
fn distance(reference: &[f64], current: &[f64]) -> u128 {
    let (rows, rows_now) = (reference.len() as u128, current.len() as u128);
    let (mut left, mut right) = (reference.iter().peekable(), current.iter().peekable());
    let (mut below, mut below_now, mut most) = (0_u128, 0_u128, 0_u128);
    loop {
        let value = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) => a.min(**b),
            (Some(a), None) => **a,
            (None, Some(b)) => **b,
            (None, None) => return most,
        };
        while left.next_if(|one| **one <= value).is_some() {
            below += 1;
        }
        while right.next_if(|one| **one <= value).is_some() {
            below_now += 1;
        }
        most = most.max((below * rows_now).abs_diff(below_now * rows));
    }
}

/// The share of the orders of both samples that come as far apart: a walk over the lattice, in which what comes so far is taken
/// out and summed. Nothing is subtracted, so small p-values are as exact as large ones.
fn exact(rows: usize, rows_now: usize, lattice: u128) -> f64 {
    // Both counts are 10,000 at most here, so every product fits.
    let (m, n) = (rows as u64, rows_now as u64);
    let Ok(lattice) = u64::try_from(lattice) else {
        return 0.0;
    };
    if lattice == 0 {
        return 1.0;
    }
    // The probability to stand at (i, j) and never to have been far off, for one i and every j.
    let mut column = vec![0.0_f64; rows_now + 1];
    if let Some(start) = column.first_mut() {
        *start = 1.0;
    }
    let mut absorbed = 0.0;
    for i in 0..=m {
        // Nothing stands farther off than the first places that are far; below, than those of the step before, of which one step
        // can leave several behind.
        let first = (i.saturating_sub(1) * n).saturating_sub(lattice) / m;
        let last = (i * n + lattice).div_ceil(m).min(n);
        let mut from_below = 0.0;
        let places = column.iter_mut().zip(0..=n);
        for (place, j) in places
            .skip(to_place(first))
            .take(to_place(last - first + 1))
        {
            let here = *place + from_below;
            if (i * n).abs_diff(j * m) >= lattice {
                absorbed += here;
                (*place, from_below) = (0.0, 0.0);
                continue;
            }
            // One of the reference comes next, or one of now: as many as there are left of each.
            let left = whole(m - i + n - j);
            let (next, next_now) = (whole(m - i) / left, whole(n - j) / left);
            *place = if left > 0.0 { here * next } else { here };
            from_below = if left > 0.0 { here * next_now } else { 0.0 };
        }
    }
    absorbed.min(1.0)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a place among the rows of one side"
)]
const fn to_place(count: u64) -> usize {
    count as usize
}

#[expect(clippy::cast_precision_loss, reason = "20,000 at most")]
const fn whole(count: u64) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a product of two counts; where it is not exact, the last bit does not matter"
)]
const fn as_float_wide(product: u128) -> f64 {
    product as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1 − (orders that never come so far) / C(m + n, n), counted in whole numbers.
    fn counted(m: u64, n: u64, lattice: u64) -> f64 {
        let (mut near, mut all) = (vec![0_u128; 41], vec![0_u128; 41]);
        for i in 0..=m {
            for j in 0..=n {
                let at = usize::try_from(j).unwrap();
                let come = |orders: &[u128]| {
                    let below = if j == 0 { 0 } else { orders[at - 1] };
                    if i + j == 0 { 1 } else { orders[at] + below }
                };
                all[at] = come(&all);
                near[at] = match (i * n).abs_diff(j * m) {
                    off if off >= lattice => 0,
                    _ => come(&near),
                };
            }
        }
        let end = usize::try_from(n).unwrap();
        let ratio = |part: u128| f64::from(u32::try_from(part * (1 << 30) / all[end]).unwrap());
        ratio(all[end] - near[end]) / f64::from(1 << 30)
    }

    #[test]
    fn every_order_is_counted_whichever_side_has_more_rows() {
        for (rows, rows_now) in [
            (21, 24),
            (24, 21),
            (3, 40),
            (40, 3),
            (20, 20),
            (1, 7),
            (7, 30),
        ] {
            let (m, n) = (rows as u64, rows_now as u64);
            for lattice in 1..=m * n {
                let own = exact(rows, rows_now, u128::from(lattice));
                let wanted = counted(m, n, lattice);
                assert!(
                    (own - wanted).abs() < 3e-9,
                    "{m} {n} {lattice}: {own} and {wanted}"
                );
            }
        }
    }
}
