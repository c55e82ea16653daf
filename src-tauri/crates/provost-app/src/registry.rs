//! The model registry: lists and pages of versions, and what people do with them.

mod belongings;
mod entry;
pub mod mlflow;
mod people_file;

pub use entry::entered_file;
pub use people_file::PeopleFile;
pub use provost_postgres::registry::{Asked, Decided};
pub use provost_reports::CardFormat;

use std::path::Path;

use chrono::{DateTime, Utc};
use provost_core::registry::card::{self, ModelCard};
use provost_core::registry::{
    ActingPeople, ModelList, ModelPage, VersionComparison, VersionDraft, compare,
};
use provost_postgres::registry::{self, RegistryError};
use provost_reports::{CardPaper, card_file_name, render_card};
use uuid::Uuid;

use crate::connections::Opened;
use crate::error::AppError;
use crate::files::read_bytes;
use crate::secrets::blocking;

/// The database of a connection, and for whom it acts there; for nobody in particular where none is named. The local
/// workspace is opened as [`crate::Workspace::administrator`].
#[derive(Debug, Clone)]
pub struct Acting {
    /// The database.
    pub opened: Opened,
    /// The row in `users`.
    pub person: Option<Uuid>,
}

impl From<RegistryError> for AppError {
    fn from(error: RegistryError) -> Self {
        match error {
            RegistryError::Database(error) => Self::Database(error),
            RegistryError::Refused(refusals) => Self::Refused(refusals),
            RegistryError::NotFound(message) => Self::NotFound(message),
            RegistryError::Unkept(error) => Self::BadInput(error.to_string()),
        }
    }
}

impl Acting {
    /// The versions of all models.
    pub async fn list(&self) -> Result<ModelList, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::list(database, profile, self.person).await?)
    }

    /// Everything that is known of a version.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not there or cannot be read.
    pub async fn show(&self, model: Uuid) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::show(database, profile, self.person, model).await?)
    }

    /// Two versions, field by field and metric by metric.
    pub async fn compare(&self, a: Uuid, b: Uuid) -> Result<VersionComparison, AppError> {
        Ok(compare(&self.show(a).await?, &self.show(b).await?))
    }

    /// Asks for a stage; the page with the request.
    ///
    /// # Errors
    /// [`AppError::Refused`] with every reason, here and below.
    pub async fn request_stage(&self, asked: &Asked) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::request_stage(database, profile, self.person, asked).await?)
    }

    /// Decides on a request; the page after it.
    pub async fn decide_stage(&self, decided: &Decided) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::decide_stage(database, profile, self.person, decided).await?)
    }

    /// Takes a request back.
    pub async fn withdraw_stage(&self, request: Uuid) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::withdraw_stage(database, profile, self.person, request).await?)
    }

    /// Points an alias to a version, from wherever it pointed.
    pub async fn set_alias(&self, model: Uuid, alias: &str) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::set_alias(database, profile, self.person, model, alias).await?)
    }

    /// Takes an alias from a version.
    pub async fn remove_alias(&self, model: Uuid, alias: &str) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::remove_alias(database, profile, self.person, model, alias).await?)
    }

    /// Registers a version in development.
    pub async fn register(&self, draft: VersionDraft) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::register(database, profile, self.person, draft).await?)
    }

    /// Changes what was entered of a version, unless somebody else changed it after `seen_at`.
    pub async fn change(
        &self,
        model: Uuid,
        seen_at: DateTime<Utc>,
        draft: VersionDraft,
    ) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::change(database, profile, self.person, model, seen_at, draft).await?)
    }

    /// The model card of a version.
    pub async fn card(&self, model: Uuid) -> Result<ModelCard, AppError> {
        let Opened { database, profile } = &self.opened;
        let (page, kept) = registry::card(database, profile, self.person, model).await?;
        Ok(card::write(&page, kept.as_ref()))
    }

    /// The model card of a version as a file.
    pub async fn card_file(&self, model: Uuid, format: CardFormat) -> Result<CardFile, AppError> {
        let Opened { database, profile } = &self.opened;
        let (page, kept) = registry::card(database, profile, self.person, model).await?;
        let card = card::write(&page, kept.as_ref());
        let paper = CardPaper {
            made_at: page.taken_at,
            sample: page.version.sample,
            environment: profile.environment,
            product_version: env!("CARGO_PKG_VERSION").to_owned(),
            card,
        };
        Ok(CardFile {
            name: card_file_name(&paper, format),
            bytes: blocking(move || render_card(&paper, format)).await??,
        })
    }

    /// Reads a model card in: what the version does not have is entered, and the whole card is kept. What the card says
    /// otherwise than the registry comes back beside the page.
    ///
    /// # Errors
    /// [`AppError::BadInput`] when the text is no card.
    pub async fn read_card(
        &self,
        model: Uuid,
        text: &str,
    ) -> Result<(ModelPage, Vec<String>), AppError> {
        let Opened { database, profile } = &self.opened;
        let read = card::read(text).map_err(|error| AppError::BadInput(error.to_string()))?;
        Ok(registry::keep_card(database, profile, self.person, model, read).await?)
    }

    /// For whom the connection acts and could act.
    pub async fn people(&self) -> Result<ActingPeople, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::acting_people(database, profile, self.person).await?)
    }

    /// Switches four eyes on or off in the tenant of the person who acts.
    pub async fn set_four_eyes(&self, on: bool) -> Result<ActingPeople, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::set_four_eyes(database, profile, self.person, on).await?)
    }
}

/// A model card as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFile {
    /// A name for it.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The text of a file that should be a model card.
///
/// # Errors
/// [`AppError::BadInput`] when it is larger than a card or no text.
pub fn card_text(path: &Path) -> Result<String, AppError> {
    let most = u64::try_from(card::MOST_CARD).unwrap_or(u64::MAX);
    String::from_utf8(read_bytes(path, most)?)
        .map_err(|_| AppError::BadInput(format!("{} is not text in UTF-8.", path.display())))
}

/// The person that somebody names by e-mail address, name or id.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such active person that the role may see.
pub async fn find_person(
    Opened { database, profile }: &Opened,
    named: &str,
) -> Result<Uuid, AppError> {
    Ok(registry::find_person(database, profile, named).await?)
}

/// The version that somebody names by its id, or as `NAME@VERSION`, or as `NAME@ALIAS`.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, [`AppError::BadInput`] when there are several.
pub fn find_version(list: &ModelList, named: &str) -> Result<Uuid, AppError> {
    if let Ok(id) = Uuid::parse_str(named) {
        return Ok(id);
    }
    let Some((name, which)) = named.rsplit_once('@') else {
        return Err(AppError::BadInput(format!(
            "\"{named}\" names no version. Write NAME@VERSION, NAME@ALIAS or the id."
        )));
    };
    let answers = |aliases: &Option<Vec<String>>| {
        let aliases = aliases.as_ref();
        aliases.is_some_and(|all| all.iter().any(|alias| alias == which))
    };
    let of_model: Vec<_> = list
        .versions
        .iter()
        .filter(|line| line.name == name)
        .collect();
    let mut found: Vec<Uuid> = of_model
        .iter()
        .filter(|line| line.version == which)
        .map(|line| line.id)
        .collect();
    if found.is_empty() {
        let aliased = of_model.iter().filter(|line| answers(&line.aliases));
        found = aliased.map(|line| line.id).collect();
    }
    match found.as_slice() {
        [id] => Ok(*id),
        [] => Err(AppError::NotFound(match list.hindrances.first() {
            Some(hindrance) if list.versions.is_empty() => hindrance.reason.clone(),
            _ => format!(
                "There is no version \"{named}\" that the role may see. `provost registry list` lists them."
            ),
        })),
        _ => Err(AppError::BadInput(format!(
            "More than one tenant has a version \"{named}\". Name the id."
        ))),
    }
}

#[cfg(test)]
mod tests;
