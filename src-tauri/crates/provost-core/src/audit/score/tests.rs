use proptest::prelude::*;

use super::*;
use crate::audit::{Answer, Area, Finding};

/// A result of a rule of this severity; a failure has one finding of each of the severities.
pub(in crate::audit) fn result(
    severity: Severity,
    status: Status,
    findings: &[Severity],
) -> RuleResult {
    let text = || "text".to_owned();
    let answer = match status {
        Status::Pass => Answer::Pass,
        Status::Fail => Answer::from_findings(
            findings
                .iter()
                .map(|&severity| Finding::new("subject", severity, "is wrong."))
                .collect(),
        ),
        Status::NotDeterminable => Answer::NotDeterminable { reason: text() },
        Status::NotApplicable => Answer::NotApplicable { reason: text() },
        Status::Manual => Answer::Manual { question: text() },
        Status::Stale => Answer::Stale { reason: text() },
    };
    RuleResult {
        rule: "area.subject".to_owned(),
        title: text(),
        section: Section::Testing,
        area: Area::Operations,
        severity,
        meaning: text(),
        reason: text(),
        action: text(),
        references: vec![],
        answer,
        evidence_sql: text(),
        examined: 1,
        evidence_sha256: text(),
    }
}

fn any_severity() -> impl Strategy<Value = Severity> {
    proptest::sample::select(Severity::ALL.to_vec())
}

/// Any results, failures with one to four findings.
pub(in crate::audit) fn any_results() -> impl Strategy<Value = Vec<RuleResult>> {
    let status = proptest::sample::select(Status::ALL.to_vec());
    let findings = proptest::collection::vec(any_severity(), 1..5);
    let one = (any_severity(), status, findings)
        .prop_map(|(severity, status, findings)| result(severity, status, &findings));
    proptest::collection::vec(one, 0..40)
}

#[test]
fn a_failure_loses_the_points_of_its_worst_finding() {
    let results = [
        result(Severity::Critical, Status::Pass, &[]),
        result(
            Severity::High,
            Status::Fail,
            &[Severity::Low, Severity::Medium],
        ),
        result(Severity::Low, Status::Fail, &[Severity::Critical]),
        result(Severity::Medium, Status::NotDeterminable, &[]),
    ];
    let score = Score::of(&results);
    // 10 of 10, 6 - 3 of 6, 0 of 1.
    assert_eq!(
        (score.earned, score.possible, score.percent),
        (13, 17, Some(76))
    );
    assert_eq!(
        (score.passed, score.failed, score.not_determinable),
        (1, 2, 1)
    );
}

#[test]
fn nothing_answered_is_no_score() {
    assert_eq!(Score::of(&[]).percent, None);
    assert_eq!(
        Score::of(&[result(Severity::High, Status::Stale, &[])]).percent,
        None
    );
}

fn verdict(results: &[RuleResult]) -> Verdict {
    Verdict::of(results, &Score::of(results))
}

#[test]
fn nothing_is_approved_with_a_critical_finding() {
    let mut results = vec![result(Severity::Critical, Status::Pass, &[]); 20];
    assert_eq!(verdict(&results).recommendation, "Approve.");
    assert_eq!(verdict(&results).grade, "excellent");
    results.push(result(Severity::Critical, Status::Fail, &[Severity::High]));
    assert_eq!(
        verdict(&results).recommendation,
        "Approve, with the high findings mended this month."
    );
    assert_eq!(verdict(&results).grade, "good");
    results.push(result(
        Severity::Critical,
        Status::Fail,
        &[Severity::Critical],
    ));
    assert_eq!(
        verdict(&results).recommendation,
        "Approve only with the critical findings mended."
    );
    assert_eq!(verdict(&results).grade, "needs work");
}

#[test]
fn too_little_seen_is_no_verdict() {
    let mut results = vec![result(Severity::High, Status::Pass, &[])];
    results.extend(vec![
        result(Severity::High, Status::NotDeterminable, &[]);
        2
    ]);
    assert!(verdict(&results).recommendation.starts_with("No verdict"));
    assert!(verdict(&[]).recommendation.starts_with("No verdict"));
}

#[test]
fn a_weak_score_is_not_approved() {
    let results = vec![result(Severity::High, Status::Fail, &[Severity::High]); 3];
    assert_eq!(verdict(&results).grade, "weak");
    assert!(
        verdict(&results)
            .recommendation
            .starts_with("Do not approve.")
    );
}

proptest! {
    #[test]
    fn nothing_earns_more_than_is_possible(results in any_results()) {
        let score = Score::of(&results);
        prop_assert!(score.earned <= score.possible);
        prop_assert!(score.percent.is_none_or(|percent| percent <= 100));
        prop_assert_eq!(score.percent.is_none(), score.possible == 0);
    }

    #[test]
    fn every_result_is_counted_once(results in any_results()) {
        let score = Score::of(&results);
        let counted = score.passed + score.failed + score.not_determinable + score.not_applicable + score.manual + score.stale;
        prop_assert_eq!(counted as usize, results.len());
    }

    #[test]
    fn the_order_of_the_results_does_not_matter(results in any_results()) {
        let mut turned = results.clone();
        turned.reverse();
        prop_assert_eq!(Score::of(&results), Score::of(&turned));
        prop_assert_eq!(verdict(&results), verdict(&turned));
    }

    #[test]
    fn what_only_informs_costs_nothing(results in any_results()) {
        let before = Score::of(&results);
        let mut more = results;
        more.push(result(Severity::Info, Status::Fail, &[Severity::Info]));
        more.push(result(Severity::High, Status::Fail, &[Severity::Info]));
        let after = Score::of(&more);
        prop_assert_eq!(after.possible - after.earned, before.possible - before.earned);
    }

    #[test]
    fn what_is_not_known_costs_nothing(results in any_results(), severity in any_severity()) {
        let before = Score::of(&results);
        for status in [Status::NotDeterminable, Status::NotApplicable, Status::Manual, Status::Stale] {
            let mut more = results.clone();
            more.push(result(severity, status, &[]));
            let after = Score::of(&more);
            prop_assert_eq!((after.earned, after.possible), (before.earned, before.possible));
        }
    }
}
