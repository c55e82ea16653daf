//! `provost registry`.

use provost_app::environment::Environment;
use provost_app::registry::{Acting, Asked, Decided, PeopleFile, find_person, find_version};
use provost_app::{AppError, WORKSPACE};
use provost_core::registry::{ModelPage, Stage};
use serde::Serialize;
use uuid::Uuid;

use crate::arguments::{
    ActingArguments, DecisionArguments, ListFormat, RegistryCommand, Source, StageWord, Switch,
};
use crate::output::{Ending, say_bytes, width};
use crate::registry_text::{comparison_text, list_text, page_text, people_text, unread};
use crate::source::{self, OpenSource};
use crate::stage_notes::noted;
use crate::{mlflow, model_card, model_report, registry_entry};

/// Reads or changes the registry.
pub(crate) async fn run(
    command: RegistryCommand,
    environment: &Environment,
) -> Result<Ending, AppError> {
    match command {
        RegistryCommand::Import(command) => return mlflow::run(command, environment).await,
        RegistryCommand::Card(arguments) => return model_card::run(arguments, environment).await,
        RegistryCommand::Report(arguments) => {
            return model_report::run(*arguments, environment).await;
        }
        _ => {}
    }
    let Some(arguments) = acting_of(&command) else {
        return Ok(Ending::Done);
    };
    let source = source::open_to_govern(&arguments.source, environment).await?;
    let person = arguments.person.as_deref();
    let outcome = match acting(&source, person, &arguments.source, environment).await {
        Ok(acting) => told(&command, arguments.format, &acting).await,
        Err(error) => Err(error),
    };
    source.close().await;
    let (text, ending) = outcome?;
    say_bytes(text.as_bytes())?;
    Ok(ending)
}

fn acting_of(command: &RegistryCommand) -> Option<&ActingArguments> {
    match command {
        RegistryCommand::List { acting, .. }
        | RegistryCommand::Compare { acting, .. }
        | RegistryCommand::Request { acting, .. }
        | RegistryCommand::Alias { acting, .. }
        | RegistryCommand::FourEyes { acting, .. } => Some(acting),
        RegistryCommand::Show(version) | RegistryCommand::Withdraw(version) => {
            Some(&version.acting)
        }
        RegistryCommand::Entry(command) => Some(command.acting()),
        RegistryCommand::Approve(decision) | RegistryCommand::Reject(decision) => {
            Some(&decision.acting)
        }
        RegistryCommand::Card(_) | RegistryCommand::Report(_) | RegistryCommand::Import(_) => None,
    }
}

/// Who acts: the person who is named, else who was chosen for the connection. A URL is no connection that could be kept.
pub(crate) async fn acting(
    open: &OpenSource,
    person: Option<&str>,
    source: &Source,
    environment: &Environment,
) -> Result<Acting, AppError> {
    let opened = open.opened.clone();
    let person = match (person, &source.url, &source.profile) {
        (Some(named), _, _) => Some(find_person(&opened, named).await?),
        (None, Some(_), _) => None,
        (None, None, Some(_)) => PeopleFile::new(environment).load(opened.profile.id)?,
        (None, None, None) => PeopleFile::new(environment).load(WORKSPACE)?,
    };
    Ok(Acting { opened, person })
}

/// The version that is named.
pub(crate) async fn version(acting: &Acting, named: &str) -> Result<Uuid, AppError> {
    if let Ok(id) = Uuid::parse_str(named) {
        return Ok(id);
    }
    find_version(&acting.list().await?, named)
}

/// The answer, and how the program ends with it.
async fn told(
    command: &RegistryCommand,
    format: ListFormat,
    acting: &Acting,
) -> Result<(String, Ending), AppError> {
    if let RegistryCommand::List { stage, model, .. } = command {
        return list(*stage, model.as_deref(), format, acting).await;
    }
    Ok((answer(command, format, acting).await?, Ending::Done))
}

async fn answer(
    command: &RegistryCommand,
    format: ListFormat,
    acting: &Acting,
) -> Result<String, AppError> {
    match command {
        RegistryCommand::Show(arguments) => {
            let id = version(acting, &arguments.version).await?;
            page(format, &acting.show(id).await?)
        }
        RegistryCommand::Entry(command) => registry_entry::answer(command, format, acting).await,
        RegistryCommand::Compare { a, b, .. } => {
            let (a, b) = (version(acting, a).await?, version(acting, b).await?);
            let comparison = acting.compare(a, b).await?;
            written(format, &comparison, |one| comparison_text(one, width()))
        }
        RegistryCommand::Request {
            version: named,
            to,
            reason,
            ..
        } => {
            let asked = Asked {
                model: version(acting, named).await?,
                to: (*to).into(),
                reason: reason.clone(),
            };
            let page = acting.request_stage(&asked).await?;
            noted(format, acting, &page, asked.to).await
        }
        RegistryCommand::Approve(arguments) => decide(arguments, true, format, acting).await,
        RegistryCommand::Reject(arguments) => decide(arguments, false, format, acting).await,
        RegistryCommand::Withdraw(arguments) => {
            let request = waiting(acting, &arguments.version).await?;
            page(format, &acting.withdraw_stage(request).await?)
        }
        RegistryCommand::Alias {
            version: named,
            alias,
            remove,
            ..
        } => {
            let id = version(acting, named).await?;
            let changed = if *remove {
                acting.remove_alias(id, alias).await?
            } else {
                acting.set_alias(id, alias).await?
            };
            page(format, &changed)
        }
        RegistryCommand::FourEyes { switch, .. } => four_eyes(*switch, format, acting).await,
        RegistryCommand::List { .. }
        | RegistryCommand::Card(_)
        | RegistryCommand::Report(_)
        | RegistryCommand::Import(_) => Ok(String::new()),
    }
}

/// The versions. What could not be read is no empty list.
async fn list(
    stage: Option<StageWord>,
    model: Option<&str>,
    format: ListFormat,
    acting: &Acting,
) -> Result<(String, Ending), AppError> {
    let mut list = acting.list().await?;
    let stage = stage.map(Stage::from);
    list.versions.retain(|line| {
        stage.is_none_or(|stage| line.stage == stage)
            && model.is_none_or(|model| line.name == model)
    });
    let ending = match unread(&list) {
        Some(_) => Ending::BadInput,
        None => Ending::Done,
    };
    let text = written(format, &list, |list| list_text(list, width()))?;
    Ok((text, ending))
}

async fn four_eyes(
    switch: Option<Switch>,
    format: ListFormat,
    acting: &Acting,
) -> Result<String, AppError> {
    let people = match switch {
        Some(switch) => acting.set_four_eyes(switch == Switch::On).await?,
        None => acting.people().await?,
    };
    written(format, &people, |people| people_text(people, width()))
}

async fn decide(
    arguments: &DecisionArguments,
    approve: bool,
    format: ListFormat,
    acting: &Acting,
) -> Result<String, AppError> {
    let decided = Decided {
        request: waiting(acting, &arguments.version).await?,
        approve,
        reason: arguments.reason.clone(),
    };
    let page = acting.decide_stage(&decided).await?;
    let to = page.version.stage;
    if approve {
        noted(format, acting, &page, to).await
    } else {
        self::page(format, &page)
    }
}

/// The request of a version that waits.
async fn waiting(acting: &Acting, named: &str) -> Result<Uuid, AppError> {
    let id = version(acting, named).await?;
    let page = acting.show(id).await?;
    page.waiting().map(|request| request.id).ok_or_else(|| {
        AppError::NotFound(format!(
            "No request of \"{named}\" waits for its decision. `provost registry show` tells what happened."
        ))
    })
}

/// The page of a version in the form that was asked for.
pub(crate) fn page(format: ListFormat, page: &ModelPage) -> Result<String, AppError> {
    written(format, page, |page| page_text(page, width()))
}

/// A value in the form that was asked for.
pub(crate) fn written<T: Serialize>(
    format: ListFormat,
    value: &T,
    text: impl FnOnce(&T) -> String,
) -> Result<String, AppError> {
    match format {
        ListFormat::Text => Ok(text(value)),
        ListFormat::Json => json(value),
    }
}

/// A value as JSON, ending in a line break.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, AppError> {
    let text = serde_json::to_string_pretty(value).map_err(|error| {
        AppError::Internal(format!("The answer could not be written as JSON: {error}."))
    })?;
    Ok(text + "\n")
}
