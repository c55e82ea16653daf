//! Watching: how models perform, drift, cost, and what is cached.

use super::absent;
use super::candidates::{Shape, tells};
use super::need::{Need, Otherwise, judge, judge_or};
use super::signs::{Signs, Weight};
use crate::audit::rules::Rule;
use crate::audit::{Area, Section, Severity};
use crate::catalog::Catalog;

const AT: (&str, &[&str]) = (
    "its time",
    &[
        "at",
        "date",
        "day",
        "time",
        "timestamp",
        "recorded",
        "detected",
        "created",
        "bucket",
    ],
);
const OF: (&str, &[&str]) = (
    "what it measures",
    &[
        "model",
        "agent",
        "run",
        "deployment",
        "trace",
        "span",
        "endpoint",
        "experiment",
        "request",
    ],
);

pub(super) const METRICS: Rule = Rule {
    id: "governance.performance-metrics",
    title: "The performance of models and agents is measured",
    section: Section::AnalyticsAndMetrics,
    area: Area::Governance,
    severity: Severity::High,
    meaning: "A table of metrics with the kind, the value, what it measures and the time. MLflow's metrics meet it. Asked \
        where AI agents work or models are made. Events in JSON meet it only in part: nothing can be compared over time \
        without knowing what is in them.",
    reason: "A model that gets slower, dearer or worse is found by its users first.",
    action: "Record metrics of models and agents",
    references: &[
        "EU AI Act Art. 15, 72",
        "NIST AI RMF MEASURE 2",
        "seed audit 000, critical and high priority",
    ],
    evidence_sql: absent!(
        "no table of metrics of models",
        "(metrics?|performance|model_evaluations?|ai_measurements?)$",
        "(type|name|key|metric|kind)",
        "(^|_)(value|score|result)",
        "(model|agent|run|deployment|trace|span|endpoint|experiment|request)",
        "(_at|date|day|time|timestamp|recorded|detected|created|bucket)"
    ),
    check: |catalog| {
        judge(
            catalog,
            &Need {
                what: "a record of how models and agents perform",
                weight: Weight {
                    agents: Some(Severity::High),
                    models: Some(Severity::High),
                    vectors: None,
                },
                shapes: &[
                    Shape {
                        name: "metric",
                        columns: &[KIND, VALUE, OF, AT],
                        open: None,
                    },
                    Shape {
                        name: "performance",
                        columns: &[KIND, VALUE, OF, AT],
                        open: None,
                    },
                    Shape {
                        name: "model evaluation",
                        columns: &[KIND, VALUE, OF, AT],
                        open: None,
                    },
                    Shape {
                        name: "ai measurement",
                        columns: &[KIND, VALUE, OF, AT],
                        open: None,
                    },
                ],
                making: "-- After governance.model-registry.\n\
            CREATE TABLE {schema}.ai_performance_metrics (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 {agent},\n\
            \x20 {model},\n\
            \x20 metric_type text NOT NULL,\n\
            \x20 metric_value numeric NOT NULL,\n\
            \x20 metric_unit text,\n\
            \x20 context jsonb NOT NULL DEFAULT '{}',\n\
            \x20 recorded_at timestamptz NOT NULL DEFAULT now()\n\
            );\n\
            CREATE INDEX ON {schema}.ai_performance_metrics (agent_id, recorded_at);\n\
            CREATE INDEX ON {schema}.ai_performance_metrics (model_id, metric_type, recorded_at);\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_performance_metrics ENABLE ROW LEVEL SECURITY;",
            },
        )
    },
};

const KIND: (&str, &[&str]) = ("the kind", &["type", "name", "key", "metric", "kind"]);
const VALUE: (&str, &[&str]) = ("the value", &["value", "score", "result"]);

pub(super) const DRIFT: Rule = Rule {
    id: "governance.drift",
    title: "Drift of models is looked for",
    section: Section::AnalyticsAndMetrics,
    area: Area::Governance,
    severity: Severity::Medium,
    meaning: "A table of drift with the model or feature, the kind or severity and the time. Asked where AI agents work or \
        models are made; MLflow has none.",
    reason: "The world changes and a model does not: its answers get worse without any error.",
    action: "Look for drift of models and keep what is found",
    references: &[
        "EU AI Act Art. 72",
        "NIST AI RMF MEASURE 2.4",
        "seed audit 000, medium priority",
    ],
    evidence_sql: absent!(
        "no table of drift",
        "drift(_(reports?|metrics?|events?|results?|detections?|alerts?))?$",
        "(model|feature|dataset|column|deployment)",
        "(severity|score|type|status|metrics?|statistic|kind)",
        "(_at|date|day|time|timestamp|recorded|detected|created)"
    ),
    check: |catalog| {
        judge(
            catalog,
            &Need {
                what: "a record of drift",
                weight: Weight {
                    agents: Some(Severity::Medium),
                    models: Some(Severity::Medium),
                    vectors: None,
                },
                shapes: &[
                    Shape {
                        name: "drift",
                        columns: &[DRIFTING, MEASURE, AT],
                        open: None,
                    },
                    Shape {
                        name: "drift report",
                        columns: &[DRIFTING, MEASURE, AT],
                        open: None,
                    },
                    Shape {
                        name: "drift metric",
                        columns: &[DRIFTING, MEASURE, AT],
                        open: None,
                    },
                    Shape {
                        name: "drift event",
                        columns: &[DRIFTING, MEASURE, AT],
                        open: None,
                    },
                    Shape {
                        name: "drift result",
                        columns: &[DRIFTING, MEASURE, AT],
                        open: None,
                    },
                    Shape {
                        name: "drift detection",
                        columns: &[DRIFTING, MEASURE, AT],
                        open: None,
                    },
                    Shape {
                        name: "drift alert",
                        columns: &[DRIFTING, MEASURE, AT],
                        open: None,
                    },
                ],
                making: "-- After governance.model-registry.\n\
            CREATE TABLE {schema}.ai_model_drift (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 {model} ON DELETE RESTRICT NOT NULL,\n\
            \x20 drift_type text NOT NULL,\n\
            \x20 drift_severity text NOT NULL CHECK (drift_severity IN ('low', 'medium', 'high', 'critical')),\n\
            \x20 drift_metrics jsonb NOT NULL DEFAULT '{}',\n\
            \x20 detected_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 resolved_at timestamptz,\n\
            \x20 resolution_action text\n\
            );\n\
            CREATE INDEX ON {schema}.ai_model_drift (model_id, detected_at);\n\
            -- Until policies are written, only the owner sees rows.\n\
            ALTER TABLE {schema}.ai_model_drift ENABLE ROW LEVEL SECURITY;",
            },
        )
    },
};

const DRIFTING: (&str, &[&str]) = (
    "the model or feature",
    &["model", "feature", "dataset", "column", "deployment"],
);
const MEASURE: (&str, &[&str]) = (
    "the kind or severity",
    &[
        "type",
        "severity",
        "score",
        "status",
        "metric",
        "statistic",
        "kind",
    ],
);

pub(super) const COST: Rule = Rule {
    id: "governance.cost",
    title: "The cost of AI is recorded",
    section: Section::AnalyticsAndMetrics,
    area: Area::Governance,
    severity: Severity::Medium,
    meaning: "A column of cost in a table of AI calls, a metric of the kind cost (a table of metrics with kind and unit), or a \
        budget. Counts of tokens alone meet it in part. Asked where AI agents work.",
    reason: "An agent that runs in a circle spends money every second, and the bill comes at the end of the month.",
    action: "Record the cost of calls to models",
    references: &["seed audit 000, high priority"],
    evidence_sql: absent!(
        "no column of cost of AI calls",
        "(^|_)(ai|llm|agents?|tokens?|usage|traces?|spans?|runs?|completions?|messages?|metrics|inferences?|budget)",
        "(cost|spend|usd|metric_unit|budget)"
    ),
    check: |catalog| {
        judge_or(
            catalog,
            &Need {
                what: "a record of what AI costs",
                weight: Weight {
                    agents: Some(Severity::Medium),
                    models: None,
                    vectors: None,
                },
                shapes: &[],
                // A metric of the kind "cost" in the table that governance.performance-metrics asks for is enough.
                making: "",
            },
            costs,
        )
    },
};

fn costs(catalog: &Catalog, _: &Signs) -> Option<Otherwise> {
    const ABOUT: &[&str] = &[
        "ai",
        "llm",
        "agent",
        "token",
        "usage",
        "trace",
        "span",
        "run",
        "completion",
        "message",
        "metric",
        "inference",
        "budget",
        "call",
        "request",
    ];
    let about: Vec<_> = catalog
        .tables()
        .filter(|table| tells(&table.name.name, ABOUT))
        .collect();
    let has = |wanted: &'static [&'static str]| {
        about.iter().find(|table| {
            table
                .columns
                .iter()
                .any(|column| tells(&column.name, wanted))
        })
    };
    // A metric with a unit can be one of cost.
    let metric = |table: &&&crate::catalog::Relation| {
        let names = |wanted: &[&str]| {
            table
                .columns
                .iter()
                .any(|column| tells(&column.name, wanted))
        };
        names(&["metric type", "metric name"]) && names(&["metric unit", "unit"])
    };
    if has(&["cost", "spend", "usd", "budget"]).is_some()
        || about.iter().any(|table| metric(&table))
    {
        return Some(Otherwise::Met);
    }
    let tokens = has(&["token", "prompt token", "completion token", "total token"])?;
    Some(Otherwise::Partly(
        tokens.name.to_string(),
        "tokens are counted, their price is not recorded".to_owned(),
    ))
}

pub(super) const CACHE: Rule = Rule {
    id: "governance.cache",
    title: "Answers that are asked for again are cached, and expire",
    section: Section::PerformanceOptimization,
    area: Area::Governance,
    severity: Severity::Medium,
    meaning: "A table of cached results with key and expiry. Asked where AI agents work. A cache outside of the database is \
        not seen: then this finding can be set aside.",
    reason: "The same question is paid for and waited for again each time. A cache without expiry answers with what was true \
        once, and keeps personal data for ever.",
    action: "Cache repeated AI results with an expiry",
    references: &["GDPR Art. 5(1)(e)", "seed audit 000, high priority"],
    evidence_sql: absent!(
        "no table of cached results with expiry",
        "cache(_entr(y|ies))?$",
        "(key|hash|prompt|query)",
        "(expire|expiry|expiration|ttl|valid_until)"
    ),
    check: |catalog| {
        judge(
            catalog,
            &Need {
                what: "a cache of AI results that expire",
                weight: Weight {
                    agents: Some(Severity::Medium),
                    models: None,
                    vectors: None,
                },
                shapes: &[
                    Shape {
                        name: "cache",
                        columns: &[KEY, EXPIRY],
                        open: None,
                    },
                    Shape {
                        name: "cache entry",
                        columns: &[KEY, EXPIRY],
                        open: None,
                    },
                ],
                making: "CREATE TABLE {schema}.ai_data_cache (\n\
            \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
            \x20 cache_key text NOT NULL UNIQUE,\n\
            \x20 cache_data jsonb NOT NULL,\n\
            \x20 cache_type text NOT NULL,\n\
            \x20 expires_at timestamptz NOT NULL,\n\
            \x20 created_at timestamptz NOT NULL DEFAULT now(),\n\
            \x20 last_accessed_at timestamptz NOT NULL DEFAULT now()\n\
            );\n\
            CREATE INDEX ON {schema}.ai_data_cache (expires_at);\n\
            -- Until policies are written, only the owner sees rows. Run the deletion on a schedule (pg_cron or from outside):\n\
            ALTER TABLE {schema}.ai_data_cache ENABLE ROW LEVEL SECURITY;\n\
            -- DELETE FROM {schema}.ai_data_cache WHERE expires_at < now();",
            },
        )
    },
};

const KEY: (&str, &[&str]) = ("the key", &["key", "hash", "prompt", "query"]);
const EXPIRY: (&str, &[&str]) = (
    "its expiry",
    &[
        "expires",
        "expire",
        "expiry",
        "expiration",
        "ttl",
        "valid until",
    ],
);
