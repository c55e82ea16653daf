//! Databases without packs, with some, and with other people's tables of the same names.

use provost_core::overview::{FigureKind, FigureState};
use provost_core::schema::Pack;
use provost_tests::company::Company;
use provost_tests::local::Version;

use super::company::{of, overview_for};

use FigureKind as Kind;
use FigureState as State;

#[tokio::test]
async fn a_database_without_packs_is_no_error() {
    for version in [Version::Bundled, Version::Postgres16] {
        let company = Company::with_packs((version, "governance"), &[]).await;
        let overview = overview_for(&company, company.server.user()).await;
        assert_eq!(
            overview.missing,
            [Pack::Ai, Pack::Governance, Pack::Training, Pack::Security]
        );
        assert_eq!(overview.restricted, None);
        for figure in &overview.figures {
            assert_eq!(figure.state, State::NotDeterminable, "{}", figure.id);
            assert!(figure.note.contains("Apply the pack"), "{}", figure.note);
        }
    }
}

#[tokio::test]
async fn packs_without_rows_are_empty_and_those_that_are_missing_are_named() {
    let packs = [Pack::Identity, Pack::Ai, Pack::Governance];
    let company = Company::with_packs((Version::Bundled, "governance"), &packs).await;
    let overview = overview_for(&company, company.server.user()).await;
    assert_eq!(overview.missing, [Pack::Training, Pack::Security]);
    for kind in Kind::ALL {
        let missing = matches!(
            kind,
            Kind::Cost | Kind::WithdrawnInProduction | Kind::OpenViolations
        );
        let state = if missing {
            State::NotDeterminable
        } else {
            State::Empty
        };
        assert_eq!(of(&overview, kind).state, state, "{}", kind.id());
    }
    assert!(overview.series.is_empty());
}

/// What another program calls by our names is told apart, and no view is expanded.
#[tokio::test]
async fn tables_of_others_are_not_taken_for_ours() {
    let company = Company::with_packs((Version::Bundled, "governance"), &[]).await;
    company
        .run(
            "create schema governance;
             create table governance.ai_compliance (id int, compliance_status text);
             create view governance.ai_models as select 1 / 0 as id;
             create table public.plain (id int);",
        )
        .await;
    let overview = overview_for(&company, company.server.user()).await;
    let compliance = of(&overview, Kind::Compliance);
    assert_eq!(compliance.state, State::NotDeterminable);
    assert!(
        compliance
            .note
            .contains("has no column compliance_framework"),
        "{}",
        compliance.note
    );
    let models = of(&overview, Kind::ModelsByStage);
    assert!(models.note.contains("is not a table"), "{}", models.note);
}
