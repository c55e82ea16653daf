//! The metadata of a version's card.

use serde_json::{Map, Number, Value, json};

use super::super::facts::ModelFact;
use super::super::page::ModelPage;
use super::{CardText, licences};

/// Who says where the results of an evaluation come from, so that they are found again when the card is read.
pub(super) const SOURCE: &str = "Provost";

/// The metadata: what is kept, and over it what the registry knows.
pub(super) fn of(page: &ModelPage, kept: Option<&CardText>) -> Map<String, Value> {
    let mut metadata = kept.map(|kept| kept.metadata.clone()).unwrap_or_default();
    let version = &page.version;
    if let Some(licence) = &version.licence {
        licence_into(&mut metadata, licence);
    }
    let languages = words_of(&version.capabilities, "languages");
    if !languages.is_empty() {
        union(&mut metadata, "language", languages);
    }
    union(
        &mut metadata,
        "tags",
        version.tags.iter().map(tag).collect(),
    );
    let trained = page
        .datasets
        .iter()
        .filter(|used| used.used_for != "testing");
    let mut datasets: Vec<String> = trained.map(|used| used.dataset.clone()).collect();
    datasets.dedup();
    union(&mut metadata, "datasets", datasets);
    let numbers = version
        .evaluation
        .iter()
        .filter(|fact| fact.number.is_some());
    let metrics: Vec<String> = numbers.map(|fact| fact.name.clone()).collect();
    union(&mut metadata, "metrics", metrics);
    if let Some(task) = task(&version.model_type) {
        metadata
            .entry("pipeline_tag")
            .or_insert_with(|| json!(task));
    }
    results_into(&mut metadata, page);
    metadata
}

/// A licence that Hugging Face has no identifier for is `other`, with its name beside it.
fn licence_into(metadata: &mut Map<String, Value>, licence: &str) {
    let named = metadata.get("license_name").and_then(Value::as_str);
    if named == Some(licence) {
        return;
    }
    if let Some(identifier) = licences::identifier(licence) {
        metadata.insert("license".to_owned(), json!(identifier));
        metadata.remove("license_name");
    } else {
        metadata.insert("license".to_owned(), json!("other"));
        metadata.insert("license_name".to_owned(), json!(licence));
    }
}

/// A tag as one word: the name alone when it is only set, otherwise name and value.
fn tag(fact: &ModelFact) -> String {
    if fact.value == "true" {
        fact.name.clone()
    } else {
        format!("{}:{}", fact.name, fact.value)
    }
}

/// The words of a fact that was a list.
fn words_of(facts: &[ModelFact], name: &str) -> Vec<String> {
    let fact = facts.iter().find(|fact| fact.name == name);
    let words = fact.map(|fact| fact.value.split(", ").map(str::to_owned).collect());
    words.unwrap_or_default()
}

/// The words under a key, whether a list or one alone stands there.
pub(super) fn listed(metadata: &Map<String, Value>, key: &str) -> Vec<String> {
    match metadata.get(key) {
        Some(Value::Array(members)) => {
            let words = members.iter().filter_map(Value::as_str);
            words.map(str::to_owned).collect()
        }
        Some(Value::String(word)) => vec![word.clone()],
        _ => Vec::new(),
    }
}

/// Adds words to those under a key. What is no list of words stays as it is.
fn union(metadata: &mut Map<String, Value>, key: &str, words: Vec<String>) {
    let before = listed(metadata, key);
    let strange = match metadata.get(key) {
        Some(Value::Array(members)) => members.len() != before.len(),
        Some(Value::String(_) | Value::Null) | None => false,
        Some(_) => true,
    };
    if strange || words.iter().all(|word| before.contains(word)) {
        return;
    }
    let mut all = before;
    for word in words {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    metadata.insert(key.to_owned(), json!(all));
}

/// The task of a kind of model, where there is only one.
fn task(model_type: &str) -> Option<&'static str> {
    match model_type {
        "llm" => Some("text-generation"),
        "embedding" => Some("feature-extraction"),
        "speech" => Some("automatic-speech-recognition"),
        "image_generation" => Some("text-to-image"),
        "forecasting" => Some("time-series-forecasting"),
        "reinforcement_learning" => Some("reinforcement-learning"),
        _ => None,
    }
}

/// Whether a result of a `model-index` is one that the registry wrote.
pub(super) fn is_own(result: &Value) -> bool {
    result
        .pointer("/source/name")
        .is_some_and(|name| name == SOURCE)
}

/// Writes the numbers of the evaluation as a result of the `model-index`, in the place of the one written before.
fn results_into(metadata: &mut Map<String, Value>, page: &ModelPage) {
    let version = &page.version;
    let metrics: Vec<Value> = version.evaluation.iter().filter_map(metric).collect();
    if metrics.is_empty() {
        return;
    }
    let kept = metadata.get("pipeline_tag").and_then(Value::as_str);
    let dataset = page.datasets.iter().find(|used| used.used_for == "testing");
    let (dataset, revision) = match dataset {
        Some(used) => (used.dataset.as_str(), used.version.as_str()),
        None => ("not named", "not named"),
    };
    let result = json!({
        "task": {"type": kept.unwrap_or(&version.model_type)},
        "dataset": {"type": "other", "name": dataset, "revision": revision},
        "metrics": metrics,
        "source": {"name": SOURCE, "url": ""},
    });
    let index = metadata
        .entry("model-index")
        .or_insert_with(|| json!([{"name": version.name, "results": []}]));
    let first = index.as_array_mut().and_then(|models| models.first_mut());
    let results = first.and_then(|model| model.get_mut("results"));
    if let Some(results) = results.and_then(Value::as_array_mut) {
        results.retain(|result| !is_own(result));
        results.push(result);
    }
}

fn metric(fact: &ModelFact) -> Option<Value> {
    fact.number?;
    let number: Number = serde_json::from_str(&fact.value).ok()?;
    Some(json!({"type": fact.name, "name": fact.name, "value": number}))
}
