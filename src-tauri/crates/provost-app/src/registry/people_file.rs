//! For whom each connection acts: `people.json` beside the connections file. It holds ids, never a secret.

use std::path::Path;

use provost_core::connections::ProfileId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::environment::Environment;
use crate::error::AppError;
use crate::files::per_connection::PerConnection;

/// The form of the file.
const SCHEMA: &str = "provost.people/1";

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
struct Chosen {
    person: Option<Uuid>,
}

/// The file of one person's machine.
#[derive(Debug, Clone)]
pub struct PeopleFile(PerConnection<Chosen>);

impl PeopleFile {
    /// The file of the configuration folder. Neither need exist.
    #[must_use]
    pub fn new(environment: &Environment) -> Self {
        Self::in_folder(&environment.config_folder)
    }

    /// The file `people.json` of a folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        let subject = "the people for whom connections act";
        let file = PerConnection::in_folder(folder, "people.json", SCHEMA, subject);
        Self(file)
    }

    /// For whom a connection acts; none when nobody was chosen. Blocks for a moment.
    ///
    /// # Errors
    /// [`AppError::Unreadable`] when the file is there and cannot be read, [`AppError::BadInput`] when it makes no sense.
    pub fn load(&self, id: ProfileId) -> Result<Option<Uuid>, AppError> {
        Ok(self.0.load(id)?.person)
    }

    /// Chooses for whom a connection acts. Blocks for up to ten seconds when another program holds the file.
    ///
    /// # Errors
    /// As [`PeopleFile::load`], and [`AppError::Unwritten`]; the file is then as it was.
    pub fn choose(&self, id: ProfileId, person: Option<Uuid>) -> Result<(), AppError> {
        self.0.change(id, |chosen| chosen.person = person)
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
    fn a_file_that_is_there_is_read_by_its_name_and_form() {
        let folder = tempfile::tempdir().unwrap();
        let file = PeopleFile::in_folder(folder.path());
        let (key, ada) = (id(1).0, Uuid::from_u128(50));
        let text = format!(
            "{{\"schema\": \"provost.people/1\", \"connections\":
            {{\"{key}\": {{\"person\": \"{ada}\"}}, \"{ada}\": {{\"colour\": 7}}}}}}"
        );
        std::fs::write(folder.path().join("people.json"), text).unwrap();
        assert_eq!(file.load(id(1)).unwrap(), Some(ada));
        assert_eq!(file.load(ProfileId(ada)).unwrap(), None);
    }
}
