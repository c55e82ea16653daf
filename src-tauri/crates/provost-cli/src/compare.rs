//! `provost schema compare`.

use std::path::Path;
use std::sync::Arc;

use provost_app::environment::Environment;
use provost_app::schema::{self, Compared, ExpectedSource, SchemaProgress, Sources};
use provost_app::{AppError, Connections, ConsistencyFormat};
use provost_core::audit::Severity;
use provost_core::schema::comparison::Options;
use provost_core::schema::consistency::Consistency;

use crate::arguments::{CompareArguments, CompareFormat, ExpectedArguments};
use crate::compare_text::compare_text;
use crate::output::{Ending, Steps, refuse_terminal, say, say_bytes, width};
use crate::source;

/// What is written: the comparison, or the report of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Json,
    Sql,
    Report(ConsistencyFormat),
}

/// What was found.
struct Found {
    compared: Arc<Compared>,
    /// Made when a form asks for it.
    report: Option<Consistency>,
}

/// Compares, writes what was asked for, and ends by `--fail-on`.
pub(crate) async fn run(
    arguments: CompareArguments,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let forms = forms(&arguments)?;
    let outputs = arguments.output.clone();
    let fail_on = arguments.fail_on.map(Into::into);
    let found = find(arguments, &forms, environment).await?;
    if let ([], [form]) = (outputs.as_slice(), forms.as_slice()) {
        print(&found, *form).await?;
    }
    for (path, form) in outputs.iter().zip(forms) {
        provost_app::write_file(path, &bytes(&found, form, 120).await?)?;
        say(&format!("{}\n", path.display()))?;
    }
    Ok(ending(found.worst(), fail_on))
}

/// The form of each output, or of standard output. Decided before the work, so that a wrong ending is told at once.
fn forms(arguments: &CompareArguments) -> Result<Vec<Form>, AppError> {
    let report = arguments.report;
    let forms = if arguments.output.is_empty() {
        let form = form(arguments.format.unwrap_or(CompareFormat::Text), report)?;
        if let Form::Report(ConsistencyFormat::Html | ConsistencyFormat::Pdf) = form {
            refuse_terminal("A report")?;
        }
        vec![form]
    } else {
        let outputs = arguments.output.iter();
        let forms = outputs.map(|path| match arguments.format {
            Some(format) => form(format, report),
            None => form(format_of(path)?, report),
        });
        forms.collect::<Result<_, AppError>>()?
    };
    let sources = arguments.migrations.is_some() || !arguments.configurations.is_empty();
    if sources && !forms.iter().any(|form| matches!(form, Form::Report(_))) {
        return Err(AppError::BadInput(
            "Only the report tells of --migrations and --configuration: write HTML or PDF, or JSON with --report."
                .to_owned(),
        ));
    }
    Ok(forms)
}

fn form(format: CompareFormat, report: bool) -> Result<Form, AppError> {
    match format {
        CompareFormat::Text | CompareFormat::Sql if report => Err(AppError::BadInput(
            "The report is HTML, PDF or JSON; without --report there are text and SQL too."
                .to_owned(),
        )),
        CompareFormat::Text => Ok(Form::Text),
        CompareFormat::Sql => Ok(Form::Sql),
        CompareFormat::Json if report => Ok(Form::Report(ConsistencyFormat::Json)),
        CompareFormat::Json => Ok(Form::Json),
        CompareFormat::Html => Ok(Form::Report(ConsistencyFormat::Html)),
        CompareFormat::Pdf => Ok(Form::Report(ConsistencyFormat::Pdf)),
    }
}

fn format_of(path: &Path) -> Result<CompareFormat, AppError> {
    let ending = path.extension();
    let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("txt") => Ok(CompareFormat::Text),
        Some("json") => Ok(CompareFormat::Json),
        Some("sql") => Ok(CompareFormat::Sql),
        Some("html") => Ok(CompareFormat::Html),
        Some("pdf") => Ok(CompareFormat::Pdf),
        _ => Err(AppError::BadInput(format!(
            "{}: the ending does not tell the form. Use .txt, .json, .sql, .html or .pdf, or --format.",
            path.display()
        ))),
    }
}

async fn find(
    arguments: CompareArguments,
    forms: &[Form],
    environment: &Environment,
) -> Result<Found, AppError> {
    let options = Options {
        schemas: arguments.schemas,
        owners: arguments.owners,
    };
    let sources = Sources {
        migrations: arguments.migrations,
        configurations: arguments.configurations,
    };
    let expected = expected(arguments.expected, environment).await?;
    let source = source::open_to_compare(&arguments.source, environment).await?;
    let steps = Steps::default();
    let told = |progress: SchemaProgress| steps.say(&progress.step);
    let wanted = forms.iter().any(|form| matches!(form, Form::Report(_)));
    let find = async {
        let opened = &source.opened;
        let compared = schema::compared(opened, expected, options, environment, &told).await?;
        let compared = Arc::new(compared);
        let report = if wanted {
            Some(schema::consistency(opened, &compared, &sources, &told).await?)
        } else {
            None
        };
        Ok(Found { compared, report })
    };
    let found = Box::pin(find).await;
    source.close().await;
    found
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

async fn print(found: &Found, form: Form) -> Result<(), AppError> {
    match form {
        Form::Text => say(&compare_text(&found.compared.report, width())),
        form => say_bytes(&bytes(found, form, width()).await?),
    }
}

/// The bytes of a file: text without colours.
async fn bytes(found: &Found, form: Form, width: u16) -> Result<Vec<u8>, AppError> {
    let comparison = &found.compared.report;
    match form {
        Form::Text => {
            let text = compare_text(comparison, width);
            Ok(anstream::adapter::strip_str(&text).to_string().into_bytes())
        }
        Form::Json => Ok(schema::comparison_json(comparison)?.into_bytes()),
        Form::Sql => Ok(schema::script_sql(comparison).into_bytes()),
        Form::Report(format) => {
            let report = found.report.clone().ok_or_else(|| {
                AppError::Internal("The report was asked for and not made.".to_owned())
            })?;
            schema::render(report, format).await
        }
    }
}

impl Found {
    fn worst(&self) -> Option<Severity> {
        let report = self.report.as_ref();
        let finding = report.and_then(|report| report.conclusion.risk);
        self.compared.report.worst().max(finding)
    }
}

fn ending(worst: Option<Severity>, fail_on: Option<Severity>) -> Ending {
    match (worst, fail_on) {
        (Some(worst), Some(limit)) if worst >= limit => Ending::Findings,
        _ => Ending::Done,
    }
}
