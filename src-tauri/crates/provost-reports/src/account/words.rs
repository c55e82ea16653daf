//! What a line consists of: text, names, judgements, places in the document.

use serde::Serialize;

use crate::contents::{Picture, wording};

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Part {
    /// Running text.
    Text { text: String },
    /// What the eye should find first.
    Strong { text: String },
    /// What explains.
    Quiet { text: String },
    /// A name or a value, which is data.
    Code { text: String },
    /// A judgement in a word.
    Mark(Mark),
    /// A place in the document.
    Link { anchor: String, text: String },
    /// The end of a line.
    Break,
    /// A picture as small as a word.
    Sketch(Sketch),
}

/// A picture as small as a word; what it shows stands beside it in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Sketch {
    /// Its place among the sketches of the document.
    pub(crate) place: usize,
    /// What it shows, in a sentence.
    pub(crate) description: String,
    /// The picture for light grounds.
    #[serde(skip)]
    pub(crate) light: String,
    /// The picture for dark grounds.
    #[serde(skip)]
    pub(crate) dark: String,
}

/// A judgement: a word, and the tone in which it is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Mark {
    /// The word.
    pub(crate) word: String,
    /// `critical`, `high`, `medium`, `low`, `info` or `pass`.
    pub(crate) tone: &'static str,
}

impl Mark {
    /// A judgement in a word.
    pub(crate) fn new(word: &str, tone: &'static str) -> Self {
        Self {
            word: word.to_owned(),
            tone,
        }
    }

    /// A severity.
    pub(crate) fn severity(severity: provost_core::audit::Severity) -> Self {
        Self::new(severity.as_str(), severity.as_str())
    }
}

/// A line. Everything that is added is made fit to be read: what cannot be seen is shown by its code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Words(pub(crate) Vec<Part>);

impl Words {
    /// A line of running text.
    pub(crate) fn of(text: &str) -> Self {
        Self::default().text(text)
    }

    /// A line of one name or value.
    pub(crate) fn named(text: &str) -> Self {
        Self::default().code(text)
    }

    /// A value line by line; how many come after the first so many stands at the end.
    pub(crate) fn lines(text: &str, most: usize) -> Self {
        let mut lines = text.lines();
        let mut words = Self::default();
        for (at, line) in lines.by_ref().take(most).enumerate() {
            if at > 0 {
                words = words.line_end();
            }
            words = words.code(line);
        }
        match lines.count() {
            0 => words,
            more => words
                .line_end()
                .quiet(&format!("and {} more lines", wording::number(more))),
        }
    }

    /// A line of one judgement.
    pub(crate) fn marked(mark: Mark) -> Self {
        Self::default().mark(mark)
    }

    /// Adds running text. A space at its beginning or end stays.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.0.push(Part::Text { text: run(text) });
        self
    }

    /// Adds a statement whose names stand between backticks.
    pub(crate) fn statement(mut self, text: &str) -> Self {
        let text = full_stop(text);
        let pieces: Vec<&str> = text.split('`').collect();
        if pieces.len().is_multiple_of(2) {
            return self.text(&text);
        }
        for (place, piece) in pieces.into_iter().enumerate() {
            self = match place % 2 {
                _ if piece.is_empty() => self,
                0 => self.text(piece),
                _ => self.code(piece),
            };
        }
        self
    }

    /// Adds what the eye should find first.
    pub(crate) fn strong(mut self, text: &str) -> Self {
        self.0.push(Part::Strong { text: run(text) });
        self
    }

    /// Adds an explanation.
    pub(crate) fn quiet(mut self, text: &str) -> Self {
        self.0.push(Part::Quiet { text: run(text) });
        self
    }

    /// Adds a name or a value.
    pub(crate) fn code(mut self, text: &str) -> Self {
        let text = wording::name(text, usize::MAX);
        self.0.push(Part::Code { text });
        self
    }

    /// Adds a judgement.
    pub(crate) fn mark(mut self, mark: Mark) -> Self {
        self.0.push(Part::Mark(mark));
        self
    }

    /// Adds a place in the document.
    pub(crate) fn link(mut self, anchor: String, text: &str) -> Self {
        self.0.push(Part::Link {
            anchor,
            text: run(text),
        });
        self
    }

    /// A line of one small picture. The document gives it its place.
    pub(crate) fn sketch(picture: Picture) -> Self {
        let Picture {
            description,
            light,
            dark,
            ..
        } = picture;
        Self(vec![Part::Sketch(Sketch {
            place: 0,
            description,
            light,
            dark,
        })])
    }

    /// Ends the line.
    pub(crate) fn line_end(mut self) -> Self {
        self.0.push(Part::Break);
        self
    }

    /// Adds names, a comma between two, the first so many of them; the count of the others stands at the end.
    pub(crate) fn names<'a>(
        mut self,
        names: impl IntoIterator<Item = &'a str>,
        most: usize,
    ) -> Self {
        let mut names = names.into_iter();
        for (index, name) in names.by_ref().take(most).enumerate() {
            if index > 0 {
                self = self.text(", ");
            }
            self = self.code(name);
        }
        match names.count() {
            0 => self,
            more => self.text(&format!(" and {} more", wording::number(more))),
        }
    }

    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Running text as it stands in a line: the gaps at its ends are kept.
pub(crate) fn run(text: &str) -> String {
    let before = if text.starts_with(char::is_whitespace) {
        " "
    } else {
        ""
    };
    let after = if text.ends_with(char::is_whitespace) && text.len() > 1 {
        " "
    } else {
        ""
    };
    format!("{before}{}{after}", wording::prose(text, usize::MAX))
}

/// A statement with one full stop at its end. It may begin with a name, so its first letter stays as it is.
pub(crate) fn full_stop(text: &str) -> String {
    let text = run(text.trim());
    if text.ends_with(['.', '?', ':', '!']) || text.is_empty() {
        text
    } else {
        format!("{text}.")
    }
}

/// A statement as a title: without its full stop, and without the backticks around names.
pub(crate) fn short(text: &str) -> String {
    let text = wording::title(text, usize::MAX);
    if text.matches('`').count().is_multiple_of(2) {
        text.replace('`', "")
    } else {
        text
    }
}
