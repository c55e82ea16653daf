//! The scale of numbers.

use provost_core::overview::number;

use super::wording::scientific;

/// A range of values with its marks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NumberScale {
    /// The value at the beginning.
    pub(crate) low: f64,
    /// The value at the end, beyond the beginning.
    pub(crate) high: f64,
    /// Round values inside with their words, in order.
    pub(crate) ticks: Vec<(f64, String)>,
}

/// What a scale must hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    /// The lowest value.
    pub(crate) low: f64,
    /// The highest.
    pub(crate) high: f64,
    /// Whether zero must be seen.
    pub(crate) zero: bool,
    /// Whether values are percentages, which end at 100 when none is above.
    pub(crate) percent: bool,
    /// The most marks.
    pub(crate) most: u32,
}

impl NumberScale {
    /// The scale that holds all values with a little room.
    pub(crate) fn of(held: Held) -> Self {
        let (mut low, mut high) = (held.low, held.high);
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if held.zero {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        let (lowest, highest) = (low, high);
        let reach = high / 2.0 - low / 2.0;
        // One value has no range: a fiftieth of it, so that neighbours of 95 % do not look like 0 and 100.
        let room = if reach > (high.abs().max(low.abs())) * 1e-13 {
            reach * 0.14
        } else {
            (high.abs() / 50.0).max(f64::MIN_POSITIVE * 1e16)
        };
        let room = if lowest == 0.0 && highest == 0.0 {
            1.0
        } else {
            room
        };
        if !(held.zero && lowest == 0.0) {
            low -= room;
        }
        if !(held.zero && highest == 0.0) || high <= low {
            high += room;
        }
        // What is never negative has no room below zero, and no share is above the whole.
        if lowest >= 0.0 {
            low = low.max(0.0);
        }
        if held.percent && (0.0..=100.0).contains(&highest) {
            high = high.min(100.0);
        }
        if high <= low {
            (low, high) = (low - 1.0, low + 1.0);
        }
        Self::exact(low, high, held.most)
    }

    /// The scale from one value to another.
    pub(crate) fn exact(low: f64, high: f64, most: u32) -> Self {
        Self {
            low,
            high,
            ticks: ticks(low, high, most),
        }
    }
}

/// Multiples of 1, 2 or 5 times a power of ten, no more than asked for.
fn ticks(low: f64, high: f64, most: u32) -> Vec<(f64, String)> {
    let most = f64::from(most.max(2));
    let raw = high / most - low / most;
    if !raw.is_normal() || raw < 0.0 {
        return Vec::new();
    }
    let decade = 10_f64.powf(raw.log10().floor());
    let fits = |step: &f64| high / step - low / step <= most;
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|factor| factor * decade)
        .into_iter()
        .find(fits)
        .unwrap_or(10.0 * decade);
    let first = (low / step).ceil();
    let mut values: Vec<f64> = (0_u32..)
        .map(|index| (first + f64::from(index)) * step)
        .take_while(|tick| *tick <= high)
        .take(20)
        .filter(|tick| *tick >= low)
        .collect();
    values.dedup();
    let largest = low.abs().max(high.abs());
    values
        .into_iter()
        .map(|tick| (tick, words(tick, step, largest)))
        .collect()
}

/// A mark in few letters, all marks of a scale in the same power of a thousand and with as many decimals.
fn words(tick: f64, step: f64, largest: f64) -> String {
    if tick.abs() < step / 2.0 {
        return "0".to_owned();
    }
    if !(1e-4..1e15).contains(&largest) {
        let digits = (largest / step).log10().ceil().clamp(0.0, 6.0);
        return scientific(tick, decimals(10_f64.powf(-digits)));
    }
    let (scale, letter) = match largest {
        _ if largest >= 1e12 => (1e12, "T"),
        _ if largest >= 1e9 => (1e9, "G"),
        _ if largest >= 1e6 => (1e6, "M"),
        _ if largest >= 1e4 => (1e3, "k"),
        _ => (1.0, ""),
    };
    let wanted = decimals(step / scale);
    let mut text = number(tick / scale, wanted);
    if wanted > 0 {
        let written = text
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        if written == 0 {
            text.push('.');
        }
        text.extend(std::iter::repeat_n('0', wanted - written.min(wanted)));
    }
    text.push_str(letter);
    text
}

/// How many decimals a step has: those of its power of ten.
fn decimals(step: f64) -> usize {
    let mut left = step * (1.0 + 1e-9);
    let mut decimals = 0;
    while left < 1.0 && decimals < 12 {
        left *= 10.0;
        decimals += 1;
    }
    decimals
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marks(low: f64, high: f64, zero: bool) -> Vec<String> {
        let held = Held {
            low,
            high,
            zero,
            percent: false,
            most: 5,
        };
        NumberScale::of(held)
            .ticks
            .into_iter()
            .map(|one| one.1)
            .collect()
    }

    #[test]
    fn the_marks_are_those_that_a_person_would_choose() {
        assert_eq!(marks(0.0, 43.0, true), ["0", "10", "20", "30", "40"]);
        assert_eq!(marks(93.2, 97.0, false), ["93", "94", "95", "96", "97"]);
        assert_eq!(
            marks(0.905, 0.948, false),
            ["0.91", "0.92", "0.93", "0.94", "0.95"]
        );
        assert_eq!(marks(0.0, 48_000.0, true), ["0", "20k", "40k"]);
        assert_eq!(
            marks(0.0, 1.9e6, true),
            ["0", "0.5M", "1.0M", "1.5M", "2.0M"]
        );
        assert_eq!(marks(-3.0, 2.0, false), ["−2", "0", "2"]);
        assert_eq!(
            marks(1e300, 2e300, false).first().map(String::as_str),
            Some("1×10³⁰⁰")
        );
    }

    #[test]
    fn a_percentage_ends_at_a_hundred_and_a_count_at_nothing() {
        let scale = NumberScale::of(Held {
            low: 0.5,
            high: 99.9,
            zero: false,
            percent: true,
            most: 5,
        });
        assert_eq!((scale.low, scale.high), (0.0, 100.0));
    }

    proptest! {
        #[test]
        fn any_range_has_a_scale_with_round_marks_inside(
            a in prop::num::f64::NORMAL | prop::num::f64::ZERO | prop::num::f64::SUBNORMAL,
            b in prop::num::f64::NORMAL | prop::num::f64::ZERO | prop::num::f64::SUBNORMAL,
            zero: bool, percent: bool, most in 0_u32..12,
        ) {
            prop_assume!(a.abs() < 1e307 && b.abs() < 1e307);
            let (low, high) = (a.min(b), a.max(b));
            let scale = NumberScale::of(Held { low, high, zero, percent, most });
            prop_assert!(scale.low < scale.high, "{scale:?}");
            prop_assert!(scale.low <= low && scale.high >= high, "{scale:?}");
            prop_assert!(scale.ticks.len() <= 14);
            prop_assert!(scale.ticks.iter().all(|one| one.0 >= scale.low && one.0 <= scale.high));
            prop_assert!(scale.ticks.is_sorted_by(|a, b| a.0 < b.0));
        }
    }
}
