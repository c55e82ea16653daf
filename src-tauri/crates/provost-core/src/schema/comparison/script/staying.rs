//! What stays: what is not expected and cannot go, because something that stays as it is uses it; and what cannot be made,
//! because something that cannot be made would be used by it.

use std::collections::BTreeSet;

use super::planner::Planner;
use super::side::is_routine;
use super::step::{Segment, Step};
use super::{ddl, functions, mentions};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// Takes the drops back that would fail.
pub(super) fn keep(plan: &mut Planner<'_>) {
    let mut staying: Vec<ObjectId> = plan.cannot.iter().map(|one| one.object.clone()).collect();
    while let Some(id) = staying.pop() {
        if !plan.is.has(&id) {
            continue;
        }
        let used = used(plan, &id);
        let is_in_use = |step: &Step| {
            let goes = matches!(step.segment, Segment::Drop | Segment::DropLate)
                && step.object != id
                && !plan.creates.contains(&step.object);
            let holds = step.object.kind == ObjectKind::Schema
                && id.schema.as_ref() == Some(&step.object.name);
            goes && (holds
                || step
                    .provides
                    .as_ref()
                    .is_some_and(|name| used.contains(name)))
        };
        let kept: BTreeSet<ObjectId> = plan
            .steps
            .iter()
            .filter(|step| is_in_use(step))
            .map(|step| step.object.clone())
            .collect();
        plan.steps.retain(|step| {
            !kept.contains(&step.object)
                || !matches!(step.segment, Segment::Drop | Segment::DropLate)
        });
        for object in kept {
            plan.cannot(
                &object,
                format!("The {id}, which stays as it is, needs it."),
            );
            staying.push(object);
        }
    }
}

/// Leaves out the statements that need something that cannot be made, and then those that need what these would make.
pub(super) fn leave_out(plan: &mut Planner<'_>) {
    loop {
        let mut kept = Vec::with_capacity(plan.steps.len());
        let mut done = true;
        for step in std::mem::take(&mut plan.steps) {
            let needs = step.segment > Segment::Drop && !step.sql.starts_with("drop");
            let names = &step.mentions.names;
            let missing = names
                .iter()
                .find(|name| needs && plan.blocked.contains(name));
            let Some(missing) = missing.cloned() else {
                kept.push(step);
                continue;
            };
            plan.cannot(
                &step.object,
                format!("It needs {missing}, which cannot be made."),
            );
            let made = step.object.table.is_none() && plan.creates.contains(&step.object);
            if let Some(name) = step.provides.filter(|_| made) {
                done &= !plan.blocked.insert(name);
            }
        }
        plan.steps = kept;
        if done {
            return;
        }
    }
}

/// The names of what an object needs as it is now.
fn used(plan: &Planner<'_>, id: &ObjectId) -> BTreeSet<crate::catalog::QualifiedName> {
    let text = match plan.is.function(id) {
        Some(function) if is_routine(id.kind) => functions::used(function),
        _ => ddl::statement(&plan.is, id).unwrap_or_default(),
    };
    mentions::of(&text).names
}
