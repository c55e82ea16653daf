//! What is measured of models and how they drift.

use crate::installed::VERSIONS;
use crate::registry::{as_person, done, filled, placed, refused};

/// A comparison, and what it found.
const FOUND: &str = "insert into governance.ai_drift_runs
               (id, model_id, drift_type, reference_source, reference_rows, current_source, current_rows, compared_columns,
                drifted_columns, drift_severity)
             values ({run}, {model 1}, 'data', 'claims of May', 900, 'claims of June', 800, 3, 1, 'low');
             insert into governance.ai_model_drift (id, model_id, run_id, drift_type, drift_severity, feature_name, test, score, threshold)
             values ({drift}, {model 1}, {run}, 'data', 'low', 'claim_amount', 'psi', 0.12, 0.1)";

#[tokio::test]
async fn what_drifted_and_what_was_done_is_not_rewritten() {
    for version in VERSIONS {
        let (_server, mut plain) = filled(version).await;
        as_person(&mut plain, "second").await;
        done(&mut plain, FOUND).await;
        let resolve = "update governance.ai_model_drift set resolved_at = now(), resolution_action = 'Watched',";
        for (change, expected) in [
            (
                "update governance.ai_model_drift set score = 0.01",
                "as it was found",
            ),
            (
                "update governance.ai_model_drift set drift_severity = 'high'",
                "as it was found",
            ),
            (
                &format!("{resolve} resolver_subject_key = gen_random_uuid()"),
                "nobody is named",
            ),
            (
                &format!("{resolve} resolved_by = {{admin}}"),
                "row-level security",
            ),
        ] {
            let told = refused(&mut plain, &format!("{change} where id = {{drift}}")).await;
            assert!(told.contains(expected), "{change}: {told}");
        }
        let own = "resolved_by = governance.current_user_id()";
        done(&mut plain, &format!("{resolve} {own} where id = {{drift}}")).await;
        for change in [
            "resolution_action = 'Trained again'",
            "resolved_at = null, resolved_by = null, resolution_action = null",
        ] {
            let sql = format!("update governance.ai_model_drift set {change} where id = {{drift}}");
            let told = refused(&mut plain, &sql).await;
            assert!(told.contains("resolved stays as it is"), "{change}: {told}");
        }
        done(
            &mut plain,
            "delete from governance.ai_model_drift where id = {drift}",
        )
        .await;
        let left =
            placed("select count(*)::text from governance.ai_model_drift where id = {drift}");
        assert_eq!(plain.text(&left).await.unwrap(), "1");
        let told = placed(
            "select event_type from governance.ai_model_events where details ->> 'drift' = {drift}::text order by happened_at",
        );
        assert_eq!(
            plain.texts(&told).await.unwrap(),
            ["drift_found", "drift_resolved"]
        );
    }
}

#[tokio::test]
async fn a_measurement_that_comes_twice_is_there_once() {
    for version in VERSIONS {
        let (_server, mut plain) = filled(version).await;
        as_person(&mut plain, "member").await;
        let twice = "insert into governance.ai_performance_metrics
              (id, tenant_id, model_id, metric_type, metric_unit, metric_value, recorded_at)
            select governance.metric_id(governance.metric_key('{tenant}', 'speed', unit, {model 1}, null, null, '[]'), moment),
              '{tenant}', {model 1},
              'speed', unit, 1, moment
            from (values ('ms', timestamptz '1969-12-31 23:59:59.5Z'), ('s', '1969-12-31 23:59:59.5Z'), ('ms', '2150-06-01Z'),
                         (null, '2150-06-01Z')) as read (unit, moment)
            on conflict (tenant_id, id, recorded_at) do nothing";
        for zone in ["UTC", "Asia/Tokyo"] {
            done(&mut plain, &format!("set time zone '{zone}'; {twice}")).await;
        }
        let kept = "select count(*)::text from governance.ai_performance_metrics where metric_type = 'speed'";
        assert_eq!(plain.text(kept).await.unwrap(), "4");
        // The ids follow the time, from 1970 on.
        let order = "select string_agg((id::text collate \"C\" < '8')::text, ' ' order by recorded_at)
            from governance.ai_performance_metrics where metric_type = 'speed' and recorded_at > '1970-01-01Z'";
        assert_eq!(plain.text(order).await.unwrap(), "true true");
    }
}
