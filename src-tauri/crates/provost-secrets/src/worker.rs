//! The one thread that talks to the keyring.
//!
//! It owns the store, so that calls come one after another and a call that hangs behind the system's prompt hangs
//! nobody else. It never runs in an async runtime, where the D-Bus library may panic.

use std::sync::Arc;
use std::time::Instant;

use keyring_core::{CredentialStore, Entry};
use provost_core::connections::{KeyringState, ProfileId, Secret};
use zeroize::Zeroizing;

use crate::{Error, Keyring, envelope};

/// Under this name the entries lie; the user of an entry is the profile's id.
const SERVICE: &str = "provost";

/// The store and how to get another.
pub(crate) struct Worker {
    keyring: Box<dyn Keyring>,
    store: Option<Arc<CredentialStore>>,
}

impl Worker {
    pub(crate) fn new(keyring: Box<dyn Keyring>) -> Self {
        Self {
            keyring,
            store: None,
        }
    }

    /// Lets go of the store; the next call connects again.
    pub(crate) fn disconnect(&mut self) {
        self.store = None;
    }

    pub(crate) fn state(&mut self) -> KeyringState {
        self.keyring.state()
    }

    /// The secret of a profile. None does not prove that there is none: a keyring that was never unlocked says the same.
    pub(crate) fn get(&mut self, id: ProfileId) -> Result<Option<Secret>, Error> {
        let stored = self.call(id, |entry| entry.get_secret().map(Zeroizing::new))?;
        stored.map(|bytes| envelope::open(&bytes)).transpose()
    }

    /// Stores a secret and reads it back.
    pub(crate) fn set(&mut self, id: ProfileId, secret: &Secret) -> Result<(), Error> {
        let stored = envelope::seal(secret)?;
        self.call(id, |entry| entry.set_secret(&stored))?;
        let read = self.call(id, |entry| entry.get_secret().map(Zeroizing::new))?;
        if read.is_some_and(|read| *read == *stored) {
            Ok(())
        } else {
            Err(Error::NotKept)
        }
    }

    /// Deletes the secret of a profile, if there is one.
    pub(crate) fn delete(&mut self, id: ProfileId) -> Result<(), Error> {
        self.call(id, Entry::delete_credential).map(|_| ())
    }

    /// Calls the keyring, a second time over a new connection when the platform failed: a keyring that was restarted
    /// knows the old connection no more. None is "no such entry".
    fn call<T>(
        &mut self,
        id: ProfileId,
        operation: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<Option<T>, Error> {
        use keyring_core::Error::{NoEntry, PlatformFailure};
        let was_connected = self.store.is_some();
        let mut started = Instant::now();
        let mut result = self.attempt(id, &operation);
        if was_connected && matches!(result, Err(PlatformFailure(_))) {
            self.disconnect();
            started = Instant::now();
            result = self.attempt(id, &operation);
        }
        match result {
            Ok(value) => Ok(Some(value)),
            Err(NoEntry) => Ok(None),
            Err(error) => {
                if matches!(error, PlatformFailure(_)) {
                    self.disconnect();
                }
                Err(self
                    .keyring
                    .explain(&error)
                    .unwrap_or_else(|| Error::of_store(&error, started.elapsed())))
            }
        }
    }

    fn attempt<T>(
        &mut self,
        id: ProfileId,
        operation: &impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> keyring_core::Result<T> {
        let store = match &self.store {
            Some(store) => Arc::clone(store),
            None => Arc::clone(self.store.insert(self.keyring.open()?)),
        };
        let modifiers = self.keyring.modifiers();
        let entry = store.build(SERVICE, &id.to_string(), Some(&modifiers))?;
        operation(&entry)
    }
}
