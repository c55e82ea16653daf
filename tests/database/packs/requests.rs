//! Who asked, who decided and how the registry was set stay on record.

use crate::installed::{DATABASE, VERSIONS};
use crate::registry::{as_person, done, filled, placed, refused};

const ASK: &str = "
    insert into governance.ai_models (id, name, version, model_type, provider, model_id)
    values ({new}, 'cover-letter', '1', 'llm', 'local', 'cover-letter:1');
    insert into governance.ai_model_stage_requests (id, model_id, from_stage, to_stage, reason)
    values ({request}, {new}, 'development', 'testing', 'Ready')";
const APPROVE: &str = "update governance.ai_model_stage_requests
    set decision = 'approved', decided_by = governance.current_user_id(), decision_reason = 'Seen' where id = {request}";

#[tokio::test]
async fn nobody_is_taken_from_a_request_but_the_erased() {
    for version in VERSIONS {
        let (server, mut plain) = filled(version).await;
        let mut superuser = server.plain(DATABASE).await.unwrap();
        as_person(&mut plain, "admin").await;
        done(&mut plain, ASK).await;
        let change = |change: &str| {
            format!("update governance.ai_model_stage_requests set {change} where id = {{request}}")
        };
        for (forged, expected) in [
            ("requested_by = null", "stays named until erased"),
            ("id = gen_random_uuid()", "asked for at first"),
            ("created_at = '2001-01-01'", "asked for at first"),
            (
                "decision = 'withdrawn', decided_at = now()",
                "nobody is named who withdraws",
            ),
            (
                "requested_by = null, decision = 'withdrawn', decided_at = now()",
                "stays named until erased",
            ),
        ] {
            let told = refused(&mut plain, &change(forged)).await;
            assert!(told.contains(expected), "{forged}: {told}");
        }
        let forged = change("requester_id_kept = gen_random_uuid()");
        done(&mut plain, &forged).await;
        let kept = placed(
            "select (requester_id_kept = {admin})::text from governance.ai_model_stage_requests where id = {request}",
        );
        assert_eq!(plain.text(&kept).await.unwrap(), "true");
        // Erased, and registered again under the same id and name.
        let again = "create temp table gone as select * from governance.users where id = {admin};
            delete from governance.users where id = {admin};
            insert into governance.users (id, tenant_id, username, role, status)
              select id, tenant_id, username, role, status from gone";
        done(&mut superuser, again).await;
        let told = refused(&mut plain, APPROVE).await;
        assert!(told.contains("whoever asks for a stage"), "{told}");
        as_person(&mut plain, "second").await;
        done(&mut plain, APPROVE).await;
        let told = refused(&mut plain, &change("decided_by = null")).await;
        assert!(told.contains("stays named until erased"), "{told}");
    }
}

#[tokio::test]
async fn each_setting_of_the_registry_is_on_record() {
    for version in VERSIONS {
        let (server, mut plain) = filled(version).await;
        as_person(&mut plain, "admin").await;
        let set = "update governance.ai_registry_settings set changed_by = governance.current_user_id(), four_eyes =";
        for sql in [
            format!("{set} false"),
            format!("{set} false"),
            format!("{set} true"),
            format!("{set} false"),
            "delete from governance.ai_registry_settings".to_owned(),
            "insert into governance.ai_registry_settings (four_eyes) values (false)".to_owned(),
        ] {
            done(&mut plain, &sql).await;
        }
        let told = placed(
            "select concat_ws(' ', four_eyes_before, four_eyes, actor_role) from governance.ai_registry_events
             where actor_id = {admin} and actor_subject_key is not null order by happened_at",
        );
        let expected =
            ["t f", "f t", "t f", "f t", "t f"].map(|step| format!("{step} application"));
        assert_eq!(plain.texts(&told).await.unwrap(), expected);
        let mut superuser = server.plain(DATABASE).await.unwrap();
        for change in [
            "update governance.ai_registry_events set four_eyes = true",
            "delete from governance.ai_registry_events",
            "truncate governance.ai_registry_events",
        ] {
            let told = refused(&mut superuser, change).await;
            assert!(
                told.contains("never changed or deleted"),
                "{change}: {told}"
            );
        }
        let forged = "insert into governance.ai_registry_events (four_eyes_before, four_eyes) values (true, true)";
        let told = refused(&mut plain, forged).await;
        assert!(told.contains("row-level security"), "{told}");
    }
}

#[tokio::test]
async fn an_import_is_told_by_who_may_import_and_a_card_by_its_hash() {
    for version in VERSIONS {
        let (_server, mut plain) = filled(version).await;
        as_person(&mut plain, "admin").await;
        done(&mut plain, "set provost.import_source = 'mlflow'").await;
        done(&mut plain, ASK).await;
        let card = "update governance.ai_models
            set capabilities = jsonb_build_object('model_card', jsonb_build_object('text', 'A card')) where id = {new}";
        done(&mut plain, card).await;
        let told = placed(
            "select event_type || ' ' || coalesce(details #>> array['capabilities', 'to', 'model_card', 'sha256'], '-')
             from governance.ai_model_events where model_key = {new} and event_type <> 'stage_requested' order by happened_at",
        );
        // sha256sum of {"text": "A card"}
        let hash = "d3e4f44edb8008fdf526e03d1d0878c6939cfabd409668b04627006483ed42c8";
        assert_eq!(
            plain.texts(&told).await.unwrap(),
            ["registered -".to_owned(), format!("changed {hash}")]
        );
        let whole = "select count(*)::text from governance.ai_model_events where details::text like '%A card%'";
        assert_eq!(plain.text(whole).await.unwrap(), "0");
        // What happened to a version is found by it, also where a policy decides who reads.
        plain.execute("set enable_seqscan = off").await.unwrap();
        let path = plain
            .texts(&placed(
                "explain (costs off) select event.id from governance.ai_model_events as event where event.model_key = {new}
                 order by event.happened_at desc, event.id limit 500",
            ))
            .await
            .unwrap()
            .join("\n");
        assert!(path.contains("Index Cond: (model_key = "), "{path}");
        assert!(!path.contains("Sort"), "{path}");
    }
}

#[tokio::test]
async fn drift_is_resolved_now_and_by_somebody() {
    for version in VERSIONS {
        let (_server, mut plain) = filled(version).await;
        as_person(&mut plain, "second").await;
        done(
            &mut plain,
            "insert into governance.ai_model_drift (id, model_id, drift_type, drift_severity, feature_name, detected_at)
             values ({drift}, {model 1}, 'data', 'low', 'claim_amount', '2001-01-01')",
        )
        .await;
        done(
            &mut plain,
            "update governance.ai_model_drift set resolved_at = '2001-01-02', resolution_action = 'Watched',
             resolved_by = governance.current_user_id() where id = {drift}",
        )
        .await;
        let dated = placed(
            "select (resolved_at > now() - interval '1 hour')::text from governance.ai_model_drift where id = {drift}",
        );
        assert_eq!(plain.text(&dated).await.unwrap(), "true");
        let unnamed = "update governance.ai_model_drift set resolved_by = null where id = {drift}";
        let told = refused(&mut plain, unnamed).await;
        assert!(told.contains("stays named until erased"), "{told}");
    }
}
