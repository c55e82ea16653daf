//! Asking for a stage, deciding, withdrawing, and moving aliases: each in one transaction, judged by the facts of now.

use provost_core::connections::Profile;
use provost_core::registry::{
    Decision, DeploymentStatus, Holding, ModelPage, ModelPart, Refusal, RefusalKind, Stage,
    StageRequest, asking, checked_alias, checked_reason, taken,
};
use uuid::Uuid;

use super::RegistryError;
use super::page::{read_page, read_taken};
use super::place::{Act, Place};
use crate::{Database, Error, Session};

const ALIAS_HOLDER: &str = include_str!("alias_holder.sql");
const ASK: &str = include_str!("ask.sql");
const DECIDE: &str = include_str!("decide.sql");
const LOCK_MODEL: &str = include_str!("lock_model.sql");
const LOCK_REQUEST: &str = include_str!("lock_request.sql");
const MOVE: &str = include_str!("move.sql");
const REMOVE_ALIAS: &str = include_str!("remove_alias.sql");
const REQUEST_OF: &str = include_str!("request_of.sql");
const SET_ALIAS: &str = include_str!("set_alias.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("registry/alias_holder.sql", ALIAS_HOLDER),
    ("registry/ask.sql", ASK),
    ("registry/decide.sql", DECIDE),
    ("registry/lock_model.sql", LOCK_MODEL),
    ("registry/lock_request.sql", LOCK_REQUEST),
    ("registry/move.sql", MOVE),
    ("registry/remove_alias.sql", REMOVE_ALIAS),
    ("registry/request_of.sql", REQUEST_OF),
    ("registry/set_alias.sql", SET_ALIAS),
];

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The version.
    pub model: Uuid,
    /// Where it is to go.
    pub to: Stage,
    /// Why.
    pub reason: String,
}

/// What somebody decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The request.
    pub request: Uuid,
    /// Whether the version goes to the stage.
    pub approve: bool,
    /// Why.
    pub reason: String,
}

/// Asks for a stage of a version, as `person`; the page with the request that waits.
///
/// # Errors
/// [`RegistryError::Refused`] with every reason why the version may not go there or the person may not ask.
pub async fn request_stage(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    asked: &Asked,
) -> Result<ModelPage, RegistryError> {
    let reason = checked_reason(&asked.reason).map_err(refused)?;
    let (mut session, place) = begin(database, profile, person).await?;
    let page = read_page(&mut session, &place, asked.model).await?;
    allowed(&page.asking)?;
    let actor = place.require_actor()?;
    let stage = page.version.stage;
    match page.ways.iter().find(|way| way.to == asked.to) {
        Some(way) => allowed(&way.refusals)?,
        None => allowed(&provost_core::registry::refusals(
            &page.situation(None),
            asked.to,
        ))?,
    }
    place
        .require_right(&mut session, ModelPart::Requests, Act::Insert)
        .await?;
    let statement = place.statement(ASK).bind(asked.model);
    let statement = statement.bind(stage.as_str()).bind(asked.to.as_str());
    let inserted = session
        .execute(statement.bind(reason).bind(actor.id))
        .await
        .map_err(|error| raced(error, "A request for this version waits for its decision."))?;
    if inserted == 0 {
        return Err(refused(moved("The version is gone.")));
    }
    finish(session, &place, asked.model).await
}

/// Decides on a request, as `person`. When it is approved, the version goes to its stage in the same transaction; the facts
/// are read again before that, and what refuses now refuses.
///
/// # Errors
/// [`RegistryError::Refused`] with every reason, [`RegistryError::NotFound`] when there is no such request.
pub async fn decide_stage(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    decided: &Decided,
) -> Result<ModelPage, RegistryError> {
    let reason = checked_reason(&decided.reason).map_err(refused)?;
    let (mut session, place) = begin(database, profile, person).await?;
    place.require_actor()?;
    let needed = if decided.approve {
        vec![ModelPart::Requests, ModelPart::Models]
    } else {
        vec![ModelPart::Requests]
    };
    for part in needed {
        place.require_right(&mut session, part, Act::Update).await?;
    }
    let id = decided.request;
    let model = model_of(&mut session, &place, id).await?;
    let page = locked(&mut session, &place, model, id, decided.approve).await?;
    let request = open(&page, id)?;
    let decision = if decided.approve {
        allowed(&request.approving)?;
        Decision::Approved
    } else {
        allowed(&request.rejecting)?;
        Decision::Rejected
    };
    write_decision(&mut session, &place, id, decision, Some(reason)).await?;
    if decided.approve {
        let statement = place.statement(MOVE).bind(model);
        let (from, to) = (request.from.as_str(), request.to.as_str());
        let moving = session.execute(statement.bind(from).bind(to)).await;
        if moving.map_err(RegistryError::of_writing)? == 0 {
            return Err(refused(moved("The version could not be moved.")));
        }
    }
    finish(session, &place, model).await
}

/// Takes a request back, as the `person` who asked.
///
/// # Errors
/// As [`decide_stage`].
pub async fn withdraw_stage(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    request: Uuid,
) -> Result<ModelPage, RegistryError> {
    let (mut session, place) = begin(database, profile, person).await?;
    place.require_actor()?;
    place
        .require_right(&mut session, ModelPart::Requests, Act::Update)
        .await?;
    let model = model_of(&mut session, &place, request).await?;
    let page = locked(&mut session, &place, model, request, false).await?;
    allowed(&open(&page, request)?.withdrawing)?;
    write_decision(&mut session, &place, request, Decision::Withdrawn, None).await?;
    finish(session, &place, model).await
}

/// Points an alias to a version, from wherever it pointed, as `person`.
///
/// # Errors
/// [`RegistryError::Refused`] when the person may not, and when the version is in production and another one is too, is
/// deployed under the alias and active.
pub async fn set_alias(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    model: Uuid,
    alias: &str,
) -> Result<ModelPage, RegistryError> {
    let alias = checked_alias(alias).map_err(refused)?;
    let (mut session, place) = begin(database, profile, person).await?;
    let page = read_page(&mut session, &place, model).await?;
    allowed(&page.asking)?;
    place.require(ModelPart::Aliases)?;
    let actor = place.require_actor()?;
    let mut deployments = page.deployments.iter();
    let active = deployments.any(|one| one.status == DeploymentStatus::Active);
    if page.version.stage == Stage::Production && active {
        let found = read_taken(&mut session, &place, model, Some(&alias)).await?;
        allowed(&taken(found.as_deref()))?;
    }
    let holder = place.statement(ALIAS_HOLDER).bind(model);
    let holder: Option<(Option<Uuid>,)> =
        session.fetch_optional(holder.bind(alias.clone())).await?;
    if let Some((owner,)) = holder {
        let holding = Holding {
            owner,
            ..page.holding()
        };
        allowed(&asking(Some(actor), holding))?;
    }
    for act in [Act::Insert, Act::Update] {
        place
            .require_right(&mut session, ModelPart::Aliases, act)
            .await?;
    }
    let statement = place.statement(SET_ALIAS).bind(model);
    session
        .execute(statement.bind(alias).bind(actor.id))
        .await
        .map_err(RegistryError::of_writing)?;
    finish(session, &place, model).await
}

/// Takes an alias from a version, as `person`.
///
/// # Errors
/// [`RegistryError::NotFound`] when the version does not have it, beside those of [`set_alias`].
pub async fn remove_alias(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    model: Uuid,
    alias: &str,
) -> Result<ModelPage, RegistryError> {
    let (mut session, place) = begin(database, profile, person).await?;
    let page = read_page(&mut session, &place, model).await?;
    allowed(&page.asking)?;
    place
        .require_right(&mut session, ModelPart::Aliases, Act::Delete)
        .await?;
    let statement = place.statement(REMOVE_ALIAS).bind(model);
    if session.execute(statement.bind(alias.to_owned())).await? == 0 {
        return Err(RegistryError::NotFound(format!(
            "Version {} does not have the alias {alias}.",
            page.version.version
        )));
    }
    finish(session, &place, model).await
}

/// A transaction that writes as `person`, and what it finds.
pub(super) async fn begin(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
) -> Result<(Session, Place), Error> {
    let mut session = database.write_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    Ok((session, place))
}

/// Refuses unless there is no reason to.
pub(super) fn allowed(refusals: &[Refusal]) -> Result<(), RegistryError> {
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(RegistryError::Refused(refusals.to_vec()))
    }
}

fn refused(refusal: Refusal) -> RegistryError {
    RegistryError::Refused(vec![refusal])
}

fn moved(message: &str) -> Refusal {
    Refusal::new(
        RefusalKind::Changed,
        message,
        "Somebody else was faster. Look at the version again.",
    )
}

/// The page as it is after the change, in the same transaction, which is then kept.
pub(super) async fn finish(
    mut session: Session,
    place: &Place,
    model: Uuid,
) -> Result<ModelPage, RegistryError> {
    let page = read_page(&mut session, place, model).await?;
    session.finish().await?;
    Ok(page)
}

async fn model_of(
    session: &mut Session,
    place: &Place,
    request: Uuid,
) -> Result<Uuid, RegistryError> {
    let statement = place.statement(REQUEST_OF).bind(request);
    let found: Option<(Uuid,)> = session.fetch_optional(statement).await?;
    let (model,) = found.ok_or_else(|| no_request(place))?;
    Ok(model)
}

/// Locks the request, and then the version when it is to be moved, and reads the page as it is now. In this order always:
/// whoever decides otherwise locks the request too, and its event refers to the version.
async fn locked(
    session: &mut Session,
    place: &Place,
    model: Uuid,
    request: Uuid,
    moves: bool,
) -> Result<ModelPage, RegistryError> {
    let statement = place.statement(LOCK_REQUEST).bind(request);
    let _: Option<(bool,)> = session.fetch_optional(statement).await?;
    if moves {
        let statement = place.statement(LOCK_MODEL).bind(model);
        let _: Option<(String,)> = session.fetch_optional(statement).await?;
    }
    read_page(session, place, model).await
}

/// The request on its page, unless it is decided.
fn open(page: &ModelPage, id: Uuid) -> Result<&StageRequest, RegistryError> {
    let waiting = page.waiting().filter(|request| request.id == id);
    waiting.ok_or_else(|| {
        refused(Refusal::new(
            RefusalKind::Decided,
            "The request is decided already.",
            "Look at the version again; ask anew if it is still wanted.",
        ))
    })
}

async fn write_decision(
    session: &mut Session,
    place: &Place,
    request: Uuid,
    decision: Decision,
    reason: Option<String>,
) -> Result<(), RegistryError> {
    let actor = place.require_actor()?;
    let statement = place.statement(DECIDE).bind(request);
    let statement = statement.bind(decision.as_str()).bind(reason);
    if session.execute(statement.bind(actor.id)).await? == 0 {
        return Err(refused(moved("The request was not decided on.")));
    }
    Ok(())
}

/// Two who ask at the same time: the server keeps one request.
fn raced(error: Error, message: &str) -> RegistryError {
    if error.sqlstate() == Some("23505") {
        return refused(Refusal::new(
            RefusalKind::RequestWaits,
            message,
            "Decide on it or withdraw it first.",
        ));
    }
    error.into()
}

fn no_request(place: &Place) -> RegistryError {
    RegistryError::NotFound(match place.hindrance(ModelPart::Requests) {
        Some(reason) => reason,
        None => format!(
            "There is no such request that the role {} may see. Look at the version again.",
            place.moment.surroundings.role
        ),
    })
}
