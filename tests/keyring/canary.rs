//! A password is never on the disk: after it was used in every way, the whole home is searched for it.

use std::fs;
use std::path::Path;

use provost_core::connections::ProfileId;
use provost_tests::profile;
use provost_tests::secret_service::{Client, Home};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::asking::{client, error};

const CANARY: &str = "CANARY-7f3a-kept-nowhere";

/// The middle of the base64 of the canary at each of its three alignments: what stands around it does not matter.
const BASE64: [&str; 3] = [
    "Q0FOQVJZLTdmM2Eta2VwdC1ub3doZXJl",
    "NBTkFSWS03ZjNhLWtlcHQtbm93aGVyZ",
    "DQU5BUlktN2YzYS1rZXB0LW5vd2hlcm",
];

fn forms() -> Vec<Vec<u8>> {
    let units = || CANARY.encode_utf16();
    let mut forms: Vec<Vec<u8>> = BASE64.iter().map(|text| text.as_bytes().to_vec()).collect();
    forms.push(CANARY.as_bytes().to_vec());
    forms.push(units().flat_map(u16::to_le_bytes).collect());
    forms.push(units().flat_map(u16::to_be_bytes).collect());
    forms
}

/// The files below a folder that hold the canary in any form.
fn found(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(self::found(&path));
        } else if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            if forms()
                .iter()
                .any(|form| bytes.windows(form.len()).any(|window| window == form))
            {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

fn save(client: &mut Client, place: &str) -> Value {
    let mut profile = profile::at("localhost", 5432, "shop", "auditor");
    profile.id = ProfileId(Uuid::from_u128(1));
    let secret = json!({ "set": CANARY, "place": place });
    client
        .ask(json!({ "task": "save", "profile": profile, "secret": secret }))
        .unwrap()
}

#[test]
fn the_search_finds_a_password_that_is_there() {
    let home = Home::without_bus().unwrap();
    for form in forms() {
        let mut text = b"before ".to_vec();
        text.extend(form);
        fs::write(home.path().join("data/file"), text).unwrap();
        assert_eq!(found(home.path()).len(), 1);
    }
}

#[test]
fn without_a_keyring_a_password_is_in_memory_only() {
    let home = Home::without_bus().unwrap();
    let mut client = client(&home);
    let refused = save(&mut client, "keyring");
    assert_eq!(error(&refused).1, "KeyringAbsent");
    let saved = save(&mut client, "session");
    assert_eq!(saved["ok"]["connection"]["secret"], "session", "{saved}");
    let list = client.ask(json!({ "task": "list" })).unwrap();
    assert_eq!(list["ok"]["connections"][0]["secret"], "session");
    assert!(!list.to_string().contains(CANARY));
    client.kill().unwrap();
    assert!(home.path().join("provost/connections.toml").is_file());
    assert_eq!(found(home.path()), [""; 0]);
    let mut again = crate::asking::client(&home);
    let list = again.ask(json!({ "task": "list" })).unwrap();
    assert_eq!(
        list["ok"]["connections"][0]["secret"], "none",
        "it went with the process"
    );
}

#[test]
fn with_a_keyring_a_password_is_on_the_disk_only_as_the_keyring_encrypts_it() {
    let home = Home::with_keyring().unwrap();
    let mut client = client(&home);
    let saved = save(&mut client, "keyring");
    assert_eq!(saved["ok"]["connection"]["secret"], "keyring", "{saved}");
    assert_eq!(
        client.secret("get", 1, "").unwrap(),
        json!({ "ok": CANARY })
    );
    client.kill().unwrap();
    assert!(home.path().join("data/keyrings/login.keyring").is_file());
    assert_eq!(found(home.path()), [""; 0]);
}
