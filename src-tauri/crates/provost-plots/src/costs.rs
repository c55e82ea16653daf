//! What each period cost, by part, and what the next ones will cost with the interval of that forecast.

mod drawing;
mod facts;
#[cfg(test)]
mod tests;

use plotters::prelude::RGBColor;

use crate::axes::numbers::{Held, NumberScale};
use crate::bins::{Slots, draw_head, draw_scale, marks, plotted};
use crate::csv::push_row;
use crate::plot::{Axis, Panel, Plot, Reading, Sheet, Trace};
use crate::series::Limit;
use crate::span::{Span, count, drawable};
use crate::{Error, Frame, Theme, palette};

/// Costs by period.
#[derive(Debug, Clone, PartialEq)]
pub struct CostBars {
    /// What is plotted.
    pub title: String,
    /// The currency.
    pub unit: String,
    /// What the bars consist of, such as models: up to six are told apart. One without a name when they are not split.
    pub parts: Vec<String>,
    /// The periods in order.
    pub bars: Vec<CostBar>,
    /// What a period may cost.
    pub budget: Option<Limit>,
}

/// The costs of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct CostBar {
    /// Which: `2026-09`.
    pub period: String,
    /// What each part cost.
    pub amounts: Vec<f64>,
    /// Whether the period has not ended.
    pub so_far: bool,
    /// What the whole period will cost.
    pub forecast: Option<Interval>,
}

/// A forecast with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// What is most likely.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How likely the interval holds the truth: 0.95.
    pub confidence: f64,
}

impl Interval {
    /// The same, when all of it can be drawn.
    fn usable(self) -> Option<Self> {
        let all = [self.value, self.low, self.high].into_iter().all(drawable);
        all.then_some(self)
    }
}

impl CostBar {
    /// What can be drawn of the parts; what is not a number counts nothing.
    fn drawn(&self, parts: usize) -> Vec<f64> {
        let amount = |index| {
            self.amounts
                .get(index)
                .copied()
                .filter(|amount: &f64| drawable(*amount))
        };
        (0..parts)
            .map(|index| amount(index).unwrap_or(0.0))
            .collect()
    }

    /// Its period, and whether that has not ended.
    fn name(&self) -> String {
        let so_far = if self.so_far { " so far" } else { "" };
        format!("{}{so_far}", self.period)
    }

    fn total(&self) -> f64 {
        self.amounts
            .iter()
            .copied()
            .filter(|amount| drawable(*amount))
            .sum::<f64>()
            .clamp(-1e307, 1e307)
    }

    fn forecast(&self) -> Option<Interval> {
        self.forecast.and_then(Interval::usable)
    }
}

impl CostBars {
    /// Draws it in both themes.
    pub fn plot(&self, frame: Frame) -> Result<Plot, Error> {
        let frame = frame.fitted();
        let (slots, y, scale) = self.layout(frame);
        let sheet = Sheet {
            title: self.title.clone(),
            description: self.description(),
            frame,
            panels: vec![self.panel(&slots, &y)],
            table: self.table(),
            zoomable: false,
        };
        sheet.drawn(|board| {
            let keys = self.keys(board.theme);
            draw_head(board, &self.unit, &keys, f64::from(frame.width))?;
            draw_scale(board, slots.area, &y, &scale)?;
            self.draw_budget(board, &slots, &y)?;
            for (index, bar) in self.bars.iter().enumerate() {
                self.draw_bar(board, index, bar, (&slots, &y))?;
            }
            slots.draw_names(board)
        })
    }

    /// All amounts as CSV, with the forecasts as rows of their own.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut text = String::new();
        push_row(
            &mut text,
            ["period", "part", "amount", "low", "high", "unit"],
        );
        for bar in &self.bars {
            for (part, amount) in self.parts.iter().zip(&bar.amounts) {
                push_row(
                    &mut text,
                    [
                        bar.period.as_str(),
                        part,
                        &amount.to_string(),
                        "",
                        "",
                        &self.unit,
                    ],
                );
            }
            if let Some(forecast) = bar.forecast {
                let [value, low, high] =
                    [forecast.value, forecast.low, forecast.high].map(|one| one.to_string());
                push_row(
                    &mut text,
                    [
                        bar.period.as_str(),
                        "forecast",
                        &value,
                        &low,
                        &high,
                        &self.unit,
                    ],
                );
            }
        }
        text
    }

    fn keys(&self, theme: Theme) -> Vec<(String, RGBColor)> {
        let named = self
            .parts
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty());
        let mut keys: Vec<(String, RGBColor)> = named
            .map(|(index, name)| (name.clone(), palette::line(index, theme)))
            .collect();
        if self.bars.iter().any(|bar| bar.forecast().is_some()) {
            keys.push(("Forecast".to_owned(), palette::border(theme)));
        }
        keys
    }

    fn layout(&self, frame: Frame) -> (Slots, Span, NumberScale) {
        let mut reach = (0.0_f64, 0.0_f64);
        let mut hold = |value: f64| reach = (reach.0.min(value), reach.1.max(value));
        for bar in &self.bars {
            let (below, above) = split(&bar.drawn(self.parts.len()));
            hold(below);
            hold(above);
            if let Some(forecast) = bar.forecast() {
                hold(forecast.low);
                hold(forecast.high);
                hold(forecast.value);
            }
        }
        if let Some(budget) = self.budget.as_ref().filter(|budget| drawable(budget.value)) {
            hold(budget.value);
        }
        let scale = NumberScale::of(Held {
            low: reach.0,
            high: reach.1,
            zero: true,
            percent: false,
            most: marks(frame, 8),
        });
        let area = plotted(frame, &scale, 10.0);
        let y = Span::rising(area, scale.low, scale.high);
        let names = self.bars.iter().map(|bar| bar.period.clone());
        let slots = Slots {
            area,
            names: names.collect(),
            cut: false,
        };
        (slots, y, scale)
    }

    fn panel(&self, slots: &Slots, y: &Span) -> Panel {
        let mut traces: Vec<Trace> = Vec::new();
        for (index, name) in self.parts.iter().enumerate() {
            let amounts = self.bars.iter().map(|bar| bar.amounts.get(index).copied());
            let readings = amounts.enumerate().filter_map(|(bar, amount)| {
                let amount = amount.filter(|amount| drawable(*amount))?;
                Some(Reading::value(count(bar), amount))
            });
            let name = if name.is_empty() { "Cost" } else { name };
            let ink = |theme| palette::line(index, theme);
            traces.push(Trace::of(name, &self.unit, ink, readings));
        }
        let forecasts = self.bars.iter().enumerate().filter_map(|(bar, one)| {
            let forecast = one.forecast()?;
            Some(Reading {
                y: Some(forecast.value),
                ..Reading::range(count(bar), forecast.low, forecast.high)
            })
        });
        let forecast = Trace::of("Forecast", &self.unit, palette::border, forecasts);
        if !forecast.readings.is_empty() {
            traces.push(forecast);
        }
        Panel {
            title: String::new(),
            area: slots.area,
            x: Axis {
                labels: self.bars.iter().map(CostBar::name).collect(),
                ..slots.axis()
            },
            y: Axis::numbers(y, &self.unit),
            traces,
        }
    }
}

/// The sums of what is below nothing and of what is above it.
fn split(amounts: &[f64]) -> (f64, f64) {
    amounts.iter().fold((0.0, 0.0), |(below, above), amount| {
        if *amount < 0.0 {
            ((below + amount).max(-1e307), above)
        } else {
            (below, (above + amount).min(1e307))
        }
    })
}
