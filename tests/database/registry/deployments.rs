//! Deployments that a person enters: who may, what may not run, and what stays on record.

use std::time::Duration;

use provost_core::registry::{
    Deployment, DeploymentDraft, DeploymentStatus, ModelPage, RefusalKind as Kind,
};
use provost_postgres::registry::{self, RegistryError};
use provost_postgres::schema::placed;
use provost_tests::company::{DATABASE, PLACES};

use super::company::{Desk, Desks, filled, kinds, known};

/// An agent of each tenant.
const AGENTS: &str = "insert into governance.ai_agents (id, tenant_id, user_id, name, agent_type)
    values (md5('Ada')::uuid, 'a0000000-0000-4000-8000-000000000000', md5('Ada')::uuid, 'Claims intake', 'assistant'),
           (md5('Eve')::uuid, 'b0000000-0000-4000-8000-000000000000', md5('Eve')::uuid, 'Claims intake', 'assistant')";

fn draft(alias: &str) -> DeploymentDraft {
    DeploymentDraft {
        agent: None,
        status: DeploymentStatus::Active,
        error_message: None,
        configuration: Some(format!(
            "{{\"environment\": \"oslo\", \"alias\": \"{alias}\"}}"
        )),
        deployed_at: None,
        last_used_at: None,
    }
}

async fn deploy(
    desk: &Desk,
    version: &str,
    draft: DeploymentDraft,
) -> Result<ModelPage, RegistryError> {
    let Desk {
        database,
        profile,
        person,
    } = desk;
    registry::deploy(database, profile, *person, known(version), draft).await
}

async fn change(
    desk: &Desk,
    before: &Deployment,
    draft: DeploymentDraft,
) -> Result<ModelPage, RegistryError> {
    let Desk {
        database,
        profile,
        person,
    } = desk;
    let seen = before.updated_at;
    registry::change_deployment(database, profile, *person, before.id, seen, draft).await
}

#[tokio::test]
async fn a_deployment_is_entered_changed_and_ended_and_each_is_an_event() {
    for place in PLACES {
        let company = filled(place).await;
        company.run(AGENTS).await;
        let cleo = company.desk("clerk", "Cleo");
        let with_agent = DeploymentDraft {
            agent: Some(known("Ada")),
            ..draft("canary")
        };
        let page = deploy(&cleo, "a fit", with_agent).await.unwrap();
        let one = &page.deployments[0];
        assert_eq!(one.agent.as_deref(), Some("Claims intake"));
        assert_eq!(one.status, DeploymentStatus::Active);
        assert_eq!(one.deployed_by.as_ref().unwrap().id, Some(known("Cleo")));
        assert_eq!(
            one.configuration_text.as_deref(),
            Some("{\"alias\": \"canary\", \"environment\": \"oslo\"}")
        );
        let broken = DeploymentDraft {
            status: DeploymentStatus::Error,
            error_message: Some("out of memory".to_owned()),
            last_used_at: Some(page.taken_at),
            ..one.draft()
        };
        let seen = one.clone();
        let page = change(&cleo, &seen, broken.clone()).await.unwrap();
        let one = &page.deployments[0];
        assert_eq!(one.error_message.as_deref(), Some("out of memory"));
        assert_eq!(one.configuration, seen.configuration, "it stays as it is");
        assert!(one.last_used_at.is_some());
        // Whoever saw it as it was before is told so.
        assert_eq!(kinds(change(&cleo, &seen, broken).await), [Kind::Changed]);
        let ended = DeploymentDraft {
            status: DeploymentStatus::Inactive,
            ..one.draft()
        };
        let page = change(&company.desk("clerk", "Ada"), one, ended)
            .await
            .unwrap();
        assert_eq!(page.deployments[0].status, DeploymentStatus::Inactive);
        assert_eq!(page.deployments[0].error_message, None);
        let events: Vec<(&str, &str)> = page.events[..3]
            .iter()
            .map(|event| {
                let actor = event.actor.as_ref().unwrap();
                (event.kind.as_str(), actor.name.as_deref().unwrap())
            })
            .collect();
        assert_eq!(
            events,
            [
                ("deployment_changed", "Ada"),
                ("deployment_changed", "Cleo"),
                ("deployed", "Cleo")
            ]
        );
    }
}

#[tokio::test]
async fn who_may_not_and_what_cannot_be_is_refused() {
    let company = filled(PLACES[0]).await;
    company.run(AGENTS).await;
    for desk in [company.desk("clerk", "Dora"), company.office("Dora")] {
        let refused = deploy(&desk, "a fit", draft("canary")).await;
        assert_eq!(kinds(refused), [Kind::NoRight]);
    }
    let nobody = deploy(&company.office(""), "a fit", draft("canary")).await;
    assert_eq!(kinds(nobody), [Kind::NobodyActs]);
    let cleo = company.desk("clerk", "Cleo");
    let of_others = DeploymentDraft {
        agent: Some(known("Eve")),
        ..draft("canary")
    };
    assert_eq!(
        kinds(deploy(&cleo, "a fit", of_others).await),
        [Kind::BadField]
    );
    assert_eq!(
        kinds(deploy(&cleo, "a old", draft("canary")).await),
        [Kind::OutOfUse]
    );
    let off = DeploymentDraft {
        status: DeploymentStatus::Inactive,
        ..draft("canary")
    };
    let page = deploy(&cleo, "a old", off).await.unwrap();
    let on = DeploymentDraft {
        status: DeploymentStatus::Active,
        ..page.deployments[0].draft()
    };
    assert_eq!(
        kinds(change(&cleo, &page.deployments[0], on).await),
        [Kind::OutOfUse]
    );
    // What is already in production under an alias stays the only one there; switched off, another may stand there.
    company
        .run("update governance.ai_models set deployment_status = 'production' where version = 'fit'")
        .await;
    assert_eq!(
        kinds(deploy(&cleo, "a fit", draft("champion")).await),
        [Kind::AliasTaken]
    );
    let off = DeploymentDraft {
        status: DeploymentStatus::Inactive,
        ..draft("champion")
    };
    let page = deploy(&cleo, "a fit", off).await.unwrap();
    let one = &page.deployments[0];
    let on = DeploymentDraft {
        status: DeploymentStatus::Active,
        ..one.draft()
    };
    assert_eq!(
        kinds(change(&cleo, one, on.clone()).await),
        [Kind::AliasTaken]
    );
    let elsewhere = DeploymentDraft {
        configuration: Some("{\"alias\": \"canary\"}".to_owned()),
        ..on
    };
    assert!(change(&cleo, one, elsewhere).await.is_ok());
}

/// What a page cannot see, because somebody else does it at the same time, a trigger refuses: in words, with what to do.
#[tokio::test]
async fn of_two_who_deploy_at_once_under_one_alias_one_is_told_what_to_do() {
    for place in PLACES {
        let company = filled(place).await;
        company
            .run("update governance.ai_models set deployment_status = 'production' where version = 'fit'; \
                  update governance.ai_model_deployments set status = 'inactive'")
            .await;
        let cleo = company.desk("clerk", "Cleo");
        let mut other = company.server.plain(DATABASE).await.unwrap();
        other.execute("begin").await.unwrap();
        let first = "insert into governance.ai_model_deployments (tenant_id, model_id, deployment_config)
            values ('a0000000-0000-4000-8000-000000000000', md5('a live')::uuid, '{\"alias\": \"canary\"}')";
        other.execute(&placed(first, company.schema)).await.unwrap();
        let second = deploy(&cleo, "a fit", draft("canary"));
        let commit = async {
            tokio::time::sleep(Duration::from_millis(700)).await;
            other.execute("commit").await.unwrap();
        };
        let (refused, ()) = tokio::join!(second, commit);
        let Err(RegistryError::Refused(refusals)) = refused else {
            panic!("both run under one alias: {refused:?}");
        };
        assert_eq!(
            refusals[0].message,
            "Version live of triage is in production under the alias canary already."
        );
        assert!(refusals[0].remedy.contains("inactive"), "{refusals:?}");
    }
}
