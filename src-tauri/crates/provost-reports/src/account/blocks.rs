//! What a page consists of: headings, paragraphs, lists, tables, records, code, pictures. Both renderers print these and
//! nothing else, so a section is written once.

use serde::Serialize;

use super::words::{Mark, Part, Sketch, Words, run};
use crate::contents::{Picture, wording};

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Column {
    /// What it holds.
    pub(crate) title: String,
    /// How wide it is on paper: so many millimetres, or a share of what is left.
    pub(crate) width: Width,
    /// Whether it holds numbers.
    pub(crate) number: bool,
}

/// How wide a column is on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "kebab-case")]
pub(crate) enum Width {
    /// Millimetres.
    Fixed(u8),
    /// Parts of what the fixed ones leave.
    Share(u8),
}

impl Column {
    /// A column of words that takes so many parts of what is left.
    pub(crate) fn words(title: &str, share: u8) -> Self {
        Self {
            title: run(title),
            width: Width::Share(share),
            number: false,
        }
    }

    /// A column of words of so many millimetres.
    pub(crate) fn narrow(title: &str, width: u8) -> Self {
        Self {
            width: Width::Fixed(width),
            ..Self::words(title, 1)
        }
    }

    /// A column of numbers of so many millimetres.
    pub(crate) fn number(title: &str, width: u8) -> Self {
        Self {
            number: true,
            ..Self::narrow(title, width)
        }
    }
}

/// A table. The first cell of a row names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Table {
    /// What it shows.
    pub(crate) caption: String,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// Its rows.
    pub(crate) rows: Vec<Vec<Words>>,
    /// Rows beyond those, where the document has room for them.
    pub(crate) folded: Vec<Vec<Words>>,
    /// What stands under it when there are more rows.
    pub(crate) more: Option<String>,
}

impl Table {
    /// The cells of a row with their columns.
    pub(crate) fn cells<'a>(
        &'a self,
        row: &'a [Words],
    ) -> impl Iterator<Item = (&'a Column, &'a Words)> {
        self.columns.iter().zip(row)
    }
}

/// A fact with its name and its judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FactRow {
    /// What it is about.
    pub(crate) name: String,
    /// What it is.
    pub(crate) value: String,
    /// How it is judged.
    pub(crate) mark: Option<Mark>,
    /// Why.
    pub(crate) note: Option<String>,
}

/// A line with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Labelled {
    /// What it is.
    pub(crate) name: String,
    /// The line.
    pub(crate) words: Words,
}

/// Something with a judgement, a title and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Record {
    /// Where in the document it stands; none where nothing leads to it.
    pub(crate) anchor: Option<String>,
    /// The judgement.
    pub(crate) mark: Mark,
    /// What it is.
    pub(crate) title: Words,
    /// What is to be said first.
    pub(crate) lead: Words,
    /// What is to be said then.
    pub(crate) facts: Vec<Labelled>,
    /// What differs, property by property.
    pub(crate) table: Option<Table>,
    /// Statements and commands.
    pub(crate) code: Option<Code>,
    /// What is to be said of those.
    pub(crate) notes: Vec<Note>,
}

impl Record {
    /// A record of a judgement and a title.
    pub(crate) fn new(mark: Mark, title: Words) -> Self {
        Self {
            anchor: None,
            mark,
            title,
            lead: Words::default(),
            facts: Vec::new(),
            table: None,
            code: None,
            notes: Vec::new(),
        }
    }

    /// The same, with another line under a name. A line without words is left out.
    pub(crate) fn fact(mut self, name: &str, words: Words) -> Self {
        if !words.is_empty() {
            self.facts.push(Labelled {
                name: run(name),
                words,
            });
        }
        self
    }
}

/// What a statement costs, and the way that costs less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Note {
    /// In which way, in a word or two.
    pub(crate) mark: Mark,
    /// A sentence.
    pub(crate) text: String,
    /// The way that costs less.
    pub(crate) safer: Option<String>,
}

/// Statements or commands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Code {
    /// What they do.
    pub(crate) label: String,
    /// The lines.
    pub(crate) lines: String,
    /// Whether they are SQL.
    pub(crate) sql: bool,
}

impl Code {
    /// Statements.
    pub(crate) fn sql(label: &str, code: &str) -> Self {
        Self {
            label: run(label),
            lines: wording::code(code, usize::MAX),
            sql: true,
        }
    }

    /// Other lines, such as commands and answers.
    pub(crate) fn lines(label: &str, code: &str) -> Self {
        Self {
            sql: false,
            ..Self::sql(label, code)
        }
    }
}

/// The place of a picture among those of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    /// The place, from 0.
    pub(crate) index: usize,
}

impl Place {
    /// The picture.
    pub(crate) fn of<'a>(&self, pictures: &'a [Picture]) -> Option<&'a Picture> {
        pictures.get(self.index)
    }
}

/// One block of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Block {
    /// A heading of the second level.
    Heading {
        /// Its number, such as `2.3`; empty outside the numbered sections.
        number: String,
        /// Its words.
        title: String,
    },
    /// A heading of the third level.
    Subheading {
        /// Its words.
        title: String,
    },
    /// A paragraph.
    Text { words: Words },
    /// A paragraph that explains.
    Quiet { text: String },
    /// A list, with numbers where the order counts.
    List { ordered: bool, items: Vec<Words> },
    /// Facts below each other.
    Facts { caption: String, rows: Vec<FactRow> },
    /// A table.
    Table(Table),
    /// Records below each other.
    Records {
        /// The first of them.
        records: Vec<Record>,
        /// Those beyond, where the document has room for them.
        folded: Vec<Record>,
        /// What stands under them when there are more.
        more: Option<String>,
    },
    /// Statements or commands.
    Code(Code),
    /// One of the document's pictures.
    Picture(Place),
}

impl Block {
    /// A heading; the document numbers it.
    pub(crate) fn heading(title: &str) -> Self {
        Self::Heading {
            number: String::new(),
            title: wording::title(title, usize::MAX),
        }
    }

    /// A heading of the third level.
    pub(crate) fn subheading(title: &str) -> Self {
        Self::Subheading {
            title: wording::title(title, usize::MAX),
        }
    }

    /// The picture at a place.
    pub(crate) fn picture(index: usize) -> Self {
        Self::Picture(Place { index })
    }

    /// A paragraph of running text.
    pub(crate) fn text(text: &str) -> Self {
        Self::Text {
            words: Words::of(text),
        }
    }

    /// A paragraph that explains.
    pub(crate) fn quiet(text: &str) -> Self {
        Self::Quiet { text: run(text) }
    }

    /// The small pictures in its table.
    pub(crate) fn sketches(&self) -> impl Iterator<Item = &Sketch> {
        let rows = match self {
            Self::Table(table) => [table.rows.as_slice(), &table.folded],
            _ => [&[][..], &[]],
        };
        let cells = rows.into_iter().flatten().flatten();
        cells
            .flat_map(|words| &words.0)
            .filter_map(|part| match part {
                Part::Sketch(sketch) => Some(sketch),
                _ => None,
            })
    }

    /// The same, to be given their places.
    pub(crate) fn sketches_mut(&mut self) -> impl Iterator<Item = &mut Sketch> {
        let rows = match self {
            Self::Table(table) => [table.rows.as_mut_slice(), &mut table.folded],
            _ => [&mut [][..], &mut []],
        };
        let cells = rows.into_iter().flatten().flatten();
        cells
            .flat_map(|words| &mut words.0)
            .filter_map(|part| match part {
                Part::Sketch(sketch) => Some(sketch),
                _ => None,
            })
    }
}
