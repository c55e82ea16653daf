//! `provost drift list`, `show` and `resolve`: drift as it is kept in a database.

use provost_app::AppError;
use provost_app::drift;
use provost_app::environment::Environment;
use provost_app::registry::Acting;
use provost_core::drift::DriftList;

use crate::arguments::{ActingArguments, DriftCommand, ListFormat};
use crate::drift_kept_text::{list_text, run_text};
use crate::output::{Ending, say_bytes, width};
use crate::registry::{acting, json, version};
use crate::source;

/// Reads or changes what is kept.
pub(crate) async fn run(
    command: &DriftCommand,
    arguments: &ActingArguments,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let open = source::open_to_govern(&arguments.source, environment).await?;
    let person = arguments.person.as_deref();
    let outcome = match acting(&open, person, &arguments.source, environment).await {
        Ok(acting) => answer(command, arguments.format, &acting).await,
        Err(error) => Err(error),
    };
    open.close().await;
    let (text, ending) = outcome?;
    say_bytes(text.as_bytes())?;
    Ok(ending)
}

async fn answer(
    command: &DriftCommand,
    format: ListFormat,
    acting: &Acting,
) -> Result<(String, Ending), AppError> {
    match command {
        DriftCommand::List { model, open, .. } => {
            let model = match model {
                Some(named) => Some(version(acting, named).await?),
                None => None,
            };
            listed(format, &drift::list(acting, model, *open).await?)
        }
        DriftCommand::Show { run, .. } => {
            let page = drift::show(acting, *run).await?;
            let text = match format {
                ListFormat::Text => run_text(&page, width()),
                ListFormat::Json => json(&page)?,
            };
            Ok((text, Ending::Done))
        }
        DriftCommand::Resolve { drift, action, .. } => {
            provost_app::drift::resolve(acting, drift, action).await?;
            let mut list = provost_app::drift::list(acting, None, false).await?;
            list.findings.retain(|one| drift.contains(&one.id));
            list.runs.clear();
            listed(format, &list)
        }
        DriftCommand::Compare(_) => Ok((String::new(), Ending::Done)),
    }
}

/// The list. What could not be read is no empty list.
fn listed(format: ListFormat, list: &DriftList) -> Result<(String, Ending), AppError> {
    let text = match format {
        ListFormat::Text => list_text(list, width()),
        ListFormat::Json => json(list)?,
    };
    let ending = if list.hindrance.is_some() {
        Ending::BadInput
    } else {
        Ending::Done
    };
    Ok((text, ending))
}
