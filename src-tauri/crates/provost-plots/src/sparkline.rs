//! A line as small as a word, for a cell of a table.

use chrono::{DateTime, Utc};
use provost_core::audit::Severity;

use crate::axes::wording::{counted, worded};
use crate::board::{self, Board, Drawn, Place};
use crate::series::{Limit, Prepared, TimePlot};
use crate::span::{Span, drawable};
use crate::thinning::thinned;
use crate::{Chart, Error, Frame, Line, Theme, Zone, palette};

const FRAME: Frame = Frame {
    width: 96,
    height: 24,
};

/// Draws the values of one line with its last one marked, and what is beyond the limit.
pub fn sparkline(
    points: &[(DateTime<Utc>, f64)],
    limit: Option<&Limit>,
    name: &str,
    unit: &str,
    theme: Theme,
) -> Result<Chart, Error> {
    let plot = TimePlot {
        title: name.to_owned(),
        unit: unit.to_owned(),
        zone: Zone::UTC,
        range: None,
        every: None,
        from_zero: false,
        lines: vec![Line {
            name: name.to_owned(),
            points: points.to_vec(),
            bands: Vec::new(),
        }],
        limits: limit.into_iter().cloned().collect(),
    };
    let prepared = Prepared::of(&plot);
    let table = facts(&prepared, unit);
    let description = if table.is_empty() {
        "A line without a value.".to_owned()
    } else {
        let facts: Vec<String> = table
            .iter()
            .map(|(fact, value)| format!("{fact} {value}"))
            .collect();
        format!("{}.", facts.join(", "))
    };
    let svg = board::drawn(name, &description, FRAME, theme, |board| {
        draw(board, &prepared, limit)
    })?;
    Ok(Chart {
        title: name.to_owned(),
        description,
        svg,
        table,
    })
}

fn draw(board: &Board<'_>, prepared: &Prepared, limit: Option<&Limit>) -> Drawn {
    let (low, high) = prepared.values();
    let (from, to) = prepared.times;
    let width = f64::from(FRAME.width);
    let x = Span {
        from,
        to,
        start: 2.0,
        end: width - 5.0,
    };
    let y = Span {
        from: low,
        to: high,
        start: f64::from(FRAME.height) - 4.0,
        end: 4.0,
    };
    if let Some(limit) = limit.filter(|limit| (low..=high).contains(&limit.value)) {
        let ink = palette::border(board.theme);
        board.dashes((0.0, width), y.at(limit.value), ink)?;
    }
    let color = palette::series(board.theme);
    let place = |point: (f64, f64)| (x.at(point.0), y.at(point.1));
    for line in &prepared.lines {
        for run in &line.runs {
            let kept = thinned(run, &x, 89);
            let path: Vec<Place> = kept.into_iter().map(place).collect();
            match path.as_slice() {
                [alone] => board.dot(*alone, 1.25, color)?,
                _ => board.line(path, color, 1.5)?,
            }
        }
        if let Some(worst) = line.breaches.worst() {
            let ink = palette::severity(Severity::Critical, board.theme);
            board.diamond(place(worst), 3, ink)?;
        }
        if let Some(last) = line.inside.last() {
            board.dot(place(*last), 2.25, color)?;
        }
    }
    Ok(())
}

fn facts(prepared: &Prepared, unit: &str) -> Vec<(String, String)> {
    let Some(line) = prepared.lines.first() else {
        return Vec::new();
    };
    let values = || {
        line.inside
            .iter()
            .map(|point| point.1)
            .filter(|value| drawable(*value))
    };
    let (Some(first), Some(last)) = (line.inside.first(), line.inside.last()) else {
        return Vec::new();
    };
    let mut facts = vec![
        ("first".to_owned(), worded(first.1, unit)),
        ("last".to_owned(), worded(last.1, unit)),
        (
            "lowest".to_owned(),
            worded(values().fold(f64::INFINITY, f64::min), unit),
        ),
        (
            "highest".to_owned(),
            worded(values().fold(f64::NEG_INFINITY, f64::max), unit),
        ),
    ];
    if line.breaches.values > 0 {
        let times = counted(line.breaches.values, "time", "times");
        facts.push(("beyond the threshold".to_owned(), times));
    }
    facts
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{Direction, LimitKind};

    fn points(values: &[f64]) -> Vec<(DateTime<Utc>, f64)> {
        let hour = |index: i64| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(index);
        (0..)
            .zip(values)
            .map(|(index, value)| (hour(index), *value))
            .collect()
    }

    #[test]
    fn the_words_say_first_last_lowest_highest_and_what_is_beyond() {
        let limit = Limit {
            name: "Threshold".to_owned(),
            kind: LimitKind::Threshold,
            direction: Direction::AtLeast,
            value: 0.9,
        };
        let values = points(&[0.95, 0.85, 0.97, 0.93]);
        let chart = sparkline(&values, Some(&limit), "accuracy", "", Theme::Light).unwrap();
        assert_eq!(
            chart.description,
            "first 0.95, last 0.93, lowest 0.85, highest 0.97, beyond the threshold 1 time."
        );
        roxmltree::Document::parse(&chart.svg).unwrap();
    }

    #[test]
    fn one_value_none_and_all_the_same_are_drawn() {
        for values in [
            &[][..],
            &[1.0],
            &[3.0, 3.0, 3.0],
            &[f64::NAN],
            &[1e300, -1e300, f64::INFINITY],
        ] {
            for theme in Theme::ALL {
                let chart = sparkline(&points(values), None, "x", "ms", theme).unwrap();
                roxmltree::Document::parse(&chart.svg).unwrap();
                assert!(!chart.svg.contains("NaN"));
            }
        }
    }
}
