//! What holds the values of metrics to what they are of: nobody goes round it, and nobody waits for it for ever.

use crate::installed::{DATABASE, TENANTS, VERSIONS, fill};
use crate::measured::{ADD, LEFT, awaited, made};
use crate::registry::{as_person, done, placed, refused};

/// A role that row security does not bind, as service roles of hosted databases are.
const SERVICE: &str = "
    create role service login bypassrls;
    grant usage on schema governance to service;
    grant create on schema public to service;
    grant select, insert, update, delete, truncate on all tables in schema governance to service";

#[tokio::test]
async fn not_even_who_passes_by_row_security_writes_it() {
    for version in VERSIONS {
        let (server, mut superuser, mut member, _) = made(version).await;
        done(&mut member, ADD).await;
        done(
            &mut superuser,
            "insert into governance.ai_agents (id, tenant_id, name) values ({other}, '{tenant}', 'other')",
        )
        .await;
        done(&mut superuser, SERVICE).await;
        let mut service = server.plain_as("service", DATABASE).await.unwrap();
        let delete = "delete from governance.ai_metric_subjects where subject_id = {helper}";
        let lever = format!(
            "create temp table own_rows (at int);
             create function public.pulls() returns trigger language plpgsql as $$ begin {delete}; return new; end $$;
             create trigger pulls before insert on own_rows for each row execute function public.pulls();
             insert into own_rows values (1)"
        );
        let changes = [
            delete,
            &lever,
            "update governance.ai_metric_subjects set subject_id = {model 1} where subject_id = {version}",
            "insert into governance.ai_metric_subjects (tenant_id, subject_type, subject_id) values ('{tenant}', 'agent', {other})",
            "truncate governance.ai_metric_subjects",
        ];
        for sql in changes {
            let told = refused(&mut service, sql).await;
            assert!(told.contains("written by triggers only"), "{sql}: {told}");
        }
        let told = refused(&mut superuser, delete).await;
        assert!(told.contains("written by triggers only"), "{told}");
        // Who deletes what is measured has its values emptied all the same.
        done(
            &mut service,
            "delete from governance.ai_model_deployments where id = {place};
             delete from governance.ai_agents where id = {helper}",
        )
        .await;
        assert_eq!(superuser.text(LEFT).await.unwrap(), "2 0 0 of 3");
    }
}

#[tokio::test]
async fn values_that_came_without_triggers_are_emptied_too() {
    for version in VERSIONS {
        let (_server, mut superuser, _, mut admin) = made(version).await;
        done(
            &mut superuser,
            "set session_replication_role = replica;
             insert into governance.ai_performance_metrics (tenant_id, model_id, agent_id, deployment_id, metric_type, metric_value)
               values ('{tenant}', {version}, {helper}, {place}, 'speed', 1), ('{tenant}', {version}, null, null, 'speed', 2);
             set session_replication_role = origin",
        )
        .await;
        assert_eq!(superuser.text(LEFT).await.unwrap(), "2 1 1 of 2");
        done(
            &mut admin,
            "delete from governance.ai_model_deployments where id = {place};
             delete from governance.ai_agents where id = {helper}; delete from governance.ai_models where id = {version}",
        )
        .await;
        assert_eq!(superuser.text(LEFT).await.unwrap(), "0 0 0 of 2");
    }
}

#[tokio::test]
async fn no_tenant_takes_the_ids_of_another() {
    for version in VERSIONS {
        let (server, mut superuser, mut member, _) = made(version).await;
        fill(&mut superuser, TENANTS[1]).await;
        let mut stranger = server.plain_as("application", DATABASE).await.unwrap();
        let who = format!(
            "select set_config('provost.user_id', md5('{}member')::uuid::text, false)",
            TENANTS[1]
        );
        stranger.execute(&who).await.unwrap();
        let squat = "insert into governance.ai_performance_metrics (id, metric_type, metric_value, recorded_at)
            select governance.metric_id(governance.metric_key('{tenant}', 'speed', null, null, null, null, jsonb_build_object()), '2199-01-01Z'),
              'speed', 0, '2199-01-01Z'";
        // The same whether the other tenant has the value or not.
        done(&mut stranger, squat).await;
        done(&mut member, squat).await;
        let mine = "select count(*)::text from governance.ai_performance_metrics where metric_type = 'speed'";
        assert_eq!(member.text(mine).await.unwrap(), "1");
        let told = refused(&mut member, squat).await;
        assert!(told.contains("_pkey"), "{told}");
        done(
            &mut member,
            &format!("{squat} on conflict (tenant_id, id, recorded_at) do nothing"),
        )
        .await;
        assert_eq!(member.text(mine).await.unwrap(), "1");
    }
}

#[tokio::test]
async fn who_adds_values_may_change_what_somebody_is_about_to_delete() {
    for version in VERSIONS {
        let (_server, mut superuser, mut member, mut admin) = made(version).await;
        // Who deleted would wait for the values, and who adds them for who deletes.
        as_person(&mut member, "admin").await;
        for (table, column, id, change) in [
            (
                "ai_model_deployments",
                "deployment_id",
                "{place}",
                "status = 'inactive'",
            ),
            ("ai_agents", "agent_id", "{helper}", "name = 'changed'"),
            (
                "ai_models",
                "model_id",
                "{version}",
                "description = 'changed'",
            ),
        ] {
            let add = format!(
                "insert into governance.ai_performance_metrics ({column}, metric_type, metric_value) values ({id}, 'speed', 1)"
            );
            done(&mut member, &format!("{add}; begin; {add}")).await;
            let delete = placed(&format!("delete from governance.{table} where id = {id}"));
            let update = format!("update governance.{table} set {change} where id = {id}");
            let adding = async {
                awaited(&mut superuser).await;
                done(&mut member, &update).await;
                member.execute("commit").await.unwrap();
            };
            let ((), deleted) = tokio::join!(adding, admin.execute(&delete));
            deleted.unwrap();
            let left = format!(
                "select count({column})::text from governance.ai_performance_metrics where metric_type = 'speed'"
            );
            assert_eq!(superuser.text(&left).await.unwrap(), "0", "{table}");
        }
    }
}

#[tokio::test]
async fn a_tenant_goes_when_its_last_values_are_gone() {
    for version in VERSIONS {
        let (server, mut superuser, _, _) = made(version).await;
        let mut importer = server.plain_as("importer", DATABASE).await.unwrap();
        done(
            &mut superuser,
            "select governance.make_partitions('governance.ai_performance_metrics', '2020-01-01', '2020-01-02')",
        )
        .await;
        done(
            &mut importer,
            "insert into governance.tenants (id, name) values ({elsewhere}, 'elsewhere');
             insert into governance.ai_performance_metrics (tenant_id, metric_type, metric_value, recorded_at)
               values ({elsewhere}, 'speed', 1, '2020-01-05Z')",
        )
        .await;
        let delete = "delete from governance.tenants where id = {elsewhere}";
        for who in [&mut importer, &mut superuser] {
            let told = refused(who, delete).await;
            assert!(told.contains("ai_metric_subjects_tenant_fk"), "{told}");
        }
        let drop =
            "select governance.drop_partitions('governance.ai_performance_metrics', '2020-02-01')";
        done(&mut superuser, drop).await;
        done(&mut importer, delete).await;
        let held = placed(
            "select count(*)::text from governance.ai_metric_subjects where tenant_id = {elsewhere}",
        );
        assert_eq!(superuser.text(&held).await.unwrap(), "0");
    }
}

#[tokio::test]
async fn a_partition_gets_the_triggers_that_are_ours_and_on() {
    for version in VERSIONS {
        let (_server, mut superuser, _, _) = made(version).await;
        done(
            &mut superuser,
            "create schema theirs;
             create function theirs.watch() returns trigger language plpgsql as $$ begin return null; end $$;
             create trigger theirs after insert on governance.ai_performance_metrics referencing new table as added
               for each statement execute function theirs.watch();
             create trigger switched_off after insert on governance.ai_performance_metrics referencing new table as added
               for each statement execute function governance.keep_metric_subjects();
             alter table governance.ai_performance_metrics disable trigger switched_off;
             create trigger sometimes after insert on governance.ai_performance_metrics referencing new table as added
               for each statement when (false) execute function governance.keep_metric_subjects();
             select governance.make_partitions('governance.ai_performance_metrics', '2020-01-01', '2020-01-02')",
        )
        .await;
        let copied = "select tgname::text from pg_trigger where tgnewtable is not null
            and tgrelid = 'governance.ai_performance_metrics_y2020m01'::regclass";
        assert_eq!(
            superuser.texts(copied).await.unwrap(),
            ["ai_performance_metrics_keep_subjects"]
        );
    }
}

#[tokio::test]
async fn a_partition_made_by_hand_is_guarded_when_somebody_says_so() {
    for version in VERSIONS {
        let (_server, mut superuser, _, _) = made(version).await;
        done(
            &mut superuser,
            "create table governance.by_hand partition of governance.ai_performance_metrics
               for values from ('2020-01-01Z') to ('2020-02-01Z');
             select governance.guard_partition('governance.ai_performance_metrics', 'governance.by_hand')",
        )
        .await;
        let add = "insert into governance.by_hand (tenant_id, model_id, metric_type, metric_value, recorded_at)
            values ('{tenant}', {model}, 'speed', 1, '2020-01-05Z')";
        let told = refused(&mut superuser, &add.replace("{model}", "{nothing}")).await;
        assert!(told.contains("ai_metric_subjects_model_fk"), "{told}");
        done(&mut superuser, &add.replace("{model}", "{version}")).await;
        let told = refused(&mut superuser, "truncate governance.by_hand").await;
        assert!(told.contains("never changed or deleted"), "{told}");
    }
}
