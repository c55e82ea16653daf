//! Registering a version, and changing what was entered of it.

use chrono::{DateTime, Utc};
use provost_core::connections::Profile;
use provost_core::registry::{
    Holding, ModelPage, ModelPart, Refusal, RefusalKind, RiskClass, VersionDraft, asking,
};
use uuid::Uuid;

use super::RegistryError;
use super::acts::{allowed, finish};
use super::page::read_page;
use super::place::{Act, Place};
use crate::{Database, Error, Statement};

const CHANGE: &str = include_str!("change.sql");
const REGISTER: &str = include_str!("register.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("registry/change.sql", CHANGE),
    ("registry/register.sql", REGISTER),
];

/// Registers a version in development, in the tenant of the `person` who acts; of that person, unless an owner is named.
///
/// # Errors
/// [`RegistryError::Refused`] when a field cannot be kept, the person may not, or there is one of that name and version.
pub async fn register(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    draft: VersionDraft,
) -> Result<ModelPage, RegistryError> {
    let draft = draft.checked().map_err(RegistryError::Refused)?;
    let mut session = database.write_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let actor = place.require_actor()?;
    let owner = draft.owner.unwrap_or(actor.id);
    let holding = Holding {
        tenant: actor.tenant,
        owner: Some(owner),
    };
    allowed(&asking(Some(actor), holding))?;
    place
        .require_right(&mut session, ModelPart::Models, Act::Insert)
        .await?;
    let statement = place.statement(REGISTER).bind(actor.tenant);
    let entered: (Uuid,) = session
        .fetch_one(bound(statement, draft, Some(owner)))
        .await
        .map_err(clash)?;
    finish(session, &place, entered.0).await
}

/// Changes what was entered of a version, as `person`, unless somebody else changed it after `seen_at`. Its stage is not
/// among it.
///
/// # Errors
/// As [`register`].
pub async fn change(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    model: Uuid,
    seen_at: DateTime<Utc>,
    draft: VersionDraft,
) -> Result<ModelPage, RegistryError> {
    let draft = draft.checked().map_err(RegistryError::Refused)?;
    let mut session = database.write_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let page = read_page(&mut session, &place, model).await?;
    allowed(&page.asking)?;
    // Who is no administrator gives no version away.
    let owner = draft.owner;
    let after = Holding {
        owner,
        ..page.holding()
    };
    allowed(&asking(place.actor.as_ref(), after))?;
    allowed(&page.changing(&draft))?;
    place
        .require_right(&mut session, ModelPart::Models, Act::Update)
        .await?;
    let statement = place.statement(CHANGE).bind(page.version.tenant_id);
    let statement = bound(statement, draft, owner).bind(model).bind(seen_at);
    let changed: Option<(Uuid,)> = session.fetch_optional(statement).await.map_err(clash)?;
    if changed.is_none() {
        return Err(RegistryError::Refused(vec![Refusal::new(
            RefusalKind::Changed,
            "Somebody else changed the version meanwhile, so nothing was kept.",
            "Look at it again and enter the change anew.",
        )]));
    }
    finish(session, &place, model).await
}

/// The fields, in the order of both statements.
fn bound(statement: Statement, draft: VersionDraft, owner: Option<Uuid>) -> Statement {
    statement
        .bind(draft.name)
        .bind(draft.version)
        .bind(draft.description)
        .bind(draft.model_type)
        .bind(draft.provider)
        .bind(draft.provider_model_id)
        .bind(owner)
        .bind(draft.risk_class.map(RiskClass::as_str))
        .bind(draft.intended_use)
        .bind(draft.limitations)
        .bind(draft.licence)
        .bind(draft.training_data_hash)
        .bind(draft.capabilities)
        .bind(draft.evaluation)
        .bind(draft.tags)
}

/// What the constraints of the table refuse, in words.
fn clash(error: Error) -> RegistryError {
    let refusal = match error.sqlstate() {
        Some("23505") => Refusal::new(
            RefusalKind::Exists,
            "The tenant has a version of that name already.",
            "Choose another name or version.",
        ),
        Some("23503") => Refusal::new(
            RefusalKind::BadField,
            "The owner is nobody of the version's tenant.",
            "Choose somebody of the tenant.",
        ),
        _ => return RegistryError::of_writing(error),
    };
    RegistryError::Refused(vec![refusal])
}
