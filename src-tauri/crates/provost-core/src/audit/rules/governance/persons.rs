//! Persons: how sensitive what is known of them is, and what they agreed to.

use super::absent;
use super::candidates::{Shape, ends, tells};
use super::need::{Need, Otherwise, judge_or};
use super::signs::{Signs, Weight};
use crate::audit::rules::Rule;
use crate::audit::{Area, Section, Severity};
use crate::catalog::Catalog;

const AT: (&str, &[&str]) = (
    "its time",
    &[
        "at",
        "date",
        "on",
        "time",
        "timestamp",
        "created",
        "given",
        "granted",
    ],
);

pub(super) const PRIVACY_LEVELS: Rule = Rule {
    id: "governance.privacy-levels",
    title: "Every column that needs it has a privacy level",
    section: Section::SecurityAndCompliance,
    area: Area::Governance,
    severity: Severity::High,
    meaning: "A register of privacy levels (privacy, classification, sensitivity) with table and level. Security labels on \
        columns, as anonymisation extensions use them, meet it. Asked where AI agents work; low where only models are made \
        or embeddings kept.",
    reason: "Access, masking, retention and encryption follow the level. Where nobody wrote it down, each program decides \
        anew what an agent may read.",
    action: "Register the privacy level of columns",
    references: &[
        "GDPR Art. 25(2), 30(1)(c)",
        "CCPA 1798.100(a)",
        "ISO/IEC 42001 A.7.3",
        "seed audit 000, section 3",
    ],
    evidence_sql: absent!(
        "no register of privacy levels",
        "(privacy|(data|column)_classifications?|sensitivity|column_tags?)$",
        "(table|relation|entity|dataset|object|asset)",
        "(level|class|sensitivity|category|tag|label)"
    ),
    check: |catalog| {
        judge_or(
            catalog,
            &Need {
                what: "a register of privacy levels",
                weight: Weight {
                    agents: Some(Severity::High),
                    models: Some(Severity::Low),
                    vectors: Some(Severity::Low),
                },
                shapes: &[
                    Shape {
                        name: "privacy",
                        columns: &[TABLE, LEVEL],
                        open: None,
                    },
                    Shape {
                        name: "data classification",
                        columns: &[TABLE, LEVEL],
                        open: None,
                    },
                    Shape {
                        name: "column classification",
                        columns: &[TABLE, LEVEL],
                        open: None,
                    },
                    Shape {
                        name: "sensitivity",
                        columns: &[TABLE, LEVEL],
                        open: None,
                    },
                    Shape {
                        name: "column tag",
                        columns: &[TABLE, LEVEL],
                        open: None,
                    },
                ],
                making: "CREATE TABLE {schema}.ai_data_privacy (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 table_name text NOT NULL,\n\
            \x20 field_name text NOT NULL,\n\
            \x20 privacy_level text NOT NULL CHECK (privacy_level IN ('public', 'internal', 'confidential', 'restricted')),\n\
            \x20 encryption_required boolean NOT NULL DEFAULT false,\n\
            \x20 anonymization_required boolean NOT NULL DEFAULT false,\n\
            \x20 retention_period interval,\n\
            \x20 created_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 UNIQUE (table_name, field_name)\n\
            );\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_data_privacy ENABLE ROW LEVEL SECURITY;",
            },
            |catalog, _| {
                let labelled = catalog.tables().any(|table| {
                    table
                        .columns
                        .iter()
                        .any(|column| !column.security_labels.is_empty())
                });
                labelled.then_some(Otherwise::Met)
            },
        )
    },
};

const TABLE: (&str, &[&str]) = (
    "the table",
    &["table", "relation", "entity", "dataset", "object", "asset"],
);
const LEVEL: (&str, &[&str]) = (
    "the level",
    &[
        "level",
        "class",
        "classification",
        "sensitivity",
        "category",
        "tag",
        "label",
    ],
);

pub(super) const CONSENT: Rule = Rule {
    id: "governance.consent",
    title: "Consent of persons is recorded",
    section: Section::SecurityAndCompliance,
    area: Area::Governance,
    severity: Severity::High,
    meaning: "A table of consents with the person, what was decided and the time. Asked where AI works and a table holds \
        records of persons. That the proof outlives the person's account, integrity.evidence-kept says.",
    reason: "Where consent is the basis of processing, the controller must prove it, and stop when it is withdrawn: also in \
        what models were trained on.",
    action: "Record consent, with its purpose and its end",
    references: &[
        "GDPR Art. 6(1)(a), 7(1), 7(3)",
        "CCPA 1798.120",
        "seed audit 000, section 3",
    ],
    evidence_sql: absent!(
        "no table of consents",
        "consents?(_(records?|events?|ledger|log))?$",
        "(user|subject|person|customer|member|patient|account|contact|email|client|student)",
        "(given|granted|status|consent|accepted|withdrawn|revoked|opt|decision|state)",
        "(_at|date|time|timestamp|created|given|granted)"
    ),
    check: |catalog| {
        judge_or(
            catalog,
            &Need {
                what: "a record of consent",
                weight: Weight {
                    agents: Some(Severity::High),
                    models: Some(Severity::Medium),
                    vectors: Some(Severity::Medium),
                },
                shapes: &[
                    Shape {
                        name: "consent",
                        columns: &[PERSON, DECISION, AT],
                        open: None,
                    },
                    Shape {
                        name: "consent record",
                        columns: &[PERSON, DECISION, AT],
                        open: None,
                    },
                    Shape {
                        name: "consent event",
                        columns: &[PERSON, DECISION, AT],
                        open: None,
                    },
                    Shape {
                        name: "consent ledger",
                        columns: &[PERSON, DECISION, AT],
                        open: None,
                    },
                    Shape {
                        name: "consent log",
                        columns: &[PERSON, DECISION, AT],
                        open: None,
                    },
                ],
                making: "-- user_id is the key of your table of persons, without ON DELETE CASCADE: the proof outlives the account.\n\
            CREATE TABLE {schema}.ai_data_consent (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 user_id uuid NOT NULL,\n\
            \x20 data_type text NOT NULL,\n\
            \x20 consent_given boolean NOT NULL,\n\
            \x20 consent_details jsonb NOT NULL DEFAULT '{}',\n\
            \x20 granted_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 expires_at timestamptz\n\
            );\n\
            CREATE INDEX ON {schema}.ai_data_consent (user_id, data_type, granted_at DESC);\n\
            CREATE INDEX ON {schema}.ai_data_consent (expires_at);\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_data_consent ENABLE ROW LEVEL SECURITY;",
            },
            |catalog, signs| {
                (!holds_persons(catalog, signs)).then(|| {
                    Otherwise::NotAsked(
                        "No table holds records of persons, by its name and columns.".to_owned(),
                    )
                })
            },
        )
    },
};

const PERSON: (&str, &[&str]) = (
    "the person",
    &[
        "user", "subject", "person", "customer", "member", "patient", "account", "contact",
        "email", "client", "student",
    ],
);
const DECISION: (&str, &[&str]) = (
    "what was decided",
    &[
        "given",
        "granted",
        "status",
        "consent",
        "accepted",
        "withdrawn",
        "revoked",
        "opt",
        "decision",
        "state",
    ],
);

/// Whether a table holds records of persons, by its name and a column that a person has. Users of a product, such as
/// the people who log runs in MLflow, are not data subjects of the AI.
fn holds_persons(catalog: &Catalog, signs: &Signs) -> bool {
    const PERSONS: &[&str] = &[
        "user",
        "customer",
        "patient",
        "person",
        "people",
        "member",
        "employee",
        "contact",
        "profile",
        "client",
        "student",
        "citizen",
        "subscriber",
        "applicant",
        "lead",
    ];
    const HAVE: &[&str] = &[
        "email",
        "mail",
        "phone",
        "mobile",
        "name",
        "firstname",
        "lastname",
        "username",
        "birth",
        "birthday",
        "birthdate",
        "dob",
    ];
    catalog.tables().any(|table| {
        signs.product_of(&table.name).is_none()
            && PERSONS.iter().any(|person| ends(&table.name.name, person))
            && table.columns.iter().any(|column| tells(&column.name, HAVE))
    })
}
