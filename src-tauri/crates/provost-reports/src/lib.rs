//! Writes what people take away: PDF, HTML, JSON, SARIF and JUnit XML.
//!
//! There are four reports: that of an audit, that of a schema's consistency, that of drift, and that of a version of a model.
//! A report is made from a value, never from a connection. The same value gives the same bytes in every format. PDF and
//! HTML are two renderings of one account (`contents`), so that they cannot say different things.

mod account;
mod audit_report;
mod consistency;
mod contents;
mod drift;
mod error;
mod files;
mod format;
mod html;
mod json;
mod junit;
mod model_card;
mod model_report;
mod pdf;
mod picture;
#[cfg(test)]
mod samples;
mod sarif;
#[cfg(test)]
mod tests;

pub use audit_report::AuditReport;
pub use consistency::{
    ConsistencyFormat, consistency_file_name, consistency_html, consistency_json, consistency_pdf,
    render_consistency,
};
pub use drift::{DriftPaper, drift_html};
pub use error::Error;
pub use files::{FileError, write_file};
pub use format::{Format, file_name, render, report_file_name};
pub use html::html;
pub use json::json;
pub use junit::junit;
pub use model_card::{CardFormat, CardPaper, card_file_name, render_card};
pub use model_report::{
    ModelPaper, ModelReportFormat, SeriesPlots, model_report_file_name, render_model_report,
};
pub use pdf::pdf;
pub use picture::{PictureFormat, picture};
pub use sarif::sarif;
