//! Wasserstein-1: how far the values have to be carried.

use super::bins::as_float;

/// The least standard deviation that the distance is divided by.
const LEAST_DEVIATION: f64 = 0.001;

/// ∫ |F − G| over both empirical distributions. Both sides in order and not empty.
pub(super) fn wasserstein(reference: &[f64], current: &[f64]) -> f64 {
    let (step, step_now) = (
        1.0 / as_float(reference.len()),
        1.0 / as_float(current.len()),
    );
    let (mut left, mut right) = (reference.iter().peekable(), current.iter().peekable());
    let (mut below, mut below_now) = (0_usize, 0_usize);
    let mut last: Option<f64> = None;
    let mut sum = Sum::default();
    loop {
        let value = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) => a.min(**b),
            (Some(a), None) => **a,
            (None, Some(b)) => **b,
            (None, None) => break,
        };
        if let Some(last) = last {
            let apart = as_float(below) * step - as_float(below_now) * step_now;
            sum.add(apart.abs() * (value - last));
        }
        while left.next_if(|one| **one <= value).is_some() {
            below += 1;
        }
        while right.next_if(|one| **one <= value).is_some() {
            below_now += 1;
        }
        last = Some(value);
    }
    sum.total()
}

/// The same over the reference's standard deviation (ddof 0), which counts as 0.001 at least.
pub(super) fn normed(reference: &[f64], current: &[f64]) -> f64 {
    wasserstein(reference, current) / deviation(reference).max(LEAST_DEVIATION)
}

/// The arithmetic mean.
pub(super) fn mean(values: &[f64]) -> f64 {
    let mut sum = Sum::default();
    for value in values {
        sum.add(*value);
    }
    sum.total() / as_float(values.len())
}

/// The standard deviation with ddof 0.
pub(super) fn deviation(values: &[f64]) -> f64 {
    let count = as_float(values.len());
    let mean = mean(values);
    let mut squares = Sum::default();
    for value in values {
        squares.add((value - mean).powi(2));
    }
    (squares.total() / count).sqrt()
}

/// A sum that keeps what rounding takes (Neumaier), so that a million rows lose nothing that shows.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    fn add(&mut self, value: f64) {
        let next = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - next) + value
        } else {
            (value - next) + self.sum
        };
        self.sum = next;
    }

    fn total(self) -> f64 {
        self.sum + self.lost
    }
}
