//! Which columns somebody has classified.

use super::super::Tone;
use super::super::counted::Counts;
use super::super::wording::{counted, number};
use super::{Answer, part, present};

/// Columns of the live catalog without a privacy level.
pub(super) fn columns_without_level(counts: Counts<'_>) -> Answer {
    let suggested = counts.number("suggested");
    let without = counts.number("without") + suggested;
    let level = |key: &str| counts.labelled("level", key);
    let with = counts.sum("level");
    let all = with + without;
    if all == 0.0 {
        return Answer::empty("The database has no table outside the governance schema.");
    }
    let mut note = vec![format!(
        "{} % of {} have a level that a person confirmed. Tables of extensions and of the governance schema are left out.",
        number((with / all * 100.0).floor(), 0),
        counted(all, "column", "columns")
    )];
    let stray = counts.number("stray");
    if stray > 0.0 {
        note.push(format!(
            "{} no column of this database.",
            counted(stray, "level names", "levels name")
        ));
    }
    Answer::known(
        without,
        without > 0.0,
        note.join(" "),
        present([
            part("Restricted", level("restricted"), Tone::Good),
            part("Confidential", level("confidential"), Tone::Good),
            part("Internal", level("internal"), Tone::Good),
            part("Public", level("public"), Tone::Good),
            part("Only suggested", suggested, Tone::Warning),
            part("Without a level", without - suggested, Tone::Bad),
        ]),
    )
}
