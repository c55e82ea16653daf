//! Each switch of the four eyes is told where it is switched.

use provost_core::registry::ActingPeople;
use provost_postgres::registry;
use provost_tests::company::PLACES;

use super::company::{Desk, Desks, filled, known};

async fn people(desk: &Desk) -> ActingPeople {
    registry::acting_people(&desk.database, &desk.profile, desk.person)
        .await
        .unwrap()
}

#[tokio::test]
async fn who_switched_it_and_when_is_told_to_everybody_of_the_tenant() {
    for place in PLACES {
        let company = filled(place).await;
        let ada = company.desk("clerk", "Ada");
        assert!(people(&ada).await.switches.is_empty());
        ada.four_eyes(false).await.unwrap();
        company.desk("clerk", "Ben").four_eyes(true).await.unwrap();
        for desk in [company.desk("clerk", "Dora"), company.office("Ada")] {
            let told = people(&desk).await;
            let told: Vec<(bool, bool, Option<&str>, &str)> = told
                .switches
                .iter()
                .map(|one| {
                    let actor = one.actor.as_ref();
                    let name = actor.and_then(|actor| actor.name.as_deref());
                    (one.before, one.on, name, one.role.as_str())
                })
                .collect();
            // Whoever is no administrator may not read what others are called.
            let named = |name| (desk.person == Some(known("Ada"))).then_some(name);
            assert_eq!(
                told,
                [
                    (false, true, named("Ben"), "clerk"),
                    (true, false, named("Ada"), "clerk")
                ]
            );
        }
        // Of another tenant, and for nobody, nothing is told.
        for desk in [company.desk("clerk", "Eve"), company.office("")] {
            assert!(people(&desk).await.switches.is_empty());
        }
        company
            .run("revoke select on governance.ai_registry_events from clerk")
            .await;
        let blind = people(&ada).await;
        assert!(blind.switches.is_empty());
        let hindrance = blind.switches_hindrance.unwrap();
        assert!(hindrance.contains("ai_registry_events"), "{hindrance}");
    }
}
