//! What a figure consists of: one bar cut into its parts, and the parts in words below it.

#[cfg(test)]
mod tests;

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters_backend::text_anchor::HPos;
use provost_core::overview::{Figure, Part, number};

use crate::canvas::{self, Canvas, SCALE};
use crate::lettering::{bold, font, shortened};
use crate::{Chart, Error, Theme, palette};

const WIDTH: i32 = 360;
const BAR_TOP: i32 = 4;
const BAR_BOTTOM: i32 = 18;
const ROW: i32 = 20;
const SWATCH: i32 = 10;
const LABEL_LEFT: i32 = 18;
const VALUE_ROOM: i32 = 96;
const GAP: i32 = 2;
/// What a part of the bar has at least, so that one of ten thousand is still seen.
const LEAST: i32 = 2;
const FONT_SIZE: f64 = 13.0;

type Area<'a> = DrawingArea<Canvas<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// Draws the parts of a figure: their shares as a bar, and each with its value in words.
pub fn parts(figure: &Figure, theme: Theme) -> Result<Chart, Error> {
    let title = figure.title.clone();
    let values: Vec<(String, String)> = figure
        .parts
        .iter()
        .map(|part| (part.label.clone(), words(part.value)))
        .collect();
    let description = format!(
        "One bar in {} parts: {}.",
        values.len(),
        values
            .iter()
            .map(|(label, value)| format!("{label} {value}"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let rows = i32::try_from(figure.parts.len()).unwrap_or(i32::MAX / ROW / SCALE / 2);
    let height = BAR_BOTTOM + 8 + rows * ROW;
    let mut svg = String::new();
    {
        let size = (WIDTH.unsigned_abs(), height.unsigned_abs());
        let root = Canvas::begin(&mut svg, size, &title, &description).into_drawing_area();
        draw(&root, figure, theme).map_err(|error| Error::Drawing {
            chart: title.clone(),
            reason: error.to_string(),
        })?;
    }
    canvas::end(&mut svg);
    Ok(Chart {
        title,
        description,
        svg,
        table: values,
    })
}

fn draw(root: &Area<'_>, figure: &Figure, theme: Theme) -> Drawn {
    let colors: Vec<RGBColor> = colors(&figure.parts, theme);
    for ((from, to), color) in segments(&figure.parts).into_iter().zip(&colors) {
        root.draw(&Rectangle::new(
            [(from, BAR_TOP * SCALE), (to, BAR_BOTTOM * SCALE)],
            color.filled(),
        ))?;
    }
    let top = BAR_BOTTOM + 8;
    for ((index, part), color) in (0..).zip(&figure.parts).zip(&colors) {
        let middle = top + index * ROW + ROW / 2;
        root.draw(&Rectangle::new(
            [
                (0, (middle - SWATCH / 2) * SCALE),
                (SWATCH * SCALE, (middle + SWATCH / 2) * SCALE),
            ],
            color.filled(),
        ))?;
        let width = f64::from(WIDTH - LABEL_LEFT - VALUE_ROOM);
        root.draw(&Text::new(
            shortened(&part.label, width, FONT_SIZE),
            (LABEL_LEFT * SCALE, middle * SCALE),
            font(FONT_SIZE, palette::text(theme), HPos::Left),
        ))?;
        root.draw(&Text::new(
            words(part.value),
            (WIDTH * SCALE, middle * SCALE),
            bold(FONT_SIZE, palette::text(theme), HPos::Right),
        ))?;
    }
    Ok(())
}

/// From where to where each part of the bar goes, in units of the canvas.
fn segments(parts: &[Part]) -> Vec<(i32, i32)> {
    let seen = parts.iter().filter(|part| part.value > 0.0).count();
    let gaps = i32::try_from(seen.saturating_sub(1)).unwrap_or(0) * GAP * SCALE;
    let floor = i32::try_from(seen).unwrap_or(0) * LEAST * SCALE;
    let total: f64 = parts.iter().map(|part| part.value.max(0.0)).sum();
    let room = f64::from((WIDTH * SCALE - gaps - floor).max(0));
    let mut from = 0;
    parts
        .iter()
        .map(|part| {
            if part.value <= 0.0 {
                return (from, from);
            }
            let begin = from;
            let end = begin + LEAST * SCALE + whole(part.value / total * room);
            from = end + GAP * SCALE;
            (begin, end)
        })
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a share of the width of the picture, rounded"
)]
fn whole(width: f64) -> i32 {
    width.round() as i32
}

/// Neutral parts take their hues in turn.
fn colors(parts: &[Part], theme: Theme) -> Vec<RGBColor> {
    let mut neutral = 0;
    parts
        .iter()
        .map(|part| {
            let color = palette::tone(part.tone, neutral, theme);
            if part.tone == provost_core::overview::Tone::Neutral {
                neutral += 1;
            }
            color
        })
        .collect()
}

fn words(value: f64) -> String {
    number(value, 2)
}
