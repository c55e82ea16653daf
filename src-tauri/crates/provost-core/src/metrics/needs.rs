//! The tables that metrics are read from and written to.

use crate::overview::Need;
use crate::schema::Pack;

/// The organisations whose values stand side by side.
pub const ORGANISATIONS: Need = Need {
    pack: Pack::Identity,
    table: "tenants",
    columns: &["id", "name"],
};

/// The versions of models.
pub const MODELS: Need = Need {
    pack: Pack::Ai,
    table: "ai_models",
    columns: &["id", "tenant_id", "name", "version", "deployment_status"],
};

/// Where they run.
pub const DEPLOYMENTS: Need = Need {
    pack: Pack::Ai,
    table: "ai_model_deployments",
    columns: &["id", "tenant_id", "model_id", "agent_id", "status"],
};

/// The agents.
pub const AGENTS: Need = Need {
    pack: Pack::Ai,
    table: "ai_agents",
    columns: &["id", "tenant_id", "name"],
};

/// The values.
pub const METRICS: Need = Need {
    pack: Pack::Governance,
    table: "ai_performance_metrics",
    columns: &[
        "id",
        "tenant_id",
        "agent_id",
        "model_id",
        "deployment_id",
        "metric_type",
        "metric_value",
        "metric_unit",
        "context",
        "recorded_at",
    ],
};

/// What they should be.
pub const TARGETS: Need = Need {
    pack: Pack::Governance,
    table: "metric_targets",
    columns: &[
        "id",
        "tenant_id",
        "metric_type",
        "metric_unit",
        "model_id",
        "agent_id",
        "deployment_id",
        "aggregate",
        "direction",
        "target",
        "threshold",
        "window_hours",
        "allowed_share",
        "source",
    ],
};

/// What was paid.
pub const COSTS: Need = Need {
    pack: Pack::Training,
    table: "ai_costs",
    columns: &[
        "tenant_id",
        "model_id",
        "agent_id",
        "category",
        "period_start",
        "amount",
        "currency",
    ],
};
