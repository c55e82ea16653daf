//! The figures of the fixture, as they were counted by hand.

use provost_core::overview::{FigureKind, FigureState, OVERVIEW_SCHEMA, Overview};
use provost_tests::company::{Company, DATABASE, PLACES};

use super::company::{filled, of, overview_for, read};

use FigureKind as Kind;
use FigureState as State;

/// Every figure with its value, its state and its parts.
const EXPECTED: [(Kind, f64, State, &str); 14] = [
    // scorer 1.0 of Acme has 97, scorer 2.0 has 90 (its 94 is too old), scorer 1.0 of the other has 95; reader 1.0 has none.
    (
        Kind::DataAccuracy,
        94.0,
        State::Attention,
        "Models that meet it 2, Models that miss it 1, Not measured 1",
    ),
    (
        Kind::Availability,
        99.97,
        State::Met,
        "Models that meet it 2, Not measured 2",
    ),
    // 10, 20 … 110: the 95th percentile lies half way between the last two.
    (
        Kind::ResponseTime,
        105.0,
        State::Attention,
        "Models that meet it 1, Models that miss it 1, Not measured 2",
    ),
    (
        Kind::Compliance,
        75.0,
        State::Attention,
        "Compliant 3, Non-compliant 1, Pending 1, Exempt 1",
    ),
    (
        Kind::ModelsByStage,
        7.0,
        State::Known,
        "Development 1, Testing 1, Production 4, Deprecated 1",
    ),
    (
        Kind::DeploymentsInError,
        2.0,
        State::Attention,
        "Error 2, Active 2, Inactive 1",
    ),
    (Kind::OpenDrift, 2.0, State::Attention, "Critical 1, Low 1"),
    (
        Kind::Cost,
        160.0,
        State::Known,
        "scorer 1.0 100, scorer 2.0 50, No model 10",
    ),
    // scorer 1.0 learnt from two who withdrew, scorer 2.0 was made from it; the other tenant's data rest on another purpose.
    (
        Kind::WithdrawnInProduction,
        2.0,
        State::Attention,
        "On withdrawn consent 2, Not on withdrawn consent 1, Training data not recorded 1",
    ),
    (
        Kind::ConsentsExpiring,
        2.0,
        State::Attention,
        "Within 7 days 1, In 8 to 30 days 1",
    ),
    (
        Kind::ConsentsWithdrawn,
        3.0,
        State::Known,
        "model training 2, marketing 1",
    ),
    (
        Kind::ColumnsWithoutLevel,
        6.0,
        State::Attention,
        "Restricted 1, Public 1, Only suggested 1, Without a level 5",
    ),
    (
        Kind::OverdueChecks,
        3.0,
        State::Attention,
        "GDPR 2, AI Act 1",
    ),
    (
        Kind::OpenViolations,
        2.0,
        State::Attention,
        "Critical 1, Low 1",
    ),
];

/// What the notes say besides.
const SAID: [(Kind, &str); 10] = [
    (Kind::DataAccuracy, "4 points of 3 model versions"),
    (Kind::DataAccuracy, "2 points are left out"),
    (Kind::Compliance, "3 of 4 assessed requirements"),
    (Kind::ModelsByStage, "7 versions of 5 models"),
    (
        Kind::Cost,
        "90.00 EUR in the same time of last month (+78 %)",
    ),
    (Kind::Cost, "Not added: 30.00 USD"),
    (
        Kind::WithdrawnInProduction,
        "2 people, 2 deployments active",
    ),
    (Kind::ConsentsExpiring, "Of 4 consents in force"),
    (Kind::ColumnsWithoutLevel, "2 levels name no column"),
    (Kind::OverdueChecks, "1 has no date for the next one"),
];

#[tokio::test]
async fn every_figure_is_what_was_counted_by_hand() {
    for place in PLACES {
        let company = filled(place).await;
        let overview = overview_for(&company, company.server.user()).await;
        for (kind, value, state, parts) in EXPECTED {
            let (found, found_state, found_parts) = read(&overview, kind);
            assert_eq!(
                (found, found_state, found_parts.as_str()),
                (Some(value), state, parts),
                "{}: {}",
                kind.id(),
                of(&overview, kind).note
            );
        }
        for (kind, said) in SAID {
            let note = &of(&overview, kind).note;
            assert!(note.contains(said), "{said} in {note}");
        }
        assert_eq!(of(&overview, Kind::Cost).unit, "EUR");
        surroundings(&overview, place.1);
        days(&overview);
        evidence(&company, &overview).await;
    }
}

fn surroundings(overview: &Overview, schema: &str) {
    assert_eq!(overview.schema, OVERVIEW_SCHEMA);
    assert_eq!(overview.database, DATABASE);
    assert_eq!(overview.governance_schema, schema);
    assert_eq!(overview.samples, ["Sample & Sons"]);
    assert_eq!(
        (overview.restricted.as_deref(), overview.missing.len()),
        (None, 0)
    );
    assert!(overview.taken_at.ends_with('Z') && overview.taken_at.len() == 20);
    for figure in &overview.figures {
        let evidence = figure.evidence.as_ref().unwrap();
        assert!(evidence.milliseconds > 0.0 && !evidence.sql.contains("= $1"));
    }
}

fn days(overview: &Overview) {
    let series = |kind: Kind| {
        let found = overview
            .series
            .iter()
            .find(|series| series.figure == kind.id());
        let points = &found.unwrap().points;
        assert!(points.is_sorted_by(|before, after| before.day < after.day));
        points.iter().map(|point| point.value).collect::<Vec<f64>>()
    };
    // The day 40 days ago, three, two, and yesterday: 98 and 95.
    assert_eq!(series(Kind::DataAccuracy), [94.0, 90.0, 96.0, 96.5]);
    let withdrawn = series(Kind::ConsentsWithdrawn);
    assert_eq!((withdrawn.len(), withdrawn.iter().sum::<f64>()), (90, 4.0));
}

/// The evidence of a figure is what somebody can run by hand.
async fn evidence(company: &Company, overview: &Overview) {
    let mut plain = company.server.plain(DATABASE).await.unwrap();
    for figure in &overview.figures {
        let sql = &figure.evidence.as_ref().unwrap().sql;
        let rows = plain.texts(sql).await;
        assert!(
            !rows
                .unwrap_or_else(|error| panic!("{}: {error}", figure.id))
                .is_empty()
        );
    }
}
