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

const MODELS: Need = Need {
    pack: Pack::Ai,
    table: "ai_models",
    columns: &[
        "id",
        "tenant_id",
        "name",
        "version",
        "provider",
        "deployment_status",
    ],
};

const DEPLOYMENTS: Need = Need {
    pack: Pack::Ai,
    table: "ai_model_deployments",
    columns: &[
        "id",
        "tenant_id",
        "model_id",
        "status",
        "deployed_at",
        "last_used_at",
    ],
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
        "tenant_id",
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
        "tenant_id",
        "subject_key",
        "purpose",
        "data_type",
        "consent_given",
        "granted_at",
        "withdrawn_at",
        "expires_at",
    ],
};

const PRIVACY: Need = Need {
    pack: Pack::Governance,
    table: "ai_data_privacy",
    columns: &["tenant_id", "table_name", "field_name", "privacy_level"],
};

const REQUIREMENTS: Need = Need {
    pack: Pack::Governance,
    table: "ai_compliance",
    columns: &[
        "tenant_id",
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
    table: "ai_cost_entries",
    columns: &["tenant_id", "model_id", "amount", "currency", "incurred_at"],
};

const VIOLATIONS: Need = Need {
    pack: Pack::Security,
    table: "security_violations",
    columns: &[
        "tenant_id",
        "violation_type",
        "severity",
        "detected_at",
        "resolved_at",
    ],
};

impl FigureKind {
    /// The tables that it reads.
    #[must_use]
    pub fn needs(self) -> &'static [Need] {
        match self {
            Self::DataAccuracy | Self::Availability | Self::ResponseTime => &[MODELS, METRICS],
            Self::Compliance | Self::OverdueChecks => &[REQUIREMENTS],
            Self::ModelsByStage => &[MODELS],
            Self::DeploymentsInError => &[MODELS, DEPLOYMENTS],
            Self::OpenDrift => &[MODELS, DRIFT],
            Self::Cost => &[MODELS, COSTS],
            Self::WithdrawnInProduction => &[MODELS, DEPLOYMENTS, CONSENT],
            Self::ConsentsExpiring | Self::ConsentsWithdrawn => &[CONSENT],
            Self::ColumnsWithoutLevel => &[PRIVACY],
            Self::OpenViolations => &[VIOLATIONS],
        }
    }
}
