//! The words of `provost schema compare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{SeverityWord, Source};

/// What `provost schema compare` takes.
#[derive(Args)]
pub(crate) struct CompareArguments {
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// What it should be.
    #[command(flatten)]
    pub(crate) expected: ExpectedArguments,
    /// Compares only this schema; may be given several times.
    #[arg(long = "schema", value_name = "NAME")]
    pub(crate) schemas: Vec<String>,
    /// Compares owners too.
    #[arg(long)]
    pub(crate) owners: bool,
    /// Exits with 1 when a difference, or a finding of a report, has this severity or a higher one.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<SeverityWord>,
    /// The form of the answer; without it the ending of each --output decides, and standard output gets text. HTML and PDF are
    /// the consistency report.
    #[arg(long, value_enum)]
    pub(crate) format: Option<CompareFormat>,
    /// Where to write it, and may be given several times; standard output when nothing is said.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// JSON is the consistency report too, not the comparison alone.
    #[arg(long)]
    pub(crate) report: bool,
    /// The folder of the migrations, for the report; the expected folder when that holds migrations.
    #[arg(long, value_name = "PATH")]
    pub(crate) migrations: Option<PathBuf>,
    /// A file that says how programs reach the database, for the report: `.env`, Compose, `pgbouncer.ini` or a URL; or a folder
    /// of such files. May be given several times.
    #[arg(long = "configuration", value_name = "FILE")]
    pub(crate) configurations: Vec<PathBuf>,
}

/// What a database should be: one of these.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub(crate) struct ExpectedArguments {
    /// A file or folder of SQL, also the output of `pg_dump --schema-only`. It is run in a scratch database of the local server.
    #[arg(id = "expected_sql", long = "expected", value_name = "PATH")]
    pub(crate) sql: Option<PathBuf>,
    /// The database of another saved connection.
    #[arg(
        id = "expected_profile",
        long = "expected-profile",
        value_name = "NAME"
    )]
    pub(crate) profile: Option<String>,
    /// A catalog that `provost catalog` wrote.
    #[arg(
        id = "expected_catalog",
        long = "expected-catalog",
        value_name = "FILE"
    )]
    pub(crate) catalog: Option<PathBuf>,
    /// Provost's own packs: those that the database has, or all of them.
    #[arg(id = "expected_packs", long = "expected-packs")]
    pub(crate) packs: bool,
}

/// The forms of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// For people.
    Text,
    /// `provost.schema-compared/1`; with --report `provost.schema-consistency/1`.
    Json,
    /// The consistency report as one self-contained page.
    Html,
    /// The consistency report to print, sign and keep.
    Pdf,
    /// The way back as SQL, which Provost never runs by itself.
    Sql,
}
