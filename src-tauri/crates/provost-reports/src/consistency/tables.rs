//! Section 2: which tables are there, group by group, and then every difference.

use provost_core::schema::comparison::KindCount;
use provost_core::schema::consistency::{
    Consistency, TableComparison, TableGroup, TableLine, TableState, Topic,
};

use super::blocks::{Block, Column};
use super::facts::tally;
use super::words::{Mark, Words};
use super::{differences, findings, rows};
use crate::contents::Limits;
use crate::contents::wording::{capitalised, count, number};

/// How many rows of tables a PDF has room for.
const ROWS: usize = 1_000;

pub(super) fn blocks(report: &Consistency, limits: &Limits) -> Vec<Block> {
    let mut blocks = vec![Block::Text {
        words: overall(&report.tables),
    }];
    blocks.extend(findings::of_topic(report, Topic::Schema));
    blocks.push(Block::heading("Objects by kind"));
    blocks.push(
        kinds(&report.comparison.comparison.counts, limits)
            .unwrap_or_else(|| Block::text("No object is expected, and none is there.")),
    );
    let limits_of_groups = limits.within(ROWS);
    for group in &report.tables.groups {
        blocks.push(Block::heading(&format!(
            "{}: {}",
            group.schema,
            group.area.title().to_lowercase()
        )));
        blocks.push(Block::Text {
            words: extent(group),
        });
        blocks.extend(lines(group, &limits_of_groups));
    }
    blocks.extend(differences::blocks(report, limits));
    blocks
}

fn overall(tables: &TableComparison) -> Words {
    if tables.expected == 0 {
        return Words::of("No table is expected; ")
            .text(&count(tables.unexpected as usize, "table"))
            .text(if tables.unexpected == 1 {
                " is there."
            } else {
                " are there."
            });
    }
    let missing = tables.expected.saturating_sub(tables.present);
    Words::default()
        .strong(&format!(
            "{} of {}",
            number(tables.present as usize),
            count(tables.expected as usize, "expected table")
        ))
        .text(&format!(
            " {} there, {} {} missing, and {} not expected.",
            are(tables.present),
            number(missing as usize),
            are(missing),
            match tables.unexpected {
                1 => "1 is there that is".to_owned(),
                some => format!("{} are there that are", number(some as usize)),
            }
        ))
}

fn are(count: u32) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn kinds(counts: &[KindCount], limits: &Limits) -> Option<Block> {
    let rows = counts.iter().map(|of| {
        let missing = of.expected.saturating_sub(of.present);
        let mut row = vec![Words::of(&capitalised(of.kind.word()))];
        row.extend(
            [of.expected, of.present, missing, of.unexpected]
                .map(|value| Words::of(&number(value as usize))),
        );
        row
    });
    rows::table(
        "Objects by kind, expected and there",
        vec![
            Column::words("Kind", 1),
            Column::number("Expected", 22),
            Column::number("There", 22),
            Column::number("Missing", 22),
            Column::number("Not expected", 26),
        ],
        rows.collect(),
        "kind",
        limits,
    )
}

fn extent(group: &TableGroup) -> Words {
    let of = |state: fn(&TableState) -> bool| {
        group
            .tables
            .iter()
            .filter(|line| state(&line.state))
            .count()
    };
    let missing = group.expected.saturating_sub(group.present) as usize;
    let changed = of(|state| matches!(state, TableState::Changed | TableState::Renamed { .. }));
    let unexpected = of(|state| *state == TableState::Unexpected);
    let mut said = Vec::new();
    for (found, words) in [
        (missing, "missing"),
        (changed, "different"),
        (unexpected, "not expected"),
    ] {
        if found > 0 {
            said.push(format!("{} {words}", number(found)));
        }
    }
    let words = Words::default().strong(&format!(
        "{} of {} there",
        number(group.present as usize),
        number(group.expected as usize)
    ));
    if said.is_empty() {
        words.text(".")
    } else {
        words.text(&format!(": {}.", said.join(", ")))
    }
}

fn lines(group: &TableGroup, limits: &Limits) -> Option<Block> {
    rows::table(
        &format!(
            "Tables of {}, {}",
            group.schema,
            group.area.title().to_lowercase()
        ),
        vec![
            Column::words("Table", 1),
            Column::narrow("State", 27),
            Column::number("Columns", 17),
            Column::number("Rows", 27),
            Column::words("What it is for", 1),
        ],
        group.tables.iter().map(line).collect(),
        "table",
        limits,
    )
}

fn line(table: &TableLine) -> Vec<Words> {
    let (state, tone) = match &table.state {
        TableState::Same => ("as expected", "pass"),
        TableState::Changed => ("different", "medium"),
        TableState::Renamed { .. } => ("renamed", "medium"),
        TableState::Missing => ("missing", "high"),
        TableState::Unexpected => ("not expected", "low"),
    };
    let mut name = Words::named(&table.name);
    if let TableState::Renamed { from } = &table.state {
        name = name.line_end().quiet("there as ").code(from);
    }
    let mut judged = Words::marked(Mark::new(state, tone));
    if table.differences > 0 && table.state != TableState::Missing {
        judged = judged.line_end().quiet(&differences_of(table));
    }
    let columns = match (table.columns_expected, table.columns_present) {
        (Some(expected), Some(present)) if expected != present => {
            format!("{present} of {expected}")
        }
        (Some(columns), _) | (None, Some(columns)) => columns.to_string(),
        (None, None) => String::new(),
    };
    vec![
        name,
        judged,
        Words::of(&columns),
        Words::of(&table.rows.map(tally).unwrap_or_default()),
        Words::of(table.purpose.as_deref().unwrap_or_default()),
    ]
}

fn differences_of(table: &TableLine) -> String {
    let found = count(table.differences as usize, "difference");
    match table.worst {
        None => found,
        Some(worst) => format!("{found}, {}", worst.as_str()),
    }
}
