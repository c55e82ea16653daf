//! What the statements count: numbers, each with what kind of number it is and what it is called.

/// One counted number.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// What kind of number it is: `part`, `model`, `total` and so on, as the statement of the figure says.
    pub kind: String,
    /// What is counted; empty where the kind says all.
    pub label: String,
    /// How much of it.
    pub value: f64,
}

impl Counted {
    /// A number.
    #[must_use]
    pub fn new(kind: &str, label: &str, value: f64) -> Self {
        Self {
            kind: kind.to_owned(),
            label: label.to_owned(),
            value,
        }
    }
}

/// All numbers of one figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts<'a>(pub(super) &'a [Counted]);

impl<'a> Counts<'a> {
    /// The numbers of one kind, in the order of the statement.
    pub(super) fn of(self, kind: &'a str) -> impl Iterator<Item = &'a Counted> {
        self.0.iter().filter(move |counted| counted.kind == kind)
    }

    /// The number of a kind of which there is one; none when the statement gave none.
    pub(super) fn one(self, kind: &str) -> Option<f64> {
        self.0
            .iter()
            .find(|counted| counted.kind == kind)
            .map(|counted| counted.value)
    }

    /// The same, where none is nothing.
    pub(super) fn number(self, kind: &str) -> f64 {
        self.one(kind).unwrap_or(0.0)
    }

    /// The number of a kind with a label, where none is nothing.
    pub(super) fn labelled(self, kind: &str, label: &str) -> f64 {
        self.0
            .iter()
            .filter(|counted| counted.kind == kind && counted.label == label)
            .map(|counted| counted.value)
            .sum()
    }

    /// All numbers of a kind together.
    pub(super) fn sum(self, kind: &str) -> f64 {
        self.0
            .iter()
            .filter(|counted| counted.kind == kind)
            .map(|counted| counted.value)
            .sum()
    }
}
