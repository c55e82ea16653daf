//! `provost audit`.

use provost_app::environment::Environment;
use provost_app::reports::{format_of, render, write};
use provost_app::{AppError, AuditReport, Format as ReportFormat, audit};
use provost_core::audit::Severity;

use crate::arguments::{AuditArguments, Format};
use crate::audit_text::audit_text;
use crate::output::{Ending, refuse_terminal, say, say_bytes, say_step, width};
use crate::source;

/// Audits, writes what was asked for, and ends by `--fail-on`.
pub(crate) async fn run(
    arguments: AuditArguments,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let forms = forms(&arguments)?;
    if let (Some(Format::Pdf), []) = (arguments.format, arguments.output.as_slice()) {
        refuse_terminal("PDF")?;
    }
    let report = make(&arguments, environment).await?;
    if arguments.output.is_empty() {
        print(&report, arguments.format.unwrap_or(Format::Text)).await?;
    }
    for (path, form) in arguments.output.iter().zip(forms) {
        match form {
            None => provost_app::write_file(path, plain_text(&report).as_bytes())?,
            Some(format) => {
                write(report.clone(), format, path).await?;
            }
        }
        say(&format!("{}\n", path.display()))?;
    }
    Ok(ending(&report, arguments.fail_on.map(Into::into)))
}

/// The form of each output; none is text. Decided before the work, so that a wrong ending is told at once.
fn forms(arguments: &AuditArguments) -> Result<Vec<Option<ReportFormat>>, AppError> {
    arguments
        .output
        .iter()
        .map(|path| match arguments.format {
            Some(format) => Ok(report_format(format)),
            None if path.extension().is_some_and(|ending| ending == "txt") => Ok(None),
            None => format_of(path).map(Some).ok_or_else(|| {
                AppError::BadInput(format!(
                    "{}: the ending does not tell the form. Use .pdf, .html, .json, .sarif, .xml or .txt, or --format.",
                    path.display()
                ))
            }),
        })
        .collect()
}

async fn make(
    arguments: &AuditArguments,
    environment: &Environment,
) -> Result<AuditReport, AppError> {
    if let Some(path) = &arguments.catalog {
        let text = provost_app::read_file(path)?;
        return audit::run_saved(&text, &path.display().to_string()).await;
    }
    let source = source::open(&arguments.source, environment).await?;
    let outcome = audit::run(&source.opened, |progress| say_step(&progress.step)).await;
    source.close().await;
    outcome
}

async fn print(report: &AuditReport, format: Format) -> Result<(), AppError> {
    match report_format(format) {
        None => say(&audit_text(&report.audit, &report.profile_name, width())),
        Some(format) => say_bytes(&render(report.clone(), format).await?),
    }
}

/// The text without colours, for a file.
fn plain_text(report: &AuditReport) -> String {
    anstream::adapter::strip_str(&audit_text(&report.audit, &report.profile_name, 120)).to_string()
}

fn report_format(format: Format) -> Option<ReportFormat> {
    match format {
        Format::Text => None,
        Format::Json => Some(ReportFormat::Json),
        Format::Sarif => Some(ReportFormat::Sarif),
        Format::Junit => Some(ReportFormat::Junit),
        Format::Html => Some(ReportFormat::Html),
        Format::Pdf => Some(ReportFormat::Pdf),
    }
}

fn ending(report: &AuditReport, fail_on: Option<Severity>) -> Ending {
    let worst = report
        .audit
        .results
        .iter()
        .filter_map(|result| result.answer.worst())
        .max();
    match (worst, fail_on) {
        (Some(worst), Some(limit)) if worst >= limit => Ending::Findings,
        _ => Ending::Done,
    }
}
