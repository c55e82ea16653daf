//! What `provost schema compare` refuses or tells: words that do not fit, places that are not there, names that are not kind.

use std::net::TcpListener;

use provost_tests::local::TestServer;

use crate::person::Person;

#[test]
fn words_that_do_not_fit_are_told_before_anybody_is_asked() {
    let person = Person::new();
    std::fs::write(person.path("a.sql"), "select 1;").unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = format!("postgres://u@127.0.0.1:{port}/x?sslmode=disable");
    let words = ["schema", "compare", "--url", &url, "--expected", "a.sql"];
    for (more, said) in [
        (&["--migrations", "."][..], "Only the report tells of"),
        (
            &["--configuration", "a.env", "-o", "a.sql"],
            "Only the report tells of",
        ),
        (&["--report"], "The report is HTML, PDF or JSON"),
        (
            &["--report", "-o", "a.html", "-o", "b.sql"],
            "The report is HTML, PDF or JSON",
        ),
        (
            &["-o", "a.html", "-o", "b.docx"],
            "b.docx: the ending does not tell",
        ),
        (&["--expected-packs"], "cannot be used with"),
        (&["--format", "docx"], "invalid value"),
    ] {
        let run = person.run(&[&words[..], more].concat()).ended(2);
        assert!(run.err.contains(said), "{said}: {run:?}");
        assert!(run.out.is_empty(), "{run:?}");
    }
    assert!(listener.accept().is_err(), "nobody came");
    assert_eq!(crate::person::files(&person.path("data")).len(), 0);
}

#[tokio::test]
async fn a_server_that_is_not_there_or_lets_nobody_in_is_told() {
    let server = TestServer::bundled().await.unwrap();
    server.create_database("closed").await.unwrap();
    let mut plain = server.plain("closed").await.unwrap();
    plain
        .execute("create role stranger login; revoke connect on database closed from public")
        .await
        .unwrap();
    let own = format!("user={}", server.user());
    let closed = server.url("closed").replace(&own, "user=stranger");
    let person = Person::new();
    let url = server.url("postgres");
    let add = ["connections", "add", "--name", "dead", "--url"];
    let dead = "postgres://u@127.0.0.1:1/x?sslmode=disable";
    person.run(&[&add[..], &[dead]].concat()).ended(0);
    for (words, said) in [
        (&["--url", dead, "--expected-packs"][..], "127.0.0.1:1"),
        (&["--url", &closed, "--expected-packs"], "closed"),
        (
            &["--url", &url, "--expected-profile", "dead"],
            "127.0.0.1:1",
        ),
    ] {
        let run = person
            .run(&[&["schema", "compare"][..], words].concat())
            .ended(3);
        assert!(run.err.contains(said), "{said}: {run:?}");
        assert!(run.out.is_empty(), "{run:?}");
    }
    let nobody = [
        "schema",
        "compare",
        "--url",
        &url,
        "--expected-profile",
        "nobody",
    ];
    let run = person.run(&nobody).ended(2);
    assert!(
        run.err.contains("no connection named \"nobody\""),
        "{run:?}"
    );
}

#[tokio::test]
async fn what_holds_no_sql_or_is_no_catalog_is_told() {
    let server = TestServer::bundled().await.unwrap();
    let url = server.url("postgres");
    let person = Person::new();
    for folder in ["empty", "notes"] {
        std::fs::create_dir(person.path(folder)).unwrap();
    }
    std::fs::write(person.path("notes/readme.txt"), "drop table a;").unwrap();
    std::fs::write(person.path("notes/dump.sql"), b"PGDMP\x01\x0e\x00\xff\xfe").unwrap();
    std::fs::write(person.path("c.json"), "{\"schema\": \"provost.audit/1\"}").unwrap();
    for (words, status, said) in [
        (&["--expected", "empty"][..], 2, "holds no SQL"),
        (&["--expected", "notes"], 2, "holds no SQL"),
        (&["--expected", "notes/readme.txt"], 2, "holds no SQL"),
        (&["--expected", "absent"], 3, "absent could not be read"),
        (
            &["--expected-catalog", "c.json"],
            2,
            "has the form provost.audit/1",
        ),
        (&["--expected-catalog", "notes"], 2, "notes is no file"),
    ] {
        let run = person.run(&[&["schema", "compare", "--url", &url][..], words].concat());
        let run = run.ended(status);
        assert!(run.err.contains(said), "{said}: {run:?}");
    }
    let report = [
        "schema",
        "compare",
        "--url",
        &url,
        "--expected-packs",
        "-o",
        "r.html",
    ];
    for (words, status) in [
        (["--configuration", "notes/readme.txt"], 2),
        (["--configuration", "absent.env"], 3),
        (["--migrations", "absent"], 3),
        (["--migrations", "empty"], 2),
    ] {
        let run = person.run(&[&report[..], &words].concat()).ended(status);
        assert!(run.err.contains(words[1]), "{run:?}");
        assert!(!person.path("r.html").exists(), "nothing half made");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn hostile_names_of_files_are_shown_and_never_obeyed() {
    let server = TestServer::bundled().await.unwrap();
    server.create_database("shop").await.unwrap();
    let url = server.url("shop");
    let person = Person::new();
    let hostile = "1_a'; drop table kept; --\u{1b}[31m\n<script>alert(1)<!--.sql";
    let folder = person.path("sql\u{1b}]0;owned\u{7}");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("0_kept.sql"), "create table kept (id int);").unwrap();
    std::fs::write(
        folder.join(hostile),
        "create table \"<b>&\u{202e}\" (id int);",
    )
    .unwrap();
    let folder = folder.display().to_string();
    let words = ["schema", "compare", "--url", &url, "--expected", &folder];
    let run = person.run(&words).ended(0);
    assert!(run.out.contains("public.kept is missing"), "{run:?}");
    for text in [&run.out, &run.err] {
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{202e}'),
            "{run:?}"
        );
    }
    person
        .run(&[&words[..], &["-o", "r.html"]].concat())
        .ended(0);
    let html = std::fs::read_to_string(person.path("r.html")).unwrap();
    assert!(
        !html.contains("<script>alert") && !html.contains("<b>&"),
        "told as text"
    );

    std::fs::write(
        person.path("sql\u{1b}]0;owned\u{7}").join(hostile),
        "creat tabel b;",
    )
    .unwrap();
    let run = person.run(&words).ended(2);
    assert!(!run.err.contains('\u{1b}'), "{run:?}");
    assert!(run.err.contains("line 1"), "{run:?}");
}
