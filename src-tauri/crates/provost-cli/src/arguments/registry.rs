//! The words of `provost registry`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use provost_core::registry::Stage;

use super::{EntryCommand, ImportCommand, ListFormat, ModelReportArguments, Source};

/// What can be done with the registry of models.
#[derive(Subcommand)]
pub(crate) enum RegistryCommand {
    /// Lists the versions of all models.
    List {
        /// Only this stage.
        #[arg(long, value_enum, value_name = "STAGE")]
        stage: Option<StageWord>,
        /// Only the versions of this model.
        #[arg(long, value_name = "NAME")]
        model: Option<String>,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
    /// Tells everything that is known of a version, and what keeps it from each stage.
    Show(VersionArguments),
    /// What somebody enters.
    #[command(flatten)]
    Entry(EntryCommand),
    /// Compares two versions field by field and metric by metric.
    Compare {
        /// The one: NAME@VERSION, NAME@ALIAS or the id.
        a: String,
        /// The other.
        b: String,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
    /// Asks for the next stage of a version. Somebody else approves it.
    Request {
        /// The version: NAME@VERSION, NAME@ALIAS or the id.
        version: String,
        /// The stage.
        #[arg(long, value_enum, value_name = "STAGE")]
        to: StageWord,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
    /// Approves what was asked for; the version goes to its stage.
    Approve(DecisionArguments),
    /// Rejects what was asked for.
    Reject(DecisionArguments),
    /// Takes back what one asked for.
    Withdraw(VersionArguments),
    /// Points an alias such as champion to a version, or takes it away.
    Alias {
        /// The version: NAME@VERSION, NAME@ALIAS or the id.
        version: String,
        /// The alias.
        alias: String,
        /// Takes the alias away instead.
        #[arg(long)]
        remove: bool,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
    /// Writes the model card of a version: metadata as Hugging Face has them, and a text. Or reads one in.
    Card(CardArguments),
    /// Writes the report of a version, to print, to read in a browser or for programs.
    ///
    /// It tells who approved it and what refuses production now, what it was made from, where it runs, how it does against its
    /// targets, what it costs, what drifted and what happened to it, with the statements that were asked. What cannot be read
    /// is told as not determinable.
    Report(Box<ModelReportArguments>),
    /// Tells whether somebody else must approve than who asked, and switches that on or off.
    FourEyes {
        /// On or off; without it nothing is changed.
        #[arg(value_enum)]
        switch: Option<Switch>,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
    /// Imports models from elsewhere.
    #[command(subcommand)]
    Import(ImportCommand),
}

/// Where the registry is, and for whom it is used.
#[derive(Args)]
pub(crate) struct ActingArguments {
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// Who acts: the e-mail address, name or id of a person in the table users. Without it, the person who was chosen for the
    /// connection in the window. The database believes it: it is no proof of who sits here.
    #[arg(long = "as", value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

/// A version.
#[derive(Args)]
pub(crate) struct VersionArguments {
    /// The version: NAME@VERSION, NAME@ALIAS or the id.
    pub(crate) version: String,
    /// Where, and for whom.
    #[command(flatten)]
    pub(crate) acting: ActingArguments,
}

/// A decision.
#[derive(Args)]
pub(crate) struct DecisionArguments {
    /// The version whose request waits: NAME@VERSION, NAME@ALIAS or the id.
    pub(crate) version: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Where, and for whom.
    #[command(flatten)]
    pub(crate) acting: ActingArguments,
}

/// What `provost registry card` takes.
#[derive(Args)]
pub(crate) struct CardArguments {
    /// The version: NAME@VERSION, NAME@ALIAS or the id.
    pub(crate) version: String,
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// Who acts: the e-mail address, name or id of a person in the table users.
    #[arg(long = "as", value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// The form of the card; without it the ending of --output decides, and standard output gets Markdown.
    #[arg(long, value_enum)]
    pub(crate) format: Option<CardFormatWord>,
    /// Where to write it; standard output when nothing is said.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Reads this card in first: what the version does not have is taken from it, and the whole card is kept.
    #[arg(long, value_name = "FILE")]
    pub(crate) read: Option<PathBuf>,
}

/// The forms of a model card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CardFormatWord {
    /// A README.md for Hugging Face.
    Md,
    /// A self-contained page.
    Html,
    /// PDF/A with tags.
    Pdf,
    /// `provost.model-card/1`.
    Json,
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    /// Somebody else must approve.
    On,
    /// Whoever asks may approve: for a tenant of one person.
    Off,
}

/// The stages as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StageWord {
    /// It is being made.
    Development,
    /// It is being tried.
    Testing,
    /// It is in use.
    Production,
    /// It is not to be used any more.
    Deprecated,
}

impl From<StageWord> for Stage {
    fn from(word: StageWord) -> Self {
        match word {
            StageWord::Development => Self::Development,
            StageWord::Testing => Self::Testing,
            StageWord::Production => Self::Production,
            StageWord::Deprecated => Self::Deprecated,
        }
    }
}
