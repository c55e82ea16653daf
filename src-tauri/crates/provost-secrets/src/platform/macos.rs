//! macOS: the login keychain.

use std::collections::HashMap;
use std::sync::Arc;

use apple_native_keyring_store::keychain::Store;
use keyring_core::CredentialStore;
use provost_core::connections::KeyringState;

use super::Keyring;
use crate::Error;

/// The login keychain.
#[derive(Debug, Default)]
pub struct System;

impl Keyring for System {
    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>> {
        Ok(Store::new()?)
    }

    /// The login keychain is always there, and macOS asks by itself when it must be unlocked.
    fn state(&mut self) -> KeyringState {
        KeyringState::Available
    }

    fn modifiers(&self) -> HashMap<&'static str, &'static str> {
        HashMap::new()
    }

    fn explain(&self, _error: &keyring_core::Error) -> Option<Error> {
        None
    }
}
