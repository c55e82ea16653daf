//! Each transition that is refused, with its reason, on a real server.

use provost_core::registry::{RefusalKind as Kind, Stage};
use provost_postgres::registry::RegistryError;
use provost_postgres::{Database, Trust};
use provost_tests::company::PLACES;

use super::company::{Desks as _, filled, kinds, waiting};

#[tokio::test]
async fn each_transition_that_may_not_be_is_refused_with_its_reason() {
    for place in PLACES {
        let company = filled(place).await;
        for desk in [company.desk("clerk", "Cleo"), company.office("Cleo")] {
            for (version, to, expected) in [
                ("a unevaluated", Stage::Production, vec![Kind::NoEvaluation]),
                ("a unmade", Stage::Production, vec![Kind::NoLineage]),
                ("a drifting", Stage::Production, vec![Kind::OpenDrift]),
                ("a rival", Stage::Production, vec![Kind::AliasTaken]),
                ("a rival", Stage::Deprecated, vec![Kind::StillDeployed]),
                ("a live", Stage::Deprecated, vec![Kind::StillDeployed]),
                ("a live", Stage::Development, vec![Kind::NoSuchWay]),
                ("a new", Stage::Production, vec![Kind::NoSuchWay]),
                ("a old", Stage::Production, vec![Kind::NoSuchWay]),
                ("a fit", Stage::Testing, vec![Kind::SameStage]),
            ] {
                let refused = kinds(desk.ask(version, to).await);
                assert_eq!(refused, expected, "{version} to {to:?}");
            }
            // Of a version that nobody owns an administrator asks; the members may not.
            let refused = kinds(desk.ask("a unowned", Stage::Production).await);
            assert_eq!(refused, [Kind::NoRight]);
        }
        let ada = company.desk("clerk", "Ada");
        let refused = kinds(ada.ask("a unowned", Stage::Production).await);
        assert_eq!(refused, [Kind::NoOwner]);
        let count = company
            .text("select count(*)::text from governance.ai_model_stage_requests")
            .await;
        assert_eq!(count, "0", "nothing was written");
    }
}

#[tokio::test]
async fn who_may_not_ask_is_told_why() {
    let company = filled(PLACES[0]).await;
    for desk in [company.desk("clerk", "Dora"), company.office("Dora")] {
        let refused = kinds(desk.ask("a fit", Stage::Production).await);
        assert_eq!(refused, [Kind::NoRight]);
    }
    // Nobody is named: a role that policies bind sees nothing then, the superuser does.
    let refused = kinds(company.office("").ask("a fit", Stage::Production).await);
    assert_eq!(refused, [Kind::NobodyActs]);
    let nobody = company
        .desk("clerk", "")
        .ask("a fit", Stage::Production)
        .await;
    assert!(
        matches!(&nobody, Err(RegistryError::NotFound(why)) if why.contains("acts for nobody")),
        "{nobody:?}"
    );
    // Switched off, and of another tenant.
    let refused = kinds(company.office("Finn").ask("a fit", Stage::Production).await);
    assert_eq!(refused, [Kind::NobodyActs]);
    let refused = kinds(company.office("Eve").ask("a fit", Stage::Production).await);
    assert_eq!(refused, [Kind::NoRight]);
    let hidden = company
        .desk("clerk", "Eve")
        .ask("a fit", Stage::Production)
        .await;
    assert!(
        matches!(hidden, Err(RegistryError::NotFound(_))),
        "{hidden:?}"
    );

    let cleo = company.desk("clerk", "Cleo");
    let page = cleo.ask("a fit", Stage::Production).await.unwrap();
    assert_eq!(waiting(&page).to, Stage::Production);
    let refused = kinds(cleo.ask("a fit", Stage::Development).await);
    assert_eq!(refused, [Kind::RequestWaits]);
}

#[tokio::test]
async fn a_reason_is_asked_for() {
    let company = filled(PLACES[0]).await;
    let desk = company.desk("clerk", "Cleo");
    let asked = provost_postgres::registry::Asked {
        model: super::company::known("a fit"),
        to: Stage::Production,
        reason: " \n".to_owned(),
    };
    let outcome = provost_postgres::registry::request_stage(
        &desk.database,
        &desk.profile,
        desk.person,
        &asked,
    );
    assert_eq!(kinds(outcome.await), [Kind::BadReason]);
    let mut read_only = desk.profile.clone();
    read_only.read_only = true;
    let database = Database::open(&read_only, None, &Trust::default()).unwrap();
    let asked = provost_postgres::registry::Asked {
        reason: "because".to_owned(),
        ..asked
    };
    let outcome =
        provost_postgres::registry::request_stage(&database, &read_only, desk.person, &asked);
    let error = outcome.await.unwrap_err();
    assert!(error.to_string().contains("read-only"), "{error}");
}
