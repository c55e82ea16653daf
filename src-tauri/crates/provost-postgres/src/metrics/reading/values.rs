//! The values of a question as series.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use provost_core::metrics::{
    Aggregates, MOST_LINES, MetricSeries, MetricsAnswer, SeriesPoint, SeriesQuery, SeriesSplit,
    SeriesStep,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::metrics::labels::Labels;
use crate::{Error, Session, Statement};

const RAW: &str = include_str!("raw.sql");
const SERIES: &str = include_str!("series.sql");
const VERSIONS: &str = include_str!("versions.sql");

/// The most values that stand for themselves.
const MOST_RAW: i64 = 100_000;

/// The most hours, days or months of all series together.
const MOST_STEPS: i64 = 200_000;

/// A question, complete.
pub(super) struct Asked<'a> {
    pub(super) schema: &'a str,
    pub(super) query: SeriesQuery,
    pub(super) from: DateTime<Utc>,
    pub(super) to: DateTime<Utc>,
}

/// Values taken together as a statement gives them.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Taken {
    count: i64,
    mean: f64,
    min: f64,
    max: f64,
    last: f64,
    sum: f64,
    percentiles: Vec<f64>,
}

impl From<Taken> for Aggregates {
    fn from(taken: Taken) -> Self {
        let percentile = |at: usize| taken.percentiles.get(at).copied().unwrap_or(f64::NAN);
        Self {
            count: u32::try_from(taken.count).unwrap_or(u32::MAX),
            mean: taken.mean,
            min: taken.min,
            max: taken.max,
            last: taken.last,
            sum: taken.sum,
            p50: percentile(0),
            p90: percentile(1),
            p95: percentile(2),
            p99: percentile(3),
        }
    }
}

#[derive(FromRow)]
struct Step {
    metric: String,
    unit: Option<String>,
    tenant_id: Uuid,
    of_what: Option<Uuid>,
    at: Option<DateTime<Utc>>,
    #[sqlx(flatten)]
    taken: Taken,
}

#[derive(FromRow)]
struct Raw {
    metric: String,
    unit: Option<String>,
    tenant_id: Uuid,
    of_what: Option<Uuid>,
    at: DateTime<Utc>,
    value: f64,
}

/// A value or a step, of whichever kind.
struct Told {
    key: (String, Option<String>, Uuid, Option<Uuid>),
    at: Option<DateTime<Utc>>,
    values: Aggregates,
}

/// Decides what has a line of its own where that was left open: by how many versions there are values of.
pub(super) async fn settle(
    session: &mut Session,
    asked: &mut Asked<'_>,
    answer: &mut MetricsAnswer,
) -> Result<(), Error> {
    if asked.query.split != SeriesSplit::Auto {
        return Ok(());
    }
    let (versions,): (i64,) = session.fetch_one(asked.of_what(VERSIONS)).await?;
    let versions = u32::try_from(versions).unwrap_or(u32::MAX);
    let many = versions > MOST_LINES;
    asked.query.split = if many {
        SeriesSplit::None
    } else {
        SeriesSplit::Model
    };
    answer.query.split = asked.query.split;
    answer.merged = many.then_some(versions);
    Ok(())
}

/// Reads the series into `answer`.
pub(super) async fn fill(
    session: &mut Session,
    asked: &Asked<'_>,
    labels: &Labels,
    answer: &mut MetricsAnswer,
) -> Result<(), Error> {
    let raw = asked.query.step == SeriesStep::Raw;
    let most = if raw { MOST_RAW } else { MOST_STEPS };
    let told = if raw {
        read_raw(session, asked).await?
    } else {
        read_steps(session, asked).await?
    };
    if i64::try_from(told.len()).is_ok_and(|rows| rows >= most) {
        answer.notes.push(if raw {
            format!("There are more values than {most}, and only the latest are told. Ask for a shorter time, or for hours.")
        } else {
            format!("There are more than {most} steps of time, and not all are told. Ask for a shorter time, or for longer steps.")
        });
    }
    answer.series = series(told, asked.query.split, labels);
    Ok(())
}

async fn read_raw(session: &mut Session, asked: &Asked<'_>) -> Result<Vec<Told>, Error> {
    let statement = asked.statement(RAW).bind(MOST_RAW);
    let rows: Vec<Raw> = session.fetch_all(statement).await?;
    let told = rows.into_iter().map(|row| Told {
        key: (row.metric, row.unit, row.tenant_id, row.of_what),
        at: Some(row.at),
        values: Aggregates::single(row.value),
    });
    Ok(told.collect())
}

async fn read_steps(session: &mut Session, asked: &Asked<'_>) -> Result<Vec<Told>, Error> {
    let statement = asked
        .statement(SERIES)
        .bind(asked.query.step.as_str())
        .bind(asked.query.zone.clone())
        .bind(MOST_STEPS);
    let rows: Vec<Step> = session.fetch_all(statement).await?;
    let told = rows.into_iter().map(|row| Told {
        key: (row.metric, row.unit, row.tenant_id, row.of_what),
        at: row.at,
        values: row.taken.into(),
    });
    Ok(told.collect())
}

impl Asked<'_> {
    fn statement(&self, text: &'static str) -> Statement {
        self.of_what(text).bind(self.query.split.as_str())
    }

    fn of_what(&self, text: &'static str) -> Statement {
        Statement::placed(text, self.schema)
            .bind(self.query.metrics.clone())
            .bind(self.query.models.clone())
            .bind(self.query.deployments.clone())
            .bind(self.query.agents.clone())
            .bind(self.from)
            .bind(self.to)
    }
}

/// Rows of one thing after the other as series; a row without a moment is of the whole time.
fn series(told: Vec<Told>, split: SeriesSplit, labels: &Labels) -> Vec<MetricSeries> {
    let tenants: BTreeSet<Uuid> = told.iter().map(|row| row.key.2).collect();
    let mut series: Vec<MetricSeries> = Vec::new();
    let mut current = None;
    for Told { key, at, values } in told {
        if current.as_ref() != Some(&key) {
            let (metric, unit, tenant, id) = key.clone();
            let of = |wanted| id.filter(|_| split == wanted);
            series.push(MetricSeries {
                metric,
                unit,
                label: labels.of(split, id, tenant, &tenants),
                model_id: of(SeriesSplit::Model),
                deployment_id: of(SeriesSplit::Deployment),
                agent_id: of(SeriesSplit::Agent),
                points: Vec::new(),
                whole: None,
            });
            current = Some(key);
        }
        let Some(last) = series.last_mut() else {
            continue;
        };
        match at {
            Some(at) => last.points.push(SeriesPoint { at, values }),
            None => last.whole = Some(values),
        }
    }
    series.sort_by(|one, other| {
        (&one.metric, &one.unit, &one.label).cmp(&(&other.metric, &other.unit, &other.label))
    });
    series
}
