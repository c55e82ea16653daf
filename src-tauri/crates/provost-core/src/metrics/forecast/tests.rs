use serde_json::Value;

use super::*;
use crate::metrics::{CurrencyCosts, MonthCost, months_between};

const STATSMODELS: &str = include_str!("../../../../../../tests/fixtures/metrics/forecast.json");

fn near(found: f64, wanted: f64, what: &str) {
    let tolerance = 1e-9 * wanted.abs().max(1e-3);
    assert!(
        (found - wanted).abs() <= tolerance,
        "{what}: {found} and not {wanted}"
    );
}

#[test]
fn lines_and_intervals_are_those_of_statsmodels() {
    let fixture: Value = serde_json::from_str(STATSMODELS).unwrap();
    let cases = fixture["cases"].as_array().unwrap();
    assert!(cases.len() >= 10);
    for case in cases {
        let numbers = |value: &Value| -> Vec<f64> {
            let list = value.as_array().unwrap();
            list.iter().map(|one| one.as_f64().unwrap()).collect()
        };
        let name = case["name"].as_str().unwrap();
        let values = numbers(&case["values"]);
        let trend = linear_trend(&values, case["confidence"].as_f64().unwrap()).unwrap();
        near(trend.intercept, case["intercept"].as_f64().unwrap(), name);
        near(trend.slope, case["slope"].as_f64().unwrap(), name);
        near(trend.residual, case["residual"].as_f64().unwrap(), name);
        for (ahead, point) in (0_u32..).zip(case["points"].as_array().unwrap()) {
            let place = u32::try_from(values.len()).unwrap() + ahead;
            let (value, low, high) = trend.at(place);
            let wanted = numbers(point);
            near(value, wanted[0], name);
            near(low, wanted[1], name);
            near(high, wanted[2], name);
        }
    }
}

#[test]
fn a_line_needs_three_values_and_finite_ones() {
    assert_eq!(linear_trend(&[1.0, 2.0], 0.95), None);
    assert_eq!(linear_trend(&[1.0, 2.0, 3.0], 1.0), None);
    assert_eq!(linear_trend(&[1e308, -1e308, 1e308], 0.95), None);
    assert!(linear_trend(&[1.0, 2.0, 3.0], 0.95).is_some());
}

fn month(month: &str, value: f64, so_far: bool) -> MonthCost {
    MonthCost {
        month: month.to_owned(),
        amount: value.to_string(),
        value,
        so_far,
        first_day: Some(1),
    }
}

fn paid(months: Vec<MonthCost>) -> CurrencyCosts {
    CurrencyCosts {
        currency: "USD".to_owned(),
        total: "0".to_owned(),
        months,
        parts: Vec::new(),
        forecast: None,
    }
}

#[test]
fn a_first_month_in_which_costs_begin_late_is_left_out() {
    let begins = |mut month: MonthCost, day: u32| {
        month.first_day = Some(day);
        month
    };
    let months = vec![
        begins(month("2026-03", 18.96, false), 31),
        month("2026-04", 390.0, false),
        begins(month("2026-05", 390.0, false), 2),
        month("2026-06", 390.0, false),
        month("2026-07", 100.0, true),
    ];
    let costs = paid(months.clone()).with_forecast(1, 0.95);
    assert!(
        costs
            .left_out()
            .is_some_and(|told| told.contains("2026-03"))
    );
    let forecast = costs.forecast.unwrap();
    assert_eq!(forecast.months, 3);
    near(forecast.points[0].value, 390.0, "the months are alike");
    let tenth: Vec<MonthCost> = months.into_iter().map(|one| begins(one, 10)).collect();
    let invoices = paid(tenth).with_forecast(1, 0.95);
    assert_eq!(invoices.left_out(), None, "each invoice is of a tenth");
    assert_eq!(invoices.forecast.unwrap().months, 4);
}

#[test]
fn a_month_that_is_not_over_is_forecast_and_not_counted() {
    let costs = paid(vec![
        month("2026-09", 10.0, false),
        month("2026-10", 12.0, false),
        month("2026-11", 14.0, false),
        month("2026-12", 1.0, true),
    ]);
    let forecast = costs.clone().with_forecast(2, 0.95).forecast.unwrap();
    assert_eq!(forecast.months, 3);
    let told: Vec<(&str, f64)> = forecast
        .points
        .iter()
        .map(|point| (point.month.as_str(), point.value))
        .collect();
    assert_eq!(told, [("2026-12", 16.0), ("2027-01", 18.0)]);
    assert_eq!(costs.with_forecast(0, 0.95).forecast, None);
}

#[test]
fn months_follow_each_other_over_the_end_of_a_year() {
    let months = months_between("2025-11", "2026-02");
    assert_eq!(months, ["2025-11", "2025-12", "2026-01", "2026-02"]);
    assert_eq!(months_between("2026-02", "2026-01"), Vec::<String>::new());
    assert_eq!(months_between("1000-01", "9999-12").len(), 1_200);
    assert_eq!(months_between("nonsense", "o"), ["nonsense"]);
}
