//! What of a comparison may be kept for good: how often values are there, never values that tell of single people.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::bins::Bins;
use super::column::ColumnKind;
use super::comparison::DriftReport;

/// How many values of a column of words are kept by name.
const MOST_NAMED: usize = 50;

/// A value that fewer rows have is not kept by name: it may tell of whom it is. Five is the smallest group that the guidance
/// on disclosure control of the European Medicines Agency and most statistical offices let through (three to ten).
const FEWEST_ROWS: u32 = 5;

/// What the other values are called together.
const OTHERS: &str = "(other values)";

impl DriftReport {
    /// The same without the values of words that few rows have, and with at most fifty by name: their counts are put together.
    /// Scores stay what they were. What is kept for good must not hold addresses and names of people.
    #[must_use]
    pub fn without_rare_values(mut self) -> Self {
        for column in &mut self.columns {
            if column.kind == ColumnKind::Categorical && gather(&mut column.bins) {
                column.notes.push(format!(
                    "Values that fewer than {FEWEST_ROWS} rows have, and those beyond the {MOST_NAMED} most frequent, are kept together as {OTHERS}."
                ));
            }
        }
        self
    }
}

/// Puts the counts of rare values together; whether there were any.
fn gather(bins: &mut Bins) -> bool {
    let rows = |at: usize| {
        let of = |side: &[u32]| side.get(at).copied().unwrap_or_default();
        of(&bins.reference).saturating_add(of(&bins.current))
    };
    let mut named: Vec<usize> = (0..bins.keys.len())
        .filter(|at| rows(*at) >= FEWEST_ROWS)
        .collect();
    named.sort_by_key(|at| (Reverse(rows(*at)), *at));
    named.truncate(MOST_NAMED);
    if named.len() == bins.keys.len() {
        return false;
    }
    let named: BTreeSet<usize> = named.into_iter().collect();
    let mut gathered = Bins {
        kind: bins.kind,
        edges: Vec::new(),
        keys: Vec::new(),
        reference: Vec::new(),
        current: Vec::new(),
    };
    let mut others = (0_u32, 0_u32);
    let counts = bins.reference.iter().zip(&bins.current);
    for (at, (key, (reference, current))) in bins.keys.iter().zip(counts).enumerate() {
        if named.contains(&at) {
            gathered.keys.push(key.clone());
            gathered.reference.push(*reference);
            gathered.current.push(*current);
        } else {
            others.0 = others.0.saturating_add(*reference);
            others.1 = others.1.saturating_add(*current);
        }
    }
    gathered.keys.push(OTHERS.to_owned());
    gathered.reference.push(others.0);
    gathered.current.push(others.1);
    *bins = gathered;
    true
}

#[cfg(test)]
mod tests {
    use super::super::{Asked, Column, Values, compare};
    use super::*;

    fn column(words: &[String]) -> Column {
        Column {
            name: "email".to_owned(),
            values: Values::Categorical(words.iter().cloned().map(Some).collect()),
        }
    }

    #[test]
    fn what_few_rows_have_is_kept_without_its_name() {
        let people: Vec<String> = (0..200).map(|at| format!("{at}@example.org")).collect();
        let mut reference = people.clone();
        reference.extend((0..300).map(|at| format!("kind {}", at % 60)));
        let current = reference.clone();
        let report = compare(
            &[column(&reference)],
            &[column(&current)],
            &Asked::default(),
        );
        let before = report.columns[0].clone();
        let kept = report.without_rare_values();
        let bins = &kept.columns[0].bins;
        assert_eq!(bins.keys.len(), MOST_NAMED + 1);
        assert!(
            !serde_json::to_string(&kept)
                .unwrap()
                .contains("example.org")
        );
        let all = |counts: &[u32]| counts.iter().sum::<u32>();
        assert_eq!(all(&bins.reference), all(&before.bins.reference));
        assert_eq!(all(&bins.current), all(&before.bins.current));
        assert_eq!(kept.columns[0].score.to_bits(), before.score.to_bits());
        assert_eq!(kept.columns[0].notes.len(), before.notes.len() + 1);
    }

    #[test]
    fn what_many_rows_have_stays_as_it_is() {
        let words: Vec<String> = (0..30).map(|at| format!("kind {}", at % 3)).collect();
        let report = compare(&[column(&words)], &[column(&words)], &Asked::default());
        assert_eq!(report.clone().without_rare_values(), report);
    }
}
