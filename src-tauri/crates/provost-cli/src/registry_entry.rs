//! `provost registry`: what somebody enters of a version.

use provost_app::AppError;
use provost_app::registry::{Acting, entered_file};
use provost_core::registry::{EnteredVersion, ModelEvents};

use crate::arguments::{EntryArguments, EntryCommand, ListFormat};
use crate::output::width;
use crate::registry::{page, version, written};
use crate::registry_belongings;
use crate::registry_text::events_text;

/// Does what was asked; the answer.
pub(crate) async fn answer(
    command: &EntryCommand,
    format: ListFormat,
    acting: &Acting,
) -> Result<String, AppError> {
    match command {
        EntryCommand::Register(arguments) => {
            let (name, number) = called(&arguments.version)?;
            let entered = entered(arguments)?;
            let registered = acting.register_entered(name, number, entered).await?;
            page(format, &registered)
        }
        EntryCommand::Change(arguments) => {
            let mut entered = entered(&arguments.entry)?;
            if let Some(rename) = &arguments.rename {
                let (name, number) = called(rename)?;
                entered.name = Some(name.to_owned());
                entered.version = Some(number.to_owned());
            }
            let id = version(acting, &arguments.entry.version).await?;
            page(format, &acting.change_entered(id, entered).await?)
        }
        EntryCommand::Events(arguments) => {
            let id = version(acting, &arguments.version).await?;
            let events = ModelEvents::of(acting.show(id).await?);
            written(format, &events, |events| events_text(events, width()))
        }
        EntryCommand::Deploy(arguments) => {
            registry_belongings::deploy(arguments, format, acting).await
        }
        EntryCommand::Deployment(command) => {
            registry_belongings::change(command, format, acting).await
        }
        EntryCommand::Dataset(command) => {
            registry_belongings::datasets(command, format, acting).await
        }
    }
}

/// What the command line and the file say.
fn entered(arguments: &EntryArguments) -> Result<EnteredVersion, AppError> {
    let said = arguments.fields.entered();
    match &arguments.from {
        Some(path) => Ok(said.or(entered_file(path)?)),
        None => Ok(said),
    }
}

/// Name and version of what is to be called so.
fn called(named: &str) -> Result<(&str, &str), AppError> {
    named.rsplit_once('@').ok_or_else(|| {
        AppError::BadInput(format!(
            "\"{named}\" is no name with a version. Write NAME@VERSION."
        ))
    })
}
