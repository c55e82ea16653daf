use super::*;
use crate::overview::counted::Counted;

fn of(kind: FigureKind, counted: &[(&str, &str, f64)]) -> Figure {
    let counted = counted
        .iter()
        .map(|&(kind, label, value)| Counted::new(kind, label, value))
        .collect();
    let evidence = Evidence {
        sql: "select 1".to_owned(),
        milliseconds: 1.0,
    };
    figure(kind, Reading::Counted { counted, evidence })
}

fn parts(figure: &Figure) -> Vec<(&str, f64, Tone)> {
    figure
        .parts
        .iter()
        .map(|part| (part.label.as_str(), part.value, part.tone))
        .collect()
}

#[test]
fn what_was_not_read_is_not_determinable_and_no_zero() {
    for kind in FigureKind::ALL {
        let figure = figure(kind, Reading::Hindered("No right.".to_owned()));
        assert_eq!(figure.state, FigureState::NotDeterminable);
        assert_eq!((figure.value, figure.evidence.is_none()), (None, true));
        assert_eq!(figure.note, "No right.");
    }
}

#[test]
fn what_no_row_can_say_is_empty_and_no_zero() {
    for kind in FigureKind::ALL {
        let figure = of(kind, &[]);
        assert_eq!(figure.state, FigureState::Empty, "{}", kind.id());
        assert_eq!(figure.value, None);
        assert!(figure.note.ends_with('.') && figure.evidence.is_some());
    }
}

#[test]
fn accuracy_counts_each_model_once_and_tells_who_is_not_measured() {
    let figure = of(
        FigureKind::DataAccuracy,
        &[
            ("model", "a 1", 97.0),
            ("model", "b 1", 95.0),
            ("model", "c 2", 90.0),
            ("production", "", 5.0),
            ("points", "", 61.0),
            ("left out", "", 2.0),
        ],
    );
    assert_eq!(figure.value, Some(94.0));
    assert_eq!(figure.state, FigureState::Attention);
    assert_eq!(
        parts(&figure),
        [
            ("Models that meet it", 2.0, Tone::Good),
            ("Models that miss it", 1.0, Tone::Bad),
            ("Not measured", 2.0, Tone::Warning),
        ]
    );
    for said in [
        "61 points of 3 model versions",
        "2 model versions are in production without any",
        "2 points are left out",
    ] {
        assert!(figure.note.contains(said), "{said}: {}", figure.note);
    }
}

#[test]
fn models_without_points_are_no_answer() {
    let figure = of(FigureKind::Availability, &[("production", "", 1.0)]);
    assert_eq!(figure.state, FigureState::Empty);
    assert!(figure.note.starts_with("1 model version is in production"));
}

#[test]
fn the_percentile_of_all_points_is_held_against_the_target() {
    let rows = |overall: f64| {
        of(
            FigureKind::ResponseTime,
            &[
                ("overall", "", overall),
                ("model", "a 1", 80.0),
                ("model", "b 1", 100.0),
                ("production", "", 2.0),
                ("points", "", 9.0),
            ],
        )
    };
    assert_eq!(rows(99.0).state, FigureState::Met);
    assert_eq!(rows(100.0).state, FigureState::Attention);
    assert_eq!(
        parts(&rows(99.0)),
        [
            ("Models that meet it", 1.0, Tone::Good),
            ("Models that miss it", 1.0, Tone::Bad),
        ]
    );
}

#[test]
fn compliance_is_of_what_was_assessed() {
    let figure = of(
        FigureKind::Compliance,
        &[
            ("status", "compliant", 30.0),
            ("status", "non_compliant", 10.0),
            ("status", "pending", 7.0),
            ("status", "exempt", 3.0),
        ],
    );
    assert_eq!(figure.value, Some(75.0));
    assert_eq!(figure.state, FigureState::Attention);
    assert_eq!(
        figure.note,
        "30 of 40 assessed requirements; 7 pending and 3 exempt are left out."
    );
    let all_met = of(FigureKind::Compliance, &[("status", "compliant", 2.0)]);
    assert_eq!(all_met.state, FigureState::Met);
    let waiting = of(FigureKind::Compliance, &[("status", "pending", 2.0)]);
    assert_eq!((waiting.state, waiting.value), (FigureState::Empty, None));
    assert_eq!(waiting.parts.len(), 1);
}

#[test]
fn nothing_in_error_is_a_zero_where_there_are_deployments() {
    let figure = of(
        FigureKind::DeploymentsInError,
        &[("status", "active", 4.0), ("status", "inactive", 1.0)],
    );
    assert_eq!(figure.value, Some(0.0));
    assert_eq!(figure.state, FigureState::Known);
    assert_eq!(figure.note, "Of 5 deployments recorded.");
}

#[test]
fn only_serious_drift_asks_for_attention() {
    let quiet = of(
        FigureKind::OpenDrift,
        &[("severity", "low", 2.0), ("resolved", "", 5.0)],
    );
    assert_eq!((quiet.value, quiet.state), (Some(2.0), FigureState::Known));
    let loud = of(FigureKind::OpenDrift, &[("severity", "high", 1.0)]);
    assert_eq!(loud.state, FigureState::Attention);
    let settled = of(FigureKind::OpenDrift, &[("resolved", "", 5.0)]);
    assert_eq!(
        (settled.value, settled.state),
        (Some(0.0), FigureState::Known)
    );
}

#[test]
fn amounts_of_two_currencies_are_not_added() {
    let figure = of(
        FigureKind::Cost,
        &[
            ("this month", "EUR", 1_200.0),
            ("this month", "USD", 50.5),
            ("last month", "EUR", 1_000.0),
            ("main model", "writer 2", 900.0),
            ("main model", "reader 1", 300.0),
            ("main model before", "writer 2", 500.0),
            ("main model before", "reader 1", 290.0),
        ],
    );
    assert_eq!((figure.value, figure.unit.as_str()), (Some(1_200.0), "EUR"));
    assert_eq!(
        parts(&figure),
        [
            ("writer 2", 900.0, Tone::Warning),
            ("reader 1", 300.0, Tone::Neutral),
        ]
    );
    for said in [
        "(+20 %)",
        "Not added: 50.50 USD.",
        "1 entry rose by half or more",
    ] {
        assert!(figure.note.contains(said), "{said}: {}", figure.note);
    }
}

#[test]
fn the_smaller_parts_become_one() {
    let counted: Vec<Counted> = (1..=9)
        .map(|index| Counted::new("purpose", &format!("purpose {index}"), f64::from(index)))
        .collect();
    let parts = largest(Counts(&counted), "purpose", Tone::Neutral);
    let shown: Vec<(&str, f64)> = parts
        .iter()
        .map(|part| (part.label.as_str(), part.value))
        .collect();
    assert_eq!(
        shown,
        [
            ("purpose 9", 9.0),
            ("purpose 8", 8.0),
            ("purpose 7", 7.0),
            ("purpose 6", 6.0),
            ("purpose 5", 5.0),
            ("Others", 10.0),
        ]
    );
}

#[test]
fn the_models_that_must_be_stopped_are_told() {
    let figure = of(
        FigureKind::WithdrawnInProduction,
        &[
            ("production", "", 10.0),
            ("traced", "", 8.0),
            ("affected", "", 2.0),
            ("active", "", 3.0),
            ("subjects", "", 41.0),
        ],
    );
    assert_eq!(figure.value, Some(2.0));
    assert_eq!(figure.state, FigureState::Attention);
    assert!(figure.note.contains("41 people, 3 deployments active"));
    assert!(
        figure
            .note
            .contains("2 versions are without recorded training data")
    );
    let untraced = of(
        FigureKind::WithdrawnInProduction,
        &[("production", "", 1.0)],
    );
    assert_eq!(untraced.state, FigureState::Empty);
}

#[test]
fn consents_that_end_this_week_ask_for_attention() {
    let figure = of(
        FigureKind::ConsentsExpiring,
        &[
            ("given", "", 900.0),
            ("week", "", 3.0),
            ("month", "", 20.0),
            ("expired", "", 1.0),
        ],
    );
    assert_eq!(
        (figure.value, figure.state),
        (Some(23.0), FigureState::Attention)
    );
    assert!(figure.note.contains("1 consent is expired already"));
    let later = of(
        FigureKind::ConsentsExpiring,
        &[("given", "", 9.0), ("month", "", 2.0)],
    );
    assert_eq!(later.state, FigureState::Known);
}

#[test]
fn coverage_is_not_rounded_up() {
    let figure = of(
        FigureKind::ColumnsWithoutLevel,
        &[
            ("level", "internal", 1_998.0),
            ("level", "restricted", 1.0),
            ("without", "", 1.0),
            ("suggested", "", 3.0),
            ("stray", "", 2.0),
        ],
    );
    assert!(figure.note.starts_with("99 % of 2\u{202f}003 columns"));
    assert!(figure.note.contains("2 levels name no column"));
    assert_eq!(
        (figure.value, figure.state),
        (Some(4.0), FigureState::Attention)
    );
}

#[test]
fn overdue_checks_are_of_what_needs_checks() {
    let figure = of(
        FigureKind::OverdueChecks,
        &[
            ("framework", "GDPR", 4.0),
            ("framework", "SOX", 1.0),
            ("all", "", 30.0),
            ("undated", "", 1.0),
        ],
    );
    assert_eq!(
        (figure.value, figure.state),
        (Some(5.0), FigureState::Attention)
    );
    assert_eq!(
        figure.note,
        "Of 30 requirements that need checks. 1 has no date for the next one, and cannot be overdue."
    );
}
