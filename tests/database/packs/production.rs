//! What a version in production keeps, whoever sends which SQL.

use std::time::Duration;

use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;

use crate::installed::{DATABASE, VERSIONS};
use crate::registry::{as_person, done, filled, placed, refused};

/// Two versions of one model in production and one that is tested, as an import brings them.
const BROUGHT: &str = "
    insert into governance.ai_models (id, tenant_id, name, version, model_type, provider, model_id, owner_id, performance_metrics,
                                      training_data_hash, deployment_status)
    select md5('{tenant}' || 'letter ' || nth)::uuid, '{tenant}', 'letters', nth::text, 'llm', 'local', 'letters:' || nth, {admin},
           jsonb_build_object('f1', 0.9), 'abc', case when nth < 3 then 'production' else 'testing' end
    from generate_series(1, 3) as nth";

const REQUEST: &str = "insert into governance.ai_model_stage_requests (id, model_id, from_stage, to_stage, reason, requested_by)
    values ({request}, {letter 3}, 'testing', 'production', 'Ready', governance.current_user_id())";
const APPROVE: &str = "update governance.ai_model_stage_requests
    set decision = 'approved', decided_by = governance.current_user_id(), decision_reason = 'Seen' where id = {request}";
const MOVE: &str =
    "update governance.ai_models set deployment_status = 'production' where id = {letter 3}";

/// A server with those versions, a line of the superuser and one of a role that policies bind.
async fn brought(version: Version) -> (TestServer, Plain, Plain) {
    let (server, plain) = filled(version).await;
    let mut superuser = server.plain(DATABASE).await.unwrap();
    done(&mut superuser, BROUGHT).await;
    (server, superuser, plain)
}

/// A server with those versions, of which production is asked for the last, and a line of the administrator who asked.
async fn requested(version: Version) -> (TestServer, Plain) {
    let (server, _, mut plain) = brought(version).await;
    as_person(&mut plain, "admin").await;
    done(&mut plain, REQUEST).await;
    (server, plain)
}

/// An active deployment of a version under an alias that its configuration names.
fn deployed(version: &str, alias: &str) -> String {
    format!(
        "insert into governance.ai_model_deployments (model_id, deployment_config)
         values ({{{version}}}, jsonb_build_object('alias', '{alias}'))"
    )
}

#[tokio::test]
async fn a_version_in_production_keeps_what_let_it_in() {
    for version in VERSIONS {
        let (_server, mut superuser, mut plain) = brought(version).await;
        as_person(&mut plain, "second").await;
        for (change, expected) in [
            ("owner_id = null", "stays named until erased"),
            (
                "performance_metrics = jsonb_build_object()",
                "keeps its evaluation",
            ),
            ("id = gen_random_uuid()", "stays what was approved"),
            ("name = 'other'", "stays what was approved"),
            ("version = '9'", "stays what was approved"),
            ("model_id = 'other'", "stays what was approved"),
            ("training_data_hash = 'def'", "stays what was approved"),
            ("training_data_hash = null", "stays what was approved"),
        ] {
            let sql = format!("update governance.ai_models set {change} where id = {{letter 1}}");
            let told = refused(&mut plain, &sql).await;
            assert!(told.contains(expected), "{change}: {told}");
        }
        // A trigger of one's own is not the foreign key that erases.
        superuser
            .execute("grant create on schema public to application")
            .await
            .unwrap();
        let own = "create temp table own_rows (at int);
            create function public.empties() returns trigger language plpgsql as
              $$ begin update governance.ai_models set owner_id = null where name = 'letters'; return new; end $$;
            create trigger empties before insert on own_rows for each row execute function public.empties();
            insert into own_rows values (1)";
        let told = refused(&mut plain, own).await;
        assert!(told.contains("stays named until erased"), "{told}");
        for allowed in [
            "owner_id = {second}, description = 'Writes letters'",
            "performance_metrics = jsonb_build_object('f1', 0.8)",
        ] {
            let sql = format!("update governance.ai_models set {allowed} where id = {{letter 1}}");
            done(&mut plain, &sql).await;
        }
        done(
            &mut superuser,
            "delete from governance.users where id in ({second}, {admin})",
        )
        .await;
        let owners =
            "select count(owner_id)::text from governance.ai_models where name = 'letters'";
        assert_eq!(superuser.text(owners).await.unwrap(), "0");
    }
}

#[tokio::test]
async fn nothing_goes_to_production_without_an_owner_and_an_evaluation() {
    for version in VERSIONS {
        let (_server, mut plain) = requested(version).await;
        as_person(&mut plain, "second").await;
        for without in [
            "owner_id = null",
            "performance_metrics = jsonb_build_object()",
        ] {
            let sql = format!(
                "update governance.ai_models set {without} where id = {{letter 3}}; {APPROVE}; {MOVE}"
            );
            let told = refused(&mut plain, &sql).await;
            assert!(told.contains("with an owner and an evaluation"), "{told}");
        }
        let swapped = MOVE.replace("set ", "set model_id = 'other', ");
        let told = refused(&mut plain, &format!("{APPROVE}; {swapped}")).await;
        assert!(told.contains("stays what was approved"), "{told}");
        done(&mut plain, &format!("begin; {APPROVE}; {MOVE}; commit")).await;
    }
}

#[tokio::test]
async fn no_two_versions_in_production_answer_to_one_alias() {
    for version in VERSIONS {
        let (_server, mut plain) = requested(version).await;
        done(&mut plain, &deployed("letter 1", "live")).await;
        done(&mut plain, &deployed("letter 3", "live")).await;
        as_person(&mut plain, "second").await;
        let taken = "version 1 of letters is in production under the alias live";
        let alias = "insert into governance.ai_model_aliases (model_name, alias, model_id) values ('letters', ";
        let other = deployed("letter 2", "shadow");
        for sql in [
            deployed("letter 2", "live"),
            format!("{other}; {alias} 'live', {{letter 2}})"),
            format!("{alias} 'live', {{letter 2}}); {other}"),
            format!(
                "{other}; update governance.ai_model_deployments set deployment_config = jsonb_build_object('alias', 'live')
                 where model_id = {{letter 2}}"
            ),
            format!(
                "{alias} 'live', {{letter 1}}); {other};
                 update governance.ai_model_aliases set model_id = {{letter 2}}, set_by = governance.current_user_id()
                 where alias = 'live'"
            ),
            format!("{APPROVE}; {MOVE}"),
        ] {
            let told = refused(&mut plain, &sql).await;
            assert!(told.contains(taken), "{sql}: {told}");
        }
        // An alias of the table is one too, where the deployment names none or another.
        done(&mut plain, &format!("{alias} 'champion', {{letter 1}})")).await;
        let told = refused(&mut plain, &deployed("letter 2", "champion")).await;
        assert!(told.contains("under the alias champion"), "{told}");
        done(
            &mut plain,
            "update governance.ai_model_deployments set status = 'inactive' where model_id = {letter 1}",
        )
        .await;
        done(&mut plain, &format!("begin; {APPROVE}; {MOVE}; commit")).await;
        let told = refused(
            &mut plain,
            "update governance.ai_model_deployments set status = 'active' where model_id = {letter 1}",
        )
        .await;
        assert!(told.contains("version 3 of letters"), "{told}");
    }
}

#[tokio::test]
async fn of_two_who_deploy_at_once_under_one_alias_one_is_refused() {
    for version in VERSIONS {
        let (server, mut superuser, mut plain) = brought(version).await;
        // The owner of one version only, who does not see the others as to be changed.
        let given = "update governance.ai_models set owner_id = {member} where id = {letter 2}";
        done(&mut superuser, given).await;
        as_person(&mut plain, "admin").await;
        let mut other = server.plain_as("application", DATABASE).await.unwrap();
        as_person(&mut other, "member").await;
        done(
            &mut plain,
            &format!("begin; {}", deployed("letter 1", "live")),
        )
        .await;
        let second = placed(&deployed("letter 2", "live"));
        let (outcome, ()) = tokio::join!(
            other.execute(&second),
            committed(&mut plain, &mut superuser)
        );
        let told = outcome.unwrap_err().to_string();
        assert!(told.contains("under the alias live"), "{told}");
        // A snapshot of the past would not show what another session deployed meanwhile.
        done(&mut plain, "begin isolation level repeatable read").await;
        let told = plain
            .execute(&placed(&deployed("letter 1", "shadow")))
            .await;
        let told = told.unwrap_err().to_string();
        assert!(told.contains("repeatable read"), "{told}");
    }
}

/// Commits as soon as somebody waits for a lock.
async fn committed(plain: &mut Plain, superuser: &mut Plain) {
    let waits = "select count(*)::text from pg_locks where not granted";
    for _ in 0..200 {
        if superuser.text(waits).await.unwrap() != "0" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    plain.execute("commit").await.unwrap();
}
