use super::*;
use crate::audit::Status;
use crate::catalog::sample::{column, healthy, index, named, table};
use crate::catalog::{Column, Persistence, Publication};

#[test]
fn a_table_needs_a_key() {
    let catalog = healthy()
        .with(table("public.a").keyed())
        .with(table("public.b"));
    let checked = primary_key(&catalog);
    assert_eq!(checked.examined, 2);
    let [finding] = checked.answer.findings() else {
        panic!("one finding: {:?}", checked.answer);
    };
    assert_eq!(
        (finding.subject.as_str(), finding.severity),
        ("public.b", Severity::Medium)
    );
    assert!(
        finding
            .fix_sql
            .as_deref()
            .unwrap()
            .contains("ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;")
    );
    let passing = healthy().with(table("public.a").keyed());
    assert_eq!(primary_key(&passing).answer.status(), Status::Pass);
}

#[test]
fn partitions_extensions_and_foreign_tables_are_left_out() {
    let mut partition = table("public.p1");
    partition.partition_of = Some(named("public.p"));
    let mut member = table("public.spatial_ref_sys");
    member.extension = Some("postgis".to_owned());
    let mut foreign = table("public.f");
    foreign.kind = RelationKind::ForeignTable;
    let catalog = healthy().with(partition).with(member).with(foreign);
    assert_eq!(primary_key(&catalog).answer.status(), Status::Pass);
}

#[test]
fn state_of_a_migration_tool_is_only_mentioned() {
    for name in ["public.alembic_version", "public.DATABASECHANGELOG"] {
        let answer = primary_key(&healthy().with(table(name))).answer;
        assert_eq!(answer.worst(), Some(Severity::Info), "{name}");
        assert!(answer.findings()[0].fix_sql.is_none());
    }
    let mut single = table("public.settings");
    single.row_estimate = Some(1);
    assert_eq!(
        primary_key(&healthy().with(single)).answer.worst(),
        Some(Severity::Info)
    );
}

#[test]
fn a_unique_index_becomes_the_key() {
    let unique = |predicate: Option<&str>, not_null| {
        table("public.codes")
            .with_column(Column {
                not_null,
                ..column("code", "text")
            })
            .with_index(Index {
                unique: true,
                predicate: predicate.map(str::to_owned),
                ..index("codes_code", &["code"])
            })
    };
    let answer = primary_key(&healthy().with(unique(None, true))).answer;
    assert_eq!(answer.worst(), Some(Severity::Low));
    let fix = answer.findings()[0].fix_sql.as_deref().unwrap();
    assert!(
        fix.contains("ADD CONSTRAINT codes_pkey PRIMARY KEY USING INDEX codes_code;"),
        "{fix}"
    );
    for other in [unique(Some("(code <> '')"), true), unique(None, false)] {
        assert_eq!(
            primary_key(&healthy().with(other)).answer.worst(),
            Some(Severity::Medium)
        );
    }
}

#[test]
fn a_published_table_without_key_cannot_be_updated() {
    let mut catalog = healthy().with(table("public.a"));
    catalog.publications.push(Publication {
        name: "out".to_owned(),
        owner: "app_owner".to_owned(),
        all_tables: true,
        tables: vec![],
        operations: vec!["insert".to_owned(), "update".to_owned()],
        ..Publication::default()
    });
    assert_eq!(primary_key(&catalog).answer.worst(), Some(Severity::High));
    for table in &mut catalog.relations {
        table.replica_identity = crate::catalog::ReplicaIdentity::Full;
    }
    assert_eq!(primary_key(&catalog).answer.worst(), Some(Severity::Medium));
}

fn integer_key(rows: i64, last_value: i64, data_type: &str) -> Checked {
    let mut orders = table("public.orders").keyed();
    orders.persistence = Persistence::Permanent;
    orders.row_estimate = Some(rows);
    for column in &mut orders.columns {
        data_type.clone_into(&mut column.data_type);
    }
    let mut catalog = healthy().with(orders);
    catalog.sequences.push(Sequence {
        name: named("public.orders_id_seq"),
        owner: "app_owner".to_owned(),
        data_type: data_type.to_owned(),
        start: 1,
        increment: 1,
        minimum: 1,
        maximum: i64::MAX,
        cache: 1,
        cycles: false,
        last_value: Some(last_value),
        owned_by: Some((named("public.orders"), "id".to_owned())),
        identity: false,
        column_type: Some(data_type.to_owned()),
        comment: None,
        grants: vec![],
    });
    key_width(&catalog)
}

#[test]
fn a_growing_table_needs_a_wide_key() {
    assert_eq!(
        integer_key(2_000_000, 2_000_000, "integer").answer.worst(),
        Some(Severity::Low)
    );
    assert_eq!(
        integer_key(2_000_000, 1_000_000_000, "integer")
            .answer
            .worst(),
        Some(Severity::Medium)
    );
    assert_eq!(
        integer_key(10, 20_000, "smallint").answer.worst(),
        Some(Severity::Medium)
    );
    let answer = integer_key(2_000_000, 2_000_000, "integer").answer;
    assert!(
        answer.findings()[0]
            .fix_sql
            .as_deref()
            .unwrap()
            .ends_with("ALTER SEQUENCE public.orders_id_seq AS bigint;")
    );
}

#[test]
fn small_tables_and_wide_keys_pass() {
    assert_eq!(
        integer_key(1_000, 1_000, "integer").answer.status(),
        Status::Pass
    );
    let wide = integer_key(2_000_000, 2_000_000, "bigint");
    assert_eq!((wide.answer.status(), wide.examined), (Status::Pass, 0));
}
