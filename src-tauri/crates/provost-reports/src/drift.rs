//! The report of a comparison of two sources as one self-contained page: what drifted, by which test, with both histograms.

mod columns;
#[cfg(test)]
mod tests;

use askama::Template;
use chrono::{DateTime, Utc};
use provost_core::drift::{ColumnLeftOut, DRIFTED_SHARE, DriftReport, SourceRead};
use provost_core::overview::number;

use crate::Error;
use columns::{Part, parts};

/// Columns beyond these are in the table only: a page with thousands of pictures opens in no browser.
const MOST_PICTURES: usize = 200;

/// A comparison with what its report says beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct DriftPaper {
    /// What was compared, and how it differs.
    pub report: DriftReport,
    /// The version of a model that it is about, when it is about one.
    pub model: Option<String>,
    /// When it was made.
    pub generated_at: DateTime<Utc>,
    /// The product with its version.
    pub product: String,
}

#[derive(Template)]
#[template(path = "drift.html")]
struct Page<'a> {
    cover: Cover<'a>,
    parts: Vec<Part<'a>>,
    /// How many of the parts have a picture.
    pictured: usize,
    not_compared: &'a [ColumnLeftOut],
    sampling: Vec<String>,
    share: String,
    style: &'static str,
}

struct Cover<'a> {
    product: &'a str,
    title: String,
    drifted: usize,
    compared: usize,
    /// Whether the whole drifted, as a class and in words.
    tone: &'static str,
    verdict: &'static str,
    headline: String,
    facts: Vec<(&'static str, String)>,
    generated_at: String,
}

/// The report as HTML. The same value gives the same bytes.
pub fn drift_html(paper: &DriftPaper) -> Result<String, Error> {
    let parts = parts(&paper.report, MOST_PICTURES)?;
    let page = Page {
        cover: cover(paper),
        pictured: parts.iter().filter(|part| part.picture.is_some()).count(),
        parts,
        not_compared: &paper.report.not_compared,
        sampling: sampling(&paper.report),
        share: number(DRIFTED_SHARE * 100.0, 0),
        style: include_str!("../templates/report.css"),
    };
    Ok(page.render()?)
}

fn cover(paper: &DriftPaper) -> Cover<'_> {
    let report = &paper.report;
    let drifted = report.columns.iter().filter(|one| one.drifted).count();
    let compared = report.columns.len();
    let (tone, verdict) = match (compared, report.drifted, drifted) {
        (0, ..) => ("info", "Nothing could be compared"),
        (_, true, _) => ("critical", "The data as a whole has drifted"),
        (_, false, 0) => ("pass", "No column has drifted"),
        (_, false, _) => ("medium", "Some columns have drifted"),
    };
    let mut facts = Vec::new();
    if let Some(model) = &paper.model {
        facts.push(("Model", model.clone()));
    }
    if let Some(sources) = &report.sources {
        facts.push(("Reference", sources.reference.name.clone()));
        facts.push(("Rows of the reference", rows(&sources.reference)));
        facts.push(("Current", sources.current.name.clone()));
        facts.push(("Current rows", rows(&sources.current)));
    }
    let generated_at = paper.generated_at.format("%Y-%m-%d %H:%M UTC").to_string();
    facts.push(("Made", generated_at.clone()));
    Cover {
        product: &paper.product,
        title: paper
            .model
            .as_ref()
            .map_or_else(|| "Drift".to_owned(), |model| format!("Drift of {model}")),
        drifted,
        compared,
        tone,
        verdict,
        headline: format!(
            "{drifted} of {compared} compared columns drifted, {} are not compared.",
            report.not_compared.len()
        ),
        facts,
        generated_at,
    }
}

fn rows(source: &SourceRead) -> String {
    let all = number(f64::from(source.rows), 0);
    match &source.sample {
        Some(sample) => format!(
            "{all}, of which a sample of {}",
            number(f64::from(sample.rows), 0)
        ),
        None => format!("{all}, all compared"),
    }
}

/// How the rows were taken that were compared, a sentence for each side.
fn sampling(report: &DriftReport) -> Vec<String> {
    let Some(sources) = &report.sources else {
        return vec!["The values were given in memory; all were compared.".to_owned()];
    };
    let told = |side: &str, source: &SourceRead| match &source.sample {
        Some(sample) => format!(
            "{side}: {} of {} rows were taken by {} sampling, in which every row has the same chance, with the seed {}. \
             The same rows in the same order give the same sample again.",
            number(f64::from(sample.rows), 0),
            number(f64::from(source.rows), 0),
            sample.method,
            sample.seed
        ),
        None => format!(
            "{side}: all {} rows were compared.",
            number(f64::from(source.rows), 0)
        ),
    };
    vec![
        told("Reference", &sources.reference),
        told("Current", &sources.current),
    ]
}
