//! Section 5: what was measured.

use provost_core::metrics::MetricSeries;
use provost_plots::TimePlot;

use super::pictures::{Gallery, MOST, sketch};
use super::values::{measured, not_determinable, spaced};
use super::{ModelPaper, SeriesPlots};
use crate::Error;
use crate::account::blocks::{Block, Column};
use crate::account::rows::table;
use crate::account::words::Words;
use crate::contents::Limits;
use crate::contents::wording::{moment, number};

pub(super) fn blocks(
    paper: &ModelPaper,
    gallery: &mut Gallery,
    limits: &Limits,
) -> Result<Vec<Block>, Error> {
    let answer = &paper.report.metrics;
    if let Some(reason) = &answer.hindered {
        return Ok(vec![not_determinable(reason)]);
    }
    let mut blocks = vec![Block::quiet(&span(paper))];
    blocks.extend(answer.notes.iter().map(|note| Block::quiet(note)));
    if answer.series.is_empty() {
        return Ok(blocks);
    }
    blocks.push(Block::heading("All metrics"));
    blocks.extend(summary(paper, limits)?);
    blocks.push(Block::heading("Side by side"));
    if paper.series.len() > MOST {
        blocks.push(Block::quiet(&format!(
            "The first {MOST} of {} metrics are drawn; the table has them all.",
            number(paper.series.len())
        )));
    }
    let panels = paper.series.iter().take(MOST);
    let panels = panels.map(|plots| plots.whole.clone()).collect();
    let side_by_side = SeriesPlots::side_by_side(panels);
    blocks.push(gallery.draw(|frame| side_by_side.plot(frame), 120)?);
    blocks.extend(judged(&paper.series, gallery)?);
    Ok(blocks)
}

/// Which values the section is of.
fn span(paper: &ModelPaper) -> String {
    let query = &paper.report.metrics.query;
    let ends = query.from.zip(query.to);
    let ends = ends.map_or_else(String::new, |(from, to)| {
        format!(" from {} to {}", moment(from), moment(to))
    });
    format!(
        "Values{ends}, taken together by the {} in {}. Percentiles are those of the values.",
        query.step.as_str(),
        query.zone
    )
}

fn summary(paper: &ModelPaper, limits: &Limits) -> Result<Option<Block>, Error> {
    let columns = vec![
        Column::words("Metric", 1),
        Column::narrow("Course", 29),
        Column::number("Latest", 19),
        Column::number("Mean", 19),
        Column::number("Smallest", 19),
        Column::number("Largest", 19),
        Column::number("Values", 16),
    ];
    let both = paper.report.metrics.series.iter().zip(&paper.series);
    let rows = both.map(|(series, plots)| row(series, plots));
    let rows = rows.collect::<Result<Vec<_>, Error>>()?;
    Ok(table("All metrics", columns, rows, "metric", limits))
}

fn row(series: &MetricSeries, plots: &SeriesPlots) -> Result<Vec<Words>, Error> {
    let unit = plots.whole.unit.as_str();
    let value = |pick: fn(&provost_core::metrics::Aggregates) -> f64| {
        let whole = series.whole.as_ref();
        Words::of(&whole.map_or_else(|| "–".to_owned(), |whole| measured(pick(whole), "")))
    };
    let values = series.whole.map_or(0, |whole| whole.count);
    let mut name = Words::of(&spaced(&series.metric));
    if !unit.is_empty() {
        name = name.line_end().quiet(unit);
    }
    Ok(vec![
        name,
        sketch(plots)?,
        value(|one| one.last),
        value(|one| one.mean),
        value(|one| one.min),
        value(|one| one.max),
        Words::of(&number(values as usize)),
    ])
}

/// The metrics that have targets, each by what its targets judge.
fn judged(series: &[SeriesPlots], gallery: &mut Gallery) -> Result<Vec<Block>, Error> {
    let all: Vec<&TimePlot> = series.iter().flat_map(|one| &one.judged).collect();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut blocks = vec![
        Block::heading("Metrics with targets"),
        Block::quiet(
            "Lines are what values are held against. Breaches are marked where the points of a plot are the windows that the \
             target judges; section 6 has all of them.",
        ),
    ];
    for plot in all.iter().take(MOST) {
        blocks.push(gallery.draw(|frame| plot.plot(frame), 230)?);
    }
    if all.len() > MOST {
        blocks.push(Block::quiet(&format!(
            "The first {MOST} of {} plots are drawn; section 6 has the judgement of all.",
            number(all.len())
        )));
    }
    Ok(blocks)
}
