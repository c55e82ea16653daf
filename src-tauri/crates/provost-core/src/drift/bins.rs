//! Counting values in bins.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Up to how many distinct reference values each number is a bin of its own.
const MOST_VALUES: usize = 20;

/// How many quantiles of the reference [`quantiles`] takes.
const QUANTILES: u32 = 10;

/// The counts of both sides in the same bins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Bins {
    /// How the bins were made.
    pub kind: BinsKind,
    /// The edges of ranges, one more than there are bins; each bin holds its lower edge, the last one its upper one too. Empty
    /// for bins that are values. JSON has null for an open end.
    #[serde(with = "super::ends")]
    #[cfg_attr(feature = "bindings", specta(type = Vec<Option<f64>>))]
    pub edges: Vec<f64>,
    /// The values of bins that are values. Empty for ranges.
    pub keys: Vec<String>,
    /// How many rows of the reference stand in each.
    pub reference: Vec<u32>,
    /// How many rows of now stand in each.
    pub current: Vec<u32>,
}

/// How bins are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum BinsKind {
    /// Equal widths over both sides, as many as Sturges' rule says.
    Sturges,
    /// Each distinct value of either side.
    Values,
    /// Quantiles of the reference; the outer bins are open.
    Quantiles,
}

/// The bins of Evidently: ranges for numbers with more than 20 distinct reference values, else the values. Both sides in order.
pub(super) fn of_numbers(reference: &[f64], current: &[f64], integers: bool) -> Bins {
    if distinct_up_to(MOST_VALUES + 1, reference, &[]) <= MOST_VALUES {
        return of_values(reference, current);
    }
    let rows = reference.len() + current.len();
    let edges = sturges(
        lowest(reference, current),
        highest(reference, current),
        rows,
        integers,
    );
    of_edges(BinsKind::Sturges, edges, reference, current)
}

/// Each distinct number is a bin.
fn of_values(reference: &[f64], current: &[f64]) -> Bins {
    let mut counts: Vec<(f64, u32, u32)> = Vec::new();
    let (mut left, mut right) = (reference.iter().peekable(), current.iter().peekable());
    while let Some(value) = match (left.peek(), right.peek()) {
        (Some(a), Some(b)) => Some(a.min(**b)),
        (Some(a), None) => Some(**a),
        (None, b) => b.map(|b| **b),
    } {
        let take = |side: &mut std::iter::Peekable<std::slice::Iter<'_, f64>>| {
            let mut taken = 0_u32;
            while side.next_if(|one| **one <= value).is_some() {
                taken = taken.saturating_add(1);
            }
            taken
        };
        counts.push((value, take(&mut left), take(&mut right)));
    }
    Bins {
        kind: BinsKind::Values,
        edges: Vec::new(),
        keys: counts.iter().map(|(value, ..)| value.to_string()).collect(),
        reference: counts.iter().map(|(_, reference, _)| *reference).collect(),
        current: counts.iter().map(|(.., current)| *current).collect(),
    }
}

/// Each distinct word is a bin.
pub(super) fn of_words(reference: &[&str], current: &[&str]) -> Bins {
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for word in reference {
        counts.entry(word).or_default().0 += 1;
    }
    for word in current {
        counts.entry(word).or_default().1 += 1;
    }
    Bins {
        kind: BinsKind::Values,
        edges: Vec::new(),
        keys: counts.keys().map(|key| (*key).to_owned()).collect(),
        reference: counts.values().map(|(reference, _)| *reference).collect(),
        current: counts.values().map(|(_, current)| *current).collect(),
    }
}

/// Bins of ten quantiles of the reference (numpy's linear ones), duplicates merged; none when fewer than two bins are left.
pub(super) fn quantiles(reference: &[f64], current: &[f64]) -> Option<Bins> {
    let mut inner: Vec<f64> = (1..QUANTILES)
        .filter_map(|part| quantile(reference, f64::from(part) / f64::from(QUANTILES)))
        .collect();
    inner.dedup_by(|later, earlier| later.total_cmp(earlier).is_eq());
    if inner.is_empty() {
        return None;
    }
    let mut edges = vec![f64::NEG_INFINITY];
    edges.extend(inner);
    edges.push(f64::INFINITY);
    Some(of_edges(BinsKind::Quantiles, edges, reference, current))
}

/// numpy's linear quantile of values in order.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = as_float(last) * share;
    let below = place.floor();
    let part = place - below;
    let index = to_count(below);
    let low = *sorted.get(index)?;
    let high = *sorted.get((index + 1).min(last))?;
    // numpy's lerp, from whichever end is nearer, so that the value is the same to the bit.
    let step = high - low;
    Some(if part >= 0.5 {
        high - step * (1.0 - part)
    } else {
        low + step * part
    })
}

/// numpy's `histogram_bin_edges(…, "sturges")`.
pub(super) fn sturges(low: f64, high: f64, rows: usize, integers: bool) -> Vec<f64> {
    // A range of nothing is widened by half on both sides, as numpy does.
    let (low, high) = if low < high {
        (low, high)
    } else {
        (low - 0.5, high + 0.5)
    };
    let range = high - low;
    let mut width = range / (as_float(rows).log2() + 1.0);
    if integers && width < 1.0 {
        width = 1.0;
    }
    let bins = to_count((range / width).ceil()).max(1);
    let step = range / as_float(bins);
    let mut edges: Vec<f64> = (0..bins).map(|bin| as_float(bin) * step + low).collect();
    edges.push(high);
    edges
}

/// Counts of both sides between edges.
pub(super) fn of_edges(
    kind: BinsKind,
    edges: Vec<f64>,
    reference: &[f64],
    current: &[f64],
) -> Bins {
    Bins {
        kind,
        reference: between(&edges, reference),
        current: between(&edges, current),
        edges,
        keys: Vec::new(),
    }
}

fn between(edges: &[f64], sorted: &[f64]) -> Vec<u32> {
    let last = edges.len().saturating_sub(1);
    let before: Vec<usize> = edges
        .iter()
        .enumerate()
        .map(|(at, edge)| {
            if at == last {
                sorted.partition_point(|value| value <= edge)
            } else {
                sorted.partition_point(|value| value < edge)
            }
        })
        .collect();
    before
        .windows(2)
        .map(|pair| match pair {
            [from, to] => u32::try_from(to.saturating_sub(*from)).unwrap_or(u32::MAX),
            _ => 0,
        })
        .collect()
}

/// How many different values both sides have together; both in order.
pub(super) fn distinct(reference: &[f64], current: &[f64]) -> usize {
    merged(reference, current).count()
}

/// The same, counted up to `most`.
pub(super) fn distinct_up_to(most: usize, reference: &[f64], current: &[f64]) -> usize {
    merged(reference, current).take(most).count()
}

/// The different values of both sides, in order.
fn merged<'a>(reference: &'a [f64], current: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
    let (mut left, mut right) = (reference, current);
    std::iter::from_fn(move || {
        let value = match (left.first(), right.first()) {
            (Some(a), Some(b)) => a.min(*b),
            (Some(one), None) | (None, Some(one)) => *one,
            (None, None) => return None,
        };
        for side in [&mut left, &mut right] {
            let same = side.iter().take_while(|one| **one <= value).count();
            *side = side.get(same..).unwrap_or_default();
        }
        Some(value)
    })
}

/// How many different words both sides have together, counted up to `most`.
pub(super) fn distinct_words(reference: &[&str], current: &[&str], most: usize) -> usize {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for word in reference.iter().chain(current) {
        if seen.len() == most {
            break;
        }
        seen.insert(word);
    }
    seen.len()
}

pub(super) fn lowest(reference: &[f64], current: &[f64]) -> f64 {
    let firsts = [reference.first(), current.first()];
    firsts
        .into_iter()
        .flatten()
        .copied()
        .fold(f64::INFINITY, f64::min)
}

pub(super) fn highest(reference: &[f64], current: &[f64]) -> f64 {
    let lasts = [reference.last(), current.last()];
    lasts
        .into_iter()
        .flatten()
        .copied()
        .fold(f64::NEG_INFINITY, f64::max)
}

/// A count as a number to reckon with; exact up to 2^53, which no table reaches.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(super) const fn as_float(count: usize) -> f64 {
    count as f64
}

/// A whole number that is not negative as a count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "only whole numbers between 0 and the count of rows come here; the cast saturates"
)]
pub(super) const fn to_count(whole: f64) -> usize {
    whole as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

    #[test]
    fn quantiles_are_numpys_and_the_outer_bins_are_open() {
        // numpy.quantile(range(1, 12), [.1, .2, … .9]) is 2, 3, … 10.
        let reference: Vec<f64> = (1..=11).map(f64::from).collect();
        let bins = quantiles(&reference, &[-50.0, 2.0, 9.9, 10.0, 1e9]).unwrap();
        let mut edges = vec![OPEN.0];
        edges.extend((2..=10).map(f64::from));
        edges.push(OPEN.1);
        assert_eq!(bins.edges, edges);
        assert_eq!(bins.reference, [1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
        assert_eq!(bins.current, [1, 1, 0, 0, 0, 0, 0, 0, 1, 2]);
    }

    #[test]
    fn quantiles_that_are_one_value_are_one_edge() {
        // numpy.quantile([0] * 9 + [1], .9) is 0.1, those below are 0.
        let mut reference = vec![0.0; 9];
        reference.push(1.0);
        let bins = quantiles(&reference, &[-1.0, 0.0, 0.5]).unwrap();
        assert_eq!(bins.edges.len(), 4);
        assert!((bins.edges[2] - 0.1).abs() < 1e-12 && bins.edges[1].abs() < 1e-12);
        assert_eq!(
            (bins.reference, bins.current),
            (vec![0, 9, 1], vec![1, 1, 1])
        );
    }

    #[test]
    fn one_value_has_one_quantile_and_none_has_none() {
        let bins = quantiles(&[5.0; 30], &[4.0, 5.0, 6.0]).unwrap();
        assert_eq!(bins.edges, [OPEN.0, 5.0, OPEN.1]);
        assert_eq!((bins.reference, bins.current), (vec![0, 30], vec![1, 2]));
        assert!(quantiles(&[], &[1.0]).is_none());
    }
}
