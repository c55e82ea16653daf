//! Sequences: made, changed, and given to the column that they feed.

use crate::catalog::{QualifiedName, Sequence, quote_identifier};

use super::WarningKind;
use super::planner::{Planner, rank};
use super::step::{Segment, Step};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

pub(super) fn create(sequence: &Sequence) -> String {
    format!(
        "create sequence {} {}",
        sequence.name.quoted(),
        options(sequence, true)
    )
}

/// All options. Where an identity is made, the type of its sequence is its column's.
pub(super) fn options(sequence: &Sequence, with_type: bool) -> String {
    let data_type = if with_type {
        format!("as {} ", sequence.data_type)
    } else {
        String::new()
    };
    format!(
        "{data_type}increment by {} minvalue {} maxvalue {} start with {} cache {}{}",
        sequence.increment,
        sequence.minimum,
        sequence.maximum,
        sequence.start,
        sequence.cache,
        if sequence.cycles {
            " cycle"
        } else {
            " no cycle"
        }
    )
}

fn owned_by(owner: Option<&(QualifiedName, String)>) -> String {
    owner.map_or_else(
        || "none".to_owned(),
        |(table, column)| format!("{}.{}", table.quoted(), quote_identifier(column)),
    )
}

/// Makes a sequence; one behind an identity column comes with the column.
pub(super) fn make(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(sequence) = plan.should.sequence(id).filter(|one| !one.identity) else {
        return;
    };
    plan.add(
        Step::new(Segment::Make, rank::SEQUENCE, id, create(sequence)).provides(&sequence.name),
    );
    if sequence.owned_by.is_some() {
        give(plan, id, sequence);
    }
}

/// Says which column a sequence feeds, and goes with.
pub(super) fn give(plan: &mut Planner<'_>, id: &ObjectId, sequence: &Sequence) {
    let owner = owned_by(sequence.owned_by.as_ref());
    let sql = format!("alter sequence {} owned by {owner}", sequence.name.quoted());
    plan.add(Step::new(Segment::Make, rank::OWNED_BY, id, sql));
}

/// Changes the options and the column that it feeds.
pub(super) fn alter(plan: &mut Planner<'_>, id: &ObjectId, differs: &[&str]) {
    let (Some(sequence), Some(before)) = (plan.should.sequence(id), plan.is.sequence(id)) else {
        return;
    };
    if differs.contains(&"identity") {
        // The column says so too, and makes or drops the sequence.
        return;
    }
    let of_options = [
        "type",
        "start",
        "increment",
        "minimum",
        "maximum",
        "cache",
        "cycles",
    ];
    if differs.iter().any(|one| of_options.contains(one)) {
        let sql = format!(
            "alter sequence {} {}",
            sequence.name.quoted(),
            options(sequence, true)
        );
        let mut step = Step::new(Segment::Make, rank::SEQUENCE_CHANGE, id, sql);
        if sequence.maximum < before.maximum || sequence.minimum > before.minimum {
            step = step.warn(
                WarningKind::MayFail,
                "It fails when the sequence already stands outside its new limits.",
                None,
            );
        }
        plan.add(step);
    }
    if differs.contains(&"owned by") && !sequence.identity {
        give(plan, id, sequence);
    }
}

/// A sequence that stays must not go with the column that it feeds.
pub(super) fn set_free(plan: &mut Planner<'_>) {
    for before in &plan.is.catalog.sequences {
        let id = ObjectId {
            schema: Some(before.name.schema.clone()),
            table: None,
            kind: ObjectKind::Sequence,
            name: before.name.name.clone(),
        };
        let (Some((table, column)), Some(sequence)) = (&before.owned_by, plan.should.sequence(&id))
        else {
            continue;
        };
        let stays = !before.identity && !sequence.identity && plan.should.has(&id);
        if stays && plan.column_goes(table, column) {
            let sql = format!("alter sequence {} owned by none", before.name.quoted());
            let step = Step::new(Segment::Drop, rank::DROP_EVENT_TRIGGER, &id, sql);
            plan.add(step.mentions_of(&table.quoted()));
            if sequence.owned_by == before.owned_by {
                give(plan, &id, sequence);
            }
        }
    }
}

/// Drops a sequence, unless it goes with the column that it feeds.
pub(super) fn drop(plan: &mut Planner<'_>, id: &ObjectId) {
    let Some(sequence) = plan.is.sequence(id) else {
        return;
    };
    let goes_along = sequence.identity
        || sequence
            .owned_by
            .as_ref()
            .is_some_and(|(table, column)| plan.column_goes(table, column));
    if !goes_along {
        let sql = format!("drop sequence {}", sequence.name.quoted());
        let step =
            Step::new(Segment::DropLate, rank::DROP_SEQUENCE, id, sql).provides(&sequence.name);
        plan.add(step.warn(
            WarningKind::LosesData,
            "The last number that it gave is forgotten.",
            None,
        ));
    }
}
