//! Backends that somebody filled with what MLflow would never write.

use provost_core::registry::mlflow::Kind;

use super::{NEWEST, Place, counts};

/// Tables without types, lengths and keys to hold anything.
const LOOSENED: &str = "
alter table public.runs drop constraint runs_status_check;
alter table public.model_versions alter name type text, alter source type text, alter description type text, alter current_stage type text;
alter table public.registered_models alter name type text;
alter table public.params alter value type text;
alter table public.registered_model_aliases alter alias type text;
";

const FILLED: &str = r#"
insert into public.experiments values (9, '"; drop table governance.ai_models; --', '/', 'active', 0, 0, 'default');
insert into public.runs (run_uuid, name, status, start_time, end_time, lifecycle_stage, experiment_id) values
  ('''; drop table x; --', 'not hexadecimal', 'FINISHED', 1, 2, 'active', 9),
  ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', E'\x01 <b>&\U0001F600', 'FINISHED', 9223372036854775807, -9223372036854775808, 'active', 9),
  ('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '', 'DONE', 1, 2, 'active', 9),
  ('cccccccccccccccccccccccccccccccc', repeat('n', 250), 'FINISHED', 1795310012318, 1, 'active', 9);
insert into public.params select 'p' || n, repeat('x', 8000), 'cccccccccccccccccccccccccccccccc' from generate_series(1, 1000) as n;
insert into public.params values ('huge', repeat('y', 5000000), 'cccccccccccccccccccccccccccccccc');
insert into public.tags values
  ('db_password', 'hunter2', 'cccccccccccccccccccccccccccccccc'),
  ('mlflow.source.git.repoURL', 'https://me:hunter2@git.example/a', 'cccccccccccccccccccccccccccccccc'),
  ('mlflow.note.content', '${jndi:ldap://x} {{7*7}} $(id) \u0000', 'cccccccccccccccccccccccccccccccc'),
  ('mlflow.log-model.history', '[{"flavors": {"a\u0000b": {}}}]', 'cccccccccccccccccccccccccccccccc');
insert into public.metrics values
  ('m', 'NaN', 1795310012318, 'cccccccccccccccccccccccccccccccc', 0, false),
  ('m', 'Infinity', 1795310012318, 'cccccccccccccccccccccccccccccccc', 1, false),
  ('m', '-Infinity', 1795310012318, 'cccccccccccccccccccccccccccccccc', 2, false),
  ('m', 1.7976931348623157e308, 1795310012318, 'cccccccccccccccccccccccccccccccc', 3, false),
  ('m', 0, 1795310012318, 'cccccccccccccccccccccccccccccccc', 4, true),
  ('m', 1, 9223372036854775807, 'cccccccccccccccccccccccccccccccc', 5, false),
  (' ', 1, 1795310012318, 'cccccccccccccccccccccccccccccccc', 6, false),
  ('m', 1.7976931348623155e308, 1795310012318, 'cccccccccccccccccccccccccccccccc', 7, false),
  ('m', 5e-324, 1795310012318, 'cccccccccccccccccccccccccccccccc', 8, false),
  ('m', '-0', 1795310012318, 'cccccccccccccccccccccccccccccccc', 9, false),
  ('it''s "odd"', 1, 1795310012318, 'cccccccccccccccccccccccccccccccc', 9223372036854775807, false);
insert into public.latest_metrics values
  ('m', 1.7976931348623155e308, 1795310012318, 7, false, 'cccccccccccccccccccccccccccccccc'),
  ('tiny', 5e-324, 1795310012318, 8, false, 'cccccccccccccccccccccccccccccccc'),
  ('zero', '-0', 1795310012318, 8, false, 'cccccccccccccccccccccccccccccccc'),
  ('odd', 'NaN', 1795310012318, 8, false, 'cccccccccccccccccccccccccccccccc');
insert into public.datasets values
  ('dddddddddddddddddddddddddddddddd', 9, 'postgres://me:hunter2@h/d', 'x', 'odd', '{"uri": "s3://me:hunter2@b", "n": "\u0000", "deep": ' || repeat('[', 5000) || repeat(']', 5000) || '}'),
  ('eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', 9, 'b', 'y', 'odd', 'no json, password=hunter2');
insert into public.inputs (input_uuid, source_type, source_id, destination_type, destination_id) values
  ('1', 'DATASET', 'dddddddddddddddddddddddddddddddd', 'RUN', 'cccccccccccccccccccccccccccccccc'),
  ('2', 'DATASET', 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', 'RUN', 'cccccccccccccccccccccccccccccccc'),
  ('3', 'DATASET', 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', 'RUN', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
insert into public.registered_models (name) values ('x''); drop table governance.ai_models; --'), (repeat('n', 600)), (' '), ('m');
insert into public.model_versions (name, version, creation_time, last_updated_time, current_stage, source, run_id, description) values
  ('x''); drop table governance.ai_models; --', 2147483647, 9223372036854775807, 1, 'Production', 's3://me:hunter2@b/k', 'cccccccccccccccccccccccccccccccc', repeat('d', 100000)),
  ('m', -1, null, null, null, null, 'cccccccccccccccccccccccccccccccc', '  '),
  ('m', 1, 0, 0, 'PRODUCTION; --', '', '', ''),
  (repeat('n', 600), 1, 0, 0, 'None', '', '', ''),
  (' ', 1, 0, 0, 'None', '', '', '');
insert into public.registered_model_aliases (alias, version, name) values
  ('a b; --', 2147483647, 'x''); drop table governance.ai_models; --'), ('ok', 99, 'm'), ('fine', -1, 'm');
"#;

#[tokio::test]
async fn what_cannot_be_kept_is_left_out_and_the_rest_comes() {
    let place = Place::with(NEWEST).await;
    place.backend(LOOSENED).await;
    place.backend(FILLED).await;
    let import = place.import().await;
    assert_eq!(counts(&import, Kind::Versions), [8, 0, 0, 6]);
    assert_eq!(counts(&import, Kind::Aliases), [4, 0, 0, 2]);
    // Of the four runs one is kept; one is over and says no moment of a calendar.
    assert_eq!(counts(&import, Kind::Runs), [8, 0, 0, 4]);
    assert_eq!(counts(&import, Kind::Metrics), [741, 0, 0, 11]);
    let again = place.import().await;
    for kind in Kind::ALL {
        assert_eq!(
            counts(&again, kind)[..2],
            [0, 0],
            "{kind:?} {:?}",
            again.changed
        );
    }
    let kept = place
        .text("select (select string_agg(m::text, ' ') from governance.ai_models as m) || (select string_agg(r::text, ' ') from governance.model_training_runs as r)
            || (select string_agg(l::text, ' ') from governance.ai_data_lineage as l) || (select string_agg(e::text, ' ') from governance.ai_model_events as e)")
        .await;
    assert!(!kept.contains("hunter2"));
    let size = "select (pg_column_size(parameters::text) < 3000000)::text || ' ' || (environment #>> '{mlflow,leftOut}')
                from governance.model_training_runs where tracker_run_id = 'cccccccccccccccccccccccccccccccc'";
    assert_eq!(place.text(size).await, "true 701");
    let metrics = "select metrics::text from governance.model_training_runs where tracker_run_id = 'cccccccccccccccccccccccccccccccc'";
    assert!(!place.text(metrics).await.contains("odd"));
}

#[tokio::test]
async fn a_planted_view_or_function_of_the_backend_is_not_run() {
    let place = Place::with("select 1").await;
    place
        .backend(&NEWEST.replace("public.runs", "public.runs_kept"))
        .await;
    place
        .backend(
            "create table public.reached (at timestamptz);
             create function public.reach() returns text language plpgsql as $$ begin insert into public.reached values (now()); return ''; end $$;
             create view public.runs as select *, public.reach() from public.runs_kept;
             create function public.left(text, integer) returns text language sql as 'select public.reach()'",
        )
        .await;
    let message = place
        .try_import(&super::asked())
        .await
        .unwrap_err()
        .to_string();
    assert!(message.contains("holds no tables of MLflow"), "{message}");
    let mut plain = place.server.plain(super::BACKEND).await.unwrap();
    assert_eq!(
        plain
            .text("select count(*)::text from public.reached")
            .await
            .unwrap(),
        "0"
    );
}
