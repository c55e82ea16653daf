//! Where `auth.uid()` says who asks, the claims of the transaction do.

use provost_core::registry::Stage;
use provost_core::schema::{Adopt, Pack};
use provost_postgres::schema;

use super::company::{Company, PLACES, opened, waiting};

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
    let profile = company.profile(company.server.user());
    let (packs, adopt) = (&Pack::ALL, Adopt::default());
    schema::apply(&opened(&profile), &profile, packs, &adopt, &|_| {})
        .await
        .unwrap();
    company.fill().await;
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
