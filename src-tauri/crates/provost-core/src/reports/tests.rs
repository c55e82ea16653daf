use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::*;
use crate::audit::Severity;
use crate::connections::Environment;
use crate::drift::DriftList;
use crate::metrics::{
    Aggregate, Breach, BreachLevel, Burn, CostPart, CostQuery, CostSplit, CostsAnswer,
    CurrencyCosts, MetricsAnswer, MonthCost, SeriesQuery, SeriesSplit, SeriesStep,
};
use crate::registry::card;
use crate::registry::sample::{moment, page};
use crate::registry::{
    Decision, DriftLine, Hindrance, ModelPart, RefusalKind, Stage, StageRequest, StageWay,
};

fn month(month: &str, value: f64) -> MonthCost {
    MonthCost {
        month: month.to_owned(),
        amount: value.to_string(),
        value,
        so_far: false,
        first_day: Some(1),
    }
}

fn months(values: &[f64]) -> Vec<MonthCost> {
    let names = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"];
    let both = names.iter().zip(values);
    both.map(|(name, value)| month(name, *value)).collect()
}

fn costs(parts: Vec<CostPart>) -> CostsAnswer {
    CostsAnswer {
        schema: "provost.costs/1".to_owned(),
        query: CostQuery {
            by: CostSplit::Model,
            from: None,
            to: None,
            zone: "UTC".to_owned(),
            ahead: 1,
            confidence: 0.95,
        },
        hindered: None,
        currencies: vec![CurrencyCosts {
            currency: "USD".to_owned(),
            total: "1000".to_owned(),
            months: months(&[500.0, 100.0, 100.0, 100.0, 200.0]),
            parts,
            forecast: None,
        }],
        notes: vec!["Of everything.".to_owned()],
    }
}

fn part(model: u128, values: &[f64]) -> CostPart {
    CostPart {
        label: "one".to_owned(),
        model_id: Some(Uuid::from_u128(model)),
        agent_id: None,
        total: "100".to_owned(),
        months: months(values),
    }
}

#[test]
fn the_costs_of_one_version_begin_with_it_and_have_a_forecast_of_their_own() {
    let all = costs(vec![
        part(1, &[9.0, 9.0, 9.0, 9.0, 9.0]),
        part(2, &[0.0, 0.0, 10.0, 20.0, 30.0]),
    ]);
    let own = of_version(all, Uuid::from_u128(2));
    let currency = &own.currencies[0];
    assert_eq!(currency.total, "100");
    assert_eq!(currency.months[0].month, "2026-03");
    assert!(currency.parts.is_empty() && own.notes.is_empty());
    // 10, 20, 30 lie on a line: the next is 40 and nothing scatters.
    let point = &currency.forecast.as_ref().unwrap().points[0];
    assert_eq!(point.month, "2026-06");
    assert!((point.value - 40.0).abs() < 1e-9 && (point.high - point.low).abs() < 1e-9);
}

#[test]
fn a_version_that_cost_nothing_says_so_and_what_cannot_be_read_stays_so() {
    let none = of_version(costs(vec![part(1, &[1.0])]), Uuid::from_u128(7));
    assert_eq!(
        none.notes,
        ["Nothing was paid for this version in this time."]
    );
    let hidden = CostsAnswer {
        hindered: Some("Apply the pack.".to_owned()),
        currencies: Vec::new(),
        ..costs(Vec::new())
    };
    assert_eq!(of_version(hidden.clone(), Uuid::nil()), hidden);
}

#[test]
fn a_span_is_read_and_bounded() {
    let now = moment(0);
    for (text, hours) in [("90d", 2_160), ("12w", 2_016), ("36h", 36)] {
        let span: ReportSpan = text.parse().unwrap();
        assert_eq!(span.ends(now), Ok((now - TimeDelta::hours(hours), now)));
    }
    for wrong in [
        "",
        "d",
        "0d",
        "-3d",
        "+3d",
        "90",
        "1e3d",
        "9é",
        "3661d",
        "99999999999999999999w",
    ] {
        assert!(wrong.parse::<ReportSpan>().is_err(), "{wrong}");
    }
    assert!(ReportSpan::Since(now, Some(now)).ends(now).is_err());
    assert!(
        ReportSpan::Since(now, Some(now - TimeDelta::hours(1)))
            .ends(now)
            .is_err()
    );
    let ages = ReportSpan::Since(DateTime::<Utc>::MIN_UTC, None);
    assert!(ages.ends(now).is_err());
}

#[test]
fn long_times_have_long_steps() {
    let over = |days| step_over(moment(0), moment(0) + TimeDelta::days(days));
    assert_eq!(
        [over(1), over(6), over(7), over(90), over(799), over(800)],
        [
            SeriesStep::Hour,
            SeriesStep::Hour,
            SeriesStep::Day,
            SeriesStep::Day,
            SeriesStep::Day,
            SeriesStep::Month
        ]
    );
}

fn report() -> ModelReport {
    let page = page(1);
    ModelReport {
        schema: MODEL_REPORT_SCHEMA.to_owned(),
        generated_at: moment(2_000),
        product_version: "0.1.0".to_owned(),
        connection: "orders".to_owned(),
        environment: Environment::Testing,
        card: card::write(&page, None),
        metrics: MetricsAnswer {
            schema: "provost.metrics/1".to_owned(),
            query: SeriesQuery {
                metrics: Vec::new(),
                models: vec![page.version.id],
                deployments: Vec::new(),
                agents: Vec::new(),
                split: SeriesSplit::Model,
                from: Some(moment(0)),
                to: Some(moment(1_000)),
                step: SeriesStep::Day,
                aggregate: Aggregate::Mean,
                zone: "UTC".to_owned(),
            },
            merged: None,
            hindered: None,
            series: Vec::new(),
            targets: Vec::new(),
            breaches: Vec::new(),
            burns: Vec::new(),
            notes: Vec::new(),
        },
        costs: costs(Vec::new()),
        drift: DriftList {
            schema: "provost.drift-list/1".to_owned(),
            findings: Vec::new(),
            total: 0,
            runs: Vec::new(),
            total_runs: 0,
            hindrance: None,
            restricted: None,
        },
        last_run: None,
        evidence: Vec::new(),
        not_known: Vec::new(),
        page,
    }
}

fn request(to: Stage, decision: Option<Decision>, reason: &str) -> StageRequest {
    StageRequest {
        id: Uuid::nil(),
        model_id: Uuid::from_u128(1),
        from: Stage::Testing,
        to,
        reason: reason.to_owned(),
        requested_by: None,
        requested_at: moment(0),
        decision,
        decided_by: None,
        decided_at: Some(moment(5)),
        decision_reason: None,
        approving: Vec::new(),
        rejecting: Vec::new(),
        withdrawing: Vec::new(),
    }
}

#[test]
fn the_approval_is_the_latest_that_led_to_the_stage() {
    let mut report = report();
    assert_eq!(report.approval(), None);
    report.page.version.stage = Stage::Production;
    report.page.requests = vec![
        request(Stage::Deprecated, None, "waits"),
        request(Stage::Production, Some(Decision::Rejected), "too early"),
        request(Stage::Production, Some(Decision::Approved), "again"),
        request(Stage::Production, Some(Decision::Approved), "before"),
    ];
    assert_eq!(report.approval().unwrap().reason, "again");
}

#[test]
fn production_says_what_refuses_it_also_of_a_version_that_is_there() {
    let mut report = report();
    let refusal = crate::registry::nobody_acts();
    report.page.ways = vec![StageWay {
        to: Stage::Production,
        refusals: vec![refusal.clone()],
    }];
    let waits = report.production();
    assert_eq!((waits.there, waits.refusals), (false, vec![refusal]));
    report.page.version.stage = Stage::Production;
    report.page.ways.clear();
    assert_eq!(report.production().refusals, []);
    report.page.open_drift = vec![DriftLine {
        id: Uuid::nil(),
        run: None,
        kind: "data".to_owned(),
        severity: Severity::Critical,
        feature: None,
        detected_at: moment(0),
    }];
    report.page.version.owner = None;
    let there = report.production();
    let kinds: Vec<RefusalKind> = there.refusals.iter().map(|one| one.kind).collect();
    assert!(there.there);
    assert_eq!(kinds, [RefusalKind::NoOwner, RefusalKind::OpenDrift]);
}

#[test]
fn what_is_missing_is_told_with_its_reason() {
    assert!(report().with_not_known().not_known.is_empty());
    let mut report = report();
    let hidden = |part| Hindrance {
        part,
        reason: "Apply the pack.".to_owned(),
    };
    report.page.hindrances = vec![hidden(ModelPart::Lineage), hidden(ModelPart::Settings)];
    report.page.four_eyes = None;
    report.metrics.notes = vec!["No target was judged. No right.".to_owned()];
    report.costs.hindered = Some("No costs.".to_owned());
    report.drift.total = 1_500;
    let event = crate::registry::ModelEvent {
        id: Uuid::nil(),
        kind: "changed".to_owned(),
        message: "Changed.".to_owned(),
        actor: None,
        role: "r".to_owned(),
        happened_at: moment(0),
        details: Vec::new(),
    };
    report.page.events = vec![event; 500];
    assert_eq!(
        report.with_not_known().not_known,
        [
            "Lineage: Apply the pack.",
            "Four eyes: Apply the pack.",
            "Costs: No costs.",
            "Targets: No right.",
            "Of its events the latest 500 were read; there may be more.",
            "Of 1500 findings of drift 0 were read.",
        ]
    );
}

fn burn(windows: u32, breached: u32, allowed_share: f64) -> Burn {
    Burn {
        target_id: Uuid::from_u128(5),
        metric: "accuracy".to_owned(),
        unit: None,
        label: "one".to_owned(),
        model_id: None,
        windows,
        breached,
        allowed_share,
        budget_used: None,
        rates: Vec::new(),
        alerts: Vec::new(),
        points: Vec::new(),
        courses: Vec::new(),
    }
}

#[test]
fn a_target_is_missed_when_more_windows_breached_than_may() {
    let mut answer = report().metrics;
    let of = |answer: &MetricsAnswer, burn| Standing::of(&burn, answer).as_str();
    assert_eq!(of(&answer, burn(0, 0, 0.01)), "not judged");
    assert_eq!(of(&answer, burn(100, 0, 0.0)), "met");
    assert_eq!(of(&answer, burn(100, 1, 0.01)), "within budget");
    assert_eq!(of(&answer, burn(100, 2, 0.01)), "missed");
    assert_eq!(of(&answer, burn(100, 1, 0.0)), "missed");
    answer.breaches = vec![Breach {
        target_id: Uuid::from_u128(5),
        metric: "accuracy".to_owned(),
        unit: None,
        label: "one".to_owned(),
        model_id: None,
        from: moment(0),
        to: moment(1),
        value: 94.0,
        limit: 95.0,
        level: BreachLevel::Warning,
        count: 1,
        finished: true,
    }];
    assert_eq!(of(&answer, burn(100, 0, 0.0)), "worse than wished");
}

#[test]
fn a_report_is_the_same_after_json() {
    let report = report().with_not_known();
    let text = serde_json::to_string(&report).unwrap();
    assert!(text.starts_with("{\"schema\":\"provost.model-report/1\""));
    assert_eq!(serde_json::from_str::<ModelReport>(&text).unwrap(), report);
}
