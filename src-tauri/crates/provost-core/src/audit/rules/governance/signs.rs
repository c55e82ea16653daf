//! Signs that a database serves AI, and of which kind.

use super::super::performance::vector_columns;
use super::super::wording::{listed, words};
use super::candidates::singular;
use crate::audit::Severity;
use crate::catalog::{Catalog, QualifiedName, Relation};

/// What a database shows of AI. Tables are named so that a reader can judge the conclusion.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// Tables of agents, prompts or calls of language models.
    pub(super) agents: Vec<QualifiedName>,
    /// Tables of experiments, training or predictions.
    pub(super) models: Vec<QualifiedName>,
    /// Columns of embeddings, as `schema.table.column`.
    pub(super) vectors: Vec<String>,
    /// Products whose tables were recognised, with their schemas.
    pub(super) products: Vec<Product>,
}

/// A product that was recognised in a schema.
#[derive(Debug)]
pub(super) struct Product {
    /// Its name.
    pub(super) name: &'static str,
    /// The schema that it lives in.
    pub(super) schema: String,
}

/// How bad a gap is where agents work, where models are made, and where there are only embeddings; none where the
/// question does not arise.
pub(super) struct Weight {
    pub(super) agents: Option<Severity>,
    pub(super) models: Option<Severity>,
    pub(super) vectors: Option<Severity>,
}

/// Products by tables that they all have in one schema. The last words are the first words of the other tables that they
/// make, so that those are not taken for the application's own.
const PRODUCTS: &[(&str, &[&str], &str)] = &[
    (
        "MLflow",
        &[
            "registered_models",
            "model_versions",
            "experiments",
            "runs",
            "latest_metrics",
        ],
        "alembic assessments budget datasets endpoint endpoints entity evaluation experiment experiments guardrail \
         guardrails input inputs issues job jobs label latest logged mcp metrics model online params registered review \
         runs scheduler scorer scorers secrets span spans sql tags trace webhook webhooks workspaces",
    ),
    (
        "Feast",
        &[
            "feature_views",
            "feature_services",
            "entities",
            "data_sources",
        ],
        "data entities feast feature label managed on permissions projects saved stream validation",
    ),
];

impl Signs {
    /// Reads the signs off names and types.
    pub(super) fn of(catalog: &Catalog) -> Self {
        let mut signs = Self {
            products: products(catalog),
            vectors: vector_columns(catalog)
                .iter()
                .map(|(table, column)| format!("{}.{}", table.name, column.name))
                .collect(),
            ..Self::default()
        };
        for table in catalog.tables() {
            if signs.product_of(&table.name).is_some() {
                continue;
            }
            if of_agents(table) {
                signs.agents.push(table.name.clone());
            } else if of_models(table) {
                signs.models.push(table.name.clone());
            }
        }
        signs
    }

    /// The product that a table belongs to.
    pub(super) fn product_of(&self, table: &QualifiedName) -> Option<&'static str> {
        let first = words(&table.name).into_iter().next()?;
        self.products.iter().find_map(|product| {
            let (name, _, own) = PRODUCTS.iter().find(|(name, ..)| *name == product.name)?;
            (product.schema == table.schema && own.split(' ').any(|word| word == first))
                .then_some(*name)
        })
    }

    /// Whether agents work here for certain: a table of agents, or several other signs.
    pub(super) fn clearly_agents(&self) -> bool {
        let agent = |table: &QualifiedName| {
            words(&table.name)
                .iter()
                .any(|word| matches!(singular(word).as_str(), "agent" | "assistant" | "chatbot"))
        };
        self.agents.len() > 1 || self.agents.iter().any(agent)
    }

    /// How bad a gap is here: the worst that any sign makes it. None where it is no gap.
    pub(super) fn severity(&self, weight: &Weight) -> Option<Severity> {
        let agents = (!self.agents.is_empty())
            .then_some(weight.agents)
            .flatten()
            .map(|severity| {
                if severity == Severity::Critical && !self.clearly_agents() {
                    Severity::High
                } else {
                    severity
                }
            });
        let models = (!self.models.is_empty() || !self.products.is_empty())
            .then_some(weight.models)
            .flatten();
        let vectors = (!self.vectors.is_empty())
            .then_some(weight.vectors)
            .flatten();
        [agents, models, vectors].into_iter().flatten().max()
    }

    /// What was seen, as one line for the facts of a finding.
    pub(super) fn told(&self) -> String {
        let mut parts: Vec<String> = self
            .products
            .iter()
            .map(|product| format!("{} in schema {}", product.name, product.schema))
            .collect();
        parts.extend(
            self.agents
                .iter()
                .chain(&self.models)
                .map(ToString::to_string),
        );
        parts.extend(self.vectors.iter().cloned());
        listed(&parts)
    }

    /// Why the question does not arise here.
    pub(super) fn why_not(&self) -> String {
        if self.agents.is_empty()
            && self.models.is_empty()
            && self.vectors.is_empty()
            && self.products.is_empty()
        {
            "The database shows no sign of AI: no table of agents, prompts, models or experiments, no column of embeddings."
                .to_owned()
        } else {
            format!(
                "It is not asked of what was seen of AI here: {}.",
                self.told()
            )
        }
    }
}

fn products(catalog: &Catalog) -> Vec<Product> {
    let mut found = Vec::new();
    for schema in &catalog.schemas {
        for (name, tables, _) in PRODUCTS {
            let has = |table: &str| {
                catalog
                    .relation(&QualifiedName::new(schema.name.as_str(), table))
                    .is_some()
            };
            if tables.iter().all(|table| has(table)) {
                found.push(Product {
                    name,
                    schema: schema.name.clone(),
                });
            }
        }
    }
    found
}

/// Words that only AI uses.
const OF_AI: &[&str] = &[
    "ai",
    "anthropic",
    "chatbot",
    "copilot",
    "gpt",
    "langchain",
    "langgraph",
    "llm",
    "openai",
    "prompt",
    "rag",
];

/// What agents have and people who are called agents have not.
const OF_AN_AGENT: &[&str] = &[
    "memory", "prompt", "run", "skill", "step", "tool", "trace", "workflow",
];

/// Columns of calls of a language model.
const OF_A_CALL: &[&str] = &[
    "completion_tokens",
    "llm_model",
    "max_tokens",
    "prompt_tokens",
    "prompt_template",
    "system_prompt",
    "temperature",
];

fn of_agents(table: &Relation) -> bool {
    let words: Vec<String> = words(&table.name.name)
        .iter()
        .map(|word| singular(word))
        .collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let calls = table
        .columns
        .iter()
        .filter(|column| OF_A_CALL.contains(&column.name.to_lowercase().as_str()))
        .count();
    has(OF_AI)
        || (has(&["agent", "assistant"]) && (has(OF_AN_AGENT) || calls > 0))
        || calls > 1
        // LangGraph keeps the state of its agents in these.
        || matches!(table.name.name.as_str(), "checkpoint_writes" | "checkpoint_blobs")
}

fn of_models(table: &Relation) -> bool {
    let words: Vec<String> = words(&table.name.name)
        .iter()
        .map(|word| singular(word))
        .collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    has(&["ml", "mlflow", "hyperparameter"])
        || (has(&["model"])
            && has(&[
                "deployment",
                "drift",
                "prediction",
                "registry",
                "training",
                "version",
            ]))
        || (has(&["training"]) && has(&["dataset", "job", "run"]))
        || (has(&["feature"]) && has(&["store", "view"]))
}

#[cfg(test)]
mod tests;
