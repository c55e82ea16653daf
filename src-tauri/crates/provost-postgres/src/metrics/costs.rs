//! What was paid each month: the table `ai_costs`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use provost_core::connections::Profile;
use provost_core::metrics::{
    COSTS_SCHEMA, CostPart, CostQuery, CostSplit, CostsAnswer, CurrencyCosts, MonthCost,
    months_between,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::place::{self, PAID, look};
use crate::{Database, Error, Statement};

pub(super) const MONTHS: &str = include_str!("reading/months.sql");
const COSTS: &str = include_str!("reading/costs.sql");

/// The most rows of an answer; more parts than that are told no more.
const MOST_ROWS: usize = 200_000;

#[derive(FromRow)]
struct Span {
    begins: DateTime<Utc>,
    ends: DateTime<Utc>,
    last_month: String,
    is_cut: bool,
    known: bool,
}

#[derive(FromRow)]
struct Row {
    currency: String,
    month: Option<String>,
    part: Option<Uuid>,
    label: Option<String>,
    every_month: bool,
    every_part: bool,
    amount: String,
    value: f64,
    first_day: i32,
}

/// The amounts of one thing by month, and in all.
#[derive(Default)]
struct Amounts {
    total: String,
    months: BTreeMap<String, MonthCost>,
}

/// What one currency has.
#[derive(Default)]
struct Paid {
    whole: Amounts,
    order: Vec<(Option<Uuid>, String)>,
    parts: BTreeMap<(Option<Uuid>, String), Amounts>,
}

/// Answers a question about costs, all of it at one moment.
pub async fn costs(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    query: &CostQuery,
) -> Result<CostsAnswer, Error> {
    let schema = &profile.governance_schema;
    let mut session = database.records_as(person).await?;
    let statement = Statement::new(MONTHS)
        .bind(query.from)
        .bind(query.to)
        .bind(query.zone.clone());
    let span: Span = session.fetch_one(statement).await?;
    let place = look(&mut session, schema).await?;
    let mut answer = CostsAnswer {
        schema: COSTS_SCHEMA.to_owned(),
        query: CostQuery {
            from: Some(span.begins),
            to: Some(span.ends),
            ..query.clone()
        },
        hindered: place::hindrance(&place, &PAID).or_else(|| {
            (!span.known).then(|| format!("The server knows no time zone {:?}.", query.zone))
        }),
        currencies: Vec::new(),
        notes: Vec::new(),
    };
    if answer.hindered.is_none() {
        let statement = Statement::placed(COSTS, schema)
            .bind(span.begins)
            .bind(span.ends)
            .bind(query.zone.clone())
            .bind(query.by.as_str());
        let rows: Vec<Row> = session.fetch_all(statement).await?;
        if rows.len() >= MOST_ROWS {
            answer.notes.push(
                "There are too many parts to tell all of them. Ask for a shorter time.".to_owned(),
            );
        }
        answer.currencies = currencies(rows, &span, query);
        notes(&mut answer);
    }
    session.finish().await?;
    Ok(answer)
}

fn currencies(rows: Vec<Row>, span: &Span, query: &CostQuery) -> Vec<CurrencyCosts> {
    let mut paid: BTreeMap<String, Paid> = BTreeMap::new();
    for row in rows {
        paid.entry(row.currency.clone()).or_default().take(row);
    }
    paid.into_iter()
        .map(|(currency, paid)| {
            told(currency, &paid, span, query.by).with_forecast(query.ahead, query.confidence)
        })
        .collect()
}

impl Paid {
    fn take(&mut self, row: Row) {
        let amounts = if row.every_part {
            &mut self.whole
        } else {
            let key = (row.part, row.label.unwrap_or_default());
            if !self.parts.contains_key(&key) {
                self.order.push(key.clone());
            }
            self.parts.entry(key).or_default()
        };
        match row.month {
            Some(month) if !row.every_month => {
                let paid = MonthCost {
                    month: month.clone(),
                    amount: row.amount,
                    value: row.value,
                    so_far: false,
                    first_day: u32::try_from(row.first_day).ok(),
                };
                amounts.months.insert(month, paid);
            }
            _ => amounts.total = row.amount,
        }
    }
}

/// What was paid in one currency, each month from the first with costs to the last that was asked for.
fn told(currency: String, paid: &Paid, span: &Span, by: CostSplit) -> CurrencyCosts {
    let first = paid.whole.months.keys().next();
    let names = first.map_or_else(Vec::new, |first| months_between(first, &span.last_month));
    let months = |amounts: &Amounts| {
        let each = names.iter().map(|month| of_month(month, amounts, span));
        each.collect()
    };
    let parts = paid.order.iter().filter_map(|key| {
        let amounts = paid.parts.get(key)?;
        let of = |split| key.0.filter(|_| by == split);
        Some(CostPart {
            model_id: of(CostSplit::Model),
            agent_id: of(CostSplit::Agent),
            total: amounts.total.clone(),
            months: months(amounts),
            label: key.1.clone(),
        })
    });
    let parts = parts.collect();
    CurrencyCosts {
        months: months(&paid.whole),
        total: paid.whole.total.clone(),
        currency,
        parts,
        forecast: None,
    }
}

fn of_month(month: &str, amounts: &Amounts, span: &Span) -> MonthCost {
    let nothing = || MonthCost {
        month: month.to_owned(),
        amount: "0".to_owned(),
        value: 0.0,
        so_far: false,
        first_day: None,
    };
    let paid = amounts.months.get(month).cloned().unwrap_or_else(nothing);
    MonthCost {
        so_far: span.is_cut && month == span.last_month,
        ..paid
    }
}

fn notes(answer: &mut CostsAnswer) {
    if answer.currencies.is_empty() {
        answer
            .notes
            .push("Nothing was paid in this time.".to_owned());
    }
    if answer.currencies.len() > 1 {
        answer.notes.push(
            "Costs in several currencies are told apart, and nothing is converted.".to_owned(),
        );
    }
    let short = answer
        .currencies
        .iter()
        .filter(|currency| answer.query.ahead > 0 && currency.forecast.is_none());
    let told: Vec<String> = short
        .map(|currency| {
            format!(
                "There is no forecast in {}: it needs three whole months.",
                currency.currency
            )
        })
        .collect();
    answer.notes.extend(told);
    let left_out = answer.currencies.iter().filter_map(CurrencyCosts::left_out);
    let left_out: Vec<String> = left_out.collect();
    answer.notes.extend(left_out);
}
