use super::*;
use crate::audit::{Severity, Status, Urgency};
use crate::catalog::PolicyCommand;
use crate::catalog::sample::{healthy, index, policy, table, view};

/// A catalog with something for most areas to find.
fn worn() -> Catalog {
    let mut catalog = healthy()
        .set("fsync", "off")
        .unset("max_connections")
        .with(table("auth.users").keyed().col("email", "text"))
        .with(
            table("app.ai_agents")
                .keyed()
                .col("user_id", "bigint")
                .foreign_key(&["user_id"], "auth.users", &["id"]),
        )
        .with(
            table("app.agent_memories")
                .keyed()
                .col("created_at", "timestamp without time zone")
                .col("embedding", "vector")
                .with_index(index("one", &["created_at"]))
                .with_index(index("two", &["created_at"]))
                .with_policy(policy("everybody", PolicyCommand::All, "true"))
                .grant("app", "SELECT"),
        )
        .with(table("app.Übel \"q\"").col("select", "json"))
        .with(view("app.overview", &["auth.users"]));
    catalog.archiver = Visible::Hidden("no rights".to_owned());
    catalog.sessions = Visible::Hidden("no rights".to_owned());
    catalog.database.statistics_reset = Some(catalog.taken_at);
    catalog
}

#[test]
fn a_catalog_read_back_gives_the_same_audit_to_the_byte() {
    for catalog in [healthy(), worn()] {
        let written = serde_json::to_string(&catalog).unwrap();
        let read: Catalog = serde_json::from_str(&written).unwrap();
        assert_eq!(read, catalog);
        let (first, second) = (audit(&catalog), audit(&read));
        assert_eq!(
            serde_json::to_string(&first).unwrap(),
            serde_json::to_string(&second).unwrap()
        );
    }
}

#[test]
fn an_audit_survives_its_own_json() {
    let made = audit(&worn());
    let read: Audit = serde_json::from_str(&serde_json::to_string(&made).unwrap()).unwrap();
    assert_eq!(read, made);
}

#[test]
fn every_rule_answers_once_and_every_section_is_scored() {
    let made = audit(&worn());
    assert_eq!(made.results.len(), rules::all().len());
    assert_eq!(made.sections.len(), Section::ALL.len());
    let parts: u32 = made
        .sections
        .iter()
        .map(|section| section.score.possible)
        .sum();
    assert_eq!(parts, made.overall.possible);
    assert_eq!(made.schema, "provost.audit/1");
}

#[test]
fn all_six_answers_can_come() {
    let made = audit(&worn());
    for status in Status::ALL {
        assert!(
            made.results
                .iter()
                .any(|result| result.answer.status() == status),
            "{}",
            status.as_str()
        );
    }
}

#[test]
fn the_worst_is_due_now() {
    let made = audit(&worn());
    let first = made.actions.first().unwrap();
    assert_eq!(
        (first.urgency, first.severity),
        (Urgency::Now, Severity::Critical)
    );
    assert_ne!(made.verdict.recommendation, "Approve.");
}

#[test]
fn a_healthy_database_without_ai_is_approved() {
    let made = audit(&healthy());
    let failed: Vec<&str> = made
        .results
        .iter()
        .filter(|result| result.answer.worst() > Some(Severity::Low))
        .map(|result| result.rule.as_str())
        .collect();
    assert!(failed.is_empty(), "{failed:?}");
    assert_eq!(
        made.verdict.recommendation,
        "Approve, as far as could be seen."
    );
}

#[test]
fn what_could_not_be_seen_is_told() {
    let told = audit(&worn()).subject.hidden;
    assert!(
        told.contains(&"archiving: no rights".to_owned()),
        "{told:?}"
    );
    assert!(told.contains(&"sessions: no rights".to_owned()), "{told:?}");
}

#[test]
fn evidence_has_a_digest_that_follows_it() {
    let (healthy, worn) = (audit(&healthy()), audit(&worn()));
    assert_ne!(healthy.subject.catalog_sha256, worn.subject.catalog_sha256);
    for result in &worn.results {
        assert_eq!(result.evidence_sha256.len(), 64, "{}", result.rule);
    }
    let digest = |made: &Audit| {
        made.results
            .iter()
            .find(|result| result.rule == "operations.durability")
            .unwrap()
            .evidence_sha256
            .clone()
    };
    assert_ne!(digest(&healthy), digest(&worn));
}
