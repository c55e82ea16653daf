//! `provost metrics burn`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use provost_app::AppError;
use provost_app::metrics;
use provost_app::plots::Frame;
use provost_app::registry::Acting;
use provost_core::metrics::{
    Aggregate, Burn, MetricTarget, MetricsAnswer, SeriesQuery, SeriesSplit, SeriesStep,
};
use serde::Serialize;

use crate::arguments::{BurnArguments, BurnFormat};
use crate::audit_text::{shown, table};
use crate::metrics::{choices, json, models_named};
use crate::metrics_text::{asked, burns, moment, number};
use crate::output::{Ending, width};

/// The form of the answer as JSON.
const SCHEMA: &str = "provost.metrics-burn/1";

/// The most moments of one line that a terminal is told; JSON has all.
const MOST_ROWS: usize = 30;

/// The size of the picture.
const FRAME: Frame = Frame {
    width: 960,
    height: 320,
};

#[derive(Serialize)]
struct Burnt<'a> {
    schema: &'static str,
    query: &'a SeriesQuery,
    targets: &'a [MetricTarget],
    burns: &'a [Burn],
    notes: &'a [String],
}

/// Tells how fast budgets burnt.
pub(crate) async fn run(
    arguments: &BurnArguments,
    acting: &Acting,
) -> Result<(String, Ending), AppError> {
    let mut models = Vec::new();
    if !arguments.model.is_empty() {
        let choices = choices(acting).await?;
        for named in &arguments.model {
            models.extend(models_named(&choices, named)?);
        }
    }
    let query = SeriesQuery {
        metrics: arguments.metric.clone(),
        models,
        deployments: Vec::new(),
        agents: Vec::new(),
        split: SeriesSplit::Model,
        from: arguments.from,
        to: arguments.to,
        step: SeriesStep::Month,
        aggregate: Aggregate::Mean,
        zone: "UTC".to_owned(),
    };
    let answer = metrics::series(acting, &query).await?;
    if let Some(reason) = answer.hindered {
        return Err(AppError::NotFound(reason));
    }
    let alert = answer.burns.iter().any(|burn| !burn.alerts.is_empty());
    let ending = if arguments.fail_on_alert && alert {
        Ending::Findings
    } else {
        Ending::Done
    };
    let text = match arguments.format {
        BurnFormat::Text => text(&answer, width()),
        BurnFormat::Svg => svg(&answer)?,
        BurnFormat::Json => json(&Burnt {
            schema: SCHEMA,
            query: &answer.query,
            targets: &answer.targets,
            burns: &answer.burns,
            notes: &answer.notes,
        })?,
    };
    Ok((text, ending))
}

fn svg(answer: &MetricsAnswer) -> Result<String, AppError> {
    let plots = metrics::burn_plots(answer);
    let worst = plots.first().ok_or_else(|| {
        AppError::NotFound("Nothing that may be missed was missed in this time.".to_owned())
    })?;
    let plot = worst.plot(FRAME)?;
    Ok(plot.on_ground(provost_app::plots::Theme::Light) + "\n")
}

fn text(answer: &MetricsAnswer, width: u16) -> String {
    let mut lines = vec![format!(
        "From {} to {}",
        answer.query.from.map(moment).unwrap_or_default(),
        answer.query.to.map(moment).unwrap_or_default(),
    )];
    if answer.burns.is_empty() {
        lines.push("No target judges anything of this time.".to_owned());
    }
    burns(&mut lines, &answer.burns, &answer.targets, width);
    for burn in answer.burns.iter().filter(|burn| burn.breached > 0) {
        course(&mut lines, burn, &answer.targets, width);
    }
    lines.extend(answer.notes.iter().map(|note| shown(note)));
    lines.join("\n") + "\n"
}

/// The last moments of one line, each with the rates that alerts look at.
fn course(lines: &mut Vec<String>, burn: &Burn, targets: &[MetricTarget], width: u16) {
    if burn.courses.is_empty() {
        return;
    }
    let mut rows = table(width);
    let heads = burn.courses.iter().map(|course| {
        let alert = course
            .factor
            .map(|factor| format!(", alert at {}", number(factor)));
        format!("Rate over {} h{}", course.hours, alert.unwrap_or_default())
    });
    rows.set_header(std::iter::once("At".to_owned()).chain(heads));
    let mut moments: BTreeMap<DateTime<Utc>, Vec<String>> = BTreeMap::new();
    for (at, course) in burn.courses.iter().enumerate() {
        for point in &course.points {
            let cells = moments
                .entry(point.at)
                .or_insert_with(|| vec![String::new(); burn.courses.len()]);
            if let Some(cell) = cells.get_mut(at) {
                *cell = number(point.rate);
            }
        }
    }
    let earlier = moments.len().saturating_sub(MOST_ROWS);
    for (at, cells) in moments.into_iter().skip(earlier) {
        rows.add_row(std::iter::once(moment(at)).chain(cells));
    }
    lines.push(format!(
        "\n{} of {}: {}\n{rows}",
        shown(&burn.metric),
        shown(&burn.label),
        asked(targets, burn.target_id)
    ));
    if earlier > 0 {
        lines.push(format!("{earlier} earlier moments are in the JSON answer."));
    }
}
