//! Registering a version, and changing it while somebody else does.

use provost_core::registry::{RefusalKind as Kind, Stage, VersionDraft};
use provost_postgres::registry::{self, RegistryError};
use provost_tests::company::PLACES;

use super::company::{Desk, Desks as _, filled, kinds, known};

fn draft(version: &str) -> VersionDraft {
    VersionDraft {
        name: "triage".to_owned(),
        version: version.to_owned(),
        description: Some("Sorts claims.".to_owned()),
        model_type: "classification".to_owned(),
        provider: "sklearn".to_owned(),
        provider_model_id: "m-9".to_owned(),
        owner: None,
        risk_class: None,
        intended_use: None,
        limitations: None,
        licence: Some("MIT".to_owned()),
        training_data_hash: None,
        capabilities: None,
        evaluation: Some("{\"accuracy\": 0.95}".to_owned()),
        tags: None,
    }
}

async fn register(
    desk: &Desk,
    draft: VersionDraft,
) -> Result<provost_core::registry::ModelPage, RegistryError> {
    registry::register(&desk.database, &desk.profile, desk.person, draft).await
}

#[tokio::test]
async fn a_version_begins_in_development_and_belongs_to_whoever_registers_it() {
    for place in PLACES {
        let company = filled(place).await;
        for (desk, version) in [
            (company.desk("clerk", "Dora"), "9"),
            (company.office("Dora"), "10"),
        ] {
            let page = register(&desk, draft(version)).await.unwrap();
            assert_eq!(page.version.stage, Stage::Development);
            assert_eq!(page.version.owner.as_ref().unwrap().id, Some(known("Dora")));
            assert_eq!(page.version.evaluation[0].number, Some(0.95));
            assert_eq!(kinds(register(&desk, draft(version)).await), [Kind::Exists]);
            let for_cleo = VersionDraft {
                owner: Some(known("Cleo")),
                ..draft("11")
            };
            assert_eq!(kinds(register(&desk, for_cleo).await), [Kind::NoRight]);
        }
        assert_eq!(
            kinds(register(&company.office(""), draft("12")).await),
            [Kind::NobodyActs]
        );
        let of_eve = VersionDraft {
            owner: Some(known("Eve")),
            ..draft("12")
        };
        assert_eq!(
            kinds(register(&company.desk("clerk", "Ada"), of_eve).await),
            [Kind::BadField]
        );
    }
}

#[tokio::test]
async fn a_change_that_another_was_faster_than_is_not_kept() {
    let company = filled(PLACES[0]).await;
    let cleo = company.desk("clerk", "Cleo");
    let seen = cleo.show("a fit").await.unwrap().version.updated_at;
    let change = |desk: &Desk, seen, licence: &str| {
        let draft = VersionDraft {
            owner: Some(known("Cleo")),
            licence: Some(licence.to_owned()),
            ..draft("fit")
        };
        let (database, profile, person) =
            (desk.database.clone(), desk.profile.clone(), desk.person);
        async move { registry::change(&database, &profile, person, known("a fit"), seen, draft).await }
    };
    let page = change(&cleo, seen, "Apache-2.0").await.unwrap();
    assert_eq!(page.version.licence.as_deref(), Some("Apache-2.0"));
    assert_eq!(page.version.stage, Stage::Testing);
    assert!(
        page.events[0].message.starts_with("Changed: "),
        "{}",
        page.events[0].message
    );
    let ada = company.desk("clerk", "Ada");
    assert_eq!(kinds(change(&ada, seen, "GPL").await), [Kind::Changed]);
    assert_eq!(
        kinds(change(&company.desk("clerk", "Dora"), seen, "GPL").await),
        [Kind::NoRight]
    );
    let now = page.version.updated_at;
    assert!(change(&ada, now, "GPL").await.is_ok());
    let page = cleo.show("a fit").await.unwrap();
    let given_away = VersionDraft {
        owner: Some(known("Dora")),
        ..draft("fit")
    };
    for desk in [company.desk("clerk", "Cleo"), company.office("Cleo")] {
        let (seen, draft) = (page.version.updated_at, given_away.clone());
        let outcome = registry::change(
            &desk.database,
            &desk.profile,
            desk.person,
            known("a fit"),
            seen,
            draft,
        );
        assert_eq!(kinds(outcome.await), [Kind::NoRight]);
    }
}
