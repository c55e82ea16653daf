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
/// The most bytes that a value may grow to by its references.
const LONGEST: usize = 16 << 10;
/// The most bytes that the values of one file may have together. Each reference to a long value repeats it, and a file has a
/// mebibyte at most.
const TOGETHER: usize = 4 << 20;

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
    room: Cell<usize>,
    cut: Cell<u32>,
}

impl<'a> Scope<'a> {
    /// Values by name.
    pub(super) fn new(known: BTreeMap<&'a str, &'a Raw>) -> Self {
        Self {
            known,
            left: Cell::new(REFERENCES),
            room: Cell::new(TOGETHER),
            cut: Cell::new(0),
        }
    }

    /// A value with its references followed: `$NAME`, `${NAME}`, `${NAME:-default}` and the other forms of the shell. One that
    /// grows too long is left out whole, since half an address may show half a password.
    pub(super) fn value(&self, raw: &Raw) -> Value {
        let room = self.room.get();
        let mut grown = Growing {
            value: Value {
                text: String::new(),
                open: None,
            },
            most: LONGEST.max(raw.text.len()).min(room),
        };
        let whole = self.follow(raw, DEPTH, &mut grown).is_some();
        self.room.set(room - grown.value.text.len());
        if whole {
            return grown.value;
        }
        self.cut.set(self.cut.get() + 1);
        Value {
            text: String::new(),
            open: None,
        }
    }

    /// What was left out of the file because it grew too long.
    pub(super) fn remark(&self) -> Option<String> {
        let values = match self.cut.get() {
            0 => return None,
            1 => "1 value was".to_owned(),
            more => format!("{more} values were"),
        };
        Some(format!(
            "{values} left out: with what they refer to, one would be longer than {LONGEST} bytes or all together longer than {TOGETHER}."
        ))
    }

    fn follow(&self, raw: &Raw, depth: u32, into: &mut Growing) -> Option<()> {
        if raw.literal {
            return into.push(&raw.text);
        }
        self.expand(&raw.text, depth, into)
    }

    fn expand(&self, text: &str, depth: u32, into: &mut Growing) -> Option<()> {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            into.push(before)?;
            // A brace that nothing closes costs as much as a reference: a text of them alone would be looked through for each.
            if after.starts_with('{') && self.left.get() == 0 {
                return None;
            }
            rest = if let Some(escaped) = after.strip_prefix('$') {
                into.push("$")?;
                escaped
            } else if let Some((inside, behind)) = self.braced(after) {
                self.reference(inside, depth, into)?;
                behind
            } else {
                let (name, behind) = name_at_start(after);
                if name.is_empty() {
                    into.push("$")?;
                } else {
                    self.reference(name, depth, into)?;
                }
                behind
            };
        }
        into.push(rest)
    }

    /// What stands between braces at the beginning, and behind them.
    fn braced<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let inside = text.strip_prefix('{')?;
        let braced = closed(inside);
        if braced.is_none() {
            self.left.set(self.left.get().saturating_sub(1));
        }
        braced
    }

    /// What stands between the braces: a name and what is to be done when it is not set.
    fn reference(&self, inside: &str, depth: u32, into: &mut Growing) -> Option<()> {
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
            (None, _, Some(_)) => Some(()),
            (Some(raw), ..) => self.follow(raw, depth - 1, into),
            (None, Some(default), _) if depth > 0 => self.expand(default, depth - 1, into),
            _ => into.leave_open(name),
        }
    }
}

/// A value to which its references are being added.
struct Growing {
    value: Value,
    most: usize,
}

impl Growing {
    /// None when it gets too long.
    fn push(&mut self, text: &str) -> Option<()> {
        if text.len() > self.most.checked_sub(self.value.text.len())? {
            return None;
        }
        self.value.text.extend(text.chars().filter(|c| *c != OPEN));
        Some(())
    }

    fn leave_open(&mut self, name: &str) -> Option<()> {
        if self.value.text.len() >= self.most {
            return None;
        }
        self.value.text.push(OPEN);
        self.value.open.get_or_insert_with(|| shown(name));
        Some(())
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
    for (at, c) in text.char_indices().take(LONGEST) {
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
        assert_eq!(expanded(&"${".repeat(400_000)), (String::new(), None));
    }

    #[test]
    fn a_value_that_grows_too_long_is_left_out_whole_and_said() {
        let long = raw(&"x".repeat(20_000));
        let scope = Scope::new([("LONG", &long)].into());
        assert_eq!(scope.value(&long).text.len(), 20_000);
        assert!(scope.remark().is_none());
        assert_eq!(scope.value(&raw("postgres://u:half$LONG@h/d")).text, "");
        assert!(scope.remark().unwrap().starts_with("1 value was left out"));
        let together = (0..1000).map(|_| scope.value(&long).text.len());
        assert!(together.sum::<usize>() <= TOGETHER);
        assert_eq!(scope.value(&raw("$NO")).text, "\u{1}");
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
