//! Which columns look as if they hold personal data or secrets, by their names.
//!
//! A name is cut into words at underscores, other punctuation, digits and capitals, so `userEmail`, `user_email` and
//! `EMAIL2` all have the word "email". A name that ends in a word such as `id`, `count` or `verified` says something
//! about the datum without being it. Words that are personal only in company (a city, a place on the map) count only
//! in a table that has a surer one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::{ABOUT, IN_COMPANY, SURE, TOKEN_OWNERS};
use crate::audit::rules::wording::words;
use crate::catalog::{Column, Relation};

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
}

/// The columns of a relation that look personal or secret, with their kind.
pub(in crate::audit::rules) fn columns(relation: &Relation) -> Vec<(&Column, Category)> {
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
    // A phrase that ends in such a word itself, as `national id` does, still counts where it ends the name.
    let at_end = ABOUT.contains(&last);
    if let Some(category) = find(&words, &SURE_PHRASES, at_end) {
        return Some((category, true));
    }
    if last == "token" {
        let bearer = words
            .iter()
            .chain(&words_of(table))
            .any(|word| TOKEN_OWNERS.contains(&word.as_str()));
        return bearer.then_some((Category::Secret, true));
    }
    find(&words, &COMPANY_PHRASES, true).map(|category| (category, false))
}

/// Phrases by their text.
type Phrases = BTreeMap<&'static str, Category>;

static SURE_PHRASES: LazyLock<Phrases> = LazyLock::new(|| SURE.iter().copied().collect());
static COMPANY_PHRASES: LazyLock<Phrases> = LazyLock::new(|| IN_COMPANY.iter().copied().collect());

/// The most delicate category of the phrases, of three words at most, that stand in the name, or at its end.
fn find(words: &[String], phrases: &Phrases, at_end: bool) -> Option<Category> {
    let ends = if at_end { words.len() } else { 1 }..=words.len();
    ends.flat_map(|end| (end.saturating_sub(3)..end).map(move |start| start..end))
        .filter_map(|range| phrases.get(words.get(range)?.join(" ").as_str()))
        .copied()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::sample::table;

    fn category(column: &str) -> Option<Category> {
        let relation = table("public.things").col(column, "text");
        columns(&relation).first().map(|&(_, category)| category)
    }

    #[test]
    fn a_user_name_alone_may_be_that_of_a_machine() {
        let things = table("public.items")
            .col("username", "text")
            .col("ipmi_username", "text");
        assert!(personal(&things).is_empty());
        let people = table("public.members")
            .col("username", "text")
            .col("email", "text");
        assert_eq!(personal(&people).len(), 2);
    }

    #[test]
    fn names_of_many_makes_are_understood() {
        for (name, wanted) in [
            ("email", Category::Contact),
            ("userEmail", Category::Contact),
            ("EMAIL_2", Category::Contact),
            ("home_phone", Category::Contact),
            ("dateOfBirth", Category::Identifying),
            ("birth_date", Category::Identifying),
            ("dob", Category::Identifying),
            ("ssn", Category::Identifying),
            ("national_id", Category::Identifying),
            ("clientIPAddress", Category::Identifying),
            ("last_name", Category::Identifying),
            ("Geburtsdatum", Category::Identifying),
            ("iban", Category::Financial),
            ("base_salary", Category::Financial),
            ("blood_type", Category::Special),
            ("primary_diagnosis", Category::Special),
            ("religion", Category::Special),
            ("user_password", Category::Secret),
            ("apiKey", Category::Secret),
            ("refresh_token", Category::Secret),
        ] {
            assert_eq!(category(name), Some(wanted), "{name}");
        }
    }

    #[test]
    fn what_only_speaks_about_a_datum_is_left() {
        for name in [
            "email_verified_at",
            "email_id",
            "phone_type",
            "password_hash",
            "prompt_tokens",
            "max_token_count",
            "page_token",
            "secret_name",
            "health_status",
            "address",
            "city",
            "name",
            "metric_value",
            "token",
            "emailed",
        ] {
            assert_eq!(category(name), None, "{name}");
        }
    }

    #[test]
    fn some_words_count_in_company_only() {
        let shop = table("public.shops")
            .col("city", "text")
            .col("latitude", "float8");
        assert!(columns(&shop).is_empty());
        let person = shop.col("email", "text");
        assert_eq!(columns(&person).len(), 3);
        let machine = table("public.hosts")
            .col("city", "text")
            .col("api_key", "text");
        assert_eq!(
            columns(&machine).len(),
            1,
            "a secret says nothing of a person"
        );
    }

    #[test]
    fn a_bare_token_opens_a_door_in_a_table_of_sessions() {
        assert_eq!(
            columns(&table("auth.sessions").col("token", "text")).len(),
            1
        );
    }

    #[test]
    fn flags_and_generated_columns_hold_nothing() {
        assert!(columns(&table("public.t").col("email", "bool")).is_empty());
    }
}
