//! Section 2: where the version stands, who let it there, and what refuses production now.

use provost_core::registry::{Decision, ModelPart, StageRequest};
use provost_core::reports::ModelReport;

use super::values::{at, not_determinable, person};
use crate::account::blocks::{Block, Column, Record};
use crate::account::rows::{records, table};
use crate::account::words::{Mark, Words};
use crate::contents::Limits;
use crate::contents::wording::{capitalised, moment};

pub(super) fn blocks(report: &ModelReport, limits: &Limits) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading("Approval"),
        approval(report),
        Block::heading("What refuses production now"),
    ];
    blocks.extend(refused(report, limits));
    blocks.push(Block::heading("What was asked for and decided"));
    if let Some(reason) = report.hindrance(ModelPart::Requests) {
        blocks.push(not_determinable(reason));
        return blocks;
    }
    let rows = report.page.requests.iter().map(row).collect();
    let columns = vec![
        Column::narrow("Asked (UTC)", 22),
        Column::narrow("From and to", 24),
        Column::words("Asked by, and why", 1),
        Column::narrow("Decision", 22),
        Column::words("Decided by, and why", 1),
    ];
    let told = table("Requests for stages", columns, rows, "request", limits);
    blocks.push(told.unwrap_or_else(|| Block::text("Nobody asked for a stage.")));
    blocks
}

fn approval(report: &ModelReport) -> Block {
    if let Some(reason) = report.hindrance(ModelPart::Requests) {
        return not_determinable(reason);
    }
    let stage = report.page.version.stage.as_str();
    let Some(request) = report.approval() else {
        return Block::text(&format!(
            "No approval of {stage} is on record: the version was registered or imported there, or came back to it."
        ));
    };
    let decided = request
        .decided_at
        .map_or_else(String::new, |at| format!(" on {}", moment(at)));
    let mut words = Words::default().strong(&capitalised(stage)).text(&format!(
        " was approved by {}{decided}",
        person(request.decided_by.as_ref())
    ));
    words = match &request.decision_reason {
        Some(reason) => words.text(&format!(": {reason}")),
        None => words.text(", without a reason on record."),
    };
    Block::Text { words }
}

fn refused(report: &ModelReport, limits: &Limits) -> Vec<Block> {
    let production = report.production();
    let mut blocks = Vec::new();
    if production.there {
        blocks.push(Block::quiet(
            "The version is in production. This is what would refuse it if it were to go there today. Whether another version \
             answers to its aliases is not asked again: triggers keep two of them apart.",
        ));
    }
    let told = production.refusals.iter().map(|refusal| {
        Record::new(Mark::new("refused", "high"), Words::of(&refusal.message))
            .fact("What to do", Words::of(&refusal.remedy))
    });
    match records(told.collect(), "reason", limits) {
        Some(records) => blocks.push(records),
        None => blocks.push(Block::text("Nothing refuses production.")),
    }
    blocks
}

fn row(request: &StageRequest) -> Vec<Words> {
    let mark = match request.decision {
        None => Mark::new("waits", "medium"),
        Some(Decision::Approved) => Mark::new("approved", "pass"),
        Some(Decision::Rejected) => Mark::new("rejected", "high"),
        Some(Decision::Withdrawn) => Mark::new("withdrawn", "info"),
    };
    let decided = request.decision.map_or_else(Words::default, |_| {
        let by = person(request.decided_by.as_ref());
        let mut words = Words::of(&by);
        if let Some(when) = request.decided_at {
            words = words.line_end().quiet(&format!("{} UTC", at(when)));
        }
        match &request.decision_reason {
            Some(reason) => words.line_end().text(reason),
            None => words,
        }
    });
    vec![
        Words::of(&at(request.requested_at)),
        Words::of(&format!(
            "{} to {}",
            request.from.as_str(),
            request.to.as_str()
        )),
        Words::of(&person(request.requested_by.as_ref()))
            .line_end()
            .text(&request.reason),
        Words::marked(mark),
        decided,
    ]
}
