//! The pictures of a report, in the order of the document.

use provost_plots::{Frame, Plot, Theme, TimePlot, sparkline};

use super::SeriesPlots;
use crate::Error;
use crate::account::blocks::Block;
use crate::account::words::Words;
use crate::contents::Picture;

/// The most pictures of one kind in a document: more nobody looks at.
pub(super) const MOST: usize = 24;

/// The pictures that were drawn so far.
#[derive(Default)]
pub(super) struct Gallery {
    pictures: Vec<Picture>,
}

impl Gallery {
    /// Draws a plot as wide as a page; where it stands.
    pub(super) fn draw(
        &mut self,
        plot: impl FnOnce(Frame) -> Result<Plot, provost_plots::Error>,
        height: u32,
    ) -> Result<Block, Error> {
        self.pictures
            .push(Picture::of_plot(plot(Frame::new(720, height))?));
        Ok(Block::picture(self.pictures.len() - 1))
    }

    /// All of them.
    pub(super) fn into_pictures(self) -> Vec<Picture> {
        self.pictures
    }
}

/// A series as small as a word, with what it is held against.
pub(super) fn sketch(plots: &SeriesPlots) -> Result<Words, Error> {
    let TimePlot {
        title,
        unit,
        lines,
        limits,
        ..
    } = &plots.whole;
    let points = lines.first().map_or(&[][..], |line| line.points.as_slice());
    let draw = |theme| sparkline(points, limits.last(), title, unit, theme);
    let (light, dark) = (draw(Theme::Light)?, draw(Theme::Dark)?);
    Ok(Words::sketch(Picture::of(light, dark)))
}
