use std::fs;
use std::time::Duration;

use provost_core::connections::{
    Environment as Purpose, Field, KeyringState, Secret, Tls, TlsMode,
};
use provost_secrets::{Error, MemoryKeyring};
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::error::ErrorKind;

struct House {
    _folder: TempDir,
    keyring: MemoryKeyring,
    secrets: SecretStore,
    connections: Connections,
}

fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let keyring = MemoryKeyring::new().unwrap();
    let secrets = SecretStore::over(keyring.clone(), Duration::from_secs(5));
    House {
        connections: Connections::in_folder(folder.path(), secrets.clone(), "ann"),
        _folder: folder,
        keyring,
        secrets,
    }
}

fn profile(number: u128) -> Profile {
    Profile {
        id: ProfileId(Uuid::from_u128(number)),
        name: format!("Shop {number}"),
        host: "db.example.org".into(),
        port: 5432,
        database: "shop".into(),
        user: "auditor".into(),
        tls: Tls::default(),
        environment: Purpose::Production,
        read_only: true,
        governance_schema: "governance".into(),
    }
}

fn set(text: &str, place: SecretPlace) -> SecretChange {
    SecretChange::Set {
        secret: Secret::new(text.into()),
        place,
    }
}

impl House {
    async fn save(&self, profile: Profile, change: SecretChange) -> SavedConnection {
        self.connections.save(profile, change).await.unwrap()
    }

    async fn places(&self) -> Vec<(String, SecretPlace)> {
        let list = self.connections.list(&[]).await.unwrap();
        list.connections
            .into_iter()
            .map(|entry| (entry.profile.name, entry.secret))
            .collect()
    }

    async fn password(&self, number: u128) -> Result<Option<Secret>, AppError> {
        let stored = self.connections.load().await.unwrap();
        let id = ProfileId(Uuid::from_u128(number));
        let found = stored.iter().find(|stored| stored.profile.id == id);
        self.connections.password(found.unwrap()).await
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text.into())
}

#[tokio::test]
async fn a_connection_is_saved_listed_changed_and_deleted() {
    let house = house();
    let mut shop = profile(2);
    shop.name = " shop ".into();
    let saved = house
        .save(shop.clone(), set("a", SecretPlace::Keyring))
        .await;
    assert_eq!(saved.connection.profile.name, "shop");
    assert_eq!(saved.notice, None);
    house.save(profile(1), SecretChange::Keep).await;

    let mut built_in = profile(9);
    built_in.name = "Workspace".into();
    let list = house.connections.list(&[built_in]).await.unwrap();
    let names: Vec<_> = list
        .connections
        .iter()
        .map(|entry| (entry.profile.name.as_str(), entry.built_in, entry.secret))
        .collect();
    assert_eq!(
        names,
        [
            ("Workspace", true, SecretPlace::None),
            ("shop", false, SecretPlace::Keyring),
            ("Shop 1", false, SecretPlace::None)
        ]
    );
    assert_eq!(list.keyring, KeyringState::Available);
    assert_eq!(house.password(2).await.unwrap(), Some(secret("a")));

    shop.database = "shop2".into();
    house.save(shop.clone(), SecretChange::Keep).await;
    assert_eq!(
        house.password(2).await.unwrap(),
        Some(secret("a")),
        "it stayed"
    );
    assert_eq!(house.connections.delete(shop.id).await.unwrap(), None);
    assert_eq!(house.secrets.get(shop.id), Ok(None), "it went too");
    let error = house.connections.delete(shop.id).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_profile_that_cannot_be_used_is_not_saved_and_its_fields_are_named() {
    let house = house();
    let mut bad = profile(1);
    bad.host = String::new();
    bad.tls.mode = TlsMode::VerifyCa;
    let change = set("a", SecretPlace::Keyring);
    let error = house.connections.save(bad, change).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadInput);
    let fields: Vec<Field> = error.problems().iter().map(|found| found.field).collect();
    assert_eq!(fields, [Field::Host, Field::RootCertificate]);
    assert_eq!(house.secrets.get(profile(1).id), Ok(None));
    assert_eq!(house.places().await, []);
}

#[tokio::test]
async fn a_locked_keyring_saves_nothing_and_says_so_and_the_session_works() {
    let house = house();
    house.keyring.set_locked(true);
    let change = set("a", SecretPlace::Keyring);
    let error = house
        .connections
        .save(profile(1), change)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::KeyringLocked);
    assert!(error.hint().unwrap().contains("in memory only"));
    let list = house.connections.list(&[]).await.unwrap();
    assert_eq!(list.connections, []);
    assert_eq!(list.keyring, KeyringState::Locked);

    house.save(profile(1), set("a", SecretPlace::Session)).await;
    assert_eq!(
        house.places().await,
        [("Shop 1".into(), SecretPlace::Session)]
    );
    assert_eq!(house.password(1).await.unwrap(), Some(secret("a")));
}

#[tokio::test]
async fn a_password_moves_between_keyring_and_session_and_away() {
    let house = house();
    house.save(profile(1), set("a", SecretPlace::Keyring)).await;
    house.save(profile(1), set("b", SecretPlace::Session)).await;
    assert_eq!(house.secrets.get(profile(1).id), Ok(None));
    assert_eq!(house.password(1).await.unwrap(), Some(secret("b")));
    house.save(profile(1), set("c", SecretPlace::Keyring)).await;
    assert_eq!(house.secrets.of_session(profile(1).id), None);
    assert_eq!(house.password(1).await.unwrap(), Some(secret("c")));
    house.keyring.set_locked(true);
    let saved = house.save(profile(1), SecretChange::Clear).await;
    assert!(saved.notice.unwrap().contains("still in the keyring"));
    assert_eq!(house.password(1).await.unwrap(), None);
}

#[tokio::test]
async fn a_password_goes_to_no_other_server_than_it_was_given_for() {
    let house = house();
    house.save(profile(1), set("a", SecretPlace::Keyring)).await;
    let changes: [fn(&mut Profile); 4] = [
        |p| p.host = "evil.example.org".into(),
        |p| p.port = 5433,
        |p| p.user = "postgres".into(),
        |p| {
            p.tls.mode = TlsMode::Off;
            p.tls.accepts_plain_text = true;
        },
    ];
    for change in changes {
        let mut moved = profile(1);
        change(&mut moved);
        for error in [
            house
                .connections
                .save(moved.clone(), SecretChange::Keep)
                .await
                .err(),
            house
                .connections
                .test(moved.clone(), SecretChange::Keep)
                .await
                .err(),
        ] {
            let error = error.unwrap();
            assert_eq!(error.kind(), ErrorKind::BadInput);
            assert!(error.to_string().contains("Enter the password again"));
        }
    }
    let mut moved = profile(1);
    moved.host = "db2.example.org".into();
    house.save(moved, set("b", SecretPlace::Keyring)).await;
    house.save(profile(2), SecretChange::Keep).await;
    let mut free = profile(2);
    free.host = "db3.example.org".into();
    house.save(free, SecretChange::Keep).await;
}

#[tokio::test]
async fn a_keyring_that_lost_a_password_is_told_apart_from_one_that_never_had_it() {
    let house = house();
    house.save(profile(1), set("a", SecretPlace::Keyring)).await;
    house.secrets.delete(profile(1).id).unwrap();
    let error = house.connections.open(profile(1).id).await.unwrap_err();
    assert!(matches!(error, AppError::SecretMissing { .. }));
    assert_eq!(
        house.places().await,
        [("Shop 1".into(), SecretPlace::Keyring)],
        "nothing is forgotten because of it"
    );
    house.keyring.set_locked(true);
    let error = house.connections.open(profile(1).id).await.unwrap_err();
    assert!(matches!(error, AppError::Secrets(Error::Locked)));
}

#[tokio::test]
async fn a_url_becomes_a_draft_whose_password_is_held_and_then_stored() {
    let house = house();
    let draft = house
        .connections
        .draft_from_url("postgres://:pw%20d@db.example.org/shop?sslmode=require")
        .await
        .unwrap();
    assert!(draft.password_held);
    assert_eq!(draft.profile.user, "ann");
    assert_eq!(draft.notes.len(), 2, "{:?}", draft.notes);
    let id = draft.profile.id;
    assert_eq!(house.secrets.of_session(id), Some(secret("pw d")));

    let saved = house.save(draft.profile, SecretChange::Keep).await;
    assert_eq!(saved.connection.secret, SecretPlace::Keyring);
    assert_eq!(house.secrets.of_session(id), None);
    assert_eq!(house.secrets.get(id), Ok(Some(secret("pw d"))));
}

#[tokio::test]
async fn a_draft_that_the_keyring_refuses_is_saved_for_the_session() {
    let house = house();
    house.keyring.set_locked(true);
    let url = "postgres://u:p@db.example.org/shop";
    let draft = house.connections.draft_from_url(url).await.unwrap();
    let saved = house.save(draft.profile, SecretChange::Keep).await;
    assert_eq!(saved.connection.secret, SecretPlace::Session);
    assert!(saved.notice.unwrap().contains("for this session only"));
}

#[tokio::test]
async fn services_become_drafts_with_names_of_their_own() {
    let house = house();
    let missing = house.connections.drafts_from_services().await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);
    house.save(profile(1), SecretChange::Keep).await;
    let text = "[shop 1]\nhost=a.example.org\npassword=p\n\n[other]\nhost=/run/postgresql\n";
    fs::write(&house.connections.service_file, text).unwrap();
    let drafts = house.connections.drafts_from_services().await.unwrap();
    let names: Vec<_> = drafts
        .iter()
        .map(|draft| draft.profile.name.as_str())
        .collect();
    assert_eq!(names, ["shop 1 2", "other"]);
    assert_eq!(drafts[0].service.as_deref(), Some("shop 1"));
    assert_eq!(
        house.secrets.of_session(drafts[0].profile.id),
        Some(secret("p"))
    );
    assert!(!drafts[1].password_held);

    fs::write(&house.connections.service_file, "[a]\nport=x\n").unwrap();
    let error = house.connections.drafts_from_services().await.unwrap_err();
    assert!(error.to_string().contains("line 2"), "{error}");
}

#[tokio::test]
async fn databases_are_opened_by_id_name_and_url() {
    let house = house();
    let mut near = profile(1);
    near.host = "localhost".into();
    near.tls.mode = TlsMode::Off;
    house
        .save(near.clone(), set("a", SecretPlace::Session))
        .await;
    let connections = &house.connections;
    let by_id = connections.open(near.id).await.unwrap();
    assert_eq!(by_id.profile, near);
    let by_name = connections.open_named(" SHOP 1", None).await.unwrap();
    assert_eq!(by_name.profile, near);
    let error = connections.open_named("other", None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let opened = connections.open_url("postgres://[::1]", None).unwrap();
    let profile = opened.profile;
    assert_eq!(
        (profile.user.as_str(), profile.database.as_str()),
        ("ann", "ann")
    );
    let weak = connections.open_url("postgres://db/x?sslmode=disable", None);
    assert_eq!(weak.unwrap_err().problems()[0].field, Field::TlsMode);
}

#[tokio::test]
async fn what_is_saved_holds_no_password() {
    let house = house();
    house
        .save(profile(1), set("CANARY-7f3a", SecretPlace::Keyring))
        .await;
    house
        .save(profile(2), set("CANARY-7f3a", SecretPlace::Session))
        .await;
    let file = fs::read_to_string(house.connections.profiles.path()).unwrap();
    assert!(!file.contains("CANARY"));
}
