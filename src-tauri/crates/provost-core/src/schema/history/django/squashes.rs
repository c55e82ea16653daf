//! Squashed migrations: either one stands for those that it replaces, or they stand for it, by what is applied.

use std::collections::{BTreeMap, BTreeSet};

use super::super::revision::Revision;

/// Leaves, of each squashed migration and those that it replaces, the ones that Django would use.
pub(super) fn settle(revisions: &mut Vec<Revision>, applied: &BTreeSet<String>) {
    let squashes: Vec<Revision> = revisions
        .iter()
        .filter(|one| !one.replaces.is_empty())
        .cloned()
        .collect();
    for squash in squashes {
        let done = squash
            .replaces
            .iter()
            .filter(|one| applied.contains(*one))
            .count();
        if done == 0 || done == squash.replaces.len() {
            stand_in(revisions, &squash);
        } else {
            stand_back(revisions, &squash);
        }
    }
}

/// Whether a migration counts as applied: by its own row, or by the rows of all that it replaces.
pub(in super::super) fn is_applied(revision: &Revision, applied: &BTreeSet<String>) -> bool {
    applied.contains(&revision.id)
        || (!revision.replaces.is_empty()
            && revision.replaces.iter().all(|one| applied.contains(one)))
}

/// The squashed migration takes the place of the others, with what they need and what needs them.
fn stand_in(revisions: &mut Vec<Revision>, squash: &Revision) {
    let replaced: BTreeSet<&str> = squash.replaces.iter().map(String::as_str).collect();
    let mut parents = squash.parents.clone();
    let mut needs = squash.depends_on.clone();
    for old in revisions
        .iter()
        .filter(|one| replaced.contains(one.id.as_str()))
    {
        parents.extend(old.parents.iter().cloned());
        needs.extend(old.depends_on.iter().cloned());
    }
    revisions.retain(|one| !replaced.contains(one.id.as_str()));
    for revision in revisions.iter_mut() {
        let own = revision.id == squash.id;
        if own {
            revision.parents.clone_from(&parents);
            revision.depends_on.clone_from(&needs);
        }
        for list in [&mut revision.parents, &mut revision.depends_on] {
            for name in list
                .iter_mut()
                .filter(|name| replaced.contains(name.as_str()))
            {
                name.clone_from(&squash.id);
            }
            let mut seen = BTreeSet::new();
            list.retain(|name| (!own || *name != squash.id) && seen.insert(name.clone()));
        }
    }
}

/// Some of the others are applied and some are not: they go on, and what needs the squashed one needs their ends.
fn stand_back(revisions: &mut Vec<Revision>, squash: &Revision) {
    let known: BTreeMap<String, Vec<String>> = revisions
        .iter()
        .map(|one| (one.id.clone(), one.parents.clone()))
        .collect();
    let followed: BTreeSet<&String> = squash
        .replaces
        .iter()
        .filter_map(|one| known.get(one))
        .flatten()
        .collect();
    let ends: Vec<String> = squash
        .replaces
        .iter()
        .filter(|one| known.contains_key(*one) && !followed.contains(one))
        .cloned()
        .collect();
    revisions.retain(|one| one.id != squash.id);
    for revision in revisions.iter_mut() {
        for list in [&mut revision.parents, &mut revision.depends_on] {
            if let Some(position) = list.iter().position(|name| *name == squash.id) {
                list.splice(position..=position, ends.iter().cloned());
            }
        }
    }
}
