use proptest::prelude::*;

use super::*;
use crate::{Direction, LimitKind};

fn months() -> CostBars {
    let bar = |period: &str, amounts: [f64; 2]| CostBar {
        period: period.to_owned(),
        amounts: amounts.to_vec(),
        so_far: false,
        forecast: None,
    };
    CostBars {
        title: "Cost by month".to_owned(),
        unit: "USD".to_owned(),
        parts: vec!["chat".to_owned(), "search".to_owned()],
        bars: vec![
            bar("2026-09", [100.0, 20.5]),
            bar("2026-10", [130.0, 40.0]),
            CostBar {
                so_far: true,
                forecast: Some(Interval {
                    value: 200.0,
                    low: 150.0,
                    high: 260.0,
                    confidence: 0.95,
                }),
                ..bar("2026-11", [90.0, 10.0])
            },
        ],
        budget: Some(Limit {
            name: "Budget".to_owned(),
            kind: LimitKind::Threshold,
            direction: Direction::AtMost,
            value: 150.0,
        }),
    }
}

#[test]
fn a_period_says_what_it_cost_and_what_is_expected() {
    let drawn = months().plot(Frame::default()).unwrap();
    assert_eq!(
        drawn.description,
        "Costs by period. 2026-09: 120.50 USD. 2026-10: 170.00 USD. \
         2026-11: 100.00 USD so far, forecast 200.00 USD (150.00 USD to 260.00 USD with 95 % confidence). \
         chat: 320.00 USD in all. search: 70.50 USD in all. Budget at most 150.00 USD; 1 period is above it."
    );
    let forecast = drawn.panels[0].traces.last().unwrap();
    assert_eq!(
        (forecast.name.as_str(), forecast.readings[0].x),
        ("Forecast", 2.0)
    );
    assert_eq!(
        drawn.table.rows[2],
        [
            "2026-11 so far",
            "90.00 USD",
            "10.00 USD",
            "100.00 USD",
            "200.00 USD",
            "150.00 USD",
            "260.00 USD"
        ]
    );
    assert!(
        months()
            .csv()
            .ends_with("2026-11,forecast,200,150,260,USD\r\n")
    );
}

#[test]
fn the_interval_is_inside_of_the_picture() {
    let drawn = months().plot(Frame::default()).unwrap();
    assert!(drawn.panels[0].y.to >= 260.0);
    assert!(drawn.panels[0].y.from <= 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_amounts_are_drawn_or_left_out(
        amounts in prop::collection::vec((any::<f64>(), any::<f64>(), prop::option::of((any::<f64>(), any::<f64>(), any::<f64>()))), 0..40),
        budget in any::<f64>(),
        size in (0_u32..3_000, 0_u32..2_000),
    ) {
        let mut plot = months();
        plot.bars = amounts.iter().map(|(one, other, forecast)| CostBar {
            period: "month".to_owned(),
            amounts: vec![*one, *other],
            so_far: one > other,
            forecast: forecast.map(|(value, low, high)| Interval { value, low, high, confidence: 0.95 }),
        }).collect();
        if let Some(limit) = &mut plot.budget {
            limit.value = budget;
        }
        let drawn = plot.plot(Frame { width: size.0, height: size.1 }).unwrap();
        roxmltree::Document::parse(&drawn.light).unwrap();
        prop_assert!(!drawn.light.contains("NaN"));
        prop_assert!(drawn.panels[0].y.from < drawn.panels[0].y.to);
    }
}
