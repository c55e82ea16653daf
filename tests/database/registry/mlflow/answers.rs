//! What came is what MLflow answers.

use std::collections::{BTreeMap, BTreeSet};

use provost_core::registry::mlflow::Kind;
use provost_core::schema::Pack;
use provost_tests::local::Version;
use serde_json::{Value, json};

use super::{Place, counts};

const RELEASES: [(Version, &str, &str, &str); 4] = [
    (
        Version::Bundled,
        "governance",
        super::NEWEST,
        include_str!("../../../fixtures/mlflow/answers_3.17.2.json"),
    ),
    (
        Version::Postgres16,
        "Our \"own\"; rules $1",
        super::NEWEST,
        include_str!("../../../fixtures/mlflow/answers_3.17.2.json"),
    ),
    (
        Version::Bundled,
        "governance",
        include_str!("../../../fixtures/mlflow/mlflow_3.4.0.sql"),
        include_str!("../../../fixtures/mlflow/answers_3.4.0.json"),
    ),
    (
        Version::Bundled,
        "governance",
        include_str!("../../../fixtures/mlflow/mlflow_2.22.1.sql"),
        include_str!("../../../fixtures/mlflow/answers_2.22.1.json"),
    ),
];

/// Rows as JSON, by the name that each begins with.
async fn rows(place: &Place, sql: &str) -> BTreeMap<String, Value> {
    let rows = place.texts(sql).await;
    let rows = rows.iter().map(|row| row.split_once('|').unwrap());
    rows.map(|(name, row)| (name.to_owned(), serde_json::from_str(row).unwrap()))
        .collect()
}

#[tokio::test]
async fn everything_that_mlflow_answers_is_there() {
    for (version, schema, dump, answers) in RELEASES {
        let answers: Value = serde_json::from_str(answers).unwrap();
        let place = Place::new(version, schema, dump, &Pack::ALL).await;
        let import = place.import().await;
        assert!(import.release.starts_with("MLflow "), "{}", import.release);
        versions(&place, &answers).await;
        runs(&place, &answers).await;
        points(&place, &answers).await;
        assert!(import.stages_apart.is_empty(), "{:?}", import.stages_apart);
        let all = answers["versions"].as_object().unwrap().len();
        assert_eq!(
            counts(&import, Kind::Versions)[0],
            u32::try_from(all).unwrap()
        );
        // Everything once more: nothing is new, and nothing is there twice.
        let again = place.import().await;
        for kind in Kind::ALL {
            let [new, changed, unchanged, skipped] = counts(&again, kind);
            assert_eq!((new, changed), (0, 0), "{kind:?} {:?}", again.changed);
            let [came, .., left_out] = counts(&import, kind);
            assert_eq!((unchanged, skipped), (came, left_out), "{kind:?}");
        }
        versions(&place, &answers).await;
        points(&place, &answers).await;
    }
}

async fn versions(place: &Place, answers: &Value) {
    let found = rows(
        place,
        "select name || ' ' || version || '|' || jsonb_build_object('stage', deployment_status, 'description', description,
            'run', capabilities #>> '{mlflow,run}', 'tags', tags)::text from governance.ai_models order by 1",
    )
    .await;
    let stages = json!({"None": "development", "Staging": "testing", "Production": "production", "Archived": "deprecated"});
    let mut expected = answers["versions"].as_object().unwrap().clone();
    for version in expected.values_mut() {
        let stage = version["stage"].as_str().unwrap().to_owned();
        version["stage"] = stages[stage].clone();
        if version["run"] == "" {
            version["run"] = Value::Null;
        }
    }
    let expected: BTreeMap<String, Value> = expected.into_iter().collect();
    assert_eq!(found, expected);
    let found: BTreeSet<String> = place
        .texts("select a.model_name || ' ' || a.alias || ' ' || m.version from governance.ai_model_aliases as a join governance.ai_models as m on m.id = a.model_id")
        .await
        .into_iter()
        .collect();
    let expected = answers["aliases"].as_object().unwrap().iter();
    let expected: BTreeSet<String> = expected
        .flat_map(|(model, aliases)| {
            let aliases = aliases.as_object().unwrap().iter();
            aliases.map(move |(alias, version)| {
                format!("{model} {alias} {}", version.as_str().unwrap())
            })
        })
        .collect();
    assert_eq!(found, expected);
}

async fn runs(place: &Place, answers: &Value) {
    let found = rows(
        place,
        "select run.tracker_run_id || '|' || jsonb_build_object('status', run.status, 'params', run.parameters, 'inputs', coalesce((
            select jsonb_agg(edge.data_hash order by edge.data_hash) from governance.ai_data_lineage as edge
            where edge.target_table = 'mlflow.runs' and edge.target_record_id = run.tracker_run_id::uuid), '[]'))::text
         from governance.model_training_runs as run where run.tracker = 'mlflow'",
    )
    .await;
    let statuses = json!({"FINISHED": "succeeded", "FAILED": "failed", "RUNNING": "running"});
    let mut expected = BTreeMap::new();
    for (id, run) in answers["runs"].as_object().unwrap() {
        // The deleted one made no version.
        if run["lifecycle"] == "active" {
            let status = statuses[run["status"].as_str().unwrap()].clone();
            let run = json!({"status": status, "params": run["params"], "inputs": run["inputs"]});
            expected.insert(id.clone(), run);
        }
    }
    assert_eq!(found, expected);
}

async fn points(place: &Place, answers: &Value) {
    let found = rows(
        place,
        "select (context ->> 'run') || ' ' || (context ->> 'key') || '|' || jsonb_agg(jsonb_build_array(
            (extract(epoch from recorded_at) * 1000)::bigint, (context ->> 'step')::bigint, metric_value)
            order by recorded_at, (context ->> 'step')::bigint)::text
         from governance.ai_performance_metrics group by context ->> 'run', context ->> 'key'",
    )
    .await;
    let mut expected = BTreeMap::new();
    for (name, series) in answers["points"].as_object().unwrap() {
        let (run, key) = name.split_once(' ').unwrap();
        let finite = |point: &&Value| point[2].is_number();
        let series: Vec<&Value> = series.as_array().unwrap().iter().filter(finite).collect();
        if answers["runs"][run]["lifecycle"] == "active" && !series.is_empty() {
            let run = uuid::Uuid::parse_str(run).unwrap();
            expected.insert(format!("{run} {key}"), series);
        }
    }
    assert_eq!(
        found.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    for (name, series) in expected {
        let own = found[&name].as_array().unwrap();
        assert_eq!(own.len(), series.len(), "{name}");
        for (own, theirs) in own.iter().zip(series) {
            assert_eq!((&own[0], &own[1]), (&theirs[0], &theirs[1]), "{name}");
            let (own, theirs) = (own[2].as_f64().unwrap(), theirs[2].as_f64().unwrap());
            assert!(
                (own - theirs).abs() <= theirs.abs() * 1e-15,
                "{name}: {own} {theirs}"
            );
        }
    }
}

/// The counts of the reference to the dump (`README.md` beside it): 742 rows of metrics, of which three are no finite numbers
/// and one is of the deleted run; 8 edges from datasets and 5 versions with a run.
#[tokio::test]
async fn what_is_left_out_is_counted_with_its_reason() {
    let place = Place::with(super::NEWEST).await;
    let import = place.import().await;
    assert_eq!(counts(&import, Kind::Versions), [6, 0, 0, 3]);
    assert_eq!(counts(&import, Kind::Aliases), [3, 0, 0, 0]);
    assert_eq!(counts(&import, Kind::Runs), [7, 0, 0, 1]);
    assert_eq!(counts(&import, Kind::Metrics), [738, 0, 0, 3]);
    assert_eq!(counts(&import, Kind::Edges), [13, 0, 0, 0]);
    let reasons: BTreeMap<&str, u32> = import
        .skipped
        .iter()
        .map(|one| (one.reason.as_str(), one.count))
        .collect();
    assert_eq!(reasons["It is a prompt, not a model."], 2);
    assert_eq!(reasons["It was deleted in MLflow."], 1);
    assert_eq!(
        reasons["It was deleted in MLflow, and no version came of it."],
        1
    );
    assert_eq!(
        reasons["It is not a number (NaN), and one would spoil every mean."],
        1
    );
    assert_eq!(
        reasons["It is infinite, and one would spoil every mean."],
        2
    );
    // What happened is on record, and says where it came from.
    let events = place
        .text("select count(*) || ' ' || min(details ->> 'source') from governance.ai_model_events where event_type = 'imported'")
        .await;
    assert!(events.starts_with("6 MLflow postgresql://"), "{events}");
    let version = place
        .text("select model_id || ' ' || training_data_hash || ' ' || provider || ' ' || coalesce(owner_id::text, 'nobody')
               from governance.ai_models where name = 'churn-classifier' and version = '2'")
        .await;
    assert_eq!(
        version,
        "m-a5749e51d84f4f519436e672153def8b bb681c0e mlflow nobody"
    );
    let units = place
        .text("select string_agg(distinct metric_type || ' ' || coalesce(metric_unit, '-'), ', ' order by metric_type || ' ' || coalesce(metric_unit, '-'))
               from governance.ai_performance_metrics")
        .await;
    assert_eq!(
        units,
        "accuracy ratio, cost USD, f1 -, latency ms, log_loss -, r2 -, rmse -, throughput requests/s"
    );
    let dataset = place
        .text("select distinct context ->> 'dataset' from governance.ai_performance_metrics where context ->> 'key' = 'val_accuracy'")
        .await;
    assert_eq!(dataset, "customers_test");
}
