//! What a histogram shows, in sentences and as a table.

use provost_core::overview::number;

use super::{Drawing, Histogram, HistogramBins, shares};
use crate::axes::wording::{add, percent};
use crate::plot::{PlotTable, shown_rows};

/// The size of each side, its fullest bin, and the bin that changed most.
pub(super) fn description(histogram: &Histogram, drawing: &Drawing) -> String {
    let bins = drawing.names.len();
    let kind = match histogram.bins {
        HistogramBins::Ranges(_) => "ranges",
        HistogramBins::Values(_) => "values",
    };
    let mut words = format!("Shares of rows in {bins} {kind}.");
    let all: Vec<Vec<f64>> = drawing.counts.iter().map(|counts| shares(counts)).collect();
    for ((side, counts), shares) in histogram.sides.iter().zip(&drawing.counts).zip(&all) {
        let rows = number(counts.iter().sum::<f64>(), 0);
        let fullest = shares
            .iter()
            .zip(&drawing.names)
            .rev()
            .max_by(|a, b| a.0.total_cmp(b.0));
        match fullest.filter(|(share, _)| **share > 0.0) {
            Some((share, name)) => add(
                &mut words,
                format_args!(
                    " {}: {rows} rows, most of them, {}, in {name}.",
                    side.name,
                    percent(share / 100.0)
                ),
            ),
            None => add(&mut words, format_args!(" {}: no rows.", side.name)),
        }
    }
    if let [then, now, ..] = all.as_slice() {
        let change = |index: &usize| {
            let side = |shares: &[f64]| shares.get(*index).copied().unwrap_or(0.0);
            (side(then), side(now))
        };
        let most = (0..bins).rev().max_by(|a, b| {
            let size = |index| {
                let (then, now) = change(index);
                (now - then).abs()
            };
            size(a).total_cmp(&size(b))
        });
        if let Some(index) = most {
            let (then, now) = change(&index);
            let name = drawing.names.get(index).map_or("", String::as_str);
            add(
                &mut words,
                format_args!(
                    " The greatest change is in {name}: from {} to {}.",
                    percent(then / 100.0),
                    percent(now / 100.0)
                ),
            );
        }
    }
    words
}

/// A row for each bin.
pub(super) fn table(histogram: &Histogram, drawing: &Drawing) -> PlotTable {
    let first = match histogram.bins {
        HistogramBins::Ranges(_) => "Range",
        HistogramBins::Values(_) => "Value",
    };
    let mut headings = vec![first.to_owned()];
    for side in &histogram.sides {
        headings.push(format!("{}, rows", side.name));
        headings.push(format!("{}, share", side.name));
    }
    let all: Vec<Vec<f64>> = drawing.counts.iter().map(|counts| shares(counts)).collect();
    let (kept, left_out) = shown_rows(drawing.names.len());
    let rows = kept.into_iter().filter_map(|index| {
        let mut cells = vec![drawing.names.get(index)?.clone()];
        for (counts, shares) in drawing.counts.iter().zip(&all) {
            cells.push(number(*counts.get(index)?, 0));
            cells.push(percent(*shares.get(index)? / 100.0));
        }
        Some(cells)
    });
    PlotTable {
        headings,
        rows: rows.collect(),
        left_out,
    }
}
