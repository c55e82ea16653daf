//! Shows by its code every character that the embedded fonts lack.
//!
//! Fonts for all scripts would take a hundred megabytes, and PDF/A forbids the empty box that a missing glyph leaves. So
//! a Chinese name reads `‹U+8868›` on paper; the HTML and the JSON report have it as it is.

use std::fmt::Write as _;

use provost_core::catalog::CodePoint;
use serde_json::Value;

use super::world::FONTS;

/// Makes every string of a value legible. Says whether something was replaced.
pub(super) fn make(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            let shown = legible(text);
            let replaced = shown != *text;
            *text = shown;
            replaced
        }
        Value::Array(items) => items
            .iter_mut()
            .fold(false, |replaced, item| make(item) | replaced),
        Value::Object(fields) => fields
            .iter_mut()
            .fold(false, |replaced, (_, field)| make(field) | replaced),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A picture with a mark for every character that the fonts lack: a code would be wider than the room that was measured
/// for it. What a picture says stands beside it as well.
pub(crate) fn picture(svg: &str) -> String {
    svg.chars()
        .map(|character| {
            if character.is_ascii() || has_glyph(character) {
                character
            } else {
                MARK
            }
        })
        .collect()
}

/// The mark of a character that cannot be shown.
const MARK: char = '?';

fn legible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() || has_glyph(character) {
            shown.push(character);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(shown, "{}", CodePoint(character));
        }
    }
    shown
}

/// Whether every text font has the character, so that no style of it falls back to a box. What is for private use has no
/// meaning outside its font, and PDF/A forbids it.
fn has_glyph(character: char) -> bool {
    let private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    let code = u32::from(character);
    !private
        && FONTS
            .iter()
            .filter(|font| font.info().family == "Inter")
            .all(|font| font.info().coverage.contains(code))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_has_no_glyph_is_shown_by_its_code() {
        let mut value = json!({"a": ["Größe Ωмега", "表 😀 \u{e000}"], "n": 1});
        assert!(make(&mut value));
        assert_eq!(value["a"][0], "Größe Ωмега");
        assert_eq!(value["a"][1], "‹U+8868› ‹U+1F600› ‹U+E000›");
        assert!(!make(&mut value));
        assert_eq!(picture("<text>Größe 表</text>"), "<text>Größe ?</text>");
    }
}
