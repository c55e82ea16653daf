//! What a report in numbered sections says, in finished words. Both the HTML and the PDF renderer print this and add nothing
//! of their own, so that they say the same.

pub(crate) mod blocks;
mod paper;
pub(crate) mod rows;
pub(crate) mod words;

use askama::Template;
use serde::Serialize;

use crate::Error;
use crate::contents::{Named, Picture};
use blocks::{Block, Width};
use words::{Part, Sketch};

/// The whole account.
#[derive(Debug, Serialize)]
pub(crate) struct Account {
    /// The title page.
    pub(crate) cover: Cover,
    /// The numbers of the summary.
    pub(crate) figures: Vec<Figure>,
    /// What else the summary says.
    pub(crate) summary: Vec<Block>,
    /// The sections.
    pub(crate) sections: Vec<Section>,
    /// What nothing can be said about.
    pub(crate) not_known: Vec<Block>,
    /// The pictures.
    pub(crate) pictures: Vec<Picture>,
}

/// Who and when, and the conclusion in a few words.
#[derive(Debug, Serialize)]
pub(crate) struct Cover {
    /// The title of the document.
    pub(crate) title: String,
    /// What it is, for the properties of the file.
    pub(crate) about: String,
    /// `Production` and so on.
    pub(crate) environment: String,
    /// Whether it is the environment where it counts.
    pub(crate) production: bool,
    /// What made the report.
    pub(crate) product: String,
    /// When the report was made.
    pub(crate) generated_at: String,
    /// The day it was made: year, month, day.
    pub(crate) date: [i32; 3],
    /// What a reader must know before all else; empty when there is nothing of that kind.
    pub(crate) warning: String,
    /// What is said large, such as `4 of 30`.
    pub(crate) large: String,
    /// What that is.
    pub(crate) large_of: String,
    /// Whether it is so short that it can be larger still.
    pub(crate) short: bool,
    /// The judgement in a word or two.
    pub(crate) grade: String,
    /// Its tone.
    pub(crate) tone: &'static str,
    /// The whole in one sentence.
    pub(crate) headline: String,
    /// The facts of the title page.
    pub(crate) facts: Vec<Named>,
    /// What stands at the foot of the title page on paper, beside who made it.
    pub(crate) remark: String,
}

/// A number that a manager asks for first.
#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    /// The number.
    pub(crate) value: String,
    /// What it counts.
    pub(crate) words: String,
    /// What it is made of.
    pub(crate) detail: String,
}

/// One of the sections.
#[derive(Debug, Serialize)]
pub(crate) struct Section {
    /// Its number.
    pub(crate) number: usize,
    /// Its title.
    pub(crate) title: String,
    /// What it says.
    pub(crate) blocks: Vec<Block>,
}

impl Section {
    /// Numbers sections and their headings.
    pub(crate) fn all(sections: impl IntoIterator<Item = (&'static str, Vec<Block>)>) -> Vec<Self> {
        let numbered = (1..).zip(sections);
        numbered
            .map(|(number, (title, blocks))| Self {
                number,
                title: title.to_owned(),
                blocks: headed(number, blocks),
            })
            .collect()
    }
}

/// Gives the headings of a section their numbers.
fn headed(section: usize, mut blocks: Vec<Block>) -> Vec<Block> {
    let headings = blocks.iter_mut().filter_map(|block| match block {
        Block::Heading { number, .. } => Some(number),
        _ => None,
    });
    for (index, own) in (1..).zip(headings) {
        *own = format!("{section}.{index}");
    }
    blocks
}

#[derive(Template)]
#[template(path = "account.html")]
struct Page<'a> {
    document: &'a Account,
    cover: &'a Cover,
    style: &'static str,
}

impl Account {
    /// As one self-contained page: no script, nothing fetched, light and dark, and fit to be printed.
    pub(crate) fn html(&self) -> Result<String, Error> {
        let page = Page {
            document: self,
            cover: &self.cover,
            style: concat!(
                include_str!("../templates/report.css"),
                include_str!("../templates/account.css")
            ),
        };
        Ok(page.render()?)
    }

    /// The same, with a place for each of its sketches.
    pub(crate) fn placed(mut self) -> Self {
        let blocks = self
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.blocks);
        for (at, sketch) in blocks.flat_map(Block::sketches_mut).enumerate() {
            sketch.place = at;
        }
        self
    }

    /// The small pictures in tables of its sections, in the order of their places.
    fn sketches(&self) -> impl Iterator<Item = &Sketch> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.flat_map(Block::sketches)
    }
}
