use uuid::Uuid;

use super::super::page::{DriftLine, Hindrance, TrainingRun};
use super::super::sample::{actor, kinds, moment, page};
use super::*;
use crate::audit::Severity;

fn asked_by(who: Option<Person>) -> ModelPage {
    let request = StageRequest {
        id: Uuid::from_u128(60),
        model_id: Uuid::from_u128(1),
        from: Stage::Testing,
        to: Stage::Production,
        reason: "it is better".to_owned(),
        requested_by: who,
        requested_at: moment(20),
        decision: None,
        decided_by: None,
        decided_at: None,
        decision_reason: None,
        approving: Vec::new(),
        rejecting: Vec::new(),
        withdrawing: Vec::new(),
    };
    ModelPage {
        requests: vec![request],
        ..page(1)
    }
}

fn to_production(page: &ModelPage) -> Vec<RefusalKind> {
    let mut page = page.clone();
    page.judge(Some(Vec::new()), None);
    let way = page.ways.iter().find(|way| way.to == Stage::Production);
    kinds(&way.unwrap().refusals)
}

fn drafted(page: &ModelPage) -> VersionDraft {
    let version = page.version.clone();
    VersionDraft {
        name: version.name,
        version: version.version,
        description: version.description,
        model_type: version.model_type,
        provider: version.provider,
        provider_model_id: version.provider_model_id,
        owner: version.owner.and_then(|owner| owner.id),
        risk_class: version.risk_class,
        intended_use: version.intended_use,
        limitations: version.limitations,
        licence: version.licence,
        training_data_hash: version.training_data_hash,
        capabilities: None,
        evaluation: None,
        tags: None,
    }
}

#[test]
fn a_version_in_production_stays_what_was_approved() {
    let mut live = page(1);
    live.version.stage = Stage::Production;
    live.version.training_data_hash = Some("sha256:1".to_owned());
    let same = drafted(&live);
    assert_eq!(live.changing(&same), []);
    let described = VersionDraft {
        description: Some("said better".to_owned()),
        evaluation: Some("{\"accuracy\": 0.9}".to_owned()),
        ..same.clone()
    };
    assert_eq!(live.changing(&described), []);

    let other = [
        VersionDraft {
            name: "another".to_owned(),
            ..same.clone()
        },
        VersionDraft {
            version: "999".to_owned(),
            ..same.clone()
        },
        VersionDraft {
            provider: "somebody".to_owned(),
            ..same.clone()
        },
        VersionDraft {
            provider_model_id: "another".to_owned(),
            ..same.clone()
        },
        VersionDraft {
            training_data_hash: None,
            ..same.clone()
        },
        VersionDraft {
            owner: None,
            ..same.clone()
        },
        VersionDraft {
            evaluation: Some("{\"accuracy\": null}".to_owned()),
            ..same.clone()
        },
    ];
    for draft in &other {
        let refused = kinds(&live.changing(draft));
        assert_eq!(refused, [RefusalKind::InProduction], "{draft:?}");
        let mut tested = live.clone();
        tested.version.stage = Stage::Testing;
        assert_eq!(tested.changing(draft), []);
    }

    live.version.training_data_hash = None;
    let hashed = VersionDraft {
        training_data_hash: Some("sha256:2".to_owned()),
        ..same
    };
    assert_eq!(live.changing(&hashed), []);
}

#[test]
fn what_a_page_holds_is_what_it_is_judged_by() {
    assert_eq!(to_production(&page(1)), []);

    let mut unowned = page(1);
    unowned.version.owner = None;
    assert_eq!(to_production(&unowned), [RefusalKind::NoOwner]);

    let mut unevaluated = page(1);
    unevaluated.version.evaluation = super::super::facts(&serde_json::json!({"accuracy": null}));
    assert_eq!(to_production(&unevaluated), [RefusalKind::NoEvaluation]);

    let mut drifting = page(1);
    drifting.open_drift = [Severity::Low, Severity::Critical, Severity::Medium]
        .map(|severity| DriftLine {
            id: Uuid::nil(),
            run: None,
            kind: "data".to_owned(),
            severity,
            feature: None,
            detected_at: moment(5),
        })
        .to_vec();
    assert_eq!(to_production(&drifting), [RefusalKind::OpenDrift]);
}

#[test]
fn each_of_three_sources_is_lineage_and_a_missing_one_is_not_none() {
    let mut made = page(1);
    made.datasets.clear();
    assert_eq!(made.has_lineage(), Some(true), "an edge leads to it");
    made.lineage_edges = Some(0);
    assert_eq!(made.has_lineage(), Some(false));
    let run = |kind: &str, status: &str| TrainingRun {
        id: Uuid::nil(),
        name: "run".to_owned(),
        kind: kind.to_owned(),
        status: status.to_owned(),
        base_model: None,
        parameters: Vec::new(),
        metrics: Vec::new(),
        started_at: None,
        finished_at: None,
    };
    made.runs = vec![run("evaluation", "succeeded"), run("training", "failed")];
    assert_eq!(made.has_lineage(), Some(false));
    made.lineage_edges = None;
    made.hindrances = vec![Hindrance {
        part: ModelPart::Lineage,
        reason: "The pack is missing.".to_owned(),
    }];
    assert_eq!(made.has_lineage(), None);
    assert_eq!(to_production(&made), [RefusalKind::NoLineage]);
    made.runs.push(run("fine_tuning", "succeeded"));
    assert_eq!(made.has_lineage(), Some(true));
}

#[test]
fn the_waiting_request_says_what_the_person_may_do() {
    let asker = actor(1, true);
    let mut page = asked_by(Some(asker.person()));
    page.judge(Some(Vec::new()), Some(&asker));
    let request = &page.requests[0];
    assert_eq!(kinds(&request.approving), [RefusalKind::SamePerson]);
    assert_eq!(kinds(&request.withdrawing), []);

    page.judge(Some(Vec::new()), Some(&actor(2, true)));
    let request = &page.requests[0];
    assert_eq!(kinds(&request.approving), []);
    assert_eq!(kinds(&request.withdrawing), [RefusalKind::NoRight]);
    assert_eq!(
        kinds(&page.ways[0].refusals),
        [RefusalKind::RequestWaits],
        "nobody asks twice"
    );

    // The facts of now decide, not those of when somebody asked.
    page.version.owner = None;
    page.judge(Some(Vec::new()), Some(&actor(2, true)));
    assert_eq!(kinds(&page.requests[0].approving), [RefusalKind::NoOwner]);
    assert_eq!(kinds(&page.requests[0].rejecting), []);
    page.version.stage = Stage::Development;
    page.judge(Some(Vec::new()), Some(&actor(2, true)));
    assert_eq!(kinds(&page.requests[0].approving), [RefusalKind::Decided]);
}

#[test]
fn the_request_of_an_erased_person_is_withdrawn_by_an_administrator() {
    let erased = Person {
        id: None,
        subject_key: Some(Uuid::from_u128(77)),
        name: None,
    };
    let mut page = asked_by(Some(erased));
    page.judge(Some(Vec::new()), Some(&actor(2, true)));
    assert_eq!(kinds(&page.requests[0].withdrawing), []);
    assert_eq!(kinds(&page.requests[0].approving), []);
    page.judge(Some(Vec::new()), Some(&actor(2, false)));
    assert_eq!(kinds(&page.requests[0].withdrawing), [RefusalKind::NoRight]);
    page.judge(Some(Vec::new()), None);
    for refused in [
        &page.requests[0].withdrawing,
        &page.requests[0].rejecting,
        &page.asking,
    ] {
        assert_eq!(kinds(refused), [RefusalKind::NobodyActs]);
    }
}
