//! Model cards: read in, kept whole, and written again.

use chrono::{DateTime, Utc};
use provost_core::registry::card::{self, CardText};
use provost_core::registry::{ModelFact, RefusalKind as Kind, VersionDraft};
use provost_postgres::registry;
use provost_tests::company::PLACES;

use super::company::{Desk, Desks as _, filled, kinds, known};

const CARD: &str = "---\nlicense: gpl-3.0\ntags: [urgent, team:claims]\nlanguage: en\nx-own: {kept: [1, null, 'ü\u{1f600}']}\n\
model-index:\n- name: triage\n  results:\n  - metrics:\n    - {type: f1, value: 0.875}\n---\nBy hand.\n";

async fn kept(desk: &Desk) -> (provost_core::registry::ModelPage, Option<CardText>) {
    registry::card(&desk.database, &desk.profile, desk.person, known("a fit"))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_card_is_kept_whole_and_enters_what_was_missing() {
    for place in PLACES {
        let company = filled(place).await;
        let cleo = company.desk("clerk", "Cleo");
        assert_eq!(kept(&cleo).await.1, None);
        let read = card::read(CARD).unwrap();
        let keep = |desk: &Desk| {
            let (database, profile, person) =
                (desk.database.clone(), desk.profile.clone(), desk.person);
            let read = read.clone();
            async move { registry::keep_card(&database, &profile, person, known("a fit"), read).await }
        };
        assert_eq!(
            kinds(keep(&company.desk("clerk", "Dora")).await),
            [Kind::NoRight]
        );
        let (page, notes) = keep(&cleo).await.unwrap();
        assert_eq!(notes, ["The card names the licence gpl-3.0; MIT stays."]);
        assert_eq!(
            named(&page.version.evaluation),
            ["accuracy 0.91", "f1 0.875"]
        );
        assert_eq!(named(&page.version.tags), ["team claims", "urgent true"]);
        assert_eq!(
            named(&page.version.capabilities),
            ["languages en"],
            "the card is not among them"
        );
        let (page, kept_card) = kept(&cleo).await;
        assert_eq!(kept_card.as_ref(), Some(&read));
        let written = card::write(&page, kept_card.as_ref());
        let again = card::read(&written.text).unwrap();
        assert_eq!(again.metadata["x-own"], read.metadata["x-own"]);
        assert_eq!(again.metadata["license"], "mit");
        assert_eq!(again.text, "By hand.");
        an_edit_of_the_abilities_leaves_the_card(&cleo, page.version.updated_at).await;
        assert_eq!(kept(&cleo).await.1, Some(read.clone()));
    }
}

async fn an_edit_of_the_abilities_leaves_the_card(desk: &Desk, seen: DateTime<Utc>) {
    let draft = VersionDraft {
        name: "triage".to_owned(),
        version: "fit".to_owned(),
        description: None,
        model_type: "other".to_owned(),
        provider: "x".to_owned(),
        provider_model_id: "y".to_owned(),
        owner: Some(known("Cleo")),
        risk_class: None,
        intended_use: None,
        limitations: None,
        licence: None,
        training_data_hash: None,
        capabilities: Some("{\"new\": 1}".to_owned()),
        evaluation: None,
        tags: None,
    };
    let Desk {
        database,
        profile,
        person,
    } = desk;
    let changed = registry::change(database, profile, *person, known("a fit"), seen, draft).await;
    assert_eq!(named(&changed.unwrap().version.capabilities), ["new 1"]);
}

/// 256 KiB is how long a card may be by the documentation; who writes past the program is not bound by it.
#[tokio::test]
async fn a_card_longer_than_any_is_told_and_not_read() {
    let company = filled(PLACES[0]).await;
    let cleo = company.desk("clerk", "Cleo");
    for length in [300_000, 600_000] {
        company
            .run(&format!(
                "update governance.ai_models set capabilities = capabilities || jsonb_build_object('model_card', \
                 jsonb_build_object('metadata', '{{}}'::jsonb, 'text', repeat('x', {length}))) where id = md5('a fit')::uuid"
            ))
            .await;
        let card = kept(&cleo).await.1.unwrap();
        assert_eq!(
            card.text,
            "The card that is kept for this version is longer than 256 KiB; it was not read."
        );
    }
    // A sign that JSON writes with six is none that the program keeps 256 KiB of.
    let read = CardText {
        metadata: serde_json::Map::new(),
        text: "\u{1}".repeat(200_000),
    };
    let id = known("a fit");
    let kept_now = registry::keep_card(&cleo.database, &cleo.profile, cleo.person, id, read).await;
    assert_eq!(
        kept_now.unwrap_err().to_string(),
        "The card is longer than 256 KiB."
    );
    assert!(
        kept(&cleo)
            .await
            .1
            .unwrap()
            .text
            .starts_with("The card that is kept")
    );
}

fn named(facts: &[ModelFact]) -> Vec<String> {
    let facts = facts.iter();
    facts
        .map(|fact| format!("{} {}", fact.name, fact.value))
        .collect()
}
