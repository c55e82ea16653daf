//! What must be there for each part: tables and columns of the packs.

use super::page::ModelPart;
use crate::overview::Need;
use crate::schema::Pack;

/// The people. Their passwords and second factors are not read.
pub const USERS: Need = Need {
    pack: Pack::Identity,
    table: "users",
    columns: &[
        "id",
        "tenant_id",
        "subject_key",
        "email",
        "username",
        "role",
        "status",
    ],
};

/// The agents that deployments belong to.
pub const AGENTS: Need = Need {
    pack: Pack::Ai,
    table: "ai_agents",
    columns: &["id", "name"],
};

/// Each switch of the four eyes.
pub const SWITCHES: Need = Need {
    pack: Pack::Ai,
    table: "ai_registry_events",
    columns: &[
        "tenant_id",
        "four_eyes_before",
        "four_eyes",
        "actor_id",
        "actor_subject_key",
        "actor_role",
        "happened_at",
    ],
};

const fn need(pack: Pack, table: &'static str, columns: &'static [&'static str]) -> Need {
    Need {
        pack,
        table,
        columns,
    }
}

const MODELS: Need = need(
    Pack::Ai,
    "ai_models",
    &[
        "id",
        "tenant_id",
        "name",
        "version",
        "description",
        "model_type",
        "provider",
        "model_id",
        "owner_id",
        "risk_class",
        "intended_use",
        "limitations",
        "licence",
        "capabilities",
        "performance_metrics",
        "tags",
        "training_data_hash",
        "deployment_status",
        "created_at",
        "updated_at",
    ],
);

const DEPLOYMENTS: Need = need(
    Pack::Ai,
    "ai_model_deployments",
    &[
        "id",
        "tenant_id",
        "model_id",
        "agent_id",
        "deployed_by",
        "deployer_subject_key",
        "deployment_config",
        "performance_metrics",
        "status",
        "error_message",
        "deployed_at",
        "last_used_at",
        "updated_at",
    ],
);

const ALIASES: Need = need(
    Pack::Ai,
    "ai_model_aliases",
    &["tenant_id", "model_name", "alias", "model_id", "set_by"],
);

const REQUESTS: Need = need(
    Pack::Ai,
    "ai_model_stage_requests",
    &[
        "id",
        "tenant_id",
        "model_id",
        "from_stage",
        "to_stage",
        "reason",
        "requested_by",
        "requester_subject_key",
        "requested_at",
        "decision",
        "decided_by",
        "decider_subject_key",
        "decided_at",
        "decision_reason",
    ],
);

const SETTINGS: Need = need(
    Pack::Ai,
    "ai_registry_settings",
    &["tenant_id", "four_eyes", "changed_by"],
);

const EVENTS: Need = need(
    Pack::Ai,
    "ai_model_events",
    &[
        "id",
        "model_key",
        "event_type",
        "actor_id",
        "actor_subject_key",
        "actor_role",
        "details",
        "happened_at",
    ],
);

const DATASETS: [Need; 3] = [
    need(
        Pack::Training,
        "training_dataset_uses",
        &[
            "id",
            "tenant_id",
            "model_id",
            "dataset_version_id",
            "used_for",
            "split",
            "row_count",
            "used_at",
        ],
    ),
    need(
        Pack::Training,
        "training_dataset_versions",
        &["id", "tenant_id", "dataset_id", "version"],
    ),
    need(
        Pack::Training,
        "training_datasets",
        &["id", "tenant_id", "name"],
    ),
];

const RUNS: Need = need(
    Pack::Training,
    "model_training_runs",
    &[
        "id",
        "model_id",
        "name",
        "kind",
        "status",
        "base_model_id",
        "parameters",
        "metrics",
        "started_at",
        "finished_at",
    ],
);

const LINEAGE: Need = need(
    Pack::Governance,
    "ai_data_lineage",
    &[
        "id",
        "tenant_id",
        "source_table",
        "source_record_id",
        "target_table",
        "target_record_id",
        "transformation_type",
        "transformation_details",
        "data_hash",
        "created_at",
    ],
);

const DRIFT: Need = need(
    Pack::Governance,
    "ai_model_drift",
    &[
        "id",
        "model_id",
        "drift_type",
        "drift_severity",
        "feature_name",
        "detected_at",
        "resolved_at",
    ],
);

impl ModelPart {
    /// The tables that it is read from.
    #[must_use]
    pub fn needs(self) -> &'static [Need] {
        match self {
            Self::Models => &[MODELS],
            Self::Deployments => &[DEPLOYMENTS],
            Self::Aliases => &[ALIASES],
            Self::Requests => &[REQUESTS],
            Self::Settings => &[SETTINGS],
            Self::Events => &[EVENTS],
            Self::Datasets => &DATASETS,
            Self::Runs => &[RUNS],
            Self::Lineage => &[LINEAGE],
            Self::Drift => &[DRIFT],
        }
    }
}
