//! Which columns look as if they hold personal data or secrets, by their names.
//!
//! A name is cut into words at underscores, other punctuation, digits and capitals, so `userEmail`, `user_email` and
//! `EMAIL2` all have the word "email". A name that ends in a word such as `id`, `count` or `verified` says something
//! about the datum without being it. Words that are personal only in company (a city, a place on the map) count only
//! in a table that has a surer one.

use super::words::{ABOUT, IN_COMPANY, SURE, TOKEN_OWNERS};
use crate::audit::Severity;
use crate::audit::rules::wording::words;
use crate::catalog::{Column, Relation, RelationKind};

/// What kind of personal datum a column looks like. The order is from the least to the most delicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::audit::rules) enum Category {
    /// Reaches or places a person: addresses of all kinds.
    Contact,
    /// Says who a person is: names, numbers, dates of birth.
    Identifying,
    /// Pay, accounts, cards.
    Financial,
    /// Opens a door: passwords, keys, tokens.
    Secret,
    /// Special categories of GDPR Art. 9 and offences of Art. 10: health, religion, biometrics and so on.
    Special,
}

impl Category {
    /// The words for it.
    pub(in crate::audit::rules) fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Identifying => "identifying",
            Self::Financial => "financial",
            Self::Secret => "secret",
            Self::Special => "special category",
        }
    }

    /// How much it matters that others than the owner can read it.
    pub(in crate::audit::rules) fn severity(self) -> Severity {
        match self {
            Self::Contact => Severity::Medium,
            Self::Identifying | Self::Financial | Self::Secret | Self::Special => Severity::High,
        }
    }
}

/// The columns of a relation that look personal or secret, with their kind.
pub(in crate::audit::rules) fn columns(relation: &Relation) -> Vec<(&Column, Category)> {
    if relation.kind == RelationKind::View && relation.columns.is_empty() {
        return Vec::new();
    }
    let candidates: Vec<(&Column, Category, bool)> = relation
        .columns
        .iter()
        .filter(|column| holds_data(column))
        .filter_map(|column| {
            let (category, sure) = classify(&column.name, &relation.name.name)?;
            Some((column, category, sure))
        })
        .collect();
    let company =
        (candidates.iter()).any(|&(_, category, sure)| sure && category != Category::Secret);
    candidates
        .into_iter()
        .filter(|&(_, _, sure)| sure || company)
        .map(|(column, category, _)| (column, category))
        .collect()
}

/// The columns that look personal, without the secrets.
pub(in crate::audit::rules) fn personal(relation: &Relation) -> Vec<(&Column, Category)> {
    let mut found = columns(relation);
    found.retain(|&(_, category)| category != Category::Secret);
    found
}

/// A flag or a duration says something about a datum without being it; so does a reference to a row elsewhere.
fn holds_data(column: &Column) -> bool {
    !matches!(
        column.type_name.as_str(),
        "bool" | "boolean" | "interval" | "vector" | "halfvec"
    ) && column.generated.is_none()
}

/// What a column's name looks like, and whether it is sure without other columns to bear it out.
fn classify(column: &str, table: &str) -> Option<(Category, bool)> {
    let words = words_of(column);
    let last = words.last()?.as_str();
    if ABOUT.contains(&last) {
        return None;
    }
    if let Some(category) = find(&words, SURE) {
        return Some((category, true));
    }
    if last == "token" {
        let bearer = words
            .iter()
            .chain(&words_of(table))
            .any(|word| TOKEN_OWNERS.contains(&word.as_str()));
        return bearer.then_some((Category::Secret, true));
    }
    find(&words, IN_COMPANY).map(|category| (category, false))
}

/// The most delicate category of the phrases that stand in the name.
fn find(words: &[String], phrases: &[(&str, Category)]) -> Option<Category> {
    phrases
        .iter()
        .filter(|(phrase, _)| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words
                .windows(phrase.len())
                .any(|window| window.iter().zip(&phrase).all(|(a, b)| a == b))
        })
        .map(|&(_, category)| category)
        .max()
}

/// The words of a name without the digits at their ends.
fn words_of(name: &str) -> Vec<String> {
    let mut words = words(name);
    for word in &mut words {
        word.truncate(word.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    }
    words.retain(|word| !word.is_empty());
    words
}
