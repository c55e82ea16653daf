//! The report of a version where packs or rights are missing: nothing of what cannot be read is told as none.

use provost_app::registry::Acting;
use provost_app::reports::{ModelReportAsked, ModelReportFormat};
use provost_core::reports::{ModelReport, ReportSpan};
use provost_core::schema::Pack;
use provost_tests::company::{Company, PLACES};

use super::company::{filled, known};

const A_VERSION: &str = "
    insert into governance.tenants (id, name) values ('a0000000-0000-4000-8000-000000000000', 'A Ltd');
    insert into governance.users (id, tenant_id, email, username, role, status) values
    (md5('Ada')::uuid, 'a0000000-0000-4000-8000-000000000000', 'ada@example.org', 'Ada', 'admin', 'active');
    insert into governance.ai_models (id, tenant_id, name, version, model_type, provider, model_id, owner_id,
      performance_metrics, deployment_status)
    values (md5('a fit')::uuid, 'a0000000-0000-4000-8000-000000000000', 'triage', 'fit', 'llm', 'x', 'y',
      md5('Ada')::uuid, '{\"a\": 1}', 'testing')";

/// The report as Ada gets it, and its page.
async fn report(acting: Acting, span: ReportSpan) -> (ModelReport, String) {
    let asked = ModelReportAsked {
        model: known("a fit"),
        span,
        zone: "Europe/Zurich".to_owned(),
    };
    let made = acting.model_report(&asked).await.unwrap();
    let page = made.render(ModelReportFormat::Html).await.unwrap();
    assert!(
        made.render(ModelReportFormat::Pdf)
            .await
            .unwrap()
            .starts_with(b"%PDF-")
    );
    (made.report().clone(), String::from_utf8(page).unwrap())
}

#[tokio::test]
async fn missing_packs_are_not_determinable() {
    let company = Company::with_packs(PLACES[0], &[Pack::Identity, Pack::Ai]).await;
    company.run(A_VERSION).await;
    let ada = company.acting(company.server.user(), Some(known("Ada")));
    let (report, page) = report(ada, ReportSpan::default()).await;
    // Datasets, runs, lineage, open drift, metrics, costs and comparisons stand in the packs that are missing.
    for part in [
        "Datasets",
        "Training runs",
        "Lineage",
        "Open drift",
        "Metrics",
        "Costs",
        "Comparisons for drift",
    ] {
        let told =
            |one: &&String| one.starts_with(&format!("{part}: ")) && one.contains("Apply the pack");
        assert_eq!(
            report.not_known.iter().filter(told).count(),
            1,
            "{part}: {:?}",
            report.not_known
        );
    }
    assert_eq!(report.not_known.len(), 7);
    // In the sections of datasets, runs, lineage, metrics, targets, costs and drift; and the figures of targets, drift and
    // costs.
    assert_eq!(page.matches("not determinable</span>").count(), 10);
    for none in [
        "No dataset is entered",
        "No run is entered",
        "No drift is open",
        "Nothing was paid",
    ] {
        assert!(!page.contains(none), "{none}");
    }
    let asked: Vec<&str> = report
        .evidence
        .iter()
        .map(|one| one.title.as_str())
        .collect();
    assert_eq!(
        asked,
        [
            "The version",
            "The aliases of the model's versions",
            "Where it runs",
            "Requests for its stages",
            "What happened to it",
            "The model card that was read for it",
        ]
    );
    assert_eq!(report.page.version.name, "triage");
}

#[tokio::test]
async fn a_missing_right_to_targets_is_no_lack_of_targets() {
    let company = filled(PLACES[0]).await;
    company
        .run(
            "create role measurer login;
             grant usage on schema governance to measurer;
             grant select on all tables in schema governance to measurer;
             revoke select on governance.metric_targets from measurer;
             insert into governance.ai_performance_metrics (id, tenant_id, model_id, metric_type, metric_value, recorded_at)
             select md5('m' || n)::uuid, model.tenant_id, model.id, 'accuracy', n, now() - interval '2 days' * n
             from governance.ai_models as model, generate_series(1, 3) as n where model.id = md5('a fit')::uuid",
        )
        .await;
    let ada = company.acting("measurer", Some(known("Ada")));
    let (report, page) = report(ada, ReportSpan::default()).await;
    assert_eq!(report.metrics.series.len(), 1);
    let whole = report.metrics.series[0].whole.unwrap();
    // 1, 2 and 3: three values, their mean 2.
    assert_eq!((whole.count, whole.mean.to_bits()), (3, 2.0_f64.to_bits()));
    assert!(
        report
            .not_known
            .iter()
            .any(|one| one.starts_with("Targets: ")),
        "{:?}",
        report.not_known
    );
    assert!(!page.contains("No target holds"));
    assert!(
        !report
            .evidence
            .iter()
            .any(|one| one.title.contains("should be"))
    );
}

#[tokio::test]
async fn statements_of_the_evidence_can_be_asked_again() {
    let company = filled(PLACES[0]).await;
    let span: ReportSpan = "36h".parse().unwrap();
    let ada = company.acting(company.server.user(), Some(known("Ada")));
    let (report, _) = report(ada, span).await;
    assert!(report.evidence.len() > 10);
    for one in &report.evidence {
        company.run(&format!("prepare asked as {}", one.sql)).await;
    }
    let of = |title: &str| {
        report
            .evidence
            .iter()
            .find(|one| one.title == title)
            .unwrap()
    };
    let runs = u32::try_from(report.page.deployments.len()).unwrap();
    assert_eq!(of("Where it runs").rows, Some(runs));
}
