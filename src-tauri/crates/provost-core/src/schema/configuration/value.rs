//! The value of a variable: what its references stand for, and whether it is a password that can be read.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::FileSecret;

/// Stands in a text for a reference that nothing in the file answers.
pub(super) const OPEN: char = '\u{1}';

/// How many references one file may make the reader follow.
const REFERENCES: u32 = 10_000;
/// How many references deep a value may lead.
const DEPTH: u32 = 8;
/// The most bytes that a value may grow to.
const LONGEST: usize = 16 << 10;

/// A value as the file writes it. It may be a password, so it does not print.
pub(super) struct Raw {
    /// The text between the quotes.
    pub(super) text: String,
    /// Whether `$` is only a character in it.
    pub(super) literal: bool,
}

/// A value with its references followed. It may be a password, so it does not print.
pub(super) struct Value {
    /// The text, with [`OPEN`] for each reference that could not be followed.
    pub(super) text: String,
    /// The first name that could not be followed.
    pub(super) open: Option<String>,
}

impl Value {
    /// The name that could not be followed, where it is the only one: of several the first may have stood in a password.
    pub(super) fn only_open(&self) -> Option<&str> {
        let alone = self.text.matches(OPEN).count() == 1;
        self.open.as_deref().filter(|_| alone)
    }
}

/// What the references of a file can lead to.
pub(super) struct Scope<'a> {
    known: BTreeMap<&'a str, &'a Raw>,
    left: Cell<u32>,
}

impl<'a> Scope<'a> {
    /// Values by name.
    pub(super) fn new(known: BTreeMap<&'a str, &'a Raw>) -> Self {
        Self {
            known,
            left: Cell::new(REFERENCES),
        }
    }

    /// A value with its references followed: `$NAME`, `${NAME}`, `${NAME:-default}` and the other forms of the shell.
    pub(super) fn value(&self, raw: &Raw) -> Value {
        let mut value = Value {
            text: String::new(),
            open: None,
        };
        self.follow(raw, DEPTH, &mut value);
        value
    }

    fn follow(&self, raw: &Raw, depth: u32, into: &mut Value) {
        if raw.literal {
            into.text.extend(raw.text.chars().filter(|c| *c != OPEN));
            return;
        }
        self.expand(&raw.text, depth, into);
    }

    fn expand(&self, text: &str, depth: u32, into: &mut Value) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            into.text.extend(before.chars().filter(|c| *c != OPEN));
            if into.text.len() > LONGEST {
                return;
            }
            rest = if let Some(escaped) = after.strip_prefix('$') {
                into.text.push('$');
                escaped
            } else if let Some((inside, behind)) = after.strip_prefix('{').and_then(closed) {
                self.reference(inside, depth, into);
                behind
            } else {
                let (name, behind) = name_at_start(after);
                if name.is_empty() {
                    into.text.push('$');
                } else {
                    self.reference(name, depth, into);
                }
                behind
            };
        }
        into.text.extend(rest.chars().filter(|c| *c != OPEN));
    }

    /// What stands between the braces: a name and what is to be done when it is not set.
    fn reference(&self, inside: &str, depth: u32, into: &mut Value) {
        let (name, behind) = name_at_start(inside);
        let known = self.known.get(name).filter(|raw| {
            !(behind.starts_with(':') && raw.text.is_empty()) && self.left.get() > 0 && depth > 0
        });
        if self.left.get() > 0 {
            self.left.set(self.left.get() - 1);
        }
        let default = behind
            .strip_prefix(":-")
            .or_else(|| behind.strip_prefix('-'));
        let alternative = behind
            .strip_prefix(":+")
            .or_else(|| behind.strip_prefix('+'));
        match (known, default, alternative) {
            (Some(_), _, Some(other)) if depth > 0 => self.expand(other, depth - 1, into),
            (None, _, Some(_)) => {}
            (Some(raw), ..) => self.follow(raw, depth - 1, into),
            (None, Some(default), _) if depth > 0 => self.expand(default, depth - 1, into),
            _ => {
                into.text.push(OPEN);
                into.open.get_or_insert_with(|| shown(name));
            }
        }
    }
}

/// A name as it may be shown: what stands where a name should may be anything.
fn shown(name: &str) -> String {
    if name.is_empty() {
        "a reference".to_owned()
    } else {
        name.chars().take(60).collect()
    }
}

/// The text up to the brace that closes, and what follows it.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut open = 1_u32;
    for (at, c) in text.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
    }
    None
}

fn name_at_start(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .unwrap_or(text.len());
    match text.chars().next() {
        Some(first) if !first.is_ascii_digit() => text.split_at(end),
        _ => ("", text),
    }
}

/// What begins a value that names a store of secrets or is filled in by a tool.
const STORES: [&str; 14] = [
    "/run/secrets/",
    "arn:aws:",
    "aws-sm:",
    "azurekeyvault:",
    "awssm:",
    "enc[",
    "file:",
    "gcp-sm:",
    "op://",
    "ref+",
    "secretref:",
    "sm://",
    "ssm:",
    "vault:",
];

/// What stands in a template where a person is to write.
const FILLERS: [&str; 10] = [
    "change",
    "dummy",
    "example",
    "fill",
    "passwd",
    "password",
    "placeholder",
    "postgres",
    "secret",
    "todo",
];

/// Where a password stands that a file writes like this. In a template (`.env.example`) a filler is none; elsewhere
/// `changeme` is a password like any other, and a bad one.
pub(super) fn secret(text: &str, template: bool) -> FileSecret {
    let own: String = text.chars().filter(|c| *c != OPEN).collect();
    let own = own.trim().to_lowercase();
    let filled_in = ["{{", "<%", "#{", "%("].iter();
    if own.is_empty() {
        return if text.contains(OPEN) {
            FileSecret::Elsewhere
        } else {
            FileSecret::None
        };
    }
    if STORES.iter().any(|store| own.starts_with(store))
        || filled_in.into_iter().any(|mark| own.starts_with(mark))
    {
        return FileSecret::Elsewhere;
    }
    let unwritten = (own.starts_with('<') && own.ends_with('>'))
        || own.starts_with("your_")
        || own.starts_with("your-")
        || own.chars().all(|c| "*.x_-".contains(c));
    if unwritten || (template && FILLERS.iter().any(|filler| own.contains(filler))) {
        FileSecret::None
    } else {
        FileSecret::InTheClear
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Raw {
        Raw {
            text: text.to_owned(),
            literal: false,
        }
    }

    fn expanded(text: &str) -> (String, Option<String>) {
        let [a, b, empty] = [raw("one"), raw("${A}-two"), raw("")];
        let scope = Scope::new([("A", &a), ("B", &b), ("EMPTY", &empty)].into());
        let value = scope.value(&raw(text));
        (value.text.replace(OPEN, "?"), value.open)
    }

    /// The forms that the Compose file reference lists under "Interpolation".
    #[test]
    fn references_are_followed_as_compose_follows_them() {
        for (text, read) in [
            ("$A", "one"),
            ("x${A}y", "xoney"),
            ("${B}", "one-two"),
            ("${A:-z}", "one"),
            ("${EMPTY:-z}", "z"),
            ("${EMPTY-z}", ""),
            ("${NO:-z}", "z"),
            ("${NO-z}", "z"),
            ("${NO:-${A}}", "one"),
            ("${A:?must}", "one"),
            ("${A:+other}", "other"),
            ("${NO:+other}", ""),
            ("a$$A", "a$A"),
            ("5$ 6$7", "5$ 6$7"),
        ] {
            assert_eq!(expanded(text), (read.to_owned(), None), "{text}");
        }
        assert_eq!(expanded("${NO}x"), ("?x".into(), Some("NO".into())));
        assert_eq!(expanded("${NO:?must}"), ("?".into(), Some("NO".into())));
    }

    #[test]
    fn references_in_a_ring_and_a_flood_of_them_end() {
        let [a, b] = [raw("${B}${B}${B}"), raw("${A}${A}${A}")];
        let scope = Scope::new([("A", &a), ("B", &b)].into());
        assert!(scope.value(&raw("$A")).open.is_some());
        let flood = "$EMPTY".repeat(50_000);
        assert!(expanded(&flood).1.is_some());
    }

    #[test]
    fn a_password_is_told_from_what_stands_for_one() {
        use FileSecret::{Elsewhere, InTheClear, None};
        for (text, template, place) in [
            ("", false, None),
            ("hunter2", false, InTheClear),
            ("pa\u{1}word", false, InTheClear),
            ("\u{1}", false, Elsewhere),
            ("changeme", false, InTheClear),
            ("changeme", true, None),
            ("kT8!vQ2z", true, InTheClear),
            ("<password>", false, None),
            ("********", false, None),
            ("your_password_here", false, None),
            ("vault:secret/db#password", false, Elsewhere),
            ("{{ db_password }}", false, Elsewhere),
        ] {
            assert_eq!(secret(text, template), place, "{text}");
        }
    }
}
