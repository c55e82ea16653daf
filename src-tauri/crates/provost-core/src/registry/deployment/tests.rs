use super::super::facts;
use super::super::sample::{moment, page};
use super::*;

fn draft(status: DeploymentStatus) -> DeploymentDraft {
    DeploymentDraft {
        agent: None,
        status,
        error_message: None,
        configuration: Some("{\"alias\": \"champion\", \"site\": \"oslo\"}".to_owned()),
        deployed_at: None,
        last_used_at: None,
    }
}

fn kinds(refusals: &[Refusal]) -> Vec<RefusalKind> {
    refusals.iter().map(|refusal| refusal.kind).collect()
}

#[test]
fn what_is_wrong_is_said_with_an_error_and_only_then() {
    let said = |status, message: &str| DeploymentDraft {
        error_message: Some(message.to_owned()),
        ..draft(status)
    };
    let kept = said(DeploymentStatus::Error, " out of memory ").checked();
    assert_eq!(
        kept.unwrap().error_message.as_deref(),
        Some("out of memory")
    );
    let kept = said(DeploymentStatus::Active, "out of memory").checked();
    assert_eq!(kept.unwrap().error_message, None);
    assert!(said(DeploymentStatus::Error, "  ").checked().is_err());
}

#[test]
fn a_configuration_is_an_object_whose_alias_is_one() {
    for (configuration, word) in [
        ("[1]", "no JSON object"),
        ("{", "no JSON"),
        ("{\"alias\": 1}", "no text"),
        ("{\"alias\": \"a/b\"}", "An alias is made of"),
        ("{\"alias\": \" a\"}", "blanks"),
        ("{\"a\": \"\\u0000\"}", "cannot keep"),
    ] {
        let bad = DeploymentDraft {
            configuration: Some(configuration.to_owned()),
            ..draft(DeploymentStatus::Active)
        };
        let refusals = bad.checked().unwrap_err();
        assert!(refusals[0].message.contains(word), "{refusals:?}");
    }
    assert!(draft(DeploymentStatus::Active).checked().is_ok());
}

#[test]
fn nothing_runs_on_a_version_that_is_not_to_be_used() {
    let mut page = page(1);
    page.version.stage = Stage::Deprecated;
    let deploying = |status| kinds(&page.deploying(&draft(status), None, Some(&[])));
    assert_eq!(deploying(DeploymentStatus::Active), [RefusalKind::OutOfUse]);
    assert_eq!(deploying(DeploymentStatus::Inactive), []);
}

#[test]
fn in_production_one_version_answers_to_an_alias() {
    let mut page = page(1);
    let taken = [AliasTaken {
        alias: "champion".to_owned(),
        version: "2".to_owned(),
    }];
    let active = draft(DeploymentStatus::Active);
    assert_eq!(page.deploying(&active, None, Some(&taken)), []);
    page.version.stage = Stage::Production;
    let refused = kinds(&page.deploying(&active, None, Some(&taken)));
    assert_eq!(refused, [RefusalKind::AliasTaken]);
    // What cannot be read lets nothing through.
    assert_eq!(
        kinds(&page.deploying(&active, None, None)),
        [RefusalKind::AliasTaken]
    );
    let switched_off = draft(DeploymentStatus::Inactive);
    assert_eq!(page.deploying(&switched_off, None, Some(&taken)), []);
}

#[test]
fn the_alias_is_the_entered_one_else_the_one_that_stands_there() {
    let mut before = page(1).deployments.remove(0);
    before.configuration = facts(&serde_json::json!({"alias": "old"}));
    let mut entered = draft(DeploymentStatus::Active);
    let alias = |draft: &DeploymentDraft| ModelPage::deployed_as(draft, Some(&before));
    assert_eq!(alias(&entered).as_deref(), Some("champion"));
    entered.configuration = Some("{}".to_owned());
    assert_eq!(alias(&entered), None);
    entered.configuration = None;
    assert_eq!(alias(&entered).as_deref(), Some("old"));
}

#[test]
fn it_is_deployed_before_it_is_used_and_neither_tomorrow() {
    let page = page(1);
    let before = &page.deployments[0];
    let at = |deployed: Option<i64>, used: Option<i64>| {
        let draft = DeploymentDraft {
            deployed_at: deployed.map(moment),
            last_used_at: used.map(moment),
            ..draft(DeploymentStatus::Inactive)
        };
        page.deploying(&draft, Some(before), Some(&[])).len()
    };
    // It was deployed at 100 and used at 900; now is 1,000.
    assert_eq!(at(None, None), 0);
    assert_eq!(at(Some(200), Some(950)), 0);
    assert_eq!(at(Some(950), None), 1);
    assert_eq!(at(None, Some(50)), 1);
    assert_eq!(at(None, Some(2_000)), 1);
    assert_eq!(at(Some(-1_900_000_000), None), 1);
    let unseen = DeploymentDraft {
        last_used_at: Some(moment(900)),
        ..draft(DeploymentStatus::Active)
    };
    assert_eq!(
        page.deploying(&unseen, None, Some(&[])).len(),
        1,
        "deployed now"
    );
}
