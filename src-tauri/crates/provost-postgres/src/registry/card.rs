//! The model card that was read for a version.

use provost_core::connections::Profile;
use provost_core::registry::ModelPage;
use provost_core::registry::card::{CardError, CardText, MOST_CARD, import};
use serde_json::Value;
use uuid::Uuid;

use super::RegistryError;
use super::acts::allowed;
use super::page::read_page;
use super::place::{Act, Place};
use crate::{Database, Error};
use provost_core::registry::ModelPart;

const KEEP_CARD: &str = include_str!("keep_card.sql");
const KEPT_CARD: &str = include_str!("kept_card.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("registry/keep_card.sql", KEEP_CARD),
    ("registry/kept_card.sql", KEPT_CARD),
];

/// The most bytes of a kept card that are read: as JSON a line break of it is two.
const MOST_KEPT: i32 = 512 << 10;

/// The page of a version, and the card that was read for it, when there is one that still makes sense. What stands there may have
/// come by plain SQL: of one that is longer than any card only that is told.
///
/// # Errors
/// As [`super::show`].
pub async fn card(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    id: Uuid,
) -> Result<(ModelPage, Option<CardText>), RegistryError> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let page = read_page(&mut session, &place, id).await?;
    let kept: Option<(Option<String>, bool)> = session
        .fetch_optional(place.statement(KEPT_CARD).bind(id).bind(MOST_KEPT))
        .await?;
    session.finish().await?;
    let (text, too_long) = kept.unwrap_or_default();
    let kept = text.and_then(|text| serde_json::from_str::<CardText>(&text).ok());
    if too_long
        || kept
            .as_ref()
            .is_some_and(|card| card.text.len() > MOST_CARD)
    {
        return Ok((page, Some(CardText::too_long())));
    }
    Ok((page, kept))
}

/// Keeps a card beside a version, as `person`, and enters what of it the version does not have. The page after it, and what
/// the card says otherwise than the registry.
///
/// # Errors
/// [`RegistryError::Refused`] when the person may not.
pub async fn keep_card(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    id: Uuid,
    card: CardText,
) -> Result<(ModelPage, Vec<String>), RegistryError> {
    let mut session = database.write_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let page = read_page(&mut session, &place, id).await?;
    allowed(&page.asking)?;
    place
        .require_right(&mut session, ModelPart::Models, Act::Update)
        .await?;
    let entered = import(&page, card);
    let kept = serde_json::to_string(&entered.card).map_err(|error| Error::ServerData {
        detail: format!("the card could not be written as JSON: {error}"),
    })?;
    let statement = place.statement(KEEP_CARD).bind(id).bind(entered.licence);
    let statement = [entered.tags, entered.evaluation, entered.capabilities]
        .into_iter()
        .fold(statement, |statement, members| {
            statement.bind(Value::Object(members).to_string())
        });
    let statement = statement.bind(kept).bind(MOST_KEPT);
    let changed: Option<(bool,)> = session.fetch_optional(statement).await?;
    match changed {
        Some((false,)) => {}
        // Nothing is kept: the session ends here without an end of its transaction.
        Some((true,)) => return Err(RegistryError::Unkept(CardError::TooLong)),
        None => {
            return Err(RegistryError::NotFound(
                "The version is not there any more. Look at the list again.".to_owned(),
            ));
        }
    }
    let page = super::acts::finish(session, &place, id).await?;
    Ok((page, entered.notes))
}
