//! What one version cost, out of what all cost.

use uuid::Uuid;

use crate::metrics::{CostsAnswer, CurrencyCosts};

/// The costs of one version, each currency from its first month with costs on, with a forecast of its own.
#[must_use]
pub fn of_version(answer: CostsAnswer, model: Uuid) -> CostsAnswer {
    let CostsAnswer {
        schema,
        query,
        hindered,
        currencies,
        mut notes,
    } = answer;
    let mut own = Vec::new();
    for currency in currencies {
        let mut parts = currency.parts.into_iter();
        let Some(part) = parts.find(|part| part.model_id == Some(model)) else {
            continue;
        };
        // Before it was there it cost nothing, which says nothing of the months to come.
        let months = part.months.into_iter();
        let months = months.skip_while(|month| month.value == 0.0).collect();
        let costs = CurrencyCosts {
            currency: currency.currency,
            total: part.total,
            months,
            parts: Vec::new(),
            forecast: None,
        };
        own.push(costs.with_forecast(query.ahead, query.confidence));
    }
    if hindered.is_none() {
        notes = told(&own, query.ahead);
    }
    CostsAnswer {
        schema,
        query,
        hindered,
        currencies: own,
        notes,
    }
}

fn told(currencies: &[CurrencyCosts], ahead: u32) -> Vec<String> {
    let mut notes = Vec::new();
    if currencies.is_empty() {
        notes.push("Nothing was paid for this version in this time.".to_owned());
    }
    if currencies.len() > 1 {
        notes.push(
            "Costs in several currencies are told apart, and nothing is converted.".to_owned(),
        );
    }
    for costs in currencies
        .iter()
        .filter(|one| ahead > 0 && one.forecast.is_none())
    {
        notes.push(format!(
            "There is no forecast in {}: it needs three whole months.",
            costs.currency
        ));
    }
    notes.extend(currencies.iter().filter_map(CurrencyCosts::left_out));
    notes
}
