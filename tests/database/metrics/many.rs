//! More than can be told apart: many versions, many windows.

use provost_app::metrics;
use provost_core::metrics::{
    Aggregate, MOST_POINTS, MetricsAnswer, SeriesSplit, SeriesStep, TargetDirection, TargetDraft,
};
use provost_tests::company::PLACES;

use super::company::{everything, filled};

/// Twelve versions, of which the first nine were measured in January and the first eight in February too; of two metrics, one
/// in two units, and one value of nothing.
const VERSIONS: &str = "
    insert into governance.ai_models (id, tenant_id, name, version, model_type, provider, model_id)
      select md5('line ' || nth)::uuid, 'a0000000-0000-4000-8000-000000000000', 'line', nth::text, 'llm', 'local', 'x'
      from generate_series(1, 12) as nth;
    insert into governance.ai_performance_metrics (tenant_id, model_id, metric_type, metric_unit, metric_value, recorded_at)
      select 'a0000000-0000-4000-8000-000000000000', md5('line ' || nth)::uuid, kind, unit, nth,
             timestamptz '2026-01-10Z' + month * interval '1 month'
      from generate_series(1, 9) as nth, generate_series(0, 1) as month,
           (values ('wait', 's'), ('wait', 'ms'), ('errors', null)) as metric (kind, unit)
      where nth <= 9 - month;
    insert into governance.ai_performance_metrics (tenant_id, metric_type, metric_value, recorded_at)
      values ('a0000000-0000-4000-8000-000000000000', 'load', 1, '2026-01-10Z')";

#[tokio::test]
async fn lines_are_one_where_many_versions_were_measured_not_where_many_are_registered() {
    for place in PLACES {
        let company = filled(place).await;
        company.run(VERSIONS).await;
        let member = company.clerk("member a").await;
        let mut query = everything(SeriesStep::Month);
        query.split = SeriesSplit::Auto;
        let moment = |text: &str| Some(format!("{text}T00:00:00Z").parse().unwrap());
        let told = |answer: &MetricsAnswer| {
            let lines = answer.series.iter().filter(|one| one.metric == "errors");
            (answer.query.split, answer.merged, lines.count())
        };
        let answer = metrics::series(&member, &query).await.unwrap();
        assert_eq!(told(&answer), (SeriesSplit::None, Some(9), 1));
        query.from = moment("2026-02-01");
        let answer = metrics::series(&member, &query).await.unwrap();
        assert_eq!(told(&answer), (SeriesSplit::Model, None, 8));
        query.from = moment("2026-01-01");
        query.models = vec![company.id("line 1").await, company.id("line 12").await];
        let answer = metrics::series(&member, &query).await.unwrap();
        assert_eq!(told(&answer), (SeriesSplit::Model, None, 1));

        let choices = metrics::choices(&member).await.unwrap();
        let metrics: Vec<(&str, Option<&str>)> = choices
            .metrics
            .iter()
            .map(|one| (one.metric.as_str(), one.unit.as_deref()))
            .collect();
        assert_eq!(
            metrics,
            [
                ("errors", None),
                ("load", None),
                ("wait", Some("ms")),
                ("wait", Some("s"))
            ]
        );
        assert_eq!(choices.models.len(), 15);
        let other = company.clerk("admin b").await;
        assert_eq!(metrics::choices(&other).await.unwrap().metrics, []);
    }
}

/// One hour of a hundred may be missed.
fn draft() -> TargetDraft {
    TargetDraft {
        metric: "errors".to_owned(),
        unit: None,
        model_id: None,
        agent_id: None,
        deployment_id: None,
        aggregate: Aggregate::Max,
        direction: TargetDirection::AtMost,
        target: 5.0,
        threshold: None,
        window_hours: 1,
        allowed_share: 0.01,
        source: None,
    }
}

#[tokio::test]
async fn the_course_of_a_budget_keeps_its_peaks_in_few_points() {
    let company = filled(PLACES[0]).await;
    let admin = company.clerk("admin a").await;
    // 1000 hours, of which the 500th and the last are missed.
    company
        .run(
            "insert into governance.ai_performance_metrics (tenant_id, metric_type, metric_value, recorded_at)
             select 'a0000000-0000-4000-8000-000000000000', 'errors', case when hour in (500, 999) then 9 else 1 end,
                    timestamptz '2026-01-01Z' + hour * interval '1 hour'
             from generate_series(0, 999) as hour",
        )
        .await;
    metrics::set_target(&admin, draft()).await.unwrap();
    let answer = metrics::series(&admin, &everything(SeriesStep::Month))
        .await
        .unwrap();
    let [burn] = answer.burns.as_slice() else {
        panic!("{:?}", answer.burns);
    };
    assert_eq!((burn.windows, burn.breached), (1_000, 2));
    assert_eq!(burn.points.len(), MOST_POINTS);
    let told: Vec<(u32, Option<f64>)> = burn
        .courses
        .iter()
        .map(|course| (course.hours, course.factor))
        .collect();
    // Table 5-8 of the Site Reliability Workbook.
    assert_eq!(told, [(1, Some(14.4)), (6, Some(6.0)), (72, Some(1.0))]);
    let peaks: Vec<f64> = burn
        .courses
        .iter()
        .map(|course| {
            assert_eq!(course.points.len(), MOST_POINTS);
            course
                .points
                .iter()
                .map(|point| point.rate)
                .fold(0.0, f64::max)
        })
        .collect();
    // One of one, of six and of 72 hours, over one of a hundred.
    for (peak, wanted) in peaks.iter().zip([100.0, 100.0 / 6.0, 100.0 / 72.0]) {
        assert!((peak - wanted).abs() < 1e-9, "{peaks:?}");
    }
    let last = burn.courses[0].points.last().unwrap();
    assert!((last.rate - 100.0).abs() < 1e-9, "{last:?}");
    assert!(
        answer
            .notes
            .iter()
            .any(|note| note.contains("at most 200 windows")),
        "{:?}",
        answer.notes
    );
}
