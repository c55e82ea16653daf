//! Model cards as Hugging Face keeps them: metadata in YAML before a text in Markdown, in one `README.md`.
//!
//! What somebody else wrote is kept whole: keys that the registry does not know, and the text. What the registry knows is
//! written over the keys of the same meaning, and into a part of the text between two marks, so that a card that was written
//! here and is read again gives the same.

mod blocks;
mod body;
mod emit;
mod import;
mod licences;
mod metadata;
mod yaml;

pub use blocks::{CardBlock, blocks};
pub use import::{CardImport, import};
pub use yaml::YamlError;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::page::ModelPage;

/// The form of a [`ModelCard`] as JSON.
pub const MODEL_CARD_SCHEMA: &str = "provost.model-card/1";

/// How long a card may be, in bytes.
pub const MOST_CARD: usize = 256 << 10;

/// The line before and after the metadata.
const FENCE: &str = "---";

/// The card of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ModelCard {
    /// [`MODEL_CARD_SCHEMA`].
    pub schema: String,
    /// What it is the card of, in words.
    pub title: String,
    /// The metadata, YAML.
    pub yaml: String,
    /// The text, Markdown.
    pub markdown: String,
    /// Both, as a `README.md` holds them.
    pub text: String,
    /// The text in parts that can be shown without a reader of Markdown: nothing in it is a link or HTML.
    pub blocks: Vec<CardBlock>,
}

/// A card as it was read, and as it is kept beside the version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardText {
    /// The metadata.
    pub metadata: Map<String, Value>,
    /// The text, without the part that the registry writes.
    pub text: String,
}

impl CardText {
    /// What is told instead of a kept card that is longer than any: whoever wrote it did so past the program.
    #[must_use]
    pub fn too_long() -> Self {
        let text = format!(
            "The card that is kept for this version is longer than {} KiB; it was not read.",
            MOST_CARD / 1024
        );
        Self {
            metadata: Map::new(),
            text,
        }
    }
}

/// Why a card was not read. It never repeats the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// It is longer than any card.
    #[error("The card is longer than {} KiB.", MOST_CARD / 1024)]
    TooLong,
    /// Its metadata cannot be read.
    #[error("The metadata of the card cannot be read: {0}.")]
    Metadata(#[from] YamlError),
    /// The metadata has no end.
    #[error("The metadata of the card has no end: a line with three dashes is missing.")]
    Unclosed,
    /// It holds a character that PostgreSQL cannot keep.
    #[error("The card holds the character U+0000, which PostgreSQL cannot keep.")]
    Unkeepable,
    /// The metadata is no mapping.
    #[error("The metadata of the card is not a list of keys with values.")]
    NoMapping,
}

/// Reads a card: metadata between two lines of three dashes, and a text. Without metadata all is text.
///
/// # Errors
/// [`CardError`] when it is too long or its metadata makes no sense.
pub fn read(card: &str) -> Result<CardText, CardError> {
    if card.len() > MOST_CARD {
        return Err(CardError::TooLong);
    }
    if card.contains('\0') {
        return Err(CardError::Unkeepable);
    }
    let card = card.strip_prefix('\u{feff}').unwrap_or(card);
    let card = card.replace("\r\n", "\n");
    let Some(rest) = card.strip_prefix("---\n") else {
        return Ok(CardText {
            metadata: Map::new(),
            text: body::own(&card),
        });
    };
    let (front, text) = split(rest).ok_or(CardError::Unclosed)?;
    let metadata = match yaml::value(front)? {
        Value::Object(metadata) => metadata,
        Value::Null => Map::new(),
        _ => return Err(CardError::NoMapping),
    };
    if metadata
        .iter()
        .any(|(key, value)| key.contains('\0') || holds_nul(value))
    {
        return Err(CardError::Unkeepable);
    }
    Ok(CardText {
        metadata,
        text: body::own(text),
    })
}

/// Values are as deep as [`yaml::value`] lets them be.
fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(members) => members.iter().any(holds_nul),
        Value::Object(members) => members
            .iter()
            .any(|(key, member)| key.contains('\0') || holds_nul(member)),
        _ => false,
    }
}

/// The metadata and what comes after the line that closes it.
fn split(rest: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == FENCE {
            let after = at + line.len();
            return Some((rest.get(..at)?, rest.get(after..)?));
        }
        at += line.len();
    }
    None
}

/// Writes the card of a version, around what is kept of a card that was read for it.
#[must_use]
pub fn write(page: &ModelPage, kept: Option<&CardText>) -> ModelCard {
    let yaml = emit::document(&metadata::of(page, kept));
    let markdown = body::of(page, kept.map(|kept| kept.text.as_str()));
    ModelCard {
        schema: MODEL_CARD_SCHEMA.to_owned(),
        title: format!("{} {}", page.version.name, page.version.version),
        text: format!("{FENCE}\n{yaml}{FENCE}\n\n{markdown}"),
        blocks: blocks(&markdown),
        yaml,
        markdown,
    }
}

#[cfg(test)]
mod tests;
