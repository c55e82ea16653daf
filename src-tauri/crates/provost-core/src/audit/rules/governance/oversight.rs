//! Oversight: keys, access and requirements.

use super::absent;
use super::candidates::Shape;
use super::need::{Need, Otherwise, judge, judge_or};
use super::signs::Weight;
use crate::audit::rules::Rule;
use crate::audit::{Area, Section, Severity};

const AT: (&str, &[&str]) = (
    "its time",
    &["at", "date", "on", "time", "timestamp", "created"],
);

pub(super) const ENCRYPTION: Rule = Rule {
    id: "governance.encryption-register",
    title: "It is recorded which columns are encrypted with which key",
    section: Section::SecurityAndCompliance,
    area: Area::Governance,
    severity: Severity::Medium,
    meaning: "A register of encrypted columns or keys, with key and algorithm. pgsodium and its vault, which keep one, meet \
        it. Asked where AI agents work. Encryption of the disk or by an application leaves no trace in the database.",
    reason: "Keys must be changed when their time is over or they are lost: without a register nobody knows what they opened.",
    action: "Register which columns are encrypted with which key",
    references: &[
        "GDPR Art. 32(1)(a)",
        "HIPAA 45 CFR 164.312(a)(2)(iv)",
        "seed audit 000, section 5",
    ],
    evidence_sql: absent!(
        "no register of encrypted columns",
        "(encryption|encrypted_(columns?|fields?)|encryption_keys?)$",
        "(key|kms|kek|dek)",
        "(algorithm|cipher|(^|_)alg)"
    ),
    check: |catalog| {
        judge_or(
            catalog,
            &Need {
                what: "a register of encrypted columns",
                weight: Weight {
                    agents: Some(Severity::Medium),
                    models: None,
                    vectors: None,
                },
                shapes: &[
                    Shape {
                        name: "encryption",
                        columns: &[KEY, ALGORITHM],
                        open: None,
                    },
                    Shape {
                        name: "encryption key",
                        columns: &[KEY, ALGORITHM],
                        open: None,
                    },
                    Shape {
                        name: "encrypted column",
                        columns: &[KEY, ALGORITHM],
                        open: None,
                    },
                    Shape {
                        name: "encrypted field",
                        columns: &[KEY, ALGORITHM],
                        open: None,
                    },
                ],
                making: "CREATE TABLE {schema}.ai_data_encryption (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 table_name text NOT NULL,\n\
            \x20 field_name text NOT NULL,\n\
            \x20 encryption_key_id text NOT NULL,\n\
            \x20 encryption_algorithm text NOT NULL DEFAULT 'AES-256-GCM',\n\
            \x20 created_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 UNIQUE (table_name, field_name)\n\
            );\n\
            -- Names of keys only, never keys. Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_data_encryption ENABLE ROW LEVEL SECURITY;",
            },
            |catalog, _| {
                let kept = catalog.extensions.iter().any(|extension| {
                    matches!(extension.name.as_str(), "pgsodium" | "supabase_vault")
                });
                kept.then_some(Otherwise::Met)
            },
        )
    },
};

const KEY: (&str, &[&str]) = ("the key", &["key", "kms", "kek", "dek"]);
const ALGORITHM: (&str, &[&str]) = ("the algorithm", &["algorithm", "cipher", "alg"]);

pub(super) const ACCESS_LOG: Rule = Rule {
    id: "governance.access-log",
    title: "Access to AI data is logged",
    section: Section::SecurityAndCompliance,
    area: Area::Governance,
    severity: Severity::High,
    meaning: "A table of accesses (access log, audit log, audit trail, activity log) with actor, action and time. pgAudit that \
        records reads meets it; pgAudit that records only other classes meets it in part. Asked where AI agents work; \
        medium where only models are made, low where only embeddings are kept.",
    reason: "Who read which memory of an agent, and which agent read whose data? After an incident it is too late to ask.",
    action: "Log access to AI data",
    references: &[
        "GDPR Art. 5(2), 32",
        "HIPAA 45 CFR 164.312(b)",
        "EU AI Act Art. 12, 19",
        "seed audit 000, section 5",
    ],
    evidence_sql: absent!(
        "no log of accesses",
        "((access|activity|audit)_?(logs?|trails?|events?|log_entr(y|ies)|records?))$",
        "(user|actor|agent|role|who|subject|principal|by|owner|author)",
        "(action|operation|event|command|method|verb|type)",
        "(_at|date|time|timestamp|created)"
    ),
    check: |catalog| {
        judge_or(
            catalog,
            &Need {
                what: "a log of accesses to AI data",
                weight: Weight {
                    agents: Some(Severity::High),
                    models: Some(Severity::Medium),
                    vectors: Some(Severity::Low),
                },
                shapes: &[
                    Shape {
                        name: "access log",
                        columns: &[ACTOR, DEED, AT],
                        open: None,
                    },
                    Shape {
                        name: "audit log",
                        columns: &[ACTOR, DEED, AT],
                        open: None,
                    },
                    Shape {
                        name: "audit trail",
                        columns: &[ACTOR, DEED, AT],
                        open: None,
                    },
                    Shape {
                        name: "audit event",
                        columns: &[ACTOR, DEED, AT],
                        open: None,
                    },
                    Shape {
                        name: "audit log entry",
                        columns: &[ACTOR, DEED, AT],
                        open: None,
                    },
                    Shape {
                        name: "audit record",
                        columns: &[ACTOR, DEED, AT],
                        open: None,
                    },
                    Shape {
                        name: "activity log",
                        columns: &[ACTOR, DEED, AT],
                        open: None,
                    },
                ],
                making: "-- user_id is the key of your table of persons, and stays when the person is deleted. Grant INSERT only: a log is not changed.\n\
            CREATE TABLE {schema}.ai_access_log (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 user_id uuid,\n\
            \x20 {agent},\n\
            \x20 action text NOT NULL,\n\
            \x20 resource_type text NOT NULL,\n\
            \x20 resource_id uuid NOT NULL,\n\
            \x20 access_details jsonb NOT NULL DEFAULT '{}',\n\
            \x20 ip_address inet,\n\
            \x20 user_agent text,\n\
            \x20 accessed_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 CHECK (num_nonnulls(user_id, agent_id) > 0)\n\
            );\n\
            CREATE INDEX ON {schema}.ai_access_log (user_id, accessed_at);\n\
            CREATE INDEX ON {schema}.ai_access_log (agent_id, accessed_at);\n\
            CREATE INDEX ON {schema}.ai_access_log USING brin (accessed_at);\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_access_log ENABLE ROW LEVEL SECURITY;",
            },
            |catalog, _| {
                let installed = catalog
                    .extensions
                    .iter()
                    .any(|extension| extension.name == "pgaudit");
                let classes = catalog
                    .setting("pgaudit.log")
                    .filter(|_| installed)?
                    .value
                    .to_lowercase();
                if classes.contains("read") || classes.contains("all") {
                    Some(Otherwise::Met)
                } else if classes.is_empty() || classes == "none" {
                    None
                } else {
                    let open = "pgAudit does not record reads".to_owned();
                    Some(Otherwise::Partly(format!("pgaudit.log = {classes}"), open))
                }
            },
        )
    },
};

const ACTOR: (&str, &[&str]) = (
    "the actor",
    &[
        "user",
        "actor",
        "agent",
        "role",
        "who",
        "subject",
        "principal",
        "by",
        "owner",
        "author",
    ],
);
const DEED: (&str, &[&str]) = (
    "the action",
    &[
        "action",
        "operation",
        "event",
        "command",
        "verb",
        "method",
        "type",
    ],
);

pub(super) const COMPLIANCE: Rule = Rule {
    id: "governance.compliance-register",
    title: "Requirements are tracked with their evidence",
    section: Section::SecurityAndCompliance,
    area: Area::Governance,
    severity: Severity::High,
    meaning: "A table of requirements (compliance, controls, requirements) with requirement and status. Asked where AI agents \
        work; low where only models are made.",
    reason: "An auditor asks which requirement is met, since when, by what evidence, and when it is looked at again.",
    action: "Track requirements with status, evidence and next date",
    references: &[
        "GDPR Art. 5(2), 24",
        "ISO/IEC 42001 9.2",
        "seed audit 000, high priority",
    ],
    evidence_sql: absent!(
        "no register of requirements",
        "(compliance(_(checks?|requirements?|controls?|records?))?)$",
        "(requirement|control|framework|regulation|article)",
        "(status|state|result|compliant)"
    ),
    check: |catalog| {
        judge(
            catalog,
            &Need {
                what: "a register of requirements and their status",
                weight: Weight {
                    agents: Some(Severity::High),
                    models: Some(Severity::Low),
                    vectors: None,
                },
                shapes: &[
                    Shape {
                        name: "compliance",
                        columns: &[REQUIREMENT, STATUS],
                        open: None,
                    },
                    Shape {
                        name: "compliance check",
                        columns: &[REQUIREMENT, STATUS],
                        open: None,
                    },
                    Shape {
                        name: "compliance requirement",
                        columns: &[REQUIREMENT, STATUS],
                        open: None,
                    },
                    Shape {
                        name: "compliance control",
                        columns: &[REQUIREMENT, STATUS],
                        open: None,
                    },
                    Shape {
                        name: "compliance record",
                        columns: &[REQUIREMENT, STATUS],
                        open: None,
                    },
                ],
                making: "CREATE TABLE {schema}.ai_compliance (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 compliance_framework text NOT NULL,\n\
            \x20 requirement_id text NOT NULL,\n\
            \x20 requirement_description text NOT NULL,\n\
            \x20 compliance_status text NOT NULL DEFAULT 'pending'\n\
            \x20   CHECK (compliance_status IN ('pending', 'compliant', 'non_compliant', 'exempt')),\n\
            \x20 evidence jsonb,\n\
            \x20 last_checked_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 next_check_due_at timestamptz,\n\
            \x20 UNIQUE (compliance_framework, requirement_id)\n\
            );\n\
            CREATE INDEX ON {schema}.ai_compliance (next_check_due_at);\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_compliance ENABLE ROW LEVEL SECURITY;",
            },
        )
    },
};

const REQUIREMENT: (&str, &[&str]) = (
    "the requirement",
    &[
        "requirement",
        "control",
        "framework",
        "regulation",
        "article",
    ],
);
const STATUS: (&str, &[&str]) = ("the status", &["status", "state", "result", "compliant"]);
