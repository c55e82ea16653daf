//! The keyring of the operating system: one file for each.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::CredentialStore;
use provost_core::connections::KeyringState;

use crate::Error;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
pub use linux::System;
#[cfg(target_os = "macos")]
pub use macos::System;
#[cfg(windows)]
pub use windows::System;

/// A kind of keyring. All is called on one thread, never at the same time.
pub trait Keyring: Send + 'static {
    /// Connects to it.
    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>>;

    /// Whether it can be used, found out without bringing up a prompt.
    fn state(&mut self) -> KeyringState;

    /// What is special about an entry on this platform.
    fn modifiers(&self) -> HashMap<&'static str, &'static str>;

    /// The meaning of an error, where this platform says it in its own way.
    fn explain(&self, error: &keyring_core::Error) -> Option<Error>;
}
