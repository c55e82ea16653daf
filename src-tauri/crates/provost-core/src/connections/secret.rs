//! A password on its way: from the window or a URL to the keyring, and from there to the server.
//!
//! Only `provost-secrets` keeps one. The type lives here because a URL and a service file may carry a password,
//! and what reads them is pure.

use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

/// A password. It is erased from memory when dropped, prints as nothing, and cannot be serialised.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[cfg_attr(feature = "bindings", specta(transparent))]
pub struct Secret(#[cfg_attr(feature = "bindings", specta(type = String))] Zeroizing<String>);

impl Secret {
    /// Takes a password into care.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The password itself, for the one who must show it to a keyring or a server.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The password itself, still erased when dropped.
    #[must_use]
    pub fn into_revealed(self) -> Zeroizing<String> {
        self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

/// Where a password is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum SecretPlace {
    /// In the keyring of the operating system, until it is deleted.
    Keyring,
    /// In the memory of this process, until it ends.
    Session,
    /// Nowhere: none is needed, or none was given.
    None,
}

/// What happens to a connection's password when the connection is saved or tried.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum SecretChange {
    /// It stays as it is.
    Keep,
    /// It is forgotten.
    Clear,
    /// It is replaced.
    #[serde(untagged)]
    Set {
        /// The new one.
        #[serde(rename = "set")]
        secret: Secret,
        /// Where to keep it.
        place: SecretPlace,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_prints() {
        let change = SecretChange::Set {
            secret: Secret::new("hunter2".into()),
            place: SecretPlace::Session,
        };
        assert_eq!(
            format!("{change:?}"),
            "Set { secret: Secret, place: Session }"
        );
    }

    #[test]
    fn a_change_is_read_from_what_the_window_sends() {
        let read = |text: &str| serde_json::from_str::<SecretChange>(text);
        assert_eq!(read("\"keep\"").unwrap(), SecretChange::Keep);
        assert_eq!(read("\"clear\"").unwrap(), SecretChange::Clear);
        assert_eq!(
            read(r#"{"set":"p w","place":"keyring"}"#).unwrap(),
            SecretChange::Set {
                secret: Secret::new("p w".into()),
                place: SecretPlace::Keyring
            }
        );
        let failure = read(r#"{"set":"hunter2","place":"paper"}"#).unwrap_err();
        assert!(!failure.to_string().contains("hunter2"));
    }
}
