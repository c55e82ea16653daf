//! What must be there for a figure: tables and columns of the packs.

use super::FigureKind;
use crate::schema::Pack;

/// A table that a figure reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The pack that makes it.
    pub pack: Pack,
    /// Its name, without the schema.
    pub table: &'static str,
    /// The columns that are read.
    pub columns: &'static [&'static str],
}

/// The organisations, and which of them are sample data. Every pack needs them; no figure counts them.
pub const TENANTS: Need = Need {
    pack: Pack::Identity,
    table: "tenants",
    columns: &["id", "name", "is_sample"],
};

const MODELS: Need = Need {
    pack: Pack::Ai,
    table: "ai_models",
    columns: &[
        "id",
        "tenant_id",
        "name",
        "version",
        "model_type",
        "provider",
        "deployment_status",
    ],
};

const DEPLOYMENTS: Need = Need {
    pack: Pack::Ai,
    table: "ai_model_deployments",
    columns: &["id", "model_id", "status", "deployed_at", "last_used_at"],
};

const METRICS: Need = Need {
    pack: Pack::Governance,
    table: "ai_performance_metrics",
    columns: &[
        "tenant_id",
        "model_id",
        "metric_type",
        "metric_value",
        "metric_unit",
        "recorded_at",
    ],
};

const DRIFT: Need = Need {
    pack: Pack::Governance,
    table: "ai_model_drift",
    columns: &[
        "id",
        "model_id",
        "drift_type",
        "drift_severity",
        "detected_at",
        "resolved_at",
    ],
};

const CONSENT: Need = Need {
    pack: Pack::Governance,
    table: "ai_data_consent",
    columns: &[
        "id",
        "tenant_id",
        "subject_key",
        "purpose",
        "data_type",
        "consent_given",
        "granted_at",
        "expires_at",
        "withdrawn_at",
    ],
};

const PRIVACY: Need = Need {
    pack: Pack::Governance,
    table: "ai_data_privacy",
    columns: &[
        "schema_name",
        "table_name",
        "field_name",
        "privacy_level",
        "confirmed_at",
    ],
};

const REQUIREMENTS: Need = Need {
    pack: Pack::Governance,
    table: "ai_compliance",
    columns: &[
        "id",
        "compliance_framework",
        "requirement_id",
        "requirement_description",
        "compliance_status",
        "last_checked_at",
        "next_check_due_at",
    ],
};

const COSTS: Need = Need {
    pack: Pack::Training,
    table: "ai_costs",
    columns: &["model_id", "category", "amount", "currency", "period_start"],
};

const DATASETS: Need = Need {
    pack: Pack::Training,
    table: "training_datasets",
    columns: &["id", "name"],
};

const DATASET_VERSIONS: Need = Need {
    pack: Pack::Training,
    table: "training_dataset_versions",
    columns: &["id", "dataset_id", "version"],
};

const PURPOSES: Need = Need {
    pack: Pack::Training,
    table: "training_dataset_consent_purposes",
    columns: &["tenant_id", "dataset_version_id", "purpose", "lawful_basis"],
};

const SUBJECTS: Need = Need {
    pack: Pack::Training,
    table: "training_dataset_subjects",
    columns: &["dataset_version_id", "subject_key"],
};

const USES: Need = Need {
    pack: Pack::Training,
    table: "training_dataset_uses",
    columns: &["tenant_id", "model_id", "dataset_version_id", "used_for"],
};

const RUNS: Need = Need {
    pack: Pack::Training,
    table: "model_training_runs",
    columns: &["tenant_id", "model_id", "base_model_id"],
};

const VIOLATIONS: Need = Need {
    pack: Pack::Security,
    table: "security_violations",
    columns: &[
        "id",
        "title",
        "violation_type",
        "severity",
        "status",
        "detected_at",
        "notified_authority_at",
        "authority_due_at",
    ],
};

impl FigureKind {
    /// The tables that it reads.
    #[must_use]
    pub fn needs(self) -> &'static [Need] {
        match self {
            Self::DataAccuracy | Self::Availability | Self::ResponseTime => &[MODELS, METRICS],
            Self::Compliance | Self::OverdueChecks => &[REQUIREMENTS],
            Self::ModelsByStage | Self::DeploymentsInError => &[MODELS, DEPLOYMENTS],
            Self::OpenDrift => &[MODELS, DRIFT],
            Self::Cost => &[MODELS, COSTS],
            Self::WithdrawnInProduction => &[
                MODELS,
                DEPLOYMENTS,
                CONSENT,
                DATASETS,
                DATASET_VERSIONS,
                PURPOSES,
                SUBJECTS,
                USES,
                RUNS,
            ],
            Self::ConsentsExpiring | Self::ConsentsWithdrawn => &[CONSENT],
            Self::ColumnsWithoutLevel => &[PRIVACY],
            Self::OpenViolations => &[VIOLATIONS],
        }
    }
}
