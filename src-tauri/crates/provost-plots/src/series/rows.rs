//! The values of plots over time as rows.

use super::{Prepared, PreparedLine, TimePlot};
use crate::axes::wording::worded;
use crate::csv::push_row;
use crate::plot::{PlotTable, shown_rows};
use crate::zone::moment;

/// A row for each time at which any line has a value, or of as many as can be read.
pub(crate) fn table(plot: &TimePlot, prepared: &Prepared) -> PlotTable {
    let mut times: Vec<f64> = prepared
        .lines
        .iter()
        .flat_map(|line| line.inside.iter().map(|point| point.0))
        .collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let mut headings = vec![format!("Time ({})", plot.zone.name())];
    for (line, ready) in plot.lines.iter().zip(&prepared.lines) {
        headings.push(line.name.clone());
        let bands = ready
            .bands
            .iter()
            .filter_map(|band| line.bands.get(band.index));
        headings.extend(bands.map(|band| {
            if plot.lines.len() > 1 {
                format!("{}, {}", line.name, band.name)
            } else {
                band.name.clone()
            }
        }));
    }
    let (rows, left_out) = shown_rows(times.len());
    let rows = rows
        .into_iter()
        .filter_map(|row| times.get(row))
        .map(|at| {
            let mut cells = vec![plot.zone.words(moment(*at))];
            for line in &prepared.lines {
                cells.extend(cells_of(line, *at, &plot.unit));
            }
            cells
        })
        .collect();
    PlotTable {
        headings,
        rows,
        left_out,
    }
}

fn cells_of(line: &PreparedLine, at: f64, unit: &str) -> Vec<String> {
    let found = line.inside.partition_point(|point| point.0 < at);
    let value = line.inside.get(found).filter(|point| point.0 <= at);
    let mut cells = vec![value.map_or_else(String::new, |point| worded(point.1, unit))];
    for band in &line.bands {
        let range = band.runs.iter().find_map(|run| {
            let found = run.partition_point(|one| one.0 < at);
            run.get(found).filter(|one| one.0 <= at)
        });
        cells.push(range.map_or_else(String::new, |(_, low, high)| {
            format!("{} to {}", worded(*low, ""), worded(*high, unit))
        }));
    }
    cells
}

/// All values of plots: a row for each, in UTC, with the ends of each band.
pub(crate) fn csv(plots: &[&TimePlot]) -> String {
    let several = plots.len() > 1;
    let mut text = String::new();
    let mut headings = vec!["series", "time", "value", "low", "high", "unit"];
    if several {
        headings.insert(0, "plot");
    }
    push_row(&mut text, headings);
    for plot in plots {
        let mut push =
            |series: &str, at: chrono::DateTime<chrono::Utc>, value: [Option<f64>; 3]| {
                if plot.range.is_some_and(|(from, to)| at < from || at > to) {
                    return;
                }
                let time = at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
                let [value, low, high] =
                    value.map(|one| one.map_or_else(String::new, |one| one.to_string()));
                let cells = [
                    plot.title.as_str(),
                    series,
                    &time,
                    &value,
                    &low,
                    &high,
                    &plot.unit,
                ];
                push_row(&mut text, cells.into_iter().skip(usize::from(!several)));
            };
        for line in &plot.lines {
            for &(at, value) in &line.points {
                push(&line.name, at, [Some(value), None, None]);
            }
            for band in &line.bands {
                let name = format!("{}, {}", line.name, band.name);
                for &(at, low, high) in &band.points {
                    push(&name, at, [None, Some(low), Some(high)]);
                }
            }
        }
    }
    text
}
