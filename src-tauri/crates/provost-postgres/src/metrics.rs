//! Metrics over time: files on their way into `ai_performance_metrics`, and what the tables say.

mod costs;
mod labels;
mod landing;
mod place;
mod reading;
mod sheet;
mod targets;

pub use costs::costs;
pub use landing::{Begun, Landing, Refused};
pub use reading::{choices, series};
pub use sheet::{Names, Sheet, TooMany};
pub use targets::{Set, remove_target, set_target, targets};

/// Every statement of this module that can be prepared anywhere, with the name of its file.
pub(crate) const STATEMENTS: &[(&str, &str)] = reading::STATEMENTS;
