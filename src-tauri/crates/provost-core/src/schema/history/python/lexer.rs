//! A Python file as logical lines of tokens: comments gone, brackets and triple quotes spanning lines as they do.

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name, a keyword or a number.
    Word(String),
    /// A string with what it says; `plain` is false when only running the file tells what it says.
    Text {
        /// What stands between the quotes, escapes resolved.
        value: String,
        /// Whether it is a plain string: neither bytes nor one with expressions inside.
        plain: bool,
    },
    /// One sign, an opening or closing bracket for instance.
    Sign(char),
    /// An operator of two signs that ends in `=` and changes a name, such as `+=` or `:=`.
    Change,
    /// `==`, `!=`, `<=` or `>=`.
    Comparison,
}

/// A token and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Where it begins, in bytes.
    start: usize,
    /// Where it ends, in bytes.
    end: usize,
}

impl Token {
    /// The word, if it is one.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether it is this sign.
    pub(super) fn is(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign(sign)
    }
}

/// A logical line: a statement or the head of a block.
#[derive(Debug)]
pub(super) struct Line {
    /// How far it stands to the right.
    pub(super) indent: usize,
    /// Its tokens, at least one.
    pub(super) tokens: Vec<Token>,
}

const BLOCKS: [&str; 13] = [
    "class", "def", "async", "if", "elif", "else", "try", "except", "finally", "for", "while",
    "with", "match",
];

impl Line {
    /// Whether a block begins with it.
    pub(super) fn opens_block(&self) -> bool {
        let first = self.tokens.first().and_then(Token::word);
        let begins = first.is_some_and(|word| BLOCKS.contains(&word) || word == "case");
        begins && top_level(&self.tokens).any(|(_, token)| token.is(':'))
    }

    /// The statement behind the colon of a block that stands on one line; empty when the block comes below.
    pub(super) fn inline_body(&self) -> &[Token] {
        top_level(&self.tokens)
            .find(|(_, token)| token.is(':'))
            .and_then(|(index, _)| self.tokens.get(index + 1..))
            .unwrap_or_default()
    }
}

/// The tokens that stand in no bracket, with their positions.
pub(super) fn top_level(tokens: &[Token]) -> impl Iterator<Item = (usize, &Token)> {
    let mut depth = 0_usize;
    tokens.iter().enumerate().filter(move |(_, token)| {
        let outside = depth == 0;
        match token.kind {
            TokenKind::Sign('(' | '[' | '{') => depth += 1,
            TokenKind::Sign(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        outside
    })
}

/// The text that the tokens were read from.
pub(super) fn source<'a>(tokens: &[Token], text: &'a str) -> &'a str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => text.get(first.start..last.end).unwrap_or_default(),
        _ => "",
    }
}

/// Splits a file into its logical lines.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lexer = Lexer {
        text,
        at: 0,
        depth: 0,
        indent: 0,
        tokens: Vec::new(),
        lines: Vec::new(),
    };
    if text.starts_with('\u{feff}') {
        lexer.at = '\u{feff}'.len_utf8();
    }
    lexer.measure_indent();
    while let Some(next) = lexer.peek() {
        lexer.step(next);
    }
    lexer.finish_line();
    lexer.lines
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    indent: usize,
    tokens: Vec<Token>,
    lines: Vec<Line>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn finish_line(&mut self) {
        if !self.tokens.is_empty() {
            let tokens = std::mem::take(&mut self.tokens);
            self.lines.push(Line {
                indent: self.indent,
                tokens,
            });
        }
    }

    fn measure_indent(&mut self) {
        self.indent = 0;
        while let Some(next @ (' ' | '\t' | '\u{c}')) = self.peek() {
            self.indent = match next {
                '\t' => (self.indent / 8 + 1) * 8,
                ' ' => self.indent + 1,
                _ => 0,
            };
            self.at += 1;
        }
    }

    fn step(&mut self, next: char) {
        let start = self.at;
        match next {
            '#' => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
            '\\' if self.rest().starts_with("\\\n") => self.at += 2,
            '\\' if self.rest().starts_with("\\\r\n") => self.at += 3,
            '\n' => {
                self.at += 1;
                if self.depth == 0 {
                    self.finish_line();
                    self.measure_indent();
                }
            }
            ';' if self.depth == 0 => {
                self.at += 1;
                self.finish_line();
            }
            _ if next.is_whitespace() => self.at += next.len_utf8(),
            _ => {
                let kind = self.token(next);
                self.tokens.push(Token {
                    kind,
                    start,
                    end: self.at,
                });
            }
        }
    }

    fn token(&mut self, next: char) -> TokenKind {
        if let Some(prefix) = string_prefix(self.rest()) {
            self.at += prefix.len();
            return self.string(&prefix.to_ascii_lowercase());
        }
        if next.is_alphanumeric() || next == '_' {
            let rest = self.rest();
            let length = rest
                .find(|one: char| !one.is_alphanumeric() && one != '_')
                .unwrap_or(rest.len());
            self.at += length;
            return TokenKind::Word(rest.get(..length).unwrap_or_default().to_owned());
        }
        self.at += next.len_utf8();
        match next {
            '(' | '[' | '{' => self.depth += 1,
            ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
            '=' | '!' | '<' | '>' | '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '@' | ':'
                if self.rest().starts_with('=') =>
            {
                self.at += 1;
                return if matches!(next, '=' | '!' | '<' | '>') {
                    TokenKind::Comparison
                } else {
                    TokenKind::Change
                };
            }
            _ => {}
        }
        TokenKind::Sign(next)
    }

    /// Reads a string whose prefix has been taken.
    fn string(&mut self, prefix: &str) -> TokenKind {
        let quote = self.take().unwrap_or('"');
        let triple = quote.to_string().repeat(2);
        let long = self.rest().starts_with(&triple);
        if long {
            self.at += triple.len();
        }
        let end = if long {
            quote.to_string().repeat(3)
        } else {
            quote.to_string()
        };
        let raw = prefix.contains('r');
        let mut value = String::new();
        while let Some(next) = self.peek() {
            if self.rest().starts_with(&end) {
                self.at += end.len();
                break;
            }
            if next == '\n' && !long {
                break;
            }
            self.take();
            match (next, raw) {
                ('\\', false) => self.escape(&mut value),
                ('\\', true) => {
                    value.push('\\');
                    value.extend(self.take());
                }
                ('\r', _) if self.rest().starts_with('\n') => {}
                _ => value.push(next),
            }
        }
        let computed = prefix.contains('b') || (prefix.contains(['f', 't']) && value.contains('{'));
        TokenKind::Text {
            value,
            plain: !computed,
        }
    }

    /// Reads what comes behind a backslash.
    fn escape(&mut self, value: &mut String) {
        let Some(next) = self.take() else { return };
        let digits = match next {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let code = self.rest().get(..digits).filter(|_| digits > 0);
        if let Some(one) = code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32)
        {
            self.at += digits;
            value.push(one);
            return;
        }
        match next {
            'n' => value.push('\n'),
            't' => value.push('\t'),
            'r' => value.push('\r'),
            '\\' | '\'' | '"' => value.push(next),
            '\n' => {}
            _ => value.extend(['\\', next]),
        }
    }
}

/// The letters before the quote of a string (`u'…'`, `rb"…"`), when a string begins here.
fn string_prefix(rest: &str) -> Option<&str> {
    let length = rest
        .chars()
        .take(3)
        .position(|one| matches!(one, '"' | '\''))?;
    let prefix = rest.get(..length)?;
    prefix
        .chars()
        .all(|one| "rRbBuUfFtT".contains(one))
        .then_some(prefix)
}
