//! `provost drift`.

use provost_app::AppError;
use provost_app::drift::{self, Request};
use provost_app::environment::Environment;
use provost_core::audit::Severity;
use provost_core::drift::{Asked, DriftReport};

use crate::arguments::{DriftArguments, DriftCommand, DriftFormat};
use crate::drift_text::drift_text;
use crate::output::{Ending, say, say_bytes, say_step, width};
use crate::source;

/// Compares, writes what was asked for, and ends by `--fail-on`.
pub(crate) async fn run(
    command: DriftCommand,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let DriftCommand::Compare(arguments) = command;
    let format = form(&arguments)?;
    let request = request(&arguments)?;
    let report = compared(&arguments, &request, environment).await?;
    match (&arguments.output, format) {
        (None, DriftFormat::Text) => say(&drift_text(&report, width()))?,
        (None, DriftFormat::Json) => say_bytes(json(&report)?.as_bytes())?,
        (Some(path), format) => {
            let text = match format {
                DriftFormat::Text => {
                    anstream::adapter::strip_str(&drift_text(&report, 120)).to_string()
                }
                DriftFormat::Json => json(&report)?,
            };
            provost_app::write_file(path, text.as_bytes())?;
            say(&format!("{}\n", path.display()))?;
        }
    }
    Ok(ending(&report, arguments.fail_on.map(Into::into)))
}

/// Decided before the work, so that a wrong ending is told at once.
fn form(arguments: &DriftArguments) -> Result<DriftFormat, AppError> {
    let ending = match (&arguments.format, &arguments.output) {
        (Some(format), _) => return Ok(*format),
        (None, None) => return Ok(DriftFormat::Text),
        (None, Some(path)) => path.extension().and_then(|ending| ending.to_str()),
    };
    match ending {
        Some("txt") => Ok(DriftFormat::Text),
        Some("json") => Ok(DriftFormat::Json),
        _ => Err(AppError::BadInput(
            "The ending of --output does not tell the form. Use .txt or .json, or --format."
                .to_owned(),
        )),
    }
}

fn request(arguments: &DriftArguments) -> Result<Request, AppError> {
    let chosen = arguments.test.is_some() || !arguments.column.is_empty();
    if arguments.threshold.is_some() && !chosen {
        return Err(AppError::BadInput(
            "--threshold needs the test that it is of: --test or --column.".to_owned(),
        ));
    }
    let methods = arguments.column.iter();
    Ok(Request {
        reference: arguments.reference.clone(),
        current: arguments.current.clone(),
        columns: arguments.columns.clone(),
        asked: Asked {
            method: arguments.test.map(|word| word.0),
            methods: methods.map(|one| (one.name.clone(), one.test)).collect(),
            threshold: arguments.threshold,
        },
        rows: arguments.sample,
        seed: arguments.seed,
    })
}

async fn compared(
    arguments: &DriftArguments,
    request: &Request,
    environment: &Environment,
) -> Result<DriftReport, AppError> {
    let told = |step: String| say_step(&step);
    let place = &arguments.source;
    if !request.asks_a_database() {
        if place.profile.is_some() || place.url.is_some() || place.password_stdin {
            return Err(AppError::BadInput(
                "Both sources are files: --profile, --url and --password-stdin are for query: and table:."
                    .to_owned(),
            ));
        }
        return drift::compare(request, None, told).await;
    }
    let open = source::open(place, environment).await?;
    let outcome = drift::compare(request, Some(&open.opened), told).await;
    open.close().await;
    outcome
}

fn json(report: &DriftReport) -> Result<String, AppError> {
    let json = serde_json::to_string_pretty(report).map_err(|error| {
        AppError::Internal(format!("The answer could not be written as JSON: {error}."))
    })?;
    Ok(json + "\n")
}

fn ending(report: &DriftReport, fail_on: Option<Severity>) -> Ending {
    let worst = report.columns.iter().filter_map(|one| one.severity).max();
    match (worst, fail_on) {
        (Some(worst), Some(limit)) if worst >= limit => Ending::Findings,
        _ => Ending::Done,
    }
}
