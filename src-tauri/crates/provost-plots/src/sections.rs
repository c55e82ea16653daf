//! The score of each section of an audit.

use provost_core::audit::{Score, SectionScore};

use crate::bars::{Bar, Bars};
use crate::{Chart, Error, Theme, palette};

/// Draws the percentage of each section with its points; a section where no rule could be answered says so in words
/// and has no bar.
pub fn section_scores(sections: &[SectionScore], theme: Theme) -> Result<Chart, Error> {
    let scored = sections
        .iter()
        .filter(|section| section.score.percent.is_some())
        .count();
    Bars {
        title: "Score of each section".to_owned(),
        description: description(sections, scored),
        rows: sections
            .iter()
            .map(|section| Bar {
                label: section.title.clone(),
                length: section.score.percent.map(f64::from),
                value: percentage(&section.score),
                note: points(&section.score),
                color: palette::series(theme),
            })
            .collect(),
        ticks: [0_u8, 25, 50, 75, 100]
            .into_iter()
            .map(|at| (f64::from(at), format!("{at} %")))
            .collect(),
        whole: true,
    }
    .draw(theme)
}

fn percentage(score: &Score) -> String {
    match score.percent {
        Some(percent) => format!("{percent} %"),
        None => "not scored".to_owned(),
    }
}

fn points(score: &Score) -> String {
    match score.percent {
        Some(_) => format!("{} of {} points", score.earned, score.possible),
        None => String::new(),
    }
}

fn description(sections: &[SectionScore], scored: usize) -> String {
    let values = sections
        .iter()
        .map(|section| match section.score.percent {
            Some(_) => format!(
                "{} {} ({})",
                section.title,
                percentage(&section.score),
                points(&section.score)
            ),
            None => format!("{} not scored", section.title),
        })
        .collect::<Vec<_>>()
        .join(", ");
    let count = sections.len();
    format!(
        "Horizontal bars from 0 to 100 percent; {scored} of {count} sections have a score. {values}."
    )
}
