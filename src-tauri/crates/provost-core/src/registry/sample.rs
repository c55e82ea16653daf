//! A page, and who acts on it, for tests.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::*;

/// A moment, so many seconds after a first.
pub(crate) fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
}

/// A person of the tenant 9.
pub(crate) fn actor(number: u128, admin: bool) -> Actor {
    Actor {
        id: Uuid::from_u128(number),
        subject_key: Uuid::from_u128(number + 1_000),
        name: format!("person {number}"),
        email: None,
        tenant: Uuid::from_u128(9),
        tenant_name: None,
        admin,
    }
}

/// What refuses.
pub(crate) fn kinds(refusals: &[Refusal]) -> Vec<RefusalKind> {
    refusals.iter().map(|refusal| refusal.kind).collect()
}

/// A version in testing with everything that a page can have.
pub(crate) fn page(number: u128) -> ModelPage {
    ModelPage {
        schema: MODEL_SCHEMA.to_owned(),
        taken_at: moment(1_000),
        version: version(number),
        siblings: Vec::new(),
        deployments: vec![Deployment {
            id: Uuid::from_u128(70),
            agent_id: None,
            agent: None,
            status: DeploymentStatus::Active,
            error_message: None,
            configuration: facts(&json!({"site": "oslo"})),
            configuration_text: Some("{\"site\": \"oslo\"}".to_owned()),
            measured: Vec::new(),
            deployed_by: None,
            deployed_at: moment(100),
            last_used_at: Some(moment(900)),
            updated_at: moment(900),
        }],
        datasets: vec![DatasetUse {
            id: Uuid::from_u128(81),
            dataset_id: Uuid::from_u128(80),
            version_id: Uuid::from_u128(82),
            dataset: "claims".to_owned(),
            version: "2026-01".to_owned(),
            used_for: "training".to_owned(),
            split: None,
            rows: Some(120_000),
            used_at: None,
        }],
        runs: Vec::new(),
        lineage_edges: Some(1),
        lineage: Vec::new(),
        open_drift: Vec::new(),
        requests: Vec::new(),
        events: Vec::new(),
        ways: Vec::new(),
        asking: Vec::new(),
        sourcing: Vec::new(),
        four_eyes: Some(true),
        hindrances: Vec::new(),
    }
}

fn version(number: u128) -> ModelVersion {
    ModelVersion {
        id: Uuid::from_u128(number),
        tenant_id: Uuid::from_u128(9),
        tenant: Some("Halvard".to_owned()),
        sample: true,
        name: "claims-triage".to_owned(),
        version: number.to_string(),
        description: Some("Sorts claims by urgency.".to_owned()),
        model_type: "classification".to_owned(),
        provider: "sklearn".to_owned(),
        provider_model_id: format!("m-{number}"),
        owner: Some(Person {
            id: Some(Uuid::from_u128(50)),
            subject_key: None,
            name: Some("Ada".to_owned()),
        }),
        risk_class: Some(RiskClass::Limited),
        intended_use: Some("Triage by clerks.".to_owned()),
        limitations: Some("Weak on losses abroad.".to_owned()),
        licence: Some("Apache-2.0".to_owned()),
        capabilities: facts(&json!({"languages": ["en", "de"]})),
        evaluation: facts(&json!({"accuracy": 0.91, "f1": 0.9, "split": "test"})),
        tags: facts(&json!({"team": "claims"})),
        training_data_hash: None,
        stage: Stage::Testing,
        aliases: Some(vec!["champion".to_owned()]),
        created_at: moment(0),
        updated_at: moment(10),
    }
}
