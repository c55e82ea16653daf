//! The text of a card: what somebody wrote, and a part that the registry writes.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};

use super::super::changes::Decision;
use super::super::facts::ModelFact;
use super::super::page::ModelPage;
use super::super::people::Person;
use super::super::version::{ModelVersion, RiskClass};

/// Around the part that the registry writes. HTML comments are not shown.
const BEGIN: &str = "<!-- Provost writes from here -->";
const END: &str = "<!-- to here -->";

/// The text of a card without the part that the registry wrote.
pub(super) fn own(text: &str) -> String {
    let Some((before, rest)) = text.split_once(BEGIN) else {
        return text.trim().to_owned();
    };
    let after = rest.split_once(END).map_or("", |(_, after)| after);
    let parts = [before.trim(), after.trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

/// The text: what is kept, then what the registry knows.
pub(super) fn of(page: &ModelPage, kept: Option<&str>) -> String {
    let version = &page.version;
    let mut text = match kept {
        Some(kept) if !kept.is_empty() => format!("{kept}\n\n"),
        _ => format!("# {}\n\n", escaped(&version.name)),
    };
    text.push_str(BEGIN);
    text.push_str("\n\n");
    if version.sample {
        text.push_str("This is synthetic sample data.\n\n");
    }
    details(&mut text, version);
    for (heading, said) in [
        ("Description", &version.description),
        ("Intended use", &version.intended_use),
        ("Limitations", &version.limitations),
    ] {
        if let Some(said) = said {
            section(&mut text, heading);
            paragraphs(&mut text, said);
        }
    }
    facts(&mut text, "Capabilities", &version.capabilities);
    data(&mut text, page);
    facts(&mut text, "Evaluation", &version.evaluation);
    deployments(&mut text, page);
    drift(&mut text, page);
    approvals(&mut text, page);
    let _ = write!(text, "State of {}.\n\n{END}\n", moment(page.taken_at));
    text
}

fn details(text: &mut String, version: &ModelVersion) {
    section(text, "Version");
    let unknown = || "not determined".to_owned();
    let risk = version.risk_class.map(RiskClass::as_str);
    let aliases = version.aliases.as_ref().map(|all| all.join(", "));
    let owner = version.owner.as_ref().map(Person::shown);
    let licence = version.licence.clone();
    let rows = [
        ("Version", version.version.clone()),
        ("Stage", version.stage.as_str().to_owned()),
        ("Kind", version.model_type.replace('_', " ")),
        ("Provider", version.provider.clone()),
        ("Provider's id", version.provider_model_id.clone()),
        ("Owner", owner.unwrap_or_else(|| "nobody".to_owned())),
        ("Risk class", risk.map_or_else(unknown, str::to_owned)),
        ("Licence", licence.unwrap_or_else(|| "not named".to_owned())),
        (
            "Aliases",
            aliases
                .filter(|all| !all.is_empty())
                .unwrap_or_else(|| "none".to_owned()),
        ),
        ("Registered", moment(version.created_at)),
    ];
    table(
        text,
        &["Field", "Value"],
        rows.into_iter()
            .map(|(field, value)| vec![field.to_owned(), value]),
    );
}

fn data(text: &mut String, page: &ModelPage) {
    let hash = page.version.training_data_hash.as_ref();
    if page.datasets.is_empty() && page.runs.is_empty() && hash.is_none() {
        return;
    }
    section(text, "Training data");
    let rows = page.datasets.iter().map(|used| {
        let rows = used.rows.map_or_else(String::new, |rows| rows.to_string());
        let part = used.split.clone().unwrap_or_default();
        vec![
            used.dataset.clone(),
            used.version.clone(),
            used.used_for.replace('_', " "),
            part,
            rows,
        ]
    });
    table(
        text,
        &["Dataset", "Version", "Used for", "Part", "Rows"],
        rows,
    );
    for run in &page.runs {
        let (name, kind) = (escaped(&run.name), escaped(&run.kind.replace('_', " ")));
        let ended = run
            .finished_at
            .map_or_else(String::new, |at| format!(", {}", moment(at)));
        let _ = writeln!(
            text,
            "- Run {name}: {kind}, {}{ended}",
            escaped(&run.status)
        );
    }
    if !page.runs.is_empty() {
        text.push('\n');
    }
    if let Some(hash) = hash {
        let _ = write!(text, "Hash of the training data: {}\n\n", escaped(hash));
    }
}

fn deployments(text: &mut String, page: &ModelPage) {
    if page.deployments.is_empty() {
        return;
    }
    section(text, "Deployments");
    let rows = page.deployments.iter().map(|one| {
        let agent = one.agent.clone().unwrap_or_default();
        let used = one.last_used_at.map_or_else(|| "never".to_owned(), moment);
        vec![
            one.status.as_str().to_owned(),
            agent,
            moment(one.deployed_at),
            used,
        ]
    });
    table(text, &["Status", "Agent", "Since", "Last used"], rows);
}

fn drift(text: &mut String, page: &ModelPage) {
    if page.open_drift.is_empty() {
        return;
    }
    section(text, "Open drift");
    let rows = page.open_drift.iter().map(|one| {
        let feature = one.feature.clone().unwrap_or_default();
        vec![
            one.severity.as_str().to_owned(),
            one.kind.clone(),
            feature,
            moment(one.detected_at),
        ]
    });
    table(text, &["Severity", "Kind", "Feature", "Found"], rows);
}

fn approvals(text: &mut String, page: &ModelPage) {
    let decided = || page.requests.iter().filter(|one| one.decision.is_some());
    if decided().next().is_none() {
        return;
    }
    section(text, "Decisions");
    let name = |person: &Option<Person>| person.as_ref().map(Person::shown).unwrap_or_default();
    let rows = decided().map(|one| {
        let decision = one.decision.map_or("", Decision::as_str);
        let when = one.decided_at.map_or_else(String::new, moment);
        let why = one.decision_reason.clone().unwrap_or_default();
        let way = format!("{} to {}", one.from.as_str(), one.to.as_str());
        vec![
            when,
            way,
            name(&one.requested_by),
            decision.to_owned(),
            name(&one.decided_by),
            why,
        ]
    });
    table(
        text,
        &[
            "When",
            "Stages",
            "Asked by",
            "Decision",
            "Decided by",
            "Reason",
        ],
        rows,
    );
}

fn facts(text: &mut String, heading: &str, facts: &[ModelFact]) {
    if facts.is_empty() {
        return;
    }
    section(text, heading);
    let rows = facts
        .iter()
        .map(|fact| vec![fact.name.clone(), fact.value.clone()]);
    table(text, &["Name", "Value"], rows);
}

fn section(text: &mut String, heading: &str) {
    let _ = write!(text, "## {heading}\n\n");
}

/// A text of somebody's, paragraph by paragraph, with nothing in it that Markdown would read.
fn paragraphs(text: &mut String, said: &str) {
    let said = said.replace("\r\n", "\n");
    for paragraph in said.split("\n\n") {
        let paragraph = escaped(paragraph);
        if !paragraph.is_empty() {
            let _ = write!(text, "{paragraph}\n\n");
        }
    }
}

fn table(text: &mut String, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    let _ = writeln!(text, "| {} |", head.join(" | "));
    let _ = writeln!(text, "|{}", " --- |".repeat(head.len()));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text.push('\n');
}

/// A text in one line in which no character means anything to Markdown or HTML.
fn escaped(said: &str) -> String {
    let words: Vec<&str> = said.split_whitespace().collect();
    let line = words.join(" ");
    let mut escaped = String::with_capacity(line.len());
    for (at, character) in line.char_indices() {
        let opens = at == 0 && "-+=>#".contains(character);
        if opens || "\\`*_[]<>|&~".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    // "1. " at the beginning would be a list.
    match escaped.split_once(['.', ')']) {
        Some((digits, _))
            if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            let (digits, rest) = escaped.split_at(digits.len());
            format!("{digits}\\{rest}")
        }
        _ => escaped,
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
