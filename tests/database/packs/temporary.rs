//! Nothing of a temporary schema is found before what PostgreSQL has: `search_path = ''` would search `pg_temp` first for
//! tables and types, and whoever may make a domain there could call a function of their own as the owner.

use provost_tests::plain::Plain;

use crate::installed::{DATABASE, TENANTS, VERSIONS, all, fill};

/// What looks up names when it runs, and does not fix the one path that is safe (PostgreSQL documentation, CREATE FUNCTION,
/// Writing SECURITY DEFINER Functions Safely). An SQL body that was read when the function was made looks up nothing, and what
/// the extension brought is in C.
const UNSAFE: &str = "
    select format('%s %s', function.oid::regprocedure, function.proconfig) from pg_proc as function
    where function.pronamespace = 'governance'::regnamespace and function.prosqlbody is null
      and not exists (select from pg_depend as made where made.objid = function.oid and made.deptype = 'e')
      and 'search_path=pg_catalog, pg_temp' <> all (coalesce(function.proconfig, '{}'))
    order by 1";

/// What each function that fixes a path gets in its place, to see that the attack would succeed.
const FORGETFUL: &str = "
    do $do$ declare name text; begin
      for name in select function.oid::regprocedure::text from pg_proc as function
                  where function.pronamespace = 'governance'::regnamespace and function.prosqlbody is null
                    and not exists (select from pg_depend as made where made.objid = function.oid and made.deptype = 'e')
      loop execute format($$alter function %s set search_path = ''$$, name); end loop;
    end $do$";

/// Somebody with every right that can be granted, to write for every tenant too, but neither owner nor superuser.
const ATTACKER: &str = "
    create role attacker login;
    grant usage on schema governance to attacker;
    grant select, insert, update, delete on all tables in schema governance to attacker;
    grant execute on all functions in schema governance to attacker;
    grant usage on type governance.every_tenant_writer, governance.every_tenant_reader to attacker";

/// Types that the functions of the packs name, and more that they might.
const TYPES: [&str; 14] = [
    "uuid",
    "text",
    "jsonb",
    "timestamptz",
    "boolean",
    "bool",
    "integer",
    "int4",
    "bigint",
    "bytea",
    "date",
    "name",
    "numeric",
    "interval",
];

/// The functions of the packs that do not fix the one safe path.
pub(crate) async fn unsafe_functions(plain: &mut Plain) -> Vec<String> {
    plain.texts(UNSAFE).await.unwrap()
}

/// Domains under the names of the types, whose CHECK tells when it runs as somebody else.
async fn prepare(plain: &mut Plain) {
    plain
        .execute(
            "create function pg_temp.taken(value anyelement) returns boolean language plpgsql as $$ begin
               if current_user <> session_user then raise exception 'TAKEN OVER as %', current_user; end if;
               return true;
             end $$",
        )
        .await
        .unwrap();
    for name in TYPES {
        // Some are a keyword of the grammar, which stands for the one of pg_catalog; as a name they are another.
        let made = format!(
            "create domain pg_temp.\"{name}\" as pg_catalog.{name} check (pg_temp.taken(value))"
        );
        plain
            .execute(
                &made
                    .replace("pg_catalog.boolean", "pg_catalog.bool")
                    .replace("pg_catalog.integer", "pg_catalog.int4")
                    .replace("pg_catalog.bigint", "pg_catalog.int8"),
            )
            .await
            .unwrap();
    }
    let asks = format!(
        "select set_config('provost.user_id', md5('{}' || 'admin')::pg_catalog.uuid::pg_catalog.text, false)",
        TENANTS[0]
    );
    plain.execute(&asks).await.unwrap();
}

/// Writes to every table in each way, and erases people, whose references foreign keys then empty as the owner. Where that
/// ran something of the attacker's as another.
async fn attack(plain: &mut Plain) -> Vec<String> {
    let tables = plain
        .texts(
            "select made.relname || ' ' || string_agg(quote_ident(field.attname), ',' order by field.attnum)
             from pg_class as made join pg_attribute as field on field.attrelid = made.oid
             where made.relnamespace = 'governance'::regnamespace and made.relkind in ('r', 'p') and not made.relispartition
               and field.attnum > 0 and not field.attisdropped and field.attgenerated = '' and field.attidentity = ''
             group by made.relname order by made.relname",
        )
        .await
        .unwrap();
    let mut found = Vec::new();
    for table in &tables {
        let (table, columns) = table.split_once(' ').unwrap();
        let itself: Vec<String> = columns
            .split(',')
            .map(|column| format!("{column} = {column}"))
            .collect();
        let fresh = if columns.split(',').any(|column| column == "id") {
            "{\"id\": \"5f1c7b1e-0000-4000-8000-000000000001\"}"
        } else {
            "{}"
        };
        for statement in [
            format!("insert into governance.{table} ({columns}) select {columns} from governance.{table} limit 1 on conflict do nothing"),
            format!(
                "insert into governance.{table} ({columns}) select {columns} from
                 (select (jsonb_populate_record(kept, '{fresh}'::pg_catalog.jsonb)).* from governance.{table} as kept limit 1) as again"
            ),
            format!("update governance.{table} set {}", itself.join(", ")),
            format!("delete from governance.{table}"),
        ] {
            plain.execute("begin").await.unwrap();
            let outcome = plain.execute(&statement).await;
            plain.execute("rollback").await.unwrap();
            if outcome.is_err_and(|error| error.to_string().contains("TAKEN OVER")) {
                found.push(format!("{} {table}", statement.split(' ').next().unwrap()));
            }
        }
    }
    found
}

#[tokio::test]
async fn no_function_finds_what_is_temporary_first() {
    for version in VERSIONS {
        let server = all(version).await;
        let mut superuser = server.plain(DATABASE).await.unwrap();
        assert_eq!(
            unsafe_functions(&mut superuser).await,
            [""; 0],
            "{version:?}"
        );
    }
}

#[tokio::test]
async fn types_of_a_temporary_schema_run_nothing_as_the_owner() {
    for version in VERSIONS {
        let server = all(version).await;
        let mut superuser = server.plain(DATABASE).await.unwrap();
        for tenant in TENANTS {
            fill(&mut superuser, tenant).await;
        }
        superuser.execute(ATTACKER).await.unwrap();
        let mut plain = server.plain_as("attacker", DATABASE).await.unwrap();
        prepare(&mut plain).await;
        assert_eq!(attack(&mut plain).await, [""; 0], "{version:?}");

        // The same must succeed where the functions forget it, or this test sees nothing.
        superuser.execute(FORGETFUL).await.unwrap();
        assert!(unsafe_functions(&mut superuser).await.len() > 30);
        let mut plain = server.plain_as("attacker", DATABASE).await.unwrap();
        prepare(&mut plain).await;
        let taken = attack(&mut plain).await;
        for expected in [
            "delete users",
            "insert ai_model_stage_requests",
            "insert ai_drift_runs",
        ] {
            assert!(
                taken.iter().any(|found| found == expected),
                "{expected}: {taken:?}"
            );
        }
    }
}
