//! What a report of an audit says, part by part, in finished words. Both the HTML and the PDF renderer print this and
//! add nothing of their own, so that they say the same.

mod actions;
mod appendix;
mod cover;
mod evidence;
mod findings;
mod method;
mod summary;
pub(crate) mod wording;

use std::cell::Cell;

use provost_plots::{Chart, Plot, PlotTable, Theme};
use serde::Serialize;

use crate::{AuditReport, Error};
pub(crate) use actions::{ActionGroup, FixGroup};
pub(crate) use appendix::{PassedRule, UnansweredGroup};
pub(crate) use cover::{Cover, Named};
pub(crate) use findings::SectionFindings;
pub(crate) use method::{Method, SectionRow};
pub(crate) use summary::Summary;

/// How many findings of one rule are shown at once: what comes after is folded (HTML) or left to the other formats (PDF).
pub(crate) const FINDINGS_AT_ONCE: usize = 50;

/// How much a document can hold.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Whether findings beyond [`FINDINGS_AT_ONCE`] are kept, folded.
    folds: bool,
    /// How many characters one text may have.
    text: usize,
    /// How many rows of findings are left.
    rows: Cell<usize>,
}

impl Limits {
    /// A page of HTML holds everything.
    pub(crate) fn html() -> Self {
        Self {
            folds: true,
            text: usize::MAX,
            rows: Cell::new(usize::MAX),
        }
    }

    /// Typesetting takes 100 KB of memory for a row, so a PDF holds 2,000 rows at most.
    pub(crate) fn pdf() -> Self {
        Self {
            folds: false,
            text: 2_000,
            rows: Cell::new(2_000),
        }
    }

    /// The same with room for at most so many rows; for HTML as much as before.
    pub(crate) fn within(&self, rows: usize) -> Self {
        Self {
            rows: Cell::new(if self.folds { usize::MAX } else { rows }),
            ..self.clone()
        }
    }

    /// Whether what is beyond the first rows is kept, folded.
    pub(crate) fn folds(&self) -> bool {
        self.folds
    }

    /// How many characters one text may have.
    pub(crate) fn text(&self) -> usize {
        self.text
    }

    /// How many characters a piece of SQL may have: what was cut cannot be run, so it has more room.
    pub(crate) fn code(&self) -> usize {
        self.text.saturating_mul(4)
    }

    /// Takes up to so many rows, at most [`FINDINGS_AT_ONCE`].
    pub(crate) fn take(&self, wanted: usize) -> usize {
        self.take_all(wanted.min(FINDINGS_AT_ONCE))
    }

    /// Takes up to so many rows.
    pub(crate) fn take_all(&self, wanted: usize) -> usize {
        let taken = wanted.min(self.rows.get());
        self.rows.set(self.rows.get() - taken);
        taken
    }
}

/// The whole account.
#[derive(Debug, Serialize)]
pub(crate) struct Contents {
    /// The title page.
    pub(crate) cover: Cover,
    /// The first page that a manager reads.
    pub(crate) summary: Summary,
    /// The chart of scores, then that of findings.
    pub(crate) charts: Vec<Picture>,
    /// The table of scores.
    pub(crate) sections: Vec<SectionRow>,
    /// How the judgement was come by.
    pub(crate) method: Method,
    /// What to do, by urgency.
    pub(crate) actions: Vec<ActionGroup>,
    /// The findings, section by section.
    pub(crate) findings: Vec<SectionFindings>,
    /// The rules without a pass or a failure, by answer.
    pub(crate) unanswered: Vec<UnansweredGroup>,
    /// SQL that mends findings, by urgency.
    pub(crate) fixes: Vec<FixGroup>,
    /// The rules that pass.
    pub(crate) passed: Vec<PassedRule>,
}

/// A chart in both themes, with its words.
#[derive(Debug, Serialize)]
pub(crate) struct Picture {
    /// What is plotted.
    pub(crate) title: String,
    /// The same in a sentence.
    pub(crate) description: String,
    /// The picture for paper and light grounds.
    #[serde(skip)]
    pub(crate) light: String,
    /// The picture for dark grounds.
    #[serde(skip)]
    pub(crate) dark: String,
    /// The values behind it; none where a table beside it has them.
    #[serde(skip)]
    pub(crate) table: Option<PlotTable>,
}

impl Picture {
    /// A chart as it was drawn in both themes.
    pub(crate) fn of(light: Chart, dark: Chart) -> Self {
        Self {
            title: light.title,
            description: light.description,
            light: light.svg,
            dark: dark.svg,
            table: None,
        }
    }

    /// A plot with the values behind it.
    pub(crate) fn of_plot(plot: Plot) -> Self {
        Self {
            title: plot.title,
            description: plot.description,
            light: plot.light,
            dark: plot.dark,
            table: Some(plot.table)
                .filter(|table| !table.rows.is_empty())
                .map(seen),
        }
    }
}

/// The values with what is not seen in them shown by its code: names of series stand among them.
fn seen(table: PlotTable) -> PlotTable {
    let cells = |cells: Vec<String>| {
        let cells = cells.iter().map(|cell| wording::name(cell, usize::MAX));
        cells.collect()
    };
    PlotTable {
        headings: cells(table.headings),
        rows: table.rows.into_iter().map(cells).collect(),
        left_out: table.left_out,
    }
}

impl Contents {
    /// Gives an account of an audit within the limits of a document.
    pub(crate) fn of(report: &AuditReport, limits: &Limits) -> Result<Self, Error> {
        let audit = &report.audit;
        Ok(Self {
            cover: Cover::of(report),
            summary: Summary::of(audit, limits),
            charts: pictures(report)?,
            sections: method::section_rows(audit),
            method: Method::of(audit),
            actions: actions::groups(audit),
            findings: findings::by_section(audit, limits),
            unanswered: appendix::unanswered(audit, limits),
            fixes: actions::fixes(audit, limits),
            passed: appendix::passed(audit),
        })
    }
}

fn pictures(report: &AuditReport) -> Result<Vec<Picture>, Error> {
    let audit = &report.audit;
    let sections = |theme| provost_plots::section_scores(&audit.sections, theme);
    let severities = |theme| provost_plots::findings_by_severity(&audit.results, theme);
    Ok(vec![
        Picture::of(sections(Theme::Light)?, sections(Theme::Dark)?),
        Picture::of(severities(Theme::Light)?, severities(Theme::Dark)?),
    ])
}

/// Where in a document a rule is told of.
pub(crate) fn anchor(index: usize) -> String {
    format!("rule-{}", index + 1)
}
