//! Reports for tests.

use chrono::{DateTime, TimeDelta, Utc};
use provost_core::drift::{Asked, Column, DriftRunPage, Values, compare};
use provost_core::metrics::{Aggregates, MetricSeries, SeriesPoint};
use provost_core::reports::ModelReport;
use provost_plots::{
    CostBar, CostBars, Direction, Interval, Limit, LimitKind, Line, Source, TimePlot, Zone,
};
use serde_json::{Value, json};

use super::{ModelPaper, SeriesPlots};

/// The identity of the version.
const ID: &str = "00000000-0000-0000-0000-000000000001";
/// The identity of a target.
const TARGET: &str = "00000000-0000-0000-0000-000000000031";

fn start() -> DateTime<Utc> {
    "2026-08-24T00:00:00Z".parse().unwrap()
}

/// Ninety days: 97 on each, but on the last three.
fn accuracy() -> Vec<f64> {
    let mut values = vec![97.0; 87];
    values.extend([92.0, 91.0, 90.5]);
    values
}

fn series(metric: &str, unit: Option<&str>, values: &[f64]) -> MetricSeries {
    let day = |index: i64| start() + TimeDelta::days(index);
    let fold = |pick: fn(f64, f64) -> f64| values.iter().copied().reduce(pick).unwrap();
    let count = u32::try_from(values.len()).unwrap();
    let sum: f64 = values.iter().sum();
    let whole = Aggregates {
        count,
        mean: sum / f64::from(count),
        min: fold(f64::min),
        max: fold(f64::max),
        last: *values.last().unwrap(),
        sum,
        ..Aggregates::single(0.0)
    };
    MetricSeries {
        metric: metric.to_owned(),
        unit: unit.map(str::to_owned),
        label: "fraud-detector 3".to_owned(),
        model_id: Some(ID.parse().unwrap()),
        deployment_id: None,
        agent_id: None,
        points: (0..)
            .zip(values)
            .map(|(index, value)| SeriesPoint {
                at: day(index),
                values: Aggregates::single(*value),
            })
            .collect(),
        whole: Some(whole),
    }
}

/// The plots of a series, with a limit where it is judged.
fn plots(series: &MetricSeries, limit: Option<f64>) -> SeriesPlots {
    let points = series.points.iter();
    let whole = TimePlot {
        title: series.metric.clone(),
        unit: series.unit.as_ref().map_or("", |_| "%").to_owned(),
        zone: Zone::UTC,
        range: None,
        every: Some(TimeDelta::hours(25)),
        from_zero: false,
        lines: vec![Line {
            name: series.label.clone(),
            points: points.map(|one| (one.at, one.values.mean)).collect(),
            bands: Vec::new(),
        }],
        limits: limit
            .into_iter()
            .map(|value| Limit {
                name: "Threshold".to_owned(),
                kind: LimitKind::Threshold,
                direction: Direction::AtLeast,
                value,
            })
            .collect(),
    };
    let judged = limit.map(|_| TimePlot {
        title: format!("{}, mean of each day", series.metric),
        ..whole.clone()
    });
    SeriesPlots {
        whole,
        judged: judged.into_iter().collect(),
    }
}

fn person(name: &str) -> Value {
    json!({"id": "00000000-0000-0000-0000-000000000050", "subjectKey": null, "name": name})
}

fn fact(name: &str, value: &str) -> Value {
    json!({"name": name, "value": value, "number": null})
}

fn version(name: &str) -> Value {
    json!({
        "id": ID, "tenantId": "00000000-0000-0000-0000-000000000009", "tenant": "Halvard Insurance", "sample": true,
        "name": name, "version": "3", "description": "Scores claims by how likely they are fraud.",
        "modelType": "anomaly_detection", "provider": "sklearn", "providerModelId": "fraud-3", "owner": person("Ada Berg"),
        "riskClass": "high", "intendedUse": "Claims handlers look closer at high scores.",
        "limitations": "Weak on losses abroad.", "licence": "Apache-2.0", "capabilities": [fact("languages", "en, de")],
        "evaluation": [fact("accuracy", "0.97")], "tags": [fact("team", "claims")],
        "trainingDataHash": "3b5d5c3712955042212316173ccf37be", "stage": "production", "aliases": ["champion"],
        "createdAt": "2026-01-02T09:00:00Z", "updatedAt": "2026-11-20T09:00:00Z"
    })
}

fn page(name: &str) -> Value {
    json!({
        "schema": "provost.model/1", "takenAt": "2026-11-22T13:00:00Z", "version": version(name), "siblings": [],
        "deployments": [{
            "id": "00000000-0000-0000-0000-000000000070", "agentId": null, "agent": "Claims desk", "status": "active",
            "errorMessage": null, "configuration": [fact("region", "oslo")], "configurationText": null, "measured": [], "deployedBy": person("Ines Falk"),
            "deployedAt": "2026-02-01T10:00:00Z", "lastUsedAt": "2026-11-22T12:58:00Z", "updatedAt": "2026-02-01T10:00:00Z"
        }],
        "datasets": [{
            "id": "00000000-0000-0000-0000-000000000081", "datasetId": "00000000-0000-0000-0000-000000000080",
            "versionId": "00000000-0000-0000-0000-000000000082",
            "dataset": "Claims of 2025", "version": "2026-01", "usedFor": "fine_tuning", "split": "train", "rows": 120_000,
            "usedAt": "2026-01-01T00:00:00Z"
        }],
        "runs": [{
            "id": "00000000-0000-0000-0000-000000000090", "name": "fraud spring", "kind": "training", "status": "succeeded",
            "baseModel": null, "parameters": [fact("depth", "7")], "metrics": [fact("auc", "0.91")],
            "startedAt": "2026-01-01T00:00:00Z", "finishedAt": "2026-01-01T04:00:00Z"
        }],
        "lineageEdges": 2, "lineage": [], "sourcing": [],
        "openDrift": [{
            "id": "00000000-0000-0000-0000-000000000020", "kind": "performance", "severity": "critical", "feature": null,
            "detectedAt": "2026-11-17T05:00:00Z"
        }],
        "requests": [{
            "id": "00000000-0000-0000-0000-000000000060", "modelId": ID, "from": "testing", "to": "production",
            "reason": "Better on claims abroad", "requestedBy": person("Ada Berg"), "requestedAt": "2026-01-30T08:00:00Z",
            "decision": "approved", "decidedBy": person("Ben Dahl"), "decidedAt": "2026-01-31T08:00:00Z",
            "decisionReason": "Evaluation looked at.", "approving": [], "rejecting": [], "withdrawing": []
        }],
        "events": [{
            "id": "00000000-0000-0000-0000-000000000061", "kind": "stage_changed",
            "message": "Went from testing to production.", "actor": person("Ben Dahl"), "role": "provost_app",
            "happenedAt": "2026-01-31T08:00:00Z", "details": []
        }],
        "ways": [], "asking": [], "fourEyes": true, "hindrances": []
    })
}

fn target() -> Value {
    json!({
        "id": TARGET, "metric": "accuracy", "unit": "percentage", "modelId": null, "agentId": null, "deploymentId": null,
        "scope": "everything", "aggregate": "mean", "direction": "at-least", "target": 95.0, "threshold": 93.0,
        "windowHours": 24, "allowedShare": 0.01, "source": "Success metrics of the programme"
    })
}

fn metrics() -> Value {
    json!({
        "schema": "provost.metrics/1",
        "query": {
            "metrics": [], "models": [ID], "deployments": [], "agents": [], "split": "model", "from": "2026-08-24T13:00:00Z",
            "to": "2026-11-22T13:00:00Z", "step": "day", "aggregate": "mean", "zone": "Europe/Oslo"
        },
        "hindered": null,
        "series": [series("accuracy", Some("percentage"), &accuracy()), series("queue_length", None, &[4.0, 7.0, 5.0])],
        "targets": [target()],
        "breaches": [{
            "targetId": TARGET, "metric": "accuracy", "unit": "percentage", "label": "fraud-detector 3", "modelId": ID,
            "from": "2026-11-21T00:00:00Z", "to": "2026-11-22T00:00:00Z", "value": 90.5, "limit": 93.0, "level": "breach",
            "count": 1, "finished": true
        }],
        "burns": [{
            "targetId": TARGET, "metric": "accuracy", "unit": "percentage", "label": "fraud-detector 3", "modelId": ID,
            "windows": 90, "breached": 3, "allowedShare": 0.01, "budgetUsed": 10.0, "rates": [],
            "alerts": [{"longHours": 72, "shortHours": 6, "factor": 1.0, "severity": "ticket"}], "points": [], "courses": []
        }],
        "notes": []
    })
}

fn costs() -> Value {
    let month = |month: &str, value: f64, so_far: bool| json!({"month": month, "amount": value.to_string(), "value": value, "soFar": so_far});
    json!({
        "schema": "provost.costs/1",
        "query": {"by": "model", "from": "2025-11-22T00:00:00Z", "to": "2026-11-22T13:00:00Z", "zone": "Europe/Oslo", "ahead": 1, "confidence": 0.95},
        "hindered": null,
        "currencies": [{
            "currency": "USD", "total": "1500.5",
            "months": [month("2026-08", 300.0, false), month("2026-09", 400.0, false), month("2026-10", 500.25, false), month("2026-11", 300.25, true)],
            "parts": [],
            "forecast": {
                "method": "Linear trend", "months": 3, "slope": 100.0, "intercept": 300.0, "residual": 0.1, "confidence": 0.95,
                "points": [{"month": "2026-11", "value": 600.0, "low": 590.5, "high": 609.5}, {"month": "2026-12", "value": 700.0, "low": 688.0, "high": 712.0}]
            }
        }],
        "notes": []
    })
}

fn drift(name: &str) -> Value {
    let model = json!({"id": ID, "name": name, "version": "3"});
    let finding = |severity: &str, feature: Option<&str>, resolution: Value| {
        json!({
            "id": "00000000-0000-0000-0000-000000000020", "run": null, "model": model, "kind": "data", "severity": severity,
            "feature": feature, "test": "psi", "score": 0.21, "threshold": 0.2, "detectedAt": "2026-11-17T05:00:00Z",
            "resolution": resolution
        })
    };
    let done = json!({"at": "2026-11-18T05:00:00Z", "action": "Feature computed anew.", "by": "Ines Falk"});
    json!({
        "schema": "provost.drift-list/1",
        "findings": [finding("critical", None, Value::Null), finding("medium", Some("parties_known"), done)],
        "total": 2,
        "runs": [], "totalRuns": 1, "hindrance": null, "restricted": null
    })
}

fn last_run(name: &str) -> DriftRunPage {
    let column = |name: &str, shift: f64| Column {
        name: name.to_owned(),
        values: Values::Numeric {
            values: (0..500)
                .map(|index| f64::from(index % 83) + shift)
                .collect(),
            integers: false,
        },
    };
    let report = compare(
        &[column("amount", 0.0), column("steady", 0.0)],
        &[column("amount", 60.0), column("steady", 0.0)],
        &Asked::default(),
    );
    serde_json::from_value(json!({
        "schema": "provost.drift-run/1",
        "run": {
            "id": "00000000-0000-0000-0000-000000000021", "model": {"id": ID, "name": name, "version": "3"}, "kind": "data",
            "reference": {"source": "requests of spring", "rows": 5_000}, "current": {"source": "requests of now", "rows": 4_000},
            "method": "sample", "sampleRows": 5_000, "compared": 2, "drifted": 1, "severity": "critical", "open": 1,
            "startedAt": "2026-11-17T04:00:00Z", "finishedAt": "2026-11-17T04:00:09Z", "runBy": "Ines Falk"
        },
        "report": report,
        "findings": []
    }))
    .unwrap()
}

fn card() -> Value {
    json!({
        "schema": "provost.model-card/1", "title": "fraud-detector 3", "yaml": "license: apache-2.0\n", "markdown": "", "text": "",
        "blocks": [
            {"kind": "heading", "level": 1, "text": "Fraud detector"},
            {"kind": "paragraph", "text": "It scores claims."},
            {"kind": "list", "items": ["one point", "another"]},
            {"kind": "table", "head": ["Field", "Says"], "rows": [["Seed", "17"]]},
            {"kind": "table", "head": [], "rows": []},
            {"kind": "code", "text": "score(claim)"}
        ]
    })
}

fn report(name: &str) -> ModelReport {
    serde_json::from_value(json!({
        "schema": "provost.model-report/1", "generatedAt": "2026-11-22T14:03:00Z", "productVersion": "0.1.0",
        "connection": "Claims (EU)", "environment": "production", "page": page(name), "card": card(), "metrics": metrics(),
        "costs": costs(), "drift": drift(name), "lastRun": last_run(name),
        "evidence": [{
            "title": "The version", "sql": "-- What is kept of the version $1?\nselect model.id from governance.ai_models as model where model.id = $1",
            "parameters": [ID], "rows": 1
        }],
        "notKnown": []
    }))
    .unwrap()
}

/// The costs of the report as bars.
fn bars() -> Source {
    let bar = |period: &str, amount: f64, forecast: Option<f64>| CostBar {
        period: period.to_owned(),
        amounts: vec![amount],
        so_far: forecast.is_some(),
        forecast: forecast.map(|value| Interval {
            value,
            low: value - 10.0,
            high: value + 10.0,
            confidence: 0.95,
        }),
    };
    CostBars {
        title: "Costs of each month in USD".to_owned(),
        unit: "USD".to_owned(),
        parts: vec![String::new()],
        bars: vec![
            bar("2026-08", 300.0, None),
            bar("2026-09", 400.0, None),
            bar("2026-10", 500.25, None),
            bar("2026-11", 300.25, Some(600.0)),
            bar("2026-12", 0.0, Some(700.0)),
        ],
        budget: None,
    }
    .into()
}

/// A version of this name in production, whose accuracy fell below its threshold and whose drift is open.
pub(super) fn named(name: &str) -> ModelPaper {
    let report = report(name);
    let limits = [Some(93.0), None];
    let series = report.metrics.series.iter().zip(limits);
    ModelPaper {
        series: series.map(|(one, limit)| plots(one, limit)).collect(),
        costs: vec![bars()],
        report,
    }
}

/// The same by its usual name.
pub(super) fn usual() -> ModelPaper {
    named("fraud-detector")
}

/// A version of which nothing but itself can be read.
pub(super) fn hidden() -> ModelPaper {
    let mut paper = usual();
    let report = &mut paper.report;
    let mut page = page("fraud-detector");
    let parts = [
        "deployments",
        "aliases",
        "requests",
        "settings",
        "events",
        "datasets",
        "runs",
        "lineage",
        "drift",
    ];
    let hidden =
        parts.map(|part| json!({"part": part, "reason": format!("Apply the pack of {part}.")}));
    for list in [
        "deployments",
        "datasets",
        "runs",
        "openDrift",
        "requests",
        "events",
    ] {
        page[list] = json!([]);
    }
    page["lineageEdges"] = Value::Null;
    page["fourEyes"] = Value::Null;
    page["hindrances"] = json!(hidden);
    page["version"]["aliases"] = Value::Null;
    report.page = serde_json::from_value(page).unwrap();
    report.metrics.hindered = Some("Apply the pack of metrics.".to_owned());
    report.metrics.series.clear();
    report.metrics.targets.clear();
    report.metrics.burns.clear();
    report.metrics.breaches.clear();
    report.costs.hindered = Some("Apply the pack of costs.".to_owned());
    report.costs.currencies.clear();
    report.drift.hindrance = Some("Apply the pack of drift runs.".to_owned());
    report.drift.findings.clear();
    report.last_run = None;
    paper.series.clear();
    paper.costs.clear();
    paper.report = paper.report.with_not_known();
    paper
}

/// A version that was registered a moment ago: nothing is hidden and nothing is there.
pub(super) fn bare() -> ModelPaper {
    let mut paper = hidden();
    let report = &mut paper.report;
    report.page.hindrances.clear();
    report.page.lineage_edges = Some(0);
    report.page.four_eyes = Some(true);
    report.page.version.aliases = Some(Vec::new());
    report.page.version.owner = None;
    report.page.version.sample = false;
    report.metrics.hindered = None;
    report.costs.hindered = None;
    report.drift.hindrance = None;
    report.evidence.clear();
    report.not_known.clear();
    paper
}
