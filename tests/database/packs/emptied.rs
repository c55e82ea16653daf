//! What stays: references of append-only tables, which only erasing empties, and versions in production.

use crate::installed::{DATABASE, VERSIONS};
use crate::registry::{as_person, done, filled, refused};

/// A role that row security does not bind and that may change what it likes, as service roles of hosted databases are.
const SERVICE: &str = "
    create role service login bypassrls;
    grant usage on schema governance to service;
    grant create on schema public to service;
    grant select, insert, update, delete on all tables in schema governance to service;
";

/// A trigger of its own that runs a statement, as deep as the one of a foreign key.
fn lever(statement: &str) -> String {
    format!(
        "create temp table own_rows (at int);
         create function public.pulls() returns trigger language plpgsql as
           $$ begin {statement}; return new; end $$;
         create trigger pulls before insert on own_rows for each row execute function public.pulls();
         insert into own_rows values (1)"
    )
}

const LEFT: &str = "select count(actor_id) || ' of ' || count(actor_subject_key)
    from governance.ai_model_events where model_name = 'emptied'";

#[tokio::test]
async fn only_a_foreign_key_empties_a_reference() {
    for version in VERSIONS {
        let (server, _) = filled(version).await;
        let mut superuser = server.plain(DATABASE).await.unwrap();
        superuser.execute(SERVICE).await.unwrap();
        done(
            &mut superuser,
            "select set_config('provost.user_id', {second}::text, false)",
        )
        .await;
        done(
            &mut superuser,
            "insert into governance.ai_models (tenant_id, name, version, model_type, provider, model_id)
             values ('{tenant}', 'emptied', '1', 'llm', 'local', 'x')",
        )
        .await;
        assert_eq!(superuser.text(LEFT).await.unwrap(), "1 of 1");
        let mut service = server.plain_as("service", DATABASE).await.unwrap();
        for emptied in [
            "actor_id = null",
            "actor_subject_key = null",
            "actor_id = null, actor_subject_key = null, model_id = null",
        ] {
            let change = format!("update governance.ai_model_events set {emptied}");
            for sql in [change.clone(), lever(&change)] {
                let told = refused(&mut service, &sql).await;
                assert!(told.contains("never changed or deleted"), "{sql}: {told}");
            }
        }
        // Not even the owner empties what stays beside the reference.
        let change = lever("update governance.ai_model_events set actor_subject_key = null");
        let told = refused(&mut superuser, &change).await;
        assert!(told.contains("never changed or deleted"), "{told}");
        // The service erases a person: the foreign key empties the reference, and the pseudonym stays.
        done(
            &mut service,
            "delete from governance.users where id = {second}",
        )
        .await;
        assert_eq!(superuser.text(LEFT).await.unwrap(), "0 of 1");
    }
}

#[tokio::test]
async fn a_version_that_an_import_brought_into_production_is_not_deleted() {
    for version in VERSIONS {
        let (server, mut plain) = filled(version).await;
        let mut superuser = server.plain(DATABASE).await.unwrap();
        let mut importer = server.plain_as("importer", DATABASE).await.unwrap();
        let brought = "insert into governance.ai_models (tenant_id, name, version, model_type, provider, model_id, deployment_status)
             values ('{tenant}', 'brought', '1', 'llm', 'local', 'x', 'production'),
                    ('{tenant}', 'brought', '2', 'llm', 'local', 'y', 'deprecated')";
        done(&mut importer, brought).await;
        as_person(&mut plain, "second").await;
        for who in [&mut plain, &mut importer, &mut superuser] {
            let told = refused(
                who,
                "delete from governance.ai_models where name = 'brought'",
            )
            .await;
            assert!(
                told.contains("version 1 of brought is in production and is not deleted"),
                "{told}"
            );
        }
        done(
            &mut plain,
            "delete from governance.ai_models where name = 'brought' and version = '2'",
        )
        .await;
    }
}
