//! What the workspace pack does beyond keeping rows.

use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;

use crate::installed::{DATABASE, TENANTS, VERSIONS, all, fill};

/// A database with rows, a connection that may do everything, and one of an application.
async fn filled(version: Version) -> (TestServer, Plain, Plain) {
    let server = all(version).await;
    let mut plain = server.plain(DATABASE).await.unwrap();
    fill(&mut plain, TENANTS[0]).await;
    plain
        .execute(
            "create role application login; grant usage on schema governance to application; \
             grant select, insert, update, delete on all tables in schema governance to application",
        )
        .await
        .unwrap();
    let application = server.plain_as("application", DATABASE).await.unwrap();
    (server, plain, application)
}

async fn ask_as(plain: &mut Plain, name: &str) {
    let user = format!(
        "select set_config('provost.user_id', md5('{}' || '{name}')::uuid::text, false)",
        TENANTS[0]
    );
    plain.execute(&user).await.unwrap();
}

#[tokio::test]
async fn an_administrator_reads_no_private_rows() {
    for version in VERSIONS {
        let (_server, _plain, mut application) = filled(version).await;
        let private = [
            "calendars",
            "events",
            "documents",
            "chat_history",
            "user_history_summaries",
            "user_oauth_tokens",
            "multi_agent_conversation",
            "multi_agent_conversation_messages",
            "task_delegation",
        ];
        for table in private {
            let rows = format!("select count(*)::text from governance.{table}");
            ask_as(&mut application, "admin").await;
            assert_eq!(application.text(&rows).await.unwrap(), "0", "{table}");
            ask_as(&mut application, "member").await;
            assert_ne!(application.text(&rows).await.unwrap(), "0", "{table}");
        }
    }
}

#[tokio::test]
async fn whoever_does_a_task_cannot_take_it() {
    let (_server, _plain, mut application) = filled(Version::Bundled).await;
    ask_as(&mut application, "admin").await;
    application
        .execute("update governance.tasks set status = 'blocked'")
        .await
        .unwrap();
    let seen = "select string_agg(status, ' ') from governance.tasks";
    assert_eq!(
        application.text(seen).await.unwrap(),
        "blocked",
        "only the task that the person does"
    );
    let taken = "update governance.tasks set user_id = governance.current_user_id()";
    assert!(
        application
            .execute(taken)
            .await
            .unwrap_err()
            .to_string()
            .contains("never changes its person")
    );
    application
        .execute("delete from governance.tasks")
        .await
        .unwrap();
    assert_eq!(application.text(seen).await.unwrap(), "blocked");
}

#[tokio::test]
async fn an_event_stands_in_a_calendar_of_its_own_person() {
    let (_server, _plain, mut application) = filled(Version::Bundled).await;
    let event = format!(
        "insert into governance.events (calendar_id, summary, start_time, end_time) \
         values (md5('{}' || 'calendar 1')::uuid, 'Review', now(), now() + interval '1 hour')",
        TENANTS[0]
    );
    ask_as(&mut application, "member").await;
    application.execute(&event).await.unwrap();
    ask_as(&mut application, "admin").await;
    assert!(
        application
            .execute(&event)
            .await
            .unwrap_err()
            .to_string()
            .contains("events_calendar_fk")
    );
}

#[tokio::test]
async fn what_was_said_is_not_rewritten() {
    let (_server, mut plain, _application) = filled(Version::Bundled).await;
    for rewriting in [
        "update governance.chat_history set content = 'something else'",
        "update governance.system_prompts set prompt_text = 'something else'",
        "update governance.agent_configuration set human_oversight = 'none'",
    ] {
        let refusal = plain.execute(rewriting).await.unwrap_err().to_string();
        assert!(
            refusal.contains("is never changed"),
            "{rewriting}: {refusal}"
        );
    }
    plain
        .execute("update governance.chat_history set feedback = 'bad'")
        .await
        .unwrap();
}

#[tokio::test]
async fn what_may_be_kept_no_longer_is_deleted_but_for_a_legal_hold() {
    let (_server, mut plain, _application) = filled(Version::Bundled).await;
    let old = "update governance.chat_history set created_at = '2020-01-01Z', expires_at = '2021-01-01Z' where position = 1;
               update governance.documents set created_at = '2020-01-01Z', expires_at = '2021-01-01Z', has_legal_hold = true";
    plain.execute(old).await.unwrap();
    let deleted = "select concat_ws(' ', documents, chat_history, user_history_summaries, multi_agent_conversation) \
                   from governance.delete_expired_workspace_rows()";
    assert_eq!(plain.text(deleted).await.unwrap(), "0 1 0 0");
    plain
        .execute("update governance.documents set has_legal_hold = false")
        .await
        .unwrap();
    assert_eq!(plain.text(deleted).await.unwrap(), "1 0 0 0");
}

#[tokio::test]
async fn erasing_a_person_erases_what_is_private() {
    let (_server, mut plain, _application) = filled(Version::Bundled).await;
    let erased = format!(
        "delete from governance.users where id = md5('{}' || 'member')::uuid",
        TENANTS[0]
    );
    plain.execute(&erased).await.unwrap();
    for table in [
        "calendars",
        "events",
        "documents",
        "chat_history",
        "tasks",
        "user_oauth_tokens",
        "task_delegation",
    ] {
        let rows = plain
            .text(&format!("select count(*)::text from governance.{table}"))
            .await
            .unwrap();
        assert_eq!(rows, "0", "{table}");
    }
}
