//! Two versions beside each other: field by field, metric by metric.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::MODEL_COMPARISON_SCHEMA;
use super::facts::ModelFact;
use super::page::ModelPage;
use super::people::Person;
use super::stage::Stage;
use super::version::{ModelVersion, RiskClass};

/// What two versions have in common and what not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VersionComparison {
    /// [`MODEL_COMPARISON_SCHEMA`].
    pub schema: String,
    /// The one.
    pub a: Compared,
    /// The other.
    pub b: Compared,
    /// The fields of the version, in the order of the page. What names each and where it stands is said of each above: two
    /// versions are never told apart by being two.
    pub fields: Vec<FieldPair>,
    /// The numbers of the evaluation, by name. Whether more is better is not said: it depends on the metric.
    pub metrics: Vec<MetricPair>,
    /// What one says of its abilities, tags, data and deployments and the other does not, or says otherwise; by group and name.
    pub details: Vec<FieldPair>,
    /// How many of the pairs above differ.
    pub differences: u32,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Compared {
    /// Its identity.
    pub id: Uuid,
    /// What the model is called.
    pub name: String,
    /// Which version.
    pub version: String,
    /// Where it stands.
    pub stage: Stage,
}

/// A field of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FieldPair {
    /// What the field is called, such as `Licence` or `Tag team`.
    pub field: String,
    /// What the one says; none when nothing.
    pub a: Option<String>,
    /// What the other says; none when nothing.
    pub b: Option<String>,
    /// Whether they differ.
    pub differs: bool,
}

/// A number of both evaluations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MetricPair {
    /// The metric.
    pub metric: String,
    /// The one's number.
    pub a: Option<f64>,
    /// The other's.
    pub b: Option<f64>,
    /// `b - a`; none unless both have it.
    pub difference: Option<f64>,
    /// The difference as a part of `|a|`; none when that is zero.
    pub relative: Option<f64>,
    /// Whether they differ, also because only one has it.
    pub differs: bool,
}

/// Compares two versions. The same two give the same answer always; the other way round, the mirrored one.
#[must_use]
pub fn compare(a: &ModelPage, b: &ModelPage) -> VersionComparison {
    let fields = fields(&a.version, &b.version);
    let metrics = metrics(&a.version.evaluation, &b.version.evaluation);
    let mut details = words(&a.version.evaluation, &b.version.evaluation);
    details.extend(pairs(
        "Ability",
        &a.version.capabilities,
        &b.version.capabilities,
    ));
    details.extend(pairs("Tag", &a.version.tags, &b.version.tags));
    details.extend(held("Dataset", &datasets(a), &datasets(b)));
    details.extend(held("Deployment", &deployments(a), &deployments(b)));
    let differing = fields.iter().chain(&details).filter(|pair| pair.differs);
    let differences = differing.count() + metrics.iter().filter(|pair| pair.differs).count();
    VersionComparison {
        schema: MODEL_COMPARISON_SCHEMA.to_owned(),
        a: compared(&a.version),
        b: compared(&b.version),
        fields,
        metrics,
        details,
        differences: u32::try_from(differences).unwrap_or(u32::MAX),
    }
}

fn compared(version: &ModelVersion) -> Compared {
    Compared {
        id: version.id,
        name: version.name.clone(),
        version: version.version.clone(),
        stage: version.stage,
    }
}

/// A field of the page, with what a version says there.
type Field = (&'static str, fn(&ModelVersion) -> Option<String>);

const FIELDS: [Field; 11] = [
    ("Kind", |version| Some(version.model_type.clone())),
    ("Provider", |version| Some(version.provider.clone())),
    ("Provider's id", |version| {
        Some(version.provider_model_id.clone())
    }),
    ("Owner", |version| version.owner.as_ref().map(Person::shown)),
    ("Risk class", |version| {
        version.risk_class.map(RiskClass::as_str).map(str::to_owned)
    }),
    ("Licence", |version| version.licence.clone()),
    ("Description", |version| version.description.clone()),
    ("Intended use", |version| version.intended_use.clone()),
    ("Limitations", |version| version.limitations.clone()),
    ("Hash of training data", |version| {
        version.training_data_hash.clone()
    }),
    ("Aliases", |version| {
        let aliases = version.aliases.as_ref().filter(|all| !all.is_empty());
        aliases.map(|aliases| aliases.join(", "))
    }),
];

fn fields(a: &ModelVersion, b: &ModelVersion) -> Vec<FieldPair> {
    FIELDS
        .iter()
        .map(|(name, read)| pair((*name).to_owned(), read(a), read(b)))
        .collect()
}

fn pair(field: String, a: Option<String>, b: Option<String>) -> FieldPair {
    let differs = a != b;
    FieldPair {
        field,
        a,
        b,
        differs,
    }
}

fn metrics(a: &[ModelFact], b: &[ModelFact]) -> Vec<MetricPair> {
    let numbers = |facts: &[ModelFact]| -> BTreeMap<String, f64> {
        let numbers = facts.iter();
        let numbers = numbers.filter_map(|fact| Some((fact.name.clone(), fact.number?)));
        numbers.collect()
    };
    let (a, b) = (numbers(a), numbers(b));
    let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let of = |name: &String| {
        let (a, b) = (a.get(name).copied(), b.get(name).copied());
        let difference = a.zip(b).map(|(a, b)| b - a).filter(|one| one.is_finite());
        let base = a.map(f64::abs).filter(|base| *base > 0.0);
        let relative = difference
            .zip(base)
            .map(|(difference, base)| difference / base);
        MetricPair {
            metric: name.clone(),
            a,
            b,
            difference,
            relative: relative.filter(|one| one.is_finite()),
            differs: a != b,
        }
    };
    names.into_iter().map(of).collect()
}

/// What an evaluation says in words, beside its numbers.
fn words(a: &[ModelFact], b: &[ModelFact]) -> Vec<FieldPair> {
    let words = |facts: &[ModelFact]| -> Vec<ModelFact> {
        let words = facts.iter().filter(|fact| fact.number.is_none());
        words.cloned().collect()
    };
    pairs("Evaluation", &words(a), &words(b))
}

fn pairs(group: &str, a: &[ModelFact], b: &[ModelFact]) -> Vec<FieldPair> {
    let said = |facts: &[ModelFact]| -> BTreeMap<String, String> {
        let said = facts.iter();
        said.map(|fact| (fact.name.clone(), fact.value.clone()))
            .collect()
    };
    held(group, &said(a), &said(b))
}

/// What one has and the other has not, or otherwise.
fn held(group: &str, a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) -> Vec<FieldPair> {
    let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let of = |name: &String| {
        let (a, b) = (a.get(name).cloned(), b.get(name).cloned());
        pair(format!("{group} {name}"), a, b)
    };
    names.into_iter().map(of).collect()
}

/// Each dataset with what for it was used.
fn datasets(page: &ModelPage) -> BTreeMap<String, String> {
    let mut uses: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for used in &page.datasets {
        let name = format!("{} {}", used.dataset, used.version);
        uses.entry(name).or_default().insert(&used.used_for);
    }
    let joined = |uses: BTreeSet<&str>| uses.into_iter().collect::<Vec<_>>().join(", ");
    uses.into_iter()
        .map(|(name, uses)| (name, joined(uses)))
        .collect()
}

/// How many deployments are in each status.
fn deployments(page: &ModelPage) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for deployment in &page.deployments {
        *counts.entry(deployment.status.as_str()).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(status, count)| (status.to_owned(), count.to_string()))
        .collect()
}

#[cfg(test)]
mod tests;
