//! Connections that are described elsewhere: in a URL, in a service file.

use std::io::ErrorKind;

use provost_core::connections::{
    ConnectionDraft, Draft, Profile, ProfileId, parse_url, read_service_file,
};
use uuid::Uuid;

use super::Connections;
use crate::error::AppError;
use crate::secrets::blocking;

impl Connections {
    /// The connection of a URL, to be looked over and saved. Its password is held in memory under the draft's id.
    pub async fn draft_from_url(&self, url: &str) -> Result<ConnectionDraft, AppError> {
        let draft = parse_url(url)?;
        let others = self.all().await?;
        Ok(self.hold(draft, None, &others))
    }

    /// The connections of the service file (`pg_service.conf`), in its order.
    pub async fn drafts_from_services(&self) -> Result<Vec<ConnectionDraft>, AppError> {
        let path = self.service_file.clone();
        let text = blocking(move || std::fs::read_to_string(&path))
            .await?
            .map_err(|source| {
                let path = self.service_file.clone();
                match source.kind() {
                    ErrorKind::NotFound => AppError::NotFound(format!(
                        "There is no service file {}. PGSERVICEFILE names another.",
                        path.display()
                    )),
                    _ => AppError::Unreadable { path, source },
                }
            })?;
        let services = read_service_file(&text).map_err(|source| AppError::ServiceFile {
            path: self.service_file.clone(),
            source,
        })?;
        let mut others = self.all().await?;
        let mut drafts = Vec::with_capacity(services.len());
        for service in services {
            let draft = self.hold(service.draft, Some(service.name), &others);
            others.push(draft.profile.clone());
            drafts.push(draft);
        }
        Ok(drafts)
    }

    fn hold(
        &self,
        mut draft: Draft,
        service: Option<String>,
        others: &[Profile],
    ) -> ConnectionDraft {
        let id = ProfileId(Uuid::new_v4());
        self.name_user(&mut draft);
        let profile = draft.profile(id, service.as_deref(), others);
        let password_held = draft.password.is_some();
        if let Some(password) = draft.password {
            self.secrets.keep_for_session(id, password);
        }
        ConnectionDraft {
            profile,
            password_held,
            notes: draft.notes,
            service,
        }
    }

    pub(super) fn name_user(&self, draft: &mut Draft) {
        if draft.user.is_none() {
            draft.notes.push(format!(
                "No user is named; {}, who runs this program, was filled in.",
                self.user
            ));
            draft.user = Some(self.user.clone());
        }
    }

    async fn all(&self) -> Result<Vec<Profile>, AppError> {
        let stored = self.load().await?;
        Ok(stored.into_iter().map(|stored| stored.profile).collect())
    }
}
