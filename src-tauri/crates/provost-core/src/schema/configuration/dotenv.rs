//! Reads `NAME=value` lines, as dotenv readers do: comments, `export`, quotes, values of several lines.

use std::collections::BTreeMap;

use super::value::{Raw, Scope};
use super::variables::{Variable, targets};
use super::{Configuration, ConfigurationFormat, surroundings};

/// The most lines that a value in quotes may have.
const LONGEST: usize = 200;

/// One line that sets a variable.
struct Assignment {
    name: String,
    raw: Raw,
    line: u32,
}

pub(super) fn read(path: &str, text: &str) -> Configuration {
    let (assignments, mut remarks) = assignments(text);
    // Of two lines with one name the last counts, as in a shell.
    let known: BTreeMap<&str, &Raw> = assignments
        .iter()
        .map(|assignment| (assignment.name.as_str(), &assignment.raw))
        .collect();
    let last: BTreeMap<&str, u32> = assignments
        .iter()
        .map(|assignment| (assignment.name.as_str(), assignment.line))
        .collect();
    let scope = Scope::new(known);
    let variables: Vec<Variable> = assignments
        .iter()
        .filter(|assignment| last.get(assignment.name.as_str()) == Some(&assignment.line))
        .map(|assignment| Variable {
            name: assignment.name.clone(),
            value: scope.value(&assignment.raw),
            line: assignment.line,
        })
        .collect();
    remarks.extend(scope.remark());
    let targets = targets(
        &variables,
        "",
        surroundings::is_template(path),
        &mut remarks,
    );
    if targets.is_empty() {
        remarks.push("No variable in it leads to a PostgreSQL database.".to_owned());
    }
    Configuration {
        source: path.to_owned(),
        format: ConfigurationFormat::DotEnv,
        environment: surroundings::environment(path, &variables),
        targets,
        remarks,
    }
}

/// Whether a line sets a variable.
pub(super) fn is_assignment(line: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix("export ").unwrap_or(line);
    line.split_once('=')
        .is_some_and(|(name, _)| is_name(name.trim()))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
}

fn assignments(text: &str) -> (Vec<Assignment>, Vec<String>) {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut unread = Vec::new();
    let mut rest = lines.as_slice();
    let mut line = 0_u32;
    while let Some((content, behind)) = rest.split_first() {
        rest = behind;
        line += 1;
        let content = content.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let content = content.strip_prefix("export ").unwrap_or(content);
        let Some((name, value)) = content
            .split_once('=')
            .filter(|(name, _)| is_name(name.trim()))
        else {
            unread.push(line);
            continue;
        };
        let (raw, more) = value_of(value.trim_start(), behind);
        found.push(Assignment {
            name: name.trim().to_owned(),
            raw,
            line,
        });
        rest = behind.get(more..).unwrap_or_default();
        line += u32::try_from(more).unwrap_or(u32::MAX);
    }
    let remarks = match unread.as_slice() {
        [] => Vec::new(),
        [one] => vec![format!("Line {one} is not of the form NAME=value.")],
        [first, ..] => vec![format!(
            "{} lines are not of the form NAME=value, the first at line {first}.",
            unread.len(),
        )],
    };
    (found, remarks)
}

/// The value that begins here, and how many of the next lines it goes on in: one in quotes may. A quote that nothing
/// closes is a character like others.
fn value_of(text: &str, next: &[&str]) -> (Raw, usize) {
    let quote = text.chars().next().filter(|c| ['"', '\'', '`'].contains(c));
    let quoted = quote.and_then(|quote| {
        let mut value = String::new();
        let first = text.get(1..).unwrap_or_default();
        for (more, line) in std::iter::once(&first)
            .chain(next)
            .take(LONGEST)
            .enumerate()
        {
            if let Some(behind) = closes(line, quote, &mut value) {
                // Something behind the quote shows that it did not end the value.
                if !without_comment(behind).is_empty() {
                    return None;
                }
                let literal = quote == '\'';
                return Some((
                    Raw {
                        text: value,
                        literal,
                    },
                    more,
                ));
            }
            value.push('\n');
        }
        None
    });
    quoted.unwrap_or_else(|| {
        let raw = Raw {
            text: without_comment(text).to_owned(),
            literal: false,
        };
        (raw, 0)
    })
}

/// Takes a line of a quoted value, up to the quote; gives what follows the quote when it was there.
fn closes<'a>(line: &'a str, quote: char, into: &mut String) -> Option<&'a str> {
    let mut letters = line.chars();
    while let Some(c) = letters.next() {
        match c {
            c if c == quote => return Some(letters.as_str()),
            '\\' if quote == '"' => match letters.next() {
                Some('n') => into.push('\n'),
                Some('$') => into.push_str("$$"),
                Some(other) => into.push(other),
                None => {}
            },
            c => into.push(c),
        }
    }
    None
}

/// A `#` begins a comment only behind white space, and not where an address would lose the end of its password.
fn without_comment(text: &str) -> &str {
    let comment = text
        .char_indices()
        .find(|(at, c)| {
            let before = text
                .get(..*at)
                .and_then(|before| before.chars().next_back());
            *c == '#' && before.is_none_or(char::is_whitespace)
        })
        .map_or(text.len(), |(at, _)| at);
    let (value, cut) = text.split_at(comment);
    if value.contains("://") && cut.contains('@') {
        return text.trim_end();
    }
    value.trim_end()
}
