//! Section 11: when what is done.

use provost_core::schema::consistency::{Consistency, Phase};

use super::blocks::{Block, Column};
use super::words::{Words, short};
use super::{rows, strategy};
use crate::contents::Limits;
use crate::contents::wording::{number, title};

/// The working days of a week.
const WEEK: u32 = 5;

pub(super) fn blocks(report: &Consistency, picture: Option<usize>, limits: &Limits) -> Vec<Block> {
    if report.phases.is_empty() {
        return vec![Block::text(
            "There is nothing to do, so there is no timeline.",
        )];
    }
    let mut blocks = vec![Block::text(
        "The phases follow from the actions, when each takes its most and one person does them one after the other.",
    )];
    blocks.extend(picture.map(Block::picture));
    blocks.extend(rows::table(
        "The phases with their actions",
        vec![
            Column::words("Phase", 2),
            Column::narrow("Working days", 28),
            Column::narrow("Weeks", 20),
            Column::words("Actions", 4),
        ],
        report
            .phases
            .iter()
            .map(|phase| row(phase, report))
            .collect(),
        "phase",
        limits,
    ));
    blocks
}

fn row(phase: &Phase, report: &Consistency) -> Vec<Words> {
    let (first, last) = (
        phase.days.0.saturating_add(1),
        phase.days.1.max(phase.days.0.saturating_add(1)),
    );
    let week = |day: u32| day.div_ceil(WEEK);
    let span = |from: u32, to: u32| {
        if from == to {
            number(from as usize)
        } else {
            format!("{} to {}", number(from as usize), number(to as usize))
        }
    };
    let mut actions = Words::default();
    for (place, index) in phase
        .actions
        .iter()
        .map(|index| *index as usize)
        .enumerate()
    {
        let Some(action) = report.actions.get(index) else {
            continue;
        };
        if place > 0 {
            actions = actions.line_end();
        }
        let words = format!("{}. {}", index + 1, short(&action.title));
        actions = actions.link(strategy::anchor(index), &words);
    }
    vec![
        Words::default().strong(&title(&phase.title, usize::MAX)),
        Words::of(&span(first, last)),
        Words::of(&span(week(first), week(last))),
        actions,
    ]
}
