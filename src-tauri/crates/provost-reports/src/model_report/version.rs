//! Section 1: what the version is.

use provost_core::registry::{ModelFact, ModelPart, ModelVersion};
use provost_core::reports::ModelReport;

use super::values::{at, not_determinable, person};
use crate::account::blocks::{Block, Column};
use crate::account::rows::table;
use crate::account::words::Words;
use crate::contents::Limits;
use crate::contents::wording::capitalised;

pub(super) fn blocks(report: &ModelReport, limits: &Limits) -> Vec<Block> {
    let version = &report.page.version;
    let mut blocks = vec![Block::heading("What was entered of it")];
    let rows = facts(version);
    let rows = rows.into_iter().map(|(name, value)| {
        let value = value.unwrap_or_else(|| "not entered".to_owned());
        vec![Words::of(name), Words::of(&value)]
    });
    blocks.extend(two_columns(
        "Facts of the version",
        rows.collect(),
        "fact",
        limits,
    ));
    blocks.push(Block::heading("Aliases"));
    blocks.push(
        match (&version.aliases, report.hindrance(ModelPart::Aliases)) {
            (_, Some(reason)) => not_determinable(reason),
            (Some(aliases), None) if !aliases.is_empty() => Block::Text {
                words: Words::default().names(aliases.iter().map(String::as_str), 100),
            },
            _ => Block::text("It has no alias."),
        },
    );
    for (title, facts, none) in [
        (
            "Results of its evaluation",
            &version.evaluation,
            "No result of an evaluation is entered.",
        ),
        (
            "Capabilities",
            &version.capabilities,
            "No capability is entered.",
        ),
        ("Tags", &version.tags, "It has no tags."),
    ] {
        blocks.push(Block::heading(title));
        match flattened(title, facts, limits) {
            Some(table) => blocks.push(table),
            None => blocks.push(Block::text(none)),
        }
    }
    blocks
}

fn facts(version: &ModelVersion) -> Vec<(&'static str, Option<String>)> {
    let own = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    vec![
        ("Name", Some(version.name.clone())),
        ("Version", Some(version.version.clone())),
        ("What it does", own(&version.description)),
        ("Intended use", own(&version.intended_use)),
        ("Limitations", own(&version.limitations)),
        ("Kind", Some(super::values::spaced(&version.model_type))),
        ("Provider", Some(version.provider.clone())),
        ("Provider's id", Some(version.provider_model_id.clone())),
        ("Licence", own(&version.licence)),
        (
            "Owner",
            version.owner.as_ref().map(|owner| person(Some(owner))),
        ),
        (
            "Risk class",
            version.risk_class.map(|class| capitalised(class.as_str())),
        ),
        ("Tenant", own(&version.tenant)),
        (
            "Registered",
            Some(format!("{} UTC", at(version.created_at))),
        ),
        (
            "Last changed",
            Some(format!("{} UTC", at(version.updated_at))),
        ),
        ("Id", Some(version.id.to_string())),
    ]
}

/// The values of a JSON object; nothing when there are none.
pub(super) fn flattened(caption: &str, facts: &[ModelFact], limits: &Limits) -> Option<Block> {
    let rows = facts.iter();
    let rows = rows.map(|fact| vec![Words::named(&fact.name), Words::of(&fact.value)]);
    two_columns(caption, rows.collect(), "value", limits)
}

fn two_columns(caption: &str, rows: Vec<Vec<Words>>, noun: &str, limits: &Limits) -> Option<Block> {
    let columns = vec![Column::narrow("Name", 42), Column::words("Value", 1)];
    table(caption, columns, rows, noun, limits)
}
