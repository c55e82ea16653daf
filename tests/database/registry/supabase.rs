//! Where `auth.uid()` says who asks, the claims of the transaction do.

use provost_app::Opened;
use provost_core::registry::Stage;
use provost_core::schema::{Adopt, Pack};
use provost_postgres::schema;
use provost_tests::company::{Company, PLACES};

use super::company::{Desks as _, ROWS, waiting};

/// As Supabase defines it.
const AUTH: &str = "
    create schema auth;
    create function auth.uid() returns uuid language sql stable as $$
      select coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
                      (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'))::uuid
    $$;
";

#[tokio::test]
async fn one_asks_and_another_approves_by_their_claims() {
    let company = Company::with_packs(PLACES[0], &[]).await;
    company.run(AUTH).await;
    let Opened { database, profile } = company.opened(company.server.user());
    let (packs, adopt) = (&Pack::ALL, Adopt::default());
    schema::apply(&database, &profile, packs, &adopt, &|_| {})
        .await
        .unwrap();
    company.fill(ROWS).await;
    company.run("grant usage on schema auth to clerk").await;
    let asked = company
        .desk("clerk", "Cleo")
        .ask("a fit", Stage::Production)
        .await;
    let page = asked.unwrap();
    assert_eq!(
        waiting(&page)
            .requested_by
            .as_ref()
            .unwrap()
            .name
            .as_deref(),
        Some("Cleo")
    );
    let page = company
        .desk("clerk", "Ada")
        .decide(waiting(&page).id, true)
        .await
        .unwrap();
    assert_eq!(page.version.stage, Stage::Production);
    assert_eq!(
        page.events[0].actor.as_ref().unwrap().name.as_deref(),
        Some("Ada")
    );
}
