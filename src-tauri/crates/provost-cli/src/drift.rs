//! `provost drift`.

use std::str::FromStr;

use provost_app::AppError;
use provost_app::drift::{self, Origin, Request};
use provost_app::environment::{Environment, now};
use provost_core::audit::Severity;
use provost_core::drift::{Answers, Asked, DriftReport, DriftRunPage};

use crate::arguments::{DriftArguments, DriftCommand, DriftFormat};
use crate::drift_kept;
use crate::drift_text::drift_text;
use crate::output::{Ending, say, say_bytes, say_error, say_step, width};
use crate::registry::{acting, json, version};
use crate::source::{self, OpenSource};

/// Compares, writes what was asked for, and ends by `--fail-on`; or works with what is kept.
pub(crate) async fn run(
    command: DriftCommand,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let arguments = match &command {
        DriftCommand::Compare(arguments) => arguments,
        DriftCommand::List { acting, .. }
        | DriftCommand::Show { acting, .. }
        | DriftCommand::Resolve { acting, .. } => {
            return drift_kept::run(&command, acting, environment).await;
        }
    };
    let format = form(arguments)?;
    let request = request(arguments)?;
    let done = compared(arguments, &request, environment).await?;
    let text = match format {
        DriftFormat::Text => {
            let width = if arguments.output.is_some() {
                120
            } else {
                width()
            };
            done.text(width)
        }
        DriftFormat::Json => done.json()?,
        DriftFormat::Html => {
            let page = drift::html(done.report.clone(), arguments.model.clone()).await?;
            String::from_utf8_lossy(&page).into_owned()
        }
    };
    match (&arguments.output, format) {
        (None, DriftFormat::Text) => say(&text)?,
        (None, _) => say_bytes(text.as_bytes())?,
        (Some(path), _) => {
            let plain = anstream::adapter::strip_str(&text).to_string();
            let bytes = if format == DriftFormat::Text {
                plain
            } else {
                text
            };
            provost_app::write_file(path, bytes.as_bytes())?;
            say(&format!("{}\n", path.display()))?;
        }
    }
    Ok(ending(&done.report, arguments))
}

/// A comparison, and where it is kept when that was asked for.
struct Done {
    report: DriftReport,
    kept: Option<DriftRunPage>,
}

impl Done {
    fn text(&self, width: u16) -> String {
        let mut text = drift_text(&self.report, width);
        if let Some(page) = &self.kept {
            text.push_str("Kept as ");
            text.push_str(&page.run.id.to_string());
            text.push_str(".\n");
        }
        text
    }

    fn json(&self) -> Result<String, AppError> {
        match &self.kept {
            Some(page) => json(page),
            None => json(&self.report),
        }
    }
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
        Some("html" | "htm") => Ok(DriftFormat::Html),
        _ => Err(AppError::BadInput(
            "The ending of --output does not tell the form. Use .txt, .json or .html, or --format."
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
    for origin in [&arguments.reference, &arguments.current] {
        if let Some(query) = bare_query(origin) {
            return Err(AppError::BadInput(format!(
                "There is no file {query:?}. A query is written query:SQL."
            )));
        }
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
            answers: answers(arguments),
        },
        rows: arguments.sample,
        seed: arguments.seed,
    })
}

/// The text of a source that reads as a query, was not written as one, and is no file.
fn bare_query(origin: &Origin) -> Option<&str> {
    let Origin::File(path) = origin else {
        return None;
    };
    let text = path.to_str()?;
    let query =
        text.contains(char::is_whitespace) && Origin::from_str(&format!("query:{text}")).is_ok();
    (query && !path.exists()).then_some(text)
}

fn answers(arguments: &DriftArguments) -> Option<Answers> {
    Some(Answers {
        target: arguments.target.clone()?,
        prediction: arguments.prediction.clone()?,
    })
}

async fn compared(
    arguments: &DriftArguments,
    request: &Request,
    environment: &Environment,
) -> Result<Done, AppError> {
    let told = |step: String| say_step(&step);
    let place = &arguments.source;
    if !arguments.write && !request.asks_a_database() {
        if place.profile.is_some() || place.url.is_some() || place.password_stdin {
            return Err(AppError::BadInput(
                "Both sources are files: --profile, --url and --password-stdin are for query:, table: and --write."
                    .to_owned(),
            ));
        }
        let report = drift::compare(request, None, told).await?;
        return Ok(Done { report, kept: None });
    }
    let open = if arguments.write {
        source::open_to_govern(place, environment).await?
    } else {
        source::open(place, environment).await?
    };
    let outcome = with_database(arguments, request, &open, environment).await;
    open.close().await;
    outcome
}

/// Compares with a database at hand. Who acts and which version it is are looked up first, so that a wrong name is told before
/// the work.
async fn with_database(
    arguments: &DriftArguments,
    request: &Request,
    open: &OpenSource,
    environment: &Environment,
) -> Result<Done, AppError> {
    let told = |step: String| say_step(&step);
    let keeping = match &arguments.model {
        Some(named) => {
            let person = arguments.person.as_deref();
            let acting = acting(open, person, &arguments.source, environment).await?;
            let model = version(&acting, named).await?;
            Some((acting, model))
        }
        None => None,
    };
    let started_at = now();
    let report = drift::compare(request, Some(&open.opened), told).await?;
    let kept = match keeping {
        Some((acting, model)) => {
            let kind = arguments.kind.into();
            Some(drift::record(&acting, model, kind, report.clone(), started_at).await?)
        }
        None => None,
    };
    Ok(Done { report, kept })
}

/// By `--fail-on`. What was not compared has not passed: it is told, as is a column that was asked for by name.
fn ending(report: &DriftReport, arguments: &DriftArguments) -> Ending {
    let Some(limit) = arguments.fail_on.map(Severity::from) else {
        return Ending::Done;
    };
    if let Some(unknown) = unknown(report, arguments) {
        say_error(&unknown, Some(UNKNOWN));
        return Ending::BadInput;
    }
    let worst = report.columns.iter().filter_map(|one| one.severity).max();
    if worst.is_some_and(|worst| worst >= limit) {
        Ending::Findings
    } else {
        Ending::Done
    }
}

/// What to do about what was not compared.
const UNKNOWN: &str = "The answer says why under \"Not compared\". Name sources that both have what is to be compared, or name other columns.";

/// That nothing was compared, or not all that was named; none when --fail-on can judge what was asked for.
fn unknown(report: &DriftReport, arguments: &DriftArguments) -> Option<String> {
    if report.columns.is_empty() {
        return Some("No column could be compared, so --fail-on cannot tell.".to_owned());
    }
    let tested = arguments.column.iter().map(|one| &one.name);
    let answers = answers(arguments).map(|one| [one.performance(), one.concept()]);
    let answers = answers.iter().flatten();
    let mut missing: Vec<String> = Vec::new();
    for name in arguments.columns.iter().chain(tested).chain(answers) {
        let compared = report.columns.iter().any(|one| one.name == *name);
        if !compared && !missing.contains(name) {
            missing.push(name.clone());
        }
    }
    let names = missing.join(", ");
    match missing.len() {
        0 => None,
        1 => Some(format!(
            "{names} was not compared, so --fail-on cannot tell."
        )),
        _ => Some(format!(
            "{names} were not compared, so --fail-on cannot tell."
        )),
    }
}
