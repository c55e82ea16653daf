//! Deploying a version, and changing how and whether a deployment runs.

use chrono::{DateTime, Utc};
use provost_core::connections::Profile;
use provost_core::registry::{
    Deployment, DeploymentDraft, ModelPage, ModelPart, Refusal, RefusalKind, Stage,
};
use uuid::Uuid;

use super::RegistryError;
use super::acts::{allowed, begin, finish};
use super::page::{read_page, read_taken};
use super::place::{Act, Place};
use crate::{Database, Error, Session};

const CHANGE_DEPLOYMENT: &str = include_str!("change_deployment.sql");
const DEPLOY: &str = include_str!("deploy.sql");
const DEPLOYMENT_OF: &str = include_str!("deployment_of.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("registry/change_deployment.sql", CHANGE_DEPLOYMENT),
    ("registry/deploy.sql", DEPLOY),
    ("registry/deployment_of.sql", DEPLOYMENT_OF),
];

/// Deploys a version, as `person`; its page after it.
///
/// # Errors
/// [`RegistryError::Refused`] with every reason: the person may not, a field cannot be kept, the version is not to be used, or
/// another version in production answers to the alias.
pub async fn deploy(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    model: Uuid,
    draft: DeploymentDraft,
) -> Result<ModelPage, RegistryError> {
    let draft = draft.checked().map_err(RegistryError::Refused)?;
    let (mut session, place) = begin(database, profile, person).await?;
    let page = read_page(&mut session, &place, model).await?;
    judged(&mut session, &place, &page, &draft, None).await?;
    place
        .require_right(&mut session, ModelPart::Deployments, Act::Insert)
        .await?;
    let actor = place.require_actor()?;
    let statement = place.statement(DEPLOY).bind(model);
    let statement = statement.bind(draft.agent).bind(actor.id);
    let statement = statement
        .bind(draft.configuration)
        .bind(draft.status.as_str())
        .bind(draft.error_message)
        .bind(draft.deployed_at)
        .bind(draft.last_used_at)
        .bind(page.version.stage.as_str());
    let deployed: Option<(Uuid,)> = session.fetch_optional(statement).await.map_err(clash)?;
    if deployed.is_none() {
        return Err(overtaken("The version went to another stage meanwhile"));
    }
    finish(session, &place, model).await
}

/// Changes a deployment, as `person`, unless somebody else changed it after `seen_at`; the page of its version after it.
///
/// # Errors
/// As [`deploy`], and [`RegistryError::NotFound`] when there is no such deployment.
pub async fn change_deployment(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    deployment: Uuid,
    seen_at: DateTime<Utc>,
    draft: DeploymentDraft,
) -> Result<ModelPage, RegistryError> {
    let draft = draft.checked().map_err(RegistryError::Refused)?;
    let (mut session, place) = begin(database, profile, person).await?;
    place.require(ModelPart::Deployments)?;
    let model = model_of(&mut session, &place, deployment).await?;
    let page = read_page(&mut session, &place, model).await?;
    let mut deployments = page.deployments.iter();
    let before = deployments.find(|one| one.id == deployment);
    judged(&mut session, &place, &page, &draft, before).await?;
    place
        .require_right(&mut session, ModelPart::Deployments, Act::Update)
        .await?;
    let statement = place.statement(CHANGE_DEPLOYMENT).bind(deployment);
    let statement = statement
        .bind(draft.agent)
        .bind(draft.configuration)
        .bind(draft.status.as_str())
        .bind(draft.error_message)
        .bind(draft.deployed_at)
        .bind(draft.last_used_at)
        .bind(seen_at);
    let changed: Option<(Uuid,)> = session.fetch_optional(statement).await.map_err(clash)?;
    if changed.is_none() {
        return Err(overtaken("Somebody else changed the deployment meanwhile"));
    }
    finish(session, &place, model).await
}

/// The version of a deployment.
///
/// # Errors
/// [`RegistryError::NotFound`] when there is no such deployment that the role may see.
pub async fn deployed_model(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    deployment: Uuid,
) -> Result<Uuid, RegistryError> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    place.require(ModelPart::Deployments)?;
    let model = model_of(&mut session, &place, deployment).await?;
    session.finish().await?;
    Ok(model)
}

async fn model_of(
    session: &mut Session,
    place: &Place,
    deployment: Uuid,
) -> Result<Uuid, RegistryError> {
    let statement = place.statement(DEPLOYMENT_OF).bind(deployment);
    let found: Option<(Uuid,)> = session.fetch_optional(statement).await?;
    let (model,) = found.ok_or_else(|| {
        RegistryError::NotFound(format!(
            "There is no deployment {deployment} that the role {} may see. Look at the version again.",
            place.moment.surroundings.role
        ))
    })?;
    Ok(model)
}

/// Refuses what may not run.
async fn judged(
    session: &mut Session,
    place: &Place,
    page: &ModelPage,
    draft: &DeploymentDraft,
    before: Option<&Deployment>,
) -> Result<(), RegistryError> {
    let aliases = if page.version.stage == Stage::Production {
        let alias = ModelPage::deployed_as(draft, before);
        read_taken(session, place, page.version.id, alias.as_deref()).await?
    } else {
        None
    };
    allowed(&page.deploying(draft, before, aliases.as_deref()))
}

fn overtaken(what: &str) -> RegistryError {
    RegistryError::Refused(vec![Refusal::new(
        RefusalKind::Changed,
        format!("{what}, so nothing was kept."),
        "Look at it again and enter it anew.",
    )])
}

/// What the constraints and triggers of the table refuse, in words.
fn clash(error: Error) -> RegistryError {
    match error.sqlstate() {
        Some("23503") => RegistryError::Refused(vec![Refusal::new(
            RefusalKind::BadField,
            "The agent is none of the version's tenant.",
            "Choose an agent of the tenant, or none.",
        )]),
        _ => RegistryError::of_writing(error),
    }
}
