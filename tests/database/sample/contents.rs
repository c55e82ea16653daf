//! What is in it: the numbers that are promised, the stories, and that all of it hangs together.

use provost_core::sample::SAMPLE_TENANT;
use provost_tests::plain::Plain;

use crate::company::{DAY, Place, number};

#[tokio::test]
async fn the_company_is_whole() {
    let place = Place::make().await;
    let mut plain = place.plain().await;
    plain
        .execute("create role demo_auditor login")
        .await
        .unwrap();
    assert!(place.load(1).await.unwrap());
    the_numbers_are_those_promised(&mut plain).await;
    one_model_drifts_and_one_gets_dearer(&mut plain).await;
    lineage_reaches_from_tables_to_predictions(&mut plain).await;
    consent_is_as_its_events_say(&mut plain).await;
    levels_name_columns_that_exist(&mut plain).await;
    every_reference_leads_somewhere(&mut plain).await;
    what_is_measured_is_held(&mut plain).await;
    nothing_has_happened_yet(&mut plain).await;
    names_are_made_up(&mut plain).await;
    neighbours_share_a_topic(&mut plain).await;
    the_auditor_reads_it(&place).await;
    the_state_tells_of_it(&place).await;
}

async fn the_numbers_are_those_promised(plain: &mut Plain) {
    let exact = [
        ("ai_models", 40.0),
        ("ai_agents", 12.0),
        ("users", 60.0),
        ("ai_data_lineage", 3000.0),
        ("ai_data_consent", 20000.0),
        ("ai_data_privacy", 400.0),
        ("ai_access_log", 50000.0),
        ("ai_model_deployments where status = 'error'", 2.0),
    ];
    for (what, expected) in exact {
        let found = number(plain, &format!("select count(*) from governance.{what}")).await;
        assert!((found - expected).abs() < 0.5, "{found} of {what}");
    }
    let some = [
        "select count(*) from governance.ai_data_consent where consent_given and expires_at between '2026-03-01' and '2026-03-31'",
        "select count(*) from governance.ai_data_consent where withdrawn_at > '2026-01-30'",
        "select count(*) from governance.ai_data_consent_events where event_state = 'renewed'",
        "select count(*) from governance.ai_compliance where next_check_due_at < '2026-03-01'",
        "select count(*) from governance.ai_data_encryption",
        "select count(*) from governance.ai_models where deployment_status = 'production'",
        // The question of the product: models in production with data of people who withdrew since.
        "select count(distinct model.id) from governance.ai_models model
         join governance.model_training_data used on used.model_id = model.id
         join governance.training_dataset_consent_purposes basis
           on basis.dataset_version_id = used.dataset_version_id and basis.lawful_basis = 'consent'
         join governance.training_dataset_subjects subject on subject.dataset_version_id = used.dataset_version_id
         join governance.ai_data_consent consent
           on consent.subject_key = subject.subject_key and consent.purpose = basis.purpose and consent.state = 'withdrawn'
         where model.deployment_status = 'production'",
    ];
    for sql in some {
        assert!(number(plain, sql).await > 2.0, "{sql}");
    }
}

async fn one_model_drifts_and_one_gets_dearer(plain: &mut Plain) {
    let mean = |name: &str, kind: &str, from: i32, to: i32| {
        format!(
            "select avg(metric_value) from governance.ai_performance_metrics metric
             join governance.ai_models model on model.id = metric.model_id
             where model.name = '{name}' and model.deployment_status = 'production' and metric_type = '{kind}'
               and recorded_at between timestamptz '{DAY}Z' - interval '{from} days' and timestamptz '{DAY}Z' - interval '{to} days'"
        )
    };
    let before = number(plain, &mean("fraud-detector", "accuracy", 200, 80)).await;
    let now = number(plain, &mean("fraud-detector", "accuracy", 7, 0)).await;
    assert!(before - now > 5.0, "{before} to {now}");
    let before = number(plain, &mean("claims-summariser", "cost", 240, 150)).await;
    let now = number(plain, &mean("claims-summariser", "cost", 28, 0)).await;
    assert!(now > before * 1.8, "{before} to {now}");
    // What a version in production costs is also that of the agent which its deployment serves, where it serves one.
    let agents =
        "select count(distinct agent_id) from governance.ai_costs where category = 'inference'";
    assert!(number(plain, agents).await > 4.0);
    let astray = "select count(*) from governance.ai_costs cost join governance.ai_model_deployments deployment
        on deployment.id = cost.deployment_id where deployment.agent_id is distinct from cost.agent_id";
    assert!(number(plain, astray).await == 0.0);
    let open = plain
        .texts(
            "select drift_severity from governance.ai_model_drift drift join governance.ai_models model on model.id = drift.model_id
             where model.name = 'fraud-detector' order by detected_at",
        )
        .await
        .unwrap();
    assert_eq!(open, ["low", "medium", "high", "critical"]);
    let last = "select count(*) from governance.ai_model_drift where drift_severity = 'critical' and resolved_at is null";
    assert!(number(plain, last).await > 0.0);
}

async fn lineage_reaches_from_tables_to_predictions(plain: &mut Plain) {
    let upstream = "with recursive walk (name, record, depth) as (
            (select 'sample_company.model_scores', id, 0 from sample_company.model_scores where model_name = 'fraud-detector' limit 1)
            union
            select edge.source_table, edge.source_record_id, depth + 1 from walk
            join governance.ai_data_lineage edge on edge.target_table = name and edge.target_record_id = record)";
    let tables = plain
        .texts(&format!(
            "{upstream} select distinct name from walk order by 1"
        ))
        .await
        .unwrap();
    for table in [
        "ai_models",
        "feature_versions",
        "model_training_runs",
        "sample_company.claims",
        "training_dataset_versions",
    ] {
        assert!(tables.iter().any(|name| name == table), "{tables:?}");
    }
    // Every edge leads from an earlier layer to a later one or to a later model, so nothing comes round.
    let back = "with edges as (select source_table || coalesce(source_record_id::text, '') as source, target_table || target_record_id as target,
            (transformation_details ->> 'layer')::int as layer from governance.ai_data_lineage)
        select count(*) from edges as one join edges as next on next.source = one.target where next.layer < one.layer";
    assert!(number(plain, back).await == 0.0);
    let ghosts = "select count(*) from governance.ai_data_lineage edge where target_table = 'sample_company.model_scores'
        and not exists (select from sample_company.model_scores score where score.id = edge.target_record_id)";
    assert!(number(plain, ghosts).await == 0.0);
}

async fn consent_is_as_its_events_say(plain: &mut Plain) {
    let broken = format!("select count(*) from governance.check_consent_events('{SAMPLE_TENANT}')");
    assert!(number(plain, &broken).await == 0.0);
    let other = "select count(*) from governance.ai_data_consent consent
        join (select distinct on (subject_key, purpose) * from governance.ai_data_consent_events
              order by subject_key, purpose, sequence_number desc) last using (tenant_id, subject_key, purpose)
        where (consent.state, consent.state_since, consent.event_count)
          is distinct from (last.event_state, last.occurred_at, last.sequence_number)";
    assert!(number(plain, other).await == 0.0);
    // The trigger goes on from where the loading stopped.
    plain
        .execute(&format!(
            "insert into governance.ai_data_consent_events (tenant_id, subject_key, purpose, data_type, event_state, occurred_at)
             select tenant_id, subject_key, purpose, data_type, 'withdrawn', now() from governance.ai_data_consent
             where tenant_id = '{SAMPLE_TENANT}' and consent_given order by id limit 1"
        ))
        .await
        .unwrap();
    assert!(number(plain, &broken).await == 0.0);
}

async fn levels_name_columns_that_exist(plain: &mut Plain) {
    let columns = "from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'sample_company'::regnamespace and c.relkind = 'r' and a.attnum > 0";
    let all = number(plain, &format!("select count(*) {columns}")).await;
    let named = number(
        plain,
        &format!(
            "select count(*) {columns} and exists (select from governance.ai_data_privacy level
               where level.schema_name = 'sample_company' and level.table_name = c.relname and level.field_name = a.attname)"
        ),
    )
    .await;
    assert!((named - 400.0).abs() < 0.5, "{named} of {all}");
    assert!((20.0..40.0).contains(&(all - named)), "{named} of {all}");
}

/// The loading of the large tables rests the foreign keys, so each is looked at here.
async fn every_reference_leads_somewhere(plain: &mut Plain) {
    let checks = plain
        .texts(
            "select format('select %L where exists (select from %s as child where %s and not exists (select from %s as parent where %s))',
                      key.conname, key.conrelid::regclass,
                      string_agg(format('child.%I is not null', own.attname), ' and '), key.confrelid::regclass,
                      string_agg(format('child.%I = parent.%I', own.attname, other.attname), ' and '))
             from pg_constraint key
             cross join generate_subscripts(key.conkey, 1) as place
             join pg_attribute own on own.attrelid = key.conrelid and own.attnum = key.conkey[place]
             join pg_attribute other on other.attrelid = key.confrelid and other.attnum = key.confkey[place]
             where key.contype = 'f' and key.conparentid = 0 and key.connamespace = 'governance'::regnamespace
             group by key.oid, key.conname, key.conrelid, key.confrelid",
        )
        .await
        .unwrap();
    assert!(checks.len() > 100, "{} foreign keys", checks.len());
    for check in checks {
        assert_eq!(plain.texts(&check).await.unwrap(), [""; 0]);
    }
}

/// What metrics are of has no foreign key of theirs: the table that has it knows all of them.
async fn what_is_measured_is_held(plain: &mut Plain) {
    let of = |of: &str| {
        format!(
            "select distinct tenant_id || ' ' || subject.kind || ' ' || subject.id from governance.ai_performance_metrics,
             lateral (values ('tenant', tenant_id), ('model', model_id), ('agent', agent_id), ('deployment', deployment_id))
               as subject (kind, id) where subject.id is not null {of}"
        )
    };
    let measured = plain.texts(&of("")).await.unwrap();
    assert!(measured.len() > 20, "{} subjects", measured.len());
    let held = "and (tenant_id, subject.kind, subject.id) not in
        (select tenant_id, subject_type, subject_id from governance.ai_metric_subjects)";
    assert_eq!(plain.texts(&of(held)).await.unwrap(), [""; 0]);
}

async fn nothing_has_happened_yet(plain: &mut Plain) {
    for (table, column) in [
        ("ai_access_log", "accessed_at"),
        ("ai_performance_metrics", "recorded_at"),
        ("ai_data_lineage", "created_at"),
        ("audit_log", "occurred_at"),
        ("ai_data_quality", "checked_at"),
        ("chat_history", "created_at"),
    ] {
        let sql = format!(
            "select count(*) from governance.{table} where {column} >= timestamptz '{DAY} 00:00Z'"
        );
        assert!(number(plain, &sql).await == 0.0, "{table}");
    }
}

async fn names_are_made_up(plain: &mut Plain) {
    let real = "select count(*) from (select email from governance.users union all select email from sample_company.policy_holders) as known
        where email !~ '([.]example|@example[.]org)$'";
    assert!(number(plain, real).await == 0.0);
    let tenant =
        "select is_sample::int from governance.tenants where name = 'Halvard Mutual Insurance'";
    assert!((number(plain, tenant).await - 1.0).abs() < 0.1);
}

/// Structured vectors: without neighbours every index would look broken.
async fn neighbours_share_a_topic(plain: &mut Plain) {
    let place = "select set_config('search_path', quote_ident(space.nspname), false) from pg_extension extension
        join pg_namespace space on space.oid = extension.extnamespace where extname = 'vector'";
    plain.texts(place).await.unwrap();
    let shared =
        "with asked as (select id, embedding::vector(384) as place, metadata ->> 'topic' as topic
              from governance.ai_embeddings where dimensions = 384 order by id limit 40)
        select avg((near.topic = asked.topic)::int) from asked, lateral (
          select metadata ->> 'topic' as topic from governance.ai_embeddings
          where dimensions = 384 order by (embedding <=> asked.place) + 0 limit 10) as near";
    assert!(number(plain, shared).await > 0.8);
}

async fn the_auditor_reads_it(place: &Place) {
    let mut auditor = place.plain_as("demo_auditor").await;
    assert!(
        (number(&mut auditor, "select count(*) from governance.ai_models").await - 40.0).abs()
            < 0.5
    );
    assert!(number(&mut auditor, "select count(*) from sample_company.claims").await > 0.0);
    assert!(
        auditor
            .execute("delete from governance.ai_models")
            .await
            .is_err()
    );
}

async fn the_state_tells_of_it(place: &Place) {
    let state = place.state().await;
    assert!(state.loaded);
    assert_eq!(state.seed, Some(1));
    assert_eq!(state.day.as_deref(), Some(DAY));
    assert_eq!(state.loaded_at.as_deref(), Some("2026-03-01T09:30:00Z"));
    let models = state.counts.iter().find(|count| count.table == "ai_models");
    assert_eq!(models.map(|count| count.rows), Some(40));
}
