//! Leaving out what no pixel would show. In each column of pixels the first, the lowest, the highest and the last value
//! stay: the line through them covers the same pixels as the line through all, and no peak is lost.

use crate::span::Span;

/// The points that are drawn, in their order. They are sorted by time and finite.
pub(crate) fn thinned(points: &[(f64, f64)], x: &Span, columns: usize) -> Vec<(f64, f64)> {
    if points.len() <= columns {
        return points.to_vec();
    }
    let mut kept = Vec::with_capacity(columns.saturating_mul(4).min(points.len()));
    let same_column =
        |a: &(f64, f64), b: &(f64, f64)| x.column(a.0, columns) == x.column(b.0, columns);
    for column in points.chunk_by(same_column) {
        keep_extremes(column, &mut kept);
    }
    kept
}

fn keep_extremes(column: &[(f64, f64)], kept: &mut Vec<(f64, f64)>) {
    let last = column.len().saturating_sub(1);
    let (mut low, mut high) = (0, 0);
    let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
    for (index, &(_, value)) in column.iter().enumerate() {
        if value < lowest {
            (low, lowest) = (index, value);
        }
        if value > highest {
            (high, highest) = (index, value);
        }
    }
    let mut chosen = [0, low.min(high), low.max(high), last].to_vec();
    chosen.dedup();
    kept.extend(chosen.into_iter().filter_map(|index| column.get(index)));
}

/// The same for ranges: each column keeps the widest reach of its ranges, at its first and at its last time.
pub(crate) fn thinned_ranges(
    ranges: &[(f64, f64, f64)],
    x: &Span,
    columns: usize,
) -> Vec<(f64, f64, f64)> {
    if ranges.len() <= columns {
        return ranges.to_vec();
    }
    let mut kept = Vec::with_capacity(columns.saturating_mul(2).min(ranges.len()));
    let same_column =
        |a: &(f64, f64, f64), b: &(f64, f64, f64)| x.column(a.0, columns) == x.column(b.0, columns);
    for column in ranges.chunk_by(same_column) {
        let low = column.iter().fold(f64::INFINITY, |low, one| low.min(one.1));
        let high = column
            .iter()
            .fold(f64::NEG_INFINITY, |high, one| high.max(one.2));
        if let (Some(first), Some(last)) = (column.first(), column.last()) {
            kept.push((first.0, low, high));
            if last.0 > first.0 {
                kept.push((last.0, low, high));
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn extremes(points: &[(f64, f64)], x: &Span, columns: usize) -> BTreeMap<usize, (f64, f64)> {
        let mut found = BTreeMap::new();
        for &(at, value) in points {
            let (low, high) = found.entry(x.column(at, columns)).or_insert((value, value));
            *low = value.min(*low);
            *high = value.max(*high);
        }
        found
    }

    proptest! {
        #[test]
        fn the_lowest_and_the_highest_of_each_column_stay(
            mut points in prop::collection::vec((0.0_f64..1e9, -1e300_f64..1e300), 1..3_000),
            columns in 1_usize..400,
        ) {
            points.sort_by(|a, b| a.0.total_cmp(&b.0));
            let x = Span { from: 0.0, to: 1e9, start: 0.0, end: 400.0 };
            let kept = thinned(&points, &x, columns);
            prop_assert_eq!(extremes(&kept, &x, columns), extremes(&points, &x, columns));
            prop_assert_eq!(kept.first(), points.first());
            prop_assert_eq!(kept.last(), points.last());
            prop_assert!(kept.len() <= columns.max(1) * 4);
            let mut rest = points.iter();
            prop_assert!(kept.iter().all(|one| rest.any(|other| other == one)), "in their order, each from the input");
        }

        #[test]
        fn a_band_reaches_as_far_in_each_column(
            mut ranges in prop::collection::vec((0.0_f64..1e6, -1e6_f64..0.0, 0.0_f64..1e6), 1..2_000),
            columns in 1_usize..300,
        ) {
            ranges.sort_by(|a, b| a.0.total_cmp(&b.0));
            let x = Span { from: 0.0, to: 1e6, start: 0.0, end: 300.0 };
            let kept = thinned_ranges(&ranges, &x, columns);
            let side = |ranges: &[(f64, f64, f64)], upper: bool| -> Vec<(f64, f64)> {
                ranges.iter().map(|one| (one.0, if upper { one.2 } else { one.1 })).collect()
            };
            let lows = |ranges: &[(f64, f64, f64)]| extremes(&side(ranges, false), &x, columns).into_values().map(|one| one.0).collect::<Vec<f64>>();
            let highs = |ranges: &[(f64, f64, f64)]| extremes(&side(ranges, true), &x, columns).into_values().map(|one| one.1).collect::<Vec<f64>>();
            prop_assert_eq!(lows(&kept), lows(&ranges));
            prop_assert_eq!(highs(&kept), highs(&ranges));
        }
    }
}
