//! `provost registry card`.

use std::io::IsTerminal as _;

use provost_app::AppError;
use provost_app::environment::Environment;
use provost_app::registry::{Acting, CardFormat};
use provost_core::catalog::visible;

use crate::arguments::{CardArguments, CardFormatWord};
use crate::output::{Ending, refuse_terminal, say, say_bytes, say_step};
use crate::registry::{acting, version};
use crate::source;

/// Reads a card in when one is named, and writes the card of the version.
pub(crate) async fn run(
    arguments: CardArguments,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let format = format(&arguments)?;
    if format == CardFormat::Pdf && arguments.output.is_none() {
        refuse_terminal("PDF")?;
    }
    let open = source::open_to_govern(&arguments.source, environment).await?;
    let person = arguments.person.as_deref();
    let outcome = match acting(&open, person, &arguments.source, environment).await {
        Ok(acting) => card(&arguments, format, &acting).await,
        Err(error) => Err(error),
    };
    open.close().await;
    let bytes = outcome?;
    match &arguments.output {
        Some(path) => {
            provost_app::write_file(path, &bytes)?;
            say(&format!("{}\n", path.display()))?;
        }
        // What somebody wrote into a registry must not steer a terminal; a file or a pipe gets it as it is.
        None if std::io::stdout().is_terminal() => {
            say(&visible(&String::from_utf8_lossy(&bytes), &['\n', '\t']))?;
        }
        None => say_bytes(&bytes)?,
    }
    Ok(Ending::Done)
}

/// The form, decided before the work.
fn format(arguments: &CardArguments) -> Result<CardFormat, AppError> {
    let ending = arguments.output.as_ref().and_then(|path| path.extension());
    match (arguments.format, ending) {
        (Some(CardFormatWord::Md), _) => Ok(CardFormat::Md),
        (Some(CardFormatWord::Html), _) => Ok(CardFormat::Html),
        (Some(CardFormatWord::Pdf), _) => Ok(CardFormat::Pdf),
        (Some(CardFormatWord::Json), _) => Ok(CardFormat::Json),
        (None, None) if arguments.output.is_none() => Ok(CardFormat::Md),
        (None, ending) => CardFormat::ALL
            .into_iter()
            .find(|format| ending.is_some_and(|ending| ending == format.as_str()))
            .ok_or_else(|| {
                AppError::BadInput(
                    "The ending does not tell the form. Use .md, .html, .pdf or .json, or --format."
                        .to_owned(),
                )
            }),
    }
}

async fn card(
    arguments: &CardArguments,
    format: CardFormat,
    acting: &Acting,
) -> Result<Vec<u8>, AppError> {
    let id = version(acting, &arguments.version).await?;
    if let Some(path) = &arguments.read {
        let text = provost_app::registry::card_text(path)?;
        let (_, notes) = acting.read_card(id, &text).await?;
        for note in notes {
            say_step(&note);
        }
    }
    Ok(acting.card_file(id, format).await?.bytes)
}
