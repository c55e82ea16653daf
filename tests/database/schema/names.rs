//! The schema has the name that the profile says, whatever stands in it.

use provost_core::schema::PackState;
use provost_tests::local::TestServer;

use crate::place::{Place, relations};

#[tokio::test]
async fn every_name_of_a_schema_will_do() {
    let server = TestServer::bundled().await.unwrap();
    let place = Place::of(&server, "postgres");
    let mut plain = server.plain("postgres").await.unwrap();
    for name in [
        "public",
        "Governance",
        "o'brien \"&\" sons.governance.x",
        "$$ $do$ \\ $sql$ $body$ %s",
        "Übersicht 🙂\n; drop",
        "a234567890123456789012345678901234567890123456789012345678901-🙂"
            .get(..63)
            .unwrap_or("a23456789012345678901234567890123456789012345678901234567890123"),
    ] {
        let place = place.with_schema(name);
        let proposal = place.plan(&[]).await;
        assert!(
            proposal.obstacles.is_empty(),
            "{name}: {:?}",
            proposal.obstacles
        );
        place
            .apply(&[])
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let status = place.status().await;
        assert!(
            status
                .packs
                .iter()
                .all(|pack| pack.state == PackState::Installed),
            "{name}"
        );
        let elsewhere = format!(
            "select count(*)::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', '{}')",
            name.replace('\'', "''")
        );
        assert_eq!(plain.text(&elsewhere).await.unwrap(), "0", "{name}");
        // The functions find their tables, and the policies their functions.
        let quoted = format!("\"{}\"", name.replace('"', "\"\""));
        plain
            .execute(&format!(
                "insert into {quoted}.tenants (id, name) values ('aaaaaaaa-0000-4000-8000-000000000001', 'Example'); \
                 insert into {quoted}.users (tenant_id, email, username, status) \
                 values ('aaaaaaaa-0000-4000-8000-000000000001', 'a@example.org', 'a', 'active'); \
                 select {quoted}.make_partitions(format('%I.ai_access_log', $name${name}$name$)::regclass, '2020-01-01', '2020-03-01')"
            ))
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let members = format!("select count(*)::text from {quoted}.tenant_members");
        assert_eq!(plain.text(&members).await.unwrap(), "1", "{name}");
        place
            .revert(&[], true)
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(relations(&mut plain).await, "0", "{name}");
    }
    assert!(place.with_schema("public").status().await.schema_exists);
}
