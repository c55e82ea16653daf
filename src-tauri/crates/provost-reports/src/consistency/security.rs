//! Section 4: what protects accounts and rows.

use provost_core::schema::consistency::{Consistency, Topic};

use super::blocks::Block;
use super::facts::facts;
use super::findings;
use crate::contents::Limits;

pub(super) fn blocks(report: &Consistency, _limits: &Limits) -> Vec<Block> {
    let mut blocks = findings::of_topic(report, Topic::Security);
    blocks.push(Block::heading("What protects accounts and rows"));
    blocks.push(facts(
        "What protects accounts and rows",
        &report.security,
        "Nothing is known of what protects accounts and rows.",
    ));
    blocks
}
