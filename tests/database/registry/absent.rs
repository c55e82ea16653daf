//! Missing packs, lesser roles and other tenants: what cannot be read is told, and lets nothing through.

use provost_core::registry::{ModelPart, RefusalKind as Kind, Stage};
use provost_core::schema::Pack;
use provost_postgres::registry::{self, RegistryError};
use provost_tests::company::{Company, PLACES};

use super::company::{Desks as _, filled, kinds, known};

#[tokio::test]
async fn without_packs_the_list_says_what_to_do() {
    let company = Company::with_packs(PLACES[0], &[]).await;
    let desk = company.office("");
    let list = registry::list(&desk.database, &desk.profile, None)
        .await
        .unwrap();
    assert!(list.versions.is_empty());
    let hindrance = &list.hindrances[0];
    assert_eq!(hindrance.part, ModelPart::Models);
    assert!(
        hindrance.reason.contains("Apply the pack AI"),
        "{}",
        hindrance.reason
    );
    let page = desk.show("a fit").await;
    assert!(
        matches!(&page, Err(RegistryError::NotFound(why)) if why.contains("Apply the pack")),
        "{page:?}"
    );
    let people = registry::acting_people(&desk.database, &desk.profile, None)
        .await
        .unwrap();
    assert!(people.hindrance.is_some() && people.people.is_empty());
    assert!(matches!(
        desk.ask("a fit", Stage::Testing).await,
        Err(RegistryError::NotFound(_))
    ));
    assert!(matches!(
        desk.four_eyes(true).await,
        Err(RegistryError::NotFound(_))
    ));
}

#[tokio::test]
async fn without_some_packs_a_version_is_shown_and_kept_out_of_production() {
    let company = Company::with_packs(PLACES[1], &[Pack::Identity, Pack::Ai]).await;
    company
        .run(
            "insert into governance.tenants (id, name) values ('a0000000-0000-4000-8000-000000000000', 'A Ltd');
             insert into governance.users (id, tenant_id, email, username, role, status) values
             (md5('Ada')::uuid, 'a0000000-0000-4000-8000-000000000000', 'ada@example.org', 'Ada', 'admin', 'active');
             insert into governance.ai_models (id, tenant_id, name, version, model_type, provider, model_id, owner_id,
               performance_metrics, deployment_status)
             values (md5('a fit')::uuid, 'a0000000-0000-4000-8000-000000000000', 'triage', 'fit', 'llm', 'x', 'y',
               md5('Ada')::uuid, '{\"a\": 1}', 'testing')",
        )
        .await;
    let ada = company.office("Ada");
    let page = ada.show("a fit").await.unwrap();
    let parts: Vec<ModelPart> = page.hindrances.iter().map(|one| one.part).collect();
    assert_eq!(
        parts,
        [
            ModelPart::Datasets,
            ModelPart::Runs,
            ModelPart::Lineage,
            ModelPart::Drift
        ]
    );
    assert_eq!(page.lineage_edges, None);
    let refused = kinds(ada.ask("a fit", Stage::Production).await);
    assert_eq!(refused, [Kind::NoLineage, Kind::OpenDrift]);
    assert!(ada.ask("a fit", Stage::Development).await.is_ok());
}

#[tokio::test]
async fn a_lesser_role_is_told_what_it_may_not() {
    let company = filled(PLACES[0]).await;
    company
        .run(
            "create role reader login;
             grant usage on schema governance to reader;
             grant select on all tables in schema governance to reader;
             revoke select on governance.users, governance.ai_model_drift from reader;
             grant select (id, tenant_id, subject_key, email, username, role, status) on governance.users to reader;
             create role outside login;",
        )
        .await;
    let reader = company.desk("reader", "Cleo");
    let page = reader.show("a fit").await.unwrap();
    let parts: Vec<ModelPart> = page.hindrances.iter().map(|one| one.part).collect();
    assert_eq!(parts, [ModelPart::Drift]);
    assert_eq!(
        page.version.owner.as_ref().unwrap().name.as_deref(),
        Some("Cleo"),
        "without the right to read passwords"
    );
    let way = page
        .ways
        .iter()
        .find(|way| way.to == Stage::Production)
        .unwrap();
    assert_eq!(way.refusals[0].kind, Kind::OpenDrift);
    assert!(page.asking.is_empty());
    let refused = kinds(reader.ask("a fit", Stage::Development).await);
    assert_eq!(refused, [Kind::NoRight], "it may not insert");
    assert_eq!(
        kinds(reader.alias("a fit", "canary").await),
        [Kind::NoRight]
    );

    let outside = company.desk("outside", "Cleo");
    let list = registry::list(&outside.database, &outside.profile, outside.person)
        .await
        .unwrap();
    assert!(list.versions.is_empty());
    assert!(
        list.hindrances[0].reason.contains("may not read"),
        "{:?}",
        list.hindrances[0]
    );
    assert!(matches!(
        outside.show("a fit").await,
        Err(RegistryError::NotFound(_))
    ));
}

#[tokio::test]
async fn versions_of_another_tenant_are_not_seen() {
    let company = filled(PLACES[0]).await;
    let count = async |desk: &super::company::Desk| {
        let list = registry::list(&desk.database, &desk.profile, desk.person)
            .await
            .unwrap();
        assert_eq!(list.total as usize, list.versions.len());
        (list.versions.len(), list.restricted.is_some())
    };
    assert_eq!(count(&company.desk("clerk", "Cleo")).await, (10, true));
    assert_eq!(count(&company.desk("clerk", "Eve")).await, (1, true));
    assert_eq!(count(&company.office("")).await, (11, false));
    let eve = company.desk("clerk", "Eve");
    assert!(matches!(
        eve.show("a fit").await,
        Err(RegistryError::NotFound(_))
    ));
    let found = registry::find_person(&eve.database, &eve.profile, "cleo@example.org").await;
    assert!(
        matches!(found, Err(RegistryError::NotFound(_))),
        "{found:?}"
    );
    let office = company.office("");
    let find =
        |named: &'static str| registry::find_person(&office.database, &office.profile, named);
    assert_eq!(find("CLEO@example.org").await.unwrap(), known("Cleo"));
    assert_eq!(find("cleo").await.unwrap(), known("Cleo"));
    assert!(
        matches!(find("finn").await, Err(RegistryError::NotFound(_))),
        "switched off"
    );
    // A person who is named by the id is found by a role that sees only whom it acts for.
    let id = known("Cleo").to_string();
    assert_eq!(
        registry::find_person(&eve.database, &eve.profile, &id)
            .await
            .unwrap(),
        known("Cleo")
    );
}
