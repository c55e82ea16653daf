//! What becomes of a connection's password.

use provost_core::connections::{Profile, ProfileId, Secret, SecretChange, SecretPlace, TlsMode};

use super::{Connections, StoredProfile};
use crate::error::AppError;
use crate::secrets;

/// Where a password ended up.
pub(super) struct Outcome {
    pub(super) in_keyring: bool,
    pub(super) notice: Option<String>,
}

impl Connections {
    /// Does with the password what was asked for when a profile is saved.
    pub(super) async fn settle(
        &self,
        profile: &Profile,
        before: Option<&StoredProfile>,
        change: SecretChange,
    ) -> Result<Outcome, AppError> {
        let was_in_keyring = before.is_some_and(|before| before.in_keyring);
        match change {
            SecretChange::Keep => match before {
                Some(before) => {
                    self.may_keep(profile, before)?;
                    Ok(Outcome {
                        in_keyring: was_in_keyring,
                        notice: None,
                    })
                }
                None => Ok(self.take_in(profile.id).await),
            },
            SecretChange::Set {
                secret,
                place: SecretPlace::Keyring,
            } => {
                secrets::set(&self.secrets, profile.id, secret).await?;
                self.secrets.forget_session(profile.id);
                Ok(Outcome {
                    in_keyring: true,
                    notice: None,
                })
            }
            SecretChange::Set {
                secret,
                place: SecretPlace::Session,
            } => {
                self.secrets.keep_for_session(profile.id, secret);
                Ok(self.leave_keyring(profile.id, was_in_keyring).await)
            }
            SecretChange::Clear
            | SecretChange::Set {
                place: SecretPlace::None,
                ..
            } => {
                self.secrets.forget_session(profile.id);
                Ok(self.leave_keyring(profile.id, was_in_keyring).await)
            }
        }
    }

    /// The password with which a profile is tried that need not be saved.
    pub(super) async fn password_to_try(
        &self,
        profile: &Profile,
        before: Option<&StoredProfile>,
        change: SecretChange,
    ) -> Result<Option<Secret>, AppError> {
        match (change, before) {
            (SecretChange::Set { secret, .. }, _) => Ok(Some(secret)),
            (SecretChange::Clear, _) => Ok(None),
            (SecretChange::Keep, None) => Ok(self.secrets.of_session(profile.id)),
            (SecretChange::Keep, Some(before)) => {
                self.may_keep(profile, before)?;
                self.password(before).await
            }
        }
    }

    /// The password of a connection, from this session or from the keyring, which may bring up its prompt.
    pub(super) async fn password(
        &self,
        stored: &StoredProfile,
    ) -> Result<Option<Secret>, AppError> {
        let id = stored.profile.id;
        if let Some(secret) = self.secrets.of_session(id) {
            return Ok(Some(secret));
        }
        if !stored.in_keyring {
            return Ok(None);
        }
        let secret = secrets::get(&self.secrets, id).await?;
        secret.map(Some).ok_or_else(|| AppError::SecretMissing {
            name: stored.profile.name.clone(),
        })
    }

    /// Deletes the keyring's entry; when that fails, what the person must know.
    pub(super) async fn delete_password(&self, id: ProfileId) -> Option<String> {
        let error = secrets::delete(&self.secrets, id).await.err()?;
        Some(format!(
            "The old password is still in the keyring. {error} You can delete the entry \"provost\" in the system's program for passwords."
        ))
    }

    async fn leave_keyring(&self, id: ProfileId, was_in_keyring: bool) -> Outcome {
        let notice = if was_in_keyring {
            self.delete_password(id).await
        } else {
            None
        };
        Outcome {
            in_keyring: false,
            notice,
        }
    }

    /// A new profile may have brought a password along, from a URL or a service file.
    async fn take_in(&self, id: ProfileId) -> Outcome {
        let Some(secret) = self.secrets.of_session(id) else {
            return Outcome {
                in_keyring: false,
                notice: None,
            };
        };
        match secrets::set(&self.secrets, id, secret).await {
            Ok(()) => {
                self.secrets.forget_session(id);
                Outcome {
                    in_keyring: true,
                    notice: None,
                }
            }
            Err(error) => Outcome {
                in_keyring: false,
                notice: Some(format!(
                    "The password is kept for this session only, in memory. {error} {}",
                    error.hint()
                )),
            },
        }
    }

    /// A password goes only where it was meant to go: whoever can change a profile in the window (or in the file)
    /// must not be able to send its password to a server of their own.
    fn may_keep(&self, profile: &Profile, before: &StoredProfile) -> Result<(), AppError> {
        let has_password = before.in_keyring || self.secrets.of_session(profile.id).is_some();
        if has_password && goes_elsewhere(&before.profile, profile) {
            return Err(AppError::BadInput(
                "The host, the port, the user or the protection of the line changed. Enter the password again, so that it is sent only where you mean it to go."
                    .into(),
            ));
        }
        Ok(())
    }
}

fn goes_elsewhere(before: &Profile, after: &Profile) -> bool {
    let strength = |mode: TlsMode| match mode {
        TlsMode::Off => 0,
        TlsMode::VerifyCa => 1,
        TlsMode::VerifyFull => 2,
    };
    !before.host.eq_ignore_ascii_case(&after.host)
        || before.port != after.port
        || before.user != after.user
        || strength(after.tls.mode) < strength(before.tls.mode)
}
