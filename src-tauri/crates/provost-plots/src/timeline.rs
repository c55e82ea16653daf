//! When the phases of a plan begin and end, in working days.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters_backend::text_anchor::HPos;
use provost_core::schema::consistency::Phase;

use crate::canvas::{self, Canvas, SCALE};
use crate::lettering::{bold, font, shortened};
use crate::{Chart, Error, Theme, palette};

const WIDTH: i32 = 720;
const ROW: i32 = 30;
const TOP: i32 = 6;
const SCALE_HEIGHT: i32 = 26;
const PLOT_LEFT: i32 = 196;
const PLOT_RIGHT: i32 = 600;
const DAYS_LEFT: i32 = 612;
const FONT_SIZE: f64 = 13.0;
const NOTE_SIZE: f64 = 12.0;
/// What a bar has at least, in pixels.
const LEAST: i32 = 3;
/// The working days of a week.
const WEEK: u32 = 5;
/// The most marks of the scale.
const MARKS: u32 = 12;

type Area<'a> = DrawingArea<Canvas<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// Draws the phases below each other over a scale of weeks of five working days.
pub fn timeline(phases: &[Phase], theme: Theme) -> Result<Chart, Error> {
    let title = "Phases in working days".to_owned();
    let weeks = weeks(phases);
    let table: Vec<(String, String)> = phases
        .iter()
        .map(|phase| (phase.title.clone(), words(phase)))
        .collect();
    let said: Vec<String> = table
        .iter()
        .map(|(phase, days)| format!("{phase}: {days}"))
        .collect();
    let description = format!(
        "Bars over {weeks} {} of five working days. {}.",
        if weeks == 1 { "week" } else { "weeks" },
        said.join("; ")
    );
    let rows = i32::try_from(phases.len()).unwrap_or(i32::MAX / ROW / SCALE / 2);
    let height = TOP + rows * ROW + SCALE_HEIGHT;
    let mut svg = String::new();
    {
        let size = (WIDTH.unsigned_abs(), height.unsigned_abs());
        let root = Canvas::begin(&mut svg, size, &title, &description).into_drawing_area();
        draw(&root, phases, weeks, theme).map_err(|error| Error::Drawing {
            chart: title.clone(),
            reason: error.to_string(),
        })?;
    }
    canvas::end(&mut svg);
    Ok(Chart {
        title,
        description,
        svg,
        table,
    })
}

/// How many weeks the scale has: all phases fit, and there is one at least.
fn weeks(phases: &[Phase]) -> u32 {
    let end = phases.iter().map(|phase| phase.days.1).max().unwrap_or(0);
    end.div_ceil(WEEK).max(1)
}

/// The first and the last day as people count them.
fn words(phase: &Phase) -> String {
    let (first, last) = (phase.days.0.saturating_add(1), phase.days.1);
    if last <= first {
        format!("day {first}")
    } else {
        format!("days {first} to {last}")
    }
}

/// Where a day begins, in units of the canvas.
fn at(day: u32, weeks: u32) -> i32 {
    let room = u64::from((PLOT_RIGHT - PLOT_LEFT).unsigned_abs() * SCALE.unsigned_abs());
    let whole = u64::from(weeks) * u64::from(WEEK);
    let along = (u64::from(day) * room / whole).min(room);
    PLOT_LEFT * SCALE + i32::try_from(along).unwrap_or(0)
}

fn draw(root: &Area<'_>, phases: &[Phase], weeks: u32, theme: Theme) -> Drawn {
    let rows = i32::try_from(phases.len()).unwrap_or(0);
    let bottom = TOP + rows * ROW;
    let step = weeks.div_ceil(MARKS);
    let step = usize::try_from(step).unwrap_or(1);
    for week in (0..=weeks).step_by(step) {
        let x = at(week.saturating_mul(WEEK), weeks);
        let line = if week == 0 {
            palette::border(theme)
        } else {
            palette::grid(theme)
        };
        root.draw(&PathElement::new(
            vec![(x, TOP * SCALE), (x, (bottom + 4) * SCALE)],
            line.stroke_width(SCALE.unsigned_abs()),
        ))?;
        let name = if week == 0 {
            "Start".to_owned()
        } else {
            format!("Week {week}")
        };
        root.draw(&Text::new(
            if weeks > 6 && week > 0 {
                week.to_string()
            } else {
                name
            },
            (x, (bottom + 16) * SCALE),
            font(NOTE_SIZE, palette::muted(theme), HPos::Center),
        ))?;
    }
    for (row, phase) in (0..rows).zip(phases) {
        bar(root, row, phase, weeks, theme)?;
    }
    Ok(())
}

fn bar(root: &Area<'_>, row: i32, phase: &Phase, weeks: u32, theme: Theme) -> Drawn {
    let top = TOP + row * ROW;
    let middle = (top + ROW / 2) * SCALE;
    let (from, to) = (at(phase.days.0, weeks), at(phase.days.1, weeks));
    root.draw(&Rectangle::new(
        [
            (from, (top + 7) * SCALE),
            (to.max(from + LEAST * SCALE), (top + ROW - 7) * SCALE),
        ],
        palette::series(theme).filled(),
    ))?;
    root.draw(&Text::new(
        shortened(&phase.title, f64::from(PLOT_LEFT - 12), FONT_SIZE),
        (0, middle),
        font(FONT_SIZE, palette::text(theme), HPos::Left),
    ))?;
    root.draw(&Text::new(
        shortened(&words(phase), f64::from(WIDTH - DAYS_LEFT), NOTE_SIZE),
        (DAYS_LEFT * SCALE, middle),
        bold(NOTE_SIZE, palette::text(theme), HPos::Left),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phase(title: &str, from: u32, to: u32) -> Phase {
        Phase {
            title: title.to_owned(),
            days: (from, to),
            actions: Vec::new(),
        }
    }

    #[test]
    fn a_phase_says_its_first_and_last_day_and_the_weeks_hold_all() {
        let phases = [
            phase("Foundation", 0, 5),
            phase("Accounts", 5, 6),
            phase("Tables", 6, 17),
        ];
        let chart = timeline(&phases, Theme::Light).unwrap();
        assert_eq!(
            chart.description,
            "Bars over 4 weeks of five working days. Foundation: days 1 to 5; Accounts: day 6; Tables: days 7 to 17."
        );
        assert_eq!(chart.table[1], ("Accounts".to_owned(), "day 6".to_owned()));
        assert_eq!(chart, timeline(&phases, Theme::Light).unwrap());
    }

    #[test]
    fn bars_follow_each_other_on_the_scale_whatever_its_length() {
        assert_eq!(at(0, 4), PLOT_LEFT * SCALE);
        assert_eq!(at(20, 4), PLOT_RIGHT * SCALE);
        assert_eq!(at(10, 4), i32::midpoint(PLOT_LEFT, PLOT_RIGHT) * SCALE);
        for phases in [
            vec![],
            vec![phase("All at once", 0, 0)],
            vec![
                phase("Long", 0, u32::MAX),
                phase(&"x".repeat(300), 4_000, 90_000),
            ],
        ] {
            for theme in Theme::ALL {
                let chart = timeline(&phases, theme).unwrap();
                let document = roxmltree::Document::parse(&chart.svg).unwrap();
                for shape in document
                    .descendants()
                    .filter(|node| node.has_tag_name("rect"))
                {
                    let number =
                        |name: &str| shape.attribute(name).unwrap().parse::<f64>().unwrap();
                    assert!(number("x") + number("width") <= f64::from(PLOT_RIGHT + LEAST));
                }
            }
        }
    }
}
