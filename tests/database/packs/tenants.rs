//! Row security holds between tenants, and against nobody in particular, for every table and partition.

use provost_core::catalog::{Relation, quote_identifier};
use provost_core::connections::DEFAULT_GOVERNANCE_SCHEMA;
use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;

use crate::installed::{
    DATABASE, TENANTS, VERSIONS, all, fill, has_tenant, is_state, read, tables,
};

/// The role of an application: it may do everything that a grant allows, so that policies alone stand in its way.
const APPLICATION: &str = "application";
/// A role that may read every tenant's rows.
const AUDITOR: &str = "auditor";

const GRANTS: &str = "
    create role application login;
    create role auditor login;
    grant usage on schema governance to application, auditor;
    grant select, insert, update, delete on all tables in schema governance to application;
    grant execute on all functions in schema governance to application;
    grant select on all tables in schema governance to auditor;
    grant usage on type governance.every_tenant_reader to auditor;
";

async fn filled(version: Version) -> TestServer {
    let server = all(version).await;
    let mut plain = server.plain(DATABASE).await.unwrap();
    for tenant in TENANTS {
        fill(&mut plain, tenant).await;
    }
    plain.execute(GRANTS).await.unwrap();
    server
}

/// Becomes a person of a tenant, as an application does; nobody without a name.
async fn ask_as(plain: &mut Plain, tenant: &str, name: Option<&str>) {
    let user = name.map_or("''".to_owned(), |name| {
        format!("md5('{tenant}' || '{name}')::uuid::text")
    });
    plain
        .execute(&format!(
            "select set_config('provost.user_id', {user}, false)"
        ))
        .await
        .unwrap();
}

async fn count(plain: &mut Plain, table: &str, condition: &str) -> i64 {
    let sql = format!("select count(*)::text from {table} where {condition}");
    plain
        .text(&sql)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
        .parse()
        .unwrap()
}

fn named(table: &Relation) -> String {
    format!(
        "{DEFAULT_GOVERNANCE_SCHEMA}.{}",
        quote_identifier(&table.name.name)
    )
}

#[tokio::test]
async fn a_person_sees_the_own_tenant_and_nobody_sees_anything() {
    let [own, _] = TENANTS;
    for version in VERSIONS {
        let server = filled(version).await;
        let catalog = read(&server).await;
        let mut plain = server.plain_as(APPLICATION, DATABASE).await.unwrap();
        let mut faults = Vec::new();
        for table in tables(&catalog) {
            for tenant in TENANTS {
                faults.extend(seen_wrongly(&mut plain, table, tenant).await);
            }
        }
        ask_as(&mut plain, own, Some("admin")).await;
        let parts = catalog.relations.iter();
        for part in parts.filter(|relation| relation.partition_of.is_some()) {
            let name = named(part);
            if count(&mut plain, &name, "true").await > 0 {
                faults.push(format!("{name} goes round its table's policies"));
            }
        }
        assert!(faults.is_empty(), "{version:?}\n{}", faults.join("\n"));
    }
}

/// What nobody and the people of a tenant see of a table that they should not, or do not see that they should.
async fn seen_wrongly(plain: &mut Plain, table: &Relation, own: &str) -> Vec<String> {
    let name = named(table);
    let mut faults = Vec::new();
    ask_as(plain, own, None).await;
    if is_state(table) {
        let forged = format!("update {name} set applied_by = 'somebody'");
        let _refused = plain.execute(&forged).await.is_err();
        if count(plain, &name, "applied_by = 'somebody'").await > 0 {
            faults.push(format!("{name}: an application writes what was applied"));
        }
        return faults;
    }
    if count(plain, &name, "true").await > 0 {
        faults.push(format!("{name}: nobody sees rows"));
    }
    if !has_tenant(table) {
        return faults;
    }
    let mut seen = 0;
    for person in ["admin", "member"] {
        ask_as(plain, own, Some(person)).await;
        seen += count(plain, &name, &format!("tenant_id = '{own}'")).await;
        let foreign = format!("tenant_id is distinct from '{own}'");
        if count(plain, &name, &foreign).await > 0 {
            faults.push(format!("{name}: {person} sees another tenant"));
        }
    }
    if seen == 0 {
        faults.push(format!("{name}: nobody of the tenant sees its rows"));
    }
    faults
}

#[tokio::test]
async fn nobody_writes_into_another_tenant() {
    let [own, other] = TENANTS;
    for version in VERSIONS {
        let server = filled(version).await;
        let catalog = read(&server).await;
        let mut superuser = server.plain(DATABASE).await.unwrap();
        let mut plain = server.plain_as(APPLICATION, DATABASE).await.unwrap();
        let mut faults = Vec::new();
        for table in tables(&catalog)
            .into_iter()
            .filter(|table| has_tenant(table))
        {
            let name = named(table);
            let digest = format!(
                "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {name} t where tenant_id = '{other}'"
            );
            let before = superuser.text(&digest).await.unwrap();
            for person in [Some("admin"), Some("member"), None] {
                for statement in attempts(table, &name, other) {
                    ask_as(&mut plain, own, person).await;
                    // A refusal is as good as no row that it finds.
                    let _refused = plain.execute(&statement).await.is_err();
                }
            }
            if superuser.text(&digest).await.unwrap() != before {
                faults.push(format!("{name}: another tenant's rows were changed"));
            }
            let moved =
                format!("update {name} set tenant_id = '{other}' where tenant_id = '{own}'");
            let rows = count(&mut superuser, &name, &format!("tenant_id = '{own}'")).await;
            for person in ["admin", "member"] {
                ask_as(&mut plain, own, Some(person)).await;
                let _refused = plain.execute(&moved).await.is_err();
            }
            if count(&mut superuser, &name, &format!("tenant_id = '{own}'")).await != rows {
                faults.push(format!("{name}: rows were moved into another tenant"));
            }
        }
        assert!(faults.is_empty(), "{version:?}\n{}", faults.join("\n"));
    }
}

/// What an intruder would try: changing, deleting, and adding copies of rows whose ids are known.
fn attempts(table: &Relation, name: &str, other: &str) -> Vec<String> {
    let writable = |column: &&provost_core::catalog::Column| column.generated.is_none();
    let columns: Vec<String> = table
        .columns
        .iter()
        .filter(writable)
        .map(|column| quote_identifier(&column.name))
        .collect();
    let values: Vec<String> = table
        .columns
        .iter()
        .filter(writable)
        .map(|column| match column.name.as_str() {
            "tenant_id" => format!("'{other}'"),
            "id" => "gen_random_uuid()".to_owned(),
            _ => quote_identifier(&column.name),
        })
        .collect();
    vec![
        format!("update {name} set tenant_id = tenant_id where tenant_id = '{other}'"),
        format!("delete from {name} where tenant_id = '{other}'"),
        format!(
            "insert into {name} ({}) select {} from {name} limit 1",
            columns.join(", "),
            values.join(", ")
        ),
    ]
}

#[tokio::test]
async fn an_auditor_with_the_grant_sees_every_tenant_but_no_secrets() {
    for version in VERSIONS {
        let server = filled(version).await;
        let catalog = read(&server).await;
        let mut plain = server.plain_as(AUDITOR, DATABASE).await.unwrap();
        let mut faults = Vec::new();
        for table in tables(&catalog)
            .into_iter()
            .filter(|table| has_tenant(table))
        {
            let name = named(table);
            let holds_ciphertext = table.columns.iter().any(|column| {
                column.data_type == "bytea"
                    && table
                        .columns
                        .iter()
                        .any(|key| key.name == format!("{}_key_id", column.name))
            });
            let tenants = plain
                .text(&format!(
                    "select count(distinct tenant_id)::text from {name}"
                ))
                .await
                .unwrap();
            let expected = if holds_ciphertext && table.name.name != "users" {
                "0"
            } else {
                "2"
            };
            if tenants != expected {
                faults.push(format!(
                    "{name}: the auditor sees {tenants} tenants, not {expected}"
                ));
            }
        }
        assert!(faults.is_empty(), "{version:?}\n{}", faults.join("\n"));
    }
}
