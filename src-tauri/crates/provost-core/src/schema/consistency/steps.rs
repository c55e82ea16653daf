//! The plan of section 9 while it is made: steps with what they mend and what must come before.

use super::timeline::Stage;
use super::wording::number;
use super::{Action, Finding, FindingCode, Priority, Size};

/// The plan so far.
pub(super) struct Plan<'a> {
    findings: &'a [Finding],
    /// The actions, in the order in which they can be done.
    pub(super) actions: Vec<Action>,
    /// The span in which each is done.
    pub(super) stages: Vec<Stage>,
}

/// One step before it has its place.
pub(super) struct Step {
    stage: Stage,
    priority: Priority,
    title: String,
    detail: String,
    commands: Vec<String>,
    size: Size,
}

impl Step {
    /// A step without commands.
    pub(super) fn new(
        stage: Stage,
        title: impl Into<String>,
        detail: impl Into<String>,
        size: Size,
    ) -> Self {
        Self {
            stage,
            priority: match stage {
                Stage::Foundation => Priority::Immediate,
                Stage::Security | Stage::Application | Stage::Optimization => Priority::Progressive,
                Stage::Upkeep => Priority::Synchronization,
            },
            title: title.into(),
            detail: detail.into(),
            commands: Vec::new(),
            size,
        }
    }

    /// What to type.
    pub(super) fn commands(mut self, commands: Vec<String>) -> Self {
        self.commands = commands;
        self
    }
}

impl<'a> Plan<'a> {
    /// A plan that mends these findings, without steps yet.
    pub(super) fn new(findings: &'a [Finding]) -> Self {
        Self {
            findings,
            actions: Vec::new(),
            stages: Vec::new(),
        }
    }

    /// The places of the findings that are wanted.
    pub(super) fn places(&self, wanted: impl Fn(&Finding) -> bool) -> Vec<u32> {
        let findings = self.findings.iter().enumerate();
        findings
            .filter(|(_, finding)| wanted(finding))
            .map(|(place, _)| number(place))
            .collect()
    }

    /// The places of the findings of these kinds.
    pub(super) fn of(&self, codes: &[FindingCode]) -> Vec<u32> {
        self.places(|finding| codes.contains(&finding.code))
    }

    /// The findings at these places.
    pub(super) fn findings_at(&self, places: &[u32]) -> Vec<&'a Finding> {
        places
            .iter()
            .filter_map(|place| self.findings.get(usize::try_from(*place).ok()?))
            .collect()
    }

    /// Adds a step behind those that must be done before, and gives its place.
    pub(super) fn add(&mut self, step: Step, mends: Vec<u32>, after: &[Option<u32>]) -> u32 {
        let place = number(self.actions.len());
        let mut after: Vec<u32> = after.iter().flatten().copied().collect();
        after.sort_unstable();
        after.dedup();
        self.stages.push(step.stage);
        self.actions.push(Action {
            priority: step.priority,
            title: step.title,
            detail: step.detail,
            commands: step.commands,
            size: step.size,
            mends,
            after,
        });
        place
    }
}

impl Size {
    /// The rule of all sizes: one person does at least one thing in a day and takes at least a day for any; `many` things
    /// of a kind a day go when all goes well, `few` when every one needs a look.
    pub(super) fn of(count: usize, many: u32, few: u32) -> Self {
        let count = number(count).max(1);
        Self {
            least_days: count.div_ceil(many.max(1)),
            most_days: count.div_ceil(few.max(1)),
        }
    }

    /// A span that does not depend on numbers.
    pub(super) fn days(least_days: u32, most_days: u32) -> Self {
        Self {
            least_days,
            most_days,
        }
    }
}
