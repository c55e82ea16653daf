//! Versions that somebody enters field by field.

use std::path::Path;

use provost_core::registry::{EnteredVersion, ModelPage, VersionDraft};
use uuid::Uuid;

use super::{Acting, find_person};
use crate::error::AppError;
use crate::files::read_bytes;

/// How long a file of fields may be, in bytes: ten fields of the longest text.
const MOST_FILE: u64 = 1 << 20;

/// The fields that a JSON file says, named as those of a version in `provost.model/1`.
///
/// # Errors
/// [`AppError::BadInput`] when it is larger than 1 MiB, no JSON object, or names a field that is not entered.
pub fn entered_file(path: &Path) -> Result<EnteredVersion, AppError> {
    let bytes = read_bytes(path, MOST_FILE)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        AppError::BadInput(format!(
            "{} does not say fields of a version: {error}.",
            path.display()
        ))
    })
}

impl Acting {
    /// Registers a version of which some fields are named.
    ///
    /// # Errors
    /// [`AppError::Refused`] with every reason, and [`AppError::NotFound`] when there is no such owner.
    pub async fn register_entered(
        &self,
        name: &str,
        version: &str,
        entered: EnteredVersion,
    ) -> Result<ModelPage, AppError> {
        let called = EnteredVersion {
            name: None,
            version: None,
            ..entered
        };
        let draft = self
            .laid(called, VersionDraft::called(name, version))
            .await?;
        self.register(draft).await
    }

    /// Changes the fields of a version that are named; the others stay.
    ///
    /// # Errors
    /// As [`Self::register_entered`], and when somebody else changed it meanwhile.
    pub async fn change_entered(
        &self,
        model: Uuid,
        entered: EnteredVersion,
    ) -> Result<ModelPage, AppError> {
        let version = self.show(model).await?.version;
        let draft = self.laid(entered, VersionDraft::of(&version)).await?;
        self.change(model, version.updated_at, draft).await
    }

    /// A draft with the fields laid over it, the owner looked up.
    async fn laid(
        &self,
        entered: EnteredVersion,
        mut draft: VersionDraft,
    ) -> Result<VersionDraft, AppError> {
        match entered.owner.as_deref().map(str::trim) {
            None => {}
            Some("") => draft.owner = None,
            Some(named) => draft.owner = Some(find_person(&self.opened, named).await?),
        }
        entered
            .onto(draft)
            .map_err(|refusal| AppError::Refused(vec![refusal]))
    }
}
