//! Every defect of the graph itself.

use std::collections::{BTreeMap, BTreeSet};

use super::super::defect::{Defect, DefectKind};
use super::{Lineage, Places, Resolution, heads};

/// All that is wrong with the graph.
pub(in super::super) fn faults(lineage: &Lineage) -> Vec<Defect> {
    let mut found = missing(lineage);
    found.extend(duplicates(lineage));
    found.extend(labels(lineage));
    found.extend(rings(lineage));
    found.extend(unreachable(lineage));
    found.extend(heads::several(lineage));
    found
}

fn missing(lineage: &Lineage) -> Vec<Defect> {
    let mut users: BTreeMap<(&str, bool, bool), Places> = BTreeMap::new();
    for one in &lineage.missing {
        users
            .entry((&one.name, one.followed, one.external))
            .or_default()
            .insert(one.from);
    }
    let mut found = Vec::new();
    for ((name, followed, external), from) in users {
        let ids = lineage.ids(&from);
        let by = ids.join(", ");
        let near = match lineage.resolve(name) {
            Resolution::One(place) => format!(" Only `{}` begins with it.", lineage.id(place)),
            _ => String::new(),
        };
        let defect = if external {
            let message = format!(
                "`{name}` is depended on by {by}; nothing in the folder defines it, so it belongs to another package, or is missing."
            );
            Defect::new(DefectKind::ExternalDependency, message)
        } else if followed {
            let message = format!("`{name}` is followed on by {by}, and no file defines it.{near}");
            Defect::new(DefectKind::MissingRevision, message)
        } else {
            let message = format!("`{name}` is depended on by {by}, and no file defines it.{near}");
            Defect::new(DefectKind::MissingDependency, message)
        };
        found.push(
            defect
                .of([name.to_owned()].into_iter().chain(ids))
                .within(paths(lineage, &from)),
        );
    }
    found
}

pub(super) fn paths(lineage: &Lineage, places: &Places) -> Vec<String> {
    let revisions = places
        .iter()
        .filter_map(|place| lineage.revisions.get(*place));
    revisions.map(|revision| revision.file.clone()).collect()
}

fn duplicates(lineage: &Lineage) -> Vec<Defect> {
    let mut files: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for duplicate in &lineage.duplicates {
        let first = lineage
            .place(&duplicate.id)
            .and_then(|place| lineage.revisions.get(place));
        files
            .entry(&duplicate.id)
            .or_insert_with(|| first.map(|first| first.file.clone()).into_iter().collect())
            .push(duplicate.file.clone());
    }
    let describe = |(id, files): (&str, Vec<String>)| {
        let message = format!(
            "`{id}` is defined by {} files: {}.",
            files.len(),
            files.join(", ")
        );
        Defect::new(DefectKind::DuplicateRevision, message)
            .of([id])
            .within(files)
    };
    files.into_iter().map(describe).collect()
}

fn labels(lineage: &Lineage) -> Vec<Defect> {
    let mut carriers: BTreeMap<&str, Places> = BTreeMap::new();
    for (place, revision) in lineage.revisions.iter().enumerate() {
        for label in &revision.labels {
            carriers.entry(label).or_default().insert(place);
        }
    }
    let mut found = Vec::new();
    for (label, places) in carriers {
        let named_so = lineage.place(label);
        if places.len() > 1 || named_so.is_some() {
            let all: Places = places.into_iter().chain(named_so).collect();
            let ids = lineage.ids(&all);
            let message = format!(
                "The branch label `{label}` is used more than once: {}.",
                ids.join(", ")
            );
            found.push(
                Defect::new(DefectKind::DuplicateLabel, message)
                    .of(ids)
                    .within(paths(lineage, &all)),
            );
        }
    }
    found
}

fn rings(lineage: &Lineage) -> Vec<Defect> {
    let mut found = Vec::new();
    for (place, revision) in lineage.revisions.iter().enumerate() {
        if lineage.before(place).any(|before| before == place) {
            let message = format!("{} comes before itself.", revision.id);
            found.push(
                Defect::new(DefectKind::SelfReference, message)
                    .of([&revision.id])
                    .within([&revision.file]),
            );
        }
    }
    let plain = lineage.rings(false);
    let known: BTreeSet<&Places> = plain.iter().collect();
    let wider = lineage.rings(true);
    for (kind, ring) in plain.iter().map(|ring| (DefectKind::Cycle, ring)).chain(
        wider
            .iter()
            .filter(|ring| !known.contains(ring))
            .map(|ring| (DefectKind::DependencyCycle, ring)),
    ) {
        let ids = lineage.ids(ring);
        let edges: Vec<String> = ring
            .iter()
            .flat_map(|place| lineage.before(*place).map(move |before| (*place, before)))
            .filter(|(_, before)| ring.contains(before))
            .map(|(place, before)| format!("{} → {}", lineage.id(place), lineage.id(before)))
            .collect();
        let message = format!(
            "{} wait for each other: {}.",
            ids.join(", "),
            edges.join(", ")
        );
        found.push(
            Defect::new(kind, message)
                .of(ids)
                .within(paths(lineage, ring)),
        );
    }
    found
}

fn unreachable(lineage: &Lineage) -> Option<Defect> {
    let places = lineage.unreachable();
    if places.is_empty() {
        return None;
    }
    let ids = lineage.ids(&places);
    let message = format!(
        "No upgrade from the beginning comes to {} of {} migrations, because of what is missing or goes round before them.",
        ids.len(),
        lineage.revisions.len()
    );
    Some(
        Defect::new(DefectKind::Unreachable, message)
            .of(ids)
            .within(paths(lineage, &places)),
    )
}
