//! Section 5: how programs reach the database, and in what the environments differ.

use std::collections::BTreeSet;

use provost_core::schema::configuration::{
    Aspect, Configuration, ConfigurationFormat, FileSecret, Target,
};
use provost_core::schema::consistency::{Consistency, Topic};

use super::blocks::{Block, Column, Record, Table};
use super::facts::facts;
use super::words::{Mark, Words};
use super::{findings, rows};
use crate::contents::Limits;

/// How many targets stand side by side on a page.
const SIDE_BY_SIDE: usize = 3;

pub(super) fn blocks(report: &Consistency, limits: &Limits) -> Vec<Block> {
    let told = &report.connectivity;
    let mut blocks = findings::of_topic(report, Topic::Connectivity);
    blocks.push(Block::heading("The way to the database"));
    blocks.push(facts(
        "The way to the database",
        &told.facts,
        "Nothing is known of the way to the database.",
    ));
    blocks.push(Block::heading("Environments side by side"));
    let targets: Vec<(&Configuration, &Target)> = told
        .configurations
        .iter()
        .flat_map(|file| file.targets.iter().map(move |target| (file, target)))
        .collect();
    if targets.is_empty() {
        blocks.push(Block::text("No configuration leads to a database."));
    }
    let shown = limits.take(targets.len());
    for side_by_side in targets
        .get(..shown)
        .unwrap_or_default()
        .chunks(SIDE_BY_SIDE)
    {
        blocks.push(Block::Table(beside(side_by_side)));
    }
    if shown < targets.len() {
        blocks.push(Block::quiet(
            "There are more targets than are shown; the JSON report has them all.",
        ));
    }
    blocks.push(Block::heading("In what they differ"));
    let records = told.differences.iter().map(|difference| {
        let mut record = Record::new(
            Mark::severity(difference.severity),
            Words::default()
                .strong(aspect(difference.aspect))
                .text(": ")
                .statement(&difference.message),
        );
        for (source, value) in &difference.values {
            let mut files = told.configurations.iter();
            let file = files.find(|file| file.source == *source);
            record = record.fact(file.map_or(source, last_part), Words::named(value));
        }
        record
    });
    blocks.push(
        rows::records(records.collect(), "difference", limits).unwrap_or_else(|| {
            Block::text(match targets.len() {
                0 | 1 => "There are no two to compare.",
                _ => "They do not differ in anything that matters.",
            })
        }),
    );
    blocks.extend(remarks(&told.configurations));
    blocks
}

fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Database => "Database",
        Aspect::Host => "Host",
        Aspect::Port => "Port",
        Aspect::Role => "Role",
        Aspect::Tls => "TLS",
        Aspect::Secret => "Password",
        Aspect::Pool => "Pooler",
    }
}

fn remarks(configurations: &[Configuration]) -> Vec<Block> {
    let items: Vec<Words> = configurations
        .iter()
        .flat_map(|file| {
            let said = file.remarks.iter();
            said.map(|remark| Words::named(&file.source).text(": ").statement(remark))
        })
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![
        Block::heading("What could not be read"),
        Block::List {
            ordered: false,
            items,
        },
    ]
}

/// One column for each target; a line in which they do not agree is strong.
fn beside(targets: &[(&Configuration, &Target)]) -> Table {
    let mut columns = vec![Column::narrow("", 37)];
    columns.extend(targets.iter().map(|(file, target)| {
        let line = target.line.map(|line| format!(", line {line}"));
        let place = line.unwrap_or_default();
        Column::words(&format!("{} ({}{place})", last_part(file), target.name), 1)
    }));
    let mut rows = vec![row(
        "Environment",
        targets.iter().map(|(file, _)| file.environment.clone()),
    )];
    let of =
        |read: fn(&Target) -> Option<String>| targets.iter().map(move |(_, target)| read(target));
    rows.push(row("Host", of(|target| target.host.clone())));
    rows.push(row(
        "Port",
        of(|target| target.port.map(|port| port.to_string())),
    ));
    rows.push(row("Database", of(|target| target.database.clone())));
    rows.push(row("Role", of(|target| target.user.clone())));
    rows.push(row("TLS", of(|target| target.tls.clone())));
    rows.push(secrets(targets));
    let settings: BTreeSet<&str> = targets
        .iter()
        .flat_map(|(_, target)| target.pool.keys())
        .map(String::as_str)
        .collect();
    for setting in settings {
        let values = targets
            .iter()
            .map(|(_, target)| target.pool.get(setting).cloned());
        rows.push(row(setting, values));
    }
    Table {
        caption: "What each says".to_owned(),
        columns,
        rows,
        folded: Vec::new(),
        more: None,
    }
}

/// The name of a file without its folder: findings have the whole path.
fn last_part(file: &Configuration) -> &str {
    if file.format == ConfigurationFormat::Profile {
        return &file.source;
    }
    let name = file.source.rsplit(['/', '\\']).next();
    name.filter(|name| !name.is_empty()).unwrap_or(&file.source)
}

fn row(name: &str, values: impl Iterator<Item = Option<String>>) -> Vec<Words> {
    let values: Vec<Option<String>> = values.collect();
    let said: BTreeSet<&str> = values.iter().flatten().map(String::as_str).collect();
    let name = if said.len() > 1 {
        Words::default().strong(name).line_end().quiet("differs")
    } else {
        Words::of(name)
    };
    let cells = values.into_iter().map(|value| match value {
        None => Words::default().quiet("not said"),
        Some(value) => Words::named(&value),
    });
    [name].into_iter().chain(cells).collect()
}

fn secrets(targets: &[(&Configuration, &Target)]) -> Vec<Words> {
    let cells = targets.iter().map(|(_, target)| match target.secret {
        FileSecret::None => Words::of("not in the file"),
        FileSecret::Elsewhere => Words::of("elsewhere"),
        FileSecret::InTheClear => Words::marked(Mark::new("in the clear", "high")),
    });
    [Words::of("Password")].into_iter().chain(cells).collect()
}
