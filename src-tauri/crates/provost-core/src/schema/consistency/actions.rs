//! Section 9: what to do, in an order in which it can be done.

mod chain;
mod foundation;
mod refinement;
mod rollout;

use super::steps::Plan;
use super::subject::Subject;
use super::{Finding, Integrity, Performance};
use crate::schema::configuration::ConfigurationDifference;

/// What the steps are made from.
pub(super) struct Grounds<'a> {
    /// The database.
    pub(super) subject: &'a Subject<'a>,
    /// All findings, in the order of the report.
    pub(super) findings: &'a [Finding],
    /// Section 6.
    pub(super) performance: &'a Performance,
    /// Section 7.
    pub(super) integrity: &'a Integrity,
    /// Where configurations differ.
    pub(super) differences: &'a [ConfigurationDifference],
}

/// The places of steps that later ones wait for; none where there is nothing to do.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    saved: Option<u32>,
    cleaned: Option<u32>,
    applied: Option<u32>,
    served: Option<u32>,
}

/// What a step says that makes what earlier steps may have made.
fn unless_made(what: &str, by: &str) -> String {
    format!("See which of {what} the earlier steps have made; make by {by} what they have not.")
}

/// The plan: what all else stands on, then what protects people, what they work with, what makes it quick, and what keeps
/// it so.
pub(super) fn plan<'a>(grounds: &Grounds<'a>) -> Plan<'a> {
    let mut plan = Plan::new(grounds.findings);
    if grounds.findings.is_empty() {
        return plan;
    }
    let mut before = foundation::lay(grounds, &mut plan);
    rollout::put(grounds, &mut plan, &mut before);
    refinement::refine(grounds, &mut plan, before);
    plan
}
