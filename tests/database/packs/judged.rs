//! The program's own audit finds nothing in the packs that is worth a person's morning.

use provost_core::audit::{Severity, Status, audit};
use provost_core::connections::DEFAULT_GOVERNANCE_SCHEMA;

use crate::installed::{DATABASE, TENANTS, VERSIONS, all, fill, read};

#[tokio::test]
async fn the_audit_finds_nothing_of_medium_severity_in_the_packs() {
    for version in VERSIONS {
        let server = all(version).await;
        let mut plain = server.plain(DATABASE).await.unwrap();
        for tenant in TENANTS {
            fill(&mut plain, tenant).await;
        }
        plain.execute("analyze").await.unwrap();
        let judged = audit(&read(&server).await);
        let mut found = Vec::new();
        for result in judged
            .results
            .iter()
            .filter(|result| result.answer.status() == Status::Fail)
        {
            for finding in result.answer.findings() {
                if finding.severity >= Severity::Medium
                    && format!("{finding:?}").contains(DEFAULT_GOVERNANCE_SCHEMA)
                {
                    found.push(format!("{}: {finding:?}", result.rule));
                }
            }
        }
        assert!(found.is_empty(), "{version:?}\n{}", found.join("\n"));
    }
}
