//! A second import brings what is new and what changed in MLflow, and undoes nothing that was done here.

use provost_core::registry::Stage;
use provost_core::registry::mlflow::{Kind, MlflowImport};

use super::{NEWEST, Place, counts};

const RUN: &str = "61af6e5997754559a183f73c2eaa0e2a";

/// What changed: kind, name and fields with both values.
fn changed(import: &MlflowImport) -> Vec<String> {
    let lines = import.changed.iter().flat_map(|one| {
        one.fields.iter().map(move |field| {
            let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
            format!(
                "{:?} {}: {} {} > {}",
                one.kind,
                one.name,
                field.field,
                shown(&field.before),
                shown(&field.after)
            )
        })
    });
    lines.collect()
}

#[tokio::test]
async fn one_changed_tag_and_one_moved_alias_are_all_that_changes() {
    let place = Place::with(NEWEST).await;
    place.import().await;
    place
        .backend(
            "update public.model_version_tags set value = 'failed'
             where name = 'churn-classifier' and version = 4 and key = 'validation_status';
             update public.registered_model_aliases set version = 3 where alias = 'champion'",
        )
        .await;
    let import = place.import().await;
    let mut lines = changed(&import);
    lines.sort();
    assert_eq!(
        lines,
        [
            "Aliases churn-classifier @champion: version churn-classifier 2 > churn-classifier 3",
            "Versions churn-classifier 2: mlflow.aliases [\"champion\",\"rollback\"] > [\"rollback\"]",
            "Versions churn-classifier 3: mlflow.aliases - > [\"champion\"]",
            "Versions churn-classifier 4: mlflow.tags.validation_status passed > failed",
        ]
    );
    assert_eq!(counts(&import, Kind::Versions), [0, 3, 3, 3]);
    assert_eq!(counts(&import, Kind::Aliases), [0, 1, 2, 0]);
    assert!(import.new.is_empty());
    let tags = "select tags::text from governance.ai_models where name = 'churn-classifier' and version = '4'";
    assert_eq!(place.text(tags).await, r#"{"validation_status": "failed"}"#);
    assert!(changed(&place.import().await).is_empty());
}

#[tokio::test]
async fn what_was_done_here_stays_and_a_stage_needs_an_approval() {
    let place = Place::with(NEWEST).await;
    place.import().await;
    place
        .run(
            "update governance.ai_models set description = 'Ours', tags = tags || '{\"own\": \"yes\"}'
             where name = 'churn-classifier' and version = '3';
             update governance.ai_model_aliases set model_id = (select id from governance.ai_models
                where name = 'churn-classifier' and version = '3') where alias = 'champion'",
        )
        .await;
    place
        .backend(
            "update public.model_versions set current_stage = 'Archived' where name = 'churn-classifier' and version = 2;
             update public.registered_model_aliases set version = 1 where alias = 'champion';
             delete from public.registered_model_aliases where alias = 'challenger'",
        )
        .await;
    let import = place.import().await;
    let apart = &import.stages_apart;
    assert_eq!(apart.len(), 1, "{apart:?}");
    assert_eq!(
        (apart[0].mlflow, apart[0].here),
        (Stage::Deprecated, Stage::Production)
    );
    let left: Vec<&str> = import
        .skipped
        .iter()
        .filter(|one| one.kind == Kind::Aliases)
        .map(|one| one.reason.as_str())
        .collect();
    assert_eq!(
        left,
        ["It was moved here and in MLflow, to different versions."]
    );
    assert!(changed(&import).contains(
        &"Aliases churn-classifier @challenger: version churn-classifier 4 > -".to_owned()
    ));
    let row = "select description || ' ' || (tags ->> 'own') || ' ' || (select string_agg(alias, ',' order by alias)
               from governance.ai_model_aliases where model_id = ai_models.id)
               from governance.ai_models where name = 'churn-classifier' and version = '3'";
    assert_eq!(place.text(row).await, "Ours yes champion");
}

#[tokio::test]
async fn what_is_new_comes_and_what_went_is_told_and_stays() {
    let place = Place::with(NEWEST).await;
    place.import().await;
    place
        .backend(&format!(
            "insert into public.metrics values ('accuracy', 0.9, 1795310099999, '{RUN}', 61, false);
             update public.runs set status = 'KILLED' where run_uuid = '{RUN}';
             insert into public.params values ('seed', '7', '{RUN}');
             insert into public.model_versions (name, version, creation_time, last_updated_time, current_stage, source, run_id, status)
             values ('price-model', 4, 1795310090000, 1795310090000, 'None', 's3://b/v4', 'gone-long-ago', 'READY');
             update public.model_versions set current_stage = 'Deleted_Internal' where name = 'price-model' and version = 2"
        ))
        .await;
    let import = place.import().await;
    assert_eq!(counts(&import, Kind::Metrics)[0], 1);
    assert_eq!(counts(&import, Kind::Versions), [1, 1, 4, 4]);
    assert_eq!(import.new[0].name, "price-model 4");
    assert_eq!(import.gone.len(), 1);
    assert_eq!(import.gone[0].name, "price-model 2");
    let lines = changed(&import);
    let run = format!("Runs lr-C1 ({RUN}): ");
    assert!(
        lines.contains(&format!("{run}status succeeded > cancelled")),
        "{lines:?}"
    );
    assert!(
        lines.contains(&format!("{run}parameters.seed - > 7")),
        "{lines:?}"
    );
    assert!(
        lines.contains(&"Versions churn-classifier 2: parameters.seed - > 7".to_owned()),
        "{lines:?}"
    );
    let still = "select count(*)::text from governance.ai_models where name = 'price-model'";
    assert_eq!(place.text(still).await, "3");
}

#[tokio::test]
async fn a_version_without_a_run_has_that_of_its_logged_model() {
    let place = Place::with(NEWEST).await;
    place
        .backend(&format!(
            "update public.model_versions set run_id = null where run_id = '{RUN}'"
        ))
        .await;
    let import = place.import().await;
    assert_eq!(counts(&import, Kind::Edges)[0], 13);
    let metrics = "select performance_metrics ->> 'accuracy' from governance.ai_models where name = 'churn-classifier' and version = '2'";
    assert_eq!(place.text(metrics).await, "0.8");
}
