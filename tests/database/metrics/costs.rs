//! What was paid, counted by hand.

use provost_app::metrics;
use provost_core::metrics::{CostQuery, CostSplit, CurrencyCosts};
use provost_tests::company::PLACES;

use super::company::filled;

/// The first of April begins at 22:00 UTC of the day before in Zurich.
const COSTS: &str = "
    insert into governance.ai_costs (tenant_id, model_id, category, period_start, period_end, amount, currency, source, source_reference)
    select (tenant || '0000000-0000-4000-8000-000000000000')::uuid, md5(tenant || ' ' || model)::uuid, category, at::timestamptz,
           at::timestamptz + interval '1 hour', amount, currency, 'invoice', n::text
    from (values
      (1, 'a', 'fraud-detector 1', 'inference', '2026-01-10T00:00:00Z', 10.10, 'USD'),
      (2, 'a', 'fraud-detector 1', 'training', '2026-02-10T00:00:00Z', 12.20, 'USD'),
      (3, 'a', 'fraud-detector 2', 'inference', '2026-02-11T00:00:00Z', 0.000000001, 'USD'),
      (4, 'a', 'fraud-detector 1', 'inference', '2026-03-31T21:59:59Z', 14.30, 'USD'),
      (5, 'a', 'fraud-detector 1', 'inference', '2026-03-31T22:00:00Z', 3, 'USD'),
      (6, 'a', null, 'storage', '2026-02-10T00:00:00Z', 5, 'CHF'),
      (7, 'b', 'secret 1', 'inference', '2026-02-10T00:00:00Z', 1000, 'USD')
    ) as cost (n, tenant, model, category, at, amount, currency)";

fn query(by: CostSplit) -> CostQuery {
    let moment = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc();
    CostQuery {
        by,
        from: Some(moment("2026-01-15T00:00:00Z")),
        to: Some(moment("2026-04-15T00:00:00Z")),
        zone: "Europe/Zurich".to_owned(),
        ahead: 2,
        confidence: 0.95,
    }
}

fn months(currency: &CurrencyCosts) -> Vec<(&str, &str, bool)> {
    let months = currency.months.iter();
    months
        .map(|one| (one.month.as_str(), one.amount.as_str(), one.so_far))
        .collect()
}

#[tokio::test]
async fn months_of_a_zone_are_summed_exactly_and_carried_on() {
    for place in PLACES {
        let company = filled(place).await;
        company.run(COSTS).await;
        let member = company.clerk("member a").await;
        let answer = metrics::costs(&member, &query(CostSplit::Model))
            .await
            .unwrap();
        let [francs, dollars] = answer.currencies.as_slice() else {
            panic!("{answer:?}");
        };
        assert_eq!(
            (francs.currency.as_str(), francs.total.as_str()),
            ("CHF", "5")
        );
        assert_eq!(francs.parts[0].label, "No model");
        assert_eq!(dollars.total, "39.600000001");
        assert_eq!(
            months(dollars),
            [
                ("2026-01", "10.10", false),
                ("2026-02", "12.200000001", false),
                ("2026-03", "14.30", false),
                ("2026-04", "3", true),
            ]
        );
        let parts: Vec<(&str, &str)> = dollars
            .parts
            .iter()
            .map(|part| (part.label.as_str(), part.total.as_str()))
            .collect();
        assert_eq!(
            parts,
            [
                ("fraud-detector 1", "39.60"),
                ("fraud-detector 2", "0.000000001")
            ]
        );
        carried_on(dollars, &answer.notes);
        let by_kind = metrics::costs(&member, &query(CostSplit::Category))
            .await
            .unwrap();
        let labels: Vec<&str> = by_kind.currencies[1]
            .parts
            .iter()
            .map(|part| part.label.as_str())
            .collect();
        assert_eq!(labels, ["inference", "training"]);
    }
}

/// Three whole months and the one that is not over, which is forecast like those after it.
fn carried_on(dollars: &CurrencyCosts, notes: &[String]) {
    let forecast = dollars.forecast.as_ref().unwrap();
    let ahead: Vec<&str> = forecast
        .points
        .iter()
        .map(|one| one.month.as_str())
        .collect();
    assert_eq!((forecast.months, ahead), (3, vec!["2026-04", "2026-05"]));
    assert!((forecast.points[0].value - 16.4).abs() < 1e-6);
    assert!(forecast.points[0].low < 16.4 && forecast.points[0].high > 16.4);
    assert!(
        notes.iter().any(|note| note.contains("no forecast in CHF")),
        "{notes:?}"
    );
}
