//! What values of metrics are of is there: without a foreign key for each value, and whoever adds and deletes at once.

use std::time::Duration;

use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;

use crate::installed::{DATABASE, VERSIONS};
use crate::registry::{as_person, done, filled, placed, refused};

/// A version, an agent and a deployment of which nothing else speaks.
const MADE: &str = "
    insert into governance.ai_models (id, tenant_id, name, version, model_type, provider, model_id)
      values ({version}, '{tenant}', 'measured', '1', 'llm', 'local', 'x');
    insert into governance.ai_agents (id, tenant_id, name) values ({helper}, '{tenant}', 'measured');
    insert into governance.ai_model_deployments (id, tenant_id, model_id, agent_id, status)
      values ({place}, '{tenant}', {version}, {helper}, 'inactive')";

pub(crate) const ADD: &str = "insert into governance.ai_performance_metrics (model_id, agent_id, deployment_id, metric_type, metric_value)
    values ({version}, {helper}, {place}, 'speed', 1), ({version}, null, null, 'speed', 2), (null, null, null, 'speed', 3)";

/// The references that are left, of all values.
pub(crate) const LEFT: &str = "select count(model_id) || ' ' || count(agent_id) || ' ' || count(deployment_id) || ' of ' || count(*)
    from governance.ai_performance_metrics where metric_type = 'speed'";

/// A server with those, a line of the superuser, one of a member and one of an administrator.
pub(crate) async fn made(version: Version) -> (TestServer, Plain, Plain, Plain) {
    let (server, mut member) = filled(version).await;
    let mut superuser = server.plain(DATABASE).await.unwrap();
    done(&mut superuser, MADE).await;
    as_person(&mut member, "member").await;
    let mut admin = server.plain_as("application", DATABASE).await.unwrap();
    as_person(&mut admin, "second").await;
    (server, superuser, member, admin)
}

#[tokio::test]
async fn nothing_is_measured_of_what_is_not_there() {
    for version in VERSIONS {
        let (_server, mut superuser, mut member, _) = made(version).await;
        let columns = "(tenant_id, model_id, agent_id, deployment_id, metric_type, metric_value, recorded_at)";
        for (values, key) in [
            ("'{tenant}', {nothing}, null, null", "model"),
            ("'{tenant}', null, {nothing}, null", "agent"),
            ("'{tenant}', null, null, {nothing}", "deployment"),
            // What is there, and somebody else's.
            ("{elsewhere}, {version}, null, null", "model"),
            ("{nothing}, null, null, null", "tenant"),
        ] {
            let told =
                "insert into governance.tenants (id, name) values ({elsewhere}, 'elsewhere')";
            for table in ["ai_performance_metrics", "ai_performance_metrics_default"] {
                let sql = format!(
                    "{told}; insert into governance.{table} {columns} values ({values}, 'speed', 1, '2199-01-01Z')"
                );
                let told = refused(&mut superuser, &sql).await;
                let wanted = format!("ai_metric_subjects_{key}_fk");
                assert!(told.contains(&wanted), "{sql}: {told}");
            }
        }
        // Nobody writes by hand what stands for the foreign keys.
        done(&mut member, ADD).await;
        for sql in [
            "insert into governance.ai_metric_subjects (subject_type, subject_id) values ('model', {model 1})",
            "update governance.ai_metric_subjects set subject_id = {nothing}",
            "delete from governance.ai_metric_subjects",
        ] {
            let _found_nothing = member.execute(&placed(sql)).await;
        }
        let kept = "select string_agg(subject_type, ' ' order by subject_type) from governance.ai_metric_subjects
            where subject_id in ({version}, {helper}, {place})";
        let kept = member.text(&placed(kept)).await.unwrap();
        assert_eq!(kept, "agent deployment model");
    }
}

#[tokio::test]
async fn what_is_deleted_is_emptied_in_its_values_and_nothing_else_is() {
    for version in VERSIONS {
        let (_server, mut superuser, mut member, mut admin) = made(version).await;
        done(&mut member, ADD).await;
        let empty = "update governance.ai_performance_metrics set model_id = null";
        let lever = format!(
            "create temp table own_rows (at int);
             create function pg_temp.pulls() returns trigger language plpgsql as $$ begin {empty}; return new; end $$;
             create trigger pulls before insert on own_rows for each row execute function pg_temp.pulls();
             insert into own_rows values (1)"
        );
        for sql in [empty, &lever] {
            let told = refused(&mut superuser, sql).await;
            assert!(told.contains("never changed or deleted"), "{told}");
        }
        let delete = "delete from governance.ai_models where id = {version}";
        let told = refused(&mut admin, delete).await;
        assert!(told.contains("ai_model_deployments"), "{told}");
        for (sql, left) in [
            (
                "delete from governance.ai_model_deployments where id = {place}",
                "2 1 0 of 3",
            ),
            (
                "delete from governance.ai_agents where id = {helper}",
                "2 0 0 of 3",
            ),
            (delete, "0 0 0 of 3"),
        ] {
            // Values that came after the transaction began might be overlooked.
            let old = format!("set transaction isolation level repeatable read; {sql}");
            let told = refused(&mut admin, &old).await;
            assert!(told.contains("ai_metric_subjects"), "{told}");
            done(&mut admin, sql).await;
            assert_eq!(superuser.text(LEFT).await.unwrap(), left);
        }
    }
}

#[tokio::test]
async fn who_adds_and_who_deletes_wait_for_each_other() {
    for version in VERSIONS {
        let (server, mut superuser, mut member, mut admin) = made(version).await;
        let add =
            "insert into governance.ai_performance_metrics (model_id, metric_type, metric_value)
            values ({version}, 'speed', 1)";
        done(
            &mut superuser,
            "delete from governance.ai_model_deployments where id = {place}",
        )
        .await;
        // The first value of it, and then one beside others.
        for rows in ["1 0 0 of 1", "2 0 0 of 2"] {
            done(&mut member, &format!("begin; {add}")).await;
            let delete = placed("begin; delete from governance.ai_models where id = {version}");
            let ((), deleted) = tokio::join!(
                committed(&mut member, &mut superuser),
                admin.execute(&delete)
            );
            deleted.unwrap();
            assert_eq!(superuser.text(LEFT).await.unwrap(), rows);
            let seen = admin.text(LEFT).await.unwrap();
            assert_eq!(seen, format!("0 0 0 of {}", &rows[..1]));
            done(&mut admin, "rollback").await;
        }
        // Whoever comes later waits, and finds it gone.
        done(
            &mut admin,
            "begin; delete from governance.ai_models where id = {version}",
        )
        .await;
        let late = placed(add);
        let mut other = server.plain_as("application", DATABASE).await.unwrap();
        as_person(&mut other, "member").await;
        let ((), added) = tokio::join!(committed(&mut admin, &mut superuser), other.execute(&late));
        let told = added.unwrap_err().to_string();
        assert!(told.contains("ai_metric_subjects_model_fk"), "{told}");
        assert_eq!(superuser.text(LEFT).await.unwrap(), "0 0 0 of 2");
    }
}

/// Commits as soon as somebody waits for a lock.
async fn committed(plain: &mut Plain, superuser: &mut Plain) {
    awaited(superuser).await;
    plain.execute("commit").await.unwrap();
}

/// Until somebody waits for a lock.
pub(crate) async fn awaited(superuser: &mut Plain) {
    let waits = "select count(*)::text from pg_locks where not granted";
    for _ in 0..200 {
        if superuser.text(waits).await.unwrap() != "0" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
