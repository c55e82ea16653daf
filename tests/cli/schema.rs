//! `provost schema`: what is there, what a change would do, the change, and what it refuses.

use provost_tests::local::TestServer;

use crate::person::Person;

#[tokio::test]
async fn packs_come_and_go_by_the_command_line() {
    let server = TestServer::bundled().await.unwrap();
    let person = Person::new();
    let url = server.url("postgres");
    let run = |words: &[&str]| person.run(&[&["schema"], words, &["--url", &url]].concat());

    let status = run(&["status", "--format", "json"]).ended(0).json();
    assert_eq!(status["schema"], "provost.schema-status/1");
    assert_eq!(status["packs"][0]["state"], "absent");
    let text = run(&["status"]).ended(0).out;
    assert!(
        text.contains("identity") && text.contains("absent"),
        "{text}"
    );

    let proposal = run(&["plan", "--pack", "ai", "--pack", "ai", "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(proposal["schema"], "provost.schema-plan/1");
    assert_eq!(proposal["steps"][0]["id"], "identity/0001");
    let text = run(&["plan", "--pack", "identity"]).ended(0).out;
    assert!(text.contains("create schema governance;"), "{text}");
    assert!(text.contains("== identity/0001  Tenants"), "{text}");

    let applied = run(&["apply", "--pack", "ai", "--format", "json"]).ended(0);
    assert!(applied.err.contains("Applying ai/0001 …"), "{applied:?}");
    assert_eq!(applied.json()["schema"], "provost.schema-applied/1");
    let again = run(&["apply", "--pack", "ai"]).ended(0).out;
    assert!(again.contains("Nothing was to be applied"), "{again}");

    // Something is in the way: the plan and the change end alike.
    let refused = run(&["plan", "--revert", "--pack", "identity"]).ended(2);
    assert!(
        refused.out.contains("the pack ai rests on it"),
        "{refused:?}"
    );
    let refused = run(&["revert", "--pack", "identity"]).ended(2);
    assert!(
        refused.err.contains("the pack ai rests on it"),
        "{refused:?}"
    );
    assert!(refused.err.contains("Take the pack ai back"), "{refused:?}");
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute("insert into governance.tenants (name) values ('Example')")
        .await
        .unwrap();
    let refused = run(&["revert"]).ended(2);
    assert!(
        refused.err.contains("Rows would be lost: tenants (1)"),
        "{refused:?}"
    );
    let reverted = run(&["revert", "--drop-rows"]).ended(0);
    assert!(reverted.out.contains("identity/0001"), "{reverted:?}");
    let status = run(&["status", "--format", "json"]).ended(0).json();
    assert_eq!(status["schemaExists"], false);
}

#[tokio::test]
async fn a_production_database_wants_a_yes_and_a_profile_that_writes() {
    let server = TestServer::bundled().await.unwrap();
    let person = Person::new();
    let url = server.url("postgres");
    let add = [
        "connections",
        "add",
        "--name",
        "Live",
        "--url",
        &url,
        "--environment",
        "production",
    ];
    person.run(&add).ended(0);
    let apply = ["schema", "apply", "--profile", "live"];
    let refused = person.run(&apply).ended(2);
    assert!(
        refused.err.contains("is a production database"),
        "{refused:?}"
    );
    let refused = person.run(&[&apply[..], &["--yes"]].concat()).ended(2);
    assert!(
        refused.err.contains("The profile is read-only"),
        "{refused:?}"
    );
    let identity = ["--profile", "live", "--pack", "identity"];
    let asked = [&["schema", "plan"][..], &identity].concat();
    person.run(&asked).ended(2);
    person.run(&["connections", "remove", "live"]).ended(0);
    let writing = ["--may-write", "--governance-schema", "Our \"own\" rules"];
    person.run(&[&add[..], &writing].concat()).ended(0);
    let list = person.run(&["connections", "list"]).ended(0);
    assert!(list.out.contains("may write"), "{list:?}");
    person.run(&asked).ended(0);
    let apply = [&["schema", "apply"][..], &identity].concat();
    person.run(&apply).ended(2);
    person.run(&[&apply[..], &["--yes"]].concat()).ended(0);
    let mut plain = server.plain("postgres").await.unwrap();
    let made =
        "select table_schema::text from information_schema.tables where table_name = 'users'";
    assert_eq!(plain.text(made).await.unwrap(), "Our \"own\" rules");
}

#[test]
fn the_local_workspace_takes_packs_and_the_words_are_checked() {
    let person = Person::new();
    let applied = person
        .run(&["schema", "apply", "--pack", "identity", "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(applied["database"], "demonstration");
    let status = person
        .run(&["schema", "status", "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(status["packs"][0]["state"], "installed");
    assert_eq!(status["obstacles"].as_array().unwrap().len(), 0);
    person
        .run(&["schema", "apply", "--pack", "nothing"])
        .ended(2);
    person
        .run(&[
            "schema",
            "apply",
            "--tenant",
            "aaaaaaaa-0000-4000-8000-000000000001",
        ])
        .ended(2);
    person
        .run(&["schema", "plan", "--revert", "--adopt"])
        .ended(2);
}
