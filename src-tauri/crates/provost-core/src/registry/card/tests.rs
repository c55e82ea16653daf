use proptest::prelude::*;
use serde_json::json;

use super::super::sample::page;
use super::super::{ModelFact, facts};
use super::*;

/// The example of <https://huggingface.co/docs/hub/model-cards>, with a `model-index` as its specification has it, and a key
/// that nobody knows.
const CARD: &str = "---
language:
  - \"en\"
  - no
thumbnail: \"url to a thumbnail used in social sharing\"
tags:
- tag1
- team:claims
license: \"mit\"
datasets:
- dataset1
metrics:
- metric1
base_model: \"base model Hub identifier\"
model-index:
- name: Yi-34B
  results:
  - task:
      type: text-generation
    dataset:
      name: ai2_arc
      type: ai2_arc
    metrics:
    - name: AI2 Reasoning Challenge (25-Shot)
      type: arc
      value: 64.59
    source:
      name: Open LLM Leaderboard
      url: https://huggingface.co/spaces/open-llm-leaderboard
# a comment
x-own: {version: 1.10, kept: [1, ~, {deep: true}], when: 2026-11-22, 1e3: yes, 007: ~}
---

# Claims

Written by hand, with a | bar.
";

#[test]
fn the_example_of_the_documentation_is_read() {
    let card = read(CARD).unwrap();
    assert_eq!(card.metadata["language"], json!(["en", "no"]));
    assert_eq!(card.metadata["license"], "mit");
    assert_eq!(card.metadata["base_model"], "base model Hub identifier");
    let metric = &card.metadata["model-index"][0]["results"][0]["metrics"][0];
    assert_eq!(metric["value"], 64.59);
    let own = json!({
        "version": 1.1, "kept": [1, null, {"deep": true}], "when": "2026-11-22", "1e3": "yes", "007": null
    });
    assert_eq!(card.metadata["x-own"], own);
    assert_eq!(card.text, "# Claims\n\nWritten by hand, with a | bar.");
}

#[test]
fn a_round_trip_keeps_what_the_registry_does_not_know() {
    let kept = read(CARD).unwrap();
    let mut page = page(1);
    page.version.licence = None;
    page.version.evaluation = Vec::new();
    page.version.capabilities = Vec::new();
    page.datasets = Vec::new();
    let written = write(&page, Some(&kept));
    let again = read(&written.text).unwrap();
    assert_eq!(again, kept);
    assert_eq!(write(&page, Some(&again)), written);
}

#[test]
fn what_the_registry_knows_stands_over_what_was_kept() {
    let kept = read(CARD).unwrap();
    let written = write(&page(1), Some(&kept));
    let again = read(&written.text).unwrap();
    assert_eq!(again.metadata["license"], "apache-2.0");
    assert_eq!(again.metadata["language"], json!(["en", "no", "de"]));
    assert_eq!(again.metadata["tags"], json!(["tag1", "team:claims"]));
    assert_eq!(again.metadata["datasets"], json!(["dataset1", "claims"]));
    assert_eq!(
        again.metadata["metrics"],
        json!(["metric1", "accuracy", "f1"])
    );
    assert_eq!(again.metadata["x-own"], kept.metadata["x-own"]);
    let results = again.metadata["model-index"][0]["results"]
        .as_array()
        .unwrap();
    assert_eq!(results.len(), 2);
    let ours = &results[1]["metrics"];
    assert_eq!(
        *ours,
        json!([
            {"type": "accuracy", "name": "accuracy", "value": 0.91},
            {"type": "f1", "name": "f1", "value": 0.9}
        ])
    );
    // Written again over itself it does not grow.
    assert_eq!(write(&page(1), Some(&again)), written);
    let mut closed = page(1);
    closed.version.licence = Some("Our own, 3rd edition".to_owned());
    let closed = write(&closed, None);
    assert!(
        closed.yaml.starts_with(
            "language:\n- en\n- de\nlicense: other\nlicense_name: \"Our own, 3rd edition\"\n"
        ),
        "{}",
        closed.yaml
    );
}

#[test]
fn only_what_is_missing_enters_the_registry() {
    let entered = import(&page(1), read(CARD).unwrap());
    assert_eq!(entered.licence, None);
    assert_eq!(Value::Object(entered.tags), json!({"tag1": true}));
    assert_eq!(Value::Object(entered.evaluation), json!({"arc": 64.59}));
    assert!(entered.capabilities.is_empty());
    assert_eq!(
        entered.notes,
        ["The card names the licence mit; Apache-2.0 stays."]
    );

    let mut bare = page(1);
    bare.version.licence = None;
    bare.version.tags = facts(&json!({"team": "fraud"}));
    bare.version.capabilities = Vec::new();
    bare.version.evaluation = facts(&json!({"arc": 70}));
    let entered = import(&bare, read(CARD).unwrap());
    assert_eq!(entered.licence.as_deref(), Some("mit"));
    assert_eq!(
        Value::Object(entered.capabilities),
        json!({"languages": ["en", "no"]})
    );
    assert_eq!(
        entered.notes,
        [
            "The card says claims for the tag team; fraud stays.",
            "The card says 64.59 for the result arc; 70 stays."
        ]
    );
    // What this program wrote is not taken for somebody else's result.
    let own = read(&write(&page(1), None).text).unwrap();
    bare.version.evaluation = Vec::new();
    assert!(import(&bare, own).evaluation.is_empty());
}

#[test]
fn a_card_that_makes_no_sense_is_refused_without_being_repeated() {
    let deep = format!("---\na: {}1{}\n---\n", "[".repeat(60), "]".repeat(60));
    let many = format!("---\na: [{}]\n---\n", "1, ".repeat(60_000));
    let bomb = "---\na: &a [1, 1]\nb: &b [*a, *a]\n---\n";
    for (card, expected) in [
        ("---\nhunter2: [\n---\n", None),
        ("---\na: 1\n", Some(CardError::Unclosed)),
        ("a\0b", Some(CardError::Unkeepable)),
        ("---\na: [\"\\0\"]\n---\n", Some(CardError::Unkeepable)),
        ("---\n- a\n---\n", Some(CardError::NoMapping)),
        (deep.as_str(), None),
        (many.as_str(), None),
        (
            bomb,
            Some(CardError::Metadata(YamlError::Unsupported { line: 2 })),
        ),
        (
            "---\na: 1\na: 2\n---\n",
            Some(CardError::Metadata(YamlError::Unsupported { line: 2 })),
        ),
        (
            "---\n? [a]\n: 1\n---\n",
            Some(CardError::Metadata(YamlError::Unsupported { line: 1 })),
        ),
    ] {
        let error = read(card).unwrap_err();
        assert!(!error.to_string().contains("hunter2"));
        if let Some(expected) = expected {
            assert_eq!(error, expected, "{card}");
        }
    }
    assert_eq!(read(&"x".repeat(MOST_CARD + 1)), Err(CardError::TooLong));
    assert_eq!(read("").unwrap().text, "");
    assert_eq!(read("---\n---\nText").unwrap().text, "Text");
    assert_eq!(
        read("\u{feff}---\r\na: 1\r\n---\r\nText").unwrap().metadata["a"],
        1
    );
}

#[test]
fn a_text_of_somebody_is_text_in_the_card() {
    let mut hostile = page(1);
    hostile.version.sample = false;
    let said =
        "# no heading\n| a | b |\n<script>alert(1)</script> [x](javascript:1) `c`\n\n1. no list";
    hostile.version.description = Some(said.to_owned());
    hostile.version.name = "---\nlicense: gpl".to_owned();
    hostile.version.tags = vec![ModelFact {
        name: "a|b".to_owned(),
        value: "<!-- to here -->".to_owned(),
        number: None,
    }];
    let card = write(&hostile, None);
    let words = |block: &CardBlock| match block {
        CardBlock::Paragraph { text } => Some(text.clone()),
        _ => None,
    };
    let paragraphs: Vec<String> = card.blocks.iter().filter_map(words).collect();
    assert_eq!(
        paragraphs[0],
        "# no heading | a | b | <script>alert(1)</script> [x](javascript:1) `c`"
    );
    assert_eq!(paragraphs[1], "1. no list");
    assert!(
        card.markdown
            .contains("\\<script\\>alert(1)\\</script\\> \\[x\\](javascript:1)")
    );
    let read = read(&card.text).unwrap();
    assert_eq!(read.metadata["license"], "apache-2.0");
    assert_eq!(read.metadata["tags"], json!(["a|b:<!-- to here -->"]));
    assert_eq!(read.text, "# --- license: gpl".replace("---", "\\---"));
}

#[test]
fn markdown_becomes_parts() {
    let text = "# One\nTwo lines\nof one paragraph.\n\n- a\n- b\n  goes on\n1. c\n\n| h | i |\n|---|:-:|\n| 1 \\| 2 |\n| 3 | 4 | 5 |\n\n```sh\n# code\n```\n<!-- gone -->\n#no heading\n";
    let paragraph = |text: &str| CardBlock::Paragraph {
        text: text.to_owned(),
    };
    let cells = |cells: &[&str]| {
        cells
            .iter()
            .map(|cell| (*cell).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        blocks(text),
        [
            CardBlock::Heading {
                level: 1,
                text: "One".to_owned()
            },
            paragraph("Two lines of one paragraph."),
            CardBlock::List {
                items: cells(&["a", "b goes on", "c"])
            },
            CardBlock::Table {
                head: cells(&["h", "i"]),
                rows: vec![cells(&["1 | 2", ""]), cells(&["3", "4"])]
            },
            CardBlock::Code {
                text: "# code".to_owned()
            },
            paragraph("#no heading"),
        ]
    );
    assert_eq!(blocks(&"a\n\n".repeat(10_000)).len(), 2_001);
}

/// The limits are those of the documentation: 50 columns, 500 rows, 5,000 cells in all.
#[test]
fn a_table_larger_than_any_stands_as_it_was_written() {
    let text = |columns: usize, rows: usize| {
        let line = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(columns));
        format!("{}{}{}", line("a"), line("-"), "|\n".repeat(rows))
    };
    let is_table = |block: &CardBlock| matches!(block, CardBlock::Table { .. });
    for (columns, rows, fits) in [
        (50, 99, true),
        (51, 1, false),
        (2, 500, true),
        (2, 501, false),
        (50, 100, false),
    ] {
        let text = text(columns, rows);
        let made = blocks(&text);
        assert_eq!(made.len(), 1);
        assert_eq!(is_table(&made[0]), fits, "{columns} x {rows}");
        if !fits {
            let text = text.trim_end().to_owned();
            assert_eq!(made[0], CardBlock::Code { text });
        }
    }
    // Many that fit each are as much as one that does not.
    let many = blocks(&format!("{}\n", text(10, 99)).repeat(200));
    assert_eq!(many.len(), 200);
    assert_eq!(many.iter().filter(|block| is_table(block)).count(), 5);
    let points = blocks(&"- a\n".repeat(5_001));
    assert!(matches!(&points[..], [CardBlock::Code { .. }]));
    // 200 KB; filled up to its head it would be 5.7 GB.
    let text = text(50_000, 50_000);
    let held: usize = blocks(&text)
        .iter()
        .map(|block| match block {
            CardBlock::Code { text } => text.len(),
            _ => usize::MAX,
        })
        .sum();
    assert!(held <= text.len());
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e300_f64..1e300).prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "[-0-9.:eExXo~_ynaf]{1,6}".prop_map(Value::from),
        prop::sample::select(vec![
            "yes",
            "null",
            "~",
            "true",
            "0x1f",
            "1e3",
            "- a",
            "a: b",
            "#",
            "2026-11-22",
            "\u{2028}",
            "a\nb",
            "'",
            "*a",
            "&a",
            "!x",
            "|",
            ">",
            "%",
            "@"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(".{0,6}", inner, 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_as_the_same(members in prop::collection::btree_map("[a-z~: #-]{0,6}|.{0,4}", any_value(), 0..6)) {
        let members: Map<String, Value> = members.into_iter().collect();
        let text = emit::document(&members);
        let read = yaml::value(&text);
        let expected = if members.is_empty() { Value::Null } else { Value::Object(members) };
        prop_assert_eq!(read.ok(), Some(expected), "{}", text);
    }

    #[test]
    fn nothing_that_is_read_makes_it_fall(text in ".{0,200}") {
        let _ = read(&text);
        let _ = read(&format!("---\n{text}\n---\n{text}"));
        let _ = blocks(&text);
    }
}
