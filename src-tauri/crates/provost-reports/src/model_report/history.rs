//! Section 10: what happened to the version.

use provost_core::registry::ModelPart;
use provost_core::reports::ModelReport;

use super::values::{at, not_determinable, person};
use crate::account::blocks::{Block, Column};
use crate::account::rows::table;
use crate::account::words::Words;
use crate::contents::Limits;

pub(super) fn blocks(report: &ModelReport, limits: &Limits) -> Vec<Block> {
    if let Some(reason) = report.hindrance(ModelPart::Events) {
        return vec![not_determinable(reason)];
    }
    let events = report.page.events.iter().map(|event| {
        vec![
            Words::of(&at(event.happened_at)),
            Words::of(&event.message),
            Words::of(&person(event.actor.as_ref())),
            Words::named(&event.role),
        ]
    });
    let columns = vec![
        Column::narrow("When (UTC)", 31),
        Column::words("What", 2),
        Column::words("Who", 1),
        Column::narrow("Role of the database", 34),
    ];
    let told = table(
        "What happened, the latest first",
        columns,
        events.collect(),
        "event",
        limits,
    );
    vec![told.unwrap_or_else(|| Block::text("Nothing is on record."))]
}
