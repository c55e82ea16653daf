//! Files: good rows land, bad ones are told with their line and the reason, nothing is there twice.

use std::path::PathBuf;

use provost_app::AppError;
use provost_core::metrics::{MetricsImport, RowFault};
use provost_tests::company::{Company, PLACES};
use tempfile::TempDir;

use super::company::{count, filled, fixture, import, refused};

use RowFault as Fault;

const LANDED: &str = "
    select concat_ws('|', to_char(metric.recorded_at at time zone 'UTC', 'HH24:MI'), metric_type, metric_value, metric_unit,
                     model.name, model.version, agent.name, left(metric.deployment_id::text, 2), context)
    from governance.ai_performance_metrics as metric
      left join governance.ai_models as model on model.id = metric.model_id
      left join governance.ai_agents as agent on agent.id = metric.agent_id
    order by metric.recorded_at, metric_type, metric_value, model.name";

#[tokio::test]
async fn good_rows_of_a_file_with_bad_ones_land_and_a_second_time_nothing_does() {
    for place in PLACES {
        let company = filled(place).await;
        let member = company.clerk("member a").await;
        let first = import(&member, &fixture("bad_rows.csv"), false)
            .await
            .unwrap();
        assert_eq!(
            refused(&first),
            [
                (3, Fault::NotANumber),
                (4, Fault::NoZone),
                (5, Fault::Duplicate),
                (6, Fault::Conflict),
                (7, Fault::NotFinite),
                (8, Fault::UnknownName),
                (9, Fault::AmbiguousName),
                (10, Fault::UnknownName),
                (11, Fault::AmbiguousName),
                (12, Fault::Duplicate),
                (15, Fault::Conflict),
                (16, Fault::Duplicate),
                (17, Fault::UnknownName),
            ],
            "{:#?}",
            first.refused
        );
        the_reasons_are_told(&first);
        assert_eq!(
            (
                first.rows,
                first.landed,
                first.refused_count,
                first.duplicates
            ),
            (17, 4, 13, 3)
        );
        let wanted = [
            r#"10:00|latency|84.25|ms|fraud-detector|1|claims|{"region": "eu"}"#,
            r#"15:00|cost|2e-05|USD|fraud-detector|2|{"region": "us"}"#,
            r#"15:00|latency|82|ms|reader|1|{"region": "eu"}"#,
            r#"15:00|latency|83|ms|fraud-detector|1|claims|d0|{"region": "eu"}"#,
        ];
        assert_eq!(company.texts(LANDED).await, wanted);

        let again = import(&member, &fixture("bad_rows.csv"), false)
            .await
            .unwrap();
        assert_eq!((again.landed, again.refused_count), (0, 17));
        assert_eq!(again.duplicates, 7);
        let told = again.refused.iter().find(|row| row.line == 2).unwrap();
        assert_eq!(told.reason, "The table has this value already.");
        assert_eq!(count(&company).await, "4");
    }
}

/// What a person reads of some of them.
fn the_reasons_are_told(first: &MetricsImport) {
    let reason = |line| {
        let row = first.refused.iter().find(|row| row.line == line).unwrap();
        row.reason.clone()
    };
    assert_eq!(reason(5), "Line 2 says the same.");
    assert_eq!(reason(6), "Line 2 gives another value for the same moment.");
    assert_eq!(reason(8), "There is no model \"secret 1\".");
    assert_eq!(
        reason(9),
        "2 versions are meant by \"fraud-detector\". Name the version."
    );
    assert_eq!(reason(16), "Line 14 says the same.");
}

#[tokio::test]
async fn all_or_nothing_leaves_nothing_for_one_bad_row() {
    let company = filled(PLACES[0]).await;
    let member = company.clerk("member a").await;
    let told = import(&member, &fixture("bad_rows.csv"), true)
        .await
        .unwrap();
    assert_eq!((told.landed, told.refused_count), (0, 13));
    assert!(
        told.notes[0].contains("Nothing was imported"),
        "{:?}",
        told.notes
    );
    assert_eq!(count(&company).await, "0");

    let good = import(&member, &fixture("values.csv"), true).await.unwrap();
    assert_eq!((good.rows, good.refused_count), (good.landed, 0));
    assert_eq!(count(&company).await, good.rows.to_string());
    let again = import(&member, &fixture("values.csv"), true).await.unwrap();
    assert_eq!((again.landed, again.duplicates), (0, good.rows));
}

fn written(name: &str, text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

async fn imported(company: &Company, name: &str, text: &str) -> MetricsImport {
    let member = company.clerk("member a").await;
    let (_folder, path) = written(name, text);
    import(&member, &path, false).await.unwrap()
}

#[tokio::test]
async fn what_the_table_has_is_told_whoever_put_it_there_and_under_which_name() {
    let company = filled(PLACES[0]).await;
    company
        .run(
            "insert into governance.ai_performance_metrics (tenant_id, model_id, metric_type, metric_value, metric_unit, recorded_at)
             values ('a0000000-0000-4000-8000-000000000000', md5('a reader 1')::uuid, 'latency', 5, null, '2026-01-05T10:00:00Z'),
                    ('a0000000-0000-4000-8000-000000000000', md5('a reader 1')::uuid, 'latency', 8, null, '2026-01-05T12:00:00Z'),
                    ('b0000000-0000-4000-8000-000000000000', null, 'latency', 5, null, '2026-01-05T11:00:00Z')",
        )
        .await;
    let id = company.id("a reader 1").await;
    let text = format!(
        "{{\"time\": \"2026-01-05T10:00:00Z\", \"metric\": \"latency\", \"value\": 5, \"model\": \"reader\", \"version\": 1}}\n\
         {{\"time\": \"2026-01-05T10:00:00Z\", \"metric\": \"latency\", \"value\": 6, \"model\": \"{}\"}}\n\
         {{\"time\": \"2026-01-05T11:00:00Z\", \"metric\": \"latency\", \"value\": 7, \"model\": \"{id}\"}}\n\
         {{\"time\": \"2026-01-05T11:00:00Z\", \"metric\": \"latency\", \"value\": 7, \"model\": \"reader\"}}\n\
         {{\"time\": \"2026-01-05T11:00:00Z\", \"metric\": \"latency\", \"value\": 5}}\n\
         {{\"time\": \"2026-01-05T10:00:00Z\", \"metric\": \"latency\", \"value\": 5, \"unit\": \"ms\", \"model\": \"reader\"}}\n\
         {{\"time\": \"2026-01-05T10:00:00Z\", \"metric\": \"latency\", \"value\": 5, \"model\": \"reader\", \"step\": 1}}\n\
         {{\"time\": \"2026-01-05T12:00:00Z\", \"metric\": \"latency\", \"value\": 9, \"model\": \"reader\"}}\n",
        id.to_string().to_uppercase()
    );
    let told = imported(&company, "rows.jsonl", &text).await;
    assert_eq!(
        refused(&told),
        [
            (1, Fault::Duplicate),
            (2, Fault::Conflict),
            (4, Fault::Duplicate),
            (8, Fault::Conflict)
        ],
        "{:#?}",
        told.refused
    );
    let reasons: Vec<&str> = told.refused.iter().map(|row| row.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "The table has this value already.",
            "Line 1 gives another value for the same moment.",
            "Line 3 says the same.",
            "The table has another value for the same moment: 8."
        ]
    );
    // Another moment, another tenant's value, another unit and another context are values of their own.
    assert_eq!(told.landed, 4);
}

#[tokio::test]
async fn an_exposition_lands_without_what_is_no_value() {
    let company = filled(PLACES[0]).await;
    let text = "# TYPE latency_seconds gauge\n# UNIT latency_seconds seconds\n\
                latency_seconds{model=\"reader\",version=\"1\",region=\"eu\"} 0.25 1767607200\n\
                latency_seconds{model=\"reader\",version=\"1\"} NaN 1767607200\n\
                # TYPE wait summary\nwait{quantile=\"0.95\"} 3 1767607200\n# EOF\n";
    let told = imported(&company, "scrape.om", text).await;
    assert_eq!(refused(&told), [(4, Fault::NotFinite)]);
    assert_eq!(
        told.notes,
        ["1 samples were left out that are quantiles and no measured values."]
    );
    assert_eq!(
        company.texts(LANDED).await,
        [r#"10:00|latency|0.25|seconds|reader|1|{"region": "eu"}"#]
    );
}

#[tokio::test]
async fn a_file_that_cannot_be_read_imports_nothing_and_says_why() {
    let company = filled(PLACES[0]).await;
    let member = company.clerk("member a").await;
    let rows = "2026-01-05T10:00:00Z,latency,1\n".repeat(20_000);
    for (name, text, said) in [
        ("none.csv", String::new(), "it is empty"),
        (
            "names.csv",
            "time,value\n".to_owned(),
            "names no column metric",
        ),
        (
            "open.csv",
            format!("time,metric,value\n{rows}\"2026"),
            "line 20002 does not end",
        ),
        ("what.xyz", rows.clone(), "on the command line with --input"),
    ] {
        let (_folder, path) = written(name, &text);
        let error = import(&member, &path, false).await.unwrap_err();
        assert!(matches!(error, AppError::BadInput(_)), "{error}");
        assert!(error.to_string().contains(said), "{error}");
    }
    let gone = import(&member, &fixture("is_not_there.csv"), false).await;
    assert!(matches!(gone, Err(AppError::Unreadable { .. })));
    assert_eq!(count(&company).await, "0");
}

#[tokio::test]
async fn more_refused_rows_than_are_told_are_counted() {
    let company = filled(PLACES[0]).await;
    let rows = "2026-01-05T10:00:00Z,latency,fast\n".repeat(1_500);
    let same = "2026-01-05T10:00:00Z,latency,1\n".repeat(1_500);
    let told = imported(
        &company,
        "rows.csv",
        &format!("time,metric,value\n{rows}{same}"),
    )
    .await;
    assert_eq!(
        (
            told.landed,
            told.refused_count,
            told.duplicates,
            told.refused.len()
        ),
        (1, 2_999, 1_499, 1_000)
    );
    assert!(told.notes[0].contains("first 1000"), "{:?}", told.notes);
}
