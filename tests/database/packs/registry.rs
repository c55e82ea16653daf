//! Stages of models: who may ask, who decides, what stays on record.

use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;

use crate::installed::{DATABASE, TENANTS, VERSIONS, all, fill};

/// An application that may do whatever a grant allows, and an importer with the right to write for every tenant.
const ROLES: &str = "
    create role application login;
    create role importer login;
    grant usage on schema governance to application, importer;
    grant select, insert, update, delete on all tables in schema governance to application, importer;
    grant usage on type governance.every_tenant_writer, governance.every_tenant_reader to importer;
";

/// The rows of the fixtures for one tenant, with a second administrator, and what asks as each of them.
pub(crate) async fn filled(version: Version) -> (TestServer, Plain) {
    let server = all(version).await;
    let mut superuser = server.plain(DATABASE).await.unwrap();
    fill(&mut superuser, TENANTS[0]).await;
    let second = placed(
        "insert into governance.users (id, tenant_id, username, role, status)
         values ({second}, '{tenant}', 'second', 'admin', 'active')",
    );
    superuser.execute(&second).await.unwrap();
    superuser.execute(ROLES).await.unwrap();
    let plain = server.plain_as("application", DATABASE).await.unwrap();
    (server, plain)
}

/// A statement in which `{name}` is the id of that name of the first tenant.
pub(crate) fn placed(sql: &str) -> String {
    let mut text = sql.replace("{tenant}", TENANTS[0]);
    while let (Some(start), Some(end)) = (text.find('{'), text.find('}')) {
        let id = format!("md5('{}' || '{}')::uuid", TENANTS[0], &text[start + 1..end]);
        text.replace_range(start..=end, &id);
    }
    text
}

pub(crate) async fn as_person(plain: &mut Plain, name: &str) {
    let sql = format!("select set_config('provost.user_id', {{{name}}}::text, false)");
    plain.execute(&placed(&sql)).await.unwrap();
}

pub(crate) async fn done(plain: &mut Plain, sql: &str) {
    let placed = placed(sql);
    plain
        .execute(&placed)
        .await
        .unwrap_or_else(|error| panic!("{placed}: {error}"));
}

/// What refuses a statement, which is then as if it had never been sent.
pub(crate) async fn refused(plain: &mut Plain, sql: &str) -> String {
    plain.execute("begin").await.unwrap();
    let outcome = plain.execute(&placed(sql)).await;
    plain.execute("rollback").await.unwrap();
    outcome.unwrap_err().to_string()
}

/// Registers a version as the first administrator, who then asks that it be tested.
async fn asked(plain: &mut Plain) {
    as_person(plain, "admin").await;
    done(
        plain,
        "insert into governance.ai_models (id, name, version, model_type, provider, model_id)
         values ({new}, 'cover-letter', '1', 'llm', 'local', 'cover-letter:1')",
    )
    .await;
    done(
        plain,
        "insert into governance.ai_model_stage_requests (id, model_id, from_stage, to_stage, reason)
         values ({request}, {new}, 'development', 'testing', 'Ready')",
    )
    .await;
}

const APPROVE: &str = "update governance.ai_model_stage_requests
    set decision = 'approved', decided_by = governance.current_user_id(), decision_reason = 'Seen' where id = {request}";
const MOVE: &str = "update governance.ai_models set deployment_status = 'testing' where id = {new}";

#[tokio::test]
async fn a_stage_changes_with_the_approval_of_somebody_else() {
    for version in VERSIONS {
        let (_server, mut plain) = filled(version).await;
        asked(&mut plain).await;
        let told = refused(&mut plain, APPROVE).await;
        assert!(told.contains("whoever asks for a stage"), "{told}");
        let told = refused(&mut plain, MOVE).await;
        assert!(told.contains("together with the approval"), "{told}");
        as_person(&mut plain, "member").await;
        done(&mut plain, APPROVE).await;
        as_person(&mut plain, "second").await;
        let open =
            "select count(*)::text from governance.ai_model_stage_requests where decision is null";
        assert_eq!(
            plain.text(open).await.unwrap(),
            "1",
            "a member decides nothing"
        );
        done(&mut plain, &format!("begin; {APPROVE}; {MOVE}; commit")).await;
        // What was approved is used up with its transaction.
        let back =
            "update governance.ai_models set deployment_status = 'development' where id = {new}";
        let told = refused(&mut plain, back).await;
        assert!(told.contains("together with the approval"), "{told}");
        let changed = "update governance.ai_model_stage_requests set decision_reason = 'Other' where id = {request}";
        let told = refused(&mut plain, changed).await;
        assert!(told.contains("is decided and stays"), "{told}");
    }
}

#[tokio::test]
async fn no_forged_column_gets_round_the_four_eyes() {
    for version in VERSIONS {
        let (_server, mut plain) = filled(version).await;
        asked(&mut plain).await;
        let request = "update governance.ai_model_stage_requests set decision = 'approved', decision_reason = 'Seen',";
        for (forged, expected) in [
            ("decider_subject_key = gen_random_uuid()", "nobody is named"),
            (
                "decided_by = null, decided_at = now(), decider_subject_key = gen_random_uuid()",
                "nobody is named",
            ),
            ("decided_by = {second}", "row-level security"),
            (
                "decided_by = governance.current_user_id(), requester_subject_key = gen_random_uuid()",
                "asked for at first",
            ),
            (
                "decided_by = governance.current_user_id(), requested_by = {second}",
                "asked for at first",
            ),
            (
                "decided_by = governance.current_user_id(), to_stage = 'production'",
                "asked for at first",
            ),
        ] {
            let told = refused(
                &mut plain,
                &format!("{request} {forged} where id = {{request}}"),
            )
            .await;
            assert!(told.contains(expected), "{forged}: {told}");
        }
        let request = "insert into governance.ai_model_stage_requests
            (model_id, from_stage, to_stage, reason, requested_by) values ({new}, ";
        for (values, expected) in [
            (
                "'development', 'testing', 'Again', {admin})",
                "ai_model_stage_requests_open",
            ),
            (
                "'testing', 'production', 'Skipping', {admin})",
                "not in the stage testing",
            ),
            (
                "'development', 'testing', 'For another', {second})",
                "row-level security",
            ),
        ] {
            let told = refused(&mut plain, &format!("{request}{values}")).await;
            assert!(told.contains(expected), "{values}: {told}");
        }
        withdrawn_and_dated(&mut plain).await;
    }
}

/// Times are the server's, and whoever is not the one who asked rejects instead of withdrawing.
async fn withdrawn_and_dated(plain: &mut Plain) {
    as_person(plain, "second").await;
    let withdrawn = "update governance.ai_model_stage_requests
        set decision = 'withdrawn', decided_by = governance.current_user_id() where id = {request}";
    let told = refused(plain, withdrawn).await;
    assert!(
        told.contains("whoever asked for a stage withdraws it"),
        "{told}"
    );
    let dated = APPROVE.replace(
        " where",
        ", decided_at = '2001-01-01', requested_at = '2001-01-01' where",
    );
    done(plain, &dated).await;
    let old = "select count(*)::text from governance.ai_model_stage_requests
        where requested_at < '2002-01-01' or decided_at < '2002-01-01'";
    assert_eq!(plain.text(old).await.unwrap(), "0");
}

#[tokio::test]
async fn a_workspace_of_one_switches_four_eyes_off_and_that_is_on_record() {
    let (_server, mut plain) = filled(Version::Bundled).await;
    asked(&mut plain).await;
    let off = "update governance.ai_registry_settings set four_eyes = false, changed_by = governance.current_user_id()";
    as_person(&mut plain, "member").await;
    done(&mut plain, off).await;
    as_person(&mut plain, "admin").await;
    let told = refused(&mut plain, APPROVE).await;
    assert!(
        told.contains("whoever asks"),
        "a member has switched it: {told}"
    );
    done(&mut plain, off).await;
    done(&mut plain, APPROVE).await;
    let kept = placed(
        "select four_eyes::text from governance.ai_model_stage_requests where id = {request}",
    );
    assert_eq!(plain.text(&kept).await.unwrap(), "false");
}

#[tokio::test]
async fn a_version_begins_in_development_unless_an_import_brings_it() {
    for version in VERSIONS {
        let (server, mut plain) = filled(version).await;
        as_person(&mut plain, "admin").await;
        let live = "insert into governance.ai_models (tenant_id, name, version, model_type, provider, model_id, deployment_status)
            values ('{tenant}', 'brought', '1', 'llm', 'local', 'brought:1', 'production')";
        let told = refused(&mut plain, live).await;
        assert!(told.contains("begins in development"), "{told}");
        let mut importer = server.plain_as("importer", DATABASE).await.unwrap();
        done(&mut importer, "set provost.import_source = 'mlflow'").await;
        done(&mut importer, live).await;
        let event = "select event_type || ' ' || actor_role || ' ' || details::text
            from governance.ai_model_events where model_name = 'brought'";
        assert_eq!(
            plain.text(event).await.unwrap(),
            r#"imported importer {"stage": "production", "source": "mlflow"}"#
        );
    }
}

#[tokio::test]
async fn everything_that_happens_is_an_event_that_stays() {
    for version in VERSIONS {
        let (server, mut plain) = filled(version).await;
        asked(&mut plain).await;
        as_person(&mut plain, "second").await;
        done(&mut plain, &format!("begin; {APPROVE}; {MOVE}; commit")).await;
        told_in_their_order(&mut plain).await;
        // Nobody writes or changes events, not even the superuser; a version that was asked for stays.
        for forged in [
            "insert into governance.ai_model_events (model_key, model_name, model_version, event_type)
             values ({new}, 'cover-letter', '1', 'stage_approved')",
            "delete from governance.ai_models where id = {new}",
        ] {
            refused(&mut plain, forged).await;
        }
        let mut superuser = server.plain(DATABASE).await.unwrap();
        for change in [
            "update governance.ai_model_events set actor_id = null, event_type = 'changed'",
            "delete from governance.ai_model_events",
            "truncate governance.ai_model_events",
        ] {
            let told = refused(&mut superuser, change).await;
            assert!(
                told.contains("never changed or deleted"),
                "{change}: {told}"
            );
        }
        // An erased person is in no event any more, but by pseudonym.
        done(
            &mut superuser,
            "delete from governance.users where id in ({second}, {admin})",
        )
        .await;
        let left = placed(
            "select count(*)::text from governance.ai_model_events
             where actor_id is not null or details::text like '%' || {second} || '%' or details::text like '%' || {admin} || '%'",
        );
        assert_eq!(superuser.text(&left).await.unwrap(), "0");
        let known =
            "select count(distinct actor_subject_key)::text from governance.ai_model_events";
        assert_eq!(superuser.text(known).await.unwrap(), "2");
    }
}

/// Changes a version in each way, and looks for the events.
async fn told_in_their_order(plain: &mut Plain) {
    for change in [
        "insert into governance.ai_models (id, name, version, model_type, provider, model_id)
         values ({newer}, 'cover-letter', '2', 'llm', 'local', 'cover-letter:2')",
        "insert into governance.ai_model_aliases (id, model_name, alias, model_id) values ({name}, 'cover-letter', 'champion', {new})",
        "update governance.ai_model_aliases set model_id = {newer}, set_by = governance.current_user_id() where id = {name}",
        "insert into governance.ai_model_deployments (id, model_id) values ({place}, {new})",
        "update governance.ai_model_deployments set status = 'inactive', last_used_at = now() where id = {place}",
        "update governance.ai_model_deployments set performance_metrics = '{}' where id = {place}",
        "update governance.ai_models set description = 'Writes letters' where id = {new}",
        "delete from governance.ai_models where id = {newer}",
    ] {
        done(plain, &change.replace("'{}'", "jsonb_build_object()")).await;
    }
    let told = "select model_version || ' ' || event_type from governance.ai_model_events
        where model_name = 'cover-letter' order by happened_at, model_version";
    let expected = [
        "1 registered",
        "1 stage_requested",
        "1 stage_approved",
        "1 stage_changed",
        "2 registered",
        "1 alias_set",
        "1 alias_removed",
        "2 alias_set",
        "1 deployed",
        "1 deployment_changed",
        "1 changed",
        "2 removed",
    ];
    assert_eq!(plain.texts(told).await.unwrap(), expected);
    let changes =
        "select details::text from governance.ai_model_events where model_name = 'cover-letter'
        and event_type in ('stage_changed', 'changed') order by happened_at";
    assert_eq!(
        plain.texts(changes).await.unwrap(),
        [
            r#"{"deployment_status": {"to": "testing", "from": "development"}}"#,
            r#"{"description": {"to": "Writes letters", "from": null}}"#
        ]
    );
}
