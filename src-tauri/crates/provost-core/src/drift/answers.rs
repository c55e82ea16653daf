//! How good a model's answers are, and whether they still mean what they meant.
//!
//! Performance drift: where both are words, truths or numbers with few different values, the share of right answers on both sides
//! by the z-test of proportions; where both are numbers, the distance of the answer from what came true by the test that such a
//! column gets by itself. Concept drift: the chi-square test of [`super::strata`].

use serde::Deserialize;

use super::bins;
use super::column::{Column, ColumnKind, Values, sorted};
use super::comparison::{Asked, ColumnDrift, ColumnLeftOut, column};
use super::method::Method;
use super::records::DriftKind;
use super::strata;

/// Up to so many different values a number is a class, as it is for the choice of a test.
const FEW: usize = 5;

/// The columns that hold a model's answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Answers {
    /// What came true.
    pub target: String,
    /// What the model said.
    pub prediction: String,
}

impl Answers {
    /// What tells performance drift is called so.
    #[must_use]
    pub fn performance(&self) -> String {
        format!("{} by {}", self.target, self.prediction)
    }

    /// What tells concept drift is called so.
    #[must_use]
    pub fn concept(&self) -> String {
        format!("{} given {}", self.target, self.prediction)
    }
}

/// A column on both sides.
#[derive(Clone, Copy)]
pub(super) struct Both<'a> {
    pub(super) reference: &'a Values,
    pub(super) current: &'a Values,
}

impl<'a> Both<'a> {
    fn of(name: &str, reference: &'a [Column], current: &'a [Column]) -> Result<Self, String> {
        let values = |side: &'a [Column], words: &str| {
            let found = side.iter().find(|one| one.name == name);
            found
                .map(|one| &one.values)
                .ok_or_else(|| format!("{name} is not compared in {words}."))
        };
        let both = Self {
            reference: values(reference, "the reference")?,
            current: values(current, "the current source")?,
        };
        if both.reference.kind() != both.current.kind() {
            return Err(format!("{name} is of another kind on either side."));
        }
        if both.kind() == ColumnKind::Embedding {
            return Err(format!("{name} holds vectors, which are no answers."));
        }
        Ok(both)
    }

    const fn kind(self) -> ColumnKind {
        self.reference.kind()
    }

    /// The numbers of both sides, where there are more different ones than classes.
    pub(super) fn numbers(self) -> Option<(&'a [f64], &'a [f64])> {
        let (
            Values::Numeric { values, .. },
            Values::Numeric {
                values: current, ..
            },
        ) = (self.reference, self.current)
        else {
            return None;
        };
        let many = bins::distinct_up_to(FEW + 1, &sorted(values), &sorted(current)) > FEW;
        many.then_some((values, current))
    }
}

/// The class of each row; none where it is missing.
pub(super) fn classes(values: &Values) -> Vec<Option<String>> {
    match values {
        Values::Numeric { values, .. } => values
            .iter()
            // Both zeros are one value.
            .map(|one| one.is_finite().then(|| (one + 0.0).to_string()))
            .collect(),
        Values::Categorical(words) => words
            .iter()
            .map(|word| word.clone().filter(|word| !word.is_empty()))
            .collect(),
        Values::Boolean(truths) => truths
            .iter()
            .map(|truth| truth.map(|truth| truth.to_string()))
            .collect(),
        Values::Embedding(_) => Vec::new(),
    }
}

/// Performance drift and concept drift of a model's answers.
pub(super) fn judged(
    answers: &Answers,
    reference: &[Column],
    current: &[Column],
) -> [Result<ColumnDrift, ColumnLeftOut>; 2] {
    let sides = Both::of(&answers.target, reference, current).and_then(|target| {
        let prediction = Both::of(&answers.prediction, reference, current)?;
        Ok((target, prediction))
    });
    let left = |name: String, reason: String| ColumnLeftOut { name, reason };
    let (performance_name, concept_name) = (answers.performance(), answers.concept());
    match sides {
        Err(reason) => [
            Err(left(performance_name, reason.clone())),
            Err(left(concept_name, reason)),
        ],
        Ok((target, prediction)) => [
            performance(&performance_name, target, prediction),
            strata::concept(&concept_name, target, prediction)
                .map_err(|reason| left(concept_name, reason)),
        ],
    }
}

fn performance(
    name: &str,
    target: Both<'_>,
    prediction: Both<'_>,
) -> Result<ColumnDrift, ColumnLeftOut> {
    let numbers = |both: Both<'_>| both.kind() == ColumnKind::Numeric;
    match (numbers(target), numbers(prediction)) {
        (true, true) if target.numbers().is_some() || prediction.numbers().is_some() => {
            errors(name, target, prediction)
        }
        (true, true) | (false, false) => rights(name, target, prediction),
        _ => Err(ColumnLeftOut {
            name: name.to_owned(),
            reason: format!(
                "What came true is {} and what the model said is {}. Make both the same in a query.",
                target.kind().as_str(),
                prediction.kind().as_str()
            ),
        }),
    }
}

/// Whether each answer is right, on both sides.
fn rights(
    name: &str,
    target: Both<'_>,
    prediction: Both<'_>,
) -> Result<ColumnDrift, ColumnLeftOut> {
    let side = |target: &Values, prediction: &Values| {
        let both = classes(target).into_iter().zip(classes(prediction));
        let words = both
            .map(|(target, said)| {
                let right = target? == said?;
                Some(if right { "right" } else { "wrong" }.to_owned())
            })
            .collect();
        Column {
            name: name.to_owned(),
            values: Values::Categorical(words),
        }
    };
    let asked = Asked {
        method: Some(Method::ZTest),
        ..Asked::default()
    };
    let mut done = column(
        &side(target.reference, prediction.reference),
        &side(target.current, prediction.current),
        &asked,
    )?;
    let share = |counts: &[u32], rows: u32| {
        let keys = done.bins.keys.iter().zip(counts);
        let right = keys
            .filter(|(key, _)| *key == "right")
            .map(|(_, count)| *count);
        right.map(f64::from).sum::<f64>() / f64::from(rows)
    };
    let then = share(&done.bins.reference, done.reference_rows);
    let now = share(&done.bins.current, done.current_rows);
    done.means = Some((then, now));
    done.drift = DriftKind::Performance;
    done.notes.push(format!(
        "The share of right answers (accuracy) is {then:.4} in the reference and {now:.4} in the current source."
    ));
    Ok(done)
}

/// How far each answer is from what came true, on both sides.
fn errors(
    name: &str,
    target: Both<'_>,
    prediction: Both<'_>,
) -> Result<ColumnDrift, ColumnLeftOut> {
    let side = |target: &Values, prediction: &Values| {
        let values = match (target, prediction) {
            (Values::Numeric { values, .. }, Values::Numeric { values: said, .. }) => {
                let both = values.iter().zip(said);
                both.map(|(target, said)| (target - said).abs()).collect()
            }
            _ => Vec::new(),
        };
        Column {
            name: name.to_owned(),
            values: Values::Numeric {
                values,
                integers: false,
            },
        }
    };
    let mut done = column(
        &side(target.reference, prediction.reference),
        &side(target.current, prediction.current),
        &Asked::default(),
    )?;
    done.drift = DriftKind::Performance;
    if let Some((then, now)) = done.means {
        done.notes.push(format!(
            "The mean absolute error is {then:.4} in the reference and {now:.4} in the current source."
        ));
    }
    Ok(done)
}
