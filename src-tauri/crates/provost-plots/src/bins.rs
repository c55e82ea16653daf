//! What plots over categories have in common: a row of slots with words below, and the names of colours above.

use plotters::prelude::RGBColor;
use plotters_backend::text_anchor::HPos;

use crate::axes::numbers::NumberScale;
use crate::board::{Board, Drawn};
use crate::lettering::{font, shortened, shortened_within, width_of};
use crate::plot::{Axis, AxisKind};
use crate::span::{Span, count, units};
use crate::{Frame, PlotArea, Theme, palette};

const SIZE: f64 = 12.0;

/// How much of a picture its head takes, and what stands below its plotted rectangle.
const HEAD: f64 = 26.0;
const FOOT: f64 = 24.0;

/// Slots of equal width below which their names stand.
pub(crate) struct Slots {
    /// Where they are.
    pub(crate) area: PlotArea,
    /// Their names.
    pub(crate) names: Vec<String>,
    /// Whether a name that is cut still says something, as a word does and a date does not.
    pub(crate) cut: bool,
}

impl Slots {
    /// How wide one is.
    pub(crate) fn width(&self) -> f64 {
        self.area.width / count(self.names.len().max(1))
    }

    /// Where one begins.
    pub(crate) fn left(&self, index: usize) -> f64 {
        self.area.left + count(index) * self.width()
    }

    /// The axis for the window.
    pub(crate) fn axis(&self) -> Axis {
        Axis {
            kind: AxisKind::Category,
            from: -0.5,
            to: count(self.names.len().max(1)) - 0.5,
            unit: String::new(),
            zone: None,
            labels: self.names.clone(),
        }
    }

    /// Writes the names: all when there is room for some letters of each, else every so many-th.
    pub(crate) fn draw_names(&self, board: &Board<'_>) -> Drawn {
        let widest = self
            .names
            .iter()
            .map(|name| width_of(name, SIZE))
            .fold(24.0, f64::max);
        let room = self.width() - 6.0;
        let least = if self.cut { 30.0 } else { 90.0 };
        let each = if room >= widest.min(least) {
            1
        } else {
            crate::series::whole((widest.min(90.0) + 8.0) / self.width() + 1.0)
        };
        let wide = self.width() * count(each) - 6.0;
        for (index, name) in self.names.iter().enumerate().step_by(each) {
            let half = (width_of(name, SIZE).min(wide)) / 2.0;
            let middle = self.left(index) + self.width() / 2.0;
            if middle + half > self.area.right() + 10.0 {
                continue;
            }
            let at = (units(middle), units(self.area.bottom() + 13.0));
            let style = font(SIZE, palette::muted(board.theme), HPos::Center);
            board.words(&shortened(name, wide, SIZE), at, style)?;
        }
        Ok(())
    }
}

/// Draws horizontal lines at the marks of a scale, and the line that bars stand on.
pub(crate) fn draw_scale(
    board: &Board<'_>,
    area: PlotArea,
    y: &Span,
    scale: &NumberScale,
) -> Drawn {
    let (left, right) = (units(area.left), units(area.right()));
    for (value, words) in &scale.ticks {
        let at = y.at(*value);
        board.line(
            vec![(left, at), (right, at)],
            palette::grid(board.theme),
            1.0,
        )?;
        let style = font(SIZE, palette::muted(board.theme), HPos::Right);
        board.words(words, (units(area.left - 7.0), at), style)?;
    }
    let bottom = y.at(scale.low.max(0.0_f64.min(scale.high)));
    board.line(
        vec![(left, bottom), (right, bottom)],
        palette::border(board.theme),
        1.0,
    )
}

/// Draws the marks of a scale of numbers below an area.
pub(crate) fn draw_edges(board: &Board<'_>, area: PlotArea, (from, to): (f64, f64)) -> Drawn {
    let most = u32::try_from(crate::series::whole(area.width / 64.0)).unwrap_or(2);
    let scale = NumberScale::exact(from, to, most.clamp(2, 12));
    let x = Span {
        from,
        to,
        start: area.left,
        end: area.right(),
    };
    draw_marks(board, area, &x, &scale)
}

/// Draws the marks of a scale from left to right below an area.
pub(crate) fn draw_marks(
    board: &Board<'_>,
    area: PlotArea,
    x: &Span,
    scale: &NumberScale,
) -> Drawn {
    let bottom = area.bottom();
    for (value, words) in &scale.ticks {
        let at = x.at(*value);
        let mark = vec![(at, units(bottom)), (at, units(bottom + 4.0))];
        board.line(mark, palette::border(board.theme), 1.0)?;
        let style = font(SIZE, palette::muted(board.theme), HPos::Center);
        board.words(words, (at, units(bottom + 14.0)), style)?;
    }
    Ok(())
}

/// How high the plotted rectangle of a picture is.
fn plotted_height(frame: Frame) -> f64 {
    f64::from(frame.height) - HEAD - FOOT
}

/// How many marks there is room for beside the plotted rectangle of a picture, up to `most`.
pub(crate) fn marks(frame: Frame, most: u32) -> u32 {
    u32::try_from(crate::series::whole(plotted_height(frame) / 40.0))
        .unwrap_or(2)
        .clamp(2, most)
}

/// The plotted rectangle: below the head, beside the words of its scale, and so far from the right edge.
pub(crate) fn plotted(frame: Frame, scale: &NumberScale, right: f64) -> PlotArea {
    let left = scale_width(scale);
    PlotArea {
        left,
        top: HEAD,
        width: f64::from(frame.width) - left - right,
        height: plotted_height(frame),
    }
}

/// The sides that are compared, with their colours.
pub(crate) fn side_keys<'a>(
    names: impl ExactSizeIterator<Item = &'a str>,
    theme: Theme,
) -> Vec<(String, RGBColor)> {
    let all = names.len();
    names
        .enumerate()
        .map(|(side, name)| (name.to_owned(), palette::side(side, all, theme)))
        .collect()
}

/// How much room the words of a scale need at its left.
fn scale_width(scale: &NumberScale) -> f64 {
    scale
        .ticks
        .iter()
        .map(|tick| width_of(&tick.1, SIZE))
        .fold(14.0, f64::max)
        + 8.0
}

/// Writes what is measured at the left of the head, and the names of colours at its right.
pub(crate) fn draw_head(
    board: &Board<'_>,
    caption: &str,
    keys: &[(String, RGBColor)],
    width: f64,
) -> Drawn {
    let room = width_of(caption, SIZE).min(width * 0.4);
    let words = shortened(caption, room + 1.0, SIZE);
    board.words(
        &words,
        (0, units(9.0)),
        font(SIZE, palette::muted(board.theme), HPos::Left),
    )?;
    let each = (width - room - 16.0) / count(keys.len().max(1));
    let wide = |name: &str| (width_of(name, SIZE) + 28.0).min(each);
    let mut x = width - keys.iter().map(|(name, _)| wide(name)).sum::<f64>();
    for (name, color) in keys {
        board.block(
            (units(x), units(4.0)),
            (units(x + 10.0), units(14.0)),
            *color,
            1.0,
        )?;
        let words = shortened_within(name, wide(name) - 26.0, SIZE);
        let style = font(SIZE, palette::text(board.theme), HPos::Left);
        board.words(&words, (units(x + 14.0), units(9.0)), style)?;
        x += wide(name);
    }
    Ok(())
}
