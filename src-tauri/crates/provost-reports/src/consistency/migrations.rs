//! Section 3: the migrations, where the database stands among them, and what is wrong with them.

use std::collections::BTreeMap;

use provost_core::schema::consistency::{Consistency, Topic};
use provost_core::schema::history::{AppliedMigration, Defect, History, Outcome};

use super::blocks::{Block, Column, Record};
use super::pictures::Graph;
use super::words::{Mark, Words};
use super::{findings, rows};
use crate::contents::Limits;
use crate::contents::wording::{count, number};

/// How many names a line of facts has.
const NAMES: usize = 12;

pub(super) fn blocks(report: &Consistency, graph: Option<Graph>, limits: &Limits) -> Vec<Block> {
    let Some(history) = &report.history else {
        let mut blocks = vec![Block::text(
            "No folder of migrations was given, and the database has no record of any.",
        )];
        if report
            .findings
            .iter()
            .any(|finding| finding.topic == Topic::Migrations)
        {
            blocks.extend(findings::of_topic(report, Topic::Migrations));
        }
        return blocks;
    };
    let mut blocks = vec![
        Block::Text {
            words: standing(history),
        },
        Block::heading("Where the database stands"),
        facts(history),
    ];
    if let Some(graph) = graph {
        blocks.extend(extent(&graph));
        blocks.push(Block::picture(graph.picture));
    }
    blocks.extend(findings::of_topic(report, Topic::Migrations));
    blocks.push(Block::heading("Defects"));
    let records = history.defects.iter().map(defect).collect();
    blocks.push(
        rows::records(records, "defect", limits)
            .unwrap_or_else(|| Block::text("The chain of migrations has no defect.")),
    );
    blocks.extend(lists(history, limits));
    if !history.remarks.is_empty() {
        blocks.push(Block::heading("What was not read"));
        blocks.push(Block::List {
            ordered: false,
            items: history
                .remarks
                .iter()
                .map(|remark| Words::of(remark))
                .collect(),
        });
    }
    blocks
}

/// How much of the chain a picture shows, and what it shows that is no migration.
fn extent(graph: &Graph) -> Option<Block> {
    let mut said = Vec::new();
    if graph.shown < graph.of {
        said.push(format!(
            "The picture shows the {} that are nearest to where the database stands, of {}. The command \
             \"provost schema migrations PATH --format svg\" draws all.",
            count(graph.shown, "migration"),
            number(graph.of)
        ));
    }
    if !graph.missing.is_empty() {
        let is = if graph.missing.len() == 1 {
            "is a name that others follow on and no file defines, so it is"
        } else {
            "are names that others follow on and no file defines, so they are"
        };
        said.push(format!(
            "{} {is} not counted among the migrations.",
            graph.missing.join(", ")
        ));
    }
    (!said.is_empty()).then(|| Block::quiet(&said.join(" ")))
}

fn standing(history: &History) -> Words {
    let names = |list: &[String]| {
        Words::default()
            .names(list.iter().map(String::as_str), NAMES)
            .0
    };
    let mut words = match history.current.as_slice() {
        [] => Words::of("The database stands at no migration. "),
        list => {
            let mut words = Words::of("The database stands at ");
            words.0.extend(names(list));
            words.text(". ")
        }
    };
    let rest = [
        (history.pending.len(), "to be applied"),
        (history.blocked.len(), "blocked by one that is missing"),
        (history.unknown.len(), "unknown to the folder"),
        (history.altered.len(), "altered since"),
    ];
    let said: Vec<String> = rest
        .into_iter()
        .filter(|(found, _)| *found > 0)
        .map(|(found, what)| format!("{} {what}", number(found)))
        .collect();
    words = words.text(&format!("{} applied", count_are(history.applied.len())));
    for one in said {
        words = words.text(&format!(", {one}"));
    }
    words.text(".")
}

fn count_are(found: usize) -> String {
    match found {
        1 => "1 migration is".to_owned(),
        some => format!("{} are", count(some, "migration")),
    }
}

/// A table of two columns: names are data, so they are not facts of plain words.
fn facts(history: &History) -> Block {
    let names = |list: &[String]| match list {
        [] => Words::default().quiet("none"),
        list => Words::default().names(list.iter().map(String::as_str), NAMES),
    };
    let told = |text: &str| match text {
        "" => Words::default().quiet("not known"),
        text => Words::of(text),
    };
    let tool = history.tool.map_or("", |tool| tool.name());
    let table = match &history.table {
        Some(table) => Words::named(table),
        None => Words::default().quiet("none"),
    };
    let mut rows = vec![
        ("Tool", told(tool)),
        ("State table", table),
        ("Current", names(&history.current)),
        ("Ends of the chain", names(&history.heads)),
        ("Beginnings", names(&history.bases)),
        ("Branch points", names(&history.branch_points)),
        ("Merges", names(&history.merges)),
        ("Never reached", names(&history.unreachable)),
        ("Unknown to the folder", names(&history.unknown)),
        ("Altered since applied", names(&history.altered)),
    ];
    if !history.checksums.is_empty() {
        rows.push((
            "Altered files",
            Words::default().statement(&history.checksums),
        ));
    }
    Block::Table(super::blocks::Table {
        caption: "The chain and the database".to_owned(),
        columns: vec![Column::narrow("What", 38), Column::words("Which", 1)],
        rows: rows
            .into_iter()
            .map(|(name, words)| vec![Words::of(name), words])
            .collect(),
        folded: Vec::new(),
        more: None,
    })
}

fn defect(defect: &Defect) -> Record {
    let names = |list: &[String]| Words::default().names(list.iter().map(String::as_str), NAMES);
    Record::new(
        Mark::severity(defect.severity),
        Words::default().statement(&defect.message),
    )
    .fact("Migrations", names(&defect.migrations))
    .fact("Files", names(&defect.files))
    .fact("What to do", Words::of(&defect.advice))
}

/// What files say of migrations, by their names: what each does, and where it stands.
type Titles<'a> = BTreeMap<&'a str, (&'a str, &'a str)>;

fn lists(history: &History, limits: &Limits) -> Vec<Block> {
    let nodes = history.graph.nodes.iter();
    let titles: Titles<'_> = nodes
        .map(|node| {
            let file = node.file.as_deref().unwrap_or_default();
            (node.id.as_str(), (node.title.as_str(), file))
        })
        .collect();
    let pending = "To be applied, in order";
    let mut blocks = vec![Block::heading(pending)];
    blocks.push(
        numbered(pending, &history.pending, &titles, limits)
            .unwrap_or_else(|| Block::text("Nothing is left to be applied.")),
    );
    let blocked = "Blocked by one that is missing";
    if let Some(table) = numbered(blocked, &history.blocked, &titles, limits) {
        blocks.push(Block::heading(blocked));
        blocks.push(table);
    }
    let columns = vec![
        Column::words("Migration", 4),
        Column::words("What it does", 4),
        Column::narrow("When", 36),
        Column::narrow("By", 24),
        Column::narrow("Outcome", 26),
    ];
    let rows = history
        .applied
        .iter()
        .rev()
        .map(|one| applied(one, &titles));
    blocks.push(Block::heading("Applied"));
    blocks.push(
        rows::table(
            "Applied, the last first",
            columns,
            rows.collect(),
            "migration",
            limits,
        )
        .unwrap_or_else(|| Block::text("Nothing is applied.")),
    );
    blocks
}

/// Migrations in their order.
fn numbered(caption: &str, list: &[String], titles: &Titles<'_>, limits: &Limits) -> Option<Block> {
    let row = |(place, id): (usize, &String)| {
        let (title, file) = titles.get(id.as_str()).copied().unwrap_or_default();
        vec![
            Words::of(&place.to_string()),
            Words::named(id),
            Words::of(title),
            Words::named(file),
        ]
    };
    let columns = vec![
        Column::number("Order", 14),
        Column::words("Migration", 4),
        Column::words("What it does", 5),
        Column::words("File", 5),
    ];
    rows::table(
        caption,
        columns,
        (1..).zip(list).map(row).collect(),
        "migration",
        limits,
    )
}

fn applied(one: &AppliedMigration, titles: &Titles<'_>) -> Vec<Words> {
    let known = |value: Option<&str>| match value {
        Some(value) => Words::of(value),
        None => Words::default().quiet("not kept"),
    };
    let (title, _) = titles.get(one.id.as_str()).copied().unwrap_or_default();
    let title = one.title.as_deref().unwrap_or(title);
    let (outcome, tone) = match one.outcome {
        Outcome::Applied => ("applied", "pass"),
        Outcome::Baseline => ("baseline", "info"),
        Outcome::MarkedOnly => ("marked only", "medium"),
        Outcome::Failed => ("failed", "critical"),
        Outcome::TakenBack => ("taken back", "info"),
    };
    vec![
        Words::named(&one.id),
        Words::of(title),
        known(one.at.as_deref()),
        known(one.by.as_deref()),
        Words::marked(Mark::new(outcome, tone)),
    ]
}
