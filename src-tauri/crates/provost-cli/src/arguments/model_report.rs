//! The words of `provost registry report`.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use provost_core::reports::ReportSpan;

use super::Source;
use super::metrics::moment;

/// What `provost registry report` takes.
#[derive(Args)]
pub(crate) struct ModelReportArguments {
    /// The version: NAME@VERSION, NAME@ALIAS or the id.
    pub(crate) version: String,
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// Who acts: the e-mail address, name or id of a person in the table users.
    #[arg(long = "as", value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// The time that is looked at.
    #[command(flatten)]
    pub(crate) span: SpanArguments,
    /// The form of every output. Without it the ending of each --output decides, and standard output gets JSON.
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReportFormatWord>,
    /// Where to write it; may be given several times, for several forms of the same report.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
}

/// The time that a report looks at.
#[derive(Args)]
pub(crate) struct SpanArguments {
    /// How far back from now: days, weeks or hours.
    #[arg(long, value_name = "LENGTH", default_value = "90d", conflicts_with_all = ["from", "to"])]
    last: ReportSpan,
    /// From when on: a time with its zone, or a day (UTC).
    #[arg(long, value_name = "TIME", value_parser = moment)]
    from: Option<DateTime<Utc>>,
    /// Before when. Without it, now.
    #[arg(long, value_name = "TIME", value_parser = moment, requires = "from")]
    to: Option<DateTime<Utc>>,
    /// The time zone in which hours, days and months begin, by its IANA name.
    #[arg(long, value_name = "NAME", default_value = "UTC")]
    pub(crate) zone: String,
}

impl SpanArguments {
    /// From when to when.
    pub(crate) fn span(&self) -> ReportSpan {
        match self.from {
            Some(from) => ReportSpan::Since(from, self.to),
            None => self.last,
        }
    }
}

/// The forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormatWord {
    /// One self-contained page.
    Html,
    /// PDF/A with tags, to print, sign and keep.
    Pdf,
    /// For programs; the answer has its `schema`.
    Json,
}
