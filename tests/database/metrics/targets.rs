//! What values should be: who sets it, which windows missed it, and how fast the budget burns.

use provost_app::metrics;
use provost_app::{AppError, ErrorKind};
use provost_core::metrics::{Aggregate, BreachLevel, SeriesStep, TargetDirection, TargetDraft};
use provost_tests::company::{Company, PLACES};

use super::company::{everything, filled, fixture, import};

fn draft() -> TargetDraft {
    TargetDraft {
        metric: "latency".to_owned(),
        unit: Some("ms".to_owned()),
        model_id: None,
        agent_id: None,
        deployment_id: None,
        aggregate: Aggregate::P95,
        direction: TargetDirection::AtMost,
        target: 100.0,
        threshold: Some(110.0),
        window_hours: 24,
        allowed_share: 0.5,
        source: Some("Contract".to_owned()),
    }
}

#[tokio::test]
async fn administrators_set_targets_and_windows_are_judged_by_them() {
    for place in PLACES {
        let company = filled(place).await;
        let (admin, member) = (
            company.clerk("admin a").await,
            company.clerk("member a").await,
        );
        import(&member, &fixture("values.csv"), true).await.unwrap();
        let set = metrics::set_target(&admin, draft()).await.unwrap();
        assert_eq!((set.scope.as_str(), set.limit()), ("all", 110.0));
        let answer = metrics::series(&member, &everything(SeriesStep::Day))
            .await
            .unwrap();
        assert_eq!(answer.targets, std::slice::from_ref(&set));
        judged_by_sql(&company, &answer).await;

        // Of the same scope and aggregate there is one.
        let mut other = draft();
        other.target = 90.0;
        let replaced = metrics::set_target(&admin, other).await.unwrap();
        assert_eq!((replaced.id, replaced.target), (set.id, 90.0));
        who_is_no_administrator_sets_nothing(&company).await;

        metrics::remove_target(&admin, set.id).await.unwrap();
        let gone = metrics::remove_target(&admin, set.id).await.unwrap_err();
        assert_eq!(gone.kind(), ErrorKind::NotFound);
        assert_eq!(metrics::targets(&member).await.unwrap(), []);
    }
}

/// The days (UTC) of each version, reckoned by a statement of the test's own.
async fn judged_by_sql(company: &Company, answer: &provost_core::metrics::MetricsAnswer) {
    let days = company
        .texts(
            "select model.version || ' ' || to_char(day, 'YYYY-MM-DD') || ' ' || case when p95 > 110 then 'breach' else 'warning' end
             from (select model_id, (recorded_at at time zone 'UTC')::date as day,
                          percentile_cont(0.95) within group (order by metric_value) as p95
                   from governance.ai_performance_metrics group by 1, 2) as days
               join governance.ai_models as model on model.id = days.model_id
             where p95 > 100 order by day desc, model.version",
        )
        .await;
    let told: Vec<String> = answer
        .breaches
        .iter()
        .map(|one| {
            let level = match one.level {
                BreachLevel::Breach => "breach",
                BreachLevel::Warning => "warning",
            };
            let version = one.label.strip_prefix("fraud-detector ").unwrap();
            format!("{version} {} {level}", one.from.format("%Y-%m-%d"))
        })
        .collect();
    assert!(!days.is_empty());
    assert_eq!(told, days);
    assert_eq!(answer.burns.len(), 2);
    for burn in &answer.burns {
        let version = burn.label.strip_prefix("fraud-detector ").unwrap();
        let breached = days
            .iter()
            .filter(|day| day.starts_with(&format!("{version} ")) && day.ends_with("breach"));
        assert_eq!(usize::try_from(burn.breached).unwrap(), breached.count());
        // Nothing was measured in the thirty days before the end of the question.
        assert_eq!(burn.budget_used, None);
        assert_eq!(burn.points.len(), usize::try_from(burn.windows).unwrap());
    }
}

async fn who_is_no_administrator_sets_nothing(company: &Company) {
    let member = company.clerk("member a").await;
    let mut mine = draft();
    mine.metric = "accuracy".to_owned();
    let refused = metrics::set_target(&member, mine.clone())
        .await
        .unwrap_err();
    assert!(matches!(refused, AppError::Refused(_)), "{refused}");
    let other = company.clerk("admin b").await;
    mine.model_id = Some(company.id("a reader 1").await);
    let unseen = metrics::set_target(&other, mine.clone()).await.unwrap_err();
    assert_eq!(unseen.kind(), ErrorKind::NotFound, "{unseen}");
    let nobody = company.acting("clerk", None);
    let unnamed = metrics::set_target(&nobody, draft()).await.unwrap_err();
    assert_eq!(unnamed.kind(), ErrorKind::NotFound, "{unnamed}");
    mine.threshold = Some(1.0);
    let wrong = metrics::set_target(&member, mine).await.unwrap_err();
    assert!(matches!(wrong, AppError::BadInput(_)), "{wrong}");
}

#[tokio::test]
async fn a_role_that_writes_every_tenant_lends_its_rights_to_nobody_who_is_no_administrator() {
    let company = filled(PLACES[0]).await;
    company.run(IMPORTER).await;
    let admin = company.clerk("admin a").await;
    let set = metrics::set_target(&admin, draft()).await.unwrap();
    let model = company.id("a fraud-detector 1").await;
    for role in ["importer", company.server.user()] {
        for person in ["member a", "admin b"] {
            let acting = company.acting(role, Some(company.id(person).await));
            let mut wanted = draft();
            wanted.model_id = Some(model);
            let refused = metrics::set_target(&acting, wanted).await.unwrap_err();
            no_administrator(&refused);
            no_administrator(&metrics::remove_target(&acting, set.id).await.unwrap_err());
        }
    }
    let kept = "select count(*)::text from governance.metric_targets";
    assert_eq!(company.text(kept).await, "1");
    let admin = company.acting("importer", Some(company.id("admin a").await));
    metrics::set_target(&admin, draft()).await.unwrap();
    // Where nobody in particular acts, the role's own rights decide.
    let nobody = company.acting("importer", None);
    metrics::remove_target(&nobody, set.id).await.unwrap();
}

/// A role that may read and write every tenant, as the one of the local workspace.
const IMPORTER: &str = "
    create role importer login in role clerk;
    grant usage on type governance.every_tenant_writer, governance.every_tenant_reader to importer";

fn no_administrator(error: &AppError) {
    let AppError::Refused(refusals) = error else {
        panic!("{error}")
    };
    assert!(refusals[0].message.contains("no administrator"), "{error}");
    assert!(refusals[0].remedy.contains("administrator"), "{error}");
}
