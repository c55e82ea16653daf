//! What AI cost, month by month.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::forecast::{Forecast, ForecastPoint, METHOD, linear_trend};

/// The form of a [`CostsAnswer`] as JSON.
pub const COSTS_SCHEMA: &str = "provost.costs/1";

/// The most months that the line of a forecast goes through: what was paid long ago says little.
const MOST_MONTHS: usize = 24;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CostQuery {
    /// By what costs are told apart.
    pub by: CostSplit,
    /// From when on; twelve months before the end when it is none. The whole month in which that is counts.
    pub from: Option<DateTime<Utc>>,
    /// Before when; the moment of the question when it is none.
    pub to: Option<DateTime<Utc>>,
    /// The time zone in which months begin, by its IANA name.
    pub zone: String,
    /// For how many months a forecast is made, none to 12.
    pub ahead: u32,
    /// The share of new months that should lie in the interval.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub confidence: f64,
}

/// By what costs are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum CostSplit {
    /// By version of a model.
    Model,
    /// By agent.
    Agent,
    /// By kind of work.
    Category,
    /// Not at all.
    None,
}

impl CostSplit {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Agent => "agent",
            Self::Category => "category",
            Self::None => "none",
        }
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CostsAnswer {
    /// [`COSTS_SCHEMA`].
    pub schema: String,
    /// What was answered: `from` and `to` are never none.
    pub query: CostQuery,
    /// Why nothing can be read: a missing pack or right.
    pub hindered: Option<String>,
    /// The costs, a currency each, the most rows first; nothing is converted.
    pub currencies: Vec<CurrencyCosts>,
    /// What a reader must know, a sentence each.
    pub notes: Vec<String>,
}

/// What was paid in one currency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CurrencyCosts {
    /// Three letters as in ISO 4217.
    pub currency: String,
    /// All of it, exact.
    pub total: String,
    /// Each month, the earliest first; one without costs is 0.
    pub months: Vec<MonthCost>,
    /// The same told apart, the dearest first.
    pub parts: Vec<CostPart>,
    /// What the next months may cost; none where there are fewer than three whole months.
    pub forecast: Option<Forecast>,
}

/// What was paid for one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct CostPart {
    /// For what, in words.
    pub label: String,
    /// The version, where costs are told apart by it.
    pub model_id: Option<Uuid>,
    /// The agent, where costs are told apart by it.
    pub agent_id: Option<Uuid>,
    /// All of it, exact.
    pub total: String,
    /// The same months as those of the currency.
    pub months: Vec<MonthCost>,
}

/// What was paid in one month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MonthCost {
    /// The month, `2026-11`.
    pub month: String,
    /// The amount, exact.
    pub amount: String,
    /// The amount as a number, to draw and to reckon with.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub value: f64,
    /// Whether the month is not over, or not all of it was asked for.
    pub so_far: bool,
    /// The day of the month on which the first of its costs begins; none in a month without costs.
    pub first_day: Option<u32>,
}

/// The first month, if its costs begin later in it than those of every whole month after it: what is paid for began within
/// it, and it says too little of a month. Invoices of each tenth day do not look so, daily costs from the 22nd on do.
fn begun_late(months: &[MonthCost]) -> Option<&MonthCost> {
    let (first, later) = months.split_first()?;
    let latest = later
        .iter()
        .filter(|month| !month.so_far)
        .filter_map(|month| month.first_day)
        .max()?;
    (first.first_day? > latest).then_some(first)
}

/// What the months after `months` may cost, by the whole ones among them.
fn forecast(months: &[MonthCost], ahead: u32, confidence: f64) -> Option<Forecast> {
    let begun = begun_late(months).map(|month| month.month.as_str());
    let whole: Vec<&MonthCost> = months
        .iter()
        .filter(|month| !month.so_far && begun != Some(month.month.as_str()))
        .collect();
    let recent = whole
        .get(whole.len().saturating_sub(MOST_MONTHS)..)
        .unwrap_or_default();
    let values: Vec<f64> = recent.iter().map(|month| month.value).collect();
    let trend = linear_trend(&values, confidence)?;
    let last = recent.last()?.month.clone();
    let used = u32::try_from(values.len()).ok()?;
    let mut month = last;
    let mut points = Vec::new();
    for place in used..used.saturating_add(ahead) {
        month = following(&month)?;
        let (value, low, high) = trend.at(place);
        points.push(ForecastPoint {
            month: month.clone(),
            value,
            low,
            high,
        });
    }
    Some(Forecast {
        method: METHOD.to_owned(),
        months: used,
        slope: trend.slope,
        intercept: trend.intercept,
        residual: trend.residual,
        confidence,
        points,
    })
}

impl CurrencyCosts {
    /// With what the next months may cost.
    #[must_use]
    pub fn with_forecast(mut self, ahead: u32, confidence: f64) -> Self {
        self.forecast = forecast(&self.months, ahead, confidence).filter(|_| ahead > 0);
        self
    }

    /// The sentence on the first month, where a forecast does not go through it because what is paid for began within it.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        self.forecast.as_ref()?;
        let month = begun_late(&self.months)?;
        let day = month.first_day?;
        Some(format!(
            "The forecast in {} leaves {} out: its costs begin on day {day}, later than in any month after it.",
            self.currency, month.month
        ))
    }
}

/// The months from one to another, both among them and written `2026-11`; at most those of a century.
#[must_use]
pub fn months_between(first: &str, last: &str) -> Vec<String> {
    let mut months = Vec::new();
    let mut month = first.to_owned();
    while month.as_str() <= last && months.len() < 1_200 {
        let next = following(&month);
        months.push(month);
        let Some(next) = next else { break };
        month = next;
    }
    months
}

/// The month after one that is written `2026-11`.
fn following(month: &str) -> Option<String> {
    let (year, number) = month.split_once('-')?;
    let (year, number): (i32, u32) = (year.parse().ok()?, number.parse().ok()?);
    Some(if number >= 12 {
        format!("{:04}-01", year + 1)
    } else {
        format!("{year:04}-{:02}", number + 1)
    })
}
