//! Metrics over time: what was measured, what it should be and what it costs, and files of values on their way in.

mod burning;
mod import;
mod pictures;
mod stop;

pub use burning::burn_plots;
pub use import::{ImportRequest, import, import_until};
pub use pictures::{cost_plots, plots_of_each, series_plots, side_by_side};
pub use stop::Stop;

use provost_core::metrics::{
    CostQuery, CostsAnswer, MetricChoices, MetricTarget, MetricsAnswer, SeriesQuery, TargetDraft,
};
use provost_core::reports::ReportSpan;
use provost_plots::Zone;
use provost_postgres::metrics::{self, Set};
use uuid::Uuid;

use crate::connections::Opened;
use crate::environment::now;
use crate::error::AppError;
use crate::registry::Acting;
use crate::reports::everything_of;

/// The most months that a forecast is made for.
const MOST_AHEAD: u32 = 12;

/// The most names that one question may list.
const MOST_NAMES: usize = 1_000;

/// What can be asked for.
pub async fn choices(acting: &Acting) -> Result<MetricChoices, AppError> {
    let Opened { database, profile } = &acting.opened;
    Ok(metrics::choices(database, profile, acting.person).await?)
}

/// Values over time. A missing pack or right is told in the answer.
///
/// # Errors
/// [`AppError::BadInput`] for a time zone that there is not, and a time that ends before it begins.
pub async fn series(acting: &Acting, query: &SeriesQuery) -> Result<MetricsAnswer, AppError> {
    zone(&query.zone)?;
    if let (Some(from), Some(to)) = (query.from, query.to) {
        in_order(from < to)?;
    }
    let names = [
        query.metrics.len(),
        query.models.len(),
        query.deployments.len(),
        query.agents.len(),
    ];
    if names.into_iter().any(|count| count > MOST_NAMES) {
        return Err(AppError::BadInput(format!(
            "A question names at most {MOST_NAMES} metrics, models, deployments or agents."
        )));
    }
    let Opened { database, profile } = &acting.opened;
    Ok(metrics::series(database, profile, acting.person, query).await?)
}

/// Every metric of one version over the last 90 days.
///
/// # Errors
/// As [`series`].
pub async fn of_version(
    acting: &Acting,
    model: Uuid,
    zone: &str,
) -> Result<MetricsAnswer, AppError> {
    let ends = ReportSpan::default().ends(now());
    let ends = ends.map_err(AppError::BadInput)?;
    series(acting, &everything_of(model, ends, zone)).await
}

/// What was paid each month, with a forecast. A missing pack or right is told in the answer.
///
/// # Errors
/// [`AppError::BadInput`] for a time zone that there is not, a time that ends before it begins, and a forecast that cannot be
/// made.
pub async fn costs(acting: &Acting, query: &CostQuery) -> Result<CostsAnswer, AppError> {
    zone(&query.zone)?;
    if let (Some(from), Some(to)) = (query.from, query.to) {
        in_order(from < to)?;
    }
    if query.ahead > MOST_AHEAD {
        return Err(AppError::BadInput(format!(
            "A forecast is made for at most {MOST_AHEAD} months."
        )));
    }
    if !(0.5..1.0).contains(&query.confidence) {
        return Err(AppError::BadInput(
            "The confidence of an interval is at least 0.5 and below 1, such as 0.95.".to_owned(),
        ));
    }
    let Opened { database, profile } = &acting.opened;
    Ok(metrics::costs(database, profile, acting.person, query).await?)
}

/// What values should be.
///
/// # Errors
/// [`AppError::NotFound`] when a pack or a right is missing.
pub async fn targets(acting: &Acting) -> Result<Vec<MetricTarget>, AppError> {
    let Opened { database, profile } = &acting.opened;
    let targets = metrics::targets(database, profile, acting.person).await?;
    targets.map_err(AppError::NotFound)
}

/// Sets a target. One of the same metric, unit, scope and aggregate is replaced.
///
/// # Errors
/// [`AppError::BadInput`] with what is wrong with it; [`AppError::NotFound`] when a pack, a right or the person who acts is
/// missing; [`AppError::Refused`] when that person is no administrator.
pub async fn set_target(acting: &Acting, draft: TargetDraft) -> Result<MetricTarget, AppError> {
    let draft = draft
        .checked()
        .map_err(|problem| AppError::BadInput(problem.to_string()))?;
    let Opened { database, profile } = &acting.opened;
    match metrics::set_target(database, profile, acting.person, &draft).await? {
        Set::Done(target) => Ok(target),
        Set::Hindered(reason) => Err(AppError::NotFound(reason)),
    }
}

/// Takes a target back.
///
/// # Errors
/// [`AppError::NotFound`] when there is none that the person who acts may take back; [`AppError::Refused`] as for
/// [`set_target`].
pub async fn remove_target(acting: &Acting, target: Uuid) -> Result<(), AppError> {
    let Opened { database, profile } = &acting.opened;
    if metrics::remove_target(database, profile, acting.person, target).await? {
        return Ok(());
    }
    Err(AppError::NotFound(
        "There is no such target, or the person who acts may not take it back: administrators may."
            .to_owned(),
    ))
}

fn zone(name: &str) -> Result<Zone, AppError> {
    Zone::named(name).ok_or_else(|| {
        AppError::BadInput(format!(
            "There is no time zone {name:?}. Use a name of the IANA database, such as UTC or Europe/Zurich."
        ))
    })
}

fn in_order(ordered: bool) -> Result<(), AppError> {
    if ordered {
        return Ok(());
    }
    Err(AppError::BadInput(
        "The time ends before it begins.".to_owned(),
    ))
}
