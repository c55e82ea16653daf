//! `provost overview`.

use provost_app::environment::Environment;
use provost_app::{AppError, overview};

use crate::arguments::{ListFormat, OverviewArguments};
use crate::output::{Ending, say, width};
use crate::overview_text::{overview_text, rows_text};
use crate::source::{self, OpenSource};

/// Reads the figures, or the rows behind one.
pub(crate) async fn run(
    arguments: OverviewArguments,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let source = source::open_to_govern(&arguments.source, environment).await?;
    let outcome = answer(&arguments, &source).await;
    source.close().await;
    say(&outcome?)?;
    Ok(Ending::Done)
}

async fn answer(arguments: &OverviewArguments, source: &OpenSource) -> Result<String, AppError> {
    let opened = &source.opened;
    let Some(figure) = &arguments.rows else {
        let overview = overview::read(opened).await?;
        return match arguments.format {
            ListFormat::Json => json(serde_json::to_string_pretty(&overview)),
            ListFormat::Text => Ok(overview_text(&overview, &opened.profile.name, width())),
        };
    };
    let rows = overview::rows(opened, figure, arguments.offset, arguments.limit).await?;
    match arguments.format {
        ListFormat::Json => json(serde_json::to_string_pretty(&rows)),
        ListFormat::Text => Ok(rows_text(&rows, width())),
    }
}

fn json(written: serde_json::Result<String>) -> Result<String, AppError> {
    let text = written.map_err(|error| {
        AppError::Internal(format!("The answer could not be written as JSON: {error}."))
    })?;
    Ok(text + "\n")
}
