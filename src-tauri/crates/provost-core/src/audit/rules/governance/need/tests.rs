//! The whole area on databases of four kinds.

use super::*;
use crate::audit::rules::governance::RULES;
use crate::audit::{Answer, Status};
use crate::catalog::sample::{healthy, table};

fn answers(catalog: &Catalog) -> Vec<(&'static str, Answer)> {
    RULES
        .iter()
        .map(|rule| (rule.id, (rule.check)(catalog).answer))
        .collect()
}

fn worst(catalog: &Catalog, id: &str) -> Option<Severity> {
    answers(catalog)
        .into_iter()
        .find(|(rule, _)| *rule == id)
        .unwrap_or_else(|| panic!("{id}"))
        .1
        .worst()
}

/// The tables that seed 000 found: agents, memories, workflows, analytics in JSON.
fn baseline() -> Catalog {
    healthy()
        .with(table("auth.users").keyed().col("email", "text"))
        .with(
            table("app.ai_agents")
                .keyed()
                .col("user_id", "bigint")
                .col("name", "text")
                .col("status", "text"),
        )
        .with(
            table("app.agent_memories")
                .keyed()
                .col("agent_id", "bigint")
                .col("content", "jsonb"),
        )
        .with(
            table("app.agent_workflows")
                .keyed()
                .col("agent_id", "bigint")
                .col("steps", "jsonb"),
        )
        .with(
            table("app.ai_analytics")
                .keyed()
                .col("agent_id", "bigint")
                .col("event_data", "jsonb")
                .col("recorded_at", "timestamp with time zone"),
        )
}

#[test]
fn the_baseline_has_the_gaps_that_the_seed_names() {
    use Severity::{Critical, High, Medium};
    let gaps = [
        ("governance.vector-integration", Critical),
        ("governance.model-registry", Critical),
        ("governance.lineage", Critical),
        ("governance.model-deployments", High),
        ("governance.performance-metrics", High),
        ("governance.data-quality", High),
        ("governance.privacy-levels", High),
        ("governance.consent", High),
        ("governance.access-log", High),
        ("governance.compliance-register", High),
        ("governance.drift", Medium),
        ("governance.cost", Medium),
        ("governance.cache", Medium),
        ("governance.encryption-register", Medium),
        ("governance.training-data", Medium),
        ("governance.feature-store", Medium),
    ];
    let baseline = baseline();
    for (id, severity) in gaps {
        assert_eq!(worst(&baseline, id), Some(severity), "{id}");
    }
}

#[test]
fn every_gap_of_the_baseline_comes_with_sql_that_names_its_schema() {
    // A metric of cost goes into the table of metrics.
    let own = |(id, _): &(&str, Answer)| *id != "governance.cost";
    for (id, answer) in answers(&baseline()).into_iter().filter(own) {
        for finding in answer.findings() {
            let fix = finding
                .fix_sql
                .as_deref()
                .unwrap_or_else(|| panic!("{id} has no SQL"));
            assert!(fix.contains("app."), "{id}: {fix}");
            assert!(
                !fix.contains("{schema}") && !fix.contains("{agent}"),
                "{id}: {fix}"
            );
        }
    }
}

/// All tables of the seed, with the columns that the rules look for.
fn complete() -> Catalog {
    let made: &[(&str, &[&str])] = &[
        ("app.ai_models", &["name", "version"]),
        ("app.ai_model_deployments", &["model_id"]),
        ("app.ai_data_lineage", &["source_table", "target_table"]),
        ("app.ai_data_quality", &["table_name", "quality_score"]),
        ("app.ai_training_datasets", &["name", "data_hash"]),
        ("app.ai_features", &["name"]),
        (
            "app.ai_performance_metrics",
            &[
                "model_id",
                "metric_type",
                "metric_value",
                "metric_unit",
                "recorded_at",
            ],
        ),
        (
            "app.ai_model_drift",
            &["model_id", "drift_severity", "detected_at"],
        ),
        ("app.ai_data_cache", &["cache_key", "expires_at"]),
        ("app.ai_data_privacy", &["table_name", "privacy_level"]),
        (
            "app.ai_data_consent",
            &["user_id", "consent_given", "granted_at"],
        ),
        (
            "app.ai_data_encryption",
            &["encryption_key_id", "encryption_algorithm"],
        ),
        ("app.ai_access_log", &["agent_id", "action", "accessed_at"]),
        (
            "app.ai_compliance",
            &["requirement_id", "compliance_status"],
        ),
    ];
    let mut catalog = baseline().with(
        table("app.ai_embeddings")
            .col("embedding", "vector(3)")
            .col("content_hash", "text")
            .with_index(crate::catalog::sample::index("by_hash", &["content_hash"])),
    );
    for (name, columns) in made {
        let made = columns.iter().fold(table(name).keyed(), |table, column| {
            table.col(column, "text")
        });
        // A state of a fixed type.
        catalog = catalog.with(if name.ends_with("deployments") {
            made.col("status", "app.state")
        } else {
            made
        });
    }
    catalog
}

#[test]
fn the_tables_of_the_seed_meet_every_need() {
    for (id, answer) in answers(&complete()) {
        assert_eq!(answer.status(), Status::Pass, "{id}: {answer:?}");
    }
}

#[test]
fn a_shop_is_asked_nothing() {
    let shop = healthy()
        .with(table("public.users").keyed().col("email", "text"))
        .with(table("public.agents").keyed())
        .with(table("public.models").keyed())
        .with(table("public.orders").keyed());
    for (id, answer) in answers(&shop) {
        assert_eq!(answer.status(), Status::NotApplicable, "{id}: {answer:?}");
    }
}

/// The tables of MLflow that matter here (2.22 has these columns too).
fn mlflow() -> Catalog {
    let made: &[(&str, &[&str])] = &[
        ("experiments", &["experiment_id", "name", "lifecycle_stage"]),
        (
            "runs",
            &[
                "run_uuid",
                "user_id",
                "status",
                "lifecycle_stage",
                "start_time",
            ],
        ),
        (
            "metrics",
            &["key", "value", "timestamp", "run_uuid", "step"],
        ),
        (
            "latest_metrics",
            &["key", "value", "timestamp", "run_uuid", "step"],
        ),
        ("datasets", &["dataset_uuid", "name", "digest"]),
        (
            "inputs",
            &[
                "source_type",
                "source_id",
                "destination_type",
                "destination_id",
            ],
        ),
        ("registered_models", &["name", "creation_time"]),
        (
            "model_versions",
            &[
                "name",
                "version",
                "user_id",
                "current_stage",
                "status",
                "run_id",
            ],
        ),
        ("registered_model_aliases", &["alias", "version", "name"]),
        ("trace_info", &["request_id", "status"]),
    ];
    made.iter().fold(healthy(), |catalog, (name, columns)| {
        let name = format!("public.{name}");
        catalog.with(columns.iter().fold(table(&name), |table, column| {
            table.col(column, "character varying(250)")
        }))
    })
}

#[test]
fn mlflow_is_asked_what_it_truly_lacks() {
    use Severity::{Low, Medium};
    let mlflow = mlflow();
    let found: Vec<(&str, Severity)> = answers(&mlflow)
        .into_iter()
        .filter_map(|(id, answer)| answer.worst().map(|worst| (id, worst)))
        .collect();
    assert_eq!(
        found,
        [
            // model_versions.current_stage and status take any text.
            ("governance.model-status", Low),
            // Data sets lead to runs; the rest of the way is not recorded.
            ("governance.lineage", Low),
            ("governance.data-quality", Low),
            ("governance.drift", Medium),
            ("governance.privacy-levels", Low),
            ("governance.access-log", Medium),
            ("governance.compliance-register", Low),
        ]
    );
    for (id, answer) in answers(&mlflow) {
        assert!(
            answer
                .findings()
                .iter()
                .all(|finding| finding.fix_sql.is_none()),
            "{id} would change MLflow's schema"
        );
    }
}

#[test]
fn what_comes_near_is_named_with_what_is_missing() {
    let catalog = baseline().with(
        table("app.ai_metrics")
            .col("metric_type", "text")
            .col("agent_id", "uuid"),
    );
    let (_, answer) = answers(&catalog)
        .into_iter()
        .find(|(id, _)| *id == "governance.performance-metrics")
        .unwrap();
    assert_eq!(answer.findings()[0].subject, "app.ai_metrics");
    assert_eq!(
        answer.findings()[0].statement,
        "comes near to a record of how models and agents perform, but has no column for the value and its time."
    );
    assert_eq!(answer.worst(), Some(Severity::Medium));
}

#[test]
fn other_means_count() {
    let mut labelled = baseline();
    for column in labelled
        .relations
        .iter_mut()
        .flat_map(|table| &mut table.columns)
    {
        column
            .security_labels
            .push("anon: MASKED WITH VALUE NULL".to_owned());
    }
    assert_eq!(worst(&labelled, "governance.privacy-levels"), None);
    let mut audited = baseline().set("pgaudit.log", "ddl, write");
    audited.extensions.push(crate::catalog::Extension {
        name: "pgaudit".to_owned(),
        schema: "extensions".to_owned(),
        version: "18.0".to_owned(),
        default_version: Some("18.0".to_owned()),
        comment: None,
    });
    assert_eq!(
        worst(&audited, "governance.access-log"),
        Some(Severity::Low)
    );
    assert_eq!(
        worst(&audited.set("pgaudit.log", "all"), "governance.access-log"),
        None
    );
    let tokens = baseline().with(table("app.llm_calls").col("prompt_tokens", "integer"));
    assert_eq!(worst(&tokens, "governance.cost"), Some(Severity::Low));
    let nobody = healthy().with(table("app.ai_agents").keyed());
    let (_, answer) = answers(&nobody)
        .into_iter()
        .find(|(id, _)| *id == "governance.consent")
        .unwrap();
    assert_eq!(answer.status(), Status::NotApplicable);
}

#[test]
fn severities_are_lowered_to_low_at_most() {
    assert_eq!(lowered(Severity::Critical, 1), Severity::High);
    assert_eq!(lowered(Severity::High, 2), Severity::Low);
    assert_eq!(lowered(Severity::Medium, 2), Severity::Low);
    assert_eq!(lowered(Severity::Low, 1), Severity::Low);
}
