//! Names at the ends of lines, pushed apart so that none stands on another.

use plotters::prelude::*;
use plotters_backend::text_anchor::HPos;

use crate::board::{Board, Drawn};
use crate::lettering::{bold, font, shortened_within, width_of};
use crate::palette;
use crate::span::{count, units};

/// The height of a line of letters.
const ROW: f64 = 16.0;
/// The size of the letters.
pub(crate) const SIZE: f64 = 12.0;
/// The length of the stroke that shows the colour.
const STROKE: f64 = 12.0;

/// What stands beside the end of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    /// At which height the line ends.
    pub(crate) y: f64,
    /// The value there, in bold.
    pub(crate) value: String,
    /// Whose it is.
    pub(crate) name: String,
    /// Its colour; none for a limit, which is dashed.
    pub(crate) series: Option<usize>,
}

impl Label {
    /// How wide it is.
    pub(crate) fn width(&self) -> f64 {
        let gap = if self.name.is_empty() || self.value.is_empty() {
            0.0
        } else {
            5.0
        };
        // Bold letters are a tenth wider.
        STROKE + 4.0 + width_of(&self.value, SIZE) * 1.1 + gap + width_of(&self.name, SIZE)
    }
}

/// Where labels stand that wish to be at these heights: in the same order, a row apart, between two edges. As many as there
/// is room for.
pub(crate) fn spread(mut labels: Vec<Label>, top: f64, bottom: f64) -> Vec<Label> {
    let mut room = 0;
    while count(room + 1) * ROW <= bottom - top + ROW && room < labels.len() {
        room += 1;
    }
    labels.truncate(room);
    labels.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut least = top;
    for label in &mut labels {
        label.y = label.y.max(least);
        least = label.y + ROW;
    }
    let mut most = bottom;
    for label in labels.iter_mut().rev() {
        label.y = label.y.min(most);
        most = label.y - ROW;
    }
    labels
}

/// Draws labels that were spread.
pub(crate) fn draw(board: &Board<'_>, labels: &[Label], left: f64, right: f64) -> Drawn {
    for label in labels {
        let y = units(label.y);
        match label.series {
            Some(index) => board.line(
                vec![(units(left), y), (units(left + STROKE), y)],
                palette::line(index, board.theme),
                3.0,
            )?,
            None => board.dashes((left, left + STROKE), y, palette::muted(board.theme))?,
        }
        let mut x = left + STROKE + 4.0;
        if !label.value.is_empty() {
            board.words(
                &label.value,
                (units(x), y),
                bold(SIZE, palette::text(board.theme), HPos::Left),
            )?;
            // The widths are rounded up, most of all those of digits.
            x += width_of(&label.value, SIZE) * 0.96 + 6.0;
        }
        let ink: RGBColor = match label.series {
            Some(_) => palette::text(board.theme),
            None => palette::muted(board.theme),
        };
        if right - x > 2.0 * SIZE {
            let name = shortened_within(&label.name, right - x, SIZE);
            board.words(&name, (units(x), y), font(SIZE, ink, HPos::Left))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn labels_keep_their_order_and_their_distance(
            heights in prop::collection::vec(-50.0_f64..400.0, 0..40),
        ) {
            let labels = heights.iter().map(|&y| Label { y, value: String::new(), name: String::new(), series: None }).collect();
            let spread = spread(labels, 20.0, 200.0);
            prop_assert!(spread.len() == heights.len().min(12));
            prop_assert!(spread.iter().all(|label| (19.9..=200.1).contains(&label.y)));
            prop_assert!(spread.is_sorted_by(|a, b| b.y - a.y >= ROW - 1e-9));
        }
    }
}
