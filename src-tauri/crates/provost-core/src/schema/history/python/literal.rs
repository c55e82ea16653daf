//! The values of Python literals, and the statements that give them names.

use super::Names;
use super::lexer::{Token, TokenKind, source, top_level};

/// How many brackets inside each other are looked into; no migration has more than three.
const DEEPEST: usize = 16;

/// A value, as far as the text tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Literal {
    /// `None`.
    None,
    /// A string.
    Text(String),
    /// A tuple, a list or a set.
    List(Vec<Literal>),
    /// What only running the file would tell, as it stands there.
    Dynamic(String),
}

/// The names that a statement gives values, and the values.
pub(super) fn assignments(tokens: &[Token], text: &str, known: &Names) -> Vec<(String, Literal)> {
    match tokens.first().and_then(Token::word) {
        Some("import" | "from") => return imported(tokens, text),
        Some("return" | "raise" | "assert" | "del" | "global" | "yield" | "lambda") => {
            return Vec::new();
        }
        _ => {}
    }
    let changed = || Literal::Dynamic(source(tokens, text).to_owned());
    if let [
        Token {
            kind: TokenKind::Word(name),
            ..
        },
        Token {
            kind: TokenKind::Change,
            ..
        },
        ..,
    ] = tokens
    {
        return vec![(name.clone(), changed())];
    }
    let mut parts = split(tokens, '=');
    let Some(last) = parts.pop().filter(|_| !parts.is_empty()) else {
        return Vec::new();
    };
    let value = value(last, text, known, 0);
    let mut given = Vec::new();
    for target in parts {
        match target {
            [
                Token {
                    kind: TokenKind::Word(name),
                    ..
                },
            ] => given.push((name.clone(), value.clone())),
            [
                Token {
                    kind: TokenKind::Word(name),
                    ..
                },
                second,
                ..,
            ] if second.is(':') => {
                given.push((name.clone(), value.clone()));
            }
            [_, second, ..] if second.is('.') || second.is('[') => {}
            several => {
                let names = several.iter().filter_map(Token::word);
                given.extend(names.map(|name| (name.to_owned(), changed())));
            }
        }
    }
    given
}

fn imported(tokens: &[Token], text: &str) -> Vec<(String, Literal)> {
    let statement = source(tokens, text);
    tokens
        .iter()
        .skip_while(|token| token.word() != Some("import"))
        .skip(1)
        .filter_map(Token::word)
        .map(|name| (name.to_owned(), Literal::Dynamic(statement.to_owned())))
        .collect()
}

/// The value of an expression; commas outside of brackets make a tuple.
fn value(tokens: &[Token], text: &str, known: &Names, depth: usize) -> Literal {
    let parts = split(tokens, ',');
    if parts.len() > 1 {
        Literal::List(elements(parts, text, known, depth))
    } else {
        element(tokens, text, known, depth)
    }
}

fn elements(mut parts: Vec<&[Token]>, text: &str, known: &Names, depth: usize) -> Vec<Literal> {
    // A comma may stand behind the last one.
    if parts.last().is_some_and(|last| last.is_empty()) {
        parts.pop();
    }
    parts
        .into_iter()
        .map(|part| element(part, text, known, depth))
        .collect()
}

fn element(tokens: &[Token], text: &str, known: &Names, depth: usize) -> Literal {
    let dynamic = || Literal::Dynamic(source(tokens, text).to_owned());
    match tokens {
        [
            Token {
                kind: TokenKind::Word(word),
                ..
            },
        ] if word == "None" => Literal::None,
        [
            Token {
                kind: TokenKind::Word(word),
                ..
            },
        ] => match known.get(word) {
            Some(Literal::Dynamic(origin)) => Literal::Dynamic(format!("{word} ({origin})")),
            Some(value) => value.clone(),
            None => dynamic(),
        },
        [open, inner @ .., close] if depth < DEEPEST && encloses(tokens, open, close) => {
            let parts = split(inner, ',');
            let mapping = open.is('{') && top_level(inner).any(|(_, token)| token.is(':'));
            let generated = top_level(inner).any(|(_, token)| token.word() == Some("for"));
            if mapping || generated {
                dynamic()
            } else if open.is('(') && parts.len() == 1 && !inner.is_empty() {
                element(inner, text, known, depth + 1)
            } else {
                Literal::List(elements(parts, text, known, depth + 1))
            }
        }
        _ => joined(tokens).map_or_else(dynamic, Literal::Text),
    }
}

/// Whether the first token is a bracket that the last one closes.
fn encloses(tokens: &[Token], open: &Token, close: &Token) -> bool {
    let pair = [('(', ')'), ('[', ']'), ('{', '}')]
        .into_iter()
        .any(|(a, b)| open.is(a) && close.is(b));
    // Only the two outer brackets stand outside of brackets.
    pair && top_level(tokens).all(|(index, _)| index == 0 || index + 1 == tokens.len())
}

/// Strings side by side are one string.
fn joined(tokens: &[Token]) -> Option<String> {
    let mut whole = String::new();
    for token in tokens {
        match &token.kind {
            TokenKind::Text { value, plain: true } => whole.push_str(value),
            _ => return None,
        }
    }
    (!tokens.is_empty()).then_some(whole)
}

/// The parts between this sign where it stands outside of brackets.
fn split(tokens: &[Token], sign: char) -> Vec<&[Token]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (index, token) in top_level(tokens) {
        if token.is(sign) {
            parts.push(tokens.get(start..index).unwrap_or_default());
            start = index + 1;
        }
    }
    parts.push(tokens.get(start..).unwrap_or_default());
    parts
}
