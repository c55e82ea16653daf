//! The sample company in the local workspace, and nowhere else.

use chrono::NaiveDate;
use provost_core::sample::{SAMPLE_COMPANY, SampleState};
use provost_core::schema::Adopt;
use provost_postgres::sample::{self, SampleStep, SampleYear};
use provost_postgres::schema::{self, ChangeStep};

use crate::connections::Opened;
use crate::environment::now;
use crate::error::AppError;

/// Where loading or removing the sample company stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SampleProgress {
    /// What is being done, in words.
    pub step: String,
    /// Steps done.
    pub done: u32,
    /// Steps in all.
    pub total: u32,
}

/// How much of the sample company is there. `workspace` is what [`crate::Workspace::administrator`] opens, here and below.
pub async fn state(Opened { database, profile }: &Opened) -> Result<SampleState, AppError> {
    Ok(sample::state(database, profile).await?)
}

/// Installs all packs and fills them with the sample company, whose year ends on `day`, or today.
pub async fn load(
    workspace: &Opened,
    seed: u32,
    day: Option<NaiveDate>,
    progress: impl Fn(SampleProgress) + Send + Sync,
) -> Result<SampleState, AppError> {
    let Opened { database, profile } = workspace;
    let loaded_at = now();
    let year = SampleYear {
        seed,
        day: day.unwrap_or_else(|| loaded_at.date_naive()),
        loaded_at,
    };
    if state(workspace).await?.loaded {
        return Err(already_there());
    }
    let packs = |step: ChangeStep| {
        progress(SampleProgress {
            step: format!("Installing {}: {}", step.id, step.title),
            done: count(step.done),
            total: count(step.total + sample::STEPS),
        });
    };
    let applied = schema::apply(database, profile, &[], &Adopt::default(), &packs).await?;
    let before = applied.steps.len();
    let told = |step: SampleStep| {
        progress(SampleProgress {
            step: step.title.to_owned(),
            done: count(before + step.done),
            total: count(before + step.total),
        });
    };
    if !sample::load(database, profile, year, &told).await? {
        return Err(already_there());
    }
    state(workspace).await
}

fn already_there() -> AppError {
    AppError::BadInput(format!(
        "The sample company, {SAMPLE_COMPANY}, is there already. Remove it first to load it anew."
    ))
}

/// Removes the sample company; the packs stay.
pub async fn remove(
    workspace: &Opened,
    progress: impl Fn(SampleProgress) + Send + Sync,
) -> Result<SampleState, AppError> {
    let Opened { database, profile } = workspace;
    let told = |step: SampleStep| {
        progress(SampleProgress {
            step: step.title.to_owned(),
            done: count(step.done),
            total: count(step.total),
        });
    };
    if !sample::remove(database, profile, &told).await? {
        return Err(AppError::NotFound(
            "The sample company is not there, so nothing was removed.".to_owned(),
        ));
    }
    state(workspace).await
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
