//! A version in production stays what was approved when MLflow says otherwise, and the rest of an import lands.

use provost_app::registry::Acting;
use provost_app::registry::mlflow::import;
use provost_core::registry::mlflow::Kind;
use uuid::Uuid;

use super::{NEWEST, Place, asked, counts, opened};

const ADA: u128 = 0xa1;

/// MLflow's data of the run behind version 2, which is in production there, and a tag of another version.
const CHANGED: &str = "
    update public.datasets set digest = 'changed' where dataset_uuid in
      (select source_id from public.inputs where destination_id = '61af6e5997754559a183f73c2eaa0e2a');
    update public.model_version_tags set value = 'failed'
      where name = 'churn-classifier' and version = 4 and key = 'validation_status'";

const HASH: &str = "select training_data_hash from governance.ai_models where name = 'churn-classifier' and version = '2'";

#[tokio::test]
async fn a_lesser_person_brings_the_rest_and_is_told_what_was_not_taken() {
    let place = Place::with(NEWEST).await;
    // Brought in once by who may bring stages: version 2 is in production.
    place.import().await;
    let before = place.text(HASH).await;
    place
        .run(
            "create role clerk login;
             grant usage on schema governance to clerk;
             grant select, insert, update, delete on all tables in schema governance to clerk;
             insert into governance.users (id, tenant_id, username, role, status) values
                ('00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-000000000011', 'ada', 'admin', 'active')",
        )
        .await;
    place.backend(CHANGED).await;
    for role in ["clerk", place.server.user()] {
        let ada = Acting {
            opened: opened(place.governed(role)),
            person: Some(Uuid::from_u128(ADA)),
        };
        // Told each time: it stays a difference.
        let done = import(&place.from(), &ada, &asked(), |_| {}).await.unwrap();
        assert_eq!(done.not_taken.len(), 1, "{:?}", done.not_taken);
        let kept = &done.not_taken[0];
        assert_eq!(
            (kept.kind, kept.name.as_str()),
            (Kind::Versions, "churn-classifier 2")
        );
        assert_eq!(kept.fields[0].field, "mlflow.trainingData");
        assert!(kept.reason.contains("stays what was approved"));
        assert_eq!(place.text(HASH).await, before);
        let tag = "select tags ->> 'validation_status' from governance.ai_models where name = 'churn-classifier' and version = '4'";
        assert_eq!(place.text(tag).await, "failed", "the rest landed");
    }
    // Who may bring what the other registry says brings it.
    let done = place.import().await;
    assert!(done.not_taken.is_empty());
    assert_eq!(counts(&done, Kind::Versions)[1], 1);
    assert_ne!(place.text(HASH).await, before);
}
