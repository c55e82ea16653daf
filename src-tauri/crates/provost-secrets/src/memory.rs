//! A keyring in memory that can be locked, for tests.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use keyring_core::api::CredentialStoreApi;
use keyring_core::{CredentialStore, Entry, mock};
use provost_core::connections::KeyringState;

use crate::{Error, Keyring};

/// A keyring that lasts as long as its clones.
#[derive(Clone)]
pub struct MemoryKeyring {
    store: Arc<mock::Store>,
    locked: Arc<AtomicBool>,
}

impl MemoryKeyring {
    /// An open, empty keyring; none when the clock of the system stands before 1970.
    #[must_use]
    pub fn new() -> Option<Self> {
        Some(Self {
            store: mock::Store::new().ok()?,
            locked: Arc::default(),
        })
    }

    /// Locks it, or unlocks it. A locked one refuses every call, as when its prompt cannot be shown.
    pub fn set_locked(&self, locked: bool) {
        self.locked.store(locked, Ordering::SeqCst);
    }

    fn is_locked(&self) -> bool {
        self.locked.load(Ordering::SeqCst)
    }
}

impl Keyring for MemoryKeyring {
    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>> {
        Ok(Arc::new(self.clone()))
    }

    fn state(&mut self) -> KeyringState {
        if self.is_locked() {
            KeyringState::Locked
        } else {
            KeyringState::Available
        }
    }

    fn modifiers(&self) -> HashMap<&'static str, &'static str> {
        HashMap::new()
    }

    fn explain(&self, _error: &keyring_core::Error) -> Option<Error> {
        None
    }
}

impl CredentialStoreApi for MemoryKeyring {
    fn vendor(&self) -> String {
        self.store.vendor()
    }

    fn id(&self) -> String {
        self.store.id()
    }

    fn build(
        &self,
        service: &str,
        user: &str,
        modifiers: Option<&HashMap<&str, &str>>,
    ) -> keyring_core::Result<Entry> {
        if self.is_locked() {
            return Err(keyring_core::Error::NoStorageAccess("locked".into()));
        }
        self.store.build(service, user, modifiers)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
