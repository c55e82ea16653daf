//! The words of `provost overview`.

use clap::Args;
use clap::builder::PossibleValuesParser;
use provost_core::overview::FigureKind;

use super::{ListFormat, Source};

/// What `provost overview` takes.
#[derive(Args)]
pub(crate) struct OverviewArguments {
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    /// Lists the rows behind a figure instead of the figures.
    #[arg(long, value_name = "FIGURE", value_parser = figures())]
    pub(crate) rows: Option<String>,
    /// How many rows to leave out before the first.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, requires = "rows")]
    pub(crate) offset: u32,
    /// How many rows to list, at most 1000.
    #[arg(long, value_name = "NUMBER", default_value_t = 50, requires = "rows")]
    pub(crate) limit: u32,
}

fn figures() -> PossibleValuesParser {
    PossibleValuesParser::new(FigureKind::ALL.map(FigureKind::id))
}
