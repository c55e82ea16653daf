//! Section 2 in full: every difference with its reason, the SQL that mends it and what that costs; what cannot be written;
//! what was not compared.

use std::collections::BTreeMap;

use provost_core::schema::ComparisonReport;
use provost_core::schema::comparison::{Area, Change, Difference, PropertyDifference};
use provost_core::schema::consistency::Consistency;

use super::blocks::{Block, Column, Record, Table};
use super::rows;
use super::statements::Statements;
use super::words::{Mark, Words, full_stop};
use crate::contents::Limits;
use crate::contents::wording::count;

/// How many differences a PDF has room for: each may have a page of SQL.
const RECORDS: usize = 300;
/// How many lines of a property's value are shown: a function has its own statement beside it.
const LINES: usize = 40;

/// How many properties of one difference a PDF shows.
const PROPERTIES: usize = 40;

pub(super) fn blocks(report: &Consistency, limits: &Limits) -> Vec<Block> {
    let compared = &report.comparison;
    let statements = Statements::of(&compared.script);
    let mut blocks = vec![Block::heading("Differences in full")];
    let told: Vec<&Difference> = compared
        .comparison
        .differences
        .iter()
        .filter(|difference| !difference.noise)
        .collect();
    if told.is_empty() {
        blocks.push(Block::text("There is no difference."));
    } else {
        blocks.push(Block::quiet(
            "A step is the place of a statement in the SQL that takes all differences back, which Provost writes as a file \
             of its own. Provost has changed nothing: read each statement before it runs, and try it outside production \
             first.",
        ));
        blocks.extend(statements.preparation(&compared.script));
    }
    let limits_of_records = limits.within(RECORDS);
    for ((schema, area), differences) in groups(&told) {
        let title = match schema {
            Some(schema) => format!("{schema}: {}", area.title().to_lowercase()),
            None => "The database as a whole".to_owned(),
        };
        blocks.push(Block::subheading(&title));
        let all = differences
            .iter()
            .map(|difference| record(difference, &statements, limits))
            .collect();
        blocks.extend(rows::records(all, "difference", &limits_of_records));
    }
    blocks.extend(rest(compared, &statements, limits));
    blocks
}

type Place<'a> = (Option<&'a str>, Area);

/// By schema and area, those with the worst differences first, each in the order of the comparison.
fn groups<'a>(differences: &[&'a Difference]) -> Vec<(Place<'a>, Vec<&'a Difference>)> {
    let mut found: Vec<(Place<'a>, Vec<&'a Difference>)> = Vec::new();
    let mut places: BTreeMap<Place<'a>, usize> = BTreeMap::new();
    for &difference in differences {
        let schema = difference.object.schema.as_deref();
        let area = if schema.is_none() {
            Area::Other
        } else {
            difference.area
        };
        let place = *places.entry((schema, area)).or_insert_with(|| {
            found.push(((schema, area), Vec::new()));
            found.len() - 1
        });
        if let Some((_, list)) = found.get_mut(place) {
            list.push(difference);
        }
    }
    found
}

fn record(difference: &Difference, statements: &Statements<'_>, limits: &Limits) -> Record {
    let (change, from) = match &difference.change {
        Change::Missing => ("is missing", None),
        Change::Unexpected => ("is there and not expected", None),
        Change::Changed => ("differs", None),
        Change::Renamed { from } => ("has another name", Some(from)),
    };
    let title = Words::default()
        .code(&difference.object.to_string())
        .text(&format!(" {change}"));
    let mut record = Record {
        lead: Words::default().quiet(&full_stop(&difference.reason)),
        ..Record::new(Mark::severity(difference.severity), title)
    };
    if let Some(from) = from {
        record = record.fact("There as", Words::named(from));
    }
    statements.mend(difference, record.with_properties(difference, limits))
}

impl Record {
    /// What differs, property by property. Of what is missing the statement that makes it says it all.
    fn with_properties(mut self, difference: &Difference, limits: &Limits) -> Self {
        if difference.change == Change::Missing || difference.properties.is_empty() {
            return self;
        }
        let shown = if limits.folds() {
            difference.properties.len()
        } else {
            difference.properties.len().min(PROPERTIES)
        };
        let rest = difference.properties.len() - shown;
        self.table = Some(Table {
            caption: "What is expected, and what is there".to_owned(),
            columns: vec![
                Column::narrow("Property", 30),
                Column::words("Expected", 1),
                Column::words("There", 1),
            ],
            rows: difference
                .properties
                .iter()
                .take(shown)
                .map(property)
                .collect(),
            folded: Vec::new(),
            more: (rest > 0).then(|| {
                format!(
                    "{}: the HTML and the JSON report have them all.",
                    count(rest, "more line")
                )
            }),
        });
        self
    }
}

fn property(property: &PropertyDifference) -> Vec<Words> {
    let side = |value: &Option<String>| match value.as_deref() {
        None | Some("") => Words::default().quiet("none"),
        Some(value) => Words::lines(value, LINES),
    };
    vec![
        Words::of(&property.property),
        side(&property.expected),
        side(&property.actual),
    ]
}

/// Statements beside the differences, what cannot be written, what changes nothing, and what was not compared.
fn rest(compared: &ComparisonReport, statements: &Statements<'_>, limits: &Limits) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(others) = statements.others(limits) {
        blocks.push(Block::heading("Statements that the others need"));
        blocks.push(Block::quiet(
            "What these change is not among the differences above and must change for the others to be mended.",
        ));
        blocks.push(others);
    }
    let cannot = compared.script.cannot.iter();
    let cannot = cannot.map(|one| (one.object.to_string(), one.reason.as_str()));
    let title = "What no SQL is written for";
    blocks.push(Block::heading(title));
    blocks.push(
        reasons(title, "Object", cannot, limits)
            .unwrap_or_else(|| Block::text("The SQL takes every difference back.")),
    );
    let noise = compared.comparison.differences.iter();
    let noise = noise
        .filter(|difference| difference.noise)
        .map(|difference| (difference.object.to_string(), difference.reason.as_str()));
    let title = "Differences that change nothing";
    if let Some(table) = reasons(title, "Object", noise, limits) {
        blocks.push(Block::heading(title));
        blocks.push(table);
    }
    let left_out = compared.not_compared.iter();
    let left_out = left_out.map(|one| (one.what.clone(), one.reason.as_str()));
    let title = "What was not compared";
    blocks.push(Block::heading(title));
    blocks.push(
        reasons(title, "Part", left_out, limits)
            .unwrap_or_else(|| Block::text("Everything that is expected was compared.")),
    );
    if !compared.notes.is_empty() {
        blocks.push(Block::List {
            ordered: false,
            items: compared.notes.iter().map(|note| Words::of(note)).collect(),
        });
    }
    blocks
}

/// Names with a reason each.
fn reasons<'a>(
    caption: &str,
    first: &str,
    list: impl Iterator<Item = (String, &'a str)>,
    limits: &Limits,
) -> Option<Block> {
    let rows =
        list.map(|(name, reason)| vec![Words::named(&name), Words::default().statement(reason)]);
    let columns = vec![Column::words(first, 2), Column::words("Why", 3)];
    rows::table(
        caption,
        columns,
        rows.collect(),
        &first.to_lowercase(),
        limits,
    )
}
