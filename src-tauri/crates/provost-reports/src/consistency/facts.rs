//! Facts with their judgement.

use provost_core::catalog::Visible;
use provost_core::schema::consistency::{Fact, Standing, Tally};

use super::blocks::{Block, FactRow};
use super::words::{Mark, full_stop};
use crate::contents::wording::{number, prose};

/// Facts below each other; a sentence when there are none.
pub(super) fn facts(caption: &str, facts: &[Fact], none: &str) -> Block {
    if facts.is_empty() {
        return Block::text(none);
    }
    Block::Facts {
        caption: caption.to_owned(),
        rows: facts.iter().map(row).collect(),
    }
}

fn row(fact: &Fact) -> FactRow {
    let (value, mark) = match &fact.value {
        Visible::Seen(value) => (prose(value, usize::MAX), mark(fact.standing)),
        Visible::Hidden(reason) => (
            full_stop(&format!("Not known: {reason}")),
            Some(Mark::new("not known", "info")),
        ),
    };
    FactRow {
        name: prose(&fact.label, usize::MAX),
        value,
        mark,
        note: fact.note.as_deref().map(full_stop),
    }
}

fn mark(standing: Standing) -> Option<Mark> {
    match standing {
        Standing::Good => Some(Mark::new("good", "pass")),
        Standing::Attention => Some(Mark::new("attention", "medium")),
        Standing::Bad => Some(Mark::new("bad", "high")),
        Standing::Neutral => None,
    }
}

/// A number of rows and how it is known.
pub(super) fn tally(tally: Tally) -> String {
    match tally {
        Tally::Counted(rows) => whole(rows),
        Tally::Estimated(rows) => format!("about\u{202f}{}", whole(rows)),
        Tally::Unknown => "not known".to_owned(),
    }
}

/// A number with thin spaces between its thousands.
pub(super) fn whole(value: i64) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let size = usize::try_from(value.unsigned_abs()).unwrap_or(usize::MAX);
    format!("{sign}{}", number(size))
}

/// A share as a percentage to one decimal, never rounded up to the whole.
pub(super) fn percentage(share: f64) -> String {
    let tenths = (share * 1_000.0).floor() / 10.0;
    format!("{tenths:.1} %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_shares_read_well() {
        assert_eq!(percentage(0.999_99), "99.9 %");
        assert_eq!(percentage(1.0), "100.0 %");
        assert_eq!(
            tally(Tally::Estimated(12_345)),
            "about\u{202f}12\u{202f}345"
        );
        assert_eq!(
            whole(i64::MIN),
            "−9\u{202f}223\u{202f}372\u{202f}036\u{202f}854\u{202f}775\u{202f}808"
        );
    }
}
