//! The words of `provost sample`.

use chrono::NaiveDate;
use clap::Subcommand;
use provost_core::sample::SAMPLE_SEED;

use super::ListFormat;

/// What can be done with the sample company.
#[derive(Debug, Subcommand)]
pub(crate) enum SampleCommand {
    /// Installs all packs in the local workspace and fills them with a year of an invented insurer.
    Load {
        /// What its numbers come from: the same seed on the same day makes the same rows.
        #[arg(long, value_name = "N", default_value_t = SAMPLE_SEED)]
        seed: u32,
        /// The day on which its year ends, such as 2026-11-22; today when nothing is said.
        #[arg(long, value_name = "DAY")]
        day: Option<NaiveDate>,
        /// The form of the answer.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Removes it; the packs stay.
    Remove {
        /// The form of the answer.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Tells whether it is there, and how many rows of it.
    Status {
        /// The form of the answer.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
}
