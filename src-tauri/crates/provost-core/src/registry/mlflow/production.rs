//! What a version in production keeps when MLflow says otherwise: what was approved, and that it was evaluated.

use serde_json::Value;

use super::change::FieldChange;
use super::version::VersionFound;
use crate::registry::Stage;

/// Why those changes are not taken.
pub const HELD_BACK: &str =
    "It is in production and stays what was approved: it takes them once it has left production.";

/// Takes back from what a version becomes, and out of the `fields` that changed, what a version in production keeps; the
/// changes that are not taken. What MLflow said stays as it was known before, so that the next import finds the change again.
pub fn hold_back(
    found: &VersionFound,
    becomes: &mut VersionFound,
    fields: &mut Vec<FieldChange>,
) -> Vec<FieldChange> {
    let mut held = Vec::new();
    if found.stage != Stage::Production {
        return held;
    }
    let hash = &found.training_data_hash;
    if hash.is_some() && *hash != becomes.training_data_hash {
        becomes.training_data_hash.clone_from(hash);
        keep(found, becomes, "trainingData");
        held.extend(fields.extract_if(.., |field| field.field == "mlflow.trainingData"));
    }
    if says_nothing(&becomes.performance_metrics) && !says_nothing(&found.performance_metrics) {
        becomes
            .performance_metrics
            .clone_from(&found.performance_metrics);
        keep(found, becomes, "metrics");
        held.extend(fields.extract_if(.., |field| field.field.starts_with("mlflow.metrics.")));
    }
    held
}

fn says_nothing(object: &Value) -> bool {
    object.as_object().is_none_or(serde_json::Map::is_empty)
}

/// What MLflow said of one thing at the import before.
fn keep(found: &VersionFound, becomes: &mut VersionFound, key: &str) {
    let before = found.capabilities.pointer(&format!("/mlflow/{key}"));
    let Some(Value::Object(said)) = becomes.capabilities.get_mut("mlflow") else {
        return;
    };
    match before {
        Some(value) => said.insert(key.to_owned(), value.clone()),
        None => said.remove(key),
    };
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn found(stage: Stage, hash: Option<&str>, metrics: &Value) -> VersionFound {
        VersionFound {
            id: Uuid::nil(),
            name: "churn".to_owned(),
            version: "2".to_owned(),
            description: None,
            capabilities: json!({"mlflow": {"trainingData": hash, "metrics": metrics, "source": "s3"}}),
            performance_metrics: metrics.clone(),
            tags: json!({}),
            training_data_hash: hash.map(str::to_owned),
            stage,
        }
    }

    fn field(name: &str) -> FieldChange {
        FieldChange {
            field: name.to_owned(),
            before: None,
            after: None,
        }
    }

    fn held(
        before: &VersionFound,
        after: &VersionFound,
    ) -> (Vec<String>, Vec<String>, VersionFound) {
        let mut becomes = after.clone();
        let mut fields = vec![
            field("mlflow.metrics.accuracy"),
            field("mlflow.source"),
            field("mlflow.trainingData"),
        ];
        let names = |fields: Vec<FieldChange>| fields.into_iter().map(|one| one.field).collect();
        let not_taken = hold_back(before, &mut becomes, &mut fields);
        (names(not_taken), names(fields), becomes)
    }

    #[test]
    fn in_production_the_hash_and_an_evaluation_stay_and_the_rest_lands() {
        let before = found(Stage::Production, Some("abc"), &json!({"accuracy": 0.9}));
        let mut after = found(Stage::Production, Some("def"), &json!({}));
        after.capabilities["mlflow"]["source"] = json!("gs");
        let (not_taken, taken, becomes) = held(&before, &after);
        assert_eq!(
            not_taken,
            ["mlflow.trainingData", "mlflow.metrics.accuracy"]
        );
        assert_eq!(taken, ["mlflow.source"]);
        assert_eq!(becomes.training_data_hash.as_deref(), Some("abc"));
        assert_eq!(becomes.performance_metrics, json!({"accuracy": 0.9}));
        let said = &becomes.capabilities["mlflow"];
        assert_eq!(
            said["trainingData"], "abc",
            "the next import finds it again"
        );
        assert_eq!(said["source"], "gs");
    }

    #[test]
    fn what_nobody_had_said_may_be_said_and_other_stages_take_everything() {
        let metrics = json!({"accuracy": 0.9});
        let unsaid = found(Stage::Production, None, &metrics);
        let after = found(Stage::Production, Some("def"), &json!({"accuracy": 0.8}));
        let (not_taken, _, becomes) = held(&unsaid, &after);
        assert_eq!((not_taken.len(), becomes), (0, after.clone()));
        let testing = found(Stage::Testing, Some("abc"), &metrics);
        assert_eq!(held(&testing, &after).0.len(), 0);
    }
}
