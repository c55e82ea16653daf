//! The order in which statements can run: what is mentioned before what mentions it, and the other way round when things go.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::QualifiedName;

use super::side::is_routine;
use super::step::{Segment, Step};

/// The steps in an order in which they can run.
pub(super) fn ordered(steps: Vec<Step>) -> Vec<Step> {
    let mut segments: BTreeMap<Segment, Vec<Step>> = BTreeMap::new();
    for step in steps {
        segments.entry(step.segment).or_default().push(step);
    }
    segments
        .into_iter()
        .flat_map(|(segment, steps)| match segment {
            Segment::Groundwork => steps,
            Segment::Drop | Segment::DropLate => sorted(steps, true),
            Segment::Make | Segment::Finish => sorted(steps, false),
        })
        .collect()
}

/// Kahn's algorithm; among those that are free the one with the lowest rank, then the one that came first. Where they wait
/// for each other, the rank decides.
fn sorted(steps: Vec<Step>, dropping: bool) -> Vec<Step> {
    let mut waits = waits(&steps, dropping);
    let mut remaining: BTreeMap<usize, Step> = steps.into_iter().enumerate().collect();
    let mut free: BTreeSet<(u8, usize)> = BTreeSet::new();
    let mut waited_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, step) in &remaining {
        let before = waits.entry(*place).or_default();
        if before.is_empty() {
            free.insert((step.rank, *place));
        }
        for one in before.iter() {
            waited_by.entry(*one).or_default().push(*place);
        }
    }
    let mut done = Vec::with_capacity(remaining.len());
    while !remaining.is_empty() {
        let next = free.pop_first().or_else(|| {
            remaining
                .iter()
                .map(|(place, step)| (step.rank, *place))
                .min()
        });
        let Some((_, place)) = next else { break };
        let Some(step) = remaining.remove(&place) else {
            continue;
        };
        done.push(step);
        for after in waited_by.get(&place).into_iter().flatten() {
            let Some(before) = waits.get_mut(after) else {
                continue;
            };
            before.remove(&place);
            if before.is_empty()
                && let Some(step) = remaining.get(after)
            {
                free.insert((step.rank, *after));
            }
        }
    }
    done
}

/// For each step the steps that must come before it.
fn waits(steps: &[Step], dropping: bool) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut providers: BTreeMap<&QualifiedName, Vec<usize>> = BTreeMap::new();
    for (place, step) in steps.iter().enumerate() {
        if let Some(name) = &step.provides {
            providers.entry(name).or_default().push(place);
        }
    }
    let mut waits: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (place, step) in steps.iter().enumerate() {
        for name in &step.mentions.names {
            // What changes one object goes by its ranks; functions of one name are several objects.
            if step.provides.as_ref() == Some(name) && !is_routine(step.object.kind) {
                continue;
            }
            let others = providers.get(name).into_iter().flatten();
            for provider in others.filter(|provider| **provider != place) {
                let (first, then) = if dropping {
                    (place, *provider)
                } else {
                    (*provider, place)
                };
                waits.entry(then).or_default().insert(first);
            }
        }
    }
    waits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::comparison::object::{ObjectId, ObjectKind};

    fn step(segment: Segment, rank: u8, name: &str, sql: &str) -> Step {
        let id = ObjectId {
            schema: Some("app".to_owned()),
            table: None,
            kind: ObjectKind::View,
            name: name.to_owned(),
        };
        Step::new(segment, rank, &id, sql).provides(&QualifiedName::new("app", name))
    }

    fn names(steps: Vec<Step>) -> Vec<String> {
        ordered(steps)
            .into_iter()
            .map(|step| step.object.name)
            .collect()
    }

    #[test]
    fn what_is_used_is_made_first_and_dropped_last() {
        for (segment, expected) in [(Segment::Make, ["b", "a"]), (Segment::Drop, ["a", "b"])] {
            let steps = vec![
                step(segment, 1, "b", "view app.b"),
                step(segment, 0, "a", "view app.a as select from app.b"),
            ];
            assert_eq!(names(steps), expected);
        }
    }

    #[test]
    fn a_ring_ends_by_rank() {
        let steps = vec![
            step(Segment::Make, 1, "b", "app.b app.a"),
            step(Segment::Make, 0, "a", "app.a app.b"),
        ];
        assert_eq!(names(steps), ["a", "b"]);
    }
}
