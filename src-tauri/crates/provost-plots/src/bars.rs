//! Horizontal bars: a label, a bar over a scale, and the value in words at the right.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters_backend::text_anchor::HPos;

use crate::canvas::{self, Canvas, SCALE};
use crate::lettering::{bold, font, shortened};
use crate::{Chart, Error, Theme, palette};

/// The width of the picture, in pixels.
const WIDTH: i32 = 720;
const ROW: i32 = 30;
const TOP: i32 = 6;
const SCALE_HEIGHT: i32 = 26;
const PLOT_LEFT: i32 = 196;
const PLOT_RIGHT: i32 = 536;
const VALUE_RIGHT: i32 = 594;
const NOTE_LEFT: i32 = 602;
const FONT_SIZE: f64 = 13.0;
const NOTE_SIZE: f64 = 12.0;
/// What a bar of a value above nothing has at least, so that one of ten thousand is still seen.
const LEAST_BAR: i32 = 2;

/// One bar.
pub(crate) struct Bar {
    /// What it is.
    pub(crate) label: String,
    /// How long, on the scale; none when there is no value, which is not nothing.
    pub(crate) length: Option<f64>,
    /// The value in words.
    pub(crate) value: String,
    /// What the value is made of.
    pub(crate) note: String,
    /// The colour of the bar.
    pub(crate) color: RGBColor,
}

/// A chart of bars before it is drawn.
pub(crate) struct Bars {
    /// What is plotted.
    pub(crate) title: String,
    /// The same in a sentence.
    pub(crate) description: String,
    /// From top to bottom.
    pub(crate) rows: Vec<Bar>,
    /// The marks of the scale with their words; the last is its end.
    pub(crate) ticks: Vec<(f64, String)>,
    /// Whether each bar is a share of the whole scale, and shows how much is missing.
    pub(crate) whole: bool,
}

type Area<'a> = DrawingArea<Canvas<'a>, Shift>;
type Plot<'a> = DrawingArea<Canvas<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

impl Bars {
    /// Draws the chart.
    pub(crate) fn draw(self, theme: Theme) -> Result<Chart, Error> {
        let mut svg = String::new();
        let rows = i32::try_from(self.rows.len()).unwrap_or(i32::MAX / ROW / SCALE / 2);
        let height = TOP + rows * ROW + SCALE_HEIGHT;
        let size = (WIDTH.unsigned_abs(), height.unsigned_abs());
        {
            let root =
                Canvas::begin(&mut svg, size, &self.title, &self.description).into_drawing_area();
            self.draw_on(&root, rows, theme)
                .map_err(|error| Error::Drawing {
                    chart: self.title.clone(),
                    reason: error.to_string(),
                })?;
        }
        canvas::end(&mut svg);
        Ok(Chart {
            title: self.title,
            description: self.description,
            svg,
            table: self
                .rows
                .into_iter()
                .map(|bar| {
                    let note = if bar.note.is_empty() {
                        String::new()
                    } else {
                        format!(" ({})", bar.note)
                    };
                    (bar.label, format!("{}{note}", bar.value))
                })
                .collect(),
        })
    }

    fn draw_on(&self, root: &Area<'_>, rows: i32, theme: Theme) -> Drawn {
        let end = self.ticks.last().map_or(1.0, |(at, _)| *at);
        let bottom = TOP + rows * ROW;
        let plot: Plot<'_> = root.clone().apply_coord_spec(Cartesian2d::new(
            RangedCoordf64::from(0.0..end),
            RangedCoordf64::from(0.0..f64::from(rows.max(1))),
            (
                PLOT_LEFT * SCALE..PLOT_RIGHT * SCALE,
                TOP * SCALE..bottom * SCALE,
            ),
        ));
        for (at, words) in &self.ticks {
            let x = plot.map_coordinate(&(*at, 0.0)).0;
            let line = if *at == 0.0 {
                palette::border(theme)
            } else {
                palette::grid(theme)
            };
            root.draw(&PathElement::new(
                vec![(x, TOP * SCALE), (x, (bottom + 4) * SCALE)],
                line.stroke_width(SCALE.unsigned_abs()),
            ))?;
            root.draw(&Text::new(
                words.clone(),
                (x, (bottom + 16) * SCALE),
                font(NOTE_SIZE, palette::muted(theme), HPos::Center),
            ))?;
        }
        for (row, bar) in (0..rows).zip(&self.rows) {
            self.draw_bar(root, &plot, row, bar, end, theme)?;
        }
        Ok(())
    }

    fn draw_bar(
        &self,
        root: &Area<'_>,
        plot: &Plot<'_>,
        row: i32,
        bar: &Bar,
        end: f64,
        theme: Theme,
    ) -> Drawn {
        let (top, bottom) = (f64::from(row) + 0.22, f64::from(row) + 0.78);
        let corner = |length: f64, y: f64| plot.map_coordinate(&(length, y));
        if let Some(length) = bar.length {
            if self.whole {
                let track = palette::grid(theme).filled();
                root.draw(&Rectangle::new(
                    [corner(0.0, top), corner(end, bottom)],
                    track,
                ))?;
            }
            if length > 0.0 {
                let (x, y) = corner(length.min(end), bottom);
                let least = PLOT_LEFT * SCALE + LEAST_BAR * SCALE;
                root.draw(&Rectangle::new(
                    [corner(0.0, top), (x.max(least), y)],
                    bar.color.filled(),
                ))?;
            }
        }
        let middle = (TOP + row * ROW + ROW / 2) * SCALE;
        root.draw(&Text::new(
            shortened(&bar.label, f64::from(PLOT_LEFT - 12), FONT_SIZE),
            (0, middle),
            font(FONT_SIZE, palette::text(theme), HPos::Left),
        ))?;
        // Without a value there is no bar, and the words stand where it would be.
        let (x, style) = match bar.length {
            Some(_) => (
                VALUE_RIGHT,
                bold(FONT_SIZE, palette::text(theme), HPos::Right),
            ),
            None => (
                PLOT_LEFT + 8,
                font(NOTE_SIZE, palette::muted(theme), HPos::Left),
            ),
        };
        root.draw(&Text::new(bar.value.clone(), (x * SCALE, middle), style))?;
        root.draw(&Text::new(
            shortened(&bar.note, f64::from(WIDTH - NOTE_LEFT), NOTE_SIZE),
            (NOTE_LEFT * SCALE, middle),
            font(NOTE_SIZE, palette::muted(theme), HPos::Left),
        ))
    }
}
