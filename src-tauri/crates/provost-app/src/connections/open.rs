//! The way to a database.

use provost_core::connections::{
    ConnectionReport, Field, Profile, ProfileId, Secret, SecretChange, parse_url, validate,
};
use provost_postgres::{Database, connections};
use uuid::Uuid;

use super::{Connections, StoredProfile, absent};
use crate::error::AppError;

/// A database and the profile that led to it. No line is opened before the first use.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The database.
    pub database: Database,
    /// The profile.
    pub profile: Profile,
}

impl Opened {
    /// Tells what is at the other end.
    pub async fn probe(&self) -> Result<ConnectionReport, AppError> {
        Ok(connections::probe(&self.database, &self.profile).await?)
    }
}

impl Connections {
    /// The database of a connection, with its password. The keyring may bring up its prompt.
    pub async fn open(&self, id: ProfileId) -> Result<Opened, AppError> {
        let stored = self.load().await?;
        let found = stored.into_iter().find(|stored| stored.profile.id == id);
        self.open_stored(found.ok_or_else(absent)?, None).await
    }

    /// The same by name, without regard to case. A password that is given goes before the one that is kept.
    pub async fn open_named(
        &self,
        name: &str,
        password: Option<Secret>,
    ) -> Result<Opened, AppError> {
        let wanted = name.trim().to_lowercase();
        let stored = self.load().await?;
        let found = stored
            .into_iter()
            .find(|stored| stored.profile.name.to_lowercase() == wanted);
        let found = found.ok_or_else(|| {
            AppError::NotFound(format!(
                "There is no connection named \"{name}\" in {}. `provost connections list` lists them.",
                self.profiles.path().display()
            ))
        })?;
        self.open_stored(found, password).await
    }

    /// The database of a URL, without saving anything. A password that is given goes before the one in the URL.
    pub fn open_url(&self, url: &str, password: Option<Secret>) -> Result<Opened, AppError> {
        self.open_url_as(url, password, true)
    }

    /// The same for a change: a URL has no profile in which somebody could allow writing, so the command that makes the
    /// change does.
    pub fn open_url_to_write(
        &self,
        url: &str,
        password: Option<Secret>,
    ) -> Result<Opened, AppError> {
        self.open_url_as(url, password, false)
    }

    fn open_url_as(
        &self,
        url: &str,
        password: Option<Secret>,
        read_only: bool,
    ) -> Result<Opened, AppError> {
        let mut draft = parse_url(url)?;
        self.name_user(&mut draft);
        let mut profile = draft.profile(ProfileId(Uuid::nil()), None, &[]);
        profile.read_only = read_only;
        self.open_profile(profile, password.or(draft.password))
    }

    /// The database of a profile that needs no password of ours, such as the local workspace.
    pub fn open_profile(
        &self,
        profile: Profile,
        password: Option<Secret>,
    ) -> Result<Opened, AppError> {
        usable(&profile)?;
        let password = password.map(Secret::into_revealed);
        let database = Database::open(&profile, password, &self.trust)?;
        Ok(Opened { database, profile })
    }

    /// Tries a connection that need not be saved yet, and tells what is at its other end.
    pub async fn test(
        &self,
        profile: Profile,
        change: SecretChange,
    ) -> Result<ConnectionReport, AppError> {
        usable(&profile)?;
        let stored = self.load().await?;
        let before = stored
            .into_iter()
            .find(|stored| stored.profile.id == profile.id);
        let password = self
            .password_to_try(&profile, before.as_ref(), change)
            .await?;
        self.open_profile(profile, password)?.probe().await
    }

    async fn open_stored(
        &self,
        stored: StoredProfile,
        password: Option<Secret>,
    ) -> Result<Opened, AppError> {
        usable(&stored.profile)?;
        let password = match password {
            Some(password) => Some(password),
            None => self.password(&stored).await?,
        };
        self.open_profile(stored.profile, password)
    }
}

/// A profile may come from a file that somebody edited. Its name does not matter here.
fn usable(profile: &Profile) -> Result<(), AppError> {
    let mut problems = validate(profile, &[]);
    problems.retain(|problem| problem.field != Field::Name);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(AppError::Profile(problems))
    }
}
