//! Which names a statement mentions. The definitions were read with a closed `search_path`, so whatever is not the
//! server's own is named with its schema.

use std::collections::BTreeSet;

use crate::catalog::QualifiedName;
use crate::schema::comparison::quotes::quoted_at;

/// What a text mentions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mentions {
    /// Two words with a dot between: most are objects in schemas, some are columns of tables.
    pub(super) names: BTreeSet<QualifiedName>,
    /// Every word.
    pub(super) words: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Literal(String),
    Mark(char),
}

/// Reads the mentions of an SQL text. Bodies in dollar quotes are not looked into: the server does not either.
pub(super) fn of(sql: &str) -> Mentions {
    let tokens = tokens(sql);
    let mut found = Mentions::default();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) => {
                found.words.insert(word.clone());
                if tokens.get(place + 1) == Some(&Token::Mark('.'))
                    && let Some(name) = member(tokens.get(place + 2..).unwrap_or_default())
                {
                    found.names.insert(QualifiedName::new(word, name));
                }
            }
            Token::Literal(text) if is_object_name(tokens.get(place + 1..).unwrap_or_default()) => {
                found.names.extend(of(text).names);
            }
            _ => {}
        }
    }
    found
}

/// What stands behind a schema and a dot: a word or an operator.
fn member(tokens: &[Token]) -> Option<String> {
    if let Some(Token::Word(word)) = tokens.first() {
        return Some(word.clone());
    }
    let operator: String = tokens
        .iter()
        .map_while(|token| match token {
            Token::Mark(mark) if "+-*/<>=~!@#%^&|`?".contains(*mark) => Some(*mark),
            _ => None,
        })
        .collect();
    (!operator.is_empty()).then_some(operator)
}

/// Whether a text is cast to one of the types that name an object: `'app.numbers'::regclass`.
fn is_object_name(after: &[Token]) -> bool {
    let [Token::Mark(':'), Token::Mark(':'), Token::Word(name), ..] = after else {
        return false;
    };
    matches!(
        name.as_str(),
        "regclass" | "regproc" | "regprocedure" | "regtype"
    )
}

fn tokens(sql: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(rest) = sql.get(place..)
        && let Some(first) = rest.chars().next()
    {
        let quoted = quoted_at(sql, place);
        let (token, length) = match first {
            '\'' => (Some(Token::Literal(inside(rest, quoted, '\''))), quoted),
            '"' => (Some(Token::Word(inside(rest, quoted, '"'))), quoted),
            '$' if quoted > 0 => (None, quoted),
            _ if first.is_alphanumeric() || first == '_' => {
                let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'));
                let length = end.unwrap_or(rest.len());
                let word = rest.get(..length).unwrap_or_default().to_owned();
                (Some(Token::Word(word)), length)
            }
            _ if first.is_whitespace() => (None, first.len_utf8()),
            _ => (Some(Token::Mark(first)), first.len_utf8()),
        };
        found.extend(token);
        place += length;
    }
    found
}

fn inside(text: &str, length: usize, quote: char) -> String {
    let doubled: String = [quote, quote].iter().collect();
    text.get(1..length.saturating_sub(1))
        .unwrap_or_default()
        .replace(&doubled, &quote.to_string())
}

/// Writes another name wherever a text has this one as a whole.
pub(super) fn renamed(text: &str, from: &str, to: &str) -> String {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '"' || c == '$';
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find(from) {
        let (before, found) = rest.split_at(place);
        let after = found.get(from.len()..).unwrap_or_default();
        written.push_str(before);
        let part =
            written.ends_with(|c| part_of_word(c) || c == '.') || after.starts_with(part_of_word);
        written.push_str(if part { from } else { to });
        rest = after;
    }
    written.push_str(rest);
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_their_schema_are_found() {
        let found = of(
            "SELECT u.id FROM app.usr u WHERE app.\"My f\"(u.\"a\"\"b\") OPERATOR(app.=~) 'x.y'",
        );
        for (schema, name) in [
            ("app", "usr"),
            ("app", "My f"),
            ("u", "a\"b"),
            ("app", "=~"),
        ] {
            assert!(
                found.names.contains(&QualifiedName::new(schema, name)),
                "{name}"
            );
        }
        assert!(!found.names.contains(&QualifiedName::new("x", "y")));
        assert!(found.words.contains("id"));
    }

    #[test]
    fn a_text_that_names_an_object_is_a_mention_and_a_body_is_not() {
        let found = of("nextval('app.numbers'::regclass)");
        assert!(found.names.contains(&QualifiedName::new("app", "numbers")));
        let found = of("CREATE FUNCTION app.f() AS $function$ select app.g() $function$ x.y");
        assert!(!found.names.contains(&QualifiedName::new("app", "g")));
        assert!(found.names.contains(&QualifiedName::new("x", "y")));
    }

    #[test]
    fn only_whole_names_are_written_anew() {
        assert_eq!(
            renamed("app.a, app.ab, xapp.a(app.a)", "app.a", "app.b"),
            "app.b, app.ab, xapp.a(app.b)"
        );
        assert_eq!(renamed("app.a.c", "app.a", "app.b"), "app.b.c");
    }
}
