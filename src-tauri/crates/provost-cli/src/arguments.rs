//! The words of the command line.

mod compare;
mod connections;
mod drift;
mod metrics;
mod migrations;
mod mlflow;
mod model_report;
mod overview;
mod registry;
mod registry_belongings;
mod registry_entry;
mod sample;
mod schema;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use compare::{CompareArguments, CompareFormat, ExpectedArguments};
pub(crate) use connections::{ConnectionsCommand, NewConnection};
pub(crate) use drift::{DriftArguments, DriftCommand, DriftFormat};
pub(crate) use metrics::{
    BurnArguments, BurnFormat, CostArguments, ImportArguments, MetricsCommand, QueryArguments,
    SetTargetArguments,
};
pub(crate) use migrations::{HistoryFormat, MigrationsArguments};
pub(crate) use mlflow::{ImportCommand, MlflowArguments};
pub(crate) use model_report::{ModelReportArguments, ReportFormatWord};
pub(crate) use overview::OverviewArguments;
pub(crate) use registry::{
    ActingArguments, CardArguments, CardFormatWord, DecisionArguments, RegistryCommand, StageWord,
    Switch, VersionArguments,
};
pub(crate) use registry_belongings::{
    DatasetCommand, DeployArguments, DeploymentCommand, UseArguments,
};
pub(crate) use registry_entry::{EntryArguments, EntryCommand};
pub(crate) use sample::SampleCommand;
pub(crate) use schema::{ApplyArguments, PlanArguments, RevertArguments, SchemaCommand};

/// AI data governance over PostgreSQL.
#[derive(Parser)]
#[command(name = "provost", version, after_help = EXIT_STATUS, max_term_width = 100)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_STATUS: &str = "Exit status:
  0  done, and nothing at or above --fail-on
  1  findings at or above --fail-on
  2  bad usage or input, or a change that something stands in the way of
  3  the database or a file cannot be reached, read or written";

/// The subjects of the command line. Like all that may hold a URL, and so a password, it cannot be printed.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Audits a database and writes what was found.
    Audit(AuditArguments),
    /// Reads the catalog of a database and writes it as JSON, to be audited later or elsewhere.
    Catalog(CatalogArguments),
    /// Answers the questions of the first screen from the governance tables.
    Overview(OverviewArguments),
    /// Lists the rules of the audit.
    Rules(RulesArguments),
    /// Lists, adds, tests and removes connections.
    #[command(subcommand)]
    Connections(ConnectionsCommand),
    /// Tells which packs of governance tables a database has, applies them and takes them back; compares schemas and reads
    /// migrations of others.
    #[command(subcommand)]
    Schema(SchemaCommand),
    /// Keeps the models: their versions, stages, aliases and where they came from.
    #[command(subcommand)]
    Registry(RegistryCommand),
    /// Imports measured values of models, asks for them over time, and for what they should be and cost.
    #[command(subcommand)]
    Metrics(MetricsCommand),
    /// Tells whether the values of now are still those of then.
    #[command(subcommand)]
    Drift(DriftCommand),
    /// Loads and removes the sample company in the local workspace.
    #[command(subcommand)]
    Sample(SampleCommand),
}

/// Which database; the local workspace when nothing is said.
#[derive(Args)]
pub(crate) struct Source {
    /// The name of a saved connection.
    #[arg(long, value_name = "NAME", conflicts_with = "url")]
    pub(crate) profile: Option<String>,
    /// A postgres:// URL. The password is better read from standard input.
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Reads the password from the first line of standard input.
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

/// What `provost audit` takes.
#[derive(Args)]
pub(crate) struct AuditArguments {
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// Audits a catalog that was saved, instead of a database.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["profile", "url"])]
    pub(crate) catalog: Option<PathBuf>,
    /// The form of the answer; without it the ending of each --output decides, and standard output gets text.
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Where to write it; may be given several times.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// Exits with 1 when a finding has this severity or a higher one.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<SeverityWord>,
}

/// What `provost catalog` takes.
#[derive(Args)]
pub(crate) struct CatalogArguments {
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// Where to write it; standard output when nothing is said.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What `provost rules` takes.
#[derive(Debug, Args)]
pub(crate) struct RulesArguments {
    /// The form of the list.
    #[arg(long, value_enum, default_value_t = RulesFormat::Text)]
    pub(crate) format: RulesFormat,
}

/// The forms of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table for people.
    Text,
    /// `provost.audit/1`.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// `JUnit` XML, for CI.
    Junit,
    /// A self-contained page.
    Html,
    /// PDF/A with tags.
    Pdf,
}

/// The forms of the list of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    /// A table for people.
    Text,
    /// `provost.rules/1`.
    Json,
    /// What docs/rules.md holds.
    Markdown,
}

/// The forms of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The severities as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeverityWord {
    /// Worth knowing.
    Info,
    /// A blemish.
    Low,
    /// Will cost something.
    Medium,
    /// Harm is likely.
    High,
    /// Harm is at hand.
    Critical,
}

impl From<SeverityWord> for provost_core::audit::Severity {
    fn from(word: SeverityWord) -> Self {
        match word {
            SeverityWord::Info => Self::Info,
            SeverityWord::Low => Self::Low,
            SeverityWord::Medium => Self::Medium,
            SeverityWord::High => Self::High,
            SeverityWord::Critical => Self::Critical,
        }
    }
}

/// What a database is for, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EnvironmentWord {
    /// Where people build.
    Development,
    /// Where people try.
    Testing,
    /// Where it counts.
    Production,
}

impl From<EnvironmentWord> for provost_core::connections::Environment {
    fn from(word: EnvironmentWord) -> Self {
        match word {
            EnvironmentWord::Development => Self::Development,
            EnvironmentWord::Testing => Self::Testing,
            EnvironmentWord::Production => Self::Production,
        }
    }
}
