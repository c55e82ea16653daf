//! What a version was made from: entering and taking back uses of datasets.

use provost_core::connections::Profile;
use provost_core::registry::{DatasetUseDraft, ModelPage, ModelPart, Refusal, RefusalKind};
use uuid::Uuid;

use super::RegistryError;
use super::acts::{allowed, begin, finish};
use super::page::read_page;
use super::place::Act;
use crate::{Database, Error};

const REMOVE_USE: &str = include_str!("remove_use.sql");
const USE_DATASET: &str = include_str!("use_dataset.sql");
const USE_OF: &str = include_str!("use_of.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("registry/remove_use.sql", REMOVE_USE),
    ("registry/use_dataset.sql", USE_DATASET),
    ("registry/use_of.sql", USE_OF),
];

/// Says on which data a version was trained, validated or tested, as `person`; its page after it.
///
/// # Errors
/// [`RegistryError::Refused`] when the person is no administrator, a field cannot be kept, or the use is there already.
pub async fn add_dataset_use(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    model: Uuid,
    draft: DatasetUseDraft,
) -> Result<ModelPage, RegistryError> {
    let (mut session, place) = begin(database, profile, person).await?;
    let page = read_page(&mut session, &place, model).await?;
    allowed(&page.sourcing)?;
    let draft = draft
        .checked(page.taken_at)
        .map_err(RegistryError::Refused)?;
    place
        .require_right(&mut session, ModelPart::Datasets, Act::Insert)
        .await?;
    let statement = place.statement(USE_DATASET).bind(model);
    let statement = statement
        .bind(draft.dataset_version)
        .bind(draft.used_for.as_str())
        .bind(draft.split)
        .bind(draft.run)
        .bind(draft.rows)
        .bind(draft.used_at);
    let _: (Uuid,) = session.fetch_one(statement).await.map_err(clash)?;
    finish(session, &place, model).await
}

/// Takes back that data were used, as `person`; the page of the version after it.
///
/// # Errors
/// [`RegistryError::Refused`] when the person is no administrator, and when the version is in production and nothing else says
/// what it was made from; [`RegistryError::NotFound`] when there is no such use.
pub async fn remove_dataset_use(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    used: Uuid,
) -> Result<ModelPage, RegistryError> {
    let (mut session, place) = begin(database, profile, person).await?;
    place.require(ModelPart::Datasets)?;
    let role = place.moment.surroundings.role.clone();
    let gone = || {
        RegistryError::NotFound(format!(
            "There is no such use of a dataset that the role {role} may see. Look at the version again."
        ))
    };
    let statement = place.statement(USE_OF).bind(used);
    let found: Option<(Uuid,)> = session.fetch_optional(statement).await?;
    let (model,) = found.ok_or_else(gone)?;
    let page = read_page(&mut session, &place, model).await?;
    allowed(&page.removing(used))?;
    place
        .require_right(&mut session, ModelPart::Datasets, Act::Delete)
        .await?;
    let statement = place.statement(REMOVE_USE).bind(used);
    let removed = session.execute(statement).await;
    if removed.map_err(RegistryError::of_writing)? == 0 {
        return Err(gone());
    }
    finish(session, &place, model).await
}

/// What the constraints of the table refuse, in words.
fn clash(error: Error) -> RegistryError {
    let refusal = match error.sqlstate() {
        Some("23505") => Refusal::new(
            RefusalKind::Exists,
            "That use of the dataset is entered already.",
            "Enter another part, purpose or run, or leave it.",
        ),
        Some("23503") => Refusal::new(
            RefusalKind::BadField,
            "The tenant of the version has no such version of a dataset, part of it, or run.",
            "Choose a version of a dataset, and a part that it has; without a part all of it was used.",
        ),
        _ => return RegistryError::of_writing(error),
    };
    RegistryError::Refused(vec![refusal])
}
