//! A history of migrations as a person reads it in a terminal.

use std::fmt::Write;

use anstyle::Style;
use provost_core::schema::history::{
    AppliedMigration, Certainty, Defect, History, Node, NodeState, Outcome,
};

use crate::audit_text::{colour, shown, table};

/// Migrations of one kind that are listed before the rest is only counted.
const LISTED: usize = 20;

/// Files of one defect that are listed before the rest is only counted.
const FILES: usize = 5;

/// The whole answer, ending in a line break.
pub(crate) fn history_text(history: &History, width: u16) -> String {
    let mut text = String::new();
    head(&mut text, history);
    database(&mut text, history);
    for remark in &history.remarks {
        line(&mut text, format_args!("Note: {}", shown(remark)));
    }
    standing(&mut text, history, width);
    chain(&mut text, history);
    defects(&mut text, &history.defects);
    text
}

fn head(text: &mut String, history: &History) {
    let bold = Style::new().bold();
    let name = history.tool.map_or("no known tool", |tool| tool.name());
    line(text, format_args!("{bold}Migrations of {name}{bold:#}"));
    let mut others = Vec::new();
    for candidate in &history.candidates {
        let certainty = match candidate.certainty {
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Possible => "possible",
        };
        if Some(candidate.tool) == history.tool {
            let files = candidate.files;
            line(
                text,
                format_args!("{certainty}: {} Files: {files}.", candidate.reason),
            );
        } else {
            others.push(format!("{} ({certainty})", candidate.tool.name()));
        }
    }
    if !others.is_empty() {
        line(text, format_args!("also thinkable: {}", others.join(", ")));
    }
}

fn database(text: &mut String, history: &History) {
    let compared = history.graph.nodes.iter().any(|node| {
        !matches!(
            node.state,
            NodeState::NotCompared | NodeState::Missing | NodeState::External
        )
    });
    match &history.table {
        Some(table) => line(text, format_args!("recorded in {}", shown(table))),
        None if compared => line(text, format_args!("the database has no table of the tool")),
        None => {
            line(text, format_args!("compared with no database"));
            return;
        }
    }
    if history.current.is_empty() {
        line(text, format_args!("Nothing is applied."));
        return;
    }
    for id in &history.current {
        let at = history.applied.iter().find(|one| one.id == *id);
        line(
            text,
            format_args!("The database stands at {}{}", named(history, id), when(at)),
        );
    }
    let applied = of_state(history, NodeState::Applied).len();
    let all = history.graph.nodes.iter().filter(|one| one.file.is_some());
    line(
        text,
        format_args!("{applied} of {} migrations are applied.", all.count()),
    );
    if !history.checksums.is_empty() {
        line(text, format_args!("{}", history.checksums));
    }
}

/// When and by whom it was applied, and whether it came to an end.
fn when(applied: Option<&AppliedMigration>) -> String {
    let Some(applied) = applied else {
        return String::new();
    };
    let mut words = String::new();
    // Writing to a String never fails.
    if let Some(at) = &applied.at {
        let _ = write!(words, ", {}", shown(at));
    }
    if let Some(by) = &applied.by {
        let _ = write!(words, ", by {}", shown(by));
    }
    words
        + match applied.outcome {
            Outcome::Applied => "",
            Outcome::Baseline => ", where the history begins",
            Outcome::MarkedOnly => ", marked and never run",
            Outcome::Failed => ", failed",
            Outcome::TakenBack => ", taken back",
        }
}

fn standing(text: &mut String, history: &History, width: u16) {
    let lists = [
        ("Pending, in order", &history.pending),
        ("Blocked: what comes before is missing", &history.blocked),
        ("Unknown to the folder", &history.unknown),
        ("Altered since they were applied", &history.altered),
        ("Unreachable", &history.unreachable),
    ];
    for (heading, ids) in lists {
        if ids.is_empty() {
            continue;
        }
        line(text, format_args!("\n{heading} ({}):", ids.len()));
        let mut rows = table(width);
        for id in ids.iter().take(LISTED) {
            let node = node(history, id);
            let title = node.map_or("", |node| node.title.as_str());
            let file = node.and_then(|node| node.file.as_deref()).unwrap_or("");
            rows.add_row([format!("  {}", shown(id)), shown(title), shown(file)]);
        }
        line(text, format_args!("{rows}"));
        if ids.len() > LISTED {
            let more = ids.len() - LISTED;
            line(
                text,
                format_args!("  and {more} more; --format json lists all"),
            );
        }
    }
}

fn chain(text: &mut String, history: &History) {
    line(text, format_args!(""));
    for (heading, ids) in [
        ("Beginnings", &history.bases),
        ("Heads", &history.heads),
        ("Branch points", &history.branch_points),
        ("Merges", &history.merges),
    ] {
        if ids.is_empty() {
            continue;
        }
        line(text, format_args!("{heading}: {}", some(ids, LISTED)));
    }
}

fn defects(text: &mut String, defects: &[Defect]) {
    if defects.is_empty() {
        line(text, format_args!("\nNothing is wrong with the history."));
        return;
    }
    line(text, format_args!(""));
    for defect in defects {
        let style = colour(defect.severity);
        let severity = defect.severity.as_str().to_uppercase();
        line(
            text,
            format_args!("{style}{severity}{style:#}  {}", shown(&defect.message)),
        );
        if !defect.files.is_empty() {
            line(text, format_args!("    in {}", some(&defect.files, FILES)));
        }
        line(text, format_args!("    {}", shown(&defect.advice)));
    }
}

fn of_state(history: &History, state: NodeState) -> Vec<&Node> {
    let nodes = history.graph.nodes.iter();
    nodes.filter(|node| node.state == state).collect()
}

fn node<'a>(history: &'a History, id: &str) -> Option<&'a Node> {
    history.graph.nodes.iter().find(|node| node.id == id)
}

/// The first so many of them, and how many more there are.
fn some(names: &[String], most: usize) -> String {
    let mut listed: Vec<String> = names.iter().take(most).map(|name| shown(name)).collect();
    if names.len() > most {
        listed.push(format!("and {} more", names.len() - most));
    }
    listed.join(", ")
}

/// A migration by its name and what it does.
fn named(history: &History, id: &str) -> String {
    match node(history, id) {
        Some(node) if !node.title.is_empty() => format!("{} ({})", shown(id), shown(&node.title)),
        _ => shown(id),
    }
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String never fails.
    let _ = writeln!(text, "{words}");
}
