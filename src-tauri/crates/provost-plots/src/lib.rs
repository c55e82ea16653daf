//! Draws charts as SVG with plotters, the same for the window and for reports.
//!
//! A chart is a pure function of its values and a [`Theme`]: the same input gives the same bytes. It is never the only
//! place where its numbers stand: [`Chart::table`] says the same in words.

mod bars;
mod canvas;
mod chart;
mod days;
mod lettering;
mod migrations;
mod palette;
mod parts;
mod sections;
mod severities;
mod tables;
#[cfg(test)]
mod tests;
mod timeline;

pub use chart::{Chart, Error, Theme};
pub use days::over_days;
pub use migrations::{Near, migrations, migrations_near};
pub use parts::parts;
pub use sections::section_scores;
pub use severities::findings_by_severity;
pub use tables::tables_present;
pub use timeline::timeline;
