use super::*;
use crate::audit::Status;
use crate::catalog::sample::{healthy, table};

#[test]
fn a_table_has_one_finding_however_many_columns() {
    let orders = table("public.orders")
        .col("created_at", "timestamp without time zone")
        .col("shipped_at", "timestamp(3) without time zone")
        .col("paid_at", "timestamp with time zone");
    let checked = time_zone(&healthy().with(orders));
    assert_eq!(checked.examined, 3);
    let [finding] = checked.answer.findings() else {
        panic!("one finding: {:?}", checked.answer);
    };
    assert_eq!(
        finding.statement,
        "Columns that store a time without its zone: 2."
    );
    assert_eq!(finding.facts[0].value, "created_at, shipped_at");
    let fix = finding.fix_sql.as_deref().unwrap();
    assert!(
        fix.contains(
            "ALTER COLUMN created_at TYPE timestamptz USING created_at AT TIME ZONE 'UTC',"
        ),
        "{fix}"
    );
}

#[test]
fn many_tables_of_a_schema_become_one_finding() {
    let mut catalog = healthy().with(table("sales.one").col("at", "timestamp without time zone"));
    for n in 0..=TABLES_APART {
        catalog =
            catalog.with(table(&format!("public.t{n}")).col("at", "timestamp without time zone"));
    }
    let answer = time_zone(&catalog).answer;
    let subjects: Vec<&str> = answer
        .findings()
        .iter()
        .map(|finding| finding.subject.as_str())
        .collect();
    assert_eq!(subjects, ["sales.one", "schema public"]);
    assert_eq!(
        answer.findings()[1].statement,
        "Columns that store a time without its zone: 21 in 21 tables."
    );
}

#[test]
fn times_with_a_zone_pass() {
    let catalog = healthy().with(
        table("public.a")
            .col("at", "timestamp with time zone")
            .col("day", "date"),
    );
    assert_eq!(time_zone(&catalog).answer.status(), Status::Pass);
}

#[test]
fn json_is_text() {
    let answer =
        jsonb(&healthy().with(table("public.a").col("body", "json").col("more", "jsonb"))).answer;
    assert_eq!(answer.findings()[0].facts[0].value, "body");
    assert!(
        answer.findings()[0]
            .fix_sql
            .as_deref()
            .unwrap()
            .contains("TYPE jsonb USING body::jsonb;")
    );
    assert_eq!(
        jsonb(&healthy().with(table("public.a").col("b", "jsonb")))
            .answer
            .status(),
        Status::Pass
    );
}

#[test]
fn short_codes_may_be_char() {
    let severity = |data_type: &str| {
        plain_types(&healthy().with(table("public.a").col("c", data_type)))
            .answer
            .worst()
    };
    assert_eq!(severity("money"), Some(Severity::Low));
    assert_eq!(severity("character(36)"), Some(Severity::Info));
    assert_eq!(severity("character(2)"), None);
    assert_eq!(severity("character varying(36)"), None);
}

#[test]
fn names_are_quoted_in_the_mending() {
    let answer = jsonb(&healthy().with(table("public.Big Table").col("select", "json"))).answer;
    assert!(answer.findings()[0].fix_sql.as_deref().unwrap().contains(
        "ALTER TABLE public.\"Big Table\"\n  ALTER COLUMN \"select\" TYPE jsonb USING \"select\"::jsonb;"
    ));
}

#[test]
fn measurements_fit_their_columns() {
    let found = |name: &str, column: &str, data_type: &str| {
        numeric_range(&healthy().with(table(name).col(column, data_type)))
            .answer
            .worst()
    };
    let low = Some(Severity::Low);
    assert_eq!(
        found(
            "public.ai_performance_metrics",
            "metric_value",
            "numeric(10,4)"
        ),
        low
    );
    assert_eq!(
        found("public.ai_data_quality", "quality_score", "numeric(3,2)"),
        low
    );
    assert_eq!(found("public.llm_calls", "cost_usd", "numeric(10,2)"), low);
    assert_eq!(
        found(
            "public.ai_performance_metrics",
            "metric_value",
            "numeric(20,6)"
        ),
        None
    );
    assert_eq!(
        found("public.ai_performance_metrics", "metric_value", "numeric"),
        None
    );
    assert_eq!(found("public.orders", "cost", "numeric(10,2)"), None);
    assert_eq!(found("public.orders", "value", "numeric(10,2)"), None);
}
