//! Approval by two people: one asks, another decides, whoever sends the SQL.

use provost_core::registry::{Decision, ModelEvent, ModelPage, RefusalKind as Kind, Stage};
use provost_tests::company::PLACES;

use super::company::{Desks as _, filled, kinds, waiting};

#[tokio::test]
async fn one_asks_and_another_approves() {
    for place in PLACES {
        let company = filled(place).await;
        let cleo = company.desk("clerk", "Cleo");
        let page = cleo.ask("a fit", Stage::Production).await.unwrap();
        let request = waiting(&page);
        assert_eq!(page.version.stage, Stage::Testing);
        assert_eq!(
            request.requested_by.as_ref().unwrap().name.as_deref(),
            Some("Cleo")
        );
        // The owner is no administrator, and asked.
        assert_eq!(
            kinds(cleo.decide(request.id, true).await),
            [Kind::NoRight, Kind::SamePerson]
        );
        let dora = company.desk("clerk", "Dora").decide(request.id, true).await;
        assert_eq!(kinds(dora), [Kind::NoRight]);
        assert_eq!(
            kinds(company.office("").decide(request.id, true).await),
            [Kind::NobodyActs]
        );
        assert_eq!(
            kinds(company.office("Eve").decide(request.id, true).await),
            [Kind::NoRight]
        );

        let page = company
            .desk("clerk", "Ada")
            .decide(request.id, true)
            .await
            .unwrap();
        assert_eq!(page.version.stage, Stage::Production);
        let decided = &page.requests[0];
        assert_eq!(decided.decision, Some(Decision::Approved));
        assert_eq!(decided.decision_reason.as_deref(), Some("looked at it"));
        assert_eq!(
            decided.decided_by.as_ref().unwrap().name.as_deref(),
            Some("Ada")
        );
        let by = |kind: &str, who: Option<&str>| (kind.to_owned(), who.map(str::to_owned));
        assert_eq!(
            happened(&page),
            [
                by("stage_changed", Some("Ada")),
                by("stage_approved", Some("Ada")),
                by("stage_requested", Some("Cleo")),
                by("registered", None),
            ]
        );
        assert_eq!(page.events[0].message, "Went from testing to production.");
        assert_eq!(
            kinds(company.desk("clerk", "Ben").decide(decided.id, false).await),
            [Kind::Decided]
        );
    }
}

/// The kinds of the events of a page with who did each, the latest first.
fn happened(page: &ModelPage) -> Vec<(String, Option<String>)> {
    let events = page.events.iter();
    let named = |event: &ModelEvent| event.actor.as_ref().and_then(|actor| actor.name.clone());
    events
        .map(|event| (event.kind.clone(), named(event)))
        .collect()
}

#[tokio::test]
async fn an_administrator_does_not_approve_the_own_request() {
    let company = filled(PLACES[0]).await;
    for desk in [company.desk("clerk", "Ada"), company.office("Ada")] {
        let page = desk.ask("a fit", Stage::Production).await.unwrap();
        let request = waiting(&page).id;
        assert_eq!(kinds(desk.decide(request, true).await), [Kind::SamePerson]);
        assert_eq!(kinds(desk.decide(request, false).await), [Kind::SamePerson]);
        let ben = company.desk("clerk", "Ben");
        assert_eq!(kinds(ben.withdraw(request).await), [Kind::NoRight]);
        let page = desk.withdraw(request).await.unwrap();
        assert_eq!(page.requests[0].decision, Some(Decision::Withdrawn));
        assert_eq!(page.version.stage, Stage::Testing);
    }
    let page = company
        .desk("clerk", "Ada")
        .ask("a fit", Stage::Production)
        .await
        .unwrap();
    let page = company
        .desk("clerk", "Ben")
        .decide(waiting(&page).id, false)
        .await
        .unwrap();
    assert_eq!(page.requests[0].decision, Some(Decision::Rejected));
    assert_eq!(page.version.stage, Stage::Testing);
}

#[tokio::test]
async fn plain_sql_is_held_to_four_eyes_too() {
    let company = filled(PLACES[0]).await;
    let page = company
        .desk("clerk", "Ada")
        .ask("a fit", Stage::Production)
        .await
        .unwrap();
    let request = waiting(&page).id;
    let acting = |who: &str| {
        format!("select set_config('provost.user_id', md5('{who}')::uuid::text, false);")
    };
    let approve = format!(
        "update governance.ai_model_stage_requests set decision = 'approved', decision_reason = 'x', \
         decided_by = nullif(current_setting('provost.user_id', true), '')::uuid, decided_at = now() where id = '{request}'"
    );
    // As the superuser too: it is a trigger, no policy.
    for role in ["clerk", company.server.user()] {
        let refused = company
            .attempt(role, &(acting("Ada") + &approve))
            .await
            .unwrap_err();
        assert!(
            refused.contains("does not decide on it"),
            "{role}: {refused}"
        );
    }
    let jump =
        "update governance.ai_models set deployment_status = 'production' where version = 'fit'";
    let refused = company
        .attempt("clerk", &(acting("Ben") + jump))
        .await
        .unwrap_err();
    assert!(refused.contains("together with the approval"), "{refused}");
    let pretend = "insert into governance.ai_model_events (tenant_id, model_key, model_name, model_version, event_type) \
                   select tenant_id, id, name, version, 'registered' from governance.ai_models where version = 'fit'";
    let refused = company
        .attempt("clerk", &(acting("Ben") + pretend))
        .await
        .unwrap_err();
    assert!(refused.contains("row-level security"), "{refused}");
    let page = company
        .desk("clerk", "Ben")
        .decide(request, true)
        .await
        .unwrap();
    assert_eq!(page.version.stage, Stage::Production);
}

#[tokio::test]
async fn four_eyes_can_be_switched_off_for_a_tenant_of_one() {
    let company = filled(PLACES[0]).await;
    assert_eq!(
        kinds(company.desk("clerk", "Cleo").four_eyes(false).await),
        [Kind::NoRight]
    );
    assert_eq!(
        kinds(company.office("").four_eyes(false).await),
        [Kind::NobodyActs]
    );
    let ada = company.desk("clerk", "Ada");
    assert_eq!(ada.four_eyes(false).await.unwrap(), Some(false));
    let page = ada.ask("a fit", Stage::Production).await.unwrap();
    assert_eq!(page.four_eyes, Some(false));
    let page = ada.decide(waiting(&page).id, true).await.unwrap();
    assert_eq!(page.version.stage, Stage::Production);
    // Another tenant's setting is its own.
    let eve = company.desk("clerk", "Eve");
    assert_eq!(eve.show("b fit").await.unwrap().four_eyes, Some(true));
    assert_eq!(ada.four_eyes(true).await.unwrap(), Some(true));
    let page = ada.ask("a fit", Stage::Testing).await.unwrap();
    assert_eq!(
        kinds(ada.decide(waiting(&page).id, true).await),
        [Kind::SamePerson]
    );
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_is_told_that_it_is_decided() {
    let company = filled(PLACES[0]).await;
    for (version, stage) in [
        ("a fit", Stage::Production),
        ("a slightly", Stage::Production),
        ("a new", Stage::Testing),
    ] {
        let page = company
            .desk("clerk", "Cleo")
            .ask(version, stage)
            .await
            .unwrap();
        let request = waiting(&page).id;
        let (ada, ben) = (company.desk("clerk", "Ada"), company.office("Ben"));
        let (one, other) = tokio::join!(ada.decide(request, true), ben.decide(request, false));
        let decided = usize::from(one.is_ok()) + usize::from(other.is_ok());
        assert_eq!(decided, 1, "{one:?} {other:?}");
        let page = ada.show(version).await.unwrap();
        let expected = if one.is_ok() {
            stage
        } else {
            page.requests[0].from
        };
        assert_eq!(page.version.stage, expected);
        let refused = if one.is_ok() {
            kinds(other)
        } else {
            kinds(one)
        };
        assert_eq!(refused, [Kind::Decided]);
    }
    let (ada, cleo) = (company.desk("clerk", "Ada"), company.office("Cleo"));
    let back = Stage::Development;
    let (one, other) = tokio::join!(ada.ask("a drifting", back), cleo.ask("a drifting", back));
    let refused = if one.is_ok() {
        kinds(other)
    } else {
        kinds(one)
    };
    assert_eq!(refused, [Kind::RequestWaits]);
    let count = "select count(*)::text from governance.ai_model_stage_requests where model_id = md5('a drifting')::uuid";
    assert_eq!(company.text(count).await, "1");
}

#[tokio::test]
async fn the_facts_of_the_decision_count_and_not_those_of_the_request() {
    let company = filled(PLACES[0]).await;
    let cleo = company.desk("clerk", "Cleo");
    let page = cleo.ask("a fit", Stage::Production).await.unwrap();
    let request = waiting(&page).id;
    let ada = company.desk("clerk", "Ada");
    for (change, back, expected) in [
        (
            "insert into governance.ai_model_drift (tenant_id, model_id, drift_type, drift_severity) \
             select tenant_id, id, 'data', 'critical' from governance.ai_models where id = md5('a fit')::uuid",
            "update governance.ai_model_drift set resolved_at = now(), resolution_action = 'trained anew', resolved_by = md5('Ben')::uuid where model_id = md5('a fit')::uuid",
            Kind::OpenDrift,
        ),
        (
            "update governance.ai_models set performance_metrics = '{}' where id = md5('a fit')::uuid",
            "update governance.ai_models set performance_metrics = '{\"f1\": 1}' where id = md5('a fit')::uuid",
            Kind::NoEvaluation,
        ),
        (
            "update governance.ai_models set owner_id = null where id = md5('a fit')::uuid",
            "update governance.ai_models set owner_id = md5('Cleo')::uuid where id = md5('a fit')::uuid",
            Kind::NoOwner,
        ),
        (
            "update governance.ai_models set deployment_status = 'development' where id = md5('a fit')::uuid",
            "update governance.ai_models set deployment_status = 'testing' where id = md5('a fit')::uuid",
            Kind::Decided,
        ),
    ] {
        company.run(change).await;
        assert_eq!(kinds(ada.decide(request, true).await), [expected]);
        let page = ada.show("a fit").await.unwrap();
        assert!(page.waiting().is_some(), "the request waits still");
        company.run(back).await;
    }
    let page = ada.decide(request, true).await.unwrap();
    assert_eq!(page.version.stage, Stage::Production);
}
