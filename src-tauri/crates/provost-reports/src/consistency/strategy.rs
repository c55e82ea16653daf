//! Section 9: what to do, in order.

use provost_core::schema::consistency::{Action, Consistency, Priority};

use super::blocks::{Block, Code, Record};
use super::document::days;
use super::findings;
use super::words::{Mark, Words, short};
use crate::contents::Limits;

/// The priorities with their headings and what they mean.
const PRIORITIES: [(Priority, &str, &str); 3] = [
    (Priority::Immediate, "Immediate", "Before anything else."),
    (
        Priority::Progressive,
        "Step by step",
        "One after the other, each when what it waits for is done.",
    ),
    (
        Priority::Synchronization,
        "So that it does not come back",
        "Keeps the environments and the migrations together.",
    ),
];

/// Where in the document an action stands.
pub(super) fn anchor(index: usize) -> String {
    format!("action-{}", index + 1)
}

/// Actions by their numbers, each leading to its place.
pub(super) fn named(actions: &[usize]) -> Words {
    let mut words = Words::default();
    for (place, action) in actions.iter().enumerate() {
        if place > 0 {
            words = words.text(", ");
        }
        words = words.link(anchor(*action), &format!("action {}", action + 1));
    }
    words
}

pub(super) fn blocks(report: &Consistency, _limits: &Limits) -> Vec<Block> {
    if report.actions.is_empty() {
        return vec![Block::text("There is nothing to do.")];
    }
    let mut blocks = Vec::new();
    if let Some((least, most)) = report.conclusion.days {
        blocks.push(Block::Text {
            words: Words::of("All actions together take ")
                .strong(&days(least, most))
                .text(" of one person."),
        });
    }
    for (priority, heading, meaning) in PRIORITIES {
        let records: Vec<Record> = report
            .actions
            .iter()
            .enumerate()
            .filter(|(_, action)| action.priority == priority)
            .map(|(index, action)| record(report, index, action))
            .collect();
        blocks.push(Block::heading(heading));
        blocks.push(Block::quiet(meaning));
        blocks.push(if records.is_empty() {
            Block::text("Nothing to do.")
        } else {
            Block::Records {
                records,
                folded: Vec::new(),
                more: None,
            }
        });
    }
    blocks
}

fn record(report: &Consistency, index: usize, action: &Action) -> Record {
    let inside = |list: &[u32], most: usize| -> Vec<usize> {
        let places = list.iter().map(|place| *place as usize);
        places.filter(|place| *place < most).collect()
    };
    let before = inside(&action.after, report.actions.len());
    let mut mends = Words::default();
    for (place, finding) in inside(&action.mends, report.findings.len())
        .into_iter()
        .enumerate()
    {
        if place > 0 {
            mends = mends.line_end();
        }
        let title = report.findings.get(finding).map(|one| short(&one.title));
        mends = mends.link(findings::anchor(finding), &title.unwrap_or_default());
    }
    let commands = Code::lines("Commands", &action.commands.join("\n"));
    Record {
        anchor: Some(anchor(index)),
        lead: Words::default().statement(&action.detail),
        code: (!action.commands.is_empty()).then_some(commands),
        ..Record::new(
            Mark::new(&format!("action {}", index + 1), "info"),
            Words::default().strong(&short(&action.title)),
        )
    }
    .fact(
        "Takes",
        Words::of(&days(action.size.least_days, action.size.most_days)),
    )
    .fact("Waits for", named(&before))
    .fact("Mends", mends)
}
