//! How values are written in a report.

use chrono::{DateTime, Utc};
use provost_core::audit::Score;
use provost_core::catalog::visible;

/// A moment as people write it, in UTC.
pub(crate) fn moment(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y, %H:%M UTC").to_string()
}

/// A number with thin spaces between its thousands.
pub(crate) fn number(value: usize) -> String {
    let digits = value.to_string();
    let mut written = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push('\u{202f}');
        }
        written.push(digit);
    }
    written
}

/// A number of things: `1 rule`, `2 rules`.
pub(crate) fn count(value: usize, one: &str) -> String {
    let ending = if value == 1 { "" } else { "s" };
    format!("{} {one}{ending}", number(value))
}

/// The percentage of a score.
pub(crate) fn percent(score: &Score) -> String {
    match score.percent {
        Some(percent) => format!("{percent} %"),
        None => "not scored".to_owned(),
    }
}

/// The parts of a score.
pub(crate) fn points(score: &Score) -> String {
    format!("{} of {} points", score.earned, score.possible)
}

/// A word with a capital.
pub(crate) fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// Running text: line ends become spaces, and what cannot be seen is shown by its code.
pub(crate) fn prose(text: &str, most: usize) -> String {
    // The thin space between thousands holds them together.
    let ends = |one: char| one.is_whitespace() && one != '\u{202f}';
    let pieces = text.split(ends).filter(|piece| !piece.is_empty());
    let joined = pieces.collect::<Vec<_>>().join(" ");
    clipped(&visible(&joined, &[]), most)
}

/// A sentence without its full stop, for a heading or to be followed by one. A heading is never empty.
pub(crate) fn title(text: &str, most: usize) -> String {
    let text = text.trim_end().trim_end_matches('.');
    if text.trim().is_empty() {
        "Untitled".to_owned()
    } else {
        prose(text, most)
    }
}

/// A statement of its own: some go on from the name of their subject, and begin small.
pub(crate) fn sentence(text: &str, most: usize) -> String {
    let text = capitalised(&prose(text, most));
    if text.ends_with(['.', '?', ':']) || text.ends_with(CLIPPED) {
        text
    } else {
        format!("{text}.")
    }
}

/// The name of an object, which is data: as it is, and what cannot be seen is shown by its code.
pub(crate) fn name(text: &str, most: usize) -> String {
    clipped(&visible(text, &[]), most)
}

/// SQL: lines stay lines.
pub(crate) fn code(text: &str, most: usize) -> String {
    let text = text.replace("\r\n", "\n");
    clipped(
        visible(text.trim_matches('\n'), &['\n', '\t']).trim_end(),
        most,
    )
}

/// The beginning of a name, where the whole of it stands elsewhere in the document.
pub(crate) fn beginning(text: &str, most: usize) -> String {
    let text = visible(text, &[]);
    match text.char_indices().nth(most) {
        None => text,
        Some((end, _)) => format!("{}…", text.split_at(end).0),
    }
}

/// How a text ends of which only the beginning is shown.
const CLIPPED: &str = "the JSON has them all)";

/// The beginning of a text, with the count of what is missing.
pub(crate) fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let (kept, rest) = text.split_at(end);
            let more = number(rest.chars().count());
            format!("{kept}… ({more} more characters; {CLIPPED}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown_by_its_code() {
        assert_eq!(
            name("a\u{202e}b\u{0}c\nd", 99),
            "a‹U+202E›b‹U+0000›c‹U+000A›d"
        );
        assert_eq!(prose("two\n   lines", 99), "two lines");
        assert_eq!(prose(&format!(" {} ", number(1_000)), 99), "1\u{202f}000");
        assert_eq!(code("\na\r\n\tb\u{7}\n", 99), "a\n\tb‹U+0007›");
        assert_eq!(name("Größe 表 😀", 99), "Größe 表 😀");
    }

    #[test]
    fn a_statement_begins_large_and_ends_once() {
        assert_eq!(sentence("has no primary key.", 99), "Has no primary key.");
        assert_eq!(
            sentence("Lines do not say (%d)", 99),
            "Lines do not say (%d)."
        );
        assert!(sentence("aaaa", 2).ends_with("has them all)"));
        assert_eq!(sentence("No connection limit", 99), "No connection limit.");
    }

    #[test]
    fn a_long_text_says_how_much_is_missing() {
        let cut = name(&"é".repeat(3_000), 1_500);
        assert!(cut.ends_with("… (1\u{202f}500 more characters; the JSON has them all)"));
        assert!(cut.starts_with(&"é".repeat(1_500)));
    }

    #[test]
    fn numbers_and_counts_read_well() {
        assert_eq!(number(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(count(1, "rule"), "1 rule");
        assert_eq!(count(0, "rule"), "0 rules");
    }
}
