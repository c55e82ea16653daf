//! How constants and quoted names stand in an expression that PostgreSQL wrote.

/// A longer number is not run.
const LONGEST_NUMBER: usize = 40;

/// Whether a word is a number of digits alone, as the server writes it.
pub(super) fn is_number(word: &str) -> bool {
    word.len() <= LONGEST_NUMBER && word.bytes().all(|sign| sign.is_ascii_digit())
}

/// Whether a text constant is a number such as `1e99999`, of which a cast makes a value of a hundred thousand digits.
pub(super) fn is_power_of_ten(text: &str) -> bool {
    let inner = text.trim_matches(|sign: char| sign == '\'' || sign.is_whitespace());
    inner.contains(['e', 'E'])
        && inner.contains(|sign: char| sign.is_ascii_digit())
        && inner
            .bytes()
            .all(|sign| sign.is_ascii_digit() || b"eE+-._".contains(&sign))
}

/// Whether a quoted text has an end.
pub(super) fn is_closed(text: &str, quote: char) -> bool {
    text.len() > 1 && text.matches(quote).count().is_multiple_of(2)
}

/// What a name in quotes means.
pub(super) fn unquoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    (is_closed(text, '"') && !inner.is_empty()).then(|| inner.replace("\"\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_unfold_are_known() {
        for unfolds in ["'1e99999'", "' 1E+5 '", "'-2.5e10'"] {
            assert!(is_power_of_ten(unfolds), "{unfolds}");
        }
        for plain in ["'e'", "'12.5'", "'1 e 5 apples'", "'everyone'"] {
            assert!(!is_power_of_ten(plain), "{plain}");
        }
        assert!(is_number("12345") && !is_number("1e6") && !is_number(&"9".repeat(41)));
    }
}
