//! The report of one version of a model: what it is, who let it where it stands, how it does, what it costs, and what drifts.

mod card;
mod costs;
mod cover;
mod document;
mod drift;
mod evidence;
mod history;
mod judged;
mod metrics;
mod pictures;
#[cfg(test)]
mod samples;
mod sources;
mod stage;
mod summary;
#[cfg(test)]
mod tests;
mod values;
mod version;

use chrono::{DateTime, Utc};
use provost_core::reports::ModelReport;
use provost_plots::{Multiples, Source, TimePlot};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::contents::Limits;
use crate::format::file_name;

/// A form in which the report of a version is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum ModelReportFormat {
    /// For people, to print, sign and keep: PDF/A-2a and PDF/UA-1.
    Pdf,
    /// For people: one self-contained page.
    Html,
    /// For programs: `provost.model-report/1`.
    Json,
}

impl ModelReportFormat {
    /// All.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Html, Self::Json];

    /// The word for it, which is also how the names of its files end.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

/// A report of a version with the plots of its values, as the window has them.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelPaper {
    /// What it says.
    pub report: ModelReport,
    /// The plots of each series of its metrics, in their order.
    pub series: Vec<SeriesPlots>,
    /// The plots of its costs, one for each currency, in their order.
    pub costs: Vec<Source>,
}

/// The plots of one metric in one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesPlots {
    /// Its values by what is judged first of them, or else by their mean.
    pub whole: TimePlot,
    /// The same with bands, once for each aggregate that a target judges; none without targets.
    pub judged: Vec<TimePlot>,
}

impl SeriesPlots {
    /// Plots side by side over the same time, each a line with its limits.
    #[must_use]
    pub fn side_by_side(mut panels: Vec<TimePlot>) -> Multiples {
        let lines = panels.iter_mut().flat_map(|panel| &mut panel.lines);
        lines.for_each(|line| line.bands.clear());
        Multiples {
            title: "Each metric over the same time".to_owned(),
            panels,
            columns: 3,
            same_y: false,
        }
    }
}

/// What the file of a report is called: `provost-model-fraud-detector-3-2026-11-22-140300Z.pdf`.
#[must_use]
pub fn model_report_file_name(report: &ModelReport, format: ModelReportFormat) -> String {
    let version = &report.page.version;
    let name = format!("{} {}", version.name, version.version);
    file_name("model", &name, report.generated_at, format.as_str())
}

/// Makes the bytes of a file. The same report gives the same bytes.
pub fn render_model_report(
    paper: &ModelPaper,
    format: ModelReportFormat,
) -> Result<Vec<u8>, Error> {
    let report = &paper.report;
    Ok(match format {
        ModelReportFormat::Html => document::of(paper, &Limits::html())?.html()?.into_bytes(),
        ModelReportFormat::Pdf => {
            let limits = Limits::pdf();
            let made_at: DateTime<Utc> = report.generated_at;
            let identity = format!(
                "provost-model-report/{}/{}",
                report.page.version.id,
                made_at.timestamp()
            );
            let account = document::of(paper, &limits)?;
            account.pdf(&limits, identity, made_at, &report.product_version)?
        }
        ModelReportFormat::Json => {
            let mut text = serde_json::to_vec_pretty(report)?;
            text.push(b'\n');
            text
        }
    })
}
