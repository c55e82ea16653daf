//! The graph of a folder's migrations: who follows on whom, with every name resolved that can be.
//!
//! Alembic stops at the first defect of its graph; this keeps going, so that all of them can be listed.

mod cycles;
mod faults;
mod heads;
mod order;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::revision::Revision;

pub(super) use faults::faults;

/// Positions of revisions, in order.
pub(super) type Places = BTreeSet<usize>;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resolution {
    /// This revision.
    One(usize),
    /// Several begin with it.
    Ambiguous,
    /// None.
    Unknown,
}

/// A name that no revision of the folder has, and who uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    /// Who uses it.
    pub(super) from: usize,
    /// The name.
    pub(super) name: String,
    /// Whether it is followed on; else it is only depended on.
    pub(super) followed: bool,
    /// Whether it belongs to what is not in the folder, and so is no defect of it.
    pub(super) external: bool,
}

/// The graph.
#[derive(Debug)]
pub(super) struct Lineage<'a> {
    /// The revisions, each name once.
    pub(super) revisions: Vec<&'a Revision>,
    /// Those whose name an earlier file has already taken.
    pub(super) duplicates: Vec<&'a Revision>,
    /// What each follows on.
    pub(super) parents: Vec<Places>,
    /// What each depends on beside that.
    pub(super) dependencies: Vec<Places>,
    /// Names that nothing has.
    pub(super) missing: Vec<Missing>,
    names: BTreeMap<&'a str, usize>,
    labels: BTreeMap<&'a str, usize>,
}

impl<'a> Lineage<'a> {
    /// Links the revisions. `external` tells of a name that is only depended on and that no revision has whether it
    /// belongs to what is not in the folder.
    pub(super) fn new(all: &'a [Revision], external: impl Fn(&str) -> bool) -> Self {
        let mut lineage = Self {
            revisions: Vec::new(),
            duplicates: Vec::new(),
            parents: Vec::new(),
            dependencies: Vec::new(),
            missing: Vec::new(),
            names: BTreeMap::new(),
            labels: BTreeMap::new(),
        };
        for revision in all {
            if lineage.names.contains_key(revision.id.as_str()) {
                lineage.duplicates.push(revision);
            } else {
                lineage.names.insert(&revision.id, lineage.revisions.len());
                lineage.revisions.push(revision);
            }
        }
        for (place, revision) in lineage.revisions.iter().enumerate() {
            for label in &revision.labels {
                lineage.labels.entry(label).or_insert(place);
            }
        }
        lineage.link(external);
        lineage
    }

    fn link(&mut self, external: impl Fn(&str) -> bool) {
        let mut missing = Vec::new();
        for (from, revision) in self.revisions.iter().enumerate() {
            let mut parents = Places::new();
            let mut dependencies = Places::new();
            for (names, places, followed) in [
                (&revision.parents, &mut parents, true),
                (&revision.depends_on, &mut dependencies, false),
            ] {
                for name in names {
                    // Alembic takes a label only where something is depended on, and a prefix nowhere in a file.
                    let label = self.labels.get(name.as_str()).filter(|_| !followed);
                    match self.names.get(name.as_str()).or(label) {
                        Some(place) => {
                            places.insert(*place);
                        }
                        None => missing.push(Missing {
                            from,
                            name: name.clone(),
                            followed,
                            external: !followed && external(name),
                        }),
                    }
                }
            }
            self.parents.push(parents);
            self.dependencies.push(dependencies);
        }
        self.missing = missing;
    }

    /// What a name stands for: a revision, a label, or at least four characters that only one revision begins with.
    pub(super) fn resolve(&self, name: &str) -> Resolution {
        if let Some(place) = self.names.get(name).or_else(|| self.labels.get(name)) {
            return Resolution::One(*place);
        }
        if name.chars().count() < 4 {
            return Resolution::Unknown;
        }
        let mut beginning = self
            .names
            .range(name..)
            .take_while(|(known, _)| known.starts_with(name));
        match (beginning.next(), beginning.next()) {
            (Some((_, place)), None) => Resolution::One(*place),
            (Some(_), Some(_)) => Resolution::Ambiguous,
            (None, _) => Resolution::Unknown,
        }
    }

    /// The place of exactly this name.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The name at a place.
    pub(super) fn id(&self, place: usize) -> &'a str {
        self.revisions
            .get(place)
            .map_or("", |revision| revision.id.as_str())
    }

    /// The names at these places.
    pub(super) fn ids<'b>(&self, places: impl IntoIterator<Item = &'b usize>) -> Vec<String> {
        places
            .into_iter()
            .map(|place| self.id(*place).to_owned())
            .collect()
    }

    /// All that must be applied before the one at this place, the nearest only.
    pub(super) fn before(&self, place: usize) -> impl Iterator<Item = usize> {
        let parents = self.parents.get(place).into_iter().flatten();
        parents
            .chain(self.dependencies.get(place).into_iter().flatten())
            .copied()
    }

    /// These and all that must be applied before them.
    pub(super) fn ancestors(&self, of: impl IntoIterator<Item = usize>) -> Places {
        let mut found = Places::new();
        let mut open: Vec<usize> = of.into_iter().collect();
        while let Some(place) = open.pop() {
            if found.insert(place) {
                open.extend(self.before(place));
            }
        }
        found
    }

    /// Those that nothing follows on.
    pub(super) fn heads(&self) -> Places {
        let followed: Places = self.parents.iter().flatten().copied().collect();
        self.places(|revision| !revision.repeatable)
            .difference(&followed)
            .copied()
            .collect()
    }

    /// The heads that nothing depends on either: these are the rows of a database that is up to date.
    pub(super) fn effective_heads(&self) -> Places {
        let needed: Places = self.dependencies.iter().flatten().copied().collect();
        self.heads().difference(&needed).copied().collect()
    }

    /// Those that follow on nothing, as their files say.
    pub(super) fn bases(&self) -> Places {
        let begins = |revision: &&Revision| {
            let chained = revision.parents.is_empty() && !revision.repeatable;
            chained
                && !revision
                    .unread
                    .iter()
                    .any(|(name, _)| name == "down_revision")
        };
        self.places(begins)
    }

    /// Those that several follow on.
    pub(super) fn branch_points(&self) -> Places {
        let mut children: BTreeMap<usize, usize> = BTreeMap::new();
        for parent in self.parents.iter().flatten() {
            *children.entry(*parent).or_default() += 1;
        }
        children
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|(place, _)| place)
            .collect()
    }

    /// Those that follow on several.
    pub(super) fn merges(&self) -> Places {
        self.places(|revision| revision.parents.len() > 1)
    }

    fn places(&self, wanted: impl Fn(&&Revision) -> bool) -> Places {
        let chosen = self
            .revisions
            .iter()
            .enumerate()
            .filter(|(_, revision)| wanted(revision));
        chosen.map(|(place, _)| place).collect()
    }
}
