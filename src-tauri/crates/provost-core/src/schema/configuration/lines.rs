//! Which targets of several files are meant to be the same database.

use super::{Configuration, ConfigurationFormat, Target};

/// The targets of one file that lead to one database.
#[derive(Debug, Clone)]
pub(super) struct Reach<'a> {
    /// The place of the file among all.
    pub(super) place: usize,
    pub(super) file: &'a Configuration,
    pub(super) database: Option<&'a str>,
    pub(super) targets: Vec<&'a Target>,
}

impl Reach<'_> {
    /// Whether it says how a pooler forwards, not how a program reaches the database.
    pub(super) fn is_of_pooler(&self) -> bool {
        self.file.format == ConfigurationFormat::PgBouncer
    }
}

/// What is meant to be one database in several files: at most one reach of each, in the order of the files.
pub(super) type Line<'a> = Vec<Reach<'a>>;

/// Puts the targets of the files together: those of one name, then those that are called alike in their files, then those
/// that are the only ones of their files.
pub(super) fn lines(files: &[Configuration]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let reaches = reaches(place, file);
        lines.extend(reaches.into_iter().map(|reach| vec![reach]));
    }
    let sole: Vec<usize> = (0..files.len())
        .filter(|place| {
            let of_file = |line: &&Line| line.iter().any(|reach| reach.place == *place);
            lines.iter().filter(of_file).count() == 1
        })
        .collect();
    merge(&mut lines, |a, b| {
        a.database.is_some() && a.database == b.database
    });
    merge(&mut lines, |a, b| {
        a.targets.iter().any(|one| {
            let own = variable(&one.name);
            b.targets.iter().any(|other| variable(&other.name) == own)
        })
    });
    merge(&mut lines, |a, b| {
        sole.contains(&a.place) && sole.contains(&b.place)
    });
    for line in &mut lines {
        line.sort_by_key(|reach| reach.place);
    }
    lines
}

/// The name without the service that it stands in.
fn variable(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, own)| own)
}

/// Merges lines of which two reaches are alike, unless one file would then have two reaches in a line.
fn merge<'a>(lines: &mut Vec<Line<'a>>, alike: impl Fn(&Reach<'a>, &Reach<'a>) -> bool) {
    let mut merged: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    for line in lines.drain(..) {
        let fits = |into: &&mut Line<'a>| {
            let pairs = || {
                into.iter()
                    .flat_map(|one| line.iter().map(move |other| (one, other)))
            };
            pairs().any(|(one, other)| alike(one, other))
                && pairs().all(|(one, other)| one.place != other.place)
        };
        match merged.iter_mut().find(fits) {
            Some(into) => into.extend(line),
            None => merged.push(line),
        }
    }
    *lines = merged;
}

/// The targets of a file by database. One that names none belongs to the only database that the file names, if it does; the
/// fallback of a pooler (`*`) leads to any.
fn reaches(place: usize, file: &Configuration) -> Vec<Reach<'_>> {
    let mut reaches: Vec<Reach> = Vec::new();
    let named = file
        .targets
        .iter()
        .filter_map(|target| Some((target.database.as_deref()?, target)));
    for (database, target) in named {
        let known = reaches
            .iter_mut()
            .find(|reach| reach.database == Some(database));
        match known {
            Some(reach) => reach.targets.push(target),
            None => reaches.push(Reach {
                place,
                file,
                database: Some(database),
                targets: vec![target],
            }),
        }
    }
    let unnamed = file
        .targets
        .iter()
        .filter(|target| target.database.is_none());
    for target in unnamed {
        match reaches.as_mut_slice() {
            [only] if only.database.is_some() => only.targets.push(target),
            _ if target.name == "*" => {}
            _ => reaches.push(Reach {
                place,
                file,
                database: None,
                targets: vec![target],
            }),
        }
    }
    reaches
}
