//! Data: where it comes from, how good it is, what models are trained on.

use super::absent;
use super::candidates::Shape;
use super::need::{Need, Otherwise, judge, judge_or};
use super::signs::Weight;
use crate::audit::rules::Rule;
use crate::audit::{Area, Section, Severity};

pub(super) const LINEAGE: Rule = Rule {
    id: "governance.lineage",
    title: "It is recorded where data came from and where it went",
    section: Section::DataManagement,
    area: Area::Governance,
    severity: Severity::Critical,
    meaning: "A table of lineage (or provenance) with source and target. MLflow's inputs, which lead from data sets to runs, \
        meet it in part. Asked where AI agents work or models are made.",
    reason: "Which models were trained on data of people who have withdrawn their consent? Without lineage nobody knows, and \
        no wrong value can be followed to what it spoiled.",
    action: "Record the lineage of data",
    references: &[
        "EU AI Act Art. 10(2)",
        "GDPR Art. 17(1), 19",
        "ISO/IEC 42001 A.7.5",
        "seed audit 000, critical 3",
    ],
    evidence_sql: absent!(
        "no table of lineage",
        "(lineage|provenance|lineage_(edges?|events?))$",
        "(source|from|upstream|input|parent|origin)",
        "(target|to|downstream|output|child|destination)"
    ),
    check: |catalog| {
        judge(
            catalog,
            &Need {
                what: "a record of lineage",
                weight: Weight {
                    agents: Some(Severity::Critical),
                    models: Some(Severity::High),
                    vectors: None,
                },
                shapes: &[
                    Shape {
                        name: "lineage",
                        columns: &[SOURCE, TARGET],
                        open: None,
                    },
                    Shape {
                        name: "lineage edge",
                        columns: &[SOURCE, TARGET],
                        open: None,
                    },
                    Shape {
                        name: "lineage event",
                        columns: &[SOURCE, TARGET],
                        open: None,
                    },
                    Shape {
                        name: "provenance",
                        columns: &[SOURCE, TARGET],
                        open: None,
                    },
                    Shape {
                        name: "input",
                        columns: &[SOURCE, TARGET],
                        open: Some(
                            "it leads from data sets to runs; what made the data sets, and what became of the models, is not recorded",
                        ),
                    },
                ],
                making: "CREATE TABLE {schema}.ai_data_lineage (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 source_table text NOT NULL,\n\
            \x20 source_record_id uuid NOT NULL,\n\
            \x20 target_table text NOT NULL,\n\
            \x20 target_record_id uuid NOT NULL,\n\
            \x20 transformation_type text NOT NULL,\n\
            \x20 transformation_details jsonb NOT NULL DEFAULT '{}',\n\
            \x20 data_hash text NOT NULL,\n\
            \x20 created_at timestamptz NOT NULL DEFAULT now()\n\
            );\n\
            CREATE INDEX ON {schema}.ai_data_lineage (source_table, source_record_id);\n\
            CREATE INDEX ON {schema}.ai_data_lineage (target_table, target_record_id);\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_data_lineage ENABLE ROW LEVEL SECURITY;",
            },
        )
    },
};

const SOURCE: (&str, &[&str]) = (
    "the source",
    &[
        "source", "from", "input", "inputs", "upstream", "parent", "origin",
    ],
);
const TARGET: (&str, &[&str]) = (
    "the target",
    &[
        "target",
        "to",
        "output",
        "outputs",
        "downstream",
        "child",
        "destination",
    ],
);

pub(super) const QUALITY: Rule = Rule {
    id: "governance.data-quality",
    title: "The quality of data is measured",
    section: Section::DataManagement,
    area: Area::Governance,
    severity: Severity::High,
    meaning: "A table of results of quality checks (quality, validation, expectation) with what was checked and the result. \
        Asked where AI agents work; low where only models are made.",
    reason: "Wrong, old or missing data goes into every answer. Accuracy of personal data is also a duty.",
    action: "Measure the quality of data and keep the results",
    references: &[
        "GDPR Art. 5(1)(d)",
        "EU AI Act Art. 10(3)",
        "ISO/IEC 42001 A.7.4",
        "seed audit 000, high priority",
    ],
    evidence_sql: absent!(
        "no table of results of quality checks",
        "(quality|quality_(checks?|results?|metrics?)|validation_results?|expectations?(_results?)?)$",
        "(table|dataset|record|entity|column|field|asset|name|rule)",
        "(score|status|passed|success|result|metric|value)"
    ),
    check: |catalog| {
        judge(
            catalog,
            &Need {
                what: "results of checks of data quality",
                weight: Weight {
                    agents: Some(Severity::High),
                    models: Some(Severity::Low),
                    vectors: None,
                },
                shapes: &[
                    Shape {
                        name: "quality",
                        columns: &[CHECKED, RESULT],
                        open: None,
                    },
                    Shape {
                        name: "quality check",
                        columns: &[CHECKED, RESULT],
                        open: None,
                    },
                    Shape {
                        name: "quality result",
                        columns: &[CHECKED, RESULT],
                        open: None,
                    },
                    Shape {
                        name: "quality metric",
                        columns: &[CHECKED, RESULT],
                        open: None,
                    },
                    Shape {
                        name: "validation result",
                        columns: &[CHECKED, RESULT],
                        open: None,
                    },
                    Shape {
                        name: "expectation result",
                        columns: &[CHECKED, RESULT],
                        open: None,
                    },
                    Shape {
                        name: "expectation",
                        columns: &[CHECKED, RESULT],
                        open: None,
                    },
                ],
                making: "CREATE TABLE {schema}.ai_data_quality (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 table_name text NOT NULL,\n\
            \x20 record_id uuid NOT NULL,\n\
            \x20 quality_metrics jsonb NOT NULL DEFAULT '{}',\n\
            \x20 quality_score numeric(5, 4) CHECK (quality_score BETWEEN 0 AND 1),\n\
            \x20 issues jsonb NOT NULL DEFAULT '[]',\n\
            \x20 checked_at timestamptz NOT NULL DEFAULT now()\n\
            );\n\
            CREATE INDEX ON {schema}.ai_data_quality (table_name, record_id);\n\
            CREATE INDEX ON {schema}.ai_data_quality (checked_at);\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_data_quality ENABLE ROW LEVEL SECURITY;",
            },
        )
    },
};

const CHECKED: (&str, &[&str]) = (
    "what was checked",
    &[
        "table", "dataset", "record", "entity", "column", "field", "asset", "name", "rule",
    ],
);
const RESULT: (&str, &[&str]) = (
    "the result",
    &[
        "score", "status", "passed", "success", "result", "metric", "value",
    ],
);

pub(super) const TRAINING: Rule = Rule {
    id: "governance.training-data",
    title: "It is recorded what models were trained on",
    section: Section::DataManagement,
    area: Area::Governance,
    severity: Severity::Medium,
    meaning: "A table of data sets or training data with a name and a digest or version. MLflow's datasets meet it. Asked \
        where AI agents work or models are made.",
    reason: "A model cannot be made again, examined for bias or freed from somebody's data when nobody knows what went into it.",
    action: "Register training data with a digest",
    references: &[
        "EU AI Act Art. 10",
        "EU AI Act Annex IV(2)(d)",
        "ISO/IEC 42001 A.7.2",
        "seed audit 000, medium priority",
    ],
    evidence_sql: absent!(
        "no table of training data",
        "(data_?sets?|training_(data|sets?)|dataset_versions?)$",
        "(name|title|dataset|uri|source)",
        "(digest|hash|version|checksum|fingerprint|snapshot)"
    ),
    check: |catalog| {
        judge(
            catalog,
            &Need {
                what: "a register of training data",
                weight: Weight {
                    agents: Some(Severity::Medium),
                    models: Some(Severity::Medium),
                    vectors: None,
                },
                shapes: &[
                    Shape {
                        name: "dataset",
                        columns: &[TITLE, DIGEST],
                        open: None,
                    },
                    Shape {
                        name: "data set",
                        columns: &[TITLE, DIGEST],
                        open: None,
                    },
                    Shape {
                        name: "dataset version",
                        columns: &[TITLE, DIGEST],
                        open: None,
                    },
                    Shape {
                        name: "training data",
                        columns: &[TITLE, DIGEST],
                        open: None,
                    },
                    Shape {
                        name: "training set",
                        columns: &[TITLE, DIGEST],
                        open: None,
                    },
                ],
                making: "CREATE TABLE {schema}.ai_training_datasets (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 name text NOT NULL,\n\
            \x20 version text NOT NULL,\n\
            \x20 source text NOT NULL,\n\
            \x20 data_hash text NOT NULL,\n\
            \x20 row_count bigint CHECK (row_count >= 0),\n\
            \x20 created_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 UNIQUE (name, version)\n\
            );\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_training_datasets ENABLE ROW LEVEL SECURITY;",
            },
        )
    },
};

const TITLE: (&str, &[&str]) = ("its name", &["name", "title", "dataset", "uri", "source"]);
const DIGEST: (&str, &[&str]) = (
    "a digest or version",
    &[
        "digest",
        "hash",
        "version",
        "checksum",
        "fingerprint",
        "snapshot",
    ],
);

pub(super) const FEATURES: Rule = Rule {
    id: "governance.feature-store",
    title: "Features of models are defined once",
    section: Section::DataManagement,
    area: Area::Governance,
    severity: Severity::Medium,
    meaning: "Tables of a feature store (feature views, feature sets, features of entities). Feast's registry meets it. Asked \
        where AI agents work or models are made; not of a database that a product keeps for itself, such as MLflow's: \
        features live elsewhere then.",
    reason: "When training and serving compute a feature each in its own way, the model sees something else than it learned.",
    action: "Define the features of models in a feature store",
    references: &["seed audit 000, medium priority"],
    evidence_sql: absent!(
        "no table of features",
        "(feature_(views?|stores?|sets?|groups?|definitions?|values?)|ai_features?)$",
        "(name|feature|key)"
    ),
    check: |catalog| {
        judge_or(
            catalog,
            &Need {
                what: "a store of features",
                weight: Weight {
                    agents: Some(Severity::Medium),
                    models: Some(Severity::Medium),
                    vectors: None,
                },
                shapes: &[
                    Shape {
                        name: "feature view",
                        columns: &[FEATURE],
                        open: None,
                    },
                    Shape {
                        name: "feature store",
                        columns: &[FEATURE],
                        open: None,
                    },
                    Shape {
                        name: "feature set",
                        columns: &[FEATURE],
                        open: None,
                    },
                    Shape {
                        name: "feature group",
                        columns: &[FEATURE],
                        open: None,
                    },
                    Shape {
                        name: "feature definition",
                        columns: &[FEATURE],
                        open: None,
                    },
                    Shape {
                        name: "feature value",
                        columns: &[FEATURE, ("the entity", &["entity"])],
                        open: None,
                    },
                    Shape {
                        name: "ai feature",
                        columns: &[FEATURE],
                        open: None,
                    },
                ],
                making: "CREATE TABLE {schema}.ai_features (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 name text NOT NULL,\n\
            \x20 version text NOT NULL,\n\
            \x20 entity text NOT NULL,\n\
            \x20 value_type text NOT NULL,\n\
            \x20 definition text NOT NULL,\n\
            \x20 owner text NOT NULL,\n\
            \x20 created_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 UNIQUE (name, version)\n\
            );\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_features ENABLE ROW LEVEL SECURITY;",
            },
            |_, signs| {
                let own = signs.agents.is_empty() && signs.models.is_empty();
                let product = signs.products.first().filter(|_| own)?;
                Some(Otherwise::NotAsked(format!(
                    "{} keeps this database for itself; features of models live elsewhere.",
                    product.name
                )))
            },
        )
    },
};

const FEATURE: (&str, &[&str]) = ("the feature", &["name", "feature", "key"]);
