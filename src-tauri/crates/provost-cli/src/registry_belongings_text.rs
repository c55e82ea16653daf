//! What belongs to a version as a person reads it in a terminal.

use comfy_table::Table;
use provost_core::registry::{ActingPeople, FoundDatasets, LineageEdge, ModelPage};

use crate::audit_text::{counted, shown, table};
use crate::registry_text::{moment, named};

/// How many edges of lineage are told.
const TOLD: usize = 20;

/// What belongs to a version, a row each.
pub(crate) fn belongings(fields: &mut Table, page: &ModelPage) {
    sources(fields, page);
    for one in &page.deployments {
        let agent = one.agent.as_deref().map(shown).unwrap_or_default();
        let used = one.last_used_at.map_or_else(
            || "never used".to_owned(),
            |at| format!("last used {}", moment(at)),
        );
        let mut value = format!(
            "{} since {}, {used} {agent}\n{}",
            one.status.as_str(),
            moment(one.deployed_at),
            one.id
        );
        for fact in &one.configuration {
            value.extend(["\n", &shown(&fact.name), ": ", &shown(&fact.value)]);
        }
        if let Some(wrong) = &one.error_message {
            value.extend(["\n", &shown(wrong)]);
        }
        fields.add_row(["Deployment".to_owned(), value]);
    }
    for drift in &page.open_drift {
        let feature = drift.feature.as_deref().map(shown).unwrap_or_default();
        let value = format!(
            "{} {} {feature}",
            drift.severity.as_str(),
            shown(&drift.kind)
        );
        fields.add_row(["Open drift".to_owned(), value]);
    }
}

/// What it was made from: data, runs, and edges of lineage.
fn sources(fields: &mut Table, page: &ModelPage) {
    for used in &page.datasets {
        let part = used.split.as_deref().map(shown).unwrap_or_default();
        let value = format!("{}@{} {part}", shown(&used.dataset), shown(&used.version));
        fields.add_row([format!("Data for {}", shown(&used.used_for)), value]);
    }
    for run in &page.runs {
        let ended = run.finished_at.map(moment).unwrap_or_default();
        let value = format!(
            "{}, {} {}\n{}",
            shown(&run.name),
            shown(&run.status),
            ended,
            run.id
        );
        fields.add_row([format!("Run of {}", shown(&run.kind)), value]);
    }
    for edge in page.lineage.iter().take(TOLD) {
        let name = if edge.direct {
            "Made from"
        } else {
            "Before that"
        };
        fields.add_row([name.to_owned(), told(edge)]);
    }
    let more = page.lineage.len().saturating_sub(TOLD);
    if more > 0 {
        let value = format!("{more} more edges; the JSON form has them");
        fields.add_row(["Lineage".to_owned(), value]);
    }
}

/// An edge of lineage: what was read, how, and when.
fn told(edge: &LineageEdge) -> String {
    let record = edge.source_record.map(|id| id.to_string());
    let source = edge.source.as_deref().map(shown).or(record);
    let source = source.unwrap_or_else(|| "the whole table".to_owned());
    let target = if edge.direct {
        String::new()
    } else {
        format!(" into {}", shown(&edge.target_table))
    };
    format!(
        "{source} of {}{target}\n{} at {}",
        shown(&edge.source_table),
        shown(&edge.kind),
        moment(edge.made_at)
    )
}

/// Versions of datasets to choose from, ending in a line break.
pub(crate) fn datasets_text(found: &FoundDatasets, width: u16) -> String {
    if let Some(hindrance) = &found.hindrance {
        return format!("Not read: {}\n", shown(hindrance));
    }
    let mut all = table(width);
    all.set_header(["Dataset", "Rows", "Parts", "Withdrawn", "Id"]);
    for one in &found.lines {
        all.add_row([
            format!("{}@{}", shown(&one.dataset), shown(&one.version)),
            one.rows.to_string(),
            shown(&one.splits.join(", ")),
            one.withdrawn.as_deref().map(shown).unwrap_or_default(),
            one.id.to_string(),
        ]);
    }
    let total = counted(found.total, "version");
    format!("{all}\n{} of {total}\n", found.lines.len())
}

/// Each switch of the four eyes, ending in a line break.
pub(crate) fn switches_text(people: &ActingPeople, width: u16) -> String {
    if let Some(hindrance) = &people.switches_hindrance {
        return format!(
            "When it was switched cannot be read: {}\n",
            shown(hindrance)
        );
    }
    if people.chosen.is_none() {
        return String::new();
    }
    if people.switches.is_empty() {
        return "Nobody ever switched that.\n".to_owned();
    }
    let mut all = table(width);
    let word = |on: bool| if on { "on" } else { "off" };
    for switch in &people.switches {
        let who = match &switch.actor {
            Some(_) => named(switch.actor.as_ref()),
            None => format!("role {}", shown(&switch.role)),
        };
        all.add_row([
            moment(switch.happened_at),
            who,
            format!("{}, was {}", word(switch.on), word(switch.before)),
        ]);
    }
    format!("Switched\n{all}\n")
}
