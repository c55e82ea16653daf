//! What of a card that was read enters the registry.

use serde_json::{Map, Value, json};

use super::super::facts::ModelFact;
use super::super::page::ModelPage;
use super::CardText;
use super::metadata::{is_own, listed};

/// What a card adds to a version. Only what the version does not have: a card is somebody's word, and what was entered here is
/// not overwritten by it.
#[derive(Debug, Clone, PartialEq)]
pub struct CardImport {
    /// The licence, when the version has none.
    pub licence: Option<String>,
    /// Tags that it does not have.
    pub tags: Map<String, Value>,
    /// Capabilities that it does not have: its languages.
    pub capabilities: Map<String, Value>,
    /// Results of an evaluation that it does not have.
    pub evaluation: Map<String, Value>,
    /// The card as it is kept, with every key.
    pub card: CardText,
    /// What the card says otherwise than the registry, and did not enter: sentences.
    pub notes: Vec<String>,
}

/// What of a card enters the version of a page.
#[must_use]
pub fn import(page: &ModelPage, card: CardText) -> CardImport {
    let version = &page.version;
    let mut notes = Vec::new();
    let licence = licence(&card.metadata).filter(|named| match &version.licence {
        None => true,
        Some(ours) => {
            if !ours.eq_ignore_ascii_case(named) {
                notes.push(format!("The card names the licence {named}; {ours} stays."));
            }
            false
        }
    });
    let tags = listed(&card.metadata, "tags")
        .into_iter()
        .map(|tag| match tag.split_once(':') {
            Some((name, value)) => (name.to_owned(), json!(value)),
            None => (tag, json!(true)),
        });
    let tags = missing("tag", tags, &version.tags, &mut notes);
    let languages = listed(&card.metadata, "language");
    let mut capabilities = Map::new();
    if !languages.is_empty() && !has(&version.capabilities, "languages") {
        capabilities.insert("languages".to_owned(), json!(languages));
    }
    let results = results(&card.metadata);
    let evaluation = missing(
        "result",
        results.into_iter(),
        &version.evaluation,
        &mut notes,
    );
    CardImport {
        licence,
        tags,
        capabilities,
        evaluation,
        card,
        notes,
    }
}

fn licence(metadata: &Map<String, Value>) -> Option<String> {
    let word = |key: &str| metadata.get(key).and_then(Value::as_str).map(str::trim);
    let named = match word("license") {
        Some("other" | "unknown") | None => word("license_name"),
        named => named,
    };
    named.filter(|named| !named.is_empty()).map(str::to_owned)
}

fn has(facts: &[ModelFact], name: &str) -> bool {
    let inner = format!("{name}.");
    let list = format!("{name}[");
    facts.iter().any(|fact| {
        fact.name == name || fact.name.starts_with(&inner) || fact.name.starts_with(&list)
    })
}

fn missing(
    what: &str,
    said: impl Iterator<Item = (String, Value)>,
    ours: &[ModelFact],
    notes: &mut Vec<String>,
) -> Map<String, Value> {
    let mut added = Map::new();
    for (name, value) in said {
        let value_said = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        match ours.iter().find(|fact| fact.name == name) {
            Some(fact) if fact.value != value_said => notes.push(format!(
                "The card says {value_said} for the {what} {name}; {} stays.",
                fact.value
            )),
            Some(_) => {}
            None if has(ours, &name) => {}
            None => {
                added.insert(name, value);
            }
        }
    }
    added
}

/// The numbers of the results that somebody else wrote, by the name of the metric; the first one of a name.
fn results(metadata: &Map<String, Value>) -> Vec<(String, Value)> {
    let models = metadata.get("model-index").and_then(Value::as_array);
    let results = models.into_iter().flatten();
    let results = results
        .filter_map(|model| model.get("results")?.as_array())
        .flatten();
    let metrics = results.filter(|result| !is_own(result));
    let metrics = metrics
        .filter_map(|result| result.get("metrics")?.as_array())
        .flatten();
    let mut found: Vec<(String, Value)> = Vec::new();
    for metric in metrics {
        let word = |key: &str| metric.get(key).and_then(Value::as_str);
        let name = word("type").or_else(|| word("name"));
        let value = metric.get("value").filter(|value| value.is_number());
        if let (Some(name), Some(value)) = (name, value)
            && !name.trim().is_empty()
            && found.iter().all(|(known, _)| known != name)
        {
            found.push((name.to_owned(), value.clone()));
        }
    }
    found
}
