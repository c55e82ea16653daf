//! Models: which there are, and where they run.

use super::absent;
use super::candidates::Shape;
use super::need::{Need, judge};
use super::signs::Weight;
use crate::audit::rules::Rule;
use crate::audit::{Area, Section, Severity};

pub(super) const REGISTRY: Rule = Rule {
    id: "governance.model-registry",
    title: "Every model is registered with its version",
    section: Section::AiModelManagement,
    area: Area::Governance,
    severity: Severity::Critical,
    meaning: "A table of models (models, model versions) with name and version. MLflow's registry (model_versions) meets it. \
        Asked where AI agents work or models are made.",
    reason: "Nobody can say which model gave an answer, go back to the one before, or stop one that is at fault.",
    action: "Create a register of models with versions",
    references: &[
        "EU AI Act Art. 12",
        "ISO/IEC 42001 A.6.2",
        "NIST AI RMF MAP 2",
        "seed audit 000, critical 2",
    ],
    evidence_sql: absent!(
        "no table of models with versions",
        "(models?|model_versions?|model_registry)$",
        "(^|_)(name|model)",
        "(^|_)(version|revision)"
    ),
    check: |catalog| {
        judge(
            catalog,
            &Need {
                what: "a register of models with their versions",
                weight: Weight {
                    agents: Some(Severity::Critical),
                    models: Some(Severity::High),
                    vectors: None,
                },
                shapes: REGISTERS,
                making: "CREATE TABLE {schema}.ai_models (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 name text NOT NULL,\n\
            \x20 version text NOT NULL,\n\
            \x20 model_type text NOT NULL,\n\
            \x20 provider text NOT NULL,\n\
            \x20 model_id text NOT NULL,\n\
            \x20 capabilities jsonb NOT NULL DEFAULT '{}',\n\
            \x20 performance_metrics jsonb NOT NULL DEFAULT '{}',\n\
            \x20 training_data_hash text,\n\
            \x20 deployment_status text NOT NULL DEFAULT 'development'\n\
            \x20   CHECK (deployment_status IN ('development', 'testing', 'production', 'deprecated')),\n\
            \x20 created_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 updated_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 UNIQUE (name, version)\n\
            );\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_models ENABLE ROW LEVEL SECURITY;",
            },
        )
    },
};

const NAMED: (&str, &[&str]) = ("the model", &["name", "model", "model name", "model id"]);
const VERSIONED: (&str, &[&str]) = ("its version", &["version", "revision"]);
const STATE: (&str, &[&str]) = (
    "its state",
    &[
        "status",
        "stage",
        "state",
        "environment",
        "active",
        "enabled",
        "lifecycle",
    ],
);

/// What a register of models looks like; MLflow's is `model_versions`.
pub(super) const REGISTERS: &[Shape] = &[
    Shape {
        name: "model version",
        columns: &[NAMED, VERSIONED],
        open: None,
    },
    Shape {
        name: "model",
        columns: &[NAMED, VERSIONED],
        open: None,
    },
    Shape {
        name: "model registry",
        columns: &[NAMED, VERSIONED],
        open: None,
    },
];

/// What a table of deployments looks like.
pub(super) const DEPLOYED: &[Shape] = &[
    Shape {
        name: "model deployment",
        columns: &[NAMED, STATE],
        open: None,
    },
    Shape {
        name: "deployment",
        columns: &[NAMED, STATE],
        open: None,
    },
    Shape {
        name: "model endpoint",
        columns: &[NAMED, STATE],
        open: None,
    },
    // MLflow's way: a stage on the version, and aliases such as "champion" in place of it.
    Shape {
        name: "model version",
        columns: &[
            NAMED,
            VERSIONED,
            (
                "where it runs",
                &["current stage", "deployment status", "deployed"],
            ),
        ],
        open: None,
    },
    Shape {
        name: "model alias",
        columns: &[("the alias", &["alias"]), VERSIONED],
        open: None,
    },
];

pub(super) const DEPLOYMENTS: Rule = Rule {
    id: "governance.model-deployments",
    title: "It is recorded which model runs where",
    section: Section::AiModelManagement,
    area: Area::Governance,
    severity: Severity::High,
    meaning: "A table of deployments with the model and its state. MLflow's stages and aliases of model versions meet it. \
        Asked where AI agents work or models are made.",
    reason: "When a model must be stopped, because consent was withdrawn or it drifts, somebody must know where it runs.",
    action: "Record the deployments of models",
    references: &[
        "EU AI Act Art. 26(5)",
        "ISO/IEC 42001 A.6.2.5",
        "seed audit 000, critical 2",
    ],
    evidence_sql: absent!(
        "no table of deployments of models",
        "(deployments?|model_versions?|model_alias(es)?|model_endpoints?)$",
        "(name|model|alias)",
        "(status|stage|state|version|environment|active|enabled)"
    ),
    check: |catalog| {
        judge(
            catalog,
            &Need {
                what: "a record of where models run",
                weight: Weight {
                    agents: Some(Severity::High),
                    models: Some(Severity::Medium),
                    vectors: None,
                },
                shapes: DEPLOYED,
                making: "-- After governance.model-registry. A model that is deployed cannot be deleted: set its deployment inactive first.\n\
            CREATE TABLE {schema}.ai_model_deployments (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 {model} ON DELETE RESTRICT NOT NULL,\n\
            \x20 {agent},\n\
            \x20 deployment_config jsonb NOT NULL DEFAULT '{}',\n\
            \x20 performance_metrics jsonb NOT NULL DEFAULT '{}',\n\
            \x20 status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'error')),\n\
            \x20 deployed_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 last_used_at timestamptz\n\
            );\n\
            CREATE INDEX ON {schema}.ai_model_deployments (model_id);\n\
            CREATE INDEX ON {schema}.ai_model_deployments (agent_id);\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_model_deployments ENABLE ROW LEVEL SECURITY;",
            },
        )
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::{healthy, table};

    #[test]
    fn agents_without_a_register_are_critical() {
        let agents = healthy().with(table("app.ai_agents").keyed());
        assert_eq!(REGISTRY.worst(&agents), Some(Severity::Critical));
        assert_eq!(DEPLOYMENTS.worst(&agents), Some(Severity::High));
        let named = agents
            .clone()
            .with(table("app.ai_models").col("name", "text"));
        let findings = REGISTRY.findings(&named);
        assert_eq!(findings[0].severity, Severity::High);
        assert!(
            findings[0]
                .statement
                .ends_with("has no column for its version."),
            "{}",
            findings[0].statement
        );
        let registered = agents.with(
            table("app.ai_models")
                .col("name", "text")
                .col("version", "text"),
        );
        assert_eq!(REGISTRY.status(&registered), Status::Pass);
    }

    #[test]
    fn deployments_name_model_and_state() {
        let deployed = healthy().with(table("app.ai_agents").keyed()).with(
            table("app.ai_model_deployments")
                .col("model_id", "uuid")
                .col("status", "text"),
        );
        assert_eq!(DEPLOYMENTS.status(&deployed), Status::Pass);
    }

    #[test]
    fn a_shop_of_models_of_cars_is_not_asked() {
        let cars = healthy().with(table("public.models").col("name", "text"));
        assert_eq!(REGISTRY.status(&cars), Status::NotApplicable);
        assert_eq!(DEPLOYMENTS.status(&cars), Status::NotApplicable);
    }
}
