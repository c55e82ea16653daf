//! The scale of a small plot: its range and two or three round marks in it.

use provost_core::overview::number;

/// A range of values with its marks.
pub(super) struct Scale {
    /// The value at the bottom.
    pub(super) low: f64,
    /// The value at the top, above the bottom.
    pub(super) high: f64,
    /// Round values inside, from low to high.
    pub(super) ticks: Vec<f64>,
}

impl Scale {
    /// The scale that holds all values, with a little room; and zero, where it must be seen.
    pub(super) fn of(values: impl IntoIterator<Item = f64>, from_zero: bool) -> Self {
        let (mut low, mut high) = values
            .into_iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if from_zero {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        // One value has no range: a hundredth of it, so that neighbours of 95 % do not look like 0 and 100.
        let span = if high > low {
            high - low
        } else {
            (high.abs() / 100.0).max(1.0)
        };
        let at_zero = |edge: f64| from_zero && edge.abs() < f64::EPSILON;
        if !at_zero(low) {
            low -= span * 0.1;
        }
        if !at_zero(high) || high <= low {
            high += span * 0.1;
        }
        Self {
            low,
            high,
            ticks: ticks(low, high),
        }
    }
}

/// Multiples of 1, 2 or 5 times a power of ten, two to four of them.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = high - low;
    let decade = 10_f64.powf((span / 3.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|factor| factor * decade)
        .into_iter()
        .find(|step| span / step <= 4.0)
        .unwrap_or(span);
    let first = (low / step).ceil();
    (0..5)
        .map(|index| (first + f64::from(index)) * step)
        .take_while(|tick| *tick <= high)
        .collect()
}

/// A mark in few letters: thousands as k, millions as M.
pub(super) fn compact(value: f64) -> String {
    let size = value.abs();
    if size >= 1e9 {
        format!("{}G", number(value / 1e9, 1))
    } else if size >= 1e6 {
        format!("{}M", number(value / 1e6, 1))
    } else if size >= 1e4 {
        format!("{}k", number(value / 1e3, 1))
    } else if size >= 10.0 {
        number(value, 1)
    } else {
        number(value, 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(values: &[f64], from_zero: bool) -> Vec<String> {
        let scale = Scale::of(values.iter().copied(), from_zero);
        scale.ticks.into_iter().map(compact).collect()
    }

    #[test]
    fn the_marks_are_round_and_inside() {
        assert_eq!(marks(&[93.2, 97.0, 95.0], false), ["94", "96"]);
        assert_eq!(marks(&[0.0, 41.0], true), ["0", "20", "40"]);
        assert_eq!(
            marks(&[1_450.0, 100.0], false),
            ["0", "500", "1\u{202f}000", "1\u{202f}500"]
        );
        assert_eq!(marks(&[0.0, 48_000.0], true), ["0", "20k", "40k"]);
        for values in [&[5.0][..], &[0.0], &[], &[-3.0, 2.0], &[99.91, 99.99]] {
            for from_zero in [true, false] {
                let scale = Scale::of(values.iter().copied(), from_zero);
                assert!(scale.high > scale.low);
                assert!(
                    (1..=5).contains(&scale.ticks.len()),
                    "{values:?} {:?}",
                    scale.ticks
                );
                assert!(
                    scale
                        .ticks
                        .iter()
                        .all(|tick| (scale.low..=scale.high).contains(tick))
                );
            }
        }
    }
}
