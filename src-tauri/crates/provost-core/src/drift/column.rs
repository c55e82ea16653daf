//! The values of one column.

use serde::{Deserialize, Serialize};

/// A column of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its values, a row each.
    pub values: Values,
}

/// Values by kind. What is missing is told apart from what is there in each kind's own way.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Numbers; NaN is missing. Infinite ones are left out as Evidently leaves them out.
    Numeric {
        /// The numbers.
        values: Vec<f64>,
        /// Whether the source keeps whole numbers only and none is missing: then bins are at least one wide.
        integers: bool,
    },
    /// Words; none is missing. The empty word is missing too.
    Categorical(Vec<Option<String>>),
    /// Yes and no.
    Boolean(Vec<Option<bool>>),
    /// Vectors of one length; an empty one is missing.
    Embedding(Vec<Vec<f32>>),
}

/// The kinds of columns, which decide the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// Numbers.
    Numeric,
    /// Words.
    Categorical,
    /// Yes and no.
    Boolean,
    /// Vectors.
    Embedding,
}

impl ColumnKind {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Numeric => "numeric",
            Self::Categorical => "categorical",
            Self::Boolean => "boolean",
            Self::Embedding => "embedding",
        }
    }
}

impl Values {
    /// Which kind.
    #[must_use]
    pub const fn kind(&self) -> ColumnKind {
        match self {
            Self::Numeric { .. } => ColumnKind::Numeric,
            Self::Categorical(_) => ColumnKind::Categorical,
            Self::Boolean(_) => ColumnKind::Boolean,
            Self::Embedding(_) => ColumnKind::Embedding,
        }
    }

    /// How many rows, missing ones included.
    #[must_use]
    pub const fn rows(&self) -> usize {
        match self {
            Self::Numeric { values, .. } => values.len(),
            Self::Categorical(values) => values.len(),
            Self::Boolean(values) => values.len(),
            Self::Embedding(values) => values.len(),
        }
    }
}

/// The finite numbers in order.
pub(super) fn sorted(values: &[f64]) -> Vec<f64> {
    let mut kept: Vec<f64> = values
        .iter()
        .copied()
        .filter(|value| value.is_finite())
        // Both zeros are one value.
        .map(|value| if value == 0.0 { 0.0 } else { value })
        .collect();
    kept.sort_unstable_by(f64::total_cmp);
    kept
}

/// The words that are there.
pub(super) fn words(values: &Values) -> Vec<&str> {
    match values {
        Values::Categorical(values) => values
            .iter()
            .flatten()
            .map(String::as_str)
            .filter(|word| !word.is_empty())
            .collect(),
        Values::Boolean(values) => values
            .iter()
            .flatten()
            .map(|yes| if *yes { "true" } else { "false" })
            .collect(),
        Values::Numeric { .. } | Values::Embedding(_) => Vec::new(),
    }
}
