//! Who sees and writes what, and what is told where a pack, a right or a person is missing.

use provost_app::ErrorKind;
use provost_app::metrics;
use provost_app::registry::Acting;
use provost_core::metrics::{RowFault, SeriesStep};
use provost_core::schema::Pack;
use provost_tests::company::{Company, PLACES};

use super::company::{everything, filled, fixture, import, refused};

#[tokio::test]
async fn another_tenants_values_and_names_are_not_there() {
    let company = filled(PLACES[0]).await;
    let (a, b) = (
        company.clerk("member a").await,
        company.clerk("admin b").await,
    );
    import(&a, &fixture("values.csv"), false).await.unwrap();
    let seen = metrics::choices(&b).await.unwrap();
    assert_eq!((seen.hindered, seen.metrics), (None, Vec::new()));
    let names: Vec<&str> = seen.models.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["fraud-detector", "secret"]);
    let mut query = everything(SeriesStep::Month);
    query.models = vec![company.id("a fraud-detector 1").await];
    assert_eq!(metrics::series(&b, &query).await.unwrap().series, []);

    // The same file is another tenant's own: its versions, and only those that it has.
    let theirs = import(&b, &fixture("values.csv"), false).await.unwrap();
    assert!(theirs.landed > 0 && theirs.refused_count > 0);
    assert!(
        theirs
            .refused
            .iter()
            .all(|row| row.kind == RowFault::UnknownName)
    );
    let wrong = company
        .text(
            "select count(*)::text from governance.ai_performance_metrics as metric
             join governance.ai_models as model on model.id = metric.model_id where model.tenant_id <> metric.tenant_id",
        )
        .await;
    assert_eq!(wrong, "0");

    // Who reads every tenant is told which is which.
    let everybody = company.acting(company.server.user(), None);
    let answer = metrics::series(&everybody, &everything(SeriesStep::Month))
        .await
        .unwrap();
    let labels: Vec<&str> = answer.series.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "fraud-detector 1 (Acme)",
            "fraud-detector 1 (Bolt)",
            "fraud-detector 2 (Acme)"
        ]
    );
}

async fn hindered(acting: &Acting, said: &str) {
    let choices = metrics::choices(acting).await.unwrap();
    let told = choices.hindered.unwrap_or_default();
    assert!(told.contains(said), "{told}");
    let series = metrics::series(acting, &everything(SeriesStep::Day))
        .await
        .unwrap();
    assert_eq!(series.hindered.as_deref(), Some(told.as_str()));
    assert_eq!(series.series, []);
    let error = import(acting, &fixture("values.csv"), false)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
    assert!(error.to_string().contains(said), "{error}");
}

#[tokio::test]
async fn a_missing_pack_or_right_is_told_and_never_nothing() {
    let bare = Company::with_packs(PLACES[0], &[]).await;
    hindered(&bare.acting(bare.server.user(), None), "is not there").await;
    let part = Company::with_packs(PLACES[0], &[Pack::Identity, Pack::Ai]).await;
    hindered(
        &part.acting(part.server.user(), None),
        "ai_performance_metrics is not there",
    )
    .await;

    let company = filled(PLACES[0]).await;
    company
        .run("revoke select on governance.ai_performance_metrics from clerk")
        .await;
    hindered(&company.clerk("member a").await, "may not read").await;
    company
        .run(
            "grant select on governance.ai_performance_metrics to clerk;
             revoke insert on governance.ai_performance_metrics from clerk;
             revoke select on governance.metric_targets from clerk",
        )
        .await;
    let member = company.clerk("member a").await;
    let error = import(&member, &fixture("values.csv"), false)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Permission, "{error}");
    let answer = metrics::series(&member, &everything(SeriesStep::Day))
        .await
        .unwrap();
    assert!(
        answer.notes[0].contains("No target was judged"),
        "{:?}",
        answer.notes
    );
    hindered(&company.acting("clerk", None), "hides every row").await;
}

#[tokio::test]
async fn rows_belong_to_somebody_certain_or_are_not_taken() {
    let company = filled(PLACES[0]).await;
    let superuser = company.acting(company.server.user(), None);
    let error = import(&superuser, &fixture("bad_rows.csv"), false)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("several organisations"),
        "{error}"
    );
    let admin = company.id("admin a").await;
    let named = company.acting(company.server.user(), Some(admin));
    let told = import(&named, &fixture("bad_rows.csv"), false)
        .await
        .unwrap();
    assert_eq!(told.landed, 4);
    // Row security does not hold the superuser back, and still no other tenant's model is meant.
    assert!(refused(&told).contains(&(8, RowFault::UnknownName)));

    let one = Company::with_packs(PLACES[0], &Pack::ALL).await;
    one.run("insert into governance.tenants (name) values ('Only')")
        .await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("row.csv");
    std::fs::write(&path, "time,metric,value\n2026-01-05T10:00:00Z,latency,1\n").unwrap();
    let only = one.acting(one.server.user(), None);
    assert_eq!(import(&only, &path, false).await.unwrap().landed, 1);
}
