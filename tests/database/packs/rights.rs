//! The rights that packs give: to nobody by the way, and never through what runs as the owner.

use provost_tests::local::TestServer;
use provost_tests::plain::Plain;

use crate::installed::{DATABASE, TENANTS, VERSIONS, all, fill};

/// What people grant to get an application going: everything that GRANT … ON ALL … can.
const COMMON: &str = "
    create role application login;
    grant usage on schema governance to application;
    grant select, insert, update, delete on all tables in schema governance to application;
    grant usage on all sequences in schema governance to application;
    grant execute on all functions in schema governance to application;
";

async fn member(server: &TestServer) -> Plain {
    let [own, _] = TENANTS;
    let mut plain = server.plain_as("application", DATABASE).await.unwrap();
    let asks = format!(
        "select set_config('provost.user_id', md5('{own}' || 'member')::uuid::text, false)"
    );
    plain.execute(&asks).await.unwrap();
    plain
}

async fn rights(plain: &mut Plain) -> String {
    plain
        .text("select (governance.may_read_every_tenant(), governance.may_write_every_tenant())::text")
        .await
        .unwrap()
}

#[tokio::test]
async fn common_grants_do_not_reach_across_tenants() {
    let [own, _] = TENANTS;
    for version in VERSIONS {
        let server = all(version).await;
        let mut superuser = server.plain(DATABASE).await.unwrap();
        for tenant in TENANTS {
            fill(&mut superuser, tenant).await;
        }
        superuser.execute(COMMON).await.unwrap();
        let mut plain = member(&server).await;
        assert_eq!(rights(&mut plain).await, "(f,f)");
        // What everybody has, as after a dump without privileges, is nobody's right.
        superuser
            .execute("grant usage on type governance.every_tenant_reader, governance.every_tenant_writer to public")
            .await
            .unwrap();
        assert_eq!(rights(&mut plain).await, "(f,f)");
        superuser
            .execute(
                "revoke usage on type governance.every_tenant_reader, governance.every_tenant_writer from public;
                 grant usage on type governance.every_tenant_reader to application",
            )
            .await
            .unwrap();
        assert_eq!(rights(&mut plain).await, "(t,f)");
        superuser
            .execute("revoke usage on type governance.every_tenant_reader from application")
            .await
            .unwrap();

        refuses_tables_of_others(&mut superuser, &mut plain).await;
        let home = plain
            .text("select governance.current_tenant_id()::text")
            .await
            .unwrap();
        assert_eq!(home, own);
    }
}

/// Functions that run as the owner serve no table of somebody else, not even for who may execute them.
async fn refuses_tables_of_others(superuser: &mut Plain, plain: &mut Plain) {
    let [own, other] = TENANTS;
    let functions = superuser
        .text(
            "select string_agg(proname, ' ' order by proname) from pg_proc
             where pronamespace = 'governance'::regnamespace and prosecdef and prorettype = 'trigger'::regtype",
        )
        .await
        .unwrap();
    assert!(functions.contains("keep_tenant_member"), "{functions}");
    for function in functions.split(' ') {
        let (event, arguments) = match function {
            "feature_values_have_their_type" => (
                "after insert on own_rows referencing new table as added for each statement",
                "",
            ),
            "keep_person_key" => (
                "before insert on own_rows for each row",
                "'user_id', 'subject_key'",
            ),
            _ => ("before insert on own_rows for each row", ""),
        };
        let prepared = format!(
            "create temp table own_rows (like governance.ai_data_consent_events including defaults);
             alter table own_rows add role text, add status text, add is_enabled boolean;
             create trigger own_rule {event} execute function governance.{function}({arguments});"
        );
        plain.execute(&prepared).await.unwrap();
        let forged = format!(
            "insert into own_rows (id, tenant_id, user_id, subject_key, role, status, purpose, data_type, event_state,
                                   sequence_number, event_hash)
             values (md5('{own}' || 'member')::uuid, '{other}', md5('{other}' || 'admin')::uuid, gen_random_uuid(), 'admin',
                     'active', 'forged', 'personal', 'given', 1, '')"
        );
        let refused = plain.execute(&forged).await.unwrap_err().to_string();
        assert!(
            refused.contains("this function serves"),
            "{function}: {refused}"
        );
        plain.execute("drop table own_rows").await.unwrap();
    }
}

#[tokio::test]
async fn a_consent_stands_on_an_event_that_was_kept() {
    let [own, _] = TENANTS;
    for version in VERSIONS {
        let server = all(version).await;
        let mut superuser = server.plain(DATABASE).await.unwrap();
        fill(&mut superuser, own).await;
        superuser.execute(COMMON).await.unwrap();
        let mut plain = member(&server).await;
        for (purpose, state) in [("told", "refused"), ("untold", "given")] {
            // The second has the identity of the first and is passed over, so it must not become a consent.
            plain
                .execute(&format!(
                    "insert into governance.ai_data_consent_events
                       (id, user_id, purpose, data_type, event_state, notice_version, collection_method, occurred_at)
                     values ('11111111-1111-4111-8111-111111111111', governance.current_user_id(), '{purpose}', 'personal',
                             '{state}', '1', 'web form', date_trunc('day', now()))
                     on conflict do nothing"
                ))
                .await
                .unwrap();
        }
        let standing = plain
            .text("select string_agg(purpose, ' ') from governance.ai_data_consent where purpose in ('told', 'untold')")
            .await
            .unwrap();
        assert_eq!(standing, "told");
    }
}

#[tokio::test]
async fn who_answered_is_known_by_pseudonym_when_the_person_is_erased() {
    let [own, _] = TENANTS;
    for version in VERSIONS {
        let server = all(version).await;
        let mut superuser = server.plain(DATABASE).await.unwrap();
        fill(&mut superuser, own).await;
        superuser
            .execute(&format!(
                "delete from governance.users where tenant_id = '{own}'"
            ))
            .await
            .unwrap();
        for (table, person, key) in [
            (
                "ai_model_deployments",
                "deployed_by",
                "deployer_subject_key",
            ),
            ("agent_configuration", "approved_by", "approver_subject_key"),
            ("forensic_investigation", "lead_user_id", "lead_subject_key"),
            ("ai_data_privacy", "confirmed_by", "confirmer_subject_key"),
            ("ai_compliance", "owner_id", "owner_subject_key"),
            ("ai_model_drift", "resolved_by", "resolver_subject_key"),
            ("ai_model_aliases", "set_by", "setter_subject_key"),
            (
                "ai_model_stage_requests",
                "decided_by",
                "decider_subject_key",
            ),
            ("metric_targets", "set_by", "setter_subject_key"),
        ] {
            let kept = superuser
                .text(&format!(
                    "select (count({key}) > 0 and count({person}) = 0)::text from governance.{table} where tenant_id = '{own}'"
                ))
                .await
                .unwrap();
            assert_eq!(kept, "true", "{table}");
        }
    }
}

#[tokio::test]
async fn a_refusal_does_not_tell_what_another_tenant_has() {
    // Random, hashes of what is secret, or unique everywhere by their nature; docs/schema.md tells the others.
    let known = "authentication_sessions_token_hash_unique passkey_credentials_credential_id_unique \
                 secure_token_storage_token_hash_unique tenants_name_unique two_factor_challenges_challenge_hash_unique \
                 users_email_unique users_subject_key_unique users_username_unique";
    let server = all(VERSIONS[0]).await;
    let mut superuser = server.plain(DATABASE).await.unwrap();
    let across = superuser
        .text(
            "select string_agg(own.relname, ' ' order by own.relname collate \"C\")
             from pg_index as made
             join pg_class as own on own.oid = made.indexrelid
             where own.relnamespace = 'governance'::regnamespace and not own.relispartition
               and made.indisunique and not made.indisprimary
               and not exists (select from pg_attribute as tenant where tenant.attrelid = made.indrelid
                               and tenant.attname = 'tenant_id' and tenant.attnum = any (made.indkey::int2[]))",
        )
        .await
        .unwrap();
    assert_eq!(across, known);
}
