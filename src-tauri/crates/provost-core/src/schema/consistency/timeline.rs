//! Section 11: when, as it follows from the actions and their sizes.

use super::wording::number;
use super::{Action, Phase};

/// The spans of the timeline, in their order (seed 004 section 11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// What all else stands on.
    Foundation,
    /// What protects people and proves what happened.
    Security,
    /// What people work with.
    Application,
    /// What makes it quick.
    Optimization,
    /// What keeps it so.
    Upkeep,
}

impl Stage {
    fn title(self) -> &'static str {
        match self {
            Self::Foundation => "Foundation",
            Self::Security => "Authentication and security",
            Self::Application => "Application",
            Self::Optimization | Self::Upkeep => "Optimization",
        }
    }
}

/// The phases that have something to do, one after the other, each as long as all its actions take at most.
pub(super) fn phases(actions: &[Action], stages: &[Stage]) -> Vec<Phase> {
    let mut phases: Vec<Phase> = Vec::new();
    let mut day = 0;
    for (place, (action, stage)) in actions.iter().zip(stages).enumerate() {
        let end = day + action.size.most_days;
        match phases.last_mut() {
            Some(phase) if phase.title == stage.title() => {
                phase.days.1 = end;
                phase.actions.push(number(place));
            }
            _ => phases.push(Phase {
                title: stage.title().to_owned(),
                days: (day, end),
                actions: vec![number(place)],
            }),
        }
        day = end;
    }
    phases
}
