//! Whether an expression of a schema that somebody else wrote may be run on a live database.
//!
//! A read-only transaction is not enough: with the rights of the role an expression could read or write files, end other
//! sessions, or wait for ever. So the expression, as PostgreSQL writes it, is read word by word: functions must be on a list,
//! operators and types PostgreSQL's own (the search path is closed, so that no other is found), columns those of the table
//! and of plain types, and whatever else is not known is refused. What is run is the text that was read.

use provost_core::catalog::{Column, QualifiedName, quote_identifier, visible};

use super::constants::{is_closed, is_number, is_power_of_ten, unquoted};
use super::names::Names;
use super::vocabulary::{
    is_harmless_function, is_harmless_type, is_word, stands_before_parentheses, type_words,
};
use crate::schema::lexing::{Part, Parts};

/// A longer expression is not run.
const MOST_BYTES: usize = 20_000;

/// Deeper parentheses, and deeper brackets, are not run: what is nested can grow with each level.
const DEEPEST: (usize, usize) = (60, 2);

/// More signs that join texts, and more that multiply or divide, are not run: constants are reckoned before the first row is
/// read, each result is kept until the end, and no timeout reaches that.
const MOST_SIGNS: (usize, usize) = (8, 32);

/// A longer length of a type, such as `character(100000)`, is not run: it makes long values of short ones.
const MOST_DIGITS: usize = 5;

/// The expression of a CHECK as the server defines it, and whether it holds for the rows of those that inherit; none where
/// the text is not the server's.
pub(super) fn expression_of(definition: &str) -> Option<(&str, bool)> {
    let inner = definition.strip_prefix("CHECK (")?;
    let mut depth = 1_usize;
    let mut parts = Parts::of(inner);
    loop {
        let before = parts.rest();
        match parts.next()? {
            Part::Sign("(") => depth += 1,
            Part::Sign(")") => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let (expression, _) = inner.split_at_checked(inner.len() - before.len())?;
            let after = parts.rest();
            let known = ["NO", "INHERIT", "NOT", "VALID", "ENFORCED"];
            let ends = after.split_whitespace().all(|word| known.contains(&word));
            return ends.then_some((expression, !after.contains("NO INHERIT")));
        }
    }
}

/// A definition without the names in quotes: what is left in capitals is the server's own.
pub(super) fn without_names(definition: &str) -> String {
    let kept = Parts::of(definition).map(|part| match part {
        Part::Word(text) | Part::Space(text) | Part::Sign(text) => text,
        _ => "",
    });
    kept.collect()
}

/// Refuses a column whose comparisons could run code of others.
pub(super) fn require_plain(column: &Column, names: &Names<'_>) -> Result<(), String> {
    if names.is_plain(column) {
        return Ok(());
    }
    Err(format!(
        "The column {} is of type {}, whose operators and casts Provost does not run on a live database.",
        visible(&column.name, &[]),
        visible(&column.data_type, &[])
    ))
}

/// The expression with the columns as they are called in the live database; the reason where it is not run, a sentence.
pub(super) fn admit(
    expression: &str,
    table: &QualifiedName,
    names: &Names<'_>,
) -> Result<String, String> {
    if expression.contains('\0') {
        return Err(strange("a character that no text can have"));
    }
    if expression.len() > MOST_BYTES {
        return Err("The check is too long to be run on a live database.".to_owned());
    }
    let mut reading = Reading {
        parts: Parts::of(expression).collect(),
        at: 0,
        before: String::new(),
        parentheses: 0,
        brackets: 0,
        joins: 0,
        products: 0,
        admitted: String::new(),
        table,
        names,
    };
    while let Some(part) = reading.parts.get(reading.at).copied() {
        reading.part(part)?;
    }
    if reading.parentheses != 0 || reading.brackets != 0 {
        return Err(strange("parentheses without their partner"));
    }
    Ok(reading.admitted)
}

/// An expression that is being read.
struct Reading<'a> {
    parts: Vec<Part<'a>>,
    at: usize,
    /// The word or sign before, in small letters.
    before: String,
    parentheses: usize,
    brackets: usize,
    joins: usize,
    products: usize,
    admitted: String,
    table: &'a QualifiedName,
    names: &'a Names<'a>,
}

impl<'a> Reading<'a> {
    fn part(&mut self, part: Part<'a>) -> Result<(), String> {
        match part {
            Part::Space(_) => {
                self.admitted.push(' ');
                self.at += 1;
                Ok(())
            }
            Part::Comment(_) => Err(strange("a comment")),
            Part::Dollar(_) => Err(strange("dollar quotes")),
            Part::Literal(text) => {
                if !is_closed(text, '\'') || !text.starts_with('\'') {
                    return Err(strange("a text constant of another form"));
                }
                if is_power_of_ten(text) {
                    return Err(strange("a number as a power of ten"));
                }
                self.take(text);
                Ok(())
            }
            Part::Sign(":") if self.next_is(1, ":") => self.cast(),
            Part::Sign(sign) => self.sign(sign),
            Part::Word(text) if is_number(text) => {
                self.take(text);
                if self.next_is(0, ".") {
                    self.take(".");
                    if let Some(Part::Word(fraction)) = self.parts.get(self.at).copied()
                        && is_number(fraction)
                    {
                        self.take(fraction);
                    }
                }
                Ok(())
            }
            Part::Word(text) if text.starts_with(|sign: char| sign.is_ascii_digit()) => {
                Err(strange("a number of another form"))
            }
            Part::Word(text) => self.name(text, &text.to_ascii_lowercase(), false),
            Part::Quoted(text) => {
                let name = unquoted(text).ok_or_else(|| strange("a name without an end"))?;
                self.name(text, &name, true)
            }
        }
    }

    fn take(&mut self, text: &str) {
        self.admitted.push_str(text);
        self.before = text.to_ascii_lowercase();
        self.at += 1;
    }

    fn next_is(&self, ahead: usize, sign: &str) -> bool {
        self.parts.get(self.at + ahead) == Some(&Part::Sign(sign))
    }

    /// The next part that is not white space, behind the present one.
    fn following(&self) -> Option<Part<'a>> {
        let mut rest = self.parts.iter().skip(self.at + 1);
        rest.find(|part| !matches!(part, Part::Space(_))).copied()
    }

    fn sign(&mut self, sign: &'a str) -> Result<(), String> {
        match sign {
            "(" => self.parentheses += 1,
            "[" => self.brackets += 1,
            ")" => self.parentheses = down(self.parentheses)?,
            "]" => self.brackets = down(self.brackets)?,
            "^" => {
                return Err(
                    "The check raises to a power, which Provost does not do on a live database."
                        .to_owned(),
                );
            }
            "|" => self.joins += 1,
            "*" | "/" | "%" => self.products += 1,
            sign if "+-<>=~!@#&`?,:".contains(sign) => {}
            sign => return Err(strange(&format!("the sign {}", visible(sign, &[])))),
        }
        if self.parentheses > DEEPEST.0 || self.brackets > DEEPEST.1 {
            return Err("The check is nested too deeply to be run on a live database.".to_owned());
        }
        // Two signs join: each is read alone.
        if self.joins > 2 * MOST_SIGNS.0 || self.products > MOST_SIGNS.1 {
            return Err("The check reckons too much to be run on a live database.".to_owned());
        }
        self.take(sign);
        Ok(())
    }

    /// A name or a word of the language; `name` is what it means, `text` how it stands there.
    fn name(&mut self, text: &'a str, name: &str, quoted: bool) -> Result<(), String> {
        let following = self.following();
        let collation = self.before == "collate";
        match following {
            Some(Part::Sign(".")) => return self.member(text, name),
            Some(Part::Sign("(")) if !collation => {
                let is_word = !quoted && stands_before_parentheses(name);
                if !is_word && !is_harmless_function(name) {
                    return Err(call(name));
                }
                self.take(text);
                return Ok(());
            }
            _ => {}
        }
        // An unquoted word that needs quotes to be a name is one of the language.
        let may_be_column = !collation && (quoted || quote_identifier(name) == name);
        let column = self.names.column(self.table, name);
        if let Some(column) = column.filter(|_| may_be_column) {
            if matches!(following, Some(Part::Literal(_))) {
                return Err(strange("a constant of a type by its name"));
            }
            require_plain(column, self.names)?;
            if column.name == name {
                self.take(text);
            } else {
                self.take(&quote_identifier(&column.name));
            }
            return Ok(());
        }
        let is_field = self.before == "("
            && self
                .admitted
                .trim_end()
                .to_ascii_lowercase()
                .ends_with("extract(");
        if collation || (!quoted && (is_word(name) || is_field)) {
            self.take(text);
            return Ok(());
        }
        Err(format!(
            "The check names {}, which is neither a column of the table nor known to be harmless.",
            visible(name, &[])
        ))
    }

    /// A name with a schema before it: only functions of PostgreSQL's own.
    fn member(&mut self, text: &str, schema: &str) -> Result<(), String> {
        let rest = (
            self.parts.get(self.at + 1),
            self.parts.get(self.at + 2),
            self.parts.get(self.at + 3),
        );
        let (Some(Part::Sign(".")), Some(member), Some(Part::Sign("("))) = rest else {
            return Err(format!(
                "The check names something by its schema or its row: {}.",
                visible(schema, &[])
            ));
        };
        let (member, name) = match *member {
            Part::Word(word) => (word, word.to_ascii_lowercase()),
            Part::Quoted(quoted) => (quoted, unquoted(quoted).unwrap_or_default()),
            _ => return Err(strange("a name without an end")),
        };
        if schema != "pg_catalog" || !is_harmless_function(&name) {
            return Err(call(&format!("{schema}.{name}")));
        }
        self.take(text);
        self.take(".");
        self.take(member);
        Ok(())
    }

    /// `::` with the type behind it.
    fn cast(&mut self) -> Result<(), String> {
        self.take(":");
        self.take(":");
        let first = match self.parts.get(self.at).copied() {
            Some(Part::Word(word)) => (word, word.to_ascii_lowercase()),
            Some(Part::Quoted(quoted)) => (quoted, unquoted(quoted).unwrap_or_default()),
            _ => return Err(strange("a cast to no type")),
        };
        let (text, name) = first;
        self.take(text);
        if self.next_is(0, ".") {
            let member = match self.parts.get(self.at + 1).copied() {
                Some(Part::Word(word)) => (word, word.to_ascii_lowercase()),
                Some(Part::Quoted(quoted)) => (quoted, unquoted(quoted).unwrap_or_default()),
                _ => return Err(strange("a cast to no type")),
            };
            let full = QualifiedName::new(&name, member.1);
            let own = full.schema == "pg_catalog" && is_harmless_type(&full.name);
            if !own && !self.names.is_plain_enum(&full) {
                return Err(cast_to(&full.to_string()));
            }
            self.take(".");
            self.take(member.0);
        } else if is_harmless_type(&name) {
            self.type_words(&name);
        } else {
            return Err(cast_to(&name));
        }
        self.lengths()?;
        if matches!(name.as_str(), "time" | "timestamp") {
            self.type_words(&name);
        }
        Ok(())
    }

    /// The other words of a type's name, as the server writes them.
    fn type_words(&mut self, first: &str) {
        loop {
            let skip = usize::from(matches!(self.parts.get(self.at), Some(Part::Space(_))));
            let Some(Part::Word(word)) = self.parts.get(self.at + skip).copied() else {
                return;
            };
            if !type_words(first).contains(&word) {
                return;
            }
            if skip == 1 {
                self.take(" ");
            }
            self.take(word);
        }
    }

    /// `(10,2)` behind a type.
    fn lengths(&mut self) -> Result<(), String> {
        if !self.next_is(0, "(") {
            return Ok(());
        }
        self.take("(");
        loop {
            match self.parts.get(self.at).copied() {
                Some(Part::Word(digits))
                    if digits.len() <= MOST_DIGITS
                        && digits.bytes().all(|digit| digit.is_ascii_digit()) =>
                {
                    self.take(digits);
                }
                Some(Part::Sign(sign @ ("," | "-"))) => self.take(sign),
                Some(Part::Sign(")")) => break,
                _ => return Err(strange("a type with a length of another form")),
            }
        }
        self.take(")");
        Ok(())
    }
}

fn down(depth: usize) -> Result<usize, String> {
    depth
        .checked_sub(1)
        .ok_or_else(|| strange("parentheses without their partner"))
}

fn call(name: &str) -> String {
    format!(
        "The check calls a function that Provost does not run on a live database: {}.",
        visible(name, &[])
    )
}

fn cast_to(name: &str) -> String {
    format!(
        "The check casts to a type that Provost does not run on a live database: {}.",
        visible(name, &[])
    )
}

fn strange(what: &str) -> String {
    format!("The check holds {what}, which Provost does not run on a live database.")
}
