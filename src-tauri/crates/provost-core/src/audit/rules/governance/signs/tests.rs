use super::*;
use crate::catalog::sample::{healthy, table};

fn signs(tables: &[&str]) -> Signs {
    let catalog = tables
        .iter()
        .fold(healthy(), |catalog, name| catalog.with(table(name)));
    Signs::of(&catalog)
}

#[test]
fn words_of_ai_are_signs() {
    assert!(signs(&["public.ai_agents"]).clearly_agents());
    assert!(
        signs(&[
            "public.agents",
            "public.agent_memories",
            "public.AgentWorkflow"
        ])
        .clearly_agents()
    );
    assert!(!signs(&["public.prompts"]).clearly_agents());
    assert_eq!(signs(&["public.prompts"]).agents.len(), 1);
    assert_eq!(
        signs(&["public.training_runs", "public.ml_jobs"])
            .models
            .len(),
        2
    );
}

#[test]
fn people_cars_and_mail_are_no_signs() {
    let none = signs(&[
        "public.agents",
        "public.agent_commissions",
        "public.models",
        "public.car_models",
        "public.email",
        "public.runs",
        "public.experiments",
        "public.training_sessions",
        "public.features",
        "public.assistants",
        "public.maintenance",
    ]);
    assert!(none.agents.is_empty(), "{none:?}");
    assert!(none.models.is_empty(), "{none:?}");
    assert!(
        none.why_not()
            .starts_with("The database shows no sign of AI")
    );
}

#[test]
fn a_table_of_calls_is_a_sign() {
    let catalog = healthy().with(
        table("public.usage")
            .col("prompt_tokens", "integer")
            .col("completion_tokens", "integer"),
    );
    assert_eq!(Signs::of(&catalog).agents.len(), 1);
}

#[test]
fn a_product_is_recognised_by_its_tables() {
    let mlflow = signs(&[
        "public.registered_models",
        "public.model_versions",
        "public.experiments",
        "public.runs",
        "public.latest_metrics",
        "public.ai_agents",
        "public.orders",
    ]);
    assert_eq!(mlflow.products.len(), 1);
    assert_eq!(
        mlflow.product_of(&QualifiedName::new("public", "model_versions")),
        Some("MLflow")
    );
    assert_eq!(
        mlflow.product_of(&QualifiedName::new("public", "orders")),
        None
    );
    assert_eq!(
        mlflow.product_of(&QualifiedName::new("other", "model_versions")),
        None
    );
    assert!(mlflow.models.is_empty());
    assert_eq!(mlflow.agents.len(), 1);
}

#[test]
fn the_worst_sign_counts() {
    let weight = Weight {
        agents: Some(Severity::Critical),
        models: Some(Severity::Low),
        vectors: None,
    };
    assert_eq!(
        signs(&["public.ai_agents", "public.ml_jobs"]).severity(&weight),
        Some(Severity::Critical)
    );
    assert_eq!(
        signs(&["public.prompts"]).severity(&weight),
        Some(Severity::High)
    );
    assert_eq!(
        signs(&["public.ml_jobs"]).severity(&weight),
        Some(Severity::Low)
    );
    let embeddings = Signs::of(&healthy().with(table("public.docs").col("embedding", "vector(3)")));
    assert_eq!(embeddings.severity(&weight), None);
    assert!(embeddings.why_not().contains("public.docs.embedding"));
}
