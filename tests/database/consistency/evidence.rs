//! What is shown of each statement that was asked, against what a plain client is answered.

use provost_core::schema::consistency::{Evidence, EvidencePart};
use provost_tests::local::TestServer;
use provost_tests::plain::Plain;

use super::infrastructure::{SHOP, asked, made, shown};

/// Each statement of the catalog's reading gives as many rows as it is said to, but for what changes by itself.
async fn the_catalogs_statements_count_again(evidence: &[&Evidence], plain: &mut Plain) {
    assert!(evidence.len() > 40, "{}", evidence.len());
    for one in evidence {
        assert!(one.title.ends_with('?'), "{}", one.title);
        if one.sql.contains("$1") {
            assert!(one.result.contains("asked for the"), "{one:?}");
            continue;
        }
        let (rows, _) = one.result.split_once(' ').unwrap();
        let count = format!("select count(*)::text from ({}) as again", one.sql);
        let again = plain.text(&count).await.unwrap();
        let is_of_sessions = one.sql.contains("pg_stat_activity");
        assert!(
            is_of_sessions || again == rows,
            "{}: {again} {rows}",
            one.title
        );
    }
    let tables = "Which tables, views, materialised views and foreign tables are there";
    let relations = evidence.iter().find(|one| one.title.starts_with(tables));
    let result = &relations.unwrap().result;
    assert!(
        result.starts_with("10 rows\n") && result.ends_with('…'),
        "{result}"
    );
    assert!(result.contains("public | "), "{result}");
}

#[tokio::test]
async fn every_statement_of_the_evidence_gives_its_answer_again() {
    let server = TestServer::bundled().await.unwrap();
    let mut plain = made(&server, SHOP).await;
    let (found, _) = asked(&server, server.user()).await;
    let connection = &shown(&found, "Connection").result;
    assert!(
        connection.starts_with("live | ") && connection.contains(" | PostgreSQL 18.6"),
        "{connection}"
    );
    let migrations = shown(&found, "Migrations");
    assert_eq!(
        migrations.sql,
        "select version_num\nfrom public.alembic_version"
    );
    assert_eq!(migrations.result, "e1f2g3h4i5j6");
    let rows: Vec<&str> = shown(&found, "Rows").result.lines().collect();
    assert!(rows.contains(&"public.users | 18"), "{rows:?}");
    assert!(rows.contains(&"public.base | 1"), "{rows:?}");
    assert!(rows.contains(&"public.parts | 300"), "{rows:?}");
    assert!(
        rows.contains(&"public.od\"d‹U+000A›; | name | 0"),
        "{rows:?}"
    );
    let tables: Vec<&str> = shown(&found, "Tables").result.lines().collect();
    assert_eq!(tables.len(), 10, "{tables:?}");
    let (of_catalog, of_facts): (Vec<&Evidence>, Vec<&Evidence>) = found
        .evidence
        .iter()
        .partition(|one| one.part == EvidencePart::Catalog);
    the_catalogs_statements_count_again(&of_catalog, &mut plain).await;
    for one in of_facts {
        let first = plain.texts(&one.sql).await.unwrap();
        if one.title == "Rows" {
            let sql = format!(
                "select count::text from ({}) as counts (name, count)",
                one.sql
            );
            let counts = plain.texts(&sql).await.unwrap();
            for (count, line) in counts.iter().zip(one.result.lines()) {
                assert!(
                    line.ends_with(&format!(" | {count}")),
                    "{line} is not {count}"
                );
            }
        }
        assert_eq!(first.len(), one.result.lines().count(), "{one:?}");
        let moves = ["Line", "Cache and work", "Use of tables", "Sizes", "Widths"];
        if !moves.iter().any(|title| one.title.starts_with(title)) {
            for (value, line) in first.iter().zip(one.result.lines()) {
                let value = value.replace('\n', "‹U+000A›");
                assert!(line.starts_with(&value), "{line} is not {value}");
            }
        }
    }
}
