//! Drawing plots for the window, and taking them away as pictures or as data.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use provost_core::drift::ColumnDrift;
use provost_plots::{Cumulative, Histogram};
pub use provost_plots::{Frame, Plot, Source, Theme};
use provost_reports::{PictureFormat, file_name};
use serde::Deserialize;

use crate::environment::now;
use crate::error::AppError;
use crate::reports::free_path;
use crate::secrets::blocking;

/// A part of the time of a plot.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PlotRange {
    /// Its beginning, in milliseconds since 1970-01-01 00:00 UTC.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub from: f64,
    /// Its end.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub to: f64,
}

/// A form in which a plot is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum PlotFormat {
    /// The picture, to be scaled.
    Svg,
    /// The picture in pixels, on white.
    Png,
    /// All values that are behind the picture.
    Csv,
}

impl PlotFormat {
    fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
        }
    }
}

/// Draws a plot, or the part of its time that is asked for.
pub async fn draw(
    source: Arc<Source>,
    frame: Frame,
    range: Option<PlotRange>,
) -> Result<Plot, AppError> {
    Ok(blocking(move || part(&source, range).plot(frame)).await??)
}

/// How a column that was compared is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum DriftShape {
    /// The shares of the bins.
    Histogram,
    /// The share of the values up to each.
    Cumulative,
}

/// Both sides of a column that was compared; none where it has no such picture, as words have no order.
#[must_use]
pub fn drift_plot_of(column: &ColumnDrift, shape: DriftShape) -> Option<Source> {
    let (bins, name) = (&column.bins, column.name.clone());
    match shape {
        DriftShape::Histogram => Some(Histogram::of_drift(bins, name, "").into()),
        DriftShape::Cumulative => Cumulative::of_drift(bins, name, "").map(Source::Cumulative),
    }
}

/// The bytes of a file of it.
pub async fn render(
    source: Arc<Source>,
    frame: Frame,
    range: Option<PlotRange>,
    format: PlotFormat,
) -> Result<Vec<u8>, AppError> {
    blocking(move || {
        let source = part(&source, range);
        let picture = |format| {
            let svg = source.plot(frame)?.on_ground(Theme::Light);
            Ok(provost_reports::picture(&svg, format)?)
        };
        match format {
            PlotFormat::Svg => picture(PictureFormat::Svg),
            PlotFormat::Png => picture(PictureFormat::Png),
            PlotFormat::Csv => Ok(source.csv().into_bytes()),
        }
    })
    .await?
}

/// Where a file goes when nobody chooses, as [`free_path`].
pub fn path_in(folder: &Path, source: &Source, format: PlotFormat) -> Result<PathBuf, AppError> {
    let name = file_name("plot", source.title(), now(), format.extension());
    free_path(folder, &name)
}

/// The part of a plot that is asked for. A range that is no range shows all.
fn part(source: &Source, range: Option<PlotRange>) -> Source {
    let moment = |milliseconds: f64| -> Option<DateTime<Utc>> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a float that is too large becomes the largest number, which is no moment"
        )]
        DateTime::from_timestamp_millis(milliseconds as i64)
    };
    let ends = range
        .filter(|range| range.from < range.to)
        .and_then(|range| Some((moment(range.from)?, moment(range.to)?)));
    match ends {
        Some((from, to)) => source.within(from, to),
        None => source.clone(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use provost_core::drift::{Asked, Column, Values, compare};
    use provost_plots::{Line, TimePlot, Zone};

    use super::*;

    fn source() -> Arc<Source> {
        let hour = |index: i32| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(index.into());
        let points = (0..10).map(|index| (hour(index), f64::from(index)));
        let line = Line {
            name: "p50".to_owned(),
            points: points.collect(),
            bands: Vec::new(),
        };
        Arc::new(Source::Time(TimePlot {
            title: "Latency".to_owned(),
            unit: "ms".to_owned(),
            zone: Zone::UTC,
            range: None,
            every: None,
            from_zero: false,
            lines: vec![line],
            limits: Vec::new(),
        }))
    }

    #[tokio::test]
    async fn a_part_is_drawn_and_taken_away_and_what_is_no_part_shows_all() {
        let hour = 3_600_000.0;
        let range = Some(PlotRange {
            from: 2.0 * hour,
            to: 4.0 * hour,
        });
        let plot = draw(source(), Frame::default(), range).await.unwrap();
        let shown = |plot: &Plot| (plot.panels[0].x.from, plot.panels[0].x.to);
        assert_eq!(shown(&plot), (2.0 * hour, 4.0 * hour));
        for (from, to) in [
            (1.0, 0.0),
            (f64::NAN, 1.0),
            (f64::NEG_INFINITY, f64::INFINITY),
        ] {
            let range = Some(PlotRange { from, to });
            let plot = draw(source(), Frame::default(), range).await.unwrap();
            assert_eq!(shown(&plot), (0.0, 9.0 * hour));
        }
        let csv = render(source(), Frame::default(), range, PlotFormat::Csv);
        let csv = String::from_utf8(csv.await.unwrap()).unwrap();
        assert_eq!(csv.lines().count(), 4, "{csv}");
    }

    #[test]
    fn words_have_no_cumulative_picture() {
        let column = |values: Values| {
            let side = [Column {
                name: "x".to_owned(),
                values,
            }];
            compare(&side, &side, &Asked::default()).columns.remove(0)
        };
        let numbers = column(Values::Numeric {
            values: (0..300).map(f64::from).collect(),
            integers: true,
        });
        let words = column(Values::Categorical(vec![Some("a".to_owned()); 300]));
        for (column, ordered) in [(numbers, true), (words, false)] {
            assert!(drift_plot_of(&column, DriftShape::Histogram).is_some());
            let drawn = drift_plot_of(&column, DriftShape::Cumulative);
            assert_eq!(drawn.is_some(), ordered, "{}", column.kind.as_str());
        }
    }

    #[tokio::test]
    async fn a_picture_stands_on_its_ground() {
        let svg = render(source(), Frame::default(), None, PlotFormat::Svg);
        let svg = String::from_utf8(svg.await.unwrap()).unwrap();
        assert!(svg.contains("fill=\"#ffffff\""), "{svg}");
        let png = render(source(), Frame::default(), None, PlotFormat::Png);
        assert!(png.await.unwrap().starts_with(b"\x89PNG"));
    }
}
