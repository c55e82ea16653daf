//! What is written and read again.

use provost_app::drift::{list, record, resolve, show};
use provost_core::audit::Severity;
use provost_core::drift::{ColumnDrift, DRIFT_LIST_SCHEMA, DriftKind, DriftReport};
use provost_tests::company::PLACES;

use super::company::{earlier, filled, moved, steady};

#[tokio::test]
async fn a_comparison_is_kept_with_its_findings_and_what_was_done_stays() {
    for place in PLACES {
        let company = filled(place).await;
        let acting = company.clerk("admin a").await;
        let model = company.id("a fraud-detector 1").await;
        let page = record(&acting, model, DriftKind::Data, moved(), earlier())
            .await
            .unwrap();
        let run = &page.run;
        assert_eq!((run.compared, run.drifted, run.open), (2, 1, 1));
        assert_eq!(run.severity, Some(Severity::Critical));
        assert_eq!(
            (run.method.as_str(), run.sample_rows),
            ("sample", Some(500))
        );
        assert_eq!(
            (run.reference.source.as_str(), run.reference.rows),
            ("then.csv", 500)
        );
        assert!(run.run_by.is_some());
        same(page.report.as_ref().unwrap(), &moved());
        let [finding] = page.findings.as_slice() else {
            panic!("{:?}", page.findings)
        };
        let column = &moved().columns[0];
        assert_eq!(finding.feature.as_deref(), Some(column.name.as_str()));
        assert_eq!(finding.test.as_deref(), Some("kolmogorov-smirnov"));
        assert_eq!(
            (finding.score, finding.threshold),
            (Some(column.score), Some(0.05))
        );
        assert_eq!(finding.resolution, None);

        // The version's history tells it, by the trigger of the pack.
        let told = "select count(*)::text from governance.ai_model_events where event_type = 'drift_found'";
        assert_eq!(company.text(told).await, "1");

        resolve(
            &acting,
            &[finding.id],
            " Trained again on November's rows. ",
        )
        .await
        .unwrap();
        let after = show(&acting, run.id).await.unwrap();
        let done = after.findings[0].resolution.as_ref().unwrap();
        assert_eq!(done.action, "Trained again on November's rows.");
        assert_eq!(done.by, run.run_by);
        assert!(done.at >= finding.detected_at);
        assert_eq!(after.run.open, 0);
        let again = resolve(&acting, &[finding.id], "Something else.").await;
        assert!(again.unwrap_err().to_string().contains("already"));
    }
}

#[tokio::test]
async fn lists_have_the_open_and_the_worst_first_and_those_of_one_version() {
    let company = filled(PLACES[0]).await;
    let acting = company.clerk("admin a").await;
    let (one, two) = (
        company.id("a fraud-detector 1").await,
        company.id("a fraud-detector 2").await,
    );
    let first = record(&acting, one, DriftKind::Data, moved(), earlier())
        .await
        .unwrap();
    record(&acting, two, DriftKind::Concept, moved(), earlier())
        .await
        .unwrap();
    record(&acting, two, DriftKind::Performance, steady(), earlier())
        .await
        .unwrap();
    resolve(&acting, &[first.findings[0].id], "Accepted.")
        .await
        .unwrap();
    let all = list(&acting, None, false).await.unwrap();
    assert_eq!(all.schema, DRIFT_LIST_SCHEMA);
    assert_eq!((all.total, all.total_runs), (2, 3));
    let open: Vec<bool> = all
        .findings
        .iter()
        .map(|one| one.resolution.is_none())
        .collect();
    assert_eq!(open, [true, false]);
    // Of what is open, only the comparison that found it: that of the first is resolved, and the last found nothing.
    let open = list(&acting, None, true).await.unwrap();
    assert_eq!((open.total, open.total_runs), (1, 1));
    assert_eq!((open.runs[0].model.id, open.runs[0].open), (two, 1));
    let of_one = list(&acting, Some(one), false).await.unwrap();
    assert_eq!((of_one.total, of_one.total_runs), (1, 1));
    let without = all
        .runs
        .iter()
        .find(|run| run.kind == DriftKind::Performance);
    assert_eq!(
        without.map(|run| (run.drifted, run.severity)),
        Some((0, None))
    );
}

/// The result as it was, with numbers to their fifteenth digit.
fn same(kept: &DriftReport, made: &DriftReport) {
    assert_eq!(kept.sources, made.sources);
    assert_eq!(kept.columns.len(), made.columns.len());
    for (kept, made) in kept.columns.iter().zip(&made.columns) {
        assert_eq!((&kept.name, kept.test), (&made.name, made.test));
        assert_eq!(kept.severity, made.severity);
        assert_eq!(kept.bins.reference, made.bins.reference);
        assert_eq!(kept.bins.current, made.bins.current);
        let numbers =
            |one: &ColumnDrift| [&[one.score, one.threshold], one.bins.edges.as_slice()].concat();
        for (kept, made) in numbers(kept).into_iter().zip(numbers(made)) {
            assert!((kept - made).abs() <= made.abs() * 1e-15, "{kept} {made}");
        }
    }
}
