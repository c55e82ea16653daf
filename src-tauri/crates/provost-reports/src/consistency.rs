//! The consistency report in its three formats: what a database should be against what it is, in twelve sections.

mod compliance;
mod connectivity;
mod differences;
mod document;
mod evidence;
mod facts;
mod findings;
mod integrity;
mod migrations;
mod overview;
mod performance;
mod pictures;
mod risks;
#[cfg(test)]
mod samples;
mod security;
mod statements;
mod strategy;
mod tables;
#[cfg(test)]
mod tests;
mod timeline;

use chrono::{DateTime, Utc};
use provost_core::schema::consistency::Consistency;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::account::{blocks, rows, words};
use crate::contents::Limits;
use crate::format::file_name;

/// A form in which a consistency report is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum ConsistencyFormat {
    /// For people, to print, sign and keep: PDF/A-2a and PDF/UA-1.
    Pdf,
    /// For people: one self-contained page.
    Html,
    /// For programs: `provost.schema-consistency/1`.
    Json,
}

impl ConsistencyFormat {
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

/// Makes the bytes of a file.
pub fn render_consistency(
    report: &Consistency,
    format: ConsistencyFormat,
) -> Result<Vec<u8>, Error> {
    match format {
        ConsistencyFormat::Pdf => consistency_pdf(report),
        ConsistencyFormat::Html => consistency_html(report).map(String::into_bytes),
        ConsistencyFormat::Json => consistency_json(report).map(String::into_bytes),
    }
}

/// What a consistency report is called: `provost-schema-consistency-orders-2026-11-19-140300Z.pdf`. Nothing of the
/// connection's name can lead to another place.
#[must_use]
pub fn consistency_file_name(
    profile: &str,
    made_at: DateTime<Utc>,
    format: ConsistencyFormat,
) -> String {
    file_name("schema-consistency", profile, made_at, format.as_str())
}

/// The report as one self-contained page: no script, nothing fetched, light and dark, and fit to be printed.
pub fn consistency_html(report: &Consistency) -> Result<String, Error> {
    document::of(report, &Limits::html())?.html()
}

/// The report as PDF. Takes a second or so and cannot be cancelled: run it off the thread of a window and drop the result
/// when it is no longer wanted.
pub fn consistency_pdf(report: &Consistency) -> Result<Vec<u8>, Error> {
    let limits = Limits::pdf();
    let made_at = report.generated_at;
    let identity = format!(
        "provost-schema-consistency/{}/{}",
        report.name,
        made_at.timestamp()
    );
    let account = document::of(report, &limits)?;
    account.pdf(&limits, identity, made_at, &report.product_version)
}

/// The report for programs, as indented JSON, its keys in the order of the types, with a line end at its end.
pub fn consistency_json(report: &Consistency) -> Result<String, Error> {
    let mut text = serde_json::to_string_pretty(report)?;
    text.push('\n');
    Ok(text)
}
