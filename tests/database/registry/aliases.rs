//! Aliases: one version under each, moved by whom it belongs to.

use provost_core::registry::RefusalKind as Kind;
use provost_postgres::registry::{self, RegistryError};
use provost_tests::company::PLACES;

use super::company::{Desks as _, filled, kinds, known};

#[tokio::test]
async fn an_alias_moves_and_is_on_record() {
    for place in PLACES {
        let company = filled(place).await;
        let cleo = company.desk("clerk", "Cleo");
        let page = cleo.alias("a fit", "canary").await.unwrap();
        assert_eq!(page.version.aliases.as_deref().unwrap(), ["canary"]);
        let page = cleo.alias("a slightly", "canary").await.unwrap();
        assert_eq!(page.version.aliases.as_deref().unwrap(), ["canary"]);
        let page = cleo.show("a fit").await.unwrap();
        assert_eq!(page.version.aliases.as_deref().unwrap(), [""; 0]);
        let told: Vec<&str> = page
            .events
            .iter()
            .map(|event| event.message.as_str())
            .collect();
        assert_eq!(
            told[..2],
            ["Lost the alias canary.", "Got the alias canary."]
        );
        let sibling = page
            .siblings
            .iter()
            .find(|one| one.id == known("a slightly"))
            .unwrap();
        assert_eq!(sibling.aliases, ["canary"]);
        // Set where it stands already it changes nothing.
        let before = cleo.show("a slightly").await.unwrap().events.len();
        assert_eq!(
            cleo.alias("a slightly", "canary")
                .await
                .unwrap()
                .events
                .len(),
            before
        );

        let remove = |version| {
            registry::remove_alias(
                &cleo.database,
                &cleo.profile,
                cleo.person,
                known(version),
                "canary",
            )
        };
        assert!(matches!(
            remove("a fit").await,
            Err(RegistryError::NotFound(_))
        ));
        let page = remove("a slightly").await.unwrap();
        assert_eq!(page.version.aliases.as_deref().unwrap(), [""; 0]);
        assert_eq!(page.events[0].message, "Lost the alias canary.");
    }
}

#[tokio::test]
async fn what_may_not_be_is_refused() {
    let company = filled(PLACES[0]).await;
    let cleo = company.desk("clerk", "Cleo");
    assert_eq!(
        kinds(cleo.alias("a fit", "no/address").await),
        [Kind::BadAlias]
    );
    for desk in [company.desk("clerk", "Dora"), company.office("Dora")] {
        assert_eq!(kinds(desk.alias("a fit", "canary").await), [Kind::NoRight]);
    }
    assert_eq!(
        kinds(company.office("").alias("a fit", "canary").await),
        [Kind::NobodyActs]
    );
    // The rival goes to production by hand, without the alias of the one there: then two that are in production and deployed
    // would answer to one alias.
    company
        .run(
            "delete from governance.ai_model_aliases where alias = 'champion'; \
             update governance.ai_models set deployment_status = 'production' where version = 'rival'",
        )
        .await;
    assert_eq!(
        kinds(cleo.alias("a live", "challenger").await),
        [Kind::AliasTaken]
    );
    assert_eq!(
        kinds(company.office("Ada").alias("a live", "challenger").await),
        [Kind::AliasTaken]
    );
    assert!(cleo.alias("a live", "stable").await.is_ok());
    // What belongs to somebody else of the tenant is not pulled away: the owner of one version takes no alias of another's.
    company
        .run("update governance.ai_models set owner_id = md5('Dora')::uuid where version = 'new'")
        .await;
    cleo.alias("a fit", "canary").await.unwrap();
    for dora in [company.desk("clerk", "Dora"), company.office("Dora")] {
        assert_eq!(kinds(dora.alias("a new", "canary").await), [Kind::NoRight]);
    }
    assert!(
        company
            .desk("clerk", "Ada")
            .alias("a new", "canary")
            .await
            .is_ok()
    );
}
