//! `provost registry import mlflow`: into the local workspace and into a connection, again, and what it refuses.

use provost_tests::local::{TestServer, Version};

use crate::person::Person;

const BACKEND: &str = include_str!("../fixtures/mlflow/mlflow_2.22.1.sql");

async fn backend() -> TestServer {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    server.create_database("mlflow").await.unwrap();
    let mut plain = server.plain("mlflow").await.unwrap();
    plain.execute(BACKEND).await.unwrap();
    server
}

#[tokio::test]
async fn models_come_into_a_database_and_a_second_time_nothing_does() {
    let (person, server) = (Person::new(), backend().await);
    server.create_database("governed").await.unwrap();
    let (from, to) = (server.url("mlflow"), server.url("governed"));
    let import = |more: &[&str]| {
        let words = [
            "registry",
            "import",
            "mlflow",
            "--from-url",
            &from,
            "--url",
            &to,
        ];
        person.run(&[&words[..], more].concat())
    };
    let refused = import(&[]).ended(2);
    assert!(
        refused.err.contains("provost schema apply --pack ai"),
        "{refused:?}"
    );
    person
        .run(&["schema", "apply", "--url", &to, "--yes"])
        .ended(0);
    let refused = import(&[]).ended(2);
    assert!(refused.err.contains("There is no tenant"), "{refused:?}");
    let mut plain = server.plain("governed").await.unwrap();
    plain
        .execute("insert into governance.tenants (name) values (E'Ours \\x1b[31m')")
        .await
        .unwrap();
    let answer = import(&["--format", "json"]).ended(0).json();
    assert_eq!(answer["schema"], "provost.mlflow-import/1");
    assert_eq!(
        (&answer["revision"], &answer["release"]),
        (&"0584bdc529eb".into(), &"MLflow 2.22".into())
    );
    assert_eq!(answer["counts"]["versions"]["new"], 2);
    // Twelve finite values of sixteen: MLflow's own answers (fixtures/mlflow/answers_2.22.1.json).
    assert_eq!(answer["counts"]["metrics"]["new"], 12);
    assert_eq!(answer["counts"]["metrics"]["skipped"], 4);
    let again = import(&[]).ended(0).out;
    assert!(
        again.contains("MLflow 2.22 (revision 0584bdc529eb), workspace default, for Ours "),
        "{again}"
    );
    assert!(
        !again.contains('\u{1b}') && !again.contains("New:"),
        "{again}"
    );
    let listed = person.run(&["registry", "list", "--url", &to]).ended(0).out;
    assert!(listed.contains("fraud-tree"), "{listed}");
}

#[tokio::test]
async fn what_is_no_backend_is_refused() {
    let (person, server) = (Person::new(), backend().await);
    let postgres = server.url("postgres");
    let words = ["registry", "import", "mlflow"];
    person.run(&words).ended(2);
    let refused =
        person.run(&[&words[..], &["--from-url", &postgres, "--url", &postgres]].concat());
    assert!(refused.ended(2).err.contains("holds no tables of MLflow"));
    let magic = ["--from-url", &postgres, "--model-type", "magic"];
    person.run(&[&words[..], &magic].concat()).ended(2);
}
