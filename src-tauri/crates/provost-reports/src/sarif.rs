//! The findings for code scanning: SARIF 2.1.0 (OASIS standard, 27 March 2020).
//!
//! A finding is about an object of a database, not about a line of a file, so its place is a logical location. A rule
//! that passes or has no answer is told of too, by the kinds that the standard has for that.

use provost_core::audit::{Answer, Audit, Finding, RuleResult, Severity};
use serde_json::{Value, json};

use crate::Error;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The audit as indented SARIF.
pub fn sarif(audit: &Audit) -> Result<String, Error> {
    let subject = &audit.subject;
    let results: Vec<Value> = audit
        .results
        .iter()
        .enumerate()
        .flat_map(|(index, result)| results(index, result, audit))
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Provost",
                "rules": audit.results.iter().map(rule).collect::<Vec<_>>(),
            }},
            "automationDetails": { "id": format!("provost/{}", subject.database) },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": true,
                "endTimeUtc": subject.taken_at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            }],
            "results": results,
            "properties": {
                "database": subject.database,
                "serverVersion": subject.server_version,
                "role": subject.role,
                "catalogSha256": subject.catalog_sha256,
                "scorePercent": audit.overall.percent,
                "verdict": audit.verdict.recommendation,
            },
        }],
    });
    let mut text = serde_json::to_string_pretty(&log)?;
    text.push('\n');
    Ok(text)
}

fn rule(result: &RuleResult) -> Value {
    json!({
        "id": result.rule,
        "shortDescription": { "text": result.title },
        "fullDescription": { "text": result.meaning },
        "help": { "text": format!(
            "{}\n\n{}\n\n{}\n\nReferences: {}\n\nSQL that shows it:\n{}",
            result.meaning,
            result.reason,
            result.action,
            result.references.join("; "),
            result.evidence_sql
        )},
        "defaultConfiguration": { "level": level(result.severity) },
        "properties": {
            "severity": result.severity.as_str(),
            "section": result.section.title(),
            "area": result.area.title(),
            "tags": result.references,
        },
    })
}

/// `error` is what a pipeline stops for, `warning` what it shows, `note` what it keeps.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn results(index: usize, result: &RuleResult, audit: &Audit) -> Vec<Value> {
    let one = |kind: &str, text: &str| {
        vec![json!({
            "ruleId": result.rule,
            "ruleIndex": index,
            "kind": kind,
            "level": "none",
            "message": { "text": text },
            "properties": {
                "answer": result.answer.status().as_str(),
                "examined": result.examined,
                "evidenceSha256": result.evidence_sha256,
            },
        })]
    };
    match &result.answer {
        Answer::Pass => one("pass", &result.title),
        Answer::NotApplicable { reason } => one("notApplicable", reason),
        Answer::NotDeterminable { reason } | Answer::Stale { reason } => one("open", reason),
        Answer::Manual { question } => one("review", question),
        Answer::Fail { findings } => findings
            .iter()
            .map(|finding| failure(index, result, finding, audit))
            .collect(),
    }
}

fn failure(index: usize, result: &RuleResult, finding: &Finding, audit: &Audit) -> Value {
    let facts: serde_json::Map<String, Value> = finding
        .facts
        .iter()
        .map(|fact| (fact.name.clone(), Value::from(fact.value.clone())))
        .collect();
    json!({
        "ruleId": result.rule,
        "ruleIndex": index,
        "kind": "fail",
        "level": level(finding.severity),
        "message": { "text": format!("{}: {}", finding.subject, finding.statement) },
        "locations": [{ "logicalLocations": [{
            "name": finding.subject,
            "fullyQualifiedName": format!("{}/{}", audit.subject.database, finding.subject),
        }]}],
        // What stays the same from one audit to the next: the rule and the object.
        "partialFingerprints": {
            "ruleAndSubject/v1": format!("{}|{}", result.rule, finding.subject),
        },
        "properties": {
            "answer": "fail",
            "severity": finding.severity.as_str(),
            "facts": facts,
            "fixSql": finding.fix_sql,
            "evidenceSha256": result.evidence_sha256,
        },
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::samples::{failing, rule, usual};

    fn run(audit: &Audit) -> Value {
        let log: Value = serde_json::from_str(&sarif(audit).unwrap()).unwrap();
        assert_eq!(log["version"], "2.1.0");
        log["runs"][0].clone()
    }

    #[test]
    fn every_rule_is_there_and_every_result_points_to_its_rule() {
        let audit = usual();
        let run = run(&audit);
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), audit.results.len());
        let mut told = BTreeSet::new();
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            // SARIF 2.1.0 §3.27.10: a level other than "none" goes with the kind "fail" only.
            assert_eq!(result["kind"] == "fail", result["level"] != "none");
            told.insert(result["ruleId"].as_str().unwrap().to_owned());
        }
        assert_eq!(told.len(), audit.results.len());
    }

    #[test]
    fn a_finding_has_its_level_its_place_and_a_lasting_fingerprint() {
        let found = |severity| {
            let audit = crate::samples::audit(vec![rule(
                "a.b",
                "T",
                provost_core::audit::Section::Testing,
                severity,
                failing("t", 1, severity),
            )]);
            run(&audit)["results"][0].clone()
        };
        assert_eq!(found(Severity::Critical)["level"], "error");
        assert_eq!(found(Severity::High)["level"], "error");
        assert_eq!(found(Severity::Medium)["level"], "warning");
        assert_eq!(found(Severity::Low)["level"], "note");
        let result = found(Severity::High);
        assert_eq!(
            result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
            "acme_agents/public.t_0"
        );
        assert_eq!(
            result["partialFingerprints"]["ruleAndSubject/v1"],
            "a.b|public.t_0"
        );
    }
}
