//! What a role reads that may not read everything.

use provost_app::Opened;
use provost_core::overview::{FigureKind, FigureState};
use provost_postgres::overview::{Page, RowsRead, rows};
use provost_tests::company::{Company, PLACES};

use super::company::{filled, of, overview_for, read};

use FigureKind as Kind;
use FigureState as State;

const ROLES: &str = "
    create role clerk login;
    create role auditor login;
    create role nobody login;
    create role partly login;
    create role blind login;
    create role outside login;
    grant usage on schema governance to clerk, auditor, nobody, partly, blind;
    grant select on all tables in schema governance to clerk, auditor, nobody, partly, blind;
    grant usage on type governance.every_tenant_reader to auditor, partly;
    revoke select on governance.ai_compliance from partly;
    revoke select on governance.tenant_members from blind;
    do $do$
    begin
      execute pg_catalog.format('alter role clerk set provost.user_id = %L', md5('admin b')::uuid);
    end
    $do$;
";

#[tokio::test]
async fn a_role_counts_what_it_may_see_and_is_told_what_it_may_not() {
    for place in PLACES {
        let company = filled(place).await;
        let roles = ROLES.replace("schema governance", &format!("schema {}", quoted(place.1)));
        company.run(&roles).await;
        a_person_of_one_tenant_counts_that_tenant_and_is_told(&company).await;
        an_auditor_counts_every_tenant(&company).await;
        a_missing_right_is_never_a_zero(&company).await;
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

async fn a_person_of_one_tenant_counts_that_tenant_and_is_told(company: &Company) {
    let overview = overview_for(company, "clerk").await;
    assert_eq!(overview.role, "clerk");
    let told = overview.restricted.as_deref().unwrap();
    assert!(told.contains("the role clerk only"), "{told}");
    assert_eq!(overview.samples, ["Sample & Sons"]);
    assert_eq!(
        read(&overview, Kind::ModelsByStage),
        (Some(1.0), State::Known, "Production 1".to_owned())
    );
    assert_eq!(
        read(&overview, Kind::Compliance),
        (Some(100.0), State::Met, "Compliant 1".to_owned())
    );
    assert_eq!(of(&overview, Kind::Cost).unit, "USD");
    assert_eq!(of(&overview, Kind::OpenDrift).state, State::Empty);
}

async fn an_auditor_counts_every_tenant(company: &Company) {
    let (auditor, superuser) = (
        overview_for(company, "auditor").await,
        overview_for(company, company.server.user()).await,
    );
    assert_eq!(auditor.restricted, None);
    for kind in Kind::ALL {
        assert_eq!(
            read(&auditor, kind),
            read(&superuser, kind),
            "{}",
            kind.id()
        );
    }
    assert_eq!(auditor.series, superuser.series);
}

async fn a_missing_right_is_never_a_zero(company: &Company) {
    let partly = overview_for(company, "partly").await;
    for kind in Kind::ALL {
        let figure = of(&partly, kind);
        let refused = matches!(kind, Kind::Compliance | Kind::OverdueChecks);
        assert_eq!(
            figure.state == State::NotDeterminable,
            refused,
            "{}: {}",
            figure.id,
            figure.note
        );
        assert!(
            !refused || figure.note.contains("may not read"),
            "{}",
            figure.note
        );
    }
    for (role, said) in [
        ("nobody", "hides every row"),
        ("blind", "tenant_members"),
        ("outside", "may not read"),
    ] {
        let overview = overview_for(company, role).await;
        for figure in &overview.figures {
            assert_eq!(
                figure.state,
                State::NotDeterminable,
                "{role}: {}",
                figure.id
            );
            assert_eq!(figure.value, None);
            assert!(figure.note.contains(said), "{role}: {}", figure.note);
        }
        assert!(
            overview.series.is_empty()
                && overview.missing.is_empty()
                && overview.samples.is_empty()
        );
        let Opened { database, profile } = company.opened(role);
        let page = Page {
            offset: 0,
            limit: 9,
        };
        let read = rows(&database, &profile, Kind::OpenDrift, page)
            .await
            .unwrap();
        assert!(matches!(read, RowsRead::Hindered(reason) if reason.contains(said)));
    }
}
