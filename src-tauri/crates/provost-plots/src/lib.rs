//! Draws charts as SVG with plotters, the same for the window and for reports.
//!
//! A chart is a pure function of its values and a [`Theme`]: the same input gives the same bytes. It is never the only
//! place where its numbers stand: [`Chart::table`] says the same in words.

mod axes;
mod bars;
mod bins;
mod board;
mod canvas;
mod chart;
mod costs;
mod csv;
mod cumulative;
mod days;
mod frame;
mod histograms;
mod lettering;
mod migrations;
mod multiples;
mod palette;
mod parts;
mod plot;
mod sections;
mod series;
mod severities;
mod source;
mod span;
mod sparkline;
mod tables;
#[cfg(test)]
mod tests;
mod thinning;
mod timeline;
mod zone;

pub use chart::{Chart, Error, Theme};
pub use costs::{CostBar, CostBars, Interval};
pub use cumulative::{Cumulative, Known, Sampled};
pub use days::over_days;
pub use frame::{Frame, PlotArea};
pub use histograms::{Histogram, HistogramBins, Side};
pub use migrations::{Near, migrations, migrations_near};
pub use multiples::Multiples;
pub use parts::parts;
pub use plot::{Axis, AxisKind, Panel, Plot, PlotTable, Reading, Trace};
pub use sections::section_scores;
pub use series::{Band, Direction, Limit, LimitKind, Line, TimePlot};
pub use severities::findings_by_severity;
pub use source::Source;
pub use sparkline::sparkline;
pub use tables::tables_present;
pub use timeline::timeline;
pub use zone::Zone;
