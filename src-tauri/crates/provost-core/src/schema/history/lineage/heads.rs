//! Several ends of one chain: meant, or the work of two people who did not know of each other?

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::Severity;

use super::super::defect::{Defect, DefectKind};
use super::{Lineage, Places, faults::paths};

/// The ends that nothing tells apart: neither a branch label nor that something depends on one of them. Branches that
/// are meant to stay apart carry labels of their own.
pub(super) fn several(lineage: &Lineage) -> Vec<Defect> {
    let mut alike: BTreeMap<(&str, BTreeSet<&str>), Places> = BTreeMap::new();
    for head in lineage.effective_heads() {
        let group = lineage
            .revisions
            .get(head)
            .map_or("", |revision| revision.group.as_str());
        alike
            .entry((group, branch_labels(lineage, head)))
            .or_default()
            .insert(head);
    }
    let unread = |revision: &&super::Revision| {
        revision
            .unread
            .iter()
            .any(|(variable, _)| variable == "down_revision")
    };
    let guess = lineage.revisions.iter().any(unread);
    let cut_off = lineage.unreachable();
    let describe = |((group, _), heads): ((&str, BTreeSet<&str>), Places)| {
        let ids = lineage.ids(&heads);
        let whose = if group.is_empty() {
            String::new()
        } else {
            format!(" of {group}")
        };
        // What follows on a missing one may follow on the other end once that is back.
        let certain = heads.difference(&cut_off).count() > 1;
        let outcome = if certain {
            "an upgrade to the head is refused until they are merged"
        } else {
            "they may be one again once what is missing is back"
        };
        let message = format!(
            "The migrations{whose} have {} ends, {}, and no label tells them apart: {outcome}.",
            ids.len(),
            ids.join(", ")
        );
        let mut defect = Defect::new(DefectKind::SeveralHeads, message)
            .of(ids)
            .within(paths(lineage, &heads));
        if !certain {
            "Mend what is missing first, and look again.".clone_into(&mut defect.advice);
        }
        // What cannot be read may follow on one of them.
        if guess || !certain {
            defect.weighing(Severity::Low)
        } else {
            defect
        }
    };
    alike
        .into_iter()
        .filter(|(_, heads)| heads.len() > 1)
        .map(describe)
        .collect()
}

/// The labels of the branches that an end belongs to.
fn branch_labels<'a>(lineage: &Lineage<'a>, head: usize) -> BTreeSet<&'a str> {
    let mut labels = BTreeSet::new();
    let mut seen = Places::new();
    let mut open = vec![head];
    while let Some(place) = open.pop() {
        if seen.insert(place) {
            if let Some(revision) = lineage.revisions.get(place) {
                labels.extend(revision.labels.iter().map(String::as_str));
                // A label that cannot be read tells branches apart all the same.
                let unread = revision
                    .unread
                    .iter()
                    .filter(|(variable, _)| variable == "branch_labels");
                labels.extend(unread.map(|(_, source)| source.as_str()));
            }
            open.extend(lineage.parents.get(place).into_iter().flatten().copied());
        }
    }
    labels
}
