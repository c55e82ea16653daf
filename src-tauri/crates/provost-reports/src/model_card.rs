//! The model card of a version as a page and on paper. Nothing of its text is a link or markup.

#[cfg(test)]
mod tests;

use askama::Template;
use chrono::{DateTime, Datelike as _, SecondsFormat, Utc};
use provost_core::catalog::visible;
use provost_core::connections::Environment;
use provost_core::registry::card::{CardBlock, ModelCard};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::Error;
use crate::contents::wording::clipped;
use crate::format::file_name;
use crate::pdf::Manuscript;

/// How many characters of lines that stand as they are a PDF has room for. Long words are broken after 16 characters, and typst
/// takes no text with more than 512 breaks.
const CODE: usize = 7_000;

/// A form in which a model card is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum CardFormat {
    /// A `README.md` as Hugging Face keeps it.
    Md,
    /// For people: one self-contained page.
    Html,
    /// For people, to print and keep: PDF/A-2a and PDF/UA-1.
    Pdf,
    /// For programs: `provost.model-card/1`.
    Json,
}

impl CardFormat {
    /// All.
    pub const ALL: [Self; 4] = [Self::Md, Self::Html, Self::Pdf, Self::Json];

    /// How the names of its files end.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Json => "json",
        }
    }
}

/// A model card with what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardPaper {
    /// The card.
    pub card: ModelCard,
    /// When its version was read.
    pub made_at: DateTime<Utc>,
    /// Whether the version is synthetic sample data.
    pub sample: bool,
    /// What the database is for.
    pub environment: Environment,
    /// The version of Provost.
    pub product_version: String,
}

/// What a file of a card is called.
#[must_use]
pub fn card_file_name(paper: &CardPaper, format: CardFormat) -> String {
    file_name(
        "model-card",
        &paper.card.title,
        paper.made_at,
        format.as_str(),
    )
}

/// Makes the bytes of a file. The same card gives the same bytes.
pub fn render_card(paper: &CardPaper, format: CardFormat) -> Result<Vec<u8>, Error> {
    Ok(match format {
        CardFormat::Md => paper.card.text.clone().into_bytes(),
        CardFormat::Json => {
            let mut text = serde_json::to_vec_pretty(&paper.card)?;
            text.push(b'\n');
            text
        }
        CardFormat::Html => html(paper)?.into_bytes(),
        CardFormat::Pdf => pdf(paper)?,
    })
}

#[derive(Template)]
#[template(path = "model_card.html")]
struct Page<'a> {
    cover: &'a Cover,
    blocks: &'a [CardBlock],
    metadata: &'a str,
    style: &'static str,
}

#[derive(Serialize)]
struct Cover {
    title: String,
    product: String,
    generated_at: String,
    date: [i32; 3],
    environment: &'static str,
    production: bool,
    sample: bool,
}

fn html(paper: &CardPaper) -> Result<String, Error> {
    let blocks = seen(&paper.card.blocks);
    let metadata = visible(&paper.card.yaml, &['\n', '\t']);
    let page = Page {
        cover: &cover(paper),
        blocks: &blocks,
        metadata: &metadata,
        style: include_str!("../templates/report.css"),
    };
    Ok(page.render()?)
}

fn pdf(paper: &CardPaper) -> Result<Vec<u8>, Error> {
    Manuscript {
        name: "model_card.typ",
        template: include_str!("pdf/model_card.typ"),
        data: json!({
            "cover": cover(paper),
            "blocks": with_room(seen(&paper.card.blocks)),
            "metadata": clipped(&visible(&paper.card.yaml, &['\n']), CODE),
        }),
        pictures: Vec::new(),
        sketches: Vec::new(),
        made_at: paper.made_at,
        identity: format!(
            "provost-model-card/{}/{}",
            paper.card.title,
            paper.made_at.timestamp()
        ),
        product_version: &paper.product_version,
    }
    .print()
}

fn cover(paper: &CardPaper) -> Cover {
    let at = paper.made_at;
    let day = |number: u32| i32::try_from(number).unwrap_or(1);
    Cover {
        title: format!("Model card of {}", visible(&paper.card.title, &[])),
        product: format!("Provost {}", paper.product_version),
        generated_at: at.to_rfc3339_opts(SecondsFormat::Secs, true),
        date: [at.year(), day(at.month()), day(at.day())],
        environment: match paper.environment {
            Environment::Development => "Development",
            Environment::Testing => "Testing",
            Environment::Production => "Production",
        },
        production: paper.environment == Environment::Production,
        sample: paper.sample,
    }
}

/// The parts with what is not seen in them shown by its code.
fn seen(blocks: &[CardBlock]) -> Vec<CardBlock> {
    let line = |text: &String| visible(text, &[]);
    let lines = |texts: &Vec<String>| texts.iter().map(line).collect::<Vec<_>>();
    let shown = |block: &CardBlock| match block {
        CardBlock::Heading { level, text } => CardBlock::Heading {
            level: *level,
            text: line(text),
        },
        CardBlock::Paragraph { text } => CardBlock::Paragraph { text: line(text) },
        CardBlock::List { items } => CardBlock::List {
            items: lines(items),
        },
        CardBlock::Table { head, rows } => CardBlock::Table {
            head: lines(head),
            rows: rows.iter().map(lines).collect(),
        },
        CardBlock::Code { text } => CardBlock::Code {
            text: visible(text, &['\n', '\t']),
        },
    };
    blocks.iter().map(shown).collect()
}

/// The parts with so much of the lines that stand as they are as a PDF has room for.
fn with_room(mut blocks: Vec<CardBlock>) -> Vec<CardBlock> {
    let mut room = CODE;
    for block in &mut blocks {
        if let CardBlock::Code { text } = block {
            let length = text.chars().count();
            *text = clipped(text, room);
            room = room.saturating_sub(length);
        }
    }
    blocks
}
