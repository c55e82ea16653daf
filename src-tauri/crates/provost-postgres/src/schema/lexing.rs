//! The parts of an SQL text: enough to put a name into it and to tell its statements apart, and no more.
//!
//! It reads texts of our own (migrations and statements), whose function bodies are code too: what stands between dollar
//! quotes is read on as code.

/// One part of an SQL text. All parts together are the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// A keyword, a name or a number.
    Word(&'t str),
    /// A name in double quotes, with them.
    Quoted(&'t str),
    /// A constant in single quotes, with them and with the `E` before it.
    Literal(&'t str),
    /// `$tag$`, at the beginning or at the end of what stands between.
    Dollar(&'t str),
    /// A comment, with its marks.
    Comment(&'t str),
    /// White space.
    Space(&'t str),
    /// Any other sign.
    Sign(&'t str),
}

/// Reads a text from its beginning.
pub(super) struct Parts<'t> {
    rest: &'t str,
    open: Vec<&'t str>,
}

impl<'t> Parts<'t> {
    /// The parts of a text.
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            rest: text,
            open: Vec::new(),
        }
    }

    /// Whether what comes next stands between dollar quotes.
    pub(super) fn inside(&self) -> bool {
        !self.open.is_empty()
    }

    /// What was not read yet.
    pub(super) fn rest(&self) -> &'t str {
        self.rest
    }

    /// Nothing but its own tag ends what stands between dollar quotes, and the tag always does.
    fn take(&mut self, bytes: usize) -> &'t str {
        let end = self.open.last().and_then(|tag| self.rest.find(tag));
        let bytes = end.map_or(bytes, |end| bytes.min(end));
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn dollar(&mut self) -> Option<Part<'t>> {
        if let Some(tag) = self
            .open
            .last()
            .copied()
            .filter(|tag| self.rest.starts_with(tag))
        {
            self.open.pop();
            self.rest = self.rest.strip_prefix(tag).unwrap_or_default();
            return Some(Part::Dollar(tag));
        }
        let tag = self.take(dollar_quote(self.rest)?);
        self.open.push(tag);
        Some(Part::Dollar(tag))
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        let first = self.rest.chars().next()?;
        let part = match first {
            '\'' => {
                let bytes = quoted(self.rest, 0, false);
                Part::Literal(self.take(bytes))
            }
            'e' | 'E' if self.rest.get(1..2) == Some("'") => {
                let bytes = quoted(self.rest, 1, true);
                Part::Literal(self.take(bytes))
            }
            '"' => {
                let bytes = quoted(self.rest, 0, false);
                Part::Quoted(self.take(bytes))
            }
            '-' if self.rest.starts_with("--") => {
                let bytes = self.rest.find('\n').unwrap_or(self.rest.len());
                Part::Comment(self.take(bytes))
            }
            '/' if self.rest.starts_with("/*") => {
                let bytes = block_comment(self.rest);
                Part::Comment(self.take(bytes))
            }
            '$' => match self.dollar() {
                Some(part) => part,
                None => Part::Sign(self.take(1)),
            },
            space if space.is_whitespace() => {
                let bytes = run(self.rest, char::is_whitespace);
                Part::Space(self.take(bytes))
            }
            word if is_name(word) => {
                let bytes = run(self.rest, is_name);
                Part::Word(self.take(bytes))
            }
            sign => Part::Sign(self.take(sign.len_utf8())),
        };
        Some(part)
    }
}

/// Whether a sign may stand in a name that has no quotes.
pub(super) fn is_name(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || sign == '_' || sign == '$' || !sign.is_ascii()
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|sign| !belongs(sign)).unwrap_or(text.len())
}

/// How many bytes a quoted text has whose opening quote stands after `before` bytes. A doubled quote does not end it.
fn quoted(text: &str, before: usize, backslashes: bool) -> usize {
    let mut signs = text.char_indices().skip(before);
    let Some((_, quote)) = signs.next() else {
        return text.len();
    };
    let mut signs = signs.peekable();
    while let Some((at, sign)) = signs.next() {
        if backslashes && sign == '\\' {
            signs.next();
        } else if sign == quote && signs.next_if(|(_, next)| *next == quote).is_none() {
            return at + quote.len_utf8();
        }
    }
    text.len()
}

/// How many bytes the block comment at the beginning has; comments nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth = depth.saturating_sub(1);
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            let Some(sign) = rest.chars().next() else {
                break;
            };
            at += sign.len_utf8();
        }
    }
    text.len()
}

/// How many bytes the `$tag$` at the beginning has, if one stands there; `$1` is none.
fn dollar_quote(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('$')?;
    let tag = run(inner, |sign| is_name(sign) && sign != '$');
    let starts_with_digit = inner.starts_with(|sign: char| sign.is_ascii_digit());
    (!starts_with_digit && inner.get(tag..)?.starts_with('$')).then_some(tag + 2)
}
