//! Each CHECK refuses what it must: one row with one wrong value, for every constraint that the catalog lists.

use std::collections::BTreeSet;

use provost_core::catalog::{ConstraintKind, quote_identifier, quote_literal};
use provost_core::connections::DEFAULT_GOVERNANCE_SCHEMA;
use provost_core::schema::Pack;
use provost_tests::plain::Plain;

use crate::installed::{DATABASE, TENANTS, VERSIONS, all, fill, fixture, read, tables};

/// One wrong value, and the constraint that must refuse it.
struct Refusal {
    table: String,
    constraint: String,
    wrong: String,
}

#[tokio::test]
async fn every_check_refuses_what_it_must() {
    for version in VERSIONS {
        let server = all(version).await;
        let mut plain = server.plain(DATABASE).await.unwrap();
        fill(&mut plain, TENANTS[0]).await;
        let refusals = refusals();
        let checks: BTreeSet<(String, String)> = tables(&read(&server).await)
            .iter()
            .flat_map(|table| {
                table
                    .constraints
                    .iter()
                    .map(move |constraint| (table, constraint))
            })
            .filter(|(_, constraint)| constraint.kind == ConstraintKind::Check)
            .map(|(table, constraint)| (table.name.name.clone(), constraint.name.clone()))
            .collect();
        let mut untried = checks.clone();
        let mut faults = Vec::new();
        for refusal in &refusals {
            let named = (refusal.table.clone(), refusal.constraint.clone());
            untried.remove(&named);
            if !checks.contains(&named) {
                faults.push(format!("{named:?} is no constraint"));
            }
            if let Err(fault) = refused(&mut plain, refusal).await {
                faults.push(format!("{named:?} {}: {fault}", refusal.wrong));
            }
        }
        faults.extend(
            untried
                .iter()
                .map(|named| format!("{named:?} was not tried")),
        );
        assert!(faults.is_empty(), "{version:?}\n{}", faults.join("\n"));
    }
}

fn refusals() -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for pack in Pack::ALL {
        let path = fixture(&format!("refusals/{}.txt", pack.key()));
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        {
            let [table, constraint, wrong] = line
                .splitn(3, '|')
                .map(|part| part.trim().to_owned())
                .collect::<Vec<_>>()
                .try_into()
                .unwrap_or_else(|_| panic!("{}: {line}", path.display()));
            refusals.push(Refusal {
                table,
                constraint,
                wrong,
            });
        }
    }
    refusals
}

/// Inserts the table's first row again, with another id and the wrong value.
async fn refused(plain: &mut Plain, refusal: &Refusal) -> Result<(), String> {
    let table = format!(
        "{DEFAULT_GOVERNANCE_SCHEMA}.{}",
        quote_identifier(&refusal.table)
    );
    let columns = writable_columns(plain, &table).await;
    let listed = columns.join(", ");
    let statement = format!(
        "insert into {table} ({listed}) select {listed} from \
         (select (pg_catalog.jsonb_populate_record(t, pg_catalog.jsonb_build_object('id', gen_random_uuid()) || {}::jsonb)).* \
          from {table} t order by t::text limit 1) patched",
        quote_literal(&refusal.wrong)
    );
    plain.execute("begin").await.unwrap();
    let outcome = plain.execute(&statement).await;
    plain.execute("rollback").await.unwrap();
    let Err(error) = outcome else {
        return Err("was taken, or there is no row to change".to_owned());
    };
    let error = error
        .downcast_ref::<sqlx::Error>()
        .and_then(sqlx::Error::as_database_error);
    match error {
        Some(error)
            if error.constraint() == Some(&refusal.constraint)
                && error.code().as_deref() == Some("23514") =>
        {
            Ok(())
        }
        Some(error) => Err(error.to_string()),
        None => Err("the connection failed".to_owned()),
    }
}

/// The columns that may be given a value: not the generated ones.
async fn writable_columns(plain: &mut Plain, table: &str) -> Vec<String> {
    plain
        .texts(&format!(
            "select pg_catalog.quote_ident(attname) from pg_catalog.pg_attribute \
             where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped and attgenerated = '' \
             and attidentity <> 'a' order by attnum"
        ))
        .await
        .unwrap()
}
