//! What values come to, against numpy (`fixtures/metrics/aggregates.py`).

use chrono::{DateTime, Utc};
use provost_app::metrics;
use provost_core::metrics::{Aggregates, MetricSeries, SeriesSplit, SeriesStep};
use provost_tests::company::{Company, PLACES};
use serde_json::Value;

use super::company::{everything, filled, fixture, import};

const NUMPY: &str = include_str!("../../fixtures/metrics/aggregates.json");

fn numpy() -> Value {
    serde_json::from_str(NUMPY).unwrap()
}

fn same(found: &Aggregates, wanted: &Value, what: &str) {
    assert_eq!(
        u64::from(found.count),
        wanted["count"].as_u64().unwrap(),
        "{what}"
    );
    for (name, value) in [
        ("mean", found.mean),
        ("min", found.min),
        ("max", found.max),
        ("last", found.last),
        ("sum", found.sum),
        ("p50", found.p50),
        ("p90", found.p90),
        ("p95", found.p95),
        ("p99", found.p99),
    ] {
        let number = wanted[name].as_f64().unwrap();
        assert!(
            (value - number).abs() <= 1e-11 * number.abs(),
            "{what}, {name}: {value} and not {number}"
        );
    }
}

fn at(text: &Value) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text.as_str().unwrap())
        .unwrap()
        .to_utc()
}

fn of_version<'a>(series: &'a [MetricSeries], version: &str) -> &'a MetricSeries {
    let label = format!("fraud-detector {version}");
    series.iter().find(|one| one.label == label).unwrap()
}

#[tokio::test]
async fn hours_days_and_months_of_a_zone_are_those_of_numpy_also_where_clocks_change() {
    for place in PLACES {
        let company = filled(place).await;
        let member = company.clerk("member a").await;
        import(&member, &fixture("values.csv"), true).await.unwrap();
        let numpy = numpy();
        for (name, step) in [
            ("hour", SeriesStep::Hour),
            ("day", SeriesStep::Day),
            ("month", SeriesStep::Month),
        ] {
            let answer = metrics::series(&member, &everything(step)).await.unwrap();
            assert_eq!(answer.series.len(), 2, "{:?}", answer.hindered);
            for version in ["1", "2"] {
                let series = of_version(&answer.series, version);
                let wanted = numpy["steps"][name][version].as_array().unwrap();
                assert_eq!(series.points.len(), wanted.len(), "{name}");
                for (point, wanted) in series.points.iter().zip(wanted) {
                    let what = format!("{name} from {}", point.at);
                    assert_eq!(point.at, at(&wanted["at"]), "{what}");
                    same(&point.values, wanted, &what);
                }
                same(&series.whole.unwrap(), &numpy["whole"][version], "whole");
            }
        }
        a_part_is_asked_for(&company).await;
    }
}

async fn a_part_is_asked_for(company: &Company) {
    let member = company.clerk("member a").await;
    let mut query = everything(SeriesStep::Raw);
    query.models = vec![company.id("a fraud-detector 2").await];
    query.from = Some(at(&"2026-03-28T20:00:00Z".into()));
    query.to = Some(at(&"2026-03-29T02:00:00Z".into()));
    let answer = metrics::series(&member, &query).await.unwrap();
    let points = &of_version(&answer.series, "2").points;
    assert_eq!(points.first().unwrap().at, query.from.unwrap());
    assert!(points.iter().all(|point| point.at < query.to.unwrap()));
    assert_eq!(answer.series[0].whole, None);

    query.split = SeriesSplit::None;
    query.models.clear();
    query.metrics = vec!["latency".to_owned()];
    let together = metrics::series(&member, &query).await.unwrap();
    let [series] = together.series.as_slice() else {
        panic!("{:?}", together.series);
    };
    assert_eq!(series.label, "All");
    assert!(series.points.len() > points.len());
    assert!(series.points.is_sorted_by_key(|point| point.at));

    query.metrics = vec!["accuracy".to_owned()];
    let nothing = metrics::series(&member, &query).await.unwrap();
    assert_eq!(nothing.notes, ["Nothing was measured in this time."]);
}

#[tokio::test]
async fn a_question_without_sense_is_refused() {
    let company = filled(PLACES[0]).await;
    let member = company.clerk("member a").await;
    let mut query = everything(SeriesStep::Day);
    query.zone = "Mars/Olympus'; drop".to_owned();
    let error = metrics::series(&member, &query).await.unwrap_err();
    assert!(error.to_string().contains("no time zone"), "{error}");
    let mut query = everything(SeriesStep::Day);
    std::mem::swap(&mut query.from, &mut query.to);
    let error = metrics::series(&member, &query).await.unwrap_err();
    assert!(
        error.to_string().contains("ends before it begins"),
        "{error}"
    );
}

#[tokio::test]
async fn the_choices_are_what_is_there() {
    let company = filled(PLACES[0]).await;
    let member = company.clerk("member a").await;
    import(&member, &fixture("values.csv"), true).await.unwrap();
    let choices = metrics::choices(&member).await.unwrap();
    let [metric] = choices.metrics.as_slice() else {
        panic!("{:?}", choices.metrics);
    };
    assert_eq!(
        (metric.metric.as_str(), metric.unit.as_deref()),
        ("latency", Some("ms"))
    );
    let ends = company
        .text("select json_build_array(min(recorded_at), max(recorded_at))::text from governance.ai_performance_metrics")
        .await;
    let ends: [chrono::DateTime<chrono::Utc>; 2] = serde_json::from_str(&ends).unwrap();
    assert_eq!([metric.first, metric.last], ends);
    // The twenty latest of each version, by a statement of the test's own.
    let densest = company
        .text(
            "select max(19 / (extract(epoch from latest - twentieth) / 3600))::float8::text
             from (select model_id, max(recorded_at) as latest, min(recorded_at) as twentieth
                   from (select model_id, recorded_at, row_number() over (partition by model_id order by recorded_at desc) as place
                         from governance.ai_performance_metrics) as ordered
                   where place <= 20 group by model_id) as version",
        )
        .await;
    let densest: f64 = densest.parse().unwrap();
    assert!((metric.per_hour - densest).abs() < 1e-9, "{densest}");
    assert!(!choices.cut);
    assert!(metric.first < metric.last && metric.last < choices.now);
    let models: Vec<(&str, &str, Option<&str>)> = choices
        .models
        .iter()
        .map(|one| {
            (
                one.name.as_str(),
                one.version.as_str(),
                one.tenant.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        models,
        [
            ("fraud-detector", "1", None),
            ("fraud-detector", "2", None),
            ("reader", "1", None)
        ]
    );
    assert_eq!(choices.deployments[0].label, "fraud-detector 1 for claims");
    assert_eq!(choices.agents.len(), 3);
}
