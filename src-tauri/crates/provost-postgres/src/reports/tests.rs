use std::collections::BTreeSet;

use super::*;

/// The parameters of a statement, by their numbers.
fn parameters(sql: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for piece in sql.split('$').skip(1) {
        let digits: String = piece.chars().take_while(char::is_ascii_digit).collect();
        found.extend(digits.parse::<usize>());
    }
    found
}

fn query() -> MetricsAnswer {
    serde_json::from_value(serde_json::json!({
        "schema": "provost.metrics/1",
        "query": {
            "metrics": [], "models": ["00000000-0000-0000-0000-000000000001"], "deployments": [], "agents": [],
            "split": "model", "from": "2026-08-24T00:00:00Z", "to": "2026-11-22T00:00:00Z", "step": "day",
            "aggregate": "mean", "zone": "UTC"
        },
        "hindered": null, "series": [], "targets": [], "breaches": [], "burns": [], "notes": []
    }))
    .unwrap()
}

#[test]
fn each_parameter_of_a_statement_is_told() {
    let place = Place { schema: "gov" };
    let asked = place.metrics(&query(), true);
    assert_eq!(asked.len(), 3);
    for one in &asked {
        let wanted: BTreeSet<usize> = (1..=one.parameters.len()).collect();
        assert_eq!(parameters(&one.sql), wanted, "{}", one.title);
        assert!(one.sql.contains("gov.") && !one.sql.contains("governance."));
    }
    assert_eq!(asked[0].parameters[0], "an empty list: all metrics");
    assert_eq!(asked[0].parameters[4], "2026-08-24T00:00:00+00:00");
    for (text, count) in [
        (COSTS, 4),
        (FINDINGS, 4),
        (RUNS, 4),
        (RUN_REPORT, 2),
        (KEPT_CARD, 2),
    ] {
        assert_eq!(parameters(text), (1..=count).collect(), "{text}");
    }
    for (title, _, text) in OF_VERSION {
        assert_eq!(parameters(text), BTreeSet::from([1]), "{title}");
    }
}

#[test]
fn targets_that_cannot_be_read_were_not_asked_for() {
    let place = Place {
        schema: "governance",
    };
    let asked = place.metrics(&query(), false);
    let titles: Vec<&str> = asked.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["What was measured"]);
}
