//! What the report of a version says, part by part, in finished words.

use super::pictures::Gallery;
use super::{
    ModelPaper, card, costs, cover, drift, evidence, history, judged, metrics, sources, stage,
    summary, version,
};
use crate::Error;
use crate::account::blocks::Block;
use crate::account::words::Words;
use crate::account::{Account, Section};
use crate::contents::Limits;

/// Gives an account within the limits of a document.
pub(super) fn of(paper: &ModelPaper, limits: &Limits) -> Result<Account, Error> {
    let report = &paper.report;
    let mut gallery = Gallery::default();
    let metrics = metrics::blocks(paper, &mut gallery, limits)?;
    let costs = costs::blocks(paper, &mut gallery, limits)?;
    let drift = drift::blocks(paper, &mut gallery, limits)?;
    let sections = [
        ("The version", version::blocks(report, limits)),
        ("Stage and approval", stage::blocks(report, limits)),
        ("What it was made from", sources::made_from(report, limits)),
        ("Where it runs", sources::runs_where(report, limits)),
        ("Metrics", metrics),
        ("Targets", judged::blocks(paper, limits)),
        ("Costs", costs),
        ("Drift", drift),
        ("Model card", card::blocks(report, limits)),
        ("History", history::blocks(report, limits)),
        ("Evidence", evidence::blocks(report, limits)),
    ];
    let account = Account {
        cover: cover::of(report),
        figures: summary::figures(report),
        summary: summary::blocks(report),
        sections: Section::all(sections),
        not_known: not_known(&report.not_known),
        pictures: gallery.into_pictures(),
    };
    Ok(account.placed())
}

fn not_known(told: &[String]) -> Vec<Block> {
    if told.is_empty() {
        return vec![Block::text(
            "Everything that this report asks for could be seen.",
        )];
    }
    vec![
        Block::quiet("Nothing is said about these, neither good nor bad."),
        Block::List {
            ordered: false,
            items: told.iter().map(|one| Words::of(one)).collect(),
        },
    ]
}
