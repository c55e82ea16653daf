//! How text from a database is written for people: what cannot be seen is shown by its code.
//!
//! A name may hold anything. As it is, it could steer a terminal, hide a part of itself, or make the text around it
//! read as something else.

use std::fmt::{self, Write as _};

/// The text with controls, and the marks that are not seen or that turn the direction of text, by their code:
/// `‹U+202E›`. Characters in `kept` stay as they are.
#[must_use]
pub fn visible(text: &str, kept: &[char]) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) && !kept.contains(&character) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "{}", CodePoint(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a character is a control, or a mark that is not seen or that turns the direction of text.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{feff}')
}

/// A character by its code, as in `‹U+202E›`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodePoint(pub char);

impl fmt::Display for CodePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "‹U+{:04X}›", u32::from(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_steer_or_hide() {
        assert_eq!(
            visible("a\u{1b}[31mred\u{7}", &[]),
            "a‹U+001B›[31mred‹U+0007›"
        );
        assert_eq!(
            visible("user\u{202e}gpj\u{200b}", &[]),
            "user‹U+202E›gpj‹U+200B›"
        );
        assert_eq!(visible("two\nlines", &['\n']), "two\nlines");
        assert_eq!(visible("Größe 日本 😀", &[]), "Größe 日本 😀");
    }
}
