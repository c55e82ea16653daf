//! The schema of a profile in texts that are written for the schema `governance`.

use provost_core::catalog::{quote_identifier, visible};

use super::lexing::{Part, Parts, is_name};
use crate::quoting::quote_verbatim;

/// What the name of the schema is in our own texts.
const WRITTEN: &str = "governance";

/// An SQL text of ours with the name of `schema` for every `governance.` that a name follows, in code, in constants and in
/// the bodies of functions. For the schema `governance` that is the text itself.
#[must_use]
pub fn placed(text: &str, schema: &str) -> String {
    let name = quoted_schema(schema);
    if name == WRITTEN {
        return text.to_owned();
    }
    let mut placed = String::with_capacity(text.len());
    let mut parts = Parts::of(text);
    let mut pattern = Pattern::No;
    while let Some(part) = parts.next() {
        pattern = pattern.after(part);
        match part {
            Part::Word(WRITTEN) if is_qualifier(parts.rest()) => placed.push_str(&name),
            Part::Literal(literal) if pattern == Pattern::Yes => {
                placed.push_str(&in_literal(literal, &name.replace('%', "%%")));
            }
            Part::Literal(literal) => placed.push_str(&in_literal(literal, &name)),
            // What is not seen stays out of comments: a line break would end one.
            Part::Comment(comment) => {
                placed.push_str(&substituted(comment, &visible(schema, &[])));
            }
            Part::Dollar(tag) => placed.push_str(&tag_beside(tag, schema)),
            Part::Word(text) | Part::Quoted(text) | Part::Space(text) | Part::Sign(text) => {
                placed.push_str(text);
            }
        }
    }
    placed
}

/// Whether a constant is the pattern of `format`, in which a per cent sign means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pattern {
    No,
    /// After the word.
    Named,
    /// From its bracket on, in all the lines of one constant.
    Yes,
}

impl Pattern {
    fn after(self, part: Part<'_>) -> Self {
        match (self, part) {
            (_, Part::Word("format")) => Self::Named,
            (Self::Named, Part::Sign("("))
            | (Self::Yes, Part::Literal(_) | Part::Space(_) | Part::Comment(_)) => Self::Yes,
            _ => Self::No,
        }
    }
}

/// The name of a schema as SQL reads it, in quotes only where they are needed. Unlike what is shown to people it has no
/// `U&` form, which a constant for `regclass` cannot hold.
pub(super) fn quoted_schema(schema: &str) -> String {
    if quote_identifier(schema) == schema {
        schema.to_owned()
    } else {
        quote_verbatim(schema)
    }
}

/// Whether what follows makes the word before it the name of a schema: a dot, and a name at once.
fn is_qualifier(rest: &str) -> bool {
    let mut signs = rest.chars();
    signs.next() == Some('.') && signs.next().is_some_and(is_name)
}

/// A constant with the name in it: its single quotes are doubled, and so are backslashes where they mean something.
fn in_literal(literal: &str, name: &str) -> String {
    let name = name.replace('\'', "''");
    if literal.starts_with('\'') {
        substituted(literal, &name)
    } else {
        substituted(literal, &name.replace('\\', "\\\\"))
    }
}

/// A text with `name` for each `governance` that qualifies another name.
fn substituted(text: &str, name: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(at) = rest.find(WRITTEN) {
        let (left, found) = rest.split_at(at);
        let right = found.strip_prefix(WRITTEN).unwrap_or_default();
        let joined = left.chars().next_back().or(before).is_some_and(is_name);
        result.push_str(left);
        result.push_str(if !joined && is_qualifier(right) {
            name
        } else {
            WRITTEN
        });
        before = Some('e');
        rest = right;
    }
    result + rest
}

/// A dollar quote that the name of the schema cannot end.
fn tag_beside(tag: &str, schema: &str) -> String {
    let mut tag = tag.to_owned();
    while schema.contains(&tag) {
        tag.pop();
        tag.push_str("q$");
    }
    tag
}

#[cfg(test)]
mod tests;
