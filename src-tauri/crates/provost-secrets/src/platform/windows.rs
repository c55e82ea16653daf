//! Windows: the Credential Manager.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::CredentialStore;
use provost_core::connections::KeyringState;
use windows_native_keyring_store::Store;

use super::Keyring;
use crate::Error;

/// The Credential Manager.
#[derive(Debug, Default)]
pub struct System;

impl Keyring for System {
    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>> {
        Ok(Store::new()?)
    }

    /// The Credential Manager is open as long as the person is signed in.
    fn state(&mut self) -> KeyringState {
        KeyringState::Available
    }

    fn modifiers(&self) -> HashMap<&'static str, &'static str> {
        // The store's default, Enterprise, would carry the password to other machines of the domain.
        HashMap::from([("persistence", "Local")])
    }

    fn explain(&self, _error: &keyring_core::Error) -> Option<Error> {
        None
    }
}
