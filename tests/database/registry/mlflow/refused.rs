//! What is refused, and that nothing is kept then.

use provost_app::registry::Acting;
use provost_app::registry::mlflow::{MlflowAsked, import};
use provost_core::registry::mlflow::Kind;
use provost_core::schema::Pack;
use provost_tests::local::Version;
use provost_tests::profile;
use uuid::Uuid;

use super::{NEWEST, Place, asked, counts, opened};

/// How many versions came.
const VERSIONS: &str = "select count(*)::text from governance.ai_models";

async fn refusal(place: &Place, asked: &MlflowAsked) -> String {
    place.try_import(asked).await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_backend_that_is_none_or_not_known_is_refused_with_what_it_has() {
    let place = Place::with("select 1").await;
    let message = refusal(&place, &asked()).await;
    assert!(
        message.contains("/mlflow holds no tables of MLflow. Name the database"),
        "{message}"
    );
    place.backend(NEWEST).await;
    place
        .backend("update public.alembic_version set version_num = 'ffffffffffff'")
        .await;
    let message = refusal(&place, &asked()).await;
    assert_eq!(
        message,
        "The backend has the revision \"ffffffffffff\", which this version of Provost does not know. It knows dc11669786a5 (MLflow 3.17), 71994744cf8e (MLflow 3.4), 0584bdc529eb (MLflow 2.22). Upgrade Provost if the backend is newer, and the backend with `mlflow db upgrade` if it is older."
    );
    place
        .backend("insert into public.alembic_version values ('dc11669786a5')")
        .await;
    assert!(
        refusal(&place, &asked())
            .await
            .contains("several revisions")
    );
    place
        .backend("delete from public.alembic_version where version_num = 'ffffffffffff'; create role looker login; grant usage on schema public to looker")
        .await;
    let from = opened(profile::of(&place.server, super::BACKEND, "looker"));
    let message = import(&from, &place.to(), &asked(), |_| {})
        .await
        .unwrap_err()
        .to_string();
    assert!(message.contains("Grant it SELECT"), "{message}");
    assert_eq!(place.text(VERSIONS).await, "0");
}

#[tokio::test]
async fn what_is_asked_for_and_not_there_is_told() {
    let place = Place::with(NEWEST).await;
    for (asked, said) in [
        (
            MlflowAsked {
                workspace: "other".into(),
                ..asked()
            },
            "no workspace \"other\". It has default.",
        ),
        (
            MlflowAsked {
                schema: Some("nowhere".into()),
                ..asked()
            },
            "The schema \"nowhere\" of postgresql://",
        ),
        (
            MlflowAsked {
                model_type: "magic".into(),
                ..asked()
            },
            "no kind of model \"magic\"",
        ),
        (
            MlflowAsked {
                tenant: Some(Uuid::from_u128(9)),
                ..asked()
            },
            "no tenant 00000000",
        ),
    ] {
        let message = refusal(&place, &asked).await;
        assert!(message.contains(said), "{message}");
    }
    assert_eq!(place.text(VERSIONS).await, "0");
}

#[tokio::test]
async fn whose_the_models_are_to_be_is_said_where_there_are_several() {
    let place = Place::with(NEWEST).await;
    place
        .run("insert into governance.tenants (id, name) values ('00000000-0000-0000-0000-000000000022', 'Theirs')")
        .await;
    let message = refusal(&place, &asked()).await;
    assert!(
        message.contains("Name the tenant: Ours (") && message.contains("Theirs ("),
        "{message}"
    );
    // Both tenants can have the same backend, each its own rows.
    for tenant in [super::TENANT, Uuid::from_u128(0x22)] {
        let import = place
            .try_import(&MlflowAsked {
                tenant: Some(tenant),
                ..asked()
            })
            .await
            .unwrap();
        assert_eq!(counts(&import, Kind::Versions)[0], 6);
        assert_eq!(counts(&import, Kind::Metrics)[0], 738);
        assert_eq!(import.tenant, tenant);
    }
    assert_eq!(
        place
            .text("select count(*)::text from governance.ai_performance_metrics")
            .await,
        "1476"
    );
}

/// A place with a role that may write, another tenant, an administrator and a member.
async fn peopled() -> Place {
    let place = Place::with(NEWEST).await;
    place
        .run(
            "create role clerk login;
             grant usage on schema governance to clerk;
             grant select, insert, update, delete on all tables in schema governance to clerk;
             insert into governance.tenants (id, name) values ('00000000-0000-0000-0000-000000000022', 'Theirs');
             insert into governance.users (id, tenant_id, username, role, status) values
                ('00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-000000000011', 'ada', 'admin', 'active'),
                ('00000000-0000-0000-0000-0000000000a2', '00000000-0000-0000-0000-000000000011', 'bob', 'user', 'active')",
        )
        .await;
    place
}

#[tokio::test]
async fn an_administrator_imports_into_the_own_tenant_without_bringing_stages() {
    let place = peopled().await;
    let acting = |person: u128| Acting {
        opened: opened(place.governed("clerk")),
        person: Some(Uuid::from_u128(person)),
    };
    let nobody = Acting {
        person: None,
        ..acting(0)
    };
    let message = import(&place.from(), &nobody, &asked(), |_| {})
        .await
        .unwrap_err()
        .to_string();
    assert!(message.contains("Name a person"), "{message}");
    let refused = import(&place.from(), &acting(0xa2), &asked(), |_| {}).await;
    assert!(
        refused.is_err(),
        "an ordinary member registers no models of others"
    );
    assert_eq!(place.text(VERSIONS).await, "0");
    let done = import(&place.from(), &acting(0xa1), &asked(), |_| {})
        .await
        .unwrap();
    assert_eq!(done.tenant_name, "Ours");
    assert_eq!(counts(&done, Kind::Versions)[0], 6);
    assert_eq!(done.stages_apart.len(), 3);
    let stages = "select string_agg(distinct deployment_status, ',') from governance.ai_models";
    assert_eq!(place.text(stages).await, "development");
    let actor = "select distinct actor_role || ' ' || actor_id from governance.ai_model_events where event_type = 'registered'";
    assert_eq!(
        place.text(actor).await,
        "clerk 00000000-0000-0000-0000-0000000000a1"
    );
    let again = import(&place.from(), &acting(0xa1), &asked(), |_| {})
        .await
        .unwrap();
    assert_eq!(counts(&again, Kind::Versions), [0, 0, 6, 3]);
}

#[tokio::test]
async fn a_version_that_was_registered_here_is_never_touched() {
    let place = Place::with(NEWEST).await;
    place
        .run(
            "insert into governance.ai_models (tenant_id, name, version, model_type, provider, model_id)
             values ('00000000-0000-0000-0000-000000000011', 'churn-classifier', '2', 'classification', 'us', 'own')",
        )
        .await;
    let import = place.import().await;
    assert_eq!(counts(&import, Kind::Versions), [5, 0, 0, 4]);
    let reasons: Vec<&str> = import
        .skipped
        .iter()
        .map(|one| one.reason.as_str())
        .collect();
    assert!(reasons.contains(&"A version of this name and number was registered here."));
    assert!(reasons.contains(&"Its version was not imported."));
    let own = "select provider || ' ' || capabilities::text from governance.ai_models where model_id = 'own'";
    assert_eq!(place.text(own).await, "us {}");
}

#[tokio::test]
async fn a_missing_pack_is_told() {
    let packs = [Pack::Identity, Pack::Ai];
    let place = Place::new(Version::Bundled, "governance", NEWEST, &packs).await;
    let import = place.import().await;
    assert_eq!(counts(&import, Kind::Versions)[0], 6);
    assert_eq!(counts(&import, Kind::Metrics), [0, 0, 0, 0]);
    assert_eq!(
        import.remarks,
        [
            "No runs were imported: the pack training is not applied.",
            "No measured values were imported: the pack governance is not applied.",
            "No edges of lineage were imported: the pack governance is not applied.",
        ]
    );
    let place = Place::new(Version::Bundled, "governance", NEWEST, &[Pack::Identity]).await;
    assert!(
        refusal(&place, &asked())
            .await
            .contains("no table ai_models")
    );
}

#[tokio::test]
async fn what_fails_half_way_leaves_nothing() {
    let place = Place::with(NEWEST).await;
    place
        .run(
            "create function public.fail() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
             create trigger fail before insert on governance.ai_performance_metrics for each statement execute function public.fail()",
        )
        .await;
    let message = refusal(&place, &asked()).await;
    assert!(message.contains("the disk is full"), "{message}");
    for table in [
        "ai_models",
        "ai_model_aliases",
        "ai_model_events",
        "model_training_runs",
        "ai_data_lineage",
    ] {
        let rows = place
            .text(&format!("select count(*)::text from governance.{table}"))
            .await;
        assert_eq!(rows, "0", "{table}");
    }
    place
        .run("drop trigger fail on governance.ai_performance_metrics")
        .await;
    assert_eq!(counts(&place.import().await, Kind::Versions), [6, 0, 0, 3]);
}

#[tokio::test]
async fn a_role_that_may_write_for_every_tenant_lends_a_person_no_rights() {
    let place = peopled().await;
    for (person, tenant, said) in [
        (0xa2, None, "no administrator"),
        (0xa1, Some(0x22), "does not belong"),
    ] {
        let lent = Acting {
            opened: opened(place.governed(place.server.user())),
            person: Some(Uuid::from_u128(person)),
        };
        let asked = MlflowAsked {
            tenant: tenant.map(Uuid::from_u128),
            ..asked()
        };
        let refused = import(&place.from(), &lent, &asked, |_| {}).await;
        let message = refused.unwrap_err().to_string();
        assert!(message.contains(said), "{message}");
    }
    assert_eq!(place.text(VERSIONS).await, "0");
}
