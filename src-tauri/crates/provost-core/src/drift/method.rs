//! The tests, and which one a column gets.

use serde::{Deserialize, Serialize};

use super::column::ColumnKind;

/// A test of two samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Kolmogorov–Smirnov, two-sided; a p-value, exact up to 10,000 rows a side (scipy `ks_2samp`).
    KolmogorovSmirnov,
    /// Wasserstein-1 over the reference's standard deviation (ddof 0, at least 0.001).
    Wasserstein,
    /// Jensen–Shannon distance: the root, natural logarithm (scipy `jensenshannon`).
    JensenShannon,
    /// Population stability index over Evidently's bins: equal widths over both sides, or the distinct values.
    Psi,
    /// Population stability index over ten quantiles of the reference, as credit risk has it: duplicate edges merged, outer bins
    /// open, empty shares 0.0001. Other values than [`Method::Psi`]; 0.1 and 0.25 are its usual bounds.
    PsiQuantile,
    /// Chi-square of the current counts against the reference's shares, taken as exact; a p-value.
    ChiSquare,
    /// Z-test of two proportions, pooled; a p-value.
    ZTest,
    /// Hellinger distance; numbers over Sturges bins of the distinct values.
    Hellinger,
    /// Cosine distance between the mean vectors. Evidently takes the Euclidean one; the cosine does not grow with the length of
    /// the vectors.
    MeanShift,
    /// How well a logistic regression tells the two samples apart: the area under the ROC curve over five folds. Evidently trains
    /// once by stochastic gradient, so its values wander; ours are the same for the same rows.
    DomainClassifier,
}

/// What a score is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// A probability: small ones speak for drift.
    PValue,
    /// A distance: large ones speak for drift.
    Distance,
}

impl Method {
    /// All.
    pub const ALL: [Self; 10] = [
        Self::KolmogorovSmirnov,
        Self::Wasserstein,
        Self::JensenShannon,
        Self::Psi,
        Self::PsiQuantile,
        Self::ChiSquare,
        Self::ZTest,
        Self::Hellinger,
        Self::MeanShift,
        Self::DomainClassifier,
    ];

    /// Its name, as commands take it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KolmogorovSmirnov => "kolmogorov-smirnov",
            Self::Wasserstein => "wasserstein",
            Self::JensenShannon => "jensen-shannon",
            Self::Psi => "psi",
            Self::PsiQuantile => "psi-quantile",
            Self::ChiSquare => "chi-square",
            Self::ZTest => "z-test",
            Self::Hellinger => "hellinger",
            Self::MeanShift => "mean-shift",
            Self::DomainClassifier => "domain-classifier",
        }
    }

    /// Its name as people write it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::KolmogorovSmirnov => "Kolmogorov–Smirnov",
            Self::Wasserstein => "Wasserstein (normed)",
            Self::JensenShannon => "Jensen–Shannon",
            Self::Psi => "PSI",
            Self::PsiQuantile => "PSI (reference quantiles)",
            Self::ChiSquare => "Chi-square",
            Self::ZTest => "Z-test of proportions",
            Self::Hellinger => "Hellinger",
            Self::MeanShift => "Mean shift (cosine)",
            Self::DomainClassifier => "Domain classifier (ROC AUC)",
        }
    }

    /// What its score is.
    #[must_use]
    pub const fn measure(self) -> Measure {
        match self {
            Self::KolmogorovSmirnov | Self::ChiSquare | Self::ZTest => Measure::PValue,
            _ => Measure::Distance,
        }
    }

    /// Where drift begins unless somebody says otherwise (Evidently's values; 0.1 for PSI by quantiles is credit risk's).
    #[must_use]
    pub const fn threshold(self) -> f64 {
        match self {
            Self::KolmogorovSmirnov | Self::ChiSquare | Self::ZTest => 0.05,
            Self::MeanShift => 0.2,
            Self::DomainClassifier => 0.55,
            _ => 0.1,
        }
    }

    /// Whether a score means drift. Kolmogorov–Smirnov counts the threshold itself, the other p-values do not (as Evidently).
    #[must_use]
    pub fn drifted(self, score: f64, threshold: f64) -> bool {
        match self {
            Self::KolmogorovSmirnov => score <= threshold,
            Self::ChiSquare | Self::ZTest => score < threshold,
            _ => score >= threshold,
        }
    }

    /// Whether it can be asked of a column of this kind with so many distinct values on both sides together.
    #[must_use]
    pub const fn fits(self, kind: ColumnKind, distinct: usize) -> bool {
        match self {
            Self::KolmogorovSmirnov | Self::Wasserstein | Self::PsiQuantile => {
                matches!(kind, ColumnKind::Numeric)
            }
            Self::MeanShift | Self::DomainClassifier => matches!(kind, ColumnKind::Embedding),
            Self::ZTest => !matches!(kind, ColumnKind::Embedding) && distinct <= 2,
            Self::JensenShannon | Self::Psi | Self::ChiSquare | Self::Hellinger => {
                !matches!(kind, ColumnKind::Embedding)
            }
        }
    }

    /// The test that a column gets unless somebody chooses (Evidently's rule): by kind, by the rows of the reference that are
    /// there, and by the distinct values of both sides.
    #[must_use]
    pub const fn default_for(kind: ColumnKind, reference_rows: usize, distinct: usize) -> Self {
        let small = reference_rows <= 1000;
        match (kind, small) {
            (ColumnKind::Embedding, _) => Self::DomainClassifier,
            (ColumnKind::Numeric, true) if distinct > 5 => Self::KolmogorovSmirnov,
            (ColumnKind::Numeric, false) if distinct > 5 => Self::Wasserstein,
            (_, true) if distinct > 2 => Self::ChiSquare,
            (_, true) => Self::ZTest,
            (_, false) => Self::JensenShannon,
        }
    }
}
