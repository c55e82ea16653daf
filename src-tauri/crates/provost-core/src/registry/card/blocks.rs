//! A text in Markdown in parts that can be shown as they are: no link, no picture and no HTML becomes one.

use serde::{Deserialize, Serialize};

/// How many parts a text may have; what comes after is left out, and said.
const MOST_BLOCKS: usize = 2_000;

/// How many columns a table may have, and how many rows below its head; the lines of one that has more stand as they are.
const MOST_COLUMNS: usize = 50;
const MOST_ROWS: usize = 500;

/// How many cells all tables of a text and points all its lists may have together; the lines of what has no room stand as they
/// are. A table has as many cells as its head times its rows: a line of two characters is a row, so its size is a product.
const MOST_CELLS: usize = 5_000;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum CardBlock {
    /// A heading.
    Heading {
        /// From 1, the highest, to 6.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// A list.
    List {
        /// Its points.
        items: Vec<String>,
    },
    /// A table; every row has as many cells as the head.
    Table {
        /// The names of the columns.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
    /// Text whose lines stand as they are.
    Code {
        /// The lines.
        text: String,
    },
}

/// The parts of a text in Markdown: headings with `#`, paragraphs, lists, tables with bars, fenced code. Marks within a line
/// stay as they were written; comments of HTML are left out.
#[must_use]
pub fn blocks(markdown: &str) -> Vec<CardBlock> {
    let mut blocks = Vec::new();
    let mut room = MOST_CELLS;
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        if blocks.len() >= MOST_BLOCKS {
            let text = "The text goes on; it is too long to be shown here.".to_owned();
            blocks.push(CardBlock::Paragraph { text });
            break;
        }
        let line = line.trim_end();
        let begun = line.trim_start();
        if begun.is_empty() || is_comment(begun) {
            continue;
        }
        if let Some(fence) = fence(begun) {
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !line.trim_start().starts_with(fence))
                .collect();
            let text = code.join("\n");
            blocks.push(CardBlock::Code { text });
        } else if let Some((level, text)) = heading(begun) {
            blocks.push(CardBlock::Heading { level, text });
        } else if let Some(first) = point(begun) {
            let mut written = vec![line];
            while let Some(next) = lines.next_if(|line| continues_list(line)) {
                written.push(next);
            }
            blocks.push(list(first, &written, &mut room));
        } else if begun.starts_with('|') && lines.peek().is_some_and(|line| is_rule(line)) {
            let mut written = vec![begun];
            while let Some(next) = lines.next_if(|line| line.trim_start().starts_with('|')) {
                written.push(next);
            }
            blocks.push(table(&written, &mut room));
        } else {
            let mut text = plain(begun);
            while let Some(next) = lines.next_if(|line| continues_paragraph(line)) {
                text.push(' ');
                text.push_str(&plain(next.trim()));
            }
            blocks.push(CardBlock::Paragraph { text });
        }
    }
    blocks
}

/// A list of lines, the first of which says `first`, when there is room for it.
fn list(first: &str, written: &[&str], room: &mut usize) -> CardBlock {
    if !takes(room, written.len()) {
        return as_written(written);
    }
    let mut items = vec![plain(first)];
    for next in written.iter().skip(1) {
        match (point(next.trim()), items.last_mut()) {
            (Some(item), _) => items.push(plain(item)),
            (None, Some(last)) => {
                last.push(' ');
                last.push_str(&plain(next.trim()));
            }
            (None, None) => {}
        }
    }
    CardBlock::List { items }
}

/// A table of lines, which are its head, a rule and its rows, when there is room for it.
fn table(written: &[&str], room: &mut usize) -> CardBlock {
    let head = cells(written.first().copied().unwrap_or_default());
    let rows = written.get(2..).unwrap_or_default();
    let fits = head.len() <= MOST_COLUMNS && rows.len() <= MOST_ROWS;
    if !fits || !takes(room, head.len().max(1) * (rows.len() + 1)) {
        return as_written(written);
    }
    let rows = rows.iter().map(|row| {
        let mut row = cells(row);
        row.resize(head.len(), String::new());
        row
    });
    CardBlock::Table {
        rows: rows.collect(),
        head,
    }
}

/// Whether there was room for so many cells; then there is less.
fn takes(room: &mut usize, cells: usize) -> bool {
    let left = room.checked_sub(cells);
    *room = left.unwrap_or(*room);
    left.is_some()
}

fn as_written(lines: &[&str]) -> CardBlock {
    CardBlock::Code {
        text: lines.join("\n"),
    }
}

fn is_comment(line: &str) -> bool {
    line.starts_with("<!--") && line.ends_with("-->")
}

fn fence(line: &str) -> Option<&'static str> {
    ["```", "~~~"]
        .into_iter()
        .find(|fence| line.starts_with(fence))
}

fn heading(line: &str) -> Option<(u8, String)> {
    let text = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - text.len()).ok()?;
    let spaced = text.is_empty() || text.starts_with(' ');
    ((1..=6).contains(&level) && spaced).then(|| (level, plain(text.trim())))
}

/// What stands behind the mark of a list.
fn point(line: &str) -> Option<&str> {
    for mark in ["- ", "* ", "+ "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return Some(rest);
        }
    }
    let (digits, rest) = line.split_once(". ")?;
    let numbered =
        (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    numbered.then_some(rest)
}

fn continues_list(line: &str) -> bool {
    point(line.trim()).is_some() || (line.starts_with("  ") && !line.trim().is_empty())
}

fn continues_paragraph(line: &str) -> bool {
    let begun = line.trim();
    !begun.is_empty()
        && !is_comment(begun)
        && fence(begun).is_none()
        && heading(begun).is_none()
        && point(begun).is_none()
        && !begun.starts_with('|')
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.contains('-') && line.bytes().all(|byte| b"|-: ".contains(&byte))
}

/// The cells of a row; a bar behind a backslash is none between cells.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut escaped = false;
    for character in row.chars() {
        if character == '|' && !escaped {
            cells.push(plain(cell.trim()));
            cell.clear();
        } else {
            cell.push(character);
        }
        escaped = character == '\\' && !escaped;
    }
    if !cell.trim().is_empty() {
        cells.push(plain(cell.trim()));
    }
    cells
}

/// A line without the backslashes that keep a mark from being one.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes =
            character == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        match characters.next_if(|_| escapes) {
            Some(mark) => plain.push(mark),
            None => plain.push(character),
        }
    }
    plain
}
