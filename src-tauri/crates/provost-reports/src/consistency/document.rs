//! What a consistency report says, part by part, in finished words. Both the HTML and the PDF renderer print this and add
//! nothing of their own, so that they say the same.

use chrono::Datelike as _;
use provost_core::audit::Severity;
use provost_core::connections::Environment;
use provost_core::schema::consistency::{Consistency, Priority};
use serde::Serialize;

use super::blocks::Block;
use super::pictures::{self, Drawn};
use super::words::{Mark, Words, full_stop};
use super::{
    compliance, connectivity, evidence, integrity, migrations, overview, performance, risks,
    security, strategy, tables, timeline,
};
use crate::Error;
use crate::contents::wording::{capitalised, count, moment, name, number, prose, title};
use crate::contents::{Limits, Named, Picture};

/// How many actions the summary names: it is to fit on a page.
const FIRST_ACTIONS: usize = 5;
/// What a title page has room for.
const NAME: usize = 200;
/// What a line of the summary has room for.
const LINE: usize = 400;

/// The whole account.
#[derive(Debug, Serialize)]
pub(crate) struct Document {
    /// The title page.
    pub(crate) cover: Cover,
    /// The numbers of the summary.
    pub(crate) figures: Vec<Figure>,
    /// What else the summary says.
    pub(crate) summary: Vec<Block>,
    /// The twelve sections.
    pub(crate) sections: Vec<Section>,
    /// What nothing can be said about.
    pub(crate) not_known: Vec<Block>,
    /// The pictures.
    pub(crate) pictures: Vec<Picture>,
}

/// Who and when, and the conclusion in a few words.
#[derive(Debug, Serialize)]
pub(crate) struct Cover {
    /// The title of the document.
    pub(crate) title: String,
    /// `Production` and so on.
    pub(crate) environment: String,
    /// Whether it is the environment where it counts.
    pub(crate) production: bool,
    /// What made the report.
    pub(crate) product: String,
    /// When the report was made.
    pub(crate) generated_at: String,
    /// The day it was made: year, month, day.
    pub(crate) date: [i32; 3],
    /// How many tables are there, as `4 of 30`.
    pub(crate) present: String,
    /// What that counts.
    pub(crate) present_of: String,
    /// The risk in a word or two.
    pub(crate) risk: String,
    /// The tone of the risk.
    pub(crate) tone: &'static str,
    /// The whole in one sentence.
    pub(crate) headline: String,
    /// The facts of the title page.
    pub(crate) facts: Vec<Named>,
}

/// A number that a manager asks for first.
#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    /// The number.
    pub(crate) value: String,
    /// What it counts.
    pub(crate) words: String,
    /// What it is made of.
    pub(crate) detail: String,
}

/// One of the twelve sections.
#[derive(Debug, Serialize)]
pub(crate) struct Section {
    /// Its number.
    pub(crate) number: usize,
    /// Its title.
    pub(crate) title: String,
    /// What it says.
    pub(crate) blocks: Vec<Block>,
}

impl Document {
    /// Gives an account within the limits of a document.
    pub(crate) fn of(report: &Consistency, limits: &Limits) -> Result<Self, Error> {
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
        Ok(Self {
            cover: cover(report),
            figures: figures(report),
            summary: summary(report, tables_picture),
            sections: (1..)
                .zip(sections)
                .map(|(number, (title, blocks))| Section {
                    number,
                    title: title.to_owned(),
                    blocks: numbered(number, blocks),
                })
                .collect(),
            not_known: not_known(report),
            pictures,
        })
    }
}

/// Gives the headings of a section their numbers.
fn numbered(section: usize, mut blocks: Vec<Block>) -> Vec<Block> {
    let headings = blocks.iter_mut().filter_map(|block| match block {
        Block::Heading { number, .. } => Some(number),
        _ => None,
    });
    for (index, own) in (1..).zip(headings) {
        *own = format!("{section}.{index}");
    }
    blocks
}

fn cover(report: &Consistency) -> Cover {
    let day = report.generated_at;
    let component = |value: u32| i32::try_from(value).unwrap_or(1);
    let tables = &report.tables;
    let compared = &report.comparison;
    Cover {
        title: title(&format!("Schema consistency: {}", report.name), NAME),
        environment: capitalised(report.environment.as_str()),
        production: report.environment == Environment::Production,
        product: format!("Provost {}", prose(&report.product_version, NAME)),
        generated_at: moment(day),
        date: [day.year(), component(day.month()), component(day.day())],
        present: present(report),
        present_of: match tables.expected {
            0 => "no table is expected".to_owned(),
            _ => "expected tables are there".to_owned(),
        },
        risk: risk(report.conclusion.risk),
        tone: report.conclusion.risk.map_or("pass", Severity::as_str),
        headline: full_stop(&prose(&report.conclusion.headline, LINE)),
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
