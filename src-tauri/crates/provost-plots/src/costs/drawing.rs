//! The shapes of bars of costs.

use plotters_backend::text_anchor::HPos;

use super::{CostBar, CostBars, Interval};
use crate::axes::wording::{plain, worded};
use crate::bins::Slots;
use crate::board::{Board, Drawn};
use crate::lettering::{font, shortened, width_of};
use crate::palette;
use crate::span::{Span, drawable, units};

const SIZE: f64 = 12.0;
/// The size of the values above bars.
const NOTE: f64 = 11.0;

impl CostBars {
    pub(super) fn draw_bar(
        &self,
        board: &Board<'_>,
        index: usize,
        bar: &CostBar,
        (slots, y): (&Slots, &Span),
    ) -> Drawn {
        let wide = (slots.width() * 0.64).min(64.0);
        let middle = slots.left(index) + slots.width() / 2.0;
        let (left, right) = (units(middle - wide / 2.0), units(middle + wide / 2.0));
        let (mut above, mut below) = (0.0, 0.0);
        for (part, amount) in bar.drawn(self.parts.len()).into_iter().enumerate() {
            let base = if amount < 0.0 { &mut below } else { &mut above };
            let (from, to) = (y.at(*base), y.at(*base + amount));
            *base += amount;
            if from != to {
                board.block(
                    (left, from),
                    (right, to),
                    palette::line(part, board.theme),
                    1.0,
                )?;
            }
        }
        let mut top = y.pixel(above);
        if let Some(forecast) = bar.forecast() {
            draw_forecast(board, (left, right), above, forecast, y)?;
            top = y.pixel(forecast.high.max(above));
        }
        let value = bar
            .forecast()
            .map_or(bar.total(), |forecast| forecast.value);
        self.draw_value(board, value, (middle, top), (slots, y))
    }

    /// Writes a value above its bar, clear of the line of the budget.
    fn draw_value(
        &self,
        board: &Board<'_>,
        value: f64,
        (middle, top): (f64, f64),
        (slots, y): (&Slots, &Span),
    ) -> Drawn {
        let words = plain(value);
        let mut at = top - 9.0;
        let budget = self.budget.as_ref().map(|budget| y.pixel(budget.value));
        if let Some(budget) = budget.filter(|budget| (budget - at).abs() < 8.0) {
            at = budget - 9.0;
        }
        if value <= 0.0 || width_of(&words, NOTE) >= slots.width() - 4.0 || at < 20.0 {
            return Ok(());
        }
        let style = font(NOTE, palette::muted(board.theme), HPos::Center);
        board.words(&words, (units(middle), units(at)), style)
    }

    pub(super) fn draw_budget(&self, board: &Board<'_>, slots: &Slots, y: &Span) -> Drawn {
        let Some(budget) = self.budget.as_ref().filter(|budget| drawable(budget.value)) else {
            return Ok(());
        };
        let at = y.at(budget.value);
        board.dashes(
            (slots.area.left, slots.area.right()),
            at,
            palette::text(board.theme),
        )?;
        let words = format!("{} {}", budget.name, worded(budget.value, &self.unit));
        let words = shortened(&words, slots.area.width * 0.5, SIZE);
        let style = font(SIZE, palette::muted(board.theme), HPos::Left);
        board.words(
            &words,
            (units(slots.area.left + 4.0), at - units(9.0)),
            style,
        )
    }
}

/// What is still to come as a frame over the bar, and the interval as a stroke with ends.
fn draw_forecast(
    board: &Board<'_>,
    (left, right): (i32, i32),
    from: f64,
    forecast: Interval,
    y: &Span,
) -> Drawn {
    let ink = palette::border(board.theme);
    let (bottom, top) = (y.at(from), y.at(forecast.value));
    if top < bottom {
        board.block((left, top), (right, bottom), ink, 0.25)?;
        board.line(
            vec![(left, bottom), (left, top), (right, top), (right, bottom)],
            ink,
            1.0,
        )?;
    }
    let middle = i32::midpoint(left, right);
    let text = palette::text(board.theme);
    let (low, high) = (y.at(forecast.low), y.at(forecast.high));
    board.line(vec![(middle, low), (middle, high)], text, 1.5)?;
    let tip = units(5.0).min((right - left) / 2);
    for end in [low, high] {
        board.line(vec![(middle - tip, end), (middle + tip, end)], text, 1.5)?;
    }
    Ok(())
}
