//! The SQL that shows what a rule found.

use std::collections::BTreeSet;

use provost_core::audit::{Status, all_rules};

use crate::bad::{DATABASES, VERSIONS, bad, judged};

#[tokio::test]
async fn every_rules_evidence_runs_where_nothing_may_be_written() {
    for version in VERSIONS {
        let server = bad(version).await;
        let mut plain = server.plain("bad").await.unwrap();
        let mut failed = Vec::new();
        for rule in all_rules() {
            plain.execute("begin read only").await.unwrap();
            if let Err(error) = plain.execute(rule.evidence_sql).await {
                failed.push(format!("{}: {error}", rule.id));
            }
            plain.execute("rollback").await.unwrap();
        }
        assert!(failed.is_empty(), "{version:?}\n{}", failed.join("\n"));
    }
}

#[tokio::test]
async fn evidence_has_rows_where_its_rule_fails() {
    for version in VERSIONS {
        let server = bad(version).await;
        let (mut failing, mut empty) = (BTreeSet::new(), Vec::new());
        for name in DATABASES {
            let audit = judged(&server, name).await;
            let mut plain = server.plain(name).await.unwrap();
            for result in &audit.results {
                if result.answer.status() != Status::Fail {
                    continue;
                }
                failing.insert(result.rule.clone());
                if plain.texts(&result.evidence_sql).await.unwrap().is_empty() {
                    empty.push(format!("{} in {name}: {:?}", result.rule, result.answer));
                }
            }
        }
        assert!(failing.len() > 85, "{version:?}: only {failing:?} fail");
        assert!(empty.is_empty(), "{version:?}\n{}", empty.join("\n"));
    }
}
