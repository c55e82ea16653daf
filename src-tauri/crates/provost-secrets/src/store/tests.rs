use std::collections::HashMap;
use std::sync::mpsc::{Receiver, channel};

use keyring_core::{CredentialStore, mock};
use uuid::Uuid;

use super::*;
use crate::Absence;

type Failures = Arc<Mutex<Vec<keyring_core::Error>>>;

/// A keyring in memory whose entries fail as they are told to.
struct Fake {
    store: Arc<mock::Store>,
    opened: Arc<Mutex<usize>>,
    refuse: Failures,
}

impl Fake {
    fn new() -> Self {
        Self {
            store: mock::Store::new().unwrap(),
            opened: Arc::default(),
            refuse: Failures::default(),
        }
    }
}

impl Keyring for Fake {
    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>> {
        if let Some(error) = self.refuse.lock().unwrap().pop() {
            return Err(error);
        }
        *self.opened.lock().unwrap() += 1;
        Ok(self.store.clone())
    }

    fn state(&mut self) -> KeyringState {
        KeyringState::Available
    }

    fn modifiers(&self) -> HashMap<&'static str, &'static str> {
        HashMap::new()
    }

    fn explain(&self, error: &keyring_core::Error) -> Option<Error> {
        matches!(error, keyring_core::Error::NoDefaultStore)
            .then_some(Error::Absent(Absence::NoService))
    }
}

fn id(number: u128) -> ProfileId {
    ProfileId(Uuid::from_u128(number))
}

fn secret(text: &str) -> Secret {
    Secret::new(text.into())
}

fn failure() -> keyring_core::Error {
    keyring_core::Error::PlatformFailure("NoSession".into())
}

fn store() -> (SecretStore, Arc<mock::Store>, Arc<Mutex<usize>>, Failures) {
    let fake = Fake::new();
    let parts = (fake.store.clone(), fake.opened.clone(), fake.refuse.clone());
    let store = SecretStore::over(fake, Duration::from_secs(5));
    (store, parts.0, parts.1, parts.2)
}

/// The next call on the entry fails so.
fn fail_next(store: &Arc<mock::Store>, id: ProfileId, error: keyring_core::Error) {
    use keyring_core::api::CredentialStoreApi;
    let entry = store.build("provost", &id.to_string(), None).unwrap();
    let credential: &mock::Cred = entry.as_any().downcast_ref().unwrap();
    credential.set_error(error);
}

#[test]
fn a_secret_goes_in_comes_out_and_is_deleted() {
    let (store, ..) = store();
    assert_eq!(store.get(id(1)), Ok(None));
    for text in ["p w", "", "🐘\n\0\t", "ÿ"] {
        store.set(id(1), &secret(text)).unwrap();
        assert_eq!(store.get(id(1)), Ok(Some(secret(text))));
    }
    assert_eq!(store.get(id(2)), Ok(None));
    store.delete(id(1)).unwrap();
    assert_eq!(store.delete(id(1)), Ok(()), "twice is once");
    assert_eq!(store.get(id(1)), Ok(None));
}

#[test]
fn what_is_stored_names_nobody_and_hides_the_text() {
    use keyring_core::api::CredentialStoreApi;
    let (store, mock, ..) = store();
    store.set(id(1), &secret("hunter2")).unwrap();
    let stored = mock
        .build("provost", &id(1).to_string(), None)
        .unwrap()
        .get_secret()
        .unwrap();
    assert!(!stored.windows(7).any(|window| window == b"hunter2"));
    assert!(stored.is_ascii());
}

#[test]
fn a_platform_failure_is_tried_once_more_over_a_new_connection() {
    let (store, mock, opened, refuse) = store();
    store.set(id(1), &secret("a")).unwrap();
    fail_next(&mock, id(1), failure());
    assert_eq!(store.get(id(1)), Ok(Some(secret("a"))));
    assert_eq!(*opened.lock().unwrap(), 2);

    fail_next(&mock, id(1), failure());
    refuse
        .lock()
        .unwrap()
        .push(keyring_core::Error::NoDefaultStore);
    assert_eq!(store.get(id(1)), Err(Error::Absent(Absence::NoService)));
    assert_eq!(store.get(id(1)), Ok(Some(secret("a"))), "it came back");
}

#[test]
fn every_error_of_a_store_has_its_meaning_and_no_bytes() {
    use keyring_core::Error as Kind;
    let (store, mock, ..) = store();
    store.set(id(1), &secret("a")).unwrap();
    let bytes = b"hunter2".to_vec();
    let cases = [
        (Kind::NoStorageAccess("dismissed".into()), Error::Locked),
        (Kind::BadEncoding(bytes.clone()), Error::Damaged),
        (Kind::BadDataFormat(bytes, "hunter2".into()), Error::Damaged),
        (Kind::Ambiguous(Vec::new()), Error::Ambiguous { count: 0 }),
    ];
    for (error, expected) in cases {
        fail_next(&mock, id(1), error);
        let found = store.get(id(1)).unwrap_err();
        assert_eq!(found, expected);
        assert!(!format!("{found} {found:?} {}", found.hint()).contains("hunter2"));
    }
    for error in [
        Kind::TooLong("label".into(), 3),
        Kind::BadStoreFormat("x".into()),
        Kind::Invalid("label".into(), "cannot be empty".into()),
        Kind::NotSupportedByStore("x".into()),
    ] {
        fail_next(&mock, id(1), error);
        assert!(matches!(store.get(id(1)), Err(Error::Failed { .. })));
    }
    assert_eq!(store.get(id(1)), Ok(Some(secret("a"))), "nothing was lost");
}

#[test]
fn a_locked_and_a_dismissed_keyring_differ_by_the_time_a_person_takes() {
    let error = keyring_core::Error::NoStorageAccess("prompt dismissed".into());
    let after = |milliseconds| Error::of_store(&error, Duration::from_millis(milliseconds));
    assert_eq!(after(109), Error::Locked);
    assert_eq!(after(900), Error::Dismissed);
}

#[test]
fn no_entry_overwrites_nothing() {
    let (store, mock, ..) = store();
    store.set(id(1), &secret("a")).unwrap();
    fail_next(&mock, id(1), keyring_core::Error::NoEntry);
    assert_eq!(store.get(id(1)), Ok(None));
    assert_eq!(store.get(id(1)), Ok(Some(secret("a"))));
}

#[test]
fn a_secret_that_is_too_long_is_refused_before_anything_is_stored() {
    let (store, ..) = store();
    store.set(id(1), &secret("a")).unwrap();
    let long = secret(&"x".repeat(2_000));
    assert_eq!(
        store.set(id(1), &long),
        Err(Error::TooLong { bytes: 2_000 })
    );
    assert_eq!(store.get(id(1)), Ok(Some(secret("a"))));
}

#[test]
fn the_session_keeps_secrets_beside_the_keyring() {
    let (store, ..) = store();
    store.keep_for_session(id(1), secret("a"));
    assert_eq!(store.clone().of_session(id(1)), Some(secret("a")));
    assert_eq!(store.get(id(1)), Ok(None), "it is not in the keyring");
    store.forget_session(id(1));
    assert_eq!(store.of_session(id(1)), None);
}

/// A keyring whose first call hangs until it is let go, as behind a prompt, or panics.
struct Hanging {
    inner: Fake,
    gate: Receiver<&'static str>,
}

impl Keyring for Hanging {
    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>> {
        let outcome = self.gate.recv().unwrap_or("open");
        assert_ne!(outcome, "panic", "the library panics");
        self.inner.open()
    }

    fn state(&mut self) -> KeyringState {
        self.inner.state()
    }

    fn modifiers(&self) -> HashMap<&'static str, &'static str> {
        self.inner.modifiers()
    }

    fn explain(&self, error: &keyring_core::Error) -> Option<Error> {
        self.inner.explain(error)
    }
}

#[test]
fn a_prompt_that_nobody_answers_ends_in_a_timeout_and_the_next_call_works() {
    let (gate, closed) = channel();
    let hanging = Hanging {
        inner: Fake::new(),
        gate: closed,
    };
    let patience = Duration::from_millis(100);
    let store = SecretStore::over(hanging, patience);
    assert_eq!(store.get(id(1)), Err(Error::Timeout(patience)));
    assert_eq!(store.state(), KeyringState::Waiting);
    assert_eq!(
        store.set(id(1), &secret("late")),
        Err(Error::Timeout(patience))
    );
    gate.send("open").unwrap();
    let late = (0..50).find_map(|_| store.get(id(1)).ok());
    assert_eq!(late, Some(None), "the call that was given up never began");
    assert_eq!(store.state(), KeyringState::Available);
}

#[test]
fn a_panic_of_the_library_ends_one_call_only() {
    let (gate, closed) = channel();
    let hanging = Hanging {
        inner: Fake::new(),
        gate: closed,
    };
    let store = SecretStore::over(hanging, Duration::from_secs(5));
    gate.send("panic").unwrap();
    assert!(matches!(store.get(id(1)), Err(Error::Failed { .. })));
    gate.send("open").unwrap();
    assert_eq!(store.get(id(1)), Ok(None));
}
