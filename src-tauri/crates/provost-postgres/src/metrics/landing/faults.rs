//! Why rows were refused by what a database holds, in words.

use provost_core::catalog::visible;
use provost_core::metrics::{RowError, RowFault};

/// The most characters of a name that are repeated.
const MOST_SHOWN: usize = 80;

/// The column that is at fault, the kind of fault and the reason.
type Told = (&'static str, RowFault, String);

/// A refused row: its line, the word of the statement that refused it, and what that told of it.
pub(super) fn told(line: u32, fault: &str, told: &str) -> RowError {
    let (name, count) = told.split_once('\n').unwrap_or((told, ""));
    let cut: String = name.chars().take(MOST_SHOWN).collect();
    let name = visible(&cut, &[]);
    let (column, kind, reason) =
        of_names(fault, &name, count).unwrap_or_else(|| of_values(fault, &name));
    RowError {
        line,
        column: (!column.is_empty()).then(|| column.to_owned()),
        kind,
        reason,
    }
}

/// What is wrong with the names of a row.
fn of_names(fault: &str, name: &str, count: &str) -> Option<Told> {
    Some(match fault {
        "unknown-model" => (
            "model",
            RowFault::UnknownName,
            format!("There is no model \"{name}\"."),
        ),
        "ambiguous-model" => (
            "version",
            RowFault::AmbiguousName,
            format!("{count} versions are meant by \"{name}\". Name the version."),
        ),
        "unknown-agent" => (
            "agent",
            RowFault::UnknownName,
            format!("There is no agent \"{name}\"."),
        ),
        "ambiguous-agent" => (
            "agent",
            RowFault::AmbiguousName,
            format!("{count} agents are named \"{name}\". Give the id of one."),
        ),
        "unknown-deployment" => (
            "deployment",
            RowFault::UnknownName,
            format!("There is no deployment with the id \"{name}\"."),
        ),
        "other-model" => (
            "deployment",
            RowFault::Conflict,
            format!("The deployment is not one of the model \"{name}\"."),
        ),
        "other-agent" => (
            "deployment",
            RowFault::Conflict,
            format!("The deployment is not one for the agent \"{name}\"."),
        ),
        _ => return None,
    })
}

/// What another row says already.
fn of_values(fault: &str, other: &str) -> Told {
    match fault {
        "duplicate-line" => (
            "",
            RowFault::Duplicate,
            format!("Line {other} says the same."),
        ),
        "conflict-line" => (
            "value",
            RowFault::Conflict,
            format!("Line {other} gives another value for the same moment."),
        ),
        "duplicate-table" => (
            "",
            RowFault::Duplicate,
            "The table has this value already.".to_owned(),
        ),
        _ => (
            "value",
            RowFault::Conflict,
            format!("The table has another value for the same moment: {other}."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_the_statements_has_its_own_words() {
        let statements = [
            include_str!("resolve.sql"),
            include_str!("refuse_doubles.sql"),
            include_str!("refuse_known.sql"),
        ];
        let mut words = std::collections::BTreeSet::new();
        for text in statements {
            for (_, rest) in text
                .match_indices("then '")
                .map(|(at, _)| text.split_at(at))
            {
                words.insert(rest.split('\'').nth(1).unwrap());
            }
            for (_, rest) in text
                .match_indices("else '")
                .map(|(at, _)| text.split_at(at))
            {
                words.insert(rest.split('\'').nth(1).unwrap());
            }
        }
        assert_eq!(words.len(), 11, "{words:?}");
        let reasons: std::collections::BTreeSet<String> = words
            .iter()
            .map(|word| told(3, word, "x\n2").reason)
            .collect();
        assert_eq!(reasons.len(), 11);
        let fallback = told(3, "conflict-table", "x").reason;
        let falling = words
            .iter()
            .filter(|word| told(3, word, "x").reason == fallback);
        assert_eq!(
            falling.count(),
            1,
            "only the word of the last case falls through"
        );
    }
}
