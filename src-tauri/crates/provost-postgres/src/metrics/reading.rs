//! What was measured: the choices, and the series of values with what their targets say.

mod judging;
mod values;

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use provost_core::connections::Profile;
use provost_core::metrics::{
    METRICS_SCHEMA, MetricChoice, MetricChoices, MetricSeries, MetricsAnswer, SeriesQuery, TARGETS,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::labels::Labels;
use super::place::{self, VALUES, look};
use super::targets;
use crate::{Database, Error, Session, Statement};

const MOMENT: &str = include_str!("reading/moment.sql");
const METRICS: &str = include_str!("reading/metrics.sql");

/// Those that need no governance schema.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("metrics/reading/moment.sql", MOMENT),
    ("metrics/reading/months.sql", super::costs::MONTHS),
];

/// How long one question may take.
const LIMIT: Duration = Duration::from_mins(2);

/// How far back is looked when nobody says.
const DAYS: i64 = 30;

/// The time zones that are offered.
const ZONES: [&str; 10] = [
    "UTC",
    "Europe/London",
    "Europe/Zurich",
    "Europe/Athens",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
];

#[derive(FromRow)]
struct Moment {
    now: DateTime<Utc>,
    known: bool,
}

#[derive(FromRow)]
struct Measured {
    metric: String,
    unit: Option<String>,
    per_hour: f64,
    first: DateTime<Utc>,
    last: DateTime<Utc>,
}

/// Reads what can be asked for.
pub async fn choices(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
) -> Result<MetricChoices, Error> {
    let schema = &profile.governance_schema;
    let mut session = begin(database, person).await?;
    let moment: Moment = session
        .fetch_one(Statement::new(MOMENT).bind("UTC"))
        .await?;
    let place = look(&mut session, schema).await?;
    let mut choices = MetricChoices {
        hindered: place::hindrance(&place, &VALUES),
        now: moment.now,
        metrics: Vec::new(),
        models: Vec::new(),
        cut: false,
        deployments: Vec::new(),
        agents: Vec::new(),
        targets: Vec::new(),
        zones: ZONES.map(str::to_owned).to_vec(),
    };
    if choices.hindered.is_none() {
        let metrics: Vec<Measured> = session
            .fetch_all(Statement::placed(METRICS, schema))
            .await?;
        choices.metrics = metrics
            .into_iter()
            .map(|metric| MetricChoice {
                metric: metric.metric,
                unit: metric.unit,
                per_hour: metric.per_hour,
                first: metric.first,
                last: metric.last,
            })
            .collect();
        let labels = Labels::read(&mut session, schema).await?;
        choices.cut = labels.is_cut();
        choices.models = labels.models;
        choices.deployments = labels.deployments;
        choices.agents = labels.agents;
        if place::hindrance(&place, &[&TARGETS]).is_none() {
            let targets = targets::read(&mut session, schema).await?;
            choices.targets = targets.into_iter().map(|(_, target)| target).collect();
        }
    }
    session.finish().await?;
    Ok(choices)
}

/// Answers a question, all of it at one moment.
pub async fn series(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    query: &SeriesQuery,
) -> Result<MetricsAnswer, Error> {
    let schema = &profile.governance_schema;
    let mut session = begin(database, person).await?;
    let moment: Moment = session
        .fetch_one(Statement::new(MOMENT).bind(query.zone.clone()))
        .await?;
    let to = query.to.unwrap_or(moment.now);
    let from = query
        .from
        .or_else(|| to.checked_sub_signed(TimeDelta::days(DAYS)))
        .unwrap_or(to);
    let mut answer = MetricsAnswer {
        schema: METRICS_SCHEMA.to_owned(),
        query: SeriesQuery {
            from: Some(from),
            to: Some(to),
            ..query.clone()
        },
        merged: None,
        hindered: None,
        series: Vec::new(),
        targets: Vec::new(),
        breaches: Vec::new(),
        burns: Vec::new(),
        notes: Vec::new(),
    };
    let place = look(&mut session, schema).await?;
    answer.hindered = place::hindrance(&place, &VALUES).or_else(|| {
        (!moment.known).then(|| format!("The server knows no time zone {:?}.", query.zone))
    });
    if answer.hindered.is_none() {
        let labels = Labels::read(&mut session, schema).await?;
        let mut asked = values::Asked {
            schema,
            query: query.clone(),
            from,
            to,
        };
        values::settle(&mut session, &mut asked, &mut answer).await?;
        values::fill(&mut session, &asked, &labels, &mut answer).await?;
        match place::hindrance(&place, &[&TARGETS]) {
            Some(reason) => answer.notes.push(format!("No target was judged. {reason}")),
            None => {
                judging::fill(&mut session, &asked, &labels, moment.now, &mut answer).await?;
            }
        }
        notes(&mut answer);
    }
    session.finish().await?;
    Ok(answer)
}

async fn begin(database: &Database, person: Option<Uuid>) -> Result<Session, Error> {
    let mut session = database.records_as(person).await?;
    session.limit_statements(LIMIT).await?;
    Ok(session)
}

/// What the values of one thing need to be told with.
fn notes(answer: &mut MetricsAnswer) {
    let mut units: BTreeSet<(&str, Option<&str>)> = BTreeSet::new();
    for MetricSeries { metric, unit, .. } in &answer.series {
        units.insert((metric, unit.as_deref()));
    }
    let metrics: Vec<&str> = units.iter().map(|(metric, _)| *metric).collect();
    let mixed: BTreeSet<&str> = metrics
        .windows(2)
        .filter_map(|pair| match pair {
            [one, other] if one == other => Some(*one),
            _ => None,
        })
        .collect();
    let told = mixed.into_iter().map(|metric| {
        format!(
            "{metric} is there in several units. Each is told by itself, and nothing is converted."
        )
    });
    let told: Vec<String> = told.collect();
    answer.notes.extend(told);
    if answer.series.is_empty() {
        answer
            .notes
            .push("Nothing was measured in this time.".to_owned());
    }
}
