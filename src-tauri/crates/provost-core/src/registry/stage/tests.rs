use proptest::prelude::*;

use super::*;

/// A version that may go to production.
fn fit(stage: Stage) -> Situation {
    Situation {
        stage,
        has_owner: true,
        has_evaluation: true,
        has_lineage: Some(true),
        drift: DriftKnown::None,
        aliases_taken: Some(Vec::new()),
        open_request: Some(false),
        active_deployments: Some(0),
    }
}

fn kinds(situation: &Situation, to: Stage) -> Vec<RefusalKind> {
    let refusals = refusals(situation, to);
    refusals.iter().map(|refusal| refusal.kind).collect()
}

#[test]
fn the_ways_are_those_of_the_issue() {
    use Stage::{Deprecated, Development, Production, Testing};
    let ways = [
        (Development, Testing),
        (Testing, Production),
        (Production, Deprecated),
        (Testing, Development),
        (Production, Testing),
        (Development, Deprecated),
        (Testing, Deprecated),
        (Deprecated, Testing),
    ];
    for from in Stage::ALL {
        for to in Stage::ALL {
            let expected = if from == to {
                vec![RefusalKind::SameStage]
            } else if ways.contains(&(from, to)) {
                vec![]
            } else {
                vec![RefusalKind::NoSuchWay]
            };
            assert_eq!(kinds(&fit(from), to), expected, "{from:?} to {to:?}");
        }
    }
}

/// Takes one ground from a situation.
type Lack = fn(&mut Situation);

#[test]
fn production_asks_for_each_of_its_grounds() {
    let fit = fit(Stage::Testing);
    let cases: [(Lack, RefusalKind); 8] = [
        (|one| one.has_owner = false, RefusalKind::NoOwner),
        (|one| one.has_evaluation = false, RefusalKind::NoEvaluation),
        (|one| one.has_lineage = Some(false), RefusalKind::NoLineage),
        (|one| one.has_lineage = None, RefusalKind::NoLineage),
        (
            |one| one.drift = DriftKnown::Unreadable,
            RefusalKind::OpenDrift,
        ),
        (|one| one.aliases_taken = None, RefusalKind::AliasTaken),
        (
            |one| one.open_request = Some(true),
            RefusalKind::RequestWaits,
        ),
        (|one| one.open_request = None, RefusalKind::NoRequests),
    ];
    for (lack, kind) in cases {
        let mut situation = fit.clone();
        lack(&mut situation);
        assert_eq!(kinds(&situation, Stage::Production), [kind]);
    }
    let taken = AliasTaken {
        alias: "champion".to_owned(),
        version: "7".to_owned(),
    };
    let taken = Situation {
        aliases_taken: Some(vec![taken]),
        ..fit
    };
    let refused = refusals(&taken, Stage::Production);
    assert_eq!(refused[0].kind, RefusalKind::AliasTaken);
    assert!(refused[0].message.contains("champion") && refused[0].message.contains("Version 7"));
}

#[test]
fn only_severe_drift_keeps_a_version_out_of_production() {
    for severity in Severity::ALL {
        let situation = Situation {
            drift: DriftKnown::Worst(severity),
            ..fit(Stage::Testing)
        };
        let severe = matches!(severity, Severity::High | Severity::Critical);
        let refused = kinds(&situation, Stage::Production) == [RefusalKind::OpenDrift];
        assert_eq!(refused, severe, "{severity:?}");
        assert_eq!(kinds(&situation, Stage::Development), []);
    }
}

#[test]
fn a_version_that_runs_is_not_deprecated() {
    for (active, refused) in [
        (Some(0), false),
        (Some(1), true),
        (Some(2), true),
        (None, true),
    ] {
        let situation = Situation {
            active_deployments: active,
            ..fit(Stage::Production)
        };
        let kinds = kinds(&situation, Stage::Deprecated);
        assert_eq!(kinds == [RefusalKind::StillDeployed], refused, "{active:?}");
        assert_eq!(kinds.is_empty(), !refused);
    }
}

fn any_situation() -> impl Strategy<Value = Situation> {
    let known = (any::<bool>(), any::<bool>(), any::<Option<bool>>());
    let drift = prop_oneof![
        Just(DriftKnown::Unreadable),
        Just(DriftKnown::None),
        prop::sample::select(Severity::ALL.to_vec()).prop_map(DriftKnown::Worst),
    ];
    let stage = prop::sample::select(Stage::ALL.to_vec());
    let rest = (any::<bool>(), any::<Option<bool>>(), any::<Option<u32>>());
    (known, drift, stage, rest).prop_map(|(known, drift, stage, rest)| Situation {
        stage,
        has_owner: known.0,
        has_evaluation: known.1,
        has_lineage: known.2,
        drift,
        aliases_taken: rest.0.then(|| {
            vec![AliasTaken {
                alias: "a".to_owned(),
                version: "1".to_owned(),
            }]
        }),
        open_request: rest.1,
        active_deployments: rest.2,
    })
}

proptest! {
    /// What is not known never helps: a situation with less knowledge is refused at least as much.
    #[test]
    fn less_knowledge_never_lets_through(situation in any_situation()) {
        for to in Stage::ALL {
            let refused = refusals(&situation, to);
            let blind = Situation {
                has_lineage: None,
                drift: DriftKnown::Unreadable,
                aliases_taken: None,
                open_request: None,
                active_deployments: None,
                ..situation.clone()
            };
            prop_assert!(refusals(&blind, to).len() >= refused.len());
            for refusal in refused {
                prop_assert!(refusal.message.ends_with('.') && refusal.remedy.ends_with('.'));
            }
        }
    }
}
