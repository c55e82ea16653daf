//! What is wrong, as the sections tell it.

use provost_core::schema::consistency::{Action, Consistency, Finding, Topic};

use super::blocks::{Block, Record};
use super::strategy;
use super::words::{Mark, Words, short};

/// How many names a finding shows; sections list all of them where there is a list.
const NAMES: usize = 30;

/// Where in the document a finding stands.
pub(super) fn anchor(index: usize) -> String {
    format!("finding-{}", index + 1)
}

/// The section that tells the findings of a topic.
pub(super) fn section(topic: Topic) -> usize {
    match topic {
        Topic::Infrastructure => 1,
        Topic::Schema => 2,
        Topic::Migrations => 3,
        Topic::Security => 4,
        Topic::Connectivity => 5,
        Topic::Performance => 6,
        Topic::Integrity => 7,
        Topic::Compliance => 8,
    }
}

/// The findings of a topic under a heading; a sentence when there are none. None is left out, in any format: the rest of
/// the document points at them.
pub(super) fn of_topic(report: &Consistency, topic: Topic) -> Vec<Block> {
    let records: Vec<Record> = report
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.topic == topic)
        .map(|(index, finding)| record(index, finding, &report.actions))
        .collect();
    let body = if records.is_empty() {
        Block::text("Nothing was found to be wrong here.")
    } else {
        Block::Records {
            records,
            folded: Vec::new(),
            more: None,
        }
    };
    vec![Block::heading("Findings"), body]
}

fn record(index: usize, finding: &Finding, actions: &[Action]) -> Record {
    let shown_by = Words::default().names(finding.shown_by.iter().map(String::as_str), NAMES);
    let mending: Vec<usize> = actions
        .iter()
        .enumerate()
        .filter(|(_, action)| action.mends.iter().any(|mended| *mended as usize == index))
        .map(|(place, _)| place)
        .collect();
    Record {
        anchor: Some(anchor(index)),
        lead: Words::default().statement(&finding.impact),
        ..Record::new(
            Mark::severity(finding.severity),
            Words::default().strong(&short(&finding.title)),
        )
    }
    .fact("Shown by", shown_by)
    .fact("What to do", Words::default().statement(&finding.remedy))
    .fact("Mended by", strategy::named(&mending))
}
