//! What can be the matter with the keyring. No text repeats a secret or a stored value.

use std::time::Duration;

use crate::envelope::LONGEST_SECRET;

/// Why the keyring did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is locked, and no prompt to unlock it could be shown.
    #[error("The system's keyring is locked.")]
    Locked,
    /// The person closed the prompt to unlock it.
    #[error("The system's prompt to unlock the keyring was closed, so the keyring stays locked.")]
    Dismissed,
    /// There is none.
    #[error("The system has no keyring that can be used: {0}.")]
    Absent(Absence),
    /// It did not answer, most likely because its prompt was not answered.
    #[error(
        "The keyring did not answer within {} seconds; it may be waiting for the system's prompt.",
        .0.as_secs()
    )]
    Timeout(Duration),
    /// The secret does not fit.
    #[error("The password has {bytes} bytes; a keyring takes at most {LONGEST_SECRET}.")]
    TooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// What lies there is not what was stored.
    #[error("The password that the keyring holds for this connection is damaged.")]
    Damaged,
    /// More than one entry is stored for one connection.
    #[error("The keyring holds {count} entries for this connection.")]
    Ambiguous {
        /// How many.
        count: usize,
    },
    /// It said that it stored the secret, and gives another back.
    #[error("The keyring accepted the password but does not give it back.")]
    NotKept,
    /// Anything else, in the words of the platform.
    #[error("The keyring failed: {detail}.")]
    Failed {
        /// Its words.
        detail: String,
    },
}

/// Why there is no keyring.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Absence {
    /// Linux: the session has no D-Bus.
    #[error("this session has no D-Bus session bus")]
    NoBus,
    /// Linux: nothing provides the Secret Service.
    #[error("no program provides the Secret Service")]
    NoService,
    /// Linux: a Secret Service is there, but has no default collection.
    #[error("the Secret Service has no default keyring, or it is not open")]
    NoCollection,
    /// Anything else, in the words of the platform.
    #[error("{0}")]
    Other(String),
}

impl Absence {
    /// What the person can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoBus => {
                "Start Provost from a desktop session, or with dbus-run-session. Until then a password can be kept for this session, in memory only."
            }
            Self::NoService => {
                "Install and start gnome-keyring, KWallet or KeePassXC. Until then a password can be kept for this session, in memory only."
            }
            Self::NoCollection => {
                "Create a default keyring (in \"Passwords and Keys\", KWalletManager or KeePassXC) or open it. Until then a password can be kept for this session, in memory only."
            }
            Self::Other(_) => "A password can be kept for this session, in memory only.",
        }
    }
}

impl Error {
    /// What the person can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Locked | Self::Dismissed => {
                "Unlock the keyring and try again, or keep the password for this session, in memory only."
            }
            Self::Absent(absence) => absence.hint(),
            Self::Timeout(_) => {
                "Look for the system's prompt, behind other windows too, answer it, and try again."
            }
            Self::TooLong { .. } => "Give the role a shorter password.",
            Self::Damaged => "Enter the password again; that replaces the damaged entry.",
            Self::Ambiguous { .. } => {
                "Open the system's program for passwords, delete the entries named \"provost\" of this connection, and enter the password again."
            }
            Self::NotKept | Self::Failed { .. } => {
                "Try again. If it stays so, keep the password for this session, in memory only."
            }
        }
    }

    /// Puts an error of the store into our words. `took` is how long the call lasted.
    ///
    /// The errors of the store may carry the stored bytes, so they are never formatted whole.
    pub(crate) fn of_store(error: &keyring_core::Error, took: Duration) -> Self {
        use keyring_core::Error as Store;
        match error {
            Store::NoStorageAccess(_) if took < QUICKEST_ANSWER => Self::Locked,
            Store::NoStorageAccess(_) => Self::Dismissed,
            Store::BadEncoding(_) | Store::BadDataFormat(..) => Self::Damaged,
            Store::TooLong(..) => Self::Failed {
                detail: "an attribute of the entry is too long for the platform".into(),
            },
            Store::Ambiguous(entries) => Self::Ambiguous {
                count: entries.len(),
            },
            Store::PlatformFailure(cause) => Self::Failed {
                detail: cause.to_string(),
            },
            Store::BadStoreFormat(detail) | Store::NotSupportedByStore(detail) => Self::Failed {
                detail: detail.clone(),
            },
            Store::Invalid(attribute, reason) => Self::Failed {
                detail: format!("{attribute} {reason}"),
            },
            _ => Self::Failed {
                detail: "it gave no reason".into(),
            },
        }
    }
}

/// A person needs longer than this to close a prompt. A Secret Service says the same ("prompt dismissed") when it
/// could not show one, and says so at once: in 4 to 109 ms where it was measured.
const QUICKEST_ANSWER: Duration = Duration::from_millis(400);
