//! The tables and columns that the two seeds name are there, under their names.

use crate::installed::{VERSIONS, all, read, tables};

/// The tables of both seeds, by pack.
const TABLES: &[&str] = &[
    // identity (seed 004 section 2.1)
    "users",
    // ai (seed 000)
    "ai_agents",
    "agent_memories",
    "agent_workflows",
    "ai_embeddings",
    "ai_models",
    "ai_model_deployments",
    "ai_data_cache",
    // governance (seed 000)
    "ai_data_lineage",
    "ai_data_quality",
    "ai_data_privacy",
    "ai_data_consent",
    "ai_performance_metrics",
    "ai_model_drift",
    "ai_data_encryption",
    "ai_access_log",
    "ai_compliance",
    // security (seed 004 sections 2.5 and 2.6)
    "registered_devices",
    "user_two_factor_auth",
    "passkey_credentials",
    "two_factor_challenges",
    "device_login_attempts",
    "two_factor_policies",
    "user_sms_two_factor",
    "user_email_two_factor",
    "two_factor_audit_log",
    "two_factor_verification_codes",
    "secure_token_storage",
    "authentication_sessions",
    "session_warnings",
    "connection_health_metrics",
    "auth_queue_operations",
    "audit_log",
    "security_violations",
    "data_access_log",
    "security_metrics",
    "user_security_tier",
    "enterprise_audit_event",
    "threat_intelligence_event",
    "compliance_assessment",
    "forensic_investigation",
    // workspace (seed 004 sections 2.2, 2.3 and 2.7)
    "system_prompts",
    "user_history_summaries",
    "calendars",
    "events",
    "documents",
    "chat_history",
    "tasks",
    "user_oauth_tokens",
    "agent_configuration",
    "gpu_resource",
    "task_delegation",
    "multi_agent_conversation",
];

/// The columns that the seeds name, table by table.
const COLUMNS: &[(&str, &[&str])] = &[
    (
        "users",
        &[
            "id",
            "email",
            "username",
            "hashed_password",
            "is_active",
            "is_verified",
            "is_superuser",
            "role",
            "status",
            "tfa_enabled",
            "tfa_secret",
        ],
    ),
    (
        "ai_embeddings",
        &[
            "id",
            "agent_id",
            "content_type",
            "content_hash",
            "embedding",
            "metadata",
            "created_at",
        ],
    ),
    (
        "ai_models",
        &[
            "id",
            "name",
            "version",
            "model_type",
            "provider",
            "model_id",
            "capabilities",
            "performance_metrics",
            "training_data_hash",
            "deployment_status",
            "created_at",
            "updated_at",
        ],
    ),
    (
        "ai_model_deployments",
        &[
            "id",
            "model_id",
            "agent_id",
            "deployment_config",
            "performance_metrics",
            "status",
            "deployed_at",
            "last_used_at",
        ],
    ),
    (
        "ai_data_lineage",
        &[
            "id",
            "source_table",
            "source_record_id",
            "target_table",
            "target_record_id",
            "transformation_type",
            "transformation_details",
            "data_hash",
            "created_at",
        ],
    ),
    (
        "ai_data_quality",
        &[
            "id",
            "table_name",
            "record_id",
            "quality_metrics",
            "quality_score",
            "issues",
            "checked_at",
        ],
    ),
    (
        "ai_data_privacy",
        &[
            "id",
            "table_name",
            "field_name",
            "privacy_level",
            "encryption_required",
            "anonymization_required",
            "retention_period",
            "created_at",
        ],
    ),
    (
        "ai_data_consent",
        &[
            "id",
            "user_id",
            "data_type",
            "consent_given",
            "consent_details",
            "granted_at",
            "expires_at",
        ],
    ),
    (
        "ai_performance_metrics",
        &[
            "id",
            "agent_id",
            "model_id",
            "metric_type",
            "metric_value",
            "metric_unit",
            "context",
            "recorded_at",
        ],
    ),
    (
        "ai_model_drift",
        &[
            "id",
            "model_id",
            "drift_type",
            "drift_severity",
            "drift_metrics",
            "detected_at",
            "resolved_at",
            "resolution_action",
        ],
    ),
    (
        "ai_data_cache",
        &[
            "id",
            "cache_key",
            "cache_data",
            "cache_type",
            "expires_at",
            "created_at",
            "last_accessed_at",
        ],
    ),
    (
        "ai_data_encryption",
        &[
            "id",
            "table_name",
            "field_name",
            "encryption_key_id",
            "encryption_algorithm",
            "created_at",
        ],
    ),
    (
        "ai_access_log",
        &[
            "id",
            "user_id",
            "agent_id",
            "action",
            "resource_type",
            "resource_id",
            "access_details",
            "ip_address",
            "user_agent",
            "accessed_at",
        ],
    ),
    (
        "ai_compliance",
        &[
            "id",
            "compliance_framework",
            "requirement_id",
            "requirement_description",
            "compliance_status",
            "evidence",
            "last_checked_at",
            "next_check_due_at",
        ],
    ),
];

/// The tables that seed 000 has grow without end, so they are partitioned by time.
const PARTITIONED: &[&str] = &[
    "ai_access_log",
    "ai_performance_metrics",
    "ai_data_lineage",
    "ai_data_consent_events",
];

#[tokio::test]
async fn every_table_and_column_of_the_seeds_has_its_name() {
    for version in VERSIONS {
        let catalog = read(&all(version).await).await;
        let found = tables(&catalog);
        let table = |name: &str| found.iter().find(|table| table.name.name == name);
        for name in TABLES.iter().chain(PARTITIONED) {
            assert!(table(name).is_some(), "{version:?}: {name} is missing");
        }
        for (name, columns) in COLUMNS {
            for wanted in *columns {
                let has = table(name)
                    .unwrap()
                    .columns
                    .iter()
                    .any(|column| column.name == *wanted);
                assert!(has, "{version:?}: {name}.{wanted} is missing");
            }
        }
        for name in PARTITIONED {
            assert!(
                table(name).unwrap().partition_key.is_some(),
                "{version:?}: {name} is not partitioned"
            );
        }
    }
}
