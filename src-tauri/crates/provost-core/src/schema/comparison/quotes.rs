//! What stands in quotes, as the server reads it.

/// The length of what stands in quotes at this place: a text, a name, or a text in dollar quotes. One without an end reaches to
/// the end; 0 where no quotes begin.
pub(super) fn quoted_at(sql: &str, place: usize) -> usize {
    let (Some(before), Some(text)) = (sql.get(..place), sql.get(place..)) else {
        return 0;
    };
    match text.chars().next() {
        Some('\'') => quoted(text, '\'', begins_escapes(before)),
        Some('"') => quoted(text, '"', false),
        Some('$') => dollar_quoted(text),
        _ => 0,
    }
}

/// Whether the quote that follows begins a text with escapes: `E'…'`, and not the name of a type such as `date'…'`.
fn begins_escapes(before: &str) -> bool {
    let mut signs = before.chars().rev();
    matches!(signs.next(), Some('e' | 'E'))
        && !signs
            .next()
            .is_some_and(|sign| sign.is_alphanumeric() || "_$".contains(sign))
}

/// A doubled quote is a quote.
fn quoted(text: &str, quote: char, escapes: bool) -> usize {
    let mut signs = text.char_indices().skip(1).peekable();
    while let Some((at, sign)) = signs.next() {
        if escapes && sign == '\\' {
            signs.next();
        } else if sign == quote && signs.next_if(|(_, next)| *next == quote).is_none() {
            return at + sign.len_utf8();
        }
    }
    text.len()
}

fn dollar_quoted(text: &str) -> usize {
    let Some((tag, _)) = text
        .strip_prefix('$')
        .and_then(|inner| inner.split_once('$'))
    else {
        return 0;
    };
    let is_tag = !tag.starts_with(|sign: char| sign.is_ascii_digit())
        && tag
            .chars()
            .all(|sign| sign.is_alphanumeric() || sign == '_');
    if !is_tag {
        return 0;
    }
    let mark = format!("${tag}$");
    let body = text.get(mark.len()..).unwrap_or_default();
    body.find(&mark)
        .map_or(text.len(), |end| mark.len() + end + mark.len())
}

#[cfg(test)]
mod tests {
    use super::quoted_at;

    /// The rules of "Lexical Structure" in the manual of PostgreSQL.
    #[test]
    fn quotes_end_where_the_server_ends_them() {
        for (sql, place, wanted) in [
            ("'it''s' x", 0, "'it''s'"),
            ("'a\\' x'", 0, "'a\\'"),
            ("E'a\\' x' y", 1, "'a\\' x'"),
            ("date'a\\' x", 4, "'a\\'"),
            ("\"a\"\"b\".c", 0, "\"a\"\"b\""),
            ("$a$ $b$ $a$ ;", 0, "$a$ $b$ $a$"),
            ("$$ no end", 0, "$$ no end"),
            ("$1 + $2", 0, ""),
            ("ä'ö' x", 2, "'ö'"),
        ] {
            let length = quoted_at(sql, place);
            assert_eq!(&sql[place..place + length], wanted, "{sql}");
        }
    }
}
