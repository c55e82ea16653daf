use serde_json::json;

use super::*;
use crate::registry::Stage;

const RUN: &str = "61af6e5997754559a183f73c2eaa0e2a";

fn importing() -> Importing {
    let backend = Backend {
        url: "postgresql://h:5432/mlflow".to_owned(),
        release: RELEASES[0],
        workspace: "default".to_owned(),
    };
    Importing {
        identities: Identities::of(&backend.url, &backend.workspace, Uuid::from_u128(7)),
        backend,
        model_type: "other".to_owned(),
    }
}

fn texts(entries: &[(&str, &str)]) -> backend::Texts {
    let entries = entries.iter();
    entries
        .map(|(key, value)| ((*key).to_owned(), Some((*value).to_owned())))
        .collect()
}

fn row() -> VersionRow {
    VersionRow {
        name: "churn".to_owned(),
        version: 2,
        created: Some(1_795_310_037_111),
        updated: Some(1_795_310_067_232),
        description: Some("from lr-C1".to_owned()),
        stage: Some("Production".to_owned()),
        source: Some("models:/m-a5749e51d84f4f519436e672153def8b".to_owned()),
        run: Some(RUN.to_owned()),
        status: Some("READY".to_owned()),
        storage_location: Some("s3://u:hunter2@bucket/m".to_owned()),
        tags: texts(&[("validation", "passed"), ("api_key", "hunter2")]),
        ..VersionRow::default()
    }
}

fn made_by() -> RunRow {
    let metric = |key: &str, value: f64, is_nan| MetricRow {
        run: RUN.to_owned(),
        key: key.to_owned(),
        value,
        is_nan,
        at: 1_795_310_025_442,
        step: 0,
    };
    let input = |dataset: &str, digest: &str, context: &str| InputRow {
        input: "ab4646bf08a14354a9938a03267e9f3e".to_owned(),
        dataset: dataset.to_owned(),
        name: "postgres://u:hunter2@h/customers".to_owned(),
        digest: digest.to_owned(),
        source: r#"{"uri": "postgres://u:hunter2@h/d"}"#.to_owned(),
        context: Some(context.to_owned()),
        ..InputRow::default()
    };
    RunRow {
        id: RUN.to_owned(),
        experiment: "churn".to_owned(),
        status: Some("FINISHED".to_owned()),
        started: Some(1_795_310_024_472),
        ended: Some(1_795_310_037_278),
        params: texts(&[("C", "1.0"), ("db_password", "hunter2")]),
        tags: texts(&[
            ("mlflow.user", "root"),
            ("mlflow.source.git.repoURL", "https://u:hunter2@git/a"),
            ("mlflow.source.git.commit", "abc"),
            ("team", "risk"),
            (
                "mlflow.log-model.history",
                r#"[{"flavors": {"sklearn": {}, "python_function": {}}}]"#,
            ),
        ]),
        latest: vec![
            metric("accuracy", 0.8, false),
            metric("rmse", f64::MAX, false),
            metric("loss", 0.0, true),
        ],
        inputs: vec![
            input("aa5e8fd3c22f4f56a26417c204fb12b1", "bb681c0e", "training"),
            input("d50a39be7aad4ed1a088d10916fcea6f", "0da893b0", "validation"),
        ],
        ..RunRow::default()
    }
}

fn kept() -> VersionKept {
    let aliases = ["champion".to_owned()];
    version(
        &row(),
        &ModelRow::default(),
        None,
        Some(&made_by()),
        &aliases,
        &importing(),
    )
    .unwrap()
}

/// What the database would have after the import.
fn found(kept: &VersionKept) -> VersionFound {
    VersionFound {
        id: kept.id,
        name: kept.name.clone(),
        version: kept.version.clone(),
        description: kept.description.clone(),
        capabilities: kept.capabilities.clone(),
        performance_metrics: kept.performance_metrics.clone(),
        tags: kept.tags.clone(),
        training_data_hash: kept.training_data_hash.clone(),
        stage: kept.stage,
    }
}

#[test]
fn a_version_is_kept_with_all_that_its_run_says_and_without_a_secret() {
    let kept = kept();
    assert_eq!(
        (kept.version.as_str(), kept.stage),
        ("2", Stage::Production)
    );
    assert_eq!(kept.model_id, "m-a5749e51d84f4f519436e672153def8b");
    assert_eq!(kept.performance_metrics, json!({"accuracy": 0.8}));
    assert_eq!(kept.training_data_hash.as_deref(), Some("bb681c0e"));
    let said = &kept.capabilities["mlflow"];
    assert_eq!(
        said["notFinite"],
        json!({"loss": "NaN", "rmse": "Infinity"})
    );
    assert_eq!(said["aliases"], json!(["champion"]));
    assert_eq!(kept.capabilities["flavours"], json!(["sklearn"]));
    assert_eq!(kept.capabilities["parameters"]["C"], "1.0");
    let run = run(&made_by(), Some(kept.id), &importing().identities).unwrap();
    let edges = edges(&made_by(), &importing().identities);
    let into = version_edge(&kept, &made_by(), &importing().identities);
    for text in [
        format!("{kept:?}"),
        format!("{run:?}"),
        format!("{edges:?} {into:?}"),
    ] {
        assert!(!text.contains("hunter2"), "{text}");
    }
}

#[test]
fn stages_are_those_of_the_reference_and_what_is_no_version_is_left_out() {
    let of = |stage: Option<&str>, tags: &[(&str, &str)]| {
        let row = VersionRow {
            stage: stage.map(str::to_owned),
            ..row()
        };
        let model = ModelRow {
            tags: texts(tags),
            ..ModelRow::default()
        };
        version(&row, &model, None, None, &[], &importing()).map(|kept| kept.stage)
    };
    assert_eq!(of(Some("None"), &[]), Ok(Stage::Development));
    assert_eq!(of(Some("Staging"), &[]), Ok(Stage::Testing));
    assert_eq!(of(Some("Archived"), &[]), Ok(Stage::Deprecated));
    assert!(
        of(Some("Deleted_Internal"), &[])
            .unwrap_err()
            .contains("deleted")
    );
    assert!(
        of(None, &[("mlflow.prompt.is_prompt", "true")])
            .unwrap_err()
            .contains("prompt")
    );
    assert!(of(Some("production; drop"), &[]).is_err());
}

#[test]
fn a_second_look_changes_nothing_and_what_changed_in_mlflow_alone_moves() {
    let first = kept();
    let here = found(&first);
    assert_eq!(judge(&first, &here), VersionOutcome::Unchanged);
    // Somebody edits here what MLflow keeps as it was.
    let mut edited = here.clone();
    edited.description = Some("ours".to_owned());
    edited.tags["own"] = "yes".into();
    edited.stage = Stage::Testing;
    edited.capabilities["languages"] = "en".into();
    assert_eq!(judge(&first, &edited), VersionOutcome::Unchanged);
    // Then a tag, the stage and a metric change there.
    let changed = VersionRow {
        stage: Some("Archived".to_owned()),
        tags: texts(&[("validation", "failed")]),
        ..row()
    };
    let next = version(
        &changed,
        &ModelRow::default(),
        None,
        Some(&made_by()),
        &[],
        &importing(),
    )
    .unwrap();
    let VersionOutcome::Changed(fields, becomes) = judge(&next, &edited) else {
        panic!("it changed");
    };
    let names: Vec<&str> = fields.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(
        names,
        [
            "mlflow.aliases",
            "mlflow.stage",
            "mlflow.tags.api_key",
            "mlflow.tags.validation"
        ]
    );
    assert_eq!(fields[1].before.as_deref(), Some("Production"));
    assert_eq!(becomes.tags, json!({"own": "yes", "validation": "failed"}));
    assert_eq!(becomes.description.as_deref(), Some("ours"));
    assert_eq!(becomes.capabilities["languages"], "en");
    assert_eq!(becomes.stage, Stage::Testing);
    assert_eq!(judge(&next, &becomes), VersionOutcome::Unchanged);
}

#[test]
fn a_version_of_somebody_else_is_never_touched() {
    let kept = kept();
    let mut other = found(&kept);
    other.id = Uuid::from_u128(1);
    assert_eq!(
        judge(&kept, &other),
        VersionOutcome::Taken(
            "A version of this name and number was imported from postgresql://h:5432/mlflow."
                .to_owned()
        )
    );
    other.capabilities = json!({});
    assert!(
        matches!(judge(&kept, &other), VersionOutcome::Taken(reason) if reason.contains("registered here"))
    );
}

#[test]
fn a_run_that_is_over_ends_and_one_that_is_not_does_not() {
    let identities = importing().identities;
    let of = |status: &str, started: Option<i64>, ended: Option<i64>| {
        let row = RunRow {
            status: Some(status.to_owned()),
            started,
            ended,
            ..made_by()
        };
        run(&row, None, &identities).map(|kept| (kept.status, kept.started, kept.finished))
    };
    assert_eq!(
        of("FINISHED", Some(1), Some(5)),
        Ok(("succeeded".into(), Some(1), Some(5)))
    );
    assert_eq!(
        of("FAILED", Some(7), Some(5)),
        Ok(("failed".into(), Some(7), Some(7)))
    );
    assert_eq!(
        of("KILLED", Some(7), None),
        Ok(("cancelled".into(), Some(7), Some(7)))
    );
    assert_eq!(
        of("RUNNING", Some(7), Some(9)),
        Ok(("running".into(), Some(7), None))
    );
    assert_eq!(
        of("SCHEDULED", None, None),
        Ok(("queued".into(), None, None))
    );
    assert!(of("FINISHED", None, Some(i64::MAX)).is_err());
    assert!(of("DONE", None, None).is_err());
    let odd = RunRow {
        id: "'; drop table runs; --".to_owned(),
        ..made_by()
    };
    assert!(run(&odd, None, &identities).is_err());
    assert!(edges(&odd, &identities).iter().all(Result::is_err));
}

#[test]
fn what_was_left_out_is_counted_by_its_reason() {
    let mut import = MlflowImport::begun(&importing().backend, Uuid::nil(), "ours".to_owned());
    for run in 0..9 {
        import.left_out(Kind::Metrics, format!("run {run}"), "It is infinite.");
    }
    import.came(Kind::Versions, "a 1");
    import.was_there(Kind::Versions, "a 2", Vec::new());
    assert_eq!(import.skipped[0].count, 9);
    assert_eq!(import.skipped[0].examples.len(), 5);
    assert_eq!(import.counts[&Kind::Metrics].skipped, 9);
    let count = import.counts[&Kind::Versions];
    assert_eq!((count.new, count.unchanged), (1, 1));
}
