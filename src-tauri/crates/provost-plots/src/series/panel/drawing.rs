//! The shapes and the words of a panel.

use plotters_backend::text_anchor::HPos;
use provost_core::audit::Severity;

use super::{DrawnLine, PanelDrawing, SIZE};
use crate::axes::wording::worded;
use crate::board::{Board, Drawn, Place};
use crate::lettering::{bold, font, shortened, width_of};
use crate::palette;
use crate::series::labels;
use crate::span::units;

impl PanelDrawing {
    /// Draws it.
    pub(crate) fn draw(&self, board: &Board<'_>) -> Drawn {
        self.draw_head(board)?;
        if self.empty {
            let middle = (
                units(self.area.left + self.area.width / 2.0),
                units(self.area.top + self.area.height / 2.0),
            );
            let style = font(SIZE, palette::muted(board.theme), HPos::Center);
            return board.words("No values", middle, style);
        }
        self.draw_scale(board)?;
        for (index, line) in self.lines.iter().enumerate().rev() {
            self.draw_bands(board, index, line)?;
        }
        for limit in &self.limits {
            let ends = (self.area.left, self.area.right());
            board.dashes(ends, self.y.at(*limit), palette::muted(board.theme))?;
        }
        for (index, line) in self.lines.iter().enumerate().rev() {
            self.draw_line(board, index, line)?;
        }
        for line in &self.lines {
            self.draw_breaches(board, line)?;
        }
        let left = self.area.right() + 8.0;
        let right = self.style.place.left + self.style.place.width;
        labels::draw(board, &self.labels, left, right)?;
        self.draw_times(board)
    }

    fn draw_head(&self, board: &Board<'_>) -> Drawn {
        let place = self.style.place;
        let y = units(place.top + 9.0);
        let Some(title) = &self.style.title else {
            let words = shortened(&self.caption, place.width, SIZE);
            let style = font(SIZE, palette::muted(board.theme), HPos::Left);
            return board.words(&words, (units(place.left), y), style);
        };
        let last = self.lines.first().and_then(|line| line.runs.last()?.last());
        let value = last.map_or_else(String::new, |last| worded(last.1, &self.unit));
        let room = place.width - width_of(&value, SIZE) - 16.0;
        let words = shortened(title, room / 1.08, SIZE);
        let style = bold(SIZE, palette::text(board.theme), HPos::Left);
        board.words(&words, (units(place.left), y), style)?;
        let style = font(SIZE, palette::muted(board.theme), HPos::Right);
        let right = units(self.area.right());
        board.words(&value, (right, y), style)
    }

    fn draw_scale(&self, board: &Board<'_>) -> Drawn {
        let (left, right) = (units(self.area.left), units(self.area.right()));
        for (value, words) in &self.scale.ticks {
            let y = self.y.at(*value);
            board.line(vec![(left, y), (right, y)], palette::grid(board.theme), 1.0)?;
            let at = (units(self.area.left - 7.0), y);
            board.words(
                words,
                at,
                font(SIZE, palette::muted(board.theme), HPos::Right),
            )?;
        }
        let bottom = units(self.area.bottom());
        board.line(
            vec![(left, bottom), (right, bottom)],
            palette::border(board.theme),
            1.0,
        )
    }

    fn draw_bands(&self, board: &Board<'_>, index: usize, line: &DrawnLine) -> Drawn {
        let color = palette::line(index, board.theme);
        for band in &line.bands {
            for run in &band.runs {
                let upper = run.iter().map(|one| (self.x.at(one.0), self.y.at(one.2)));
                let lower = run
                    .iter()
                    .rev()
                    .map(|one| (self.x.at(one.0), self.y.at(one.1)));
                let mut corners: Vec<Place> = upper.chain(lower).collect();
                if let [above, below] = *corners.as_slice() {
                    let wide = units(2.0);
                    corners = vec![
                        (above.0 - wide, above.1),
                        (above.0 + wide, above.1),
                        (below.0 + wide, below.1),
                        (below.0 - wide, below.1),
                    ];
                }
                board.shape(corners, color, 0.18)?;
            }
        }
        Ok(())
    }

    fn draw_line(&self, board: &Board<'_>, index: usize, line: &DrawnLine) -> Drawn {
        let color = palette::line(index, board.theme);
        for run in &line.runs {
            let path: Vec<Place> = run
                .iter()
                .map(|one| (self.x.at(one.0), self.y.at(one.1)))
                .collect();
            match path.as_slice() {
                [alone] => board.dot(*alone, 2.0, color)?,
                _ => board.line(
                    path,
                    color,
                    if self.style.title.is_some() { 1.5 } else { 2.0 },
                )?,
            }
        }
        Ok(())
    }

    /// Strips along the time scale for how long, diamonds for how far.
    fn draw_breaches(&self, board: &Board<'_>, line: &DrawnLine) -> Drawn {
        let color = palette::severity(Severity::Critical, board.theme);
        let bottom = self.area.bottom();
        for (from, to) in &line.stretches {
            let (left, right) = (
                self.x.pixel(*from),
                self.x.pixel(*to).max(self.x.pixel(*from) + 2.0),
            );
            board.block(
                (units(left), units(bottom - 4.0)),
                (units(right), units(bottom)),
                color,
                1.0,
            )?;
        }
        for (at, value) in &line.marks {
            board.diamond((self.x.at(*at), self.y.at(*value)), 4, color)?;
        }
        Ok(())
    }

    fn draw_times(&self, board: &Board<'_>) -> Drawn {
        let bottom = self.area.bottom();
        let edge = self.style.place.left + self.style.place.width;
        let style = || font(SIZE, palette::muted(board.theme), HPos::Center);
        let mut free = self.style.place.left;
        for tick in &self.times {
            let x = self.x.pixel(tick.at);
            let line = vec![(units(x), units(bottom)), (units(x), units(bottom + 4.0))];
            board.line(line, palette::border(board.theme), 1.0)?;
            let half = width_of(&tick.label, SIZE) / 2.0;
            if x - half >= free && x + half <= edge {
                board.words(&tick.label, (units(x), units(bottom + 13.0)), style())?;
                free = x + half + 4.0;
            }
        }
        if self.style.title.is_some() && self.area.height < 60.0 {
            return Ok(());
        }
        for (x, words) in self.contexts() {
            board.words(&words, (units(x), units(bottom + 29.0)), style())?;
        }
        Ok(())
    }

    /// The days of hours and the years of months, each under its first mark, as far as there is room for them.
    fn contexts(&self) -> Vec<(f64, String)> {
        let edge = self.style.place.left + self.style.place.width;
        let mut kept: Vec<(f64, String)> = Vec::new();
        let changes = self
            .times
            .chunk_by(|a, b| a.within == b.within)
            .filter_map(<[_]>::first);
        for tick in changes.filter(|tick| !tick.within.is_empty()) {
            let half = width_of(&tick.within, SIZE) / 2.0;
            let x = self
                .x
                .pixel(tick.at)
                .clamp(self.style.place.left + half, (edge - half).max(half));
            let begins = x - half;
            let clear = kept
                .last()
                .is_none_or(|(at, words)| at + width_of(words, SIZE) / 2.0 + 6.0 <= begins);
            // The day in which the picture begins gives way to the next one.
            if !clear && kept.len() == 1 {
                kept.pop();
            }
            if clear || kept.is_empty() {
                kept.push((x, tick.within.clone()));
            }
        }
        kept
    }
}
