//! What people have agreed to, and what still rests on it when they take it back.

use super::super::Tone;
use super::super::counted::Counts;
use super::super::wording::{counted, number};
use super::{Answer, largest, part, present};

/// The product's question: which model versions in production learnt from people who have withdrawn since.
pub(super) fn withdrawn_in_production(counts: Counts<'_>) -> Answer {
    let production = counts.number("production");
    if production == 0.0 {
        return Answer::empty("No model version is in production.");
    }
    let traced = counts.number("traced");
    if traced == 0.0 {
        return Answer::empty(format!(
            "{} in production, and of none is it recorded what it was trained on.",
            counted(production, "model version is", "model versions are")
        ));
    }
    let affected = counts.number("affected");
    let untraced = (production - traced).max(0.0);
    let mut note = vec![format!(
        "Trained on dataset versions that hold people whose consent for a purpose of the dataset is withdrawn: {}, {} active.",
        counted(counts.number("subjects"), "person", "people"),
        counted(counts.number("active"), "deployment", "deployments"),
    )];
    if untraced > 0.0 {
        note.push(format!(
            "{} without recorded training data and left out.",
            counted(untraced, "version is", "versions are")
        ));
    }
    Answer::known(
        affected,
        affected > 0.0,
        note.join(" "),
        present([
            part("On withdrawn consent", affected, Tone::Bad),
            part(
                "Not on withdrawn consent",
                (traced - affected).max(0.0),
                Tone::Good,
            ),
            part("Training data not recorded", untraced, Tone::Warning),
        ]),
    )
}

/// Consents that are given and end within 30 days; those that end within a week ask for attention.
pub(super) fn expiring(counts: Counts<'_>) -> Answer {
    let given = counts.number("given");
    if given + counts.number("expired") == 0.0 {
        return Answer::empty("No consent is recorded that is given and not withdrawn.");
    }
    let (week, later) = (counts.number("week"), counts.number("month"));
    Answer::known(
        week + later,
        week > 0.0,
        format!(
            "Of {} in force, these end within 30 days. {} expired already and no longer in force.",
            counted(given, "consent", "consents"),
            counted(counts.number("expired"), "consent is", "consents are"),
        ),
        present([
            part("Within 7 days", week, Tone::Warning),
            part("In 8 to 30 days", later, Tone::Neutral),
        ]),
    )
}

/// Consents that were withdrawn in the last 30 days, by purpose.
pub(super) fn withdrawn(counts: Counts<'_>) -> Answer {
    let (recent, earlier) = (counts.sum("purpose"), counts.number("earlier"));
    let all = counts.number("all");
    if all == 0.0 {
        return Answer::empty("No consent is recorded.");
    }
    Answer::known(
        recent,
        false,
        format!(
            "Withdrawn, revoked or invalidated in the last 30 days, and not given again since; {} earlier. {} recorded in all.",
            number(earlier, 0),
            counted(all, "consent is", "consents are")
        ),
        largest(counts, "purpose", Tone::Neutral),
    )
}
