//! The connections as a person sees them in a list.

use serde::{Deserialize, Serialize};

use super::{Profile, SecretPlace};

/// Whether the operating system has a keyring for us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum KeyringState {
    /// It can be used.
    Available,
    /// It is there; using it brings up the system's prompt to unlock it.
    Locked,
    /// The system's prompt is on the screen and not yet answered.
    Waiting,
    /// There is none.
    Absent {
        /// Why, and what to do, in a sentence or two.
        reason: String,
    },
}

/// One connection of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ConnectionEntry {
    /// The connection.
    pub profile: Profile,
    /// Whether it came with Provost and cannot be changed.
    pub built_in: bool,
    /// Where its password is kept.
    pub secret: SecretPlace,
}

/// All connections, and what the person should know about where they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ConnectionList {
    /// The connections, by name.
    pub connections: Vec<ConnectionEntry>,
    /// The state of the keyring.
    pub keyring: KeyringState,
    /// The file of the profiles.
    pub file: String,
}

/// A connection that was read from a URL or a service file and is not saved yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ConnectionDraft {
    /// The profile, to be looked over in the form.
    pub profile: Profile,
    /// Whether a password came with it. It is held in memory under the profile's id and is not shown.
    pub password_held: bool,
    /// What was read otherwise than it was written, each a sentence.
    pub notes: Vec<String>,
    /// The name of the service, for one that came from a service file.
    pub service: Option<String>,
}

/// What saving a connection did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SavedConnection {
    /// The connection as it is now.
    pub connection: ConnectionEntry,
    /// What else the person must know: that the keyring did not take the password, for one.
    pub notice: Option<String>,
}
