//! A value over days: a line with its target, its last value marked and written.

mod calendar;
mod scale;
#[cfg(test)]
mod tests;

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters_backend::text_anchor::HPos;
use provost_core::overview::{Figure, Point, Series, number, shown, target_words};

use crate::canvas::{self, Canvas, SCALE};
use crate::lettering::{bold, font};
use crate::{Chart, Error, Theme, palette};

use calendar::day_number;
use scale::{Scale, compact};

/// As wide as the narrowest card that it stands in, so that its words are never shrunk.
const WIDTH: i32 = 296;
const HEIGHT: i32 = 112;
const TOP: i32 = 8;
const BOTTOM: i32 = 84;
const LEFT: i32 = 40;
const RIGHT: i32 = 212;
const FONT_SIZE: f64 = 13.0;
const NOTE_SIZE: f64 = 12.0;
/// Days without a value between two points, up to which the line goes on.
const LONGEST_GAP: f64 = 7.0;

type Area<'a> = DrawingArea<Canvas<'a>, Shift>;
type Plot<'a> = DrawingArea<Canvas<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// Draws the days of a figure. Points whose day is not a day are left out.
pub fn over_days(series: &Series, figure: &Figure, theme: Theme) -> Result<Chart, Error> {
    let points: Vec<(f64, f64)> = series
        .points
        .iter()
        .filter(|point| point.value.is_finite())
        .filter_map(|point| Some((day_number(&point.day)?, point.value)))
        .collect();
    let title = series.title.clone();
    let description = description(series, figure);
    let mut svg = String::new();
    {
        let size = (WIDTH.unsigned_abs(), HEIGHT.unsigned_abs());
        let root = Canvas::begin(&mut svg, size, &title, &description).into_drawing_area();
        draw(&root, &points, series, figure, theme).map_err(|error| Error::Drawing {
            chart: title.clone(),
            reason: error.to_string(),
        })?;
    }
    canvas::end(&mut svg);
    Ok(Chart {
        title,
        description,
        svg,
        table: series
            .points
            .iter()
            .map(|point| (point.day.clone(), valued(point.value, figure)))
            .collect(),
    })
}

fn draw(
    root: &Area<'_>,
    points: &[(f64, f64)],
    series: &Series,
    figure: &Figure,
    theme: Theme,
) -> Drawn {
    let (Some(&(first, _)), Some(&(last, latest))) = (points.first(), points.last()) else {
        return Ok(());
    };
    let target = figure.target.map(|target| target.value);
    // A count or an amount means nothing without its zero; a percentage near its target would be a flat line with it.
    let from_zero = figure.target.is_none();
    let scale = Scale::of(points.iter().map(|point| point.1).chain(target), from_zero);
    let plot: Plot<'_> = root.clone().apply_coord_spec(Cartesian2d::new(
        RangedCoordf64::from(first..last.max(first + 1.0)),
        // Upwards, while pixels count downwards.
        RangedCoordf64::from(scale.high..scale.low),
        (LEFT * SCALE..RIGHT * SCALE, TOP * SCALE..BOTTOM * SCALE),
    ));
    let at = |day: f64, value: f64| plot.map_coordinate(&(day, value));
    for tick in &scale.ticks {
        let y = at(first, *tick).1;
        root.draw(&PathElement::new(
            vec![(LEFT * SCALE, y), (RIGHT * SCALE, y)],
            palette::grid(theme).stroke_width(SCALE.unsigned_abs()),
        ))?;
        root.draw(&Text::new(
            compact(*tick),
            ((LEFT - 6) * SCALE, y),
            font(NOTE_SIZE, palette::muted(theme), HPos::Right),
        ))?;
    }
    if let (Some(value), Some(limit)) = (target, figure.target) {
        draw_target(
            root,
            at(first, value).1,
            &target_words(limit, &figure.unit),
            theme,
        )?;
    }
    let line = palette::series(theme).stroke_width(2 * SCALE.unsigned_abs());
    for run in points.chunk_by(|before, after| after.0 - before.0 <= LONGEST_GAP) {
        let path: Vec<(i32, i32)> = run.iter().map(|&(day, value)| at(day, value)).collect();
        match path.as_slice() {
            [alone] => root.draw(&Circle::new(
                *alone,
                2 * SCALE,
                palette::series(theme).filled(),
            ))?,
            _ => root.draw(&PathElement::new(path, line))?,
        }
    }
    let end = at(last, latest);
    root.draw(&Circle::new(
        end,
        4 * SCALE,
        palette::series(theme).filled(),
    ))?;
    root.draw(&Text::new(
        valued(latest, figure),
        ((RIGHT + 8) * SCALE, end.1),
        bold(FONT_SIZE, palette::text(theme), HPos::Left),
    ))?;
    draw_ends(root, series, theme)
}

/// The line of the target, with its words at the bottom, where they meet nothing.
fn draw_target(root: &Area<'_>, y: i32, words: &str, theme: Theme) -> Drawn {
    let dashes = (LEFT..RIGHT).step_by(8);
    for from in dashes {
        root.draw(&PathElement::new(
            vec![(from * SCALE, y), ((from + 4) * SCALE, y)],
            palette::muted(theme).stroke_width(SCALE.unsigned_abs()),
        ))?;
    }
    root.draw(&Text::new(
        format!("– – {words}"),
        (WIDTH / 2 * SCALE, (BOTTOM + 18) * SCALE),
        font(NOTE_SIZE, palette::muted(theme), HPos::Center),
    ))
}

fn draw_ends(root: &Area<'_>, series: &Series, theme: Theme) -> Drawn {
    let ends = [
        (series.points.first(), 0, HPos::Left),
        (series.points.last(), WIDTH, HPos::Right),
    ];
    for (point, x, anchor) in ends {
        let day = point.map_or("", |point| point.day.as_str());
        root.draw(&Text::new(
            day.to_owned(),
            (x * SCALE, (BOTTOM + 18) * SCALE),
            font(NOTE_SIZE, palette::muted(theme), anchor),
        ))?;
    }
    Ok(())
}

/// A value of a day. A mean of counts may have decimals; money is not written to the cent here.
fn valued(value: f64, figure: &Figure) -> String {
    match figure.unit.as_str() {
        "%" | "ms" => shown(value, &figure.unit, figure.target),
        _ => number(value, if value.abs() < 100.0 { 2 } else { 0 }),
    }
}

fn description(series: &Series, figure: &Figure) -> String {
    let of = |point: &Point| format!("{} on {}", valued(point.value, figure), point.day);
    let lowest = series
        .points
        .iter()
        .min_by(|a, b| a.value.total_cmp(&b.value));
    let highest = series
        .points
        .iter()
        .max_by(|a, b| a.value.total_cmp(&b.value));
    let (Some(first), Some(last), Some(lowest), Some(highest)) =
        (series.points.first(), series.points.last(), lowest, highest)
    else {
        return "A line without a point.".to_owned();
    };
    let target = figure.target.map_or_else(String::new, |target| {
        format!(" The target is {}.", target_words(target, &figure.unit))
    });
    format!(
        "A line over {} days: {}, {}; lowest {}, highest {}.{target}",
        series.points.len(),
        of(first),
        of(last),
        of(lowest),
        of(highest)
    )
}
