//! For whom each connection acts: `people.json` beside the connections file. It holds ids, never a secret.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use provost_core::connections::ProfileId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::environment::Environment;
use crate::error::AppError;
use crate::files::private::{lock, replace};

/// The form of the file.
const SCHEMA: &str = "provost.people/1";

/// The text of the file. What a newer Provost wrote beside is kept as it is.
#[derive(Default, Serialize, Deserialize)]
struct Text {
    schema: String,
    #[serde(default)]
    connections: BTreeMap<ProfileId, Entry>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Default, Clone, Serialize, Deserialize)]
struct Entry {
    person: Option<Uuid>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// The file of one person's machine.
#[derive(Debug, Clone)]
pub struct PeopleFile {
    path: PathBuf,
}

impl PeopleFile {
    /// The file of the configuration folder. Neither need exist.
    #[must_use]
    pub fn new(environment: &Environment) -> Self {
        Self::in_folder(&environment.config_folder)
    }

    /// The file `people.json` of a folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            path: folder.join("people.json"),
        }
    }

    /// For whom a connection acts; none when nobody was chosen. Blocks for a moment.
    ///
    /// # Errors
    /// [`AppError::Unreadable`] when the file is there and cannot be read, [`AppError::BadInput`] when it makes no sense.
    pub fn load(&self, id: ProfileId) -> Result<Option<Uuid>, AppError> {
        let (_, text) = self.read()?;
        Ok(text.connections.get(&id).and_then(|entry| entry.person))
    }

    /// Chooses for whom a connection acts. Blocks for up to ten seconds when another program holds the file.
    ///
    /// # Errors
    /// As [`PeopleFile::load`], and [`AppError::Unwritten`]; the file is then as it was.
    pub fn choose(&self, id: ProfileId, person: Option<Uuid>) -> Result<(), AppError> {
        let failed = |source| AppError::Unwritten {
            path: self.path.clone(),
            source,
        };
        let _lock = lock(&self.beside("lock"))
            .map_err(failed)?
            .ok_or_else(|| failed(io::Error::other("another copy of Provost is writing it")))?;
        let (before, mut text) = self.read()?;
        text.connections.entry(id).or_default().person = person;
        SCHEMA.clone_into(&mut text.schema);
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

    fn read(&self) -> Result<(Option<Vec<u8>>, Text), AppError> {
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok((None, Text::default()));
            }
            Err(source) => {
                return Err(AppError::Unreadable {
                    path: self.path.clone(),
                    source,
                });
            }
        };
        let text: Text = serde_json::from_slice(&bytes).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            self.refused(&format!("is damaged at line {line}, column {column}"))
        })?;
        if text.schema != SCHEMA {
            return Err(self.refused(&format!(
                "has the form {}, and this version of Provost reads {SCHEMA}",
                text.schema
            )));
        }
        Ok((Some(bytes), text))
    }

    fn refused(&self, what: &str) -> AppError {
        AppError::BadInput(format!(
            "The file of the people for whom connections act, {}, {what}. It is left as it is: mend it, or move it away and choose anew.",
            self.path.display()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> ProfileId {
        ProfileId(Uuid::from_u128(number))
    }

    #[test]
    fn who_acts_is_kept_for_each_connection() {
        let folder = tempfile::tempdir().unwrap();
        let file = PeopleFile::in_folder(&folder.path().join("provost"));
        assert_eq!(file.load(id(1)).unwrap(), None);
        let (ada, ben) = (Uuid::from_u128(50), Uuid::from_u128(51));
        file.choose(id(1), Some(ada)).unwrap();
        file.choose(id(2), Some(ben)).unwrap();
        assert_eq!(file.load(id(1)).unwrap(), Some(ada));
        file.choose(id(1), None).unwrap();
        assert_eq!(file.load(id(1)).unwrap(), None);
        assert_eq!(file.load(id(2)).unwrap(), Some(ben));
    }

    #[test]
    fn what_a_newer_version_wrote_stays_and_what_is_damaged_too() {
        let folder = tempfile::tempdir().unwrap();
        let file = PeopleFile::in_folder(folder.path());
        let key = Uuid::from_u128(1);
        let text = format!(
            "{{\"schema\": \"{SCHEMA}\", \"connections\": {{\"{key}\": {{\"colour\": 7}}}}, \"later\": [1]}}"
        );
        std::fs::write(&file.path, text).unwrap();
        file.choose(id(1), Some(Uuid::nil())).unwrap();
        let kept: Value = serde_json::from_slice(&std::fs::read(&file.path).unwrap()).unwrap();
        assert_eq!(kept["later"][0], 1);
        assert_eq!(kept["connections"][key.to_string()]["colour"], 7);

        for bad in ["{", "{\"schema\": \"provost.people/9\"}"] {
            std::fs::write(&file.path, bad).unwrap();
            assert!(matches!(file.load(id(1)), Err(AppError::BadInput(_))));
            assert!(file.choose(id(1), None).is_err());
            assert_eq!(std::fs::read_to_string(&file.path).unwrap(), bad);
        }
    }
}
