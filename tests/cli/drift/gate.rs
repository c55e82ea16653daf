//! `--fail-on` as a gate: what was not compared has not passed.

use super::{compare, files};

#[test]
fn nothing_compared_is_no_pass() {
    let person = files(b"a\n1\n2\n", b"b\n1\n2\n");
    let run = compare(&person, "a.csv", "b.csv", &["--fail-on", "low"]).ended(2);
    assert!(run.err.contains("No column could be compared"), "{run:?}");
    assert!(run.out.contains("in the reference only"), "{run:?}");
    // Without the gate it is an answer as any other.
    compare(&person, "a.csv", "b.csv", &[]).ended(0);
}

#[test]
fn a_named_column_that_was_not_compared_is_no_pass() {
    let person = files(b"age,active\n1,yes\n2,no\n", b"active\nyes\nno\n");
    let gate = ["--fail-on", "critical"];
    for named in [
        &["--columns", "age,active"][..],
        &["--columns", "active", "--column", "age=psi"],
    ] {
        let run = compare(&person, "a.csv", "b.csv", &[named, &gate].concat()).ended(2);
        assert!(run.err.contains("age was not compared"), "{run:?}");
    }
    for passes in [&["--columns", "active"][..], &[]] {
        compare(&person, "a.csv", "b.csv", &[passes, &gate].concat()).ended(0);
    }
}

#[test]
fn answers_that_were_asked_about_and_not_judged_are_no_pass() {
    let person = files(
        b"said,true\n1.5,yes\n2.5,no\n",
        b"said,true\n1.5,yes\n2.5,no\n",
    );
    let asked = [
        "--target",
        "true",
        "--prediction",
        "said",
        "--fail-on",
        "critical",
    ];
    let run = compare(&person, "a.csv", "b.csv", &asked).ended(2);
    assert!(run.err.contains("true by said"), "{run:?}");
}

#[test]
fn what_is_written_wrong_is_told_with_what_to_write() {
    let person = files(b"a\n1\n", b"a\n1\n");
    let run = compare(&person, "select 1 as a", "b.csv", &[]).ended(2);
    assert!(run.err.contains("query:SQL"), "{run:?}");
    let run = person.run(&["drift", "show", "nosuch"]).ended(2);
    assert!(run.err.contains("`provost drift list`"), "{run:?}");
    let run = person.run(&["registry", "import", "mlflow"]).ended(2);
    for option in ["--from-profile", "--from-url"] {
        assert!(run.err.contains(option), "{run:?}");
    }
}
