//! What targets say of the values of a question, window by window.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use provost_core::metrics::{
    Burn, MOST_POINTS, MetricTarget, MetricsAnswer, SeriesSplit, Window, judged,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::values::{Asked, Taken};
use crate::metrics::labels::Labels;
use crate::metrics::targets;
use crate::{Error, Session, Statement};

const WINDOWS: &str = include_str!("windows.sql");

/// The most targets that one question judges.
const MOST_TARGETS: usize = 200;

/// The most windows of all targets together.
const MOST_WINDOWS: usize = 200_000;

/// The most missed windows that are told.
const MOST_BREACHES: usize = 1_000;

#[derive(FromRow)]
struct Row {
    unit: Option<String>,
    model_id: Option<Uuid>,
    at: DateTime<Utc>,
    #[sqlx(flatten)]
    taken: Taken,
}

/// Judges every target that holds for what was asked, into `answer`. Each version is judged by itself.
pub(super) async fn fill(
    session: &mut Session,
    asked: &Asked<'_>,
    labels: &Labels,
    now: DateTime<Utc>,
    answer: &mut MetricsAnswer,
) -> Result<(), Error> {
    let mut targets = targets::read(session, asked.schema).await?;
    targets.retain(|(_, target)| holds(target, asked, answer));
    if targets.len() > MOST_TARGETS {
        targets.truncate(MOST_TARGETS);
        answer
            .notes
            .push(format!("More than {MOST_TARGETS} targets hold, and only the first are judged. Ask for fewer metrics."));
    }
    let end = asked.to.min(now);
    let mut left = MOST_WINDOWS;
    for (tenant, target) in targets {
        let rows = windows(session, asked, tenant, &target, left).await?;
        left = left.saturating_sub(rows.len());
        for (unit, model, windows) in of_each(rows, target.window_hours) {
            let label = labels.of(SeriesSplit::Model, model, tenant, &BTreeSet::new());
            let judged = judged(&target, (&label, unit.as_deref(), model), &windows, end);
            answer.breaches.extend(judged.breaches);
            answer.burns.push(judged.burn);
        }
        answer.targets.push(target);
        if left == 0 {
            answer.notes.push(format!("There are more than {MOST_WINDOWS} windows to judge, and not all are judged. Ask for a shorter time, or for fewer metrics."));
            break;
        }
    }
    let long =
        |burn: &Burn| usize::try_from(burn.windows).is_ok_and(|windows| windows > MOST_POINTS);
    if answer.burns.iter().any(long) {
        answer.notes.push(format!(
            "How a budget was used up is told by at most {MOST_POINTS} windows of each line: the worst of each stretch of time."
        ));
    }
    answer
        .breaches
        .sort_by(|one, other| other.from.cmp(&one.from).then(one.label.cmp(&other.label)));
    if answer.breaches.len() > MOST_BREACHES {
        answer.breaches.truncate(MOST_BREACHES);
        answer.notes.push(format!(
            "Targets were missed in more than {MOST_BREACHES} windows, and only the latest are told."
        ));
    }
    Ok(())
}

/// Whether a target is for something that was asked for and is there.
fn holds(target: &MetricTarget, asked: &Asked<'_>, answer: &MetricsAnswer) -> bool {
    let meets = |id: Option<Uuid>, wanted: &[Uuid]| {
        id.is_none_or(|id| wanted.is_empty() || wanted.contains(&id))
    };
    meets(target.model_id, &asked.query.models)
        && meets(target.deployment_id, &asked.query.deployments)
        && meets(target.agent_id, &asked.query.agents)
        && answer.series.iter().any(|series| {
            series.metric == target.metric && (target.unit.is_none() || series.unit == target.unit)
        })
}

async fn windows(
    session: &mut Session,
    asked: &Asked<'_>,
    tenant: Uuid,
    target: &MetricTarget,
    most: usize,
) -> Result<Vec<Row>, Error> {
    let statement = Statement::placed(WINDOWS, asked.schema)
        .bind(tenant)
        .bind(target.metric.clone())
        .bind(target.unit.clone())
        .bind(target.model_id)
        .bind(target.agent_id)
        .bind(target.deployment_id)
        .bind(asked.query.models.clone())
        .bind(asked.query.deployments.clone())
        .bind(asked.query.agents.clone())
        .bind(asked.from)
        .bind(asked.to)
        .bind(i32::try_from(target.window_hours).unwrap_or(i32::MAX))
        .bind(i64::try_from(most).unwrap_or(i64::MAX));
    session.fetch_all(statement).await
}

type Each = (Option<String>, Option<Uuid>, Vec<Window>);

/// The windows of each version in each unit.
fn of_each(rows: Vec<Row>, hours: u32) -> Vec<Each> {
    let mut each: Vec<Each> = Vec::new();
    for row in rows {
        let Some(to) = row
            .at
            .checked_add_signed(TimeDelta::hours(i64::from(hours)))
        else {
            continue;
        };
        let window = Window {
            from: row.at,
            to,
            values: row.taken.into(),
        };
        match each.last_mut() {
            Some((unit, model, windows)) if *unit == row.unit && *model == row.model_id => {
                windows.push(window);
            }
            _ => each.push((row.unit, row.model_id, vec![window])),
        }
    }
    each
}
