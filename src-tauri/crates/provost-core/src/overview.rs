//! The first screen: the questions of three people, answered from the governance tables, each answer with what shows it.

mod answers;
mod counted;
mod figure;
mod kind;
mod needs;
mod surroundings;
mod targets;
mod wording;

pub use answers::{Reading, figure};
pub use counted::Counted;
pub use figure::{Evidence, Figure, FigureRows, FigureState, Group, Part, Tone};
pub use kind::FigureKind;
pub use needs::{Need, TENANTS};
pub use surroundings::{Surroundings, TableFound};
pub use targets::{SUCCESS_METRICS, Target, TargetDirection};
pub use wording::{amount, number, shown, target_words};

use serde::{Deserialize, Serialize};

use crate::schema::Pack;

/// The form of [`Overview`] as JSON.
pub const OVERVIEW_SCHEMA: &str = "provost.overview/1";
/// The form of [`FigureRows`] as JSON.
pub const ROWS_SCHEMA: &str = "provost.overview-rows/1";

/// What the governance tables of a database say at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// [`OVERVIEW_SCHEMA`].
    pub schema: String,
    /// The database.
    pub database: String,
    /// The role that read it.
    pub role: String,
    /// The schema of the governance tables.
    pub governance_schema: String,
    /// When it was read, RFC 3339 in UTC, by the clock of the server.
    pub taken_at: String,
    /// The organisations whose rows were read and are synthetic sample data.
    pub samples: Vec<String>,
    /// Why the numbers may be too small: the role may not see every tenant's rows. None when it sees all.
    pub restricted: Option<String>,
    /// The packs that the figures need and the database does not have. The figures of those are not determinable.
    pub missing: Vec<Pack>,
    /// The figures, in the order of the screen.
    pub figures: Vec<Figure>,
    /// Daily values for the small plots, oldest first; a series without points is left out.
    pub series: Vec<Series>,
}

/// Values over time for one small plot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Series {
    /// The id of the figure that it belongs to.
    pub figure: String,
    /// What is plotted, with its unit.
    pub title: String,
    /// The points, oldest first.
    pub points: Vec<Point>,
}

/// One day of a series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Point {
    /// The day, `2026-11-22`, UTC.
    pub day: String,
    /// The value.
    pub value: f64,
}
