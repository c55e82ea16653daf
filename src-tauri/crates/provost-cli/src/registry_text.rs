//! The registry as a person reads it in a terminal.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use provost_core::audit::Severity;
use provost_core::registry::{
    ActingPeople, Decision, ModelEvent, ModelEvents, ModelList, ModelPage, ModelPart, Person,
    Refusal, RiskClass, Stage, StageRequest, VersionComparison, VersionLine,
};

use crate::audit_text::{counted, shown, table};
use crate::registry_belongings_text::{belongings, switches_text};

/// The versions, ending in a line break.
pub(crate) fn list_text(list: &ModelList, width: u16) -> String {
    if let Some(reason) = unread(list) {
        return format!("Not read: {}\n", shown(reason));
    }
    let mut lines = Vec::new();
    for hindrance in &list.hindrances {
        let line = format!("Not read: {}", shown(&hindrance.reason));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if let Some(restricted) = &list.restricted {
        lines.push(format!("Not everything was seen: {}", shown(restricted)));
    }
    let mut versions = table(width);
    versions.set_header([
        "Model", "Version", "Stage", "Waiting", "Aliases", "Running", "Drift", "Owner", "Kind",
    ]);
    for line in &list.versions {
        versions.add_row(row(line));
    }
    if list.versions.is_empty() {
        lines.push("No version.".to_owned());
    } else {
        lines.push(versions.to_string());
    }
    lines.push(format!(
        "{} of {}",
        list.versions.len(),
        counted(list.total, "version")
    ));
    lines.join("\n") + "\n"
}

/// Why the versions themselves could not be read; then nothing is known of them, and what hinders the rest says no more.
pub(crate) fn unread(list: &ModelList) -> Option<&str> {
    let mut hindrances = list.hindrances.iter();
    let versions = hindrances.find(|one| one.part == ModelPart::Models)?;
    Some(&versions.reason)
}

fn row(line: &VersionLine) -> [String; 9] {
    let unknown = || "?".to_owned();
    let running =
        line.active_deployments
            .map_or_else(unknown, |active| match line.deployments_in_error {
                Some(error) if error > 0 => format!("{active}, {error} in error"),
                _ => active.to_string(),
            });
    [
        shown(&line.name),
        shown(&line.version),
        line.stage.as_str().to_owned(),
        line.waiting.map_or("", Stage::as_str).to_owned(),
        line.aliases
            .as_ref()
            .map_or_else(unknown, |all| shown(&all.join(", "))),
        running,
        line.open_drift.map_or("", Severity::as_str).to_owned(),
        named(line.owner.as_ref()),
        shown(&line.model_type),
    ]
}

/// A version, ending in a line break.
pub(crate) fn page_text(page: &ModelPage, width: u16) -> String {
    let version = &page.version;
    let mut text = format!(
        "{} {}: {}\n{}\n",
        shown(&version.name),
        shown(&version.version),
        version.stage.as_str(),
        version.id
    );
    let mut fields = table(width);
    let said = |text: &Option<String>| text.as_deref().map(shown).unwrap_or_default();
    let aliases = version.aliases.as_ref();
    for (field, value) in [
        ("Owner", named(version.owner.as_ref())),
        ("Kind", shown(&version.model_type)),
        ("Provider", shown(&version.provider)),
        ("Provider's id", shown(&version.provider_model_id)),
        (
            "Risk class",
            version.risk_class.map_or("", RiskClass::as_str).to_owned(),
        ),
        ("Licence", said(&version.licence)),
        ("Training data hash", said(&version.training_data_hash)),
        (
            "Aliases",
            aliases.map_or_else(|| "?".to_owned(), |all| shown(&all.join(", "))),
        ),
        ("Description", said(&version.description)),
        ("Intended use", said(&version.intended_use)),
        ("Limitations", said(&version.limitations)),
    ] {
        fields.add_row([field, value.as_str()]);
    }
    for (group, facts) in [
        ("Evaluation", &version.evaluation),
        ("Capability", &version.capabilities),
        ("Tag", &version.tags),
    ] {
        if facts.is_empty() {
            fields.add_row([group, "none entered"]);
        }
        for fact in facts {
            let name = format!("{group} {}", shown(&fact.name));
            fields.add_row([name, shown(&fact.value)]);
        }
    }
    belongings(&mut fields, page);
    text.push_str(&fields.to_string());
    text.push('\n');
    ways(&mut text, page);
    history(&mut text, page, width);
    for hindrance in &page.hindrances {
        let _ = writeln!(text, "Not read: {}", shown(&hindrance.reason));
    }
    text
}

fn ways(text: &mut String, page: &ModelPage) {
    text.push_str("\nStages\n");
    for way in &page.ways {
        let to = way.to.as_str();
        if way.refusals.is_empty() {
            let _ = writeln!(text, "  {to}: can be asked for");
        } else {
            let _ = writeln!(text, "  {to}: refused");
            refused(text, &way.refusals);
        }
    }
    if let Some(request) = page.waiting() {
        let _ = writeln!(text, "\nWaiting\n  {}", asked(request));
        refused(text, &request.approving);
    }
}

fn refused(text: &mut String, refusals: &[Refusal]) {
    for refusal in refusals {
        let (message, remedy) = (shown(&refusal.message), shown(&refusal.remedy));
        let _ = writeln!(text, "    {message} {remedy}");
    }
}

fn asked(request: &StageRequest) -> String {
    let decision = request.decision.map_or("waits", Decision::as_str);
    format!(
        "{} to {}, {decision}: {} asked at {}: {}",
        request.from.as_str(),
        request.to.as_str(),
        named(request.requested_by.as_ref()),
        moment(request.requested_at),
        shown(&request.reason)
    )
}

fn history(text: &mut String, page: &ModelPage, width: u16) {
    if page.events.is_empty() {
        return;
    }
    text.push_str("\nHistory\n");
    let mut events = table(width);
    for event in page.events.iter().take(20) {
        events.add_row([
            moment(event.happened_at),
            doer(event),
            shown(&event.message),
        ]);
    }
    text.push_str(&events.to_string());
    text.push('\n');
    if page.events.len() > 20 {
        text.push_str("  `provost registry events` tells the earlier ones.\n");
    }
}

fn doer(event: &ModelEvent) -> String {
    let actor = event.actor.as_ref();
    actor.map_or_else(
        || format!("role {}", shown(&event.role)),
        |actor| shown(&actor.shown()),
    )
}

/// What happened to a version, with everything that each event says, ending in a line break.
pub(crate) fn events_text(events: &ModelEvents, width: u16) -> String {
    let mut text = format!("{} {}\n", shown(&events.name), shown(&events.version));
    for hindrance in &events.hindrances {
        let _ = writeln!(text, "Not read: {}", shown(&hindrance.reason));
    }
    let mut all = table(width);
    all.set_header(["When", "Who", "What", "Details"]);
    for event in &events.events {
        let details = event.details.iter();
        let details: Vec<String> = details
            .map(|fact| format!("{}: {}", shown(&fact.name), shown(&fact.value)))
            .collect();
        all.add_row([
            moment(event.happened_at),
            doer(event),
            shown(&event.message),
            details.join("\n"),
        ]);
    }
    format!("{text}{all}\n")
}

/// What two versions have in common and what not, ending in a line break.
pub(crate) fn comparison_text(comparison: &VersionComparison, width: u16) -> String {
    let head = |one: &provost_core::registry::Compared| {
        let stage = one.stage.as_str();
        format!("{} {}, {stage}", shown(&one.name), shown(&one.version))
    };
    let mut pairs = table(width);
    pairs.set_header([
        String::new(),
        head(&comparison.a),
        head(&comparison.b),
        "Difference".to_owned(),
    ]);
    let said = |text: &Option<String>| text.as_deref().map(shown).unwrap_or_default();
    for pair in comparison.fields.iter().chain(&comparison.details) {
        let differs = if pair.differs { "differs" } else { "" };
        pairs.add_row([
            shown(&pair.field),
            said(&pair.a),
            said(&pair.b),
            differs.to_owned(),
        ]);
    }
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    for pair in &comparison.metrics {
        let relative = pair
            .relative
            .map(|part| format!(" ({:+.2} %)", part * 100.0));
        let difference = pair.difference.map(|difference| {
            if difference.abs() < 1e-6 {
                format!("{difference:+e}")
            } else {
                format!("{difference:+.6}")
            }
        });
        let told = difference.unwrap_or_default() + &relative.unwrap_or_default();
        let equal = pair.difference == Some(0.0);
        pairs.add_row([
            shown(&pair.metric),
            number(pair.a),
            number(pair.b),
            if equal { String::new() } else { told },
        ]);
    }
    let differences = counted(comparison.differences, "difference");
    format!("{pairs}\n{differences}\n")
}

/// For whom the connection acts, ending in a line break.
pub(crate) fn people_text(people: &ActingPeople, width: u16) -> String {
    let mut text = match &people.chosen {
        Some(actor) => format!("{} acts.\n", shown(&actor.name)),
        None => "Nobody is named as the person who acts.\n".to_owned(),
    };
    text.push_str(match people.four_eyes {
        Some(true) => "Whoever asks for a stage does not approve it.\n",
        Some(false) => "Four eyes are off: whoever asks for a stage may approve it.\n",
        None => "Whether four eyes are needed is not known.\n",
    });
    text.push_str(&switches_text(people, width));
    if let Some(hindrance) = &people.hindrance {
        let _ = writeln!(text, "Not read: {}", shown(hindrance));
    }
    let mut all = table(width);
    for actor in &people.people {
        let email = actor.email.as_deref().map(shown).unwrap_or_default();
        let role = if actor.admin { "administrator" } else { "" };
        let tenant = actor.tenant_name.as_deref().map(shown).unwrap_or_default();
        all.add_row([shown(&actor.name), email, role.to_owned(), tenant]);
    }
    text + &all.to_string() + "\n"
}

/// What a person is called; nothing for nobody.
pub(crate) fn named(person: Option<&Person>) -> String {
    person
        .map(|person| shown(&person.shown()))
        .unwrap_or_default()
}

/// A moment in UTC, to the second.
pub(crate) fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
