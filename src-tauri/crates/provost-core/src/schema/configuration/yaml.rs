//! A YAML document as a tree with lines, in which an alias shares what it stands for, so that aliases of aliases cost
//! nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle};

/// How deep a document may be nested: a Compose file has six levels.
const DEPTH: usize = 64;
/// How many parts a document may have.
const PARTS: usize = 100_000;
/// How many merges (`<<`) one mapping may lead through, and how many mappings those.
const MERGES: u32 = 256;

/// Why a document was not read. It never repeats the document, which may hold passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum YamlError {
    /// It is no YAML.
    #[error("line {line} is not YAML")]
    Syntax {
        /// The line, from 1.
        line: usize,
    },
    /// It is deeper or larger than any configuration.
    #[error("at line {line} it is deeper or larger than a configuration is")]
    TooLarge {
        /// The line, from 1.
        line: usize,
    },
}

/// A part of a document. It may hold a password, so it does not print.
pub(super) struct Node {
    /// The line that it begins at, from 1.
    pub(super) line: u32,
    pub(super) content: Content,
}

pub(super) enum Content {
    Scalar(String),
    Null,
    Sequence(Vec<Rc<Node>>),
    Mapping(Vec<(Rc<Node>, Rc<Node>)>),
}

impl Node {
    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The members of a sequence; a scalar is a sequence of one.
    pub(super) fn members(self: &Rc<Self>) -> Vec<Rc<Self>> {
        match &self.content {
            Content::Sequence(members) => members.clone(),
            Content::Scalar(_) => vec![Rc::clone(self)],
            _ => Vec::new(),
        }
    }

    /// The entries of a mapping with those merged into it (`<<`), by name and with the line of the name; its own come
    /// before the merged.
    pub(super) fn entries(self: &Rc<Self>) -> BTreeMap<String, (u32, Rc<Self>)> {
        let mut entries = BTreeMap::new();
        let mut waiting = vec![Rc::clone(self)];
        let (mut mappings, mut left) = (0, MERGES);
        // A mapping adds nothing the second time, however often it is merged.
        let mut met = BTreeSet::new();
        while let Some(node) = waiting.pop() {
            if !met.insert(Rc::as_ptr(&node)) {
                continue;
            }
            mappings += 1;
            if mappings > MERGES {
                break;
            }
            let Content::Mapping(pairs) = &node.content else {
                continue;
            };
            for (key, value) in pairs {
                match key.text() {
                    Some("<<") if left > 0 => {
                        left -= 1;
                        let merged = match &value.content {
                            Content::Sequence(members) => members.clone(),
                            _ => vec![Rc::clone(value)],
                        };
                        waiting.extend(merged.into_iter().rev().take(256));
                    }
                    Some("<<") | None => {}
                    Some(name) => {
                        entries
                            .entry(name.to_owned())
                            .or_insert_with(|| (key.line, Rc::clone(value)));
                    }
                }
            }
        }
        entries
    }

    /// What stands under a name.
    pub(super) fn get(self: &Rc<Self>, name: &str) -> Option<Rc<Self>> {
        self.entries().remove(name).map(|(_, node)| node)
    }
}

/// A mapping or sequence whose end has not come yet.
struct Open {
    line: u32,
    anchor: usize,
    mapping: bool,
    members: Vec<Rc<Node>>,
}

impl Open {
    fn content(self) -> Content {
        if !self.mapping {
            return Content::Sequence(self.members);
        }
        let mut pairs = Vec::with_capacity(self.members.len() / 2);
        let mut members = self.members.into_iter();
        while let (Some(key), Some(value)) = (members.next(), members.next()) {
            pairs.push((key, value));
        }
        Content::Mapping(pairs)
    }
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: BTreeMap<usize, Rc<Node>>,
    root: Option<Rc<Node>>,
}

impl Builder {
    fn place(&mut self, node: Rc<Node>, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(&node));
        }
        match self.open.last_mut() {
            Some(parent) => parent.members.push(node),
            None => self.root = Some(node),
        }
    }

    fn take(&mut self, event: Event<'_>, line: u32) {
        let node = |content| Rc::new(Node { line, content });
        let begun = |anchor, mapping| Open {
            line,
            anchor,
            mapping,
            members: Vec::new(),
        };
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let content = if plain && ["", "~", "null"].contains(&text.as_ref()) {
                    Content::Null
                } else {
                    Content::Scalar(text.into_owned())
                };
                self.place(node(content), anchor);
            }
            Event::Alias(anchor) => {
                // An anchor that is not whole yet would make a ring.
                let known = self.anchors.get(&anchor).map(Rc::clone);
                self.place(known.unwrap_or_else(|| node(Content::Null)), 0);
            }
            Event::SequenceStart(anchor, _) => self.open.push(begun(anchor, false)),
            Event::MappingStart(anchor, _) => self.open.push(begun(anchor, true)),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let (line, anchor) = (open.line, open.anchor);
                    let content = open.content();
                    self.place(Rc::new(Node { line, content }), anchor);
                }
            }
            _ => {}
        }
    }
}

/// The first document of a text; none when it has none.
pub(super) fn document(text: &str) -> Result<Option<Rc<Node>>, YamlError> {
    let mut builder = Builder::default();
    for (count, event) in Parser::new_from_str(text).enumerate() {
        let (event, span) = event.map_err(|error| YamlError::Syntax {
            line: error.marker().line(),
        })?;
        let line = span.start.line();
        if count > PARTS || builder.open.len() > DEPTH {
            return Err(YamlError::TooLarge { line });
        }
        if event == Event::DocumentEnd {
            break;
        }
        builder.take(event, u32::try_from(line).unwrap_or(u32::MAX));
    }
    Ok(builder.root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_merges_and_nulls_are_read() {
        let text = "x: &common\n  a: 1\n  b: two # no\n\ny:\n  <<: *common\n  b: \"\"\n  c:\n  d: [p, \"q: r\"]\n";
        let root = document(text).unwrap().unwrap();
        let y = root.get("y").unwrap();
        assert_eq!(y.line, 6);
        let entries = y.entries();
        assert_eq!(entries["a"].1.text(), Some("1"));
        assert_eq!((entries["b"].0, entries["b"].1.text()), (7, Some("")));
        assert!(matches!(entries["c"].1.content, Content::Null));
        let members = entries["d"].1.members();
        assert_eq!(members[1].text(), Some("q: r"));
        assert_eq!(members[1].line, 9);
    }

    #[test]
    fn a_bomb_of_aliases_costs_nothing() {
        let levels = (1..60).map(|level| {
            let many = vec![format!("*a{}", level - 1); 9].join(", ");
            format!("a{level}: &a{level} {{<<: [{many}]}}\n")
        });
        let text: String = std::iter::once("a0: &a0 {k: v}\n".to_owned())
            .chain(levels)
            .collect();
        let root = document(&text).unwrap().unwrap();
        assert!(root.get("a59").unwrap().entries().len() <= 1);
    }

    #[test]
    fn what_is_too_deep_or_no_yaml_is_refused_by_its_line() {
        let deep = "[".repeat(500);
        assert!(document(&deep).is_err());
        let deep = format!("a:\n  {}", "- ".repeat(90));
        assert_eq!(document(&deep).err(), Some(YamlError::TooLarge { line: 2 }));
        let error = document("a: b\n  hunter2: [\n").err().unwrap();
        assert!(!error.to_string().contains("hunter2"));
        assert!(document("").unwrap().is_none());
    }
}
