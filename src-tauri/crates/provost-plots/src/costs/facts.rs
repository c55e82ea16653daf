//! What bars of costs show, in sentences and as a table.

use super::{CostBars, Interval};
use crate::axes::wording::{add, counted, percent, worded};
use crate::plot::{PlotTable, shown_rows};
use crate::span::drawable;

impl CostBars {
    pub(super) fn description(&self) -> String {
        let mut words = "Costs by period.".to_owned();
        for bar in &self.bars {
            let so_far = if bar.so_far { " so far" } else { "" };
            match bar.forecast() {
                Some(forecast) if bar.total() == 0.0 && !bar.so_far => {
                    add(
                        &mut words,
                        format_args!(" {}: {}.", bar.period, self.expected(forecast)),
                    );
                }
                Some(forecast) => add(
                    &mut words,
                    format_args!(
                        " {}: {}{so_far}, {}.",
                        bar.period,
                        worded(bar.total(), &self.unit),
                        self.expected(forecast)
                    ),
                ),
                None => add(
                    &mut words,
                    format_args!(
                        " {}: {}{so_far}.",
                        bar.period,
                        worded(bar.total(), &self.unit)
                    ),
                ),
            }
        }
        self.add_sums(&mut words);
        words
    }

    /// What each part cost in all, and how often the budget was not enough.
    fn add_sums(&self, words: &mut String) {
        let named = self
            .parts
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty());
        for (index, name) in named {
            let amounts = self
                .bars
                .iter()
                .filter_map(|bar| bar.amounts.get(index).copied());
            let sum: f64 = amounts.filter(|amount| drawable(*amount)).sum();
            add(
                words,
                format_args!(" {name}: {} in all.", worded(sum, &self.unit)),
            );
        }
        if let Some(budget) = &self.budget {
            let over = self
                .bars
                .iter()
                .filter(|bar| bar.total() > budget.value)
                .count();
            add(
                words,
                format_args!(
                    " {}; {} above it.",
                    budget.words(&self.unit),
                    counted(over, "period is", "periods are")
                ),
            );
        }
    }

    fn expected(&self, forecast: Interval) -> String {
        format!(
            "forecast {} ({} to {} with {} confidence)",
            worded(forecast.value, &self.unit),
            worded(forecast.low, &self.unit),
            worded(forecast.high, &self.unit),
            percent(forecast.confidence)
        )
    }

    pub(super) fn table(&self) -> PlotTable {
        let mut headings = vec!["Period".to_owned()];
        headings.extend(self.parts.iter().filter(|name| !name.is_empty()).cloned());
        headings.extend(["Total", "Forecast", "From", "To"].map(str::to_owned));
        let (kept, left_out) = shown_rows(self.bars.len());
        let rows = kept
            .into_iter()
            .filter_map(|index| self.bars.get(index))
            .map(|bar| {
                let money = |amount: f64| worded(amount, &self.unit);
                let mut cells = vec![if bar.so_far {
                    format!("{} so far", bar.period)
                } else {
                    bar.period.clone()
                }];
                let named = self
                    .parts
                    .iter()
                    .enumerate()
                    .filter(|(_, name)| !name.is_empty());
                cells.extend(named.map(|(index, _)| {
                    bar.amounts
                        .get(index)
                        .map_or_else(String::new, |amount| money(*amount))
                }));
                cells.push(money(bar.total()));
                match bar.forecast {
                    Some(forecast) => {
                        cells.extend([forecast.value, forecast.low, forecast.high].map(money));
                    }
                    None => cells.extend([const { String::new() }; 3]),
                }
                cells
            });
        PlotTable {
            headings,
            rows: rows.collect(),
            left_out,
        }
    }
}
