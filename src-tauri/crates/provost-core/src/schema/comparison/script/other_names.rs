//! Sequences of columns, and values of enums, that are there under another name.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, quote_identifier, quote_literal};

use super::groundwork::standing;
use super::step::{Segment, Step};
use super::{WarningKind, renaming};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// The sequence that feeds a column is the same under another name.
pub(super) fn rename_sequences(
    expected: &Catalog,
    model: &mut Catalog,
    concerned: &BTreeSet<&ObjectId>,
    steps: &mut Vec<Step>,
) {
    for should in &expected.sequences {
        let id = standing(
            Some(&should.name.schema),
            ObjectKind::Sequence,
            &should.name.name,
        );
        if should.owned_by.is_none() || !concerned.contains(&id) {
            continue;
        }
        let before = model.sequences.iter().find(|one| {
            one.owned_by == should.owned_by
                && one.identity == should.identity
                && one.name != should.name
        });
        let Some(from) = before.map(|one| one.name.clone()) else {
            continue;
        };
        let is_expected = expected.sequences.iter().any(|one| one.name == from);
        if is_expected
            || from.schema != should.name.schema
            || renaming::is_taken(model, &from.schema, &should.name.name)
        {
            continue;
        }
        let sql = format!(
            "alter sequence {} rename to {}",
            from.quoted(),
            quote_identifier(&should.name.name)
        );
        steps.push(Step::new(Segment::Groundwork, 0, &id, sql));
        for sequence in model.sequences.iter_mut().filter(|one| one.name == from) {
            sequence.name.clone_from(&should.name);
        }
        let (old, new) = (from.quoted(), should.name.quoted());
        renaming::each_text(model, &mut |text| {
            *text = text.replace(&format!("'{old}'::regclass"), &format!("'{new}'::regclass"));
        });
    }
}

/// A value of an enum that stands where another is expected is that one under another name.
pub(super) fn rename_values(
    expected: &Catalog,
    model: &mut Catalog,
    concerned: &BTreeSet<&ObjectId>,
    steps: &mut Vec<Step>,
) {
    for should in &expected.enums {
        let id = standing(
            Some(&should.name.schema),
            ObjectKind::Enum,
            &should.name.name,
        );
        let found = model.enums.iter_mut().find(|one| one.name == should.name);
        let Some(is) = found.filter(|_| concerned.contains(&id)) else {
            continue;
        };
        let pairs = renamed_values(&is.values, &should.values);
        for value in &mut is.values {
            if let Some((_, new)) = pairs.iter().find(|(old, _)| old == value) {
                value.clone_from(new);
            }
        }
        for (old, new) in pairs {
            let (old, new) = (quote_literal(&old), quote_literal(&new));
            let name = should.name.quoted();
            let sql = format!("alter type {name} rename value {old} to {new}");
            steps.push(Step::new(Segment::Groundwork, 0, &id, sql).warn(
                WarningKind::LosesData,
                format!("Rows that hold {old} hold {new} afterwards."),
                None,
            ));
            renaming::each_text(model, &mut |text| {
                *text = text.replace(&format!("{old}::{name}"), &format!("{new}::{name}"));
            });
        }
    }
}

/// Between values that both sides have, as many that only one side has as that only the other has are the same.
fn renamed_values(is: &[String], should: &[String]) -> Vec<(String, String)> {
    let runs = |values: &[String], other: &[String]| -> Vec<Vec<String>> {
        let of_one_side = values.split(|value| other.contains(value));
        of_one_side.map(<[String]>::to_vec).collect()
    };
    let common = |one: &[String], two: &[String]| -> Vec<String> {
        one.iter()
            .filter(|value| two.contains(value))
            .cloned()
            .collect()
    };
    if common(is, should) != common(should, is) {
        return Vec::new();
    }
    let both = runs(is, should).into_iter().zip(runs(should, is));
    both.filter(|(old, new)| old.len() == new.len())
        .flat_map(|(old, new)| old.into_iter().zip(new))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::renamed_values;

    fn pairs(is: &[&str], should: &[&str]) -> Vec<(String, String)> {
        let owned =
            |values: &[&str]| -> Vec<String> { values.iter().map(ToString::to_string).collect() };
        renamed_values(&owned(is), &owned(should))
    }

    #[test]
    fn a_value_between_the_same_values_is_known_again() {
        let renamed = vec![("opened".to_owned(), "open".to_owned())];
        assert_eq!(
            pairs(
                &["new", "opened", "closed", "paused"],
                &["new", "open", "closed"]
            ),
            renamed
        );
        assert_eq!(pairs(&["a", "b"], &["a", "x", "b"]), []);
        assert_eq!(pairs(&["a", "b"], &["b", "a"]), []);
    }
}
