//! Partitioned tables, whose partitions carry copies of what hangs on the whole.

use provost_core::schema::comparison::ObjectKind;

use super::ground::pair;

const NONE: [&str; 0] = [];

const WHOLE: &str = "create table kinds (id int primary key);
    create function noted() returns trigger language plpgsql as $$begin return new; end$$;
    create table logs (id int, at date, kind int constraint of_kind references kinds, body text, constraint logs_key primary key (id, at), constraint long check (length(body) > 2)) partition by range (at);
    create index logs_kind on logs (kind);
    create trigger note after insert on logs for each row execute function noted();
    create table logs_1 partition of logs for values from ('2024-01-01') to ('2025-01-01');
    create table logs_2 partition of logs for values from ('2025-01-01') to ('2026-01-01');
    create table logs_3 partition of logs for values from ('2026-01-01') to ('2027-01-01') partition by hash (id);
    create table logs_3a partition of logs_3 for values with (modulus 2, remainder 0);
    create table logs_3b partition of logs_3 for values with (modulus 2, remainder 1);";

/// Each partition has a copy of every key, index, check and trigger: only that of the whole is told, and dropped.
#[tokio::test]
async fn copies_on_partitions_are_not_told() {
    let less = format!(
        "{WHOLE} alter table logs drop constraint of_kind; drop index logs_kind; drop trigger note on logs; alter table logs drop constraint long; alter table logs drop constraint logs_key;"
    );
    let wanted = [
        "check public.logs.long",
        "foreign key public.logs.of_kind",
        "index public.logs.logs_kind",
        "primary key public.logs.logs_key",
        "trigger public.logs.note",
    ];
    let missing = pair("copies_missing", WHOLE, &less).await;
    let said: Vec<String> = missing.told();
    let named = |change: &str| -> Vec<String> {
        wanted.iter().map(|one| format!("{one} {change}")).collect()
    };
    let keyless = |told: &[String]| -> Vec<String> {
        told.iter()
            .filter(|one| !one.starts_with("column"))
            .cloned()
            .collect()
    };
    assert_eq!(keyless(&said), named("Missing"));
    assert_eq!(missing.led_back().await, NONE);
    let surplus = pair("copies_surplus", &less, WHOLE).await;
    assert_eq!(keyless(&surplus.told()), named("Unexpected"));
    assert_eq!(surplus.led_back().await, NONE);
}

/// What other tools write for such a pair fails: partitions before their whole, inherited constraints dropped, NOT VALID
/// keys. Where there is no way, that is said, and the rest runs.
#[tokio::test]
async fn a_plan_for_partitioned_tables_can_be_applied() {
    let next = "create table kinds (id bigint primary key, word text);
        create function noted() returns trigger language plpgsql as $$begin return new; end$$;
        create table logs (id int, at date, kind bigint, body text not null, more jsonb, constraint logs_key primary key (id, at), constraint longer check (length(body) > 3)) partition by range (at);
        alter table logs add constraint of_kind foreign key (kind) references kinds not valid; create index logs_kind on logs (kind, at); create index logs_body on logs (lower(body));
        create trigger note after insert or update on logs for each row execute function noted();
        create table logs_2 partition of logs for values from ('2025-01-01') to ('2025-07-01');
        create table logs_2b partition of logs for values from ('2025-07-01') to ('2026-01-01') partition by list (id);
        create table logs_2b1 partition of logs_2b for values in (1, 2);
        create table logs_rest partition of logs default;
        create table logs_1 (id int, at date, kind int);
        create table logs_3 (like logs including all); create table logs_3a (id int);";
    for (case, should, is) in [("plan_forth", next, WHOLE), ("plan_back", WHOLE, next)] {
        let pair = pair(case, should, is).await;
        assert!(pair.told().len() > 10, "{:?}", pair.told());
        assert_eq!(pair.led_back().await, NONE, "{case}: {:?}", pair.way.cannot);
    }
}

/// A table that should be partitioned cannot become it: that is told, with all that needs it, and nothing fails.
#[tokio::test]
async fn a_table_that_should_be_partitioned_is_told_to_be_impossible() {
    let plain = "create table kinds (id int primary key); create table logs (id int primary key, at date, kind int references kinds); create table extra (id int);";
    for (case, should, is) in [
        ("become_whole", WHOLE, plain),
        ("become_plain", plain, WHOLE),
    ] {
        let pair = pair(case, should, is).await;
        let cannot = pair.way.cannot.iter();
        assert!(
            cannot
                .clone()
                .any(|one| one.object.name == "logs" && one.object.kind == ObjectKind::Table),
            "{:?}",
            pair.way.cannot
        );
        let statements = pair.statements();
        assert!(
            statements.iter().any(|sql| sql.contains("extra")),
            "what can be done is done: {statements:?}"
        );
        assert_eq!(pair.led_back().await, NONE);
    }
}

/// A key to a partitioned table is one constraint for people and one for each partition in `pg_constraint`.
#[tokio::test]
async fn a_key_to_a_partitioned_table_is_one_key() {
    let keyed = format!(
        "{WHOLE} create table marks (id int, at date, constraint of_log foreign key (id, at) references logs);"
    );
    let same = pair("keys_same", &keyed, &keyed).await;
    assert_eq!(same.comparison.differences, []);
    let count = same
        .comparison
        .counts
        .iter()
        .find(|one| one.kind == ObjectKind::ForeignKey)
        .unwrap();
    assert_eq!(count.expected, 2, "of_kind and of_log");
    let without = format!("{WHOLE} create table marks (id int, at date);");
    let missing = pair("keys_missing", &keyed, &without).await;
    assert_eq!(missing.told(), ["foreign key public.marks.of_log Missing"]);
    assert_eq!(missing.statements().len(), 1);
    assert_eq!(missing.led_back().await, NONE);
}
