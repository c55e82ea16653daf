//! `provost schema migrations`.

use provost_app::environment::Environment;
use provost_app::schema::{self, MigrationsRead};
use provost_app::{AppError, charts};
use provost_core::audit::Severity;
use provost_core::schema::history::History;

use crate::arguments::{HistoryFormat, MigrationsArguments};
use crate::migrations_text::history_text;
use crate::output::{Ending, say, say_bytes, width};
use crate::source;

/// Reads a folder of migrations and, when a database is named, where it stands; ends by `--fail-on`.
pub(crate) async fn run(
    arguments: MigrationsArguments,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let format = format(&arguments)?;
    let read = read(&arguments, environment).await?;
    match (&arguments.output, format) {
        (None, HistoryFormat::Text) => say(&history_text(&read.history, width()))?,
        (None, format) => say_bytes(rendered(&read.history, format)?.as_bytes())?,
        (Some(path), format) => {
            provost_app::write_file(path, rendered(&read.history, format)?.as_bytes())?;
            say(&format!("{}\n", path.display()))?;
        }
    }
    Ok(ending(&read, arguments.fail_on.map(Into::into)))
}

/// Decided before the work, so that a wrong ending is told at once.
fn format(arguments: &MigrationsArguments) -> Result<HistoryFormat, AppError> {
    let ending = match (&arguments.format, &arguments.output) {
        (Some(format), _) => return Ok(*format),
        (None, None) => return Ok(HistoryFormat::Text),
        (None, Some(path)) => path.extension().and_then(|ending| ending.to_str()),
    };
    match ending {
        Some("txt") => Ok(HistoryFormat::Text),
        Some("json") => Ok(HistoryFormat::Json),
        Some("svg") => Ok(HistoryFormat::Svg),
        _ => Err(AppError::BadInput(
            "The ending of --output does not tell the form. Use .txt, .json or .svg, or --format."
                .to_owned(),
        )),
    }
}

async fn read(
    arguments: &MigrationsArguments,
    environment: &Environment,
) -> Result<MigrationsRead, AppError> {
    let source = &arguments.source;
    if source.profile.is_none() && source.url.is_none() {
        if source.password_stdin {
            return Err(AppError::BadInput(
                "--password-stdin needs the database that the password is for: --profile or --url."
                    .to_owned(),
            ));
        }
        return schema::migrations(&arguments.path, None).await;
    }
    let open = source::open(source, environment).await?;
    let outcome = schema::migrations(&arguments.path, Some(&open.opened)).await;
    open.close().await;
    outcome
}

fn rendered(history: &History, format: HistoryFormat) -> Result<String, AppError> {
    match format {
        HistoryFormat::Text => {
            let text = history_text(history, 120);
            Ok(anstream::adapter::strip_str(&text).to_string())
        }
        HistoryFormat::Json => {
            let json = serde_json::to_string_pretty(history).map_err(|error| {
                AppError::Internal(format!("The answer could not be written as JSON: {error}."))
            })?;
            Ok(json + "\n")
        }
        HistoryFormat::Svg => charts::history_file(history),
    }
}

/// A database that does not say where it stands is not read, whatever its folder says.
fn ending(read: &MigrationsRead, fail_on: Option<Severity>) -> Ending {
    let worst = read.history.defects.iter().map(|one| one.severity).max();
    match (worst, fail_on) {
        _ if read.hidden => Ending::Unreachable,
        (Some(worst), Some(limit)) if worst >= limit => Ending::Findings,
        _ => Ending::Done,
    }
}
