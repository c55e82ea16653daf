//! A small private file beside the connections file that holds a value for each connection, and no secret.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use provost_core::connections::ProfileId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::private::{lock, replace};
use crate::error::AppError;

/// The file. It need not exist, nor its folder.
#[derive(Debug, Clone)]
pub(crate) struct PerConnection<T> {
    path: PathBuf,
    form: &'static str,
    subject: &'static str,
    value: PhantomData<T>,
}

/// The text of the file. What a newer Provost wrote beside is kept as it is.
#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "T: DeserializeOwned"))]
struct Text<T> {
    schema: String,
    #[serde(default)]
    connections: BTreeMap<ProfileId, Entry<T>>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Default, Serialize, Deserialize)]
struct Entry<T> {
    #[serde(flatten)]
    value: T,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl<T: Default + Serialize + DeserializeOwned> PerConnection<T> {
    /// A file of a folder, with the form that its key `schema` names. `subject` says in an error what the file is:
    /// `The file of …`.
    pub(crate) fn in_folder(
        folder: &Path,
        name: &str,
        form: &'static str,
        subject: &'static str,
    ) -> Self {
        Self {
            path: folder.join(name),
            form,
            subject,
            value: PhantomData,
        }
    }

    /// The value of each connection that has one. Blocks for a moment.
    ///
    /// # Errors
    /// [`AppError::Unreadable`] when the file is there and cannot be read, [`AppError::BadInput`] when it makes no sense.
    pub(crate) fn values(&self) -> Result<BTreeMap<ProfileId, T>, AppError> {
        let (_, text) = self.read()?;
        let entries = text.connections.into_iter();
        Ok(entries.map(|(id, entry)| (id, entry.value)).collect())
    }

    /// The value of a connection; an empty one when it has none. Blocks for a moment.
    ///
    /// # Errors
    /// As [`PerConnection::values`].
    pub(crate) fn load(&self, id: ProfileId) -> Result<T, AppError> {
        Ok(self.values()?.remove(&id).unwrap_or_default())
    }

    /// Changes the value of a connection. Blocks for up to ten seconds when another program holds the file.
    ///
    /// # Errors
    /// As [`PerConnection::values`], and [`AppError::Unwritten`]; the file is then as it was.
    pub(crate) fn change(
        &self,
        id: ProfileId,
        change: impl FnOnce(&mut T),
    ) -> Result<(), AppError> {
        let failed = |source| AppError::Unwritten {
            path: self.path.clone(),
            source,
        };
        let _lock = lock(&self.beside("lock"))
            .map_err(failed)?
            .ok_or_else(|| failed(io::Error::other("another copy of Provost is writing it")))?;
        let (before, mut text) = self.read()?;
        change(&mut text.connections.entry(id).or_default().value);
        let mut bytes = serde_json::to_vec_pretty(&text)
            .map_err(|error| failed(io::Error::other(error.to_string())))?;
        bytes.push(b'\n');
        if before.as_deref() == Some(bytes.as_slice()) {
            return Ok(());
        }
        replace(&self.path, &self.beside("bak"), before.as_deref(), &bytes).map_err(failed)
    }

    fn beside(&self, ending: &str) -> PathBuf {
        self.path.with_extension(format!("json.{ending}"))
    }

    fn read(&self) -> Result<(Option<Vec<u8>>, Text<T>), AppError> {
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let text = Text {
                    schema: self.form.to_owned(),
                    connections: BTreeMap::new(),
                    rest: Map::new(),
                };
                return Ok((None, text));
            }
            Err(source) => {
                return Err(AppError::Unreadable {
                    path: self.path.clone(),
                    source,
                });
            }
        };
        let text: Text<T> = serde_json::from_slice(&bytes).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            self.refused(&format!("is damaged at line {line}, column {column}"))
        })?;
        if text.schema != self.form {
            return Err(self.refused(&format!(
                "has the form {}, and this version of Provost reads {}",
                text.schema, self.form
            )));
        }
        Ok((Some(bytes), text))
    }

    fn refused(&self, what: &str) -> AppError {
        AppError::BadInput(format!(
            "The file of {}, {}, {what}. It is left as it is: mend it, or move it away and choose anew.",
            self.subject,
            self.path.display()
        ))
    }
}

#[cfg(test)]
mod tests;
