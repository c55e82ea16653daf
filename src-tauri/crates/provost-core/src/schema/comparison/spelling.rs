//! Two spellings of one expression: the server writes it anew each time, and not the same after a dump and a restore or in
//! another major version.

use super::quotes::quoted_at;

/// Whether two definitions that the server wrote say the same.
#[must_use]
pub(super) fn same(left: &str, right: &str) -> bool {
    left == right || normal(left) == normal(right)
}

/// The types whose casts say nothing where text is compared with text.
const TEXT_CASTS: [&[&str]; 4] = [
    &["text"],
    &["character", "varying"],
    &["bpchar"],
    &["varchar"],
];

/// The tokens without casts of text to text and without parentheses that hold one thing.
fn normal(text: &str) -> Vec<String> {
    let mut tokens = without_text_casts(&tokens(text));
    // Each round takes one layer of parentheses away.
    loop {
        let next = without_one_layer(&tokens);
        if next.len() == tokens.len() {
            return tokens;
        }
        tokens = next;
    }
}

fn without_text_casts(tokens: &[String]) -> Vec<String> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token == "::"
            && let Some(length) = text_cast(tokens.get(at + 1..).unwrap_or_default())
        {
            at += 1 + length;
            continue;
        }
        kept.push(token.clone());
        at += 1;
    }
    kept
}

/// How many tokens a type of text takes here, brackets and length included; none when it is another type.
fn text_cast(tokens: &[String]) -> Option<usize> {
    let words = TEXT_CASTS.iter().find(|words| {
        words.len() <= tokens.len() && words.iter().zip(tokens).all(|(word, token)| word == token)
    })?;
    let mut length = words.len();
    // A length changes values, so a cast with one stays.
    if tokens.get(length).is_some_and(|token| token == "(") {
        return None;
    }
    while tokens.get(length).is_some_and(|token| token == "[")
        && tokens.get(length + 1).is_some_and(|token| token == "]")
    {
        length += 2;
    }
    Some(length)
}

/// Takes away parentheses around a single token and the inner of two that hold the same.
fn without_one_layer(tokens: &[String]) -> Vec<String> {
    let partners = partners(tokens);
    let mut drop = vec![false; tokens.len()];
    for (open, close) in partners.iter().copied() {
        let single = close == open + 2;
        let called = open > 0 && tokens.get(open - 1).is_some_and(|before| is_word(before));
        let doubled = partners.contains(&(open + 1, close.saturating_sub(1)));
        let array = !called
            && tokens.get(open + 1).is_some_and(|token| token == "ARRAY")
            && bracket_ends(tokens, open + 2) == Some(close - 1);
        if (single && !called) || doubled || array || is_chained(tokens, open, close) {
            for place in [open, close] {
                if let Some(dropped) = drop.get_mut(place) {
                    *dropped = true;
                }
            }
            // One at a time: the places of the others hold only as long as nothing else went.
            break;
        }
    }
    tokens
        .iter()
        .zip(drop)
        .filter(|(_, dropped)| !dropped)
        .map(|(token, _)| token.clone())
        .collect()
}

/// Whether parentheses hold a chain of one connective and stand in a chain of the same: `(a OR b) OR c`.
fn is_chained(tokens: &[String], open: usize, close: usize) -> bool {
    let inside = tokens.get(open + 1..close).unwrap_or_default();
    let before = open.checked_sub(1).and_then(|place| tokens.get(place));
    let after = tokens.get(close + 1);
    let is = |token: Option<&String>, words: &[&str]| {
        token.is_some_and(|token| words.contains(&token.as_str()))
    };
    ["OR", "AND"].into_iter().any(|word| {
        let begins = is(before, &["(", ",", "WHERE", "WHEN", "THEN", "ELSE", word]);
        let ends = is(after, &[")", ",", "THEN", "ELSE", "END", word]);
        begins
            && ends
            && (is(before, &[word]) || is(after, &[word]))
            && only_connective(inside) == Some(word)
    })
}

/// The connective of a chain, where all that stand outside inner parentheses are the same.
fn only_connective(tokens: &[String]) -> Option<&str> {
    let mut depth = 0_usize;
    let mut found = None;
    for token in tokens {
        match token.as_str() {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.checked_sub(1)?,
            "BETWEEN" | "CASE" if depth == 0 => return None,
            "AND" | "OR" if depth == 0 => match found {
                Some(other) if other != token.as_str() => return None,
                _ => found = Some(token.as_str()),
            },
            _ => {}
        }
    }
    found
}

/// Each opening parenthesis with the one that closes it, the innermost first.
fn partners(tokens: &[String]) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "(" => open.push(place),
            ")" => {
                if let Some(begin) = open.pop() {
                    pairs.push((begin, place));
                }
            }
            _ => {}
        }
    }
    pairs
}

/// Where the bracket that opens at `begin` closes.
fn bracket_ends(tokens: &[String], begin: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(begin) {
        match token.as_str() {
            "[" => depth += 1,
            "]" => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(place);
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Whether a token before a parenthesis makes that the parenthesis of a call.
fn is_word(token: &str) -> bool {
    const NO_FUNCTIONS: [&str; 12] = [
        "AND", "OR", "NOT", "IN", "ANY", "ALL", "CHECK", "WHERE", "THEN", "ELSE", "WHEN", "CASE",
    ];
    token
        .chars()
        .next()
        .is_some_and(|first| first.is_alphanumeric() || first == '_' || first == '"')
        && !NO_FUNCTIONS.contains(&token)
}

/// Words, texts, operators and marks. Space between them means nothing.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut place = 0;
    while let Some(rest) = text.get(place..)
        && let Some(first) = rest.chars().next()
    {
        let length = match first {
            _ if first.is_whitespace() => {
                place += first.len_utf8();
                continue;
            }
            '\'' | '"' => quoted_at(text, place),
            // The body of a function is kept as it was written: a line's end may end a comment, and a cast may matter.
            '$' => quoted_at(text, place).max(1),
            _ if first.is_alphanumeric() || first == '_' => rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
                .unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        };
        tokens.push(rest.get(..length).unwrap_or_default().to_owned());
        place += length;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::same;

    /// The two texts that one PostgreSQL writes of `status in ('a', 'b')` on a varchar: after CREATE, and after a dump and a
    /// restore.
    #[test]
    fn a_list_of_words_survives_a_dump() {
        assert!(same(
            "CHECK (((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))",
            "CHECK (((status)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])))",
        ));
    }

    #[test]
    fn parentheses_that_bind_are_kept() {
        assert!(!same("CHECK ((a OR b) AND c)", "CHECK (a OR (b AND c))"));
        assert!(!same("CHECK ((a + b) * c > 0)", "CHECK (a + b * c > 0)"));
    }

    /// The server nests a chain as its author did, and writes it flat after a dump and a restore.
    #[test]
    fn chains_of_one_connective_are_flat() {
        assert!(same(
            "WHEN (((a OR b) OR (c OR d)))",
            "WHEN (a OR b OR c OR d)"
        ));
        assert!(same(
            "CHECK (((a > 1) AND (b > 2)) AND (c > 3))",
            "CHECK ((a > 1) AND (b > 2) AND (c > 3))"
        ));
        assert!(!same(
            "CHECK (NOT (a OR b) OR c)",
            "CHECK (NOT a OR b OR c)"
        ));
        assert!(!same(
            "CHECK ((a OR b) AND c OR d)",
            "CHECK (a OR b AND c OR d)"
        ));
        assert!(!same(
            "CHECK (x = (a OR b) OR c)",
            "CHECK (x = a OR b OR c)"
        ));
    }

    #[test]
    fn other_casts_and_values_are_kept() {
        assert!(!same("CHECK (x::integer > 0)", "CHECK (x > 0)"));
        assert!(!same(
            "CHECK (x::character varying(3) = 'a')",
            "CHECK (x = 'a')"
        ));
        assert!(!same("CHECK (x = 'a b')", "CHECK (x = 'a  b')"));
        assert!(!same("CHECK (x = 'a')", "CHECK (x = 'A')"));
        assert!(!same("lower(a)", "upper(a)"));
    }

    #[test]
    fn a_body_is_as_it_was_written() {
        assert!(same(
            "RETURNS int\nAS $f$ a $f$",
            "RETURNS int AS $f$ a $f$"
        ));
        assert!(!same("AS $f$ -- a\n b() $f$", "AS $f$ -- a b() $f$"));
        assert!(!same("AS $f$ f(a::text) $f$", "AS $f$ f(a) $f$"));
    }

    #[test]
    fn space_means_nothing_and_quotes_do() {
        assert!(same("SELECT a,\n  b", "SELECT a, b"));
        assert!(!same("SELECT \"a\"", "SELECT \"A\""));
        assert!(same("'it''s'::text", "'it''s'"));
    }
}
