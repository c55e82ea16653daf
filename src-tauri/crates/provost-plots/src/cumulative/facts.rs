//! What distributions show, in sentences and as a table.

use super::known::Steps;
use super::{Cumulative, Distance, Known, Sampled};
use crate::axes::wording::{add, counted, percent, worded};
use crate::plot::{PlotTable, shown_rows};
use crate::span::count;

impl Cumulative {
    pub(super) fn description(&self, all: &[Steps], distance: Option<Distance>) -> String {
        let mut words = "Empirical distributions.".to_owned();
        if !self.is_stepped() {
            words.push_str(" Known at the edges of bins, with straight lines between them.");
        }
        for (side, steps) in self.sides.iter().zip(all) {
            if let Known::Edges { .. } = side.values {
                add_shares(&mut words, side, steps, &self.unit);
                continue;
            }
            let at = |share: f64| {
                let found = steps.partition_point(|step| step.1 < share);
                steps
                    .get(found)
                    .map_or_else(String::new, |step| worded(step.0, &self.unit))
            };
            let (usable, unusable) = side.values.counts();
            match (steps.first(), steps.last()) {
                (Some(first), Some(last)) => add(
                    &mut words,
                    format_args!(
                        " {}: {}, lowest {}, p25 {}, median {}, p75 {}, highest {}.",
                        side.name,
                        counted(usable, "value", "values"),
                        worded(first.0, &self.unit),
                        at(0.25),
                        at(0.5),
                        at(0.75),
                        worded(last.0, &self.unit)
                    ),
                ),
                _ => add(&mut words, format_args!(" {}: no value.", side.name)),
            }
            if unusable > 0 {
                add(
                    &mut words,
                    format_args!(
                        " {} not a number that can be drawn.",
                        counted(unusable, "value is", "values are")
                    ),
                );
            }
        }
        if let Some(distance) = distance {
            add(
                &mut words,
                format_args!(
                    " The greatest distance is {} at {}: {} against {}.",
                    percent((distance.shares.0 - distance.shares.1).abs()),
                    worded(distance.at, &self.unit),
                    percent(distance.shares.0),
                    percent(distance.shares.1)
                ),
            );
        }
        words
    }

    /// The value below which each share of every side lies; of bins the share below each edge.
    pub(super) fn table(&self, all: &[Steps]) -> PlotTable {
        if !self.is_stepped() {
            return edges_table(&self.sides, all, &self.unit);
        }
        let headings = std::iter::once("Share".to_owned())
            .chain(self.sides.iter().map(|side| side.name.clone()));
        let (kept, _) = shown_rows(101);
        let rows = kept.into_iter().map(|row| {
            let share = count(row) / 100.0;
            let cells = all.iter().map(|steps| {
                let found = steps.partition_point(|step| step.1 < share);
                steps
                    .get(found)
                    .map_or_else(String::new, |step| worded(step.0, &self.unit))
            });
            std::iter::once(percent(share)).chain(cells).collect()
        });
        PlotTable {
            headings: headings.collect(),
            rows: rows.collect(),
            left_out: 0,
        }
    }
}

/// How many rows a side has and which share lies below some edges, in a sentence.
pub(super) fn add_shares(words: &mut String, side: &Sampled, steps: &[(f64, f64)], unit: &str) {
    let (rows, _) = side.values.counts();
    if steps.is_empty() || rows == 0 {
        add(words, format_args!(" {}: no value.", side.name));
        return;
    }
    let rows = provost_core::overview::number(count(rows), 0);
    add(words, format_args!(" {}: {rows} values", side.name));
    let last = steps.len() - 1;
    for at in [last / 4, last / 2, last * 3 / 4] {
        if let Some((edge, share)) = steps.get(at) {
            let (share, edge) = (percent(*share), worded(*edge, unit));
            add(words, format_args!(", {share} below {edge}"));
        }
    }
    words.push('.');
}

/// The share below each edge.
pub(super) fn edges_table(sides: &[Sampled], all: &[Steps], unit: &str) -> PlotTable {
    let names = sides
        .iter()
        .map(|side| format!("{}, share below", side.name));
    let edges: Vec<f64> = all
        .first()
        .map_or_else(Vec::new, |steps| steps.iter().map(|step| step.0).collect());
    let (kept, left_out) = shown_rows(edges.len());
    let rows = kept.into_iter().filter_map(|row| {
        let edge = *edges.get(row)?;
        let shares = all.iter().map(|steps| {
            let own = steps.get(row);
            own.map_or_else(String::new, |step| percent(step.1))
        });
        Some(std::iter::once(worded(edge, unit)).chain(shares).collect())
    });
    PlotTable {
        headings: std::iter::once("Edge".to_owned()).chain(names).collect(),
        rows: rows.collect(),
        left_out,
    }
}
