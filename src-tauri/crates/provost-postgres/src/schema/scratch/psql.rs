//! Lines for psql: what a person's psql would do with them, as far as it matters here.

use std::collections::BTreeSet;

use super::SqlFile;
use super::runner::{Runner, place_of};
use super::splitting::{Piece, PieceKind, pieces};
use crate::error::Error;

/// How deep files may include each other.
const DEPTH: usize = 16;

const INCLUSIONS: [&str; 4] = ["\\i", "\\ir", "\\include", "\\include_relative"];

/// Lines for psql that change nothing in a database.
const WITHOUT_EFFECT: [&str; 12] = [
    "\\restrict",
    "\\unrestrict",
    "\\set",
    "\\unset",
    "\\echo",
    "\\qecho",
    "\\warn",
    "\\pset",
    "\\timing",
    "\\encoding",
    "\\t",
    "\\x",
];

/// Lines for psql that are told and not followed.
const LEFT_OUT: [&str; 3] = ["\\copy", "\\!", "\\o"];

/// Lines for psql that go to another database.
const CONNECTING: [&str; 2] = ["\\connect", "\\c"];

impl<'a> Runner<'a> {
    /// The files that others include.
    pub(super) fn included(&self) -> BTreeSet<&'a str> {
        let mut names = BTreeSet::new();
        for file in self.files {
            let commands = pieces(&file.text);
            let commands = commands
                .iter()
                .filter(|piece| piece.kind == PieceKind::Command);
            for piece in commands {
                names.extend(
                    self.inclusion(file, piece.text)
                        .map(|one| one.name.as_str()),
                );
            }
        }
        names
    }

    /// The file that a line for psql includes, when it is among those that were given.
    fn inclusion(&self, from: &SqlFile, command: &str) -> Option<&'a SqlFile> {
        let (word, path) = command.split_once(char::is_whitespace)?;
        if !INCLUSIONS.contains(&word) {
            return None;
        }
        let path = path.trim().trim_matches('\'');
        let folder = from.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = normal(&format!("{folder}/{path}"));
        let find = |name: &str| self.files.iter().find(|file| file.name == name);
        find(&beside).or_else(|| find(&normal(path)))
    }

    /// Does what a line for psql asks for.
    pub(super) async fn obey(
        &mut self,
        file: &SqlFile,
        piece: &Piece<'_>,
        depth: usize,
    ) -> Result<(), Error> {
        let word = piece.text.split_whitespace().next().unwrap_or_default();
        if INCLUSIONS.contains(&word) {
            let Some(included) = self.inclusion(file, piece.text).filter(|_| depth < DEPTH) else {
                return Err(Error::ExpectedText {
                    place: place_of(file, piece),
                    message: format!(
                        "{} names a file that is not among those that were given.",
                        piece.text
                    ),
                    hint: "Point at the folder that holds all of them.".to_owned(),
                });
            };
            return Box::pin(self.run_file(included, depth + 1)).await;
        }
        if WITHOUT_EFFECT.contains(&word) {
            return Ok(());
        }
        if CONNECTING.contains(&word) {
            return self.stay(file, piece, word);
        }
        if LEFT_OUT.contains(&word) {
            let place = place_of(file, piece);
            self.findings.note(format!("{place}: {word} was left out."));
            return Ok(());
        }
        Err(Error::ExpectedText {
            place: place_of(file, piece),
            message: format!("{word} is a command of psql that cannot be followed here."),
            hint: "Give plain SQL, such as the output of pg_dump --schema-only.".to_owned(),
        })
    }
}

impl Runner<'_> {
    /// SQL that first goes to its database, as that of `pg_dump --create` does, is run in the scratch database instead. SQL of
    /// several databases would become one that never was.
    fn stay(&mut self, file: &SqlFile, piece: &Piece<'_>, word: &str) -> Result<(), Error> {
        let place = place_of(file, piece);
        let target = piece.text.get(word.len()..).unwrap_or_default().trim();
        if target.is_empty() || target == "-" {
            return Ok(());
        }
        match &self.database {
            Some(first) if first != target => Err(Error::ExpectedText {
                place,
                message: format!(
                    "The SQL goes on in another database ({target}) after {first}, and one database is compared."
                ),
                hint: "Give the SQL of the one database alone, such as the output of pg_dump --schema-only."
                    .to_owned(),
            }),
            Some(_) => Ok(()),
            None => {
                self.database = Some(target.to_owned());
                self.findings.note(format!(
                    "{place}: {word} was left out: all of it was run in one scratch database."
                ));
                Ok(())
            }
        }
    }
}

/// A path without `.` and `..`.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}
