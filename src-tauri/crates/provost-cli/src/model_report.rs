//! `provost registry report`.

use std::path::Path;

use provost_app::AppError;
use provost_app::environment::Environment;
use provost_app::registry::Acting;
use provost_app::reports::{MadeModelReport, ModelReportAsked, ModelReportFormat};

use crate::arguments::{ModelReportArguments, ReportFormatWord};
use crate::output::{Ending, refuse_terminal, say, say_bytes, say_step};
use crate::registry::{acting, version};
use crate::source;

/// Reads a version with all that belongs to it, and writes its report in every form that was asked for.
pub(crate) async fn run(
    arguments: ModelReportArguments,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let forms = forms(arguments.format, &arguments.output)?;
    let open = source::open_to_govern(&arguments.source, environment).await?;
    let person = arguments.person.as_deref();
    let outcome = match acting(&open, person, &arguments.source, environment).await {
        Ok(acting) => Box::pin(made(&arguments, &acting)).await,
        Err(error) => Err(error),
    };
    open.close().await;
    let made = outcome?;
    if let ([], [form]) = (arguments.output.as_slice(), forms.as_slice()) {
        say_bytes(&made.render(*form).await?)?;
    }
    for (path, form) in arguments.output.iter().zip(forms) {
        provost_app::write_file(path, &made.render(form).await?)?;
        say(&format!("{}\n", path.display()))?;
    }
    Ok(Ending::Done)
}

async fn made(
    arguments: &ModelReportArguments,
    acting: &Acting,
) -> Result<MadeModelReport, AppError> {
    let model = version(acting, &arguments.version).await?;
    say_step("Reading the version with its metrics, costs and drift");
    let asked = ModelReportAsked {
        model,
        span: arguments.span.span(),
        zone: arguments.span.zone.clone(),
    };
    acting.model_report(&asked).await
}

/// The form of each output, or of standard output. Decided before the work, so that a wrong ending is told at once.
fn forms(
    format: Option<ReportFormatWord>,
    outputs: &[std::path::PathBuf],
) -> Result<Vec<ModelReportFormat>, AppError> {
    let format = format.map(|word| match word {
        ReportFormatWord::Html => ModelReportFormat::Html,
        ReportFormatWord::Pdf => ModelReportFormat::Pdf,
        ReportFormatWord::Json => ModelReportFormat::Json,
    });
    if outputs.is_empty() {
        let form = format.unwrap_or(ModelReportFormat::Json);
        if form != ModelReportFormat::Json {
            refuse_terminal("A report")?;
        }
        return Ok(vec![form]);
    }
    let of = |path: &std::path::PathBuf| format.map_or_else(|| format_of(path), Ok);
    outputs.iter().map(of).collect()
}

fn format_of(path: &Path) -> Result<ModelReportFormat, AppError> {
    let ending = path.extension();
    let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
    let mut formats = ModelReportFormat::ALL.into_iter();
    let found = formats.find(|format| ending.as_deref() == Some(format.as_str()));
    found.ok_or_else(|| {
        AppError::BadInput(format!(
            "{}: the ending does not tell the form. Use .pdf, .html or .json, or --format.",
            path.display()
        ))
    })
}
