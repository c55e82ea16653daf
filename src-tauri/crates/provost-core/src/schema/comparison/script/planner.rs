//! What is done with each difference: made, dropped, changed in place, dropped and made again, or told to be impossible.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, QualifiedName, Relation};

use super::side::{self, Side, is_relation, is_routine, own_name, table_name};
use super::step::Step;
use super::{
    Cannot, Script, ScriptStatement, data_types, dependents, dropping, functions, is_missing,
    later, making, mentions, order, plain, renaming, staying, versions,
};
use crate::schema::comparison::object::{ObjectId, ObjectKind};
use crate::schema::comparison::{Change, Comparison, Difference, Options};
use crate::schema::history::keeps_migrations;

/// The places of the kinds of statements among those that do not depend on each other.
pub(super) mod rank {
    pub(crate) const SCHEMA: u8 = 0;
    pub(crate) const EXTENSION: u8 = 1;
    pub(crate) const SERVER: u8 = 2;
    pub(crate) const ENUM: u8 = 3;
    pub(crate) const TYPE: u8 = 4;
    pub(crate) const SEQUENCE: u8 = 5;
    pub(crate) const FUNCTION: u8 = 6;
    pub(crate) const CAST: u8 = 7;
    pub(crate) const TABLE: u8 = 8;
    pub(crate) const COLUMN_DROP: u8 = 9;
    pub(crate) const COLUMN_TYPE: u8 = 10;
    pub(crate) const COLUMN_ADD: u8 = 11;
    pub(crate) const COLUMN_CHANGE: u8 = 12;
    pub(crate) const COLUMN_DEFAULT: u8 = 13;
    pub(crate) const CHECK: u8 = 14;
    pub(crate) const ATTACH: u8 = 15;
    pub(crate) const SEQUENCE_CHANGE: u8 = 16;
    pub(crate) const KEY: u8 = 17;
    pub(crate) const INDEX: u8 = 18;
    pub(crate) const FOREIGN_KEY: u8 = 19;
    pub(crate) const VIEW: u8 = 20;
    pub(crate) const OWNED_BY: u8 = 21;
    pub(crate) const RULE: u8 = 22;
    pub(crate) const TRIGGER: u8 = 23;
    pub(crate) const POLICY: u8 = 24;
    pub(crate) const STATISTICS: u8 = 25;
    pub(crate) const TABLE_OPTION: u8 = 26;
    pub(crate) const FLAG: u8 = 27;

    pub(crate) const DROP_EVENT_TRIGGER: u8 = 0;
    pub(crate) const DROP_PUBLICATION: u8 = 1;
    pub(crate) const DROP_POLICY: u8 = 2;
    pub(crate) const DROP_RULE: u8 = 3;
    pub(crate) const DROP_TRIGGER: u8 = 4;
    pub(crate) const DROP_FOREIGN_KEY: u8 = 5;
    pub(crate) const DROP_VIEW: u8 = 6;
    pub(crate) const DROP_STATISTICS: u8 = 7;
    pub(crate) const DROP_DEFAULT: u8 = 8;
    pub(crate) const DROP_INDEX: u8 = 9;
    pub(crate) const DROP_CHECK: u8 = 10;
    pub(crate) const DROP_KEY: u8 = 11;
    pub(crate) const DROP_GENERATED: u8 = 12;
    pub(crate) const DROP_CAST: u8 = 13;
    pub(crate) const DROP_FUNCTION: u8 = 14;
    pub(crate) const DROP_TABLE: u8 = 15;
    pub(crate) const DROP_TYPE: u8 = 16;
    pub(crate) const DROP_SEQUENCE: u8 = 17;
    pub(crate) const DROP_SERVER: u8 = 18;
    pub(crate) const DROP_EXTENSION: u8 = 19;
    pub(crate) const DROP_SCHEMA: u8 = 20;

    pub(crate) const COMMENT: u8 = 0;
    pub(crate) const OWNER: u8 = 1;
    pub(crate) const REVOKE: u8 = 2;
    pub(crate) const GRANT: u8 = 3;
    pub(crate) const COLUMN_GRANT: u8 = 4;
    pub(crate) const PUBLICATION: u8 = 5;
    pub(crate) const SETTING: u8 = 6;
    pub(crate) const EVENT_TRIGGER: u8 = 7;
    pub(crate) const OWNER_OF_LAST: u8 = 8;
}

pub(super) struct Planner<'a> {
    /// What the database should be.
    pub(super) should: Side<'a>,
    /// What it is once the groundwork is done.
    pub(super) is: Side<'a>,
    pub(super) options: &'a Options,
    pub(super) steps: Vec<Step>,
    pub(super) cannot: Vec<Cannot>,
    /// What is made, also what was dropped to be made again.
    pub(super) creates: BTreeSet<ObjectId>,
    /// What is dropped and not made again.
    pub(super) drops: BTreeSet<ObjectId>,
    /// What is dropped and, where it is expected, made again.
    pub(super) rebuilds: BTreeSet<ObjectId>,
    /// Routines and casts that go before what they use goes.
    pub(super) early: BTreeSet<ObjectId>,
    /// Columns whose default stands aside.
    pub(super) default_resets: BTreeSet<ObjectId>,
    /// What is expected and cannot be made, by name.
    pub(super) blocked: BTreeSet<QualifiedName>,
    /// Tables that stay as they are.
    pub(super) stuck: BTreeSet<QualifiedName>,
    /// Values of enums that are expected and cannot be had, as expressions name them.
    pub(super) absent_values: Vec<String>,
    /// New values of enums, as expressions name them.
    pub(super) new_values: Vec<String>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(expected: &'a Catalog, actual: &'a Catalog, options: &'a Options) -> Self {
        Self {
            should: Side::new(expected, options),
            is: Side::new(actual, options),
            options,
            steps: Vec::new(),
            cannot: Vec::new(),
            creates: BTreeSet::new(),
            drops: BTreeSet::new(),
            rebuilds: BTreeSet::new(),
            early: BTreeSet::new(),
            default_resets: BTreeSet::new(),
            blocked: BTreeSet::new(),
            stuck: BTreeSet::new(),
            absent_values: Vec::new(),
            new_values: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(super) fn cannot(&mut self, object: &ObjectId, reason: impl Into<String>) {
        self.cannot.push(Cannot {
            object: object.clone(),
            reason: reason.into(),
        });
    }

    /// Plans the statements for all differences.
    pub(super) fn plan(&mut self, comparison: &Comparison) {
        let mut possible = Vec::new();
        self.find_stuck_tables(comparison);
        for difference in &comparison.differences {
            match making::impossible(self, difference) {
                Some(reason) => {
                    if is_missing(&difference.change) {
                        self.blocked
                            .extend(making::name_of_blocked(&difference.object));
                    }
                    self.note_absent_values(&difference.object);
                    self.cannot(&difference.object, reason);
                }
                None => possible.push(difference),
            }
        }
        self.block(&mut possible);
        for difference in &possible {
            self.classify(difference);
        }
        dependents::extend(self);
        let again = self.rebuilds.iter().filter(|id| self.should.has(id));
        self.creates.extend(again.cloned());
        self.take_along();
        dropping::all(self);
        making::all(self);
        super::default_privileges::all(self);
        for difference in possible {
            if difference.change == Change::Changed && !self.creates.contains(&difference.object) {
                let differs: Vec<&str> = difference
                    .properties
                    .iter()
                    .map(|one| one.property.as_str())
                    .collect();
                making::alter(self, &difference.object, &differs);
                later::altered(self, &difference.object, &differs);
            }
        }
    }

    /// A table cannot become partitioned, nor a partitioned one a plain one; what is part of it stays so.
    fn find_stuck_tables(&mut self, comparison: &Comparison) {
        for difference in &comparison.differences {
            let differs = |name: &str| difference.properties.iter().any(|one| one.property == name);
            if difference.change == Change::Changed && differs("partitioned by") {
                self.stuck.extend(table_name(&difference.object));
            }
        }
        // Its partitions stay with it.
        loop {
            let of_stuck = |one: &&Relation| {
                one.partition_of
                    .as_ref()
                    .is_some_and(|whole| self.stuck.contains(whole))
                    && self.should.named(&one.name).is_some()
            };
            let partitions = self.is.catalog.relations.iter().filter(of_stuck);
            let names: Vec<QualifiedName> = partitions.map(|one| one.name.clone()).collect();
            let before = self.stuck.len();
            self.stuck.extend(names);
            if self.stuck.len() == before {
                return;
            }
        }
    }

    /// What needs something that cannot be made cannot be made either.
    fn block(&mut self, differences: &mut Vec<&Difference>) {
        loop {
            let before = differences.len();
            let mut kept = Vec::with_capacity(before);
            for difference in std::mem::take(differences) {
                let id = &difference.object;
                let blocker = match difference.change {
                    Change::Unexpected => None,
                    _ => self.blocker(id),
                };
                match blocker {
                    Some(name) => {
                        if is_missing(&difference.change) {
                            self.blocked.extend(own_name(id));
                        }
                        self.cannot(id, format!("It needs {name}, which cannot be made."));
                    }
                    None => kept.push(difference),
                }
            }
            let done = kept.len() == before;
            *differences = kept;
            if done {
                return;
            }
        }
    }

    fn note_absent_values(&mut self, id: &ObjectId) {
        if let (Some(should), Some(is)) = (self.should.enumeration(id), self.is.enumeration(id)) {
            let absent = should
                .values
                .iter()
                .filter(|value| !is.values.contains(value));
            let absent = absent.map(|value| data_types::value_in_expression(should, value));
            self.absent_values.extend(absent);
        }
    }

    /// What an object needs that cannot be had.
    fn blocker(&self, id: &ObjectId) -> Option<String> {
        let text = super::ddl::statement(&self.should, id)?;
        let absent = self
            .absent_values
            .iter()
            .find(|value| text.contains(*value));
        if let Some(value) = absent {
            return Some(value.clone());
        }
        let needed = mentions::of(&text).names;
        let own = own_name(id);
        needed
            .into_iter()
            .find(|name| self.blocked.contains(name) && Some(name) != own.as_ref())
            .map(|name| name.to_string())
    }

    fn classify(&mut self, difference: &Difference) {
        let id = &difference.object;
        match &difference.change {
            Change::Missing => {
                self.creates.insert(id.clone());
            }
            Change::Renamed { from } => {
                self.creates.insert(id.clone());
                self.drops.insert(renaming::id_before(id, from));
            }
            Change::Unexpected if self.is.relation(id).is_some_and(keeps_migrations) => self.cannot(
                id,
                "It is a migration tool's record: without it the tool would begin anew, on tables that are there.",
            ),
            Change::Unexpected => {
                self.drops.insert(id.clone());
            }
            Change::Changed => {
                if making::needs_a_new_one(self, difference) {
                    self.rebuilds.insert(id.clone());
                }
            }
        }
    }

    /// With a relation goes, and comes, all that hangs on it.
    fn take_along(&mut self) {
        let relations: Vec<ObjectId> = self
            .creates
            .iter()
            .filter(|id| is_relation(id.kind))
            .cloned()
            .collect();
        for id in relations {
            if let Some(name) = own_name(&id) {
                let hanging: Vec<ObjectId> = self.should.hanging_on(&name).cloned().collect();
                self.creates.extend(hanging);
            }
        }
    }

    /// Whether the relation on which an object hangs is dropped.
    pub(super) fn goes_along(&self, id: &ObjectId) -> bool {
        id.table.is_some() && table_name(id).is_some_and(|table| self.relation_goes(&table))
    }

    pub(super) fn relation_goes(&self, name: &QualifiedName) -> bool {
        side::relation_ids(name)
            .iter()
            .any(|id| self.drops.contains(id) || self.rebuilds.contains(id))
    }

    /// Whether a routine or a cast must go early, and not when nothing uses it any more.
    pub(super) fn is_early(&self, id: &ObjectId) -> bool {
        self.rebuilds.contains(id)
            || self.early.contains(id)
            || functions::stands_in_the_way(self, id)
    }

    /// Whether a relation or a routine of this name goes early.
    pub(super) fn goes_early(&self, name: &QualifiedName) -> bool {
        self.relation_goes(name)
            || self.drops.iter().chain(&self.rebuilds).any(|id| {
                is_routine(id.kind) && own_name(id).as_ref() == Some(name) && self.is_early(id)
            })
    }

    /// Whether a column is dropped, alone or with its table.
    pub(super) fn column_goes(&self, table: &QualifiedName, column: &str) -> bool {
        let id = column_id(table, column);
        self.drops.contains(&id) || self.rebuilds.contains(&id) || self.relation_goes(table)
    }

    /// Whether a relation is made by this script.
    pub(super) fn relation_comes(&self, id: &ObjectId) -> bool {
        let Some(name) = table_name(id) else {
            return false;
        };
        side::relation_ids(&name)
            .iter()
            .any(|id| self.creates.contains(id))
    }

    /// The script, its statements in order.
    pub(super) fn finish(mut self) -> Script {
        staying::keep(&mut self);
        staying::leave_out(&mut self);
        plain::leave_out_what_hides_more(&mut self);
        versions::look_at_all(&mut self);
        let in_order = order::ordered(std::mem::take(&mut self.steps));
        let transactional = !in_order.iter().any(|step| {
            let adds_value = step.object.kind == ObjectKind::Enum;
            !adds_value && self.new_values.iter().any(|value| step.sql.contains(value))
        });
        self.cannot.sort();
        self.cannot.dedup();
        Script {
            preparation: vec![
                "set local search_path to ''".to_owned(),
                "set local check_function_bodies to off".to_owned(),
            ],
            statements: in_order
                .into_iter()
                .map(|step| ScriptStatement {
                    object: step.object,
                    sql: step.sql,
                    warnings: step.warnings,
                })
                .collect(),
            transactional,
            cannot: self.cannot,
        }
    }
}

pub(super) fn column_id(table: &QualifiedName, column: &str) -> ObjectId {
    ObjectId {
        schema: Some(table.schema.clone()),
        table: Some(table.name.clone()),
        kind: ObjectKind::Column,
        name: column.to_owned(),
    }
}

/// `schema.table` as SQL writes it, of what hangs on a table.
pub(super) fn on_table(id: &ObjectId) -> String {
    side::table_name(id).map_or_else(String::new, |name| name.quoted())
}
