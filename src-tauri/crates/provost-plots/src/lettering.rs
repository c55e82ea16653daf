//! Letters in charts: their style, and what fits in a width.

use plotters::prelude::*;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use provost_core::catalog::visible;

use crate::canvas::SCALE;

/// Letters of so many pixels.
pub(crate) fn font(size: f64, color: RGBColor, anchor: HPos) -> TextStyle<'static> {
    ("Inter", size * f64::from(SCALE))
        .into_text_style(&(1_u32, 1_u32))
        .with_color(color)
        .with_anchor::<RGBColor>(Pos::new(anchor, VPos::Center))
        .into_text_style(&(1_u32, 1_u32))
}

/// The same, bold.
pub(crate) fn bold(size: f64, color: RGBColor, anchor: HPos) -> TextStyle<'static> {
    TextStyle {
        font: ("Inter", size * f64::from(SCALE), FontStyle::Bold).into_font(),
        ..font(size, color, anchor)
    }
}

/// The width of a character of Inter in em, rounded up.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' => 0.31,
        'f' | 'r' | 't' | '(' | ')' | '-' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.95,
        'A'..='Z' => 0.74,
        'a'..='z' => 0.61,
        ' '..='~' => 0.66,
        '\u{202f}' => 0.25,
        '\u{a1}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '–' | '−' => 0.72,
        _ => 1.3,
    }
}

/// How wide a text is at most, in pixels.
pub(crate) fn width_of(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// A text cut with an ellipsis where it would be wider than so many pixels, what cannot be seen shown by its code. Widths
/// are those of Inter, rounded up.
pub(crate) fn shortened(text: &str, width: f64, size: f64) -> String {
    let text = visible(text, &[]);
    let room = width / size;
    if text.chars().map(advance).sum::<f64>() <= room {
        return text;
    }
    let mut used = 1.0;
    let mut kept: String = text
        .chars()
        .take_while(|&character| {
            used += advance(character);
            used <= room
        })
        .collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// A name cut in its middle where it would be wider than so many pixels: the versions of a model differ in their ends.
pub(crate) fn shortened_within(name: &str, width: f64, size: f64) -> String {
    let name = visible(name, &[]);
    let room = width / size;
    let all = |part: &str| part.chars().map(advance).sum::<f64>();
    if all(&name) <= room {
        return name;
    }
    let fitting = |characters: &mut dyn Iterator<Item = char>, room: f64| -> String {
        let mut used = 0.0;
        characters
            .take_while(|&character| {
                used += advance(character);
                used <= room
            })
            .collect()
    };
    let room = room - 1.0;
    let end: String = fitting(&mut name.chars().rev(), room * 0.5)
        .chars()
        .rev()
        .collect();
    let beginning = fitting(&mut name.chars(), room - all(&end));
    format!("{}…{}", beginning.trim_end(), end.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_beginning_and_its_end() {
        let short = shortened_within("customer-assistant 2.0.0", 100.0, 12.0);
        assert!(short.starts_with("cust"), "{short}");
        assert!(
            short.ends_with(" 2.0.0") || short.ends_with("…2.0.0"),
            "{short}"
        );
        assert!(width_of(&short, 12.0) <= 100.0 + 12.0 * 0.3, "{short}");
        assert_ne!(
            short,
            shortened_within("customer-assistant 1.1.0", 100.0, 12.0)
        );
        assert_eq!(shortened_within("claims 1.0", 100.0, 12.0), "claims 1.0");
        assert_eq!(shortened_within("mmmm", 3.0, 12.0), "…");
    }
}
