//! The text exposition of OpenMetrics 1.0 (the specification of the OpenMetrics project, section "Text Format").
//!
//! A sample is a value only where it was measured at one moment: gauges and what is unknown, and the totals, counts and sums
//! that count on. Buckets, quantiles, moments of creation, states and infos are left out and counted: a quantile taken
//! together with others over an hour would be a mean of percentiles.

mod sample;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use super::draft::{Draft, Field};
use super::{Sink, moment, not_text};
use crate::metrics::row_error::quoted;
use crate::metrics::{MetricPoint, RowError, RowFault};
use sample::Sample;

/// The most families of a file whose type and unit are kept.
const MOST_FAMILIES: usize = 100_000;

/// A file as far as it is read.
#[derive(Debug)]
pub(super) struct OpenMetrics {
    taken_at: Option<DateTime<Utc>>,
    families: HashMap<String, Family>,
    left_out: BTreeMap<&'static str, u32>,
    ended: bool,
}

#[derive(Debug, Default)]
struct Family {
    kind: Option<Kind>,
    unit: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gauge,
    Counter,
    Histogram,
    GaugeHistogram,
    Summary,
    StateSet,
    Info,
    Unknown,
}

impl Kind {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "gauge" => Self::Gauge,
            "counter" => Self::Counter,
            "histogram" => Self::Histogram,
            "gaugehistogram" => Self::GaugeHistogram,
            "summary" => Self::Summary,
            "stateset" => Self::StateSet,
            "info" => Self::Info,
            "unknown" | "untyped" => Self::Unknown,
            _ => return None,
        })
    }
}

/// The endings that samples have beyond the name of their family, with what they are when they are no values.
const ENDINGS: [(&str, &str); 8] = [
    ("_total", ""),
    ("_count", ""),
    ("_sum", ""),
    ("_gcount", ""),
    ("_gsum", ""),
    ("_bucket", "buckets"),
    ("_created", "moments of creation"),
    ("_info", "infos"),
];

impl OpenMetrics {
    pub(super) fn new(taken_at: Option<DateTime<Utc>>) -> Self {
        Self {
            taken_at,
            families: HashMap::new(),
            left_out: BTreeMap::new(),
            ended: false,
        }
    }

    pub(super) const fn left_out(&self) -> &BTreeMap<&'static str, u32> {
        &self.left_out
    }

    pub(super) fn line(&mut self, line: u32, text: Result<&str, RowFault>, sink: Sink<'_>) {
        let Ok(text) = text else {
            sink(Err(not_text(line)));
            return;
        };
        if text.trim().is_empty() {
            return;
        }
        if self.ended {
            let reason = "It stands behind # EOF, where an exposition ends.";
            sink(Err(RowError::row(line, RowFault::Malformed, reason)));
            return;
        }
        if let Some(comment) = text.strip_prefix('#') {
            if let Err(error) = self.comment(line, comment) {
                sink(Err(error));
            }
            return;
        }
        match self.point(line, text) {
            Ok(Some(point)) => sink(Ok(point)),
            Ok(None) => {}
            Err(error) => sink(Err(error)),
        }
    }

    pub(super) fn end(&self, line: u32, sink: Sink<'_>) {
        if !self.ended {
            let reason = "The file does not end with # EOF: it may have been cut off.";
            sink(Err(RowError::row(line, RowFault::Unfinished, reason)));
        }
    }

    fn comment(&mut self, line: u32, comment: &str) -> Result<(), RowError> {
        let mut words = comment.trim_start().splitn(3, ' ');
        let (word, name) = (words.next(), words.next().unwrap_or_default());
        let rest = words.next().unwrap_or_default().trim();
        match word {
            Some("EOF") => self.ended = true,
            Some("TYPE") => {
                let kind = Kind::of(rest).ok_or_else(|| {
                    let reason = format!("OpenMetrics knows no type {}.", quoted(rest));
                    RowError::row(line, RowFault::Malformed, reason)
                })?;
                self.family(line, name)?.kind = Some(kind);
            }
            Some("UNIT") if !rest.is_empty() => {
                self.family(line, name)?.unit = Some(rest.chars().take(200).collect());
            }
            // Help, and what older expositions write for people.
            _ => {}
        }
        Ok(())
    }

    fn family(&mut self, line: u32, name: &str) -> Result<&mut Family, RowError> {
        if self.families.len() >= MOST_FAMILIES && !self.families.contains_key(name) {
            let reason = "There are more than 100000 families of metrics.";
            return Err(RowError::row(line, RowFault::Malformed, reason));
        }
        Ok(self.families.entry(name.to_owned()).or_default())
    }

    fn point(&mut self, line: u32, text: &str) -> Result<Option<MetricPoint>, RowError> {
        let sample = Sample::parse(line, text)?;
        let (family, ending) = self.family_of(&sample.name);
        let kind = family
            .and_then(|family| family.kind)
            .unwrap_or(Kind::Unknown);
        let unit = family.and_then(|family| family.unit.clone());
        if let Some(what) = no_value(kind, ending, &sample) {
            *self.left_out.entry(what).or_default() += 1;
            return Ok(None);
        }
        let name = metric(&sample.name, ending, unit.as_deref());
        let mut draft = Draft::new(line, false);
        draft.text(Field::Metric, "metric", &name)?;
        if let Some(unit) = &unit {
            draft.text(Field::Unit, "unit", unit)?;
        }
        for (label, value) in &sample.labels {
            let field = match Field::of(label) {
                scope @ (Field::Model | Field::Version | Field::Agent | Field::Deployment) => scope,
                _ => Field::Other,
            };
            draft.text(field, label, value)?;
        }
        draft.value("value", Some(sample.value))?;
        match (sample.timestamp, self.taken_at) {
            (Some(seconds), _) => draft.at(moment::of_number(line, "timestamp", seconds)?),
            (None, Some(taken_at)) => draft.at(taken_at),
            (None, None) => {
                let reason = "The sample has no timestamp, and when it was taken was not said.";
                return Err(RowError::of(
                    line,
                    "timestamp",
                    RowFault::Missing,
                    reason.to_owned(),
                ));
            }
        }
        draft.finish().map(Some)
    }

    /// The family of a sample, and the ending that the sample has beyond the family's name.
    fn family_of(&self, name: &str) -> (Option<&Family>, &'static str) {
        if let Some(family) = self.families.get(name) {
            return (Some(family), "");
        }
        for (ending, _) in ENDINGS {
            if let Some(family) = name
                .strip_suffix(ending)
                .and_then(|name| self.families.get(name))
            {
                return (Some(family), ending);
            }
        }
        (None, "")
    }
}

/// What a sample is when it is no measured value.
fn no_value(kind: Kind, ending: &str, sample: &Sample) -> Option<&'static str> {
    let by_ending = ENDINGS.iter().find(|(one, _)| *one == ending);
    match (by_ending, kind) {
        (Some((_, what)), _) if !what.is_empty() => Some(what),
        (_, Kind::Info) => Some("infos"),
        (_, Kind::StateSet) => Some("states"),
        (_, Kind::Summary) if ending.is_empty() && sample.has("quantile") => Some("quantiles"),
        _ => None,
    }
}

/// The name of a metric: that of the sample without the unit, which stands in a place of its own.
fn metric(name: &str, ending: &str, unit: Option<&str>) -> String {
    let stem = name.strip_suffix(ending).unwrap_or(name);
    let bare = unit
        .and_then(|unit| stem.strip_suffix(unit)?.strip_suffix('_'))
        .filter(|bare| !bare.is_empty())
        .unwrap_or(stem);
    format!("{bare}{ending}")
}
