//! What a version was made from: uses of datasets that are entered, edges of lineage that are shown, and what to choose from.

use provost_core::registry::{DataPurpose, DatasetUseDraft, ModelPage, RefusalKind as Kind, Stage};
use provost_postgres::registry::{self, RegistryError};
use provost_tests::company::PLACES;
use uuid::Uuid;

use super::company::{Desk, Desks, filled, kinds, known};

/// A dataset in two versions in A, one with a split, and one in B. Their ids are those of people, which the tests know.
const DATASETS: &str = "
    insert into governance.training_datasets (id, tenant_id, name, modality, origin) values
      (md5('Cleo')::uuid, 'a0000000-0000-4000-8000-000000000000', 'Claims history', 'tabular', 'collected'),
      (md5('Finn')::uuid, 'b0000000-0000-4000-8000-000000000000', 'Claims history', 'tabular', 'collected');
    insert into governance.training_dataset_versions
      (id, tenant_id, dataset_id, version, content_hash, row_count, location, personal_data, withdrawn_at, withdrawal_reason) values
      (md5('Ada')::uuid, 'a0000000-0000-4000-8000-000000000000', md5('Cleo')::uuid, '2026.1', repeat('a', 64), 900, 's3://a', 'none', null, null),
      (md5('Ben')::uuid, 'a0000000-0000-4000-8000-000000000000', md5('Cleo')::uuid, '2026.2', repeat('b', 64), 950, 's3://b', 'none', now(), 'consents were withdrawn'),
      (md5('Eve')::uuid, 'b0000000-0000-4000-8000-000000000000', md5('Finn')::uuid, '2026.1', repeat('c', 64), 1, 's3://c', 'none', null, null);
    insert into governance.training_dataset_splits (tenant_id, dataset_version_id, split, row_count, method) values
      ('a0000000-0000-4000-8000-000000000000', md5('Ada')::uuid, 'train', 700, 'random')";

fn of(dataset: &str) -> DatasetUseDraft {
    DatasetUseDraft {
        dataset_version: known(dataset),
        used_for: DataPurpose::Training,
        split: None,
        run: None,
        rows: Some(900),
        used_at: None,
    }
}

async fn add(
    desk: &Desk,
    version: &str,
    draft: DatasetUseDraft,
) -> Result<ModelPage, RegistryError> {
    let Desk {
        database,
        profile,
        person,
    } = desk;
    registry::add_dataset_use(database, profile, *person, known(version), draft).await
}

async fn remove(desk: &Desk, used: Uuid) -> Result<ModelPage, RegistryError> {
    let Desk {
        database,
        profile,
        person,
    } = desk;
    registry::remove_dataset_use(database, profile, *person, used).await
}

#[tokio::test]
async fn a_use_of_a_dataset_is_the_lineage_that_production_asks_for() {
    for place in PLACES {
        let company = filled(place).await;
        company.run(DATASETS).await;
        let ada = company.desk("clerk", "Ada");
        assert_eq!(
            kinds(ada.ask("a unmade", Stage::Production).await),
            [Kind::NoLineage]
        );
        let page = add(&ada, "a unmade", of("Ada")).await.unwrap();
        let used = &page.datasets[0];
        assert_eq!(
            (used.dataset.as_str(), used.version.as_str(), used.rows),
            ("Claims history", "2026.1", Some(900))
        );
        assert_eq!(
            kinds(add(&ada, "a unmade", of("Ada")).await),
            [Kind::Exists]
        );
        let page = remove(&ada, used.id).await.unwrap();
        assert!(page.datasets.is_empty());
        let gone = remove(&ada, used.id).await;
        assert!(matches!(gone, Err(RegistryError::NotFound(_))), "{gone:?}");
        let page = add(&ada, "a unmade", of("Ada")).await.unwrap();
        assert!(ada.ask("a unmade", Stage::Production).await.is_ok());
        // In production it keeps something that it was made from.
        company
            .run("update governance.ai_models set deployment_status = 'production' where version = 'unmade'")
            .await;
        let only = page.datasets[0].id;
        assert_eq!(kinds(remove(&ada, only).await), [Kind::InProduction]);
        add(&ada, "a unmade", of("Ben")).await.unwrap();
        assert!(remove(&ada, only).await.is_ok());
    }
}

#[tokio::test]
async fn who_may_not_enter_data_and_what_they_cannot_be_is_refused() {
    let company = filled(PLACES[0]).await;
    company.run(DATASETS).await;
    // The owner of the version is no administrator: what it was made from is for those.
    for desk in [company.desk("clerk", "Cleo"), company.office("Cleo")] {
        assert_eq!(kinds(add(&desk, "a fit", of("Ada")).await), [Kind::NoRight]);
        assert_eq!(
            desk.show("a fit").await.unwrap().sourcing[0].kind,
            Kind::NoRight
        );
    }
    let eve = company.office("Eve");
    assert_eq!(kinds(add(&eve, "a fit", of("Ada")).await), [Kind::NoRight]);
    assert_eq!(
        kinds(add(&company.office(""), "a fit", of("Ada")).await),
        [Kind::NobodyActs]
    );
    let ada = company.desk("clerk", "Ada");
    assert!(ada.show("a fit").await.unwrap().sourcing.is_empty());
    for bad in [
        of("Eve"),
        DatasetUseDraft {
            split: Some("test".to_owned()),
            ..of("Ada")
        },
        DatasetUseDraft {
            split: Some("half".to_owned()),
            ..of("Ada")
        },
        DatasetUseDraft {
            run: Some(known("Finn")),
            ..of("Ada")
        },
        DatasetUseDraft {
            rows: Some(-1),
            ..of("Ada")
        },
    ] {
        assert_eq!(kinds(add(&ada, "a fit", bad).await), [Kind::BadField]);
    }
    let part = DatasetUseDraft {
        split: Some("train".to_owned()),
        ..of("Ada")
    };
    let page = add(&ada, "a fit", part).await.unwrap();
    assert_eq!(page.datasets[0].split.as_deref(), Some("train"));
}

/// Edges that lead to a version, one to what leads to it, and one of another tenant.
const EDGES: &str = "insert into governance.ai_data_lineage
      (tenant_id, source_table, source_record_id, target_table, target_record_id, transformation_type,
       transformation_details, data_hash, created_at)
    select tenant::uuid, source, source_id, target, target_id, kind, '{\"job\": \"nightly\"}', 'h', now() - ago
    from (values
      ('a0000000-0000-4000-8000-000000000000', 'model_training_runs',
       (select id from governance.model_training_runs where name = 'run of fit' and tenant_id::text like 'a%'),
       'ai_models', md5('a fit')::uuid, 'training', interval '1 hour'),
      ('a0000000-0000-4000-8000-000000000000', 'training_dataset_versions', md5('Ada')::uuid, 'model_training_runs',
       (select id from governance.model_training_runs where name = 'run of fit' and tenant_id::text like 'a%'),
       'processing', interval '2 hours'),
      ('a0000000-0000-4000-8000-000000000000', 'ai_models', md5('a old')::uuid, 'ai_models', md5('a fit')::uuid,
       'training', interval '3 hours'),
      ('a0000000-0000-4000-8000-000000000000', 'orders.lines', null, 'ai_models', md5('a fit')::uuid,
       'export', interval '4 hours'),
      ('b0000000-0000-4000-8000-000000000000', 'orders.secret', null, 'ai_models', md5('a fit')::uuid,
       'export', interval '5 hours')
    ) as edge (tenant, source, source_id, target, target_id, kind, ago)";

/// What is told of an edge: whether it leads straight to the version, its source, the version that is, and its kind.
type Told<'a> = (bool, &'a str, Option<&'a str>, Option<Uuid>, &'a str);

#[tokio::test]
async fn what_leads_to_a_version_is_told_edge_by_edge() {
    for place in PLACES {
        let company = filled(place).await;
        company.run(DATASETS).await;
        company.run(EDGES).await;
        for desk in [company.desk("clerk", "Cleo"), company.office("")] {
            let page = desk.show("a fit").await.unwrap();
            assert_eq!(page.lineage_edges, Some(3));
            let told: Vec<Told> = page
                .lineage
                .iter()
                .map(|edge| {
                    let (table, name) = (edge.source_table.as_str(), edge.source.as_deref());
                    (
                        edge.direct,
                        table,
                        name,
                        edge.source_model,
                        edge.kind.as_str(),
                    )
                })
                .collect();
            assert_eq!(
                told,
                [
                    (
                        true,
                        "model_training_runs",
                        Some("run of fit"),
                        None,
                        "training"
                    ),
                    (
                        true,
                        "ai_models",
                        Some("triage old"),
                        Some(known("a old")),
                        "training"
                    ),
                    (true, "orders.lines", None, None, "export"),
                    (
                        false,
                        "training_dataset_versions",
                        Some("Claims history 2026.1"),
                        None,
                        "processing"
                    ),
                ]
            );
            assert_eq!(page.lineage[0].details[0].value, "nightly");
        }
    }
}

#[tokio::test]
async fn versions_agents_and_datasets_are_found_by_words() {
    let company = filled(PLACES[1]).await;
    company.run(DATASETS).await;
    let Desk {
        database,
        profile,
        person,
    } = company.desk("clerk", "Cleo");
    let versions =
        |typed: &'static str| registry::find_versions(&database, &profile, person, typed);
    let found = versions("TRIAGE  liv").await.unwrap();
    let names: Vec<&str> = found.lines.iter().map(|one| one.version.as_str()).collect();
    assert_eq!((names, found.total), (vec!["live"], 1));
    assert_eq!(
        versions("").await.unwrap().total,
        10,
        "of the own tenant only"
    );
    assert_eq!(versions("100%").await.unwrap().total, 0);
    let datasets = |typed: &'static str| {
        registry::find_datasets(&database, &profile, person, known("a fit"), typed)
    };
    let found = datasets("claims 2026").await.unwrap();
    assert_eq!(found.total, 2);
    let withdrawn: Vec<Option<&str>> = found
        .lines
        .iter()
        .map(|one| one.withdrawn.as_deref())
        .collect();
    assert!(
        withdrawn.contains(&Some("consents were withdrawn")),
        "{withdrawn:?}"
    );
    let split = datasets("2026.1").await.unwrap();
    assert_eq!(split.lines[0].splits, ["train"]);
    let eve = company.desk("clerk", "Eve");
    let strange =
        registry::find_datasets(&eve.database, &eve.profile, eve.person, known("a fit"), "");
    assert!(matches!(strange.await, Err(RegistryError::NotFound(_))));
    let dataset = |words: &'static str| {
        registry::dataset_named(&database, &profile, person, known("a fit"), words)
    };
    assert_eq!(
        dataset("Claims history@2026.1").await.unwrap(),
        known("Ada")
    );
    assert!(matches!(
        dataset("Claims history").await,
        Err(RegistryError::NotFound(_))
    ));
    assert_eq!(
        registry::find_agents(&database, &profile, person, known("a fit"), "")
            .await
            .unwrap()
            .total,
        0
    );
}
