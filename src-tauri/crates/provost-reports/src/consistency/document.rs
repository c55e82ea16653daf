//! What a consistency report says, part by part, in finished words.

use chrono::Datelike as _;
use provost_core::audit::Severity;
use provost_core::connections::Environment;
use provost_core::schema::consistency::{Consistency, Priority};

use super::blocks::Block;
use super::pictures::{self, Drawn};
use super::words::{Mark, Words, full_stop};
use super::{
    compliance, connectivity, evidence, integrity, migrations, overview, performance, risks,
    security, strategy, tables, timeline,
};
use crate::Error;
use crate::account::{Account, Cover, Figure, Section};
use crate::contents::wording::{capitalised, count, moment, name, number, prose, title};
use crate::contents::{Limits, Named};

/// How many actions the summary names: it is to fit on a page.
const FIRST_ACTIONS: usize = 5;
/// What a title page has room for.
const NAME: usize = 200;
/// What a line of the summary has room for.
const LINE: usize = 400;

/// Gives an account within the limits of a document.
pub(super) fn of(report: &Consistency, limits: &Limits) -> Result<Account, Error> {
    let Drawn {
        pictures,
        tables: tables_picture,
        migrations: migrations_picture,
        timeline: timeline_picture,
    } = pictures::draw(report)?;
    let sections = [
        ("Overview", overview::blocks(report, limits)),
        ("Table comparison", tables::blocks(report, limits)),
        (
            "Migration history",
            migrations::blocks(report, migrations_picture, limits),
        ),
        ("Security", security::blocks(report, limits)),
        (
            "Connectivity and environments",
            connectivity::blocks(report, limits),
        ),
        ("Performance", performance::blocks(report, limits)),
        ("Data integrity", integrity::blocks(report, limits)),
        ("Compliance", compliance::blocks(report, limits)),
        ("Strategy", strategy::blocks(report, limits)),
        ("Risks", risks::blocks(report, limits)),
        (
            "Timeline",
            timeline::blocks(report, timeline_picture, limits),
        ),
        ("Evidence", evidence::blocks(report, limits)),
    ];
    Ok(Account {
        cover: cover(report),
        figures: figures(report),
        summary: summary(report, tables_picture),
        sections: Section::all(sections),
        not_known: not_known(report),
        pictures,
    })
}

fn cover(report: &Consistency) -> Cover {
    let day = report.generated_at;
    let component = |value: u32| i32::try_from(value).unwrap_or(1);
    let compared = &report.comparison;
    let (present, present_of) = (present(report), present_of(report));
    let grade = risk(report.conclusion.risk);
    let product = format!("Provost {}", prose(&report.product_version, NAME));
    Cover {
        title: title(&format!("Schema consistency: {}", report.name), NAME),
        environment: capitalised(report.environment.as_str()),
        production: report.environment == Environment::Production,
        about: format!("Schema consistency by {product}: {present} {present_of}. {grade}."),
        product,
        generated_at: moment(day),
        warning: String::new(),
        short: true,
        date: [day.year(), component(day.month()), component(day.day())],
        large: present,
        large_of: present_of.to_owned(),
        grade,
        tone: report.conclusion.risk.map_or("pass", Severity::as_str),
        headline: full_stop(&prose(&report.conclusion.headline, LINE)),
        remark: "It has changed nothing in the database. What was asked on top of the catalog stands in section 12, \
                 each statement with its answer."
            .to_owned(),
        facts: vec![
            Named::new("Connection", name(&report.name, NAME)),
            Named::new("Environment", capitalised(report.environment.as_str())),
            Named::new(
                "Compared with",
                name(&compared.expected_from.to_string(), NAME),
            ),
            Named::new("Read at", moment(compared.taken_at)),
            Named::new("Report of", moment(day)),
            Named::new(
                "Made by",
                format!("Provost {}", name(&report.product_version, NAME)),
            ),
        ],
    }
}

fn present_of(report: &Consistency) -> &'static str {
    match report.tables.expected {
        0 => "no table is expected",
        _ => "expected tables are there",
    }
}

fn present(report: &Consistency) -> String {
    let tables = &report.tables;
    match tables.expected {
        0 => "None".to_owned(),
        expected => format!(
            "{} of {}",
            number(tables.present as usize),
            number(expected as usize)
        ),
    }
}

fn risk(risk: Option<Severity>) -> String {
    match risk {
        None => "No risk found".to_owned(),
        Some(Severity::Info) => "Nothing that is a risk".to_owned(),
        Some(severity) => format!("{} risk", capitalised(severity.as_str())),
    }
}

/// Working days, at least and at most.
pub(super) fn days(least: u32, most: u32) -> String {
    if least == most {
        count(most as usize, "working day")
    } else {
        format!(
            "{} to {}",
            number(least as usize),
            count(most as usize, "working day")
        )
    }
}

fn figures(report: &Consistency) -> Vec<Figure> {
    let tables = &report.tables;
    let missing = tables.expected.saturating_sub(tables.present);
    let differences: Vec<Severity> = report
        .comparison
        .comparison
        .differences
        .iter()
        .filter(|difference| !difference.noise)
        .map(|difference| difference.severity)
        .collect();
    let figure = |value: String, words: &str, detail: String| Figure {
        value,
        words: words.to_owned(),
        detail,
    };
    let (least, most) = report.conclusion.days.unwrap_or_default();
    vec![
        figure(
            present(report),
            "expected tables are there",
            format!(
                "{} missing, {} not expected",
                number(missing as usize),
                number(tables.unexpected as usize)
            ),
        ),
        figure(
            number(differences.len()),
            if differences.len() == 1 {
                "difference"
            } else {
                "differences"
            },
            by_severity(differences.iter().copied()),
        ),
        figure(
            number(report.findings.len()),
            if report.findings.len() == 1 {
                "finding"
            } else {
                "findings"
            },
            by_severity(report.findings.iter().map(|finding| finding.severity)),
        ),
        figure(
            match report.conclusion.days {
                None => "None".to_owned(),
                Some(_) if least == most => number(most as usize),
                Some(_) => format!("{} to {}", number(least as usize), number(most as usize)),
            },
            "working days for one",
            count(report.actions.len(), "action"),
        ),
    ]
}

/// The two worst severities that occur, with how often.
fn by_severity(severities: impl Iterator<Item = Severity>) -> String {
    let all: Vec<Severity> = severities.collect();
    let parts: Vec<String> = Severity::ALL
        .into_iter()
        .filter_map(|severity| {
            let found = all.iter().filter(|one| **one == severity).count();
            (found > 0).then(|| format!("{} {}", number(found), severity.as_str()))
        })
        .take(2)
        .collect();
    match parts.as_slice() {
        [] => "nothing was found".to_owned(),
        _ => parts.join(", "),
    }
}

fn summary(report: &Consistency, picture: Option<usize>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !report.conclusion.sentences.is_empty() {
        let sentences = report.conclusion.sentences.iter();
        blocks.push(Block::List {
            ordered: false,
            items: sentences
                .map(|sentence| Words::default().statement(&prose(sentence, LINE)))
                .collect(),
        });
    }
    blocks.extend(picture.map(Block::picture));
    blocks.push(Block::heading("What to do first"));
    let urgent: Vec<(usize, &str)> = report
        .actions
        .iter()
        .enumerate()
        .filter(|(_, action)| action.priority == Priority::Immediate)
        .map(|(index, action)| (index, action.title.as_str()))
        .collect();
    if urgent.is_empty() {
        blocks.push(Block::text(if report.actions.is_empty() {
            "There is nothing to do."
        } else {
            "Nothing is due before anything else; section 9 has the actions in their order."
        }));
        return blocks;
    }
    blocks.push(Block::List {
        ordered: true,
        items: urgent
            .iter()
            .take(FIRST_ACTIONS)
            .map(|(index, words)| {
                Words::default().link(strategy::anchor(*index), &title(words, LINE))
            })
            .collect(),
    });
    let more = report.actions.len() - urgent.len().min(FIRST_ACTIONS);
    if more > 0 {
        blocks.push(Block::quiet(&format!(
            "And {}: section 9 has all in their order.",
            count(more, "more action")
        )));
    }
    blocks
}

fn not_known(report: &Consistency) -> Vec<Block> {
    if report.not_known.is_empty() {
        return vec![Block::text(
            "Everything that this report asks for could be seen.",
        )];
    }
    vec![
        Block::quiet("Nothing is said about these, neither good nor bad."),
        Block::List {
            ordered: false,
            items: report.not_known.iter().map(|one| Words::of(one)).collect(),
        },
    ]
}

/// The judgement of a severity, as a table shows it.
pub(super) fn weight(severity: Severity) -> Words {
    Words::marked(Mark::severity(severity))
}
