//! The words of `provost schema migrations`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{SeverityWord, Source};

/// What `provost schema migrations` takes.
#[derive(Args)]
pub(crate) struct MigrationsArguments {
    /// The folder with the migrations, or a file of them.
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// Which database; none when nothing is said.
    #[command(flatten)]
    pub(crate) source: Source,
    /// The form of the answer; without it the ending of --output decides, and standard output gets text.
    #[arg(long, value_enum)]
    pub(crate) format: Option<HistoryFormat>,
    /// Where to write it; standard output when nothing is said.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Exits with 1 when a defect has this severity or a higher one.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<SeverityWord>,
}

/// The forms of a history of migrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HistoryFormat {
    /// For people.
    Text,
    /// `provost.migration-history/1`.
    Json,
    /// The graph as a picture.
    Svg,
}
