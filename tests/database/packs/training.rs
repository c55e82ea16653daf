//! What the training pack does beyond keeping rows.

use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;

use crate::installed::{DATABASE, TENANTS, VERSIONS, all, fill};

async fn filled(version: Version) -> (TestServer, Plain) {
    let server = all(version).await;
    let mut plain = server.plain(DATABASE).await.unwrap();
    fill(&mut plain, TENANTS[0]).await;
    (server, plain)
}

/// A statement in which `{name}` is the id of that name of the first tenant.
fn placed(sql: &str) -> String {
    let mut text = sql.replace("{tenant}", TENANTS[0]);
    while let (Some(start), Some(end)) = (text.find('{'), text.find('}')) {
        let id = format!("md5('{}' || '{}')::uuid", TENANTS[0], &text[start + 1..end]);
        text.replace_range(start..=end, &id);
    }
    text
}

async fn refusal(plain: &mut Plain, sql: &str) -> String {
    plain.execute(&placed(sql)).await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_feature_is_what_was_known_at_the_time() {
    for version in VERSIONS {
        let (_server, mut plain) = filled(version).await;
        let mut known = async |moment: &str| {
            let sql = format!(
                "select value::text from governance.feature_values_as_of(array[{{feature version 1}}], 'C-1001', {moment})"
            );
            plain.texts(&placed(&sql)).await.unwrap()
        };
        // The value 2 of the first of January was recorded an hour later, and corrected to 3 two days later.
        assert_eq!(
            known("'2025-01-01T00:30:00Z'").await,
            Vec::<String>::new(),
            "true, but not known yet"
        );
        assert_eq!(known("'2025-01-02T00:00:00Z'").await, ["2"]);
        assert_eq!(
            known("'2025-01-04T00:00:00Z'").await,
            ["3"],
            "the correction counts once it is known"
        );
        assert_eq!(
            known("'2025-01-02T00:00:00Z', 'infinity'").await,
            ["3"],
            "with what was recorded later"
        );
        assert_eq!(known("'2025-01-30T23:00:00Z'").await, ["3"]);
        assert_eq!(
            known("'2025-01-31T00:00:00Z'").await,
            Vec::<String>::new(),
            "it lives for 30 days"
        );
        assert_eq!(
            known("'2024-12-31T00:00:00Z', 'infinity'").await,
            Vec::<String>::new(),
            "not true yet"
        );
    }
}

#[tokio::test]
async fn values_have_the_type_of_their_feature() {
    let (_server, mut plain) = filled(Version::Bundled).await;
    for (value, fits) in [
        ("'4'", true),
        ("null", true),
        ("'null'", true),
        ("'4.5'", false),
        ("'\"4\"'", false),
        ("'[4]'", false),
    ] {
        let sql = placed(&format!(
            "insert into governance.feature_values (tenant_id, feature_version_id, entity_key, event_time, value) \
             values ('{{tenant}}', {{feature version 1}}, {value} || 'E', now(), {value})"
        ))
        .replace("null || 'E'", "'E'");
        assert_eq!(plain.execute(&sql).await.is_ok(), fits, "{value}");
    }
}

#[tokio::test]
async fn a_feature_is_stale_once_its_newest_value_is_too_old() {
    let (_server, mut plain) = filled(Version::Bundled).await;
    let stale = "select is_stale::text from governance.feature_freshness";
    assert_eq!(plain.texts(stale).await.unwrap(), ["true"]);
    let fresh = "insert into governance.feature_values (tenant_id, feature_version_id, entity_key, event_time, value) \
                 values ('{tenant}', {feature version 1}, 'C-1001', now() - interval '23 hours', '4')";
    plain.execute(&placed(fresh)).await.unwrap();
    assert_eq!(plain.texts(stale).await.unwrap(), ["false"]);
    plain.execute("update governance.feature_definitions set freshness_target = null; delete from governance.feature_values").await.unwrap();
    assert_eq!(
        plain.texts(stale).await.unwrap(),
        ["false"],
        "nobody said how fresh it must be"
    );
}

#[tokio::test]
async fn a_fine_tuned_model_keeps_the_data_of_its_base() {
    for version in VERSIONS {
        let (_server, mut plain) = filled(version).await;
        let tuned = "insert into governance.ai_models select (jsonb_populate_record(model, jsonb_build_object('id', {tuned}, 'version', '2'))).*
                       from governance.ai_models as model where model.id = {model 1};
                     insert into governance.model_training_runs (tenant_id, name, kind, model_id, base_model_id)
                       values ('{tenant}', 'tuning', 'fine_tuning', {tuned}, {model 1}),
                              ('{tenant}', 'and back', 'distillation', {model 1}, {tuned})";
        plain.execute(&placed(tuned)).await.unwrap();
        let subjects = "select count(distinct subject_key)::text from governance.model_training_data as used
                        join governance.training_dataset_subjects as subject using (tenant_id, dataset_version_id)
                        where used.model_id = {tuned} and used.used_for = 'training' and used.is_inherited";
        assert_eq!(plain.text(&placed(subjects)).await.unwrap(), "2");
    }
}

#[tokio::test]
async fn versions_stay_what_they_were() {
    let (_server, mut plain) = filled(Version::Bundled).await;
    let hash = "update governance.training_dataset_versions set content_hash = repeat('00', 32)";
    assert!(refusal(&mut plain, hash).await.contains("is never changed"));
    let formula = "update governance.feature_versions set transformation = 'other'";
    assert!(
        refusal(&mut plain, formula)
            .await
            .contains("is never changed")
    );
    let used = "delete from governance.training_dataset_versions where id = {dataset version 1}";
    assert!(refusal(&mut plain, used).await.contains("foreign key"));
    plain
        .execute("update governance.training_dataset_versions set deleted_at = now()")
        .await
        .unwrap();
    plain
        .execute(&placed(
            "delete from governance.users where tenant_id = '{tenant}'",
        ))
        .await
        .unwrap();
    let kept = "select (user_id is null and subject_key is not null)::text from governance.training_dataset_versions where id = {dataset version 1}";
    assert_eq!(
        plain.text(&placed(kept)).await.unwrap(),
        "true",
        "the pseudonym outlives the person"
    );
}

#[tokio::test]
async fn a_budget_counts_what_was_spent_in_its_period_and_currency() {
    let (_server, mut plain) = filled(Version::Bundled).await;
    let spending = "select concat_ws(' ', trim_scale(spent), trim_scale(share), is_warned, is_exceeded, other_currencies) \
                    from governance.ai_budget_spending";
    assert_eq!(
        plain.text(spending).await.unwrap(),
        "0 0 f f 0",
        "what was spent in other months does not count"
    );
    let costs = "insert into governance.ai_costs (tenant_id, model_id, category, period_start, period_end, amount, currency, source)
                 select '{tenant}', {model 1}, 'inference', date_trunc('month', now(), 'UTC'), now() + interval '1 hour', amount, currency, 'measured'
                 from (values (400.0000001, 'EUR'), (-0.0000001, 'EUR'), (9999, 'USD')) as cost (amount, currency)";
    plain.execute(&placed(costs)).await.unwrap();
    assert_eq!(plain.text(spending).await.unwrap(), "400 0.8 t f 1");
}
