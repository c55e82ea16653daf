//! Reads the figures of the first screen, all at one moment, and the rows behind each.

mod catalogue;
mod page;
pub(crate) mod surroundings;

use std::time::Instant;

use provost_core::connections::Profile;
use provost_core::overview::{
    Counted, Evidence, Figure, FigureKind, OVERVIEW_SCHEMA, Overview, Point, Reading, Series,
    figure,
};

use crate::{Database, Error, Session};

pub use catalogue::{counting, days, rows_behind};
pub use page::{Page, RowsRead, rows};

use catalogue::Question;
use surroundings::{Moment, read_surroundings};

/// Every statement of this module, with the name of its file. Those that are written for the governance schema cannot be
/// prepared where it is missing; a test prepares them where it is there.
pub(crate) const STATEMENTS: &[(&str, &str)] = surroundings::STATEMENTS;

/// Reads every figure in one transaction, so that they agree with each other.
///
/// What a figure cannot be read for, a missing pack or right, makes that figure not determinable and is no error.
pub async fn read(database: &Database, profile: &Profile) -> Result<Overview, Error> {
    let mut session = database.records().await?;
    let moment = read_surroundings(&mut session, &profile.governance_schema).await?;
    let samples = moment.samples(&mut session).await?;
    let mut figures = Vec::new();
    let mut series = Vec::new();
    for kind in FigureKind::ALL {
        if let Some(reason) = moment.surroundings.hindrance(kind) {
            figures.push(figure(kind, Reading::Hindered(reason)));
            continue;
        }
        let counted = count(&mut session, &moment, kind).await?;
        if let Some(question) = days(kind) {
            let points = points(&mut session, &moment, question).await?;
            if !points.is_empty() {
                series.push(Series {
                    figure: kind.id().to_owned(),
                    title: title(kind, &counted.unit),
                    points,
                });
            }
        }
        figures.push(counted);
    }
    session.finish().await?;
    Ok(Overview {
        schema: OVERVIEW_SCHEMA.to_owned(),
        restricted: moment.surroundings.restricted(),
        missing: moment.surroundings.missing(),
        database: moment.database,
        role: moment.surroundings.role,
        governance_schema: moment.surroundings.governance_schema,
        taken_at: moment.taken_at,
        samples,
        figures,
        series,
    })
}

async fn count(session: &mut Session, moment: &Moment, kind: FigureKind) -> Result<Figure, Error> {
    let question = counting(kind);
    let begun = Instant::now();
    let rows: Vec<(String, String, f64)> = session.fetch_all(moment.statement(question)).await?;
    let evidence = Evidence {
        milliseconds: begun.elapsed().as_secs_f64() * 1000.0,
        sql: moment.shown(question),
    };
    let counted = rows
        .into_iter()
        .map(|(kind, label, value)| Counted { kind, label, value })
        .collect();
    Ok(figure(kind, Reading::Counted { counted, evidence }))
}

async fn points(
    session: &mut Session,
    moment: &Moment,
    question: Question,
) -> Result<Vec<Point>, Error> {
    let rows: Vec<(String, f64)> = session.fetch_all(moment.statement(question)).await?;
    Ok(rows
        .into_iter()
        .map(|(day, value)| Point { day, value })
        .collect())
}

/// What is plotted over the days, with its unit.
fn title(kind: FigureKind, unit: &str) -> String {
    match kind {
        FigureKind::DataAccuracy => format!("Mean accuracy of each day, {unit}"),
        FigureKind::Availability => format!("Mean availability of each day, {unit}"),
        FigureKind::ResponseTime => format!("95th percentile of the latency of each day, {unit}"),
        FigureKind::Cost => format!("Cost of each day, {unit}"),
        FigureKind::ConsentsWithdrawn => "Consents withdrawn on each day".to_owned(),
        _ => format!("{} on each day", kind.title()),
    }
}
