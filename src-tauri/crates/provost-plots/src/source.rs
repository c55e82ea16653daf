//! What any plot is made of, so that it can be drawn again at another size and of another time.

use chrono::{DateTime, Utc};

use crate::plot::Plot;
use crate::{CostBars, Cumulative, Error, Frame, Histogram, Multiples, TimePlot};

/// A plot before it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// Values over time.
    Time(TimePlot),
    /// Counts in bins, before and after.
    Histogram(Histogram),
    /// Distributions.
    Cumulative(Cumulative),
    /// Costs by period.
    Costs(CostBars),
    /// Small plots side by side.
    Multiples(Multiples),
}

impl Source {
    /// Draws it in both themes.
    pub fn plot(&self, frame: Frame) -> Result<Plot, Error> {
        match self {
            Self::Time(plot) => plot.plot(frame),
            Self::Histogram(plot) => plot.plot(frame),
            Self::Cumulative(plot) => plot.plot(frame),
            Self::Costs(plot) => plot.plot(frame),
            Self::Multiples(plot) => plot.plot(frame),
        }
    }

    /// All its values as CSV.
    #[must_use]
    pub fn csv(&self) -> String {
        match self {
            Self::Time(plot) => plot.csv(),
            Self::Histogram(plot) => plot.csv(),
            Self::Cumulative(plot) => plot.csv(),
            Self::Costs(plot) => plot.csv(),
            Self::Multiples(plot) => plot.csv(),
        }
    }

    /// What is plotted.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Time(plot) => &plot.title,
            Self::Histogram(plot) => &plot.title,
            Self::Cumulative(plot) => &plot.title,
            Self::Costs(plot) => &plot.title,
            Self::Multiples(plot) => &plot.title,
        }
    }

    /// The same of a part of its time; what has no time stays whole.
    #[must_use]
    pub fn within(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        match self {
            Self::Time(plot) => Self::Time(plot.within(from, to)),
            Self::Multiples(plot) => Self::Multiples(Multiples {
                panels: plot
                    .panels
                    .iter()
                    .map(|panel| panel.within(from, to))
                    .collect(),
                ..plot.clone()
            }),
            whole => whole.clone(),
        }
    }
}

impl From<TimePlot> for Source {
    fn from(plot: TimePlot) -> Self {
        Self::Time(plot)
    }
}

impl From<Histogram> for Source {
    fn from(plot: Histogram) -> Self {
        Self::Histogram(plot)
    }
}

impl From<Cumulative> for Source {
    fn from(plot: Cumulative) -> Self {
        Self::Cumulative(plot)
    }
}

impl From<CostBars> for Source {
    fn from(plot: CostBars) -> Self {
        Self::Costs(plot)
    }
}

impl From<Multiples> for Source {
    fn from(plot: Multiples) -> Self {
        Self::Multiples(plot)
    }
}
