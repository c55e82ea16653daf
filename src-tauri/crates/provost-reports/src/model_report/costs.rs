//! Section 7: what the version cost, and what the next months may.

use provost_core::metrics::{CurrencyCosts, Forecast, MonthCost};
use provost_core::overview::amount;
use provost_plots::Source;

use super::ModelPaper;
use super::pictures::Gallery;
use super::values::{not_determinable, percent};
use crate::Error;
use crate::account::blocks::{Block, Column};
use crate::account::rows::table;
use crate::account::words::Words;
use crate::contents::Limits;

pub(super) fn blocks(
    paper: &ModelPaper,
    gallery: &mut Gallery,
    limits: &Limits,
) -> Result<Vec<Block>, Error> {
    let answer = &paper.report.costs;
    if let Some(reason) = &answer.hindered {
        return Ok(vec![not_determinable(reason)]);
    }
    let mut blocks: Vec<Block> = answer.notes.iter().map(|note| Block::quiet(note)).collect();
    for (costs, source) in answer.currencies.iter().zip(&paper.costs) {
        blocks.extend(currency(costs, source, gallery, limits)?);
    }
    Ok(blocks)
}

fn currency(
    costs: &CurrencyCosts,
    source: &Source,
    gallery: &mut Gallery,
    limits: &Limits,
) -> Result<Vec<Block>, Error> {
    let mut blocks = vec![
        Block::heading(&format!("In {}", costs.currency)),
        gallery.draw(|frame| source.plot(frame), 240)?,
    ];
    let forecast = costs.forecast.as_ref();
    if let Some(forecast) = forecast {
        blocks.push(Block::quiet(&method(forecast)));
    }
    let mut rows: Vec<Vec<Words>> = costs
        .months
        .iter()
        .map(|month| row(month, &costs.currency, forecast))
        .collect();
    let ahead = forecast.map_or(&[][..], |forecast| forecast.points.as_slice());
    let known = |month: &str| costs.months.iter().any(|one| one.month == month);
    for point in ahead.iter().filter(|point| !known(&point.month)) {
        rows.push(vec![
            Words::of(&point.month),
            Words::of("–"),
            Words::of(&amount(point.value, &costs.currency)),
            Words::of(&interval(point.low, point.high, &costs.currency)),
        ]);
    }
    let columns = vec![
        Column::words("Month", 1),
        Column::number("Paid", 38),
        Column::number("Forecast", 38),
        Column::number("Interval", 56),
    ];
    blocks.extend(table("Costs by month", columns, rows, "month", limits));
    Ok(blocks)
}

fn row(month: &MonthCost, currency: &str, forecast: Option<&Forecast>) -> Vec<Words> {
    let points = forecast.map_or(&[][..], |forecast| forecast.points.as_slice());
    let point = points.iter().find(|point| point.month == month.month);
    let mut name = Words::of(&month.month);
    if month.so_far {
        name = name.quiet(" so far");
    }
    let none = || Words::of("–");
    vec![
        name,
        Words::of(&amount(month.value, currency)),
        point.map_or_else(none, |point| Words::of(&amount(point.value, currency))),
        point.map_or_else(none, |point| {
            Words::of(&interval(point.low, point.high, currency))
        }),
    ]
}

fn interval(low: f64, high: f64, currency: &str) -> String {
    format!("{} to {}", amount(low, currency), amount(high, currency))
}

fn method(forecast: &Forecast) -> String {
    format!(
        "{}, over {} months. The interval should hold {} of new months if costs keep to a line; it knows nothing of seasons.",
        forecast.method,
        forecast.months,
        percent(forecast.confidence)
    )
}
