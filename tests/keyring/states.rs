//! The Secret Service: open, locked, not set up, absent, started late, started again.

use provost_tests::secret_service::Home;
use serde_json::json;

use crate::asking::{client, error, state};

#[test]
fn secrets_come_back_as_they_went_in_also_in_another_process() {
    let home = Home::with_keyring().unwrap();
    let long = "x".repeat(1_400);
    let values = [
        "plain",
        "",
        "🐘 é\u{301} \u{202e}",
        "two\nlines\t\0",
        "\"'\\$(x)",
        &long,
    ];
    let mut first = client(&home);
    assert_eq!(state(&mut first)["state"], "available");
    for (id, value) in (1..).zip(values) {
        assert_eq!(first.secret("get", id, "").unwrap(), json!({ "ok": null }));
        assert_eq!(
            first.secret("set", id, value).unwrap(),
            json!({ "ok": null })
        );
    }
    let mut second = client(&home);
    for (id, value) in (1..).zip(values) {
        assert_eq!(
            second.secret("get", id, "").unwrap(),
            json!({ "ok": value })
        );
    }
    second.secret("set", 1, "changed").unwrap();
    assert_eq!(
        first.secret("get", 1, "").unwrap(),
        json!({ "ok": "changed" })
    );
    for _ in 0..2 {
        assert_eq!(
            first.secret("delete", 1, "").unwrap(),
            json!({ "ok": null })
        );
    }
    assert_eq!(second.secret("get", 1, "").unwrap(), json!({ "ok": null }));
    assert_eq!(second.secret("get", 2, "").unwrap(), json!({ "ok": "" }));
    let answer = second.secret("set", 3, &"x".repeat(2_000)).unwrap();
    assert_eq!(error(&answer).1, "BadInput", "{answer}");
}

#[test]
fn a_locked_keyring_is_told_and_gives_everything_back_once_it_is_open() {
    let mut home = Home::with_keyring().unwrap();
    client(&home).secret("set", 1, "kept").unwrap();
    home.start_locked().unwrap();
    let mut client = client(&home);
    assert_eq!(state(&mut client)["state"], "locked");
    for task in ["get", "set", "delete"] {
        let answer = client.secret(task, 1, "other").unwrap();
        let expected = ("The system's keyring is locked.", "KeyringLocked");
        assert_eq!(error(&answer), expected, "{task}");
    }
    home.start_unlocked().unwrap();
    assert_eq!(
        client.secret("get", 1, "").unwrap(),
        json!({ "ok": "kept" })
    );
    assert_eq!(state(&mut client)["state"], "available");
}

#[test]
fn a_keyring_that_was_never_set_up_is_absent_and_says_what_to_do() {
    let mut home = Home::without_keyring().unwrap();
    home.start_locked().unwrap();
    let mut client = client(&home);
    let state = state(&mut client);
    assert_eq!(state["state"], "absent");
    assert!(
        state["reason"]
            .as_str()
            .unwrap()
            .contains("Create a default keyring")
    );
    assert_eq!(client.secret("get", 1, "").unwrap(), json!({ "ok": null }));
    let answer = client.secret("set", 1, "a").unwrap();
    assert_eq!(error(&answer).1, "KeyringAbsent");
    assert!(error(&answer).0.contains("no default keyring"), "{answer}");
}

#[test]
fn without_a_bus_and_without_a_provider_the_person_is_told_which() {
    for (home, missing, advice) in [
        (
            Home::without_bus().unwrap(),
            "no D-Bus session bus",
            "desktop session",
        ),
        (
            Home::without_keyring().unwrap(),
            "no program provides the Secret Service",
            "Install and start gnome-keyring, KWallet or KeePassXC",
        ),
    ] {
        let mut client = client(&home);
        let state = state(&mut client);
        assert_eq!(state["state"], "absent");
        assert!(
            state["reason"].as_str().unwrap().contains(advice),
            "{state}"
        );
        for task in ["get", "set", "delete"] {
            let answer = client.secret(task, 1, "a").unwrap();
            assert_eq!(error(&answer).1, "KeyringAbsent");
            assert!(error(&answer).0.contains(missing), "{answer}");
        }
    }
}

#[test]
fn a_keyring_that_starts_late_or_again_is_found_by_the_running_program() {
    let mut home = Home::without_keyring().unwrap();
    let mut client = client(&home);
    assert_eq!(state(&mut client)["state"], "absent");
    assert_eq!(
        error(&client.secret("set", 1, "a").unwrap()).1,
        "KeyringAbsent"
    );
    home.start_unlocked().unwrap();
    assert_eq!(client.secret("set", 1, "a").unwrap(), json!({ "ok": null }));
    for _ in 0..2 {
        home.start_unlocked().unwrap();
        assert_eq!(client.secret("get", 1, "").unwrap(), json!({ "ok": "a" }));
    }
    home.stop_keyring();
    assert_eq!(
        error(&client.secret("get", 1, "").unwrap()).1,
        "KeyringAbsent"
    );
    home.start_unlocked().unwrap();
    assert_eq!(client.secret("get", 1, "").unwrap(), json!({ "ok": "a" }));
}
