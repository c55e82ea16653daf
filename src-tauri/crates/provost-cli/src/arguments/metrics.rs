//! The words of `provost metrics`.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use clap::builder::PossibleValue;
use clap::{Args, Subcommand, ValueEnum};
use provost_core::metrics::{
    Aggregate, CostSplit, MetricsFormat, SeriesSplit, SeriesStep, TargetDirection,
};
use uuid::Uuid;

use super::{ListFormat, Source};

/// What can be done with metrics.
#[derive(Subcommand)]
pub(crate) enum MetricsCommand {
    /// Imports a file of values: good rows land, bad ones are listed with their line and the reason.
    ///
    /// A CSV file names its columns in the first line: time, metric and value, and what else there is of unit, model, version,
    /// deployment, agent and context; other columns become part of the context. JSON lines have the same names. Times need
    /// their zone. Rows that the file or the table has already are listed and not doubled.
    ///
    /// Ends with 2 when rows were refused that were no duplicates.
    Import(Box<ImportArguments>),
    /// Answers with values over time and with what their targets say.
    Query(Box<QueryArguments>),
    /// Tells how fast budgets burnt, window by window, beside the rates from which alerts hold.
    Burn(Box<BurnArguments>),
    /// Tells what was paid each month, with a forecast and its interval.
    Costs(Box<CostArguments>),
    /// Lists what values should be.
    Targets {
        /// For whom and where.
        #[command(flatten)]
        acting: ActingSource,
        /// The form of the answer.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Sets what values should be; a target of the same metric, unit, scope and aggregate is replaced.
    SetTarget(Box<SetTargetArguments>),
    /// Takes a target back.
    RemoveTarget {
        /// Its id, as `provost metrics targets` lists it.
        target: Uuid,
        /// For whom and where.
        #[command(flatten)]
        acting: ActingSource,
    },
}

/// Which database, and for whom the work is done.
#[derive(Args)]
pub(crate) struct ActingSource {
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// For whom: the e-mail address or the id of a person of the governance tables.
    #[arg(long = "as", value_name = "PERSON")]
    pub(crate) person: Option<String>,
}

/// What `provost metrics import` takes.
#[derive(Args)]
pub(crate) struct ImportArguments {
    /// The file.
    pub(crate) file: PathBuf,
    /// For whom and where.
    #[command(flatten)]
    pub(crate) acting: ActingSource,
    /// What the file is; without it the ending of its name decides.
    #[arg(long, value_enum)]
    pub(crate) input: Option<InputWord>,
    /// Imports nothing when one row is refused.
    #[arg(long)]
    pub(crate) all_or_nothing: bool,
    /// When samples of an OpenMetrics file without a time of their own were taken.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) taken_at: Option<DateTime<Utc>>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

/// What `provost metrics query` takes.
#[derive(Args)]
pub(crate) struct QueryArguments {
    /// For whom and where.
    #[command(flatten)]
    pub(crate) acting: ActingSource,
    /// Only this metric; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub(crate) metric: Vec<String>,
    /// Only this model (NAME), version (NAME@VERSION) or id; may be given several times.
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Vec<String>,
    /// Only this agent, by name or id; may be given several times.
    #[arg(long, value_name = "AGENT")]
    pub(crate) agent: Vec<String>,
    /// Only this deployment, by id; may be given several times.
    #[arg(long, value_name = "ID")]
    pub(crate) deployment: Vec<Uuid>,
    /// What gets a series of its own.
    #[arg(long, value_enum, default_value_t = SplitWord(SeriesSplit::Model))]
    pub(crate) split: SplitWord,
    /// From when on: a time with its zone, or a day (UTC). Without it, 30 days before the end.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) from: Option<DateTime<Utc>>,
    /// Before when. Without it, now.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) to: Option<DateTime<Utc>>,
    /// Over how long values are taken together.
    #[arg(long, value_enum, default_value_t = StepWord(SeriesStep::Day))]
    pub(crate) step: StepWord,
    /// What is shown of the values; JSON has everything.
    #[arg(long, value_enum, default_value_t = AggregateWord(Aggregate::Mean))]
    pub(crate) aggregate: AggregateWord,
    /// The time zone in which hours, days and months begin.
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub(crate) zone: String,
    /// Exits with 1 when a threshold was breached.
    #[arg(long)]
    pub(crate) fail_on_breach: bool,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

/// What `provost metrics burn` takes.
#[derive(Args)]
pub(crate) struct BurnArguments {
    /// For whom and where.
    #[command(flatten)]
    pub(crate) acting: ActingSource,
    /// Only this metric; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub(crate) metric: Vec<String>,
    /// Only this model (NAME), version (NAME@VERSION) or id; may be given several times.
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Vec<String>,
    /// From when on: a time with its zone, or a day (UTC). Without it, 30 days before the end.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) from: Option<DateTime<Utc>>,
    /// Before when. Without it, now.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) to: Option<DateTime<Utc>>,
    /// Exits with 1 when an alert holds.
    #[arg(long)]
    pub(crate) fail_on_alert: bool,
    /// The form of the answer; svg is the picture of the line that has used most of its budget.
    #[arg(long, value_enum, default_value_t = BurnFormat::Text)]
    pub(crate) format: BurnFormat,
}

/// The forms in which a burnt budget is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BurnFormat {
    /// A table for people.
    Text,
    /// JSON.
    Json,
    /// A picture.
    Svg,
}

/// What `provost metrics costs` takes.
#[derive(Args)]
pub(crate) struct CostArguments {
    /// For whom and where.
    #[command(flatten)]
    pub(crate) acting: ActingSource,
    /// By what costs are told apart.
    #[arg(long, value_enum, default_value_t = CostWord(CostSplit::Model))]
    pub(crate) by: CostWord,
    /// From when on: a time with its zone, or a day (UTC). Without it, twelve months before the end.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) from: Option<DateTime<Utc>>,
    /// Before when. Without it, now.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) to: Option<DateTime<Utc>>,
    /// The time zone in which months begin.
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub(crate) zone: String,
    /// For how many months a forecast is made.
    #[arg(long, value_name = "MONTHS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=12))]
    pub(crate) ahead: u32,
    /// The share of new months that should lie in the interval of the forecast.
    #[arg(long, value_name = "SHARE", default_value_t = 0.95)]
    pub(crate) confidence: f64,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

/// What `provost metrics set-target` takes.
#[derive(Args)]
pub(crate) struct SetTargetArguments {
    /// The metric.
    #[arg(long, value_name = "NAME")]
    pub(crate) metric: String,
    /// On which side of the target values are good.
    #[arg(long, value_enum)]
    pub(crate) direction: DirectionWord,
    /// What values should be.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub(crate) target: f64,
    /// From where on it is a breach; the target itself without it.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub(crate) threshold: Option<f64>,
    /// What of the values of a window is judged.
    #[arg(long, value_enum, default_value_t = AggregateWord(Aggregate::Mean))]
    pub(crate) aggregate: AggregateWord,
    /// Over how many hours values are taken together.
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    pub(crate) window: u32,
    /// The share of windows that may breach.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(crate) allowed: f64,
    /// The unit; values in another are not judged.
    #[arg(long)]
    pub(crate) unit: Option<String>,
    /// For this version only: NAME@VERSION or id.
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Option<String>,
    /// For this agent only, by name or id.
    #[arg(long, value_name = "AGENT")]
    pub(crate) agent: Option<String>,
    /// For this deployment only, by id.
    #[arg(long, value_name = "ID")]
    pub(crate) deployment: Option<Uuid>,
    /// Where the target comes from.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// For whom and where.
    #[command(flatten)]
    pub(crate) acting: ActingSource,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

/// The forms of a file of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputWord {
    /// Values between commas, semicolons or tabs.
    Csv,
    /// A JSON object on each line.
    Jsonl,
    /// The text exposition of `OpenMetrics` 1.0.
    Openmetrics,
}

impl From<InputWord> for MetricsFormat {
    fn from(word: InputWord) -> Self {
        match word {
            InputWord::Csv => Self::Csv,
            InputWord::Jsonl => Self::JsonLines,
            InputWord::Openmetrics => Self::OpenMetrics,
        }
    }
}

/// On which side of a target values are good, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DirectionWord {
    /// More is better.
    AtLeast,
    /// Less is better.
    AtMost,
}

impl From<DirectionWord> for TargetDirection {
    fn from(word: DirectionWord) -> Self {
        match word {
            DirectionWord::AtLeast => Self::AtLeast,
            DirectionWord::AtMost => Self::AtMost,
        }
    }
}

/// Makes a word of the command line of a word of the core.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $of:ty, [$($value:expr),+ $(,)?], $count:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) struct $name(pub(crate) $of);

        impl ValueEnum for $name {
            fn value_variants<'a>() -> &'a [Self] {
                const ALL: [$name; $count] = [$($name($value)),+];
                &ALL
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(PossibleValue::new(self.0.as_str()))
            }
        }
    };
}

words!(
    /// What gets a series of its own, as a word.
    SplitWord,
    SeriesSplit,
    [
        SeriesSplit::Model,
        SeriesSplit::Deployment,
        SeriesSplit::Agent,
        SeriesSplit::None,
    ],
    4
);
words!(
    /// A length of time, as a word.
    StepWord,
    SeriesStep,
    [
        SeriesStep::Raw,
        SeriesStep::Hour,
        SeriesStep::Day,
        SeriesStep::Month,
    ],
    4
);
words!(
    /// By what costs are told apart, as a word.
    CostWord,
    CostSplit,
    [
        CostSplit::Model,
        CostSplit::Agent,
        CostSplit::Category,
        CostSplit::None,
    ],
    4
);
words!(
    /// What several values are taken together to, as a word.
    AggregateWord,
    Aggregate,
    [
        Aggregate::Mean,
        Aggregate::P50,
        Aggregate::P90,
        Aggregate::P95,
        Aggregate::P99,
        Aggregate::Min,
        Aggregate::Max,
        Aggregate::Last,
        Aggregate::Sum,
        Aggregate::Count,
    ],
    10
);

/// A time with its zone, or the beginning of a day in UTC.
pub(super) fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(day.and_time(chrono::NaiveTime::MIN).and_utc());
    }
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.to_utc())
        .map_err(|_| {
            "write a day such as 2026-01-31, or a time with its zone such as 2026-01-31T12:00:00Z"
                .to_owned()
        })
}
