//! `provost drift compare`: files, queries and windows, what it says of them, and what it refuses.

mod answers;
mod gate;
mod kept;
mod parquet;
mod queries;

use serde_json::Value;

use crate::person::Person;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/drift");

fn fixture(name: &str) -> String {
    format!("{FIXTURES}/{name}")
}

fn expected() -> Value {
    held("expected.json")
}

fn expected_answers() -> Value {
    held("answers.json")
}

fn held(name: &str) -> Value {
    let text = std::fs::read_to_string(fixture(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn compare(person: &Person, reference: &str, current: &str, more: &[&str]) -> crate::person::Run {
    let words = [
        "drift",
        "compare",
        "--reference",
        reference,
        "--current",
        current,
    ];
    person.run(&[&words[..], more].concat())
}

fn json(person: &Person, reference: &str, current: &str, more: &[&str]) -> Value {
    let more = [more, &["--format", "json"]].concat();
    compare(person, reference, current, &more).ended(0).json()
}

/// A column of an answer.
fn column<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let columns = answer["columns"].as_array().unwrap();
    let found = columns.iter().find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("{name}: {answer}"))
}

/// Two files, written into the home of a person.
fn files(reference: &[u8], current: &[u8]) -> Person {
    let person = Person::new();
    std::fs::write(person.path("a.csv"), reference).unwrap();
    std::fs::write(person.path("b.csv"), current).unwrap();
    person
}

/// The tests by the names of `expected.json`.
const TESTS: [(&str, &str); 5] = [
    ("ks", "kolmogorov-smirnov"),
    ("wasserstein", "wasserstein"),
    ("jensenshannon", "jensen-shannon"),
    ("chisquare", "chi-square"),
    ("z", "z-test"),
];

#[test]
fn the_scores_of_files_are_those_of_evidently() {
    let person = Person::new();
    for (case, facts) in expected()["cases"].as_object().unwrap() {
        let files = ["reference", "current"].map(|side| fixture(&format!("{case}_{side}.csv")));
        let answer = json(&person, &files[0], &files[1], &[]);
        assert_eq!(answer["schema"], "provost.drift/1");
        let columns = facts["columns"].as_object().unwrap();
        assert_eq!(answer["columns"].as_array().unwrap().len(), columns.len());
        for (name, fact) in columns {
            let (own, default) = (column(&answer, name), &fact["default"]);
            // The one column that the generator declares as text and that says yes and no: its two values are the same bins.
            let kind = match name.as_str() {
                "cat_two" => "boolean",
                name if name.starts_with("cat") => "categorical",
                _ => "numeric",
            };
            assert_eq!(own["kind"], kind, "{case} {name}");
            let test = TESTS.iter().find(|(key, _)| default["method"] == *key);
            assert_eq!(own["test"], test.unwrap().1, "{case} {name}");
            let (score, wanted) = (
                own["score"].as_f64().unwrap(),
                default["score"].as_f64().unwrap(),
            );
            assert!(
                (score - wanted).abs() <= 1e-9,
                "{case} {name}: {score} and {wanted}"
            );
            assert_eq!(own["drifted"], default["drifted"], "{case} {name}");
            assert_eq!(own["referenceRows"], fact["n_ref"], "{case} {name}");
            assert_eq!(own["currentRows"], fact["n_cur"], "{case} {name}");
            let counts = own["bins"]["current"].as_array().unwrap();
            let all: u64 = counts.iter().map(|count| count.as_u64().unwrap()).sum();
            assert_eq!(Some(all), fact["n_cur"].as_u64(), "{case} {name}");
        }
        let sources = &answer["sources"];
        assert_eq!(sources["reference"]["rows"], facts["n_ref"]);
        assert_eq!(sources["current"]["rows"], facts["n_cur"]);
        assert!(sources["reference"]["sample"].is_null());
    }
}

#[test]
fn a_test_can_be_chosen_for_all_and_for_one() {
    let person = Person::new();
    let files = ["reference", "current"].map(|side| fixture(&format!("case1_small_{side}.csv")));
    let more = [
        "--test",
        "psi",
        "--column",
        "num_same=psi-quantile",
        "--threshold",
        "0.3",
        "--columns",
        "num_shift,num_same",
    ];
    let answer = json(&person, &files[0], &files[1], &more);
    assert_eq!(answer["columns"].as_array().unwrap().len(), 2);
    let facts = &expected()["cases"]["case1_small"]["columns"];
    for (name, key) in [("num_shift", "psi"), ("num_same", "psi_quantile10_eps1e-4")] {
        let (own, wanted) = (
            column(&answer, name),
            facts[name][key]["score"].as_f64().unwrap(),
        );
        assert!(
            (own["score"].as_f64().unwrap() - wanted).abs() <= 1e-9,
            "{own}"
        );
        assert_eq!(
            (&own["threshold"], &own["drifted"]),
            (&0.3.into(), &false.into())
        );
    }
    let edges = column(&answer, "num_same")["bins"]["edges"]
        .as_array()
        .unwrap();
    assert!(edges[0].is_null() && edges[10].is_null() && edges[5].is_number());
    let run = compare(&person, &files[0], &files[1], &["--fail-on", "medium"]).ended(1);
    for said in [
        "num_shift",
        "kolmogorov-smirnov",
        "3.67e-9",
        "500, 500",
        "columns drifted",
    ] {
        assert!(run.out.contains(said), "{said}: {run:?}");
    }
    compare(&person, &files[0], &files[0], &["--fail-on", "info"]).ended(0);
    let out = ["--output", "answer.json"];
    compare(&person, &files[0], &files[1], &out).ended(0);
    let written = std::fs::read_to_string(person.path("answer.json")).unwrap();
    let written: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(written["columns"].as_array().unwrap().len(), 15);
}

#[test]
fn semicolons_tabs_a_bom_and_decimal_commas_are_read() {
    let reference = "\u{feff}amount;word;only then\r\n1,5;a;x\r\n\"2,5\";\"b;b\";y\r\n;c;z\r\n";
    let current = "word\tamount\tonly now\na\t1.5\t1\nb;b\t2.5\t2\nc\t\t3\n";
    let person = files(reference.as_bytes(), current.as_bytes());
    let answer = json(&person, "a.csv", "b.csv", &[]);
    let amount = column(&answer, "amount");
    assert_eq!(
        (&amount["kind"], &amount["means"]),
        (&"numeric".into(), &serde_json::json!([2.0, 2.0]))
    );
    assert_eq!(
        (&amount["referenceMissing"], &amount["currentMissing"]),
        (&1.into(), &1.into())
    );
    assert_eq!(
        column(&answer, "word")["bins"]["keys"],
        serde_json::json!(["a", "b;b", "c"])
    );
    let left = answer["notCompared"].as_array().unwrap();
    let told: Vec<(&str, &str)> = left
        .iter()
        .map(|one| {
            (
                one["name"].as_str().unwrap(),
                one["reason"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("only then", "It is in the reference only."),
            ("only now", "It is in the current source only.")
        ]
    );
}

#[test]
fn a_sample_says_how_it_was_taken_and_is_the_same_again() {
    let person = Person::new();
    let files = ["reference", "current"].map(|side| fixture(&format!("case2_large_{side}.csv")));
    let more = ["--sample", "4000", "--seed", "7", "--columns", "num_shift"];
    let answer = json(&person, &files[0], &files[1], &more);
    let sources = &answer["sources"];
    assert_eq!(
        sources["reference"]["sample"],
        serde_json::json!({"method": "reservoir", "seed": 7, "rows": 4000})
    );
    assert_eq!(sources["reference"]["rows"], 5000);
    assert!(sources["current"]["sample"].is_null());
    assert_eq!(column(&answer, "num_shift")["referenceRows"], 4000);
    assert_eq!(answer, json(&person, &files[0], &files[1], &more));
    let text = compare(&person, &files[0], &files[1], &more).ended(0);
    assert!(
        text.out
            .contains("5000 rows, of which a sample of 4000 (reservoir, seed 7)"),
        "{text:?}"
    );
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_the_line() {
    let good = b"x,y\n1,2\n";
    for (bad, said) in [
        (
            &b"1,2\n3,4\n"[..],
            "b.csv, line 1: numbers stand where the names",
        ),
        (
            b"x,y\r\n1,2\r\n\r\n1,2,3\r\n",
            "b.csv, line 4: it has 3 cells and the first line has 2 names",
        ),
        (b"x,y\n\"1\n1\",2\n1\n", "b.csv, line 4: it has 1 cells"),
        (
            b"x,y\n1,2\n\xff,1\n",
            "b.csv, line 3: the text is not UTF-8",
        ),
        (b"\x7fELF\0\0", "b.csv: it is no text"),
        (
            b"PAR1\x15\x04",
            "b.csv: its end is not that of a Parquet file. It is cut off",
        ),
        (b"\xff\xfex\0", "b.csv: it is in UTF-16. Save it as UTF-8"),
        (b"\xef\xbb\xbf \n", "b.csv: it is empty"),
        (b"", "b.csv: it is empty"),
        (b"x,y\n", "b.csv: it has names of columns and no row"),
        (b"x,\n1,2\n", "b.csv, line 1: column 2 has no name"),
        (b"x,x\n1,2\n", "b.csv, line 1: two columns are named \"x\""),
    ] {
        let run = compare(&files(good, bad), "a.csv", "b.csv", &[]).ended(2);
        assert!(
            run.err.contains(said) && run.out.is_empty(),
            "{said}: {run:?}"
        );
    }
    let run = compare(&files(good, good), "a.csv", "absent.csv", &[]).ended(3);
    assert!(run.err.contains("absent.csv could not be read"), "{run:?}");
}

#[test]
fn words_that_mean_nothing_are_told() {
    let person = files(b"x,y\n1,2\n", b"x,y\n1,2\n");
    for (more, said) in [
        (&["--test", "psy"][..], "psi"),
        (&["--column", "x=psy"], "there is no test \"psy\""),
        (&["--column", "psi"], "NAME=TEST"),
        (&["--threshold", "0.1"], "--threshold needs the test"),
        (&["--test", "psi", "--threshold", "nan"], "above 0"),
        (&["--columns", "z"], "Neither source has a column \"z\""),
        (
            &["--profile", "orders"],
            "are for query:, table: and --write",
        ),
        (&["--output", "a.doc"], ".txt, .json or .html"),
    ] {
        let run = compare(&person, "a.csv", "b.csv", more).ended(2);
        assert!(
            run.err.contains(said) && run.out.is_empty(),
            "{said}: {run:?}"
        );
    }
    for (source, said) in [
        ("query:delete from a", "one SELECT"),
        ("table:orders", "SCHEMA.NAME@COLUMN=FROM..TO"),
        ("table:a.b@c=soon..", "is no moment"),
    ] {
        let run = compare(&person, "a.csv", source, &[]).ended(2);
        assert!(run.err.contains(said), "{said}: {run:?}");
    }
}
