//! The words of `provost drift`.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::LazyLock;

use clap::builder::PossibleValue;
use clap::{Args, Subcommand, ValueEnum};
use provost_app::drift::{MOST_ROWS, Origin};
use provost_core::drift::{DriftKind, Method};
use uuid::Uuid;

use super::{ActingArguments, SeverityWord, Source};

/// What can be done about drift.
#[derive(Subcommand)]
pub(crate) enum DriftCommand {
    /// Compares the values of now with those of then, column by column.
    ///
    /// A source is one of:
    ///
    ///   FILE                                    CSV (commas, semicolons or tabs, names in the first line) or Parquet
    ///
    ///   query:SQL                               one SELECT, WITH, TABLE or VALUES, run in a read-only transaction
    ///
    ///   table:SCHEMA.NAME@COLUMN=FROM..TO       the rows from FROM on and before TO; either may be left out
    ///
    /// Without --test each column gets the test that Evidently takes: by its kind, the rows of the reference and how many
    /// different values there are.
    Compare(Box<DriftArguments>),
    /// Lists the drift that is kept, open and worst first, and the comparisons that were run.
    List {
        /// Only of this version: NAME@VERSION, NAME@ALIAS or the id.
        #[arg(long, value_name = "VERSION")]
        model: Option<String>,
        /// Only what nobody resolved.
        #[arg(long)]
        open: bool,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
    /// Tells a kept comparison: what was compared, how, and what it found.
    Show {
        /// Its id, as `provost drift list` tells it.
        #[arg(value_parser = listed)]
        run: Uuid,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
    /// Says what was done about drift. What is said stays.
    Resolve {
        /// The ids of the drift, as `provost drift list` tells them.
        #[arg(required = true, value_parser = listed)]
        drift: Vec<Uuid>,
        /// What was done.
        #[arg(long, value_name = "TEXT")]
        action: String,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
}

/// What `provost drift compare` takes.
#[derive(Args)]
pub(crate) struct DriftArguments {
    /// The values of then.
    #[arg(long, value_name = "SOURCE")]
    pub(crate) reference: Origin,
    /// The values of now.
    #[arg(long, value_name = "SOURCE")]
    pub(crate) current: Origin,
    /// Which database queries and tables are asked of.
    #[command(flatten)]
    pub(crate) source: Source,
    /// The test for every column that it fits; the others keep their own.
    #[arg(long, value_enum, value_name = "NAME")]
    pub(crate) test: Option<TestWord>,
    /// The test for one column; may be given several times.
    #[arg(long, value_name = "NAME=TEST")]
    pub(crate) column: Vec<ColumnTest>,
    /// Where drift begins, for the tests that were chosen: a probability or a distance.
    #[arg(long, value_name = "NUMBER", value_parser = threshold)]
    pub(crate) threshold: Option<f64>,
    /// Compares only these columns.
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    /// The column with what came true: with --prediction performance and concept drift are looked for too.
    #[arg(long, value_name = "COLUMN", requires = "prediction")]
    pub(crate) target: Option<String>,
    /// The column with what the model said.
    #[arg(long, value_name = "COLUMN", requires = "target")]
    pub(crate) prediction: Option<String>,
    /// How many rows of each source are compared at most; from a longer one a uniform sample of that size is taken.
    #[arg(long, value_name = "ROWS", default_value_t = MOST_ROWS, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) sample: u32,
    /// The seed of the sample.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u32,
    /// Keeps the comparison and what it found in the database, for the version that --model names.
    #[arg(long, requires = "model")]
    pub(crate) write: bool,
    /// The version whose data is compared: NAME@VERSION, NAME@ALIAS or the id.
    #[arg(long, value_name = "VERSION", requires = "write")]
    pub(crate) model: Option<String>,
    /// What is looked for in the columns; what --target and --prediction tell is of its own kind.
    #[arg(long, value_enum, value_name = "KIND", default_value = "data")]
    pub(crate) kind: DriftKindWord,
    /// Who acts when it is kept: the e-mail address, name or id of a person in the table users.
    #[arg(long = "as", value_name = "PERSON", requires = "write")]
    pub(crate) person: Option<String>,
    /// The form of the answer; without it the ending of --output decides, and standard output gets text.
    #[arg(long, value_enum)]
    pub(crate) format: Option<DriftFormat>,
    /// Where to write it; standard output when nothing is said.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Exits with 1 when a column drifted with this severity or a higher one.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<SeverityWord>,
}

/// The forms of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DriftFormat {
    /// For people.
    Text,
    /// `provost.drift/1`; with --write `provost.drift-run/1`, which holds it.
    Json,
    /// For people: one self-contained page with both histograms of each column.
    Html,
}

/// What drifts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DriftKindWord {
    /// What comes in.
    Data,
    /// What the answer depends on.
    Concept,
    /// How good the answers are.
    Performance,
}

impl From<DriftKindWord> for DriftKind {
    fn from(word: DriftKindWord) -> Self {
        match word {
            DriftKindWord::Data => Self::Data,
            DriftKindWord::Concept => Self::Concept,
            DriftKindWord::Performance => Self::Performance,
        }
    }
}

/// A test by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TestWord(pub(crate) Method);

impl ValueEnum for TestWord {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<[TestWord; Method::ALL.len()]> =
            LazyLock::new(|| Method::ALL.map(TestWord));
        &*ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.as_str()).help(self.0.title()))
    }
}

/// A column with its test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnTest {
    pub(crate) name: String,
    pub(crate) test: Method,
}

impl FromStr for ColumnTest {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, word) = text
            .rsplit_once('=')
            .filter(|(name, _)| !name.is_empty())
            .ok_or("write NAME=TEST, as in amount=psi")?;
        let found = Method::ALL.into_iter().find(|one| one.as_str() == word);
        let method = found.ok_or_else(|| {
            let words: Vec<&str> = Method::ALL.iter().map(|one| one.as_str()).collect();
            format!("there is no test {word:?}; there are {}", words.join(", "))
        })?;
        Ok(Self {
            name: name.to_owned(),
            test: method,
        })
    }
}

fn listed(text: &str) -> Result<Uuid, String> {
    Uuid::parse_str(text).map_err(|_| "write an id that `provost drift list` tells".to_owned())
}

fn threshold(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("a threshold is a number above 0".to_owned()),
    }
}
