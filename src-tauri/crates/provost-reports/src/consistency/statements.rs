//! The statements of a script beside the differences that they mend.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use provost_core::schema::comparison::script::{Script, ScriptStatement, Warning, WarningKind};
use provost_core::schema::comparison::{Change, Difference, ObjectId, ObjectKind};

use super::blocks::{Block, Code, Note, Record};
use super::rows;
use super::words::{Mark, Words, full_stop};
use crate::contents::Limits;
use crate::contents::wording::{code, count, number};

/// The statements by what they change.
pub(super) struct Statements<'a> {
    all: &'a [ScriptStatement],
    of_object: BTreeMap<&'a ObjectId, Vec<usize>>,
    /// What hangs on a table, by its schema and name.
    of_table: BTreeMap<(Option<&'a str>, &'a str), Vec<usize>>,
    /// Those that a difference has shown.
    shown: RefCell<BTreeSet<usize>>,
}

impl<'a> Statements<'a> {
    pub(super) fn of(script: &'a Script) -> Self {
        let mut of_object: BTreeMap<&ObjectId, Vec<usize>> = BTreeMap::new();
        let mut of_table: BTreeMap<(Option<&str>, &str), Vec<usize>> = BTreeMap::new();
        for (place, statement) in script.statements.iter().enumerate() {
            let object = &statement.object;
            of_object.entry(object).or_default().push(place);
            if let Some(table) = &object.table {
                let name = (object.schema.as_deref(), table.as_str());
                of_table.entry(name).or_default().push(place);
            }
        }
        Self {
            all: &script.statements,
            of_object,
            of_table,
            shown: RefCell::default(),
        }
    }

    /// What the session is told first, and whether one transaction holds all.
    pub(super) fn preparation(&self, script: &Script) -> Vec<Block> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let how = if script.transactional {
            "can run in one transaction, so that a failure leaves nothing half done"
        } else {
            "cannot run in one transaction: a value that an enum gets may be used only after it was committed"
        };
        let mut blocks = vec![Block::text(&format!(
            "The SQL has {} and {how}.",
            count(self.all.len(), "statement")
        ))];
        if !script.preparation.is_empty() {
            let lines: Vec<String> = script
                .preparation
                .iter()
                .map(|line| format!("{};", line.trim_end_matches(';')))
                .collect();
            blocks.push(Block::Code(Code::sql(
                "What the session is told first",
                &lines.join("\n"),
            )));
        }
        blocks
    }

    /// Adds to a difference what mends it: its own statements, and those of all that hangs on a table which is made.
    pub(super) fn mend(&self, difference: &Difference, record: Record) -> Record {
        let object = &difference.object;
        let mut places: BTreeSet<usize> = self
            .of_object
            .get(object)
            .into_iter()
            .flatten()
            .copied()
            .collect();
        if object.kind == ObjectKind::Table && difference.change == Change::Missing {
            let name = (object.schema.as_deref(), object.name.as_str());
            places.extend(self.of_table.get(&name).into_iter().flatten());
        }
        self.shown.borrow_mut().extend(&places);
        self.with(places, record)
    }

    /// The statements that no difference has shown.
    pub(super) fn others(&self, limits: &Limits) -> Option<Block> {
        let shown = self.shown.borrow();
        let mut left: BTreeMap<&ObjectId, BTreeSet<usize>> = BTreeMap::new();
        for (place, statement) in self.all.iter().enumerate() {
            if !shown.contains(&place) {
                left.entry(&statement.object).or_default().insert(place);
            }
        }
        let records = left.into_iter().map(|(object, places)| {
            let title = Words::named(&object.to_string());
            self.with(places, Record::new(Mark::new("needed", "info"), title))
        });
        rows::records(records.collect(), "object", limits)
    }

    fn with(&self, places: BTreeSet<usize>, mut record: Record) -> Record {
        let statements: Vec<(usize, &ScriptStatement)> = places
            .into_iter()
            .filter_map(|place| Some((place + 1, self.all.get(place)?)))
            .collect();
        if statements.is_empty() {
            return record;
        }
        let texts: Vec<String> = statements
            .iter()
            .map(|(step, statement)| {
                format!(
                    "-- Step {} of {}\n{};",
                    number(*step),
                    number(self.all.len()),
                    statement.sql
                )
            })
            .collect();
        let label = format!("SQL: {}", count(statements.len(), "statement"));
        record.code = Some(Code::sql(&label, &texts.join("\n\n")));
        let several = statements.len() > 1;
        for (step, statement) in &statements {
            record
                .notes
                .extend(statement.warnings.iter().map(|warning| {
                    let (mark, text) = told(warning);
                    Note {
                        mark,
                        text: if several {
                            format!("Step {}: {text}", number(*step))
                        } else {
                            text
                        },
                        safer: warning
                            .safer
                            .as_deref()
                            .map(|safer| code(safer, usize::MAX)),
                    }
                }));
        }
        record
    }
}

/// A warning with its judgement. Where rows were counted it says that the statement fails now, or that it holds.
fn told(warning: &Warning) -> (Mark, String) {
    let counted = [
        ("Fails now: ", "fails now", "high"),
        ("Holds now: ", "holds now", "pass"),
    ];
    let found = counted
        .into_iter()
        .find_map(|(before, word, tone)| Some((word, tone, warning.text.strip_prefix(before)?)));
    match found {
        Some((word, tone, rest)) => (Mark::new(word, tone), full_stop(rest)),
        None => (mark(warning.kind), full_stop(&warning.text)),
    }
}

fn mark(kind: WarningKind) -> Mark {
    match kind {
        WarningKind::LosesData => Mark::new("loses data", "critical"),
        WarningKind::RewritesTable => Mark::new("rewrites the table", "high"),
        WarningKind::LocksLong => Mark::new("locks long", "medium"),
        WarningKind::MayFail => Mark::new("may fail", "medium"),
    }
}
