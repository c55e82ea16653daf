//! `provost schema compare`.

use std::path::Path;

use provost_app::environment::Environment;
use provost_app::schema::{self, ExpectedSource, SchemaProgress};
use provost_app::{AppError, Connections};
use provost_core::audit::Severity;
use provost_core::schema::ComparisonReport;
use provost_core::schema::comparison::Options;

use crate::arguments::{CompareArguments, CompareFormat, ExpectedArguments};
use crate::compare_text::compare_text;
use crate::output::{Ending, say, say_bytes, say_step, width};
use crate::source;

/// Compares, writes what was asked for, and ends by `--fail-on`.
pub(crate) async fn run(
    arguments: CompareArguments,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let format = form(&arguments)?;
    let options = Options {
        schemas: arguments.schemas,
        owners: arguments.owners,
    };
    let expected = expected(arguments.expected, environment).await?;
    let source = source::open(&arguments.source, environment).await?;
    let told = |progress: SchemaProgress| say_step(&progress.step);
    let outcome = schema::compared(&source.opened, expected, options, environment, told).await;
    source.close().await;
    let report = outcome?.report;
    match &arguments.output {
        None => print(&report, format)?,
        Some(path) => {
            provost_app::write_file(path, plain(&report, format)?.as_bytes())?;
            say(&format!("{}\n", path.display()))?;
        }
    }
    Ok(ending(report.worst(), arguments.fail_on.map(Into::into)))
}

/// Decided before the work, so that a wrong ending is told at once.
fn form(arguments: &CompareArguments) -> Result<CompareFormat, AppError> {
    let ending = |path: &Path| {
        path.extension()
            .map(|ending| ending.to_string_lossy().to_lowercase())
    };
    match (arguments.format, &arguments.output) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(CompareFormat::Text),
        (None, Some(path)) => match ending(path).as_deref() {
            Some("txt") => Ok(CompareFormat::Text),
            Some("json") => Ok(CompareFormat::Json),
            Some("sql") => Ok(CompareFormat::Sql),
            _ => Err(AppError::BadInput(format!(
                "{}: the ending does not tell the form. Use .txt, .json or .sql, or --format.",
                path.display()
            ))),
        },
    }
}

async fn expected(
    arguments: ExpectedArguments,
    environment: &Environment,
) -> Result<ExpectedSource, AppError> {
    Ok(match arguments {
        ExpectedArguments {
            sql: Some(path), ..
        } => ExpectedSource::Sql(path),
        ExpectedArguments {
            catalog: Some(path),
            ..
        } => ExpectedSource::Catalog(path),
        ExpectedArguments {
            profile: Some(name),
            ..
        } => {
            let connections = Connections::new(environment);
            let other = connections.open_named(&name, None).await?;
            ExpectedSource::Database(Box::new(other))
        }
        // The words allow nothing else.
        ExpectedArguments { .. } => ExpectedSource::Packs,
    })
}

fn print(report: &ComparisonReport, format: CompareFormat) -> Result<(), AppError> {
    match format {
        CompareFormat::Text => say(&compare_text(report, width())),
        CompareFormat::Json => say_bytes(schema::comparison_json(report)?.as_bytes()),
        CompareFormat::Sql => say_bytes(schema::script_sql(report).as_bytes()),
    }
}

/// For a file: without colours.
fn plain(report: &ComparisonReport, format: CompareFormat) -> Result<String, AppError> {
    Ok(match format {
        CompareFormat::Text => anstream::adapter::strip_str(&compare_text(report, 120)).to_string(),
        CompareFormat::Json => schema::comparison_json(report)?,
        CompareFormat::Sql => schema::script_sql(report),
    })
}

fn ending(worst: Option<Severity>, fail_on: Option<Severity>) -> Ending {
    match (worst, fail_on) {
        (Some(worst), Some(limit)) if worst >= limit => Ending::Findings,
        _ => Ending::Done,
    }
}
