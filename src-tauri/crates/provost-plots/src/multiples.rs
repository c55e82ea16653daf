//! Several small plots over the same time, side by side, so that they can be compared.

use plotters_backend::text_anchor::HPos;

use crate::axes::wording::add;
use crate::lettering::{font, shortened};
use crate::plot::{Plot, PlotTable, Sheet, shown_rows};
use crate::series::{self, PanelDrawing, Prepared, Style, TimePlot};
use crate::span::{drawable, units};
use crate::zone::moment;
use crate::{Error, Frame, PlotArea, palette};

/// The most panels: more cannot be told apart.
const MOST: usize = 24;
/// The least height of a panel with its words.
const LEAST_HEIGHT: u32 = 116;
/// The line above all panels, in pixels.
const HEAD: f64 = 22.0;
/// Between two panels.
const GAP: f64 = 14.0;

/// Small plots over the same time.
#[derive(Debug, Clone, PartialEq)]
pub struct Multiples {
    /// What they show together.
    pub title: String,
    /// The plots, up to 24; each has its title.
    pub panels: Vec<TimePlot>,
    /// How many stand side by side.
    pub columns: u32,
    /// Whether all have the same vertical scale.
    pub same_y: bool,
}

impl Multiples {
    /// Draws them in both themes. The picture is as high as its rows need, at least as high as the frame.
    pub fn plot(&self, frame: Frame) -> Result<Plot, Error> {
        let shown = self.shown();
        let prepared: Vec<Prepared> = shown.iter().map(Prepared::of).collect();
        let frame = self.frame(frame.fitted(), shown.len());
        let shared = self.same_y.then(|| {
            let ends = prepared.iter().map(Prepared::values);
            ends.fold((f64::INFINITY, f64::NEG_INFINITY), |a, b| {
                (a.0.min(b.0), a.1.max(b.1))
            })
        });
        let drawings: Vec<PanelDrawing> = shown
            .iter()
            .zip(&prepared)
            .enumerate()
            .map(|(index, (plot, prepared))| {
                let style = Style {
                    place: self.place(index, shown.len(), frame),
                    title: Some(plot.title.clone()),
                    shared,
                };
                PanelDrawing::of(prepared, plot, style)
            })
            .collect();
        let head = shown.first().map_or_else(String::new, |first| {
            let scale = if self.same_y {
                "the same scale for all"
            } else {
                "a scale for each"
            };
            let words = format!("{}, {scale}", series::caption(first));
            // A unit stands above all panels only where it is that of all.
            let unit = format!("{}, ", first.unit);
            let differs = shown.iter().any(|plot| plot.unit != first.unit);
            let words = match words.strip_prefix(&unit) {
                Some(rest) if differs => rest,
                _ => &words,
            };
            shortened(words, f64::from(frame.width), 12.0)
        });
        let titled = drawings.iter().zip(&shown);
        let sheet = Sheet {
            title: self.title.clone(),
            description: self.description(&shown, &prepared),
            frame,
            panels: titled
                .map(|(panel, plot)| panel.panel(plot.title.clone()))
                .collect(),
            table: table(&shown, &prepared),
            zoomable: prepared.iter().any(|one| one.points > 1),
        };
        sheet.drawn(|board| {
            let style = font(12.0, palette::muted(board.theme), HPos::Left);
            board.words(&head, (0, units(9.0)), style)?;
            drawings.iter().try_for_each(|panel| panel.draw(board))
        })
    }

    /// All values as CSV.
    #[must_use]
    pub fn csv(&self) -> String {
        series::csv(&self.panels.iter().collect::<Vec<&TimePlot>>())
    }

    /// The plots that are drawn, all over the same time.
    fn shown(&self) -> Vec<TimePlot> {
        let mut shown: Vec<TimePlot> = self.panels.iter().take(MOST).cloned().collect();
        let ends = shown.iter().map(Prepared::of).filter(|one| one.points > 0);
        let all = ends.fold(None, |reach: Option<(f64, f64)>, one| {
            let (from, to) = reach.unwrap_or(one.times);
            Some((from.min(one.times.0), to.max(one.times.1)))
        });
        if let Some((from, to)) = all.filter(|(from, to)| drawable(*from) && from < to) {
            for plot in &mut shown {
                plot.range = Some((moment(from), moment(to)));
            }
        }
        shown
    }

    fn columns(&self, width: u32, panels: usize) -> u32 {
        let fit = (width / 200).max(1);
        let panels = u32::try_from(panels.max(1)).unwrap_or(1);
        self.columns.clamp(1, fit).min(panels)
    }

    fn frame(&self, frame: Frame, panels: usize) -> Frame {
        let columns = self.columns(frame.width, panels);
        let rows = u32::try_from(panels.max(1)).unwrap_or(1).div_ceil(columns);
        Frame {
            height: frame.height.max(rows * LEAST_HEIGHT + 22),
            ..frame
        }
    }

    fn place(&self, index: usize, panels: usize, frame: Frame) -> PlotArea {
        let columns = self.columns(frame.width, panels);
        let rows = u32::try_from(panels.max(1)).unwrap_or(1).div_ceil(columns);
        let index = u32::try_from(index).unwrap_or(0);
        let (column, row) = (f64::from(index % columns), f64::from(index / columns));
        let width = (f64::from(frame.width) - GAP * f64::from(columns - 1)) / f64::from(columns);
        let height = (f64::from(frame.height) - HEAD) / f64::from(rows);
        PlotArea {
            left: column * (width + GAP),
            top: HEAD + row * height,
            width,
            height: height - 4.0,
        }
    }

    fn description(&self, shown: &[TimePlot], prepared: &[Prepared]) -> String {
        let mut words = format!("{} small plots over the same time.", shown.len());
        if self.panels.len() > MOST {
            add(
                &mut words,
                format_args!(" {} more are not drawn.", self.panels.len() - MOST),
            );
        }
        for (plot, prepared) in shown.iter().zip(prepared) {
            add(
                &mut words,
                format_args!(" {}: {}", plot.title, series::described(plot, prepared)),
            );
        }
        words
    }
}

/// The rows of all plots below each other.
fn table(shown: &[TimePlot], prepared: &[Prepared]) -> PlotTable {
    let mut rows = Vec::new();
    let mut left_out = 0_u32;
    for (plot, prepared) in shown.iter().zip(prepared) {
        let table = series::table(plot, prepared);
        left_out = left_out.saturating_add(table.left_out);
        for row in table.rows {
            let mut cells = row.into_iter();
            let time = cells.next().unwrap_or_default();
            for (heading, value) in table.headings.iter().skip(1).zip(cells) {
                if !value.is_empty() {
                    rows.push(vec![
                        plot.title.clone(),
                        time.clone(),
                        heading.clone(),
                        value,
                    ]);
                }
            }
        }
    }
    let (kept, cut) = shown_rows(rows.len());
    let headings = ["Plot", "Time", "Series", "Value"]
        .map(str::to_owned)
        .to_vec();
    PlotTable {
        headings,
        rows: kept
            .into_iter()
            .filter_map(|row| rows.get(row).cloned())
            .collect(),
        left_out: left_out.saturating_add(cut),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;
    use crate::{Line, Zone};

    fn plot(title: &str, start: i64, values: &[f64]) -> TimePlot {
        let hour = |index: i64| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(start + index);
        TimePlot {
            title: title.to_owned(),
            unit: "ms".to_owned(),
            zone: Zone::UTC,
            range: None,
            every: None,
            from_zero: false,
            lines: vec![Line {
                name: title.to_owned(),
                points: (0..)
                    .zip(values)
                    .map(|(index, value)| (hour(index), *value))
                    .collect(),
                bands: Vec::new(),
            }],
            limits: Vec::new(),
        }
    }

    #[test]
    fn panels_share_their_time_and_when_asked_their_heights() {
        let mut multiples = Multiples {
            title: "Latency by model".to_owned(),
            panels: vec![
                plot("a", 0, &[1.0, 2.0]),
                plot("b", 5, &[100.0, 200.0, 300.0]),
                plot("c", 0, &[]),
            ],
            columns: 2,
            same_y: true,
        };
        let drawn = multiples.plot(Frame::default()).unwrap();
        let ranges: Vec<(f64, f64)> = drawn
            .panels
            .iter()
            .map(|panel| (panel.x.from, panel.x.to))
            .collect();
        assert_eq!(ranges, vec![(0.0, 7.0 * 3_600_000.0); 3]);
        assert!(
            drawn
                .panels
                .windows(2)
                .all(|pair| (pair[0].y.to - pair[1].y.to).abs() < f64::EPSILON)
        );
        multiples.same_y = false;
        let drawn = multiples.plot(Frame::default()).unwrap();
        assert!(drawn.panels[0].y.to < 3.0 && drawn.panels[1].y.to > 200.0);
        assert_eq!(drawn.table.rows[0], ["a", "1970-01-01 00:00", "a", "1 ms"]);
        assert!(drawn.light.contains("ms, times in UTC, a scale for each"));
        multiples.panels[1].unit = "%".to_owned();
        let drawn = multiples.plot(Frame::default()).unwrap();
        assert!(
            drawn.light.contains(">times in UTC, a scale for each<"),
            "{}",
            drawn.light
        );
    }

    #[test]
    fn the_picture_grows_with_its_rows_and_panels_do_not_overlap() {
        let panels: Vec<TimePlot> = (0..30)
            .map(|index| plot(&format!("model {index}"), 0, &[1.0, f64::NAN, 3.0]))
            .collect();
        let multiples = Multiples {
            title: String::new(),
            panels,
            columns: 3,
            same_y: false,
        };
        let drawn = multiples.plot(Frame::new(720, 200)).unwrap();
        assert_eq!(
            (drawn.panels.len(), drawn.height),
            (MOST, 8 * LEAST_HEIGHT + 22)
        );
        assert!(drawn.description.contains("6 more are not drawn."));
        for (index, one) in drawn.panels.iter().enumerate() {
            for other in drawn.panels.iter().skip(index + 1) {
                let apart = one.area.right() <= other.area.left
                    || other.area.right() <= one.area.left
                    || one.area.bottom() <= other.area.top
                    || other.area.bottom() <= one.area.top;
                assert!(apart);
            }
        }
        let empty = Multiples {
            title: String::new(),
            panels: Vec::new(),
            columns: 0,
            same_y: true,
        };
        roxmltree::Document::parse(&empty.plot(Frame::default()).unwrap().light).unwrap();
    }
}
