//! What the SQL of the way back risks: data, locks, failures.

use super::Risk;
use super::risks::risk;
use super::violations::holds_now;
use super::wording::few;
use crate::audit::Severity;
use crate::schema::comparison::script::{Script, ScriptStatement, WarningKind};

/// One way in which statements cost, and what makes that smaller.
struct Cost {
    kinds: &'static [WarningKind],
    level: Severity,
    title: &'static str,
    what: &'static str,
    mitigation: &'static str,
}

const COSTS: [Cost; 3] = [
    Cost {
        kinds: &[WarningKind::LosesData],
        level: Severity::High,
        title: "The SQL of this report takes data away that somebody still needs.",
        what: "can lose data",
        mitigation: "Save the database first, and take these statements out until their data are moved.",
    },
    Cost {
        kinds: &[WarningKind::RewritesTable, WarningKind::LocksLong],
        level: Severity::Medium,
        title: "Programs stand still while a table is changed.",
        what: "can hold a lock for as long as a table is read or written anew",
        mitigation: "Use the safer way that stands beside each statement, or a time when few work; set lock_timeout.",
    },
    Cost {
        kinds: &[WarningKind::MayFail],
        level: Severity::Low,
        title: "A change stops half way.",
        what: "cannot run, or may not, because of what is there",
        mitigation: "Run all in one transaction where the report says that it can be, and on a copy first.",
    },
];

/// The risks of the script's statements, by their warnings.
pub(super) fn risks(script: &Script) -> Vec<Risk> {
    COSTS.iter().filter_map(|cost| of(script, cost)).collect()
}

fn of(script: &Script, cost: &Cost) -> Option<Risk> {
    let costs = |one: &&ScriptStatement| {
        let mut warnings = one.warnings.iter();
        warnings.any(|warning| cost.kinds.contains(&warning.kind) && !holds_now(warning))
    };
    let statements = script.statements.iter().filter(costs);
    let objects: Vec<String> = statements.map(|one| one.object.to_string()).collect();
    if objects.is_empty() {
        return None;
    }
    let count = super::wording::counted(objects.len(), "statement");
    let mut names = objects;
    names.dedup();
    let because = format!("{count} {}: {}.", cost.what, few(names));
    Some(risk(cost.level, cost.title, &because, cost.mitigation))
}
