//! The connections: their profiles in one file, their passwords in the keyring, and the way to their databases.

mod drafts;
mod format;
mod open;
mod password;
mod profiles;

pub use open::Opened;
pub use profiles::{Profiles, ProfilesError, StoredProfile};

use std::path::{Path, PathBuf};

use provost_core::connections::{
    ConnectionEntry, ConnectionList, Profile, ProfileId, SavedConnection, SecretChange,
    SecretPlace, validate,
};
use provost_postgres::Trust;
use provost_secrets::SecretStore;

use crate::environment::Environment;
use crate::error::AppError;
use crate::secrets::{self, blocking};

/// The connections of the person who runs the program.
#[derive(Clone)]
pub struct Connections {
    profiles: Profiles,
    secrets: SecretStore,
    trust: Trust,
    /// The `pg_service.conf`, whether it exists or not.
    service_file: PathBuf,
    /// The person's name on this machine: the role that a URL means when it names none, as in libpq.
    user: String,
}

impl Connections {
    /// The connections file of the configuration folder, and the keyring of the system. Reads nothing yet.
    #[must_use]
    pub fn new(environment: &Environment) -> Self {
        let trust = Trust {
            system_roots: environment.system_roots.clone(),
        };
        Self {
            profiles: Profiles::in_folder(&environment.config_folder),
            secrets: SecretStore::of_the_system(),
            trust,
            service_file: environment.service_file.clone(),
            user: environment.user.clone(),
        }
    }

    /// The connections of a folder, which holds their file and the service file, with any keyring.
    #[must_use]
    pub fn in_folder(folder: &Path, secrets: SecretStore, user: &str) -> Self {
        Self {
            profiles: Profiles::in_folder(folder),
            secrets,
            trust: Trust { system_roots: None },
            service_file: folder.join("pg_service.conf"),
            user: user.to_owned(),
        }
    }

    /// The file of the profiles, whether it exists or not.
    #[must_use]
    pub fn file(&self) -> &std::path::Path {
        self.profiles.path()
    }

    /// All connections by name, those that came with Provost first. Brings up no prompt of the keyring.
    pub async fn list(&self, built_in: &[Profile]) -> Result<ConnectionList, AppError> {
        let mut stored = self.load().await?;
        stored.sort_by_cached_key(|stored| stored.profile.name.to_lowercase());
        let built_in = built_in.iter().map(|profile| ConnectionEntry {
            profile: profile.clone(),
            built_in: true,
            secret: SecretPlace::None,
        });
        Ok(ConnectionList {
            connections: built_in
                .chain(stored.into_iter().map(|stored| self.entry(stored)))
                .collect(),
            keyring: secrets::state(&self.secrets).await,
            file: self.profiles.path().display().to_string(),
        })
    }

    /// Saves a connection, a new one or a changed one, and what is to become of its password.
    ///
    /// When the keyring refuses a password that somebody entered, nothing is saved and the error says why. A password
    /// that came with a URL or a service goes to the keyring too; when that refuses, it is kept for this session and
    /// the notice says so.
    pub async fn save(
        &self,
        mut profile: Profile,
        change: SecretChange,
    ) -> Result<SavedConnection, AppError> {
        profile.name = profile.name.trim().to_owned();
        let stored = self.load().await?;
        check(&profile, &stored)?;
        let before = stored
            .into_iter()
            .find(|stored| stored.profile.id == profile.id);
        let outcome = self.settle(&profile, before.as_ref(), change).await?;
        let saved = StoredProfile {
            profile,
            in_keyring: outcome.in_keyring,
        };
        if let Err(error) = self.put(saved.clone()).await {
            if before.is_none() && outcome.in_keyring {
                // No connection will ever ask for it. That it stays when this fails too harms nobody.
                let _stays = secrets::delete(&self.secrets, saved.profile.id).await;
            }
            return Err(error);
        }
        Ok(SavedConnection {
            connection: self.entry(saved),
            notice: outcome.notice,
        })
    }

    /// Deletes a connection and its password. The answer is what else the person must know: that the keyring did not
    /// let the password go, for one.
    pub async fn delete(&self, id: ProfileId) -> Result<Option<String>, AppError> {
        let profiles = self.profiles.clone();
        let gone = blocking(move || {
            profiles.change(|connections| {
                let at = connections
                    .iter()
                    .position(|stored| stored.profile.id == id)
                    .ok_or_else(absent)?;
                Ok::<_, AppError>(connections.remove(at))
            })
        })
        .await??;
        self.secrets.forget_session(id);
        if gone.in_keyring {
            Ok(self.delete_password(id).await)
        } else {
            Ok(None)
        }
    }

    fn entry(&self, stored: StoredProfile) -> ConnectionEntry {
        let secret = if self.secrets.of_session(stored.profile.id).is_some() {
            SecretPlace::Session
        } else if stored.in_keyring {
            SecretPlace::Keyring
        } else {
            SecretPlace::None
        };
        ConnectionEntry {
            profile: stored.profile,
            built_in: false,
            secret,
        }
    }

    async fn load(&self) -> Result<Vec<StoredProfile>, AppError> {
        let profiles = self.profiles.clone();
        Ok(blocking(move || profiles.load()).await??)
    }

    /// Another program may have changed the file since it was looked at, so the names are compared again.
    async fn put(&self, saved: StoredProfile) -> Result<(), AppError> {
        let profiles = self.profiles.clone();
        blocking(move || {
            profiles.change(|connections| {
                check(&saved.profile, connections)?;
                let place = connections
                    .iter_mut()
                    .find(|stored| stored.profile.id == saved.profile.id);
                match place {
                    Some(place) => *place = saved,
                    None => connections.push(saved),
                }
                Ok::<_, AppError>(())
            })
        })
        .await?
    }
}

fn check(profile: &Profile, stored: &[StoredProfile]) -> Result<(), AppError> {
    let others: Vec<Profile> = stored.iter().map(|stored| stored.profile.clone()).collect();
    let problems = validate(profile, &others);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(AppError::Profile(problems))
    }
}

fn absent() -> AppError {
    AppError::NotFound("This connection is not there any more. Look at the list again.".into())
}

#[cfg(test)]
mod tests;
