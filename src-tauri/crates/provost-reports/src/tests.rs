//! What the renderers promise together. PDFs are read by poppler's programs, not by our own eyes.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use provost_core::audit::{Answer, Audit, Finding, Section, Severity};

use super::*;
use crate::samples::{HOSTILE, audit, failing, report, rule, usual};

/// What a program of poppler says of a PDF.
pub(crate) fn poppler(program: &str, options: &[&str], pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let told = Command::new(program)
        .args(options)
        .arg(file.path())
        .args((program == "pdftotext").then_some("-"))
        .stderr(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program} (Debian package poppler-utils): {error}"));
    assert!(told.status.success());
    String::from_utf8(told.stdout).unwrap()
}

/// Text without gaps, since a line may end anywhere in a long name.
pub(crate) fn dense(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

pub(crate) fn text_of(pdf: &[u8]) -> String {
    dense(&poppler("pdftotext", &["-raw", "-nopgbrk"], pdf))
}

/// What a browser shows of a page: its text without tags, its references to characters resolved.
pub(crate) fn text_of_page(html: &str) -> String {
    let (_, body) = html.split_once("<body>").unwrap();
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        text.push_str(piece.split_once('>').map_or("", |(_, after)| after));
    }
    for (reference, character) in [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
    ] {
        text = text.replace(reference, character);
    }
    dense(&text)
}

/// The elements that templates and pictures are made of.
const ELEMENTS: &str = "!doctype a article body br caption circle code col colgroup dd desc details div dl dt figcaption \
                        figure footer h1 h2 h3 h4 head header html li main meta nav ol p polygon polyline pre rect section \
                        span strong style summary svg table tbody td text th thead title tr ul";

/// Every element is one of ours and closed where it was opened, every id is one of its kind, and every link leads somewhere.
pub(crate) fn assert_well_formed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let (mut ids, mut links) = (BTreeSet::new(), BTreeSet::new());
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("a tag has an end");
        let name = tag
            .split([' ', '\n', '/'])
            .find(|part| !part.is_empty())
            .unwrap();
        assert!(
            ELEMENTS.split_whitespace().any(|known| known == name),
            "{name}"
        );
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{tag}");
        } else if !tag.ends_with('/') && !["!doctype", "meta", "br", "col"].contains(&name) {
            open.push(name);
        }
        let attribute = |name: &str| tag.split_once(name)?.1.split('"').next();
        if let Some(id) = attribute(" id=\"") {
            assert!(ids.insert(id), "{id} is there twice");
        }
        links.extend(attribute(" href=\"#"));
    }
    assert!(open.is_empty(), "{open:?} is left open");
    assert!(links.is_subset(&ids), "{:?}", links.difference(&ids));
}

fn hostile() -> Audit {
    audit(
        HOSTILE
            .iter()
            .enumerate()
            .map(|(index, &words)| {
                let finding = Finding::new(words, Severity::High, words)
                    .fact(words, words)
                    .fix(words);
                let mut result = rule(
                    &format!("hostile.{index}"),
                    words,
                    Section::ALL[index],
                    Severity::High,
                    Answer::from_findings(vec![finding]),
                );
                result.evidence_sql = words.to_owned();
                result.references = vec![words.to_owned()];
                result
            })
            .collect(),
    )
}

#[test]
fn both_renderings_tell_of_every_rule_and_every_finding() {
    let report = report(usual());
    let paper = text_of(&pdf(&report).unwrap());
    let page = text_of_page(&html(&report).unwrap());
    for result in &report.audit.results {
        for text in [&paper, &page] {
            assert!(text.contains(&result.rule), "{}", result.rule);
            for finding in result.answer.findings() {
                assert!(text.contains(&finding.subject), "{}", finding.subject);
                assert!(text.contains(&dense(&finding.statement)));
                // Line by line: on paper a page may end between two lines.
                for line in finding.fix_sql.as_deref().unwrap().lines() {
                    assert!(text.contains(&dense(line)), "{line}");
                }
            }
        }
    }
    for text in [&paper, &page] {
        assert!(text.contains(&report.audit.subject.catalog_sha256));
        assert!(text.contains(&dense(&report.audit.verdict.recommendation)));
        assert!(text.contains(&dense(&report.audit.subject.hidden[0])));
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = report(usual());
    for format in Format::ALL {
        assert_eq!(
            render(&report, format).unwrap(),
            render(&report, format).unwrap(),
            "{format:?}"
        );
    }
}

#[test]
fn the_pdf_is_tagged_titled_and_says_which_standards_it_keeps() {
    let pdf = pdf(&report(usual())).unwrap();
    let facts = poppler("pdfinfo", &[], &pdf);
    let fact = |name: &str| {
        let line = facts.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_once(':').unwrap().1.trim().to_owned()
    };
    assert_eq!(fact("Title"), "Database audit: acme_agents");
    assert_eq!(fact("Creator"), "Provost 0.1.0");
    assert_eq!(fact("Tagged"), "yes");
    assert_eq!(fact("JavaScript"), "no");
    assert!(fact("Page size").contains("A4"));
    assert!(fact("Pages").parse::<u32>().unwrap() >= 20);
    let raw = String::from_utf8_lossy(&pdf);
    for mark in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(raw.contains(mark), "{mark}");
    }
    let structure = poppler("pdfinfo", &["-struct"], &pdf);
    for tag in ["H1", "H2", "H3", "Table", "TH", "Figure", "TOC", "L"] {
        assert!(
            structure.lines().any(|line| line.trim().starts_with(tag)),
            "{tag}"
        );
    }
}

#[test]
fn what_looks_like_a_program_stays_text() {
    let report = report(hostile());
    let paper = text_of(&pdf(&report).unwrap());
    let source = html(&report).unwrap();
    let page = text_of_page(&source);
    for words in HOSTILE {
        assert!(paper.contains(&dense(words)), "{words}");
        assert!(page.contains(&dense(words)), "{words}");
    }
    assert!(!source.contains("<script"));
    assert!(source.contains("default-src 'none'"));
    for outside in ["src=", "url(", "@import", "http-equiv=\"refresh\"", "<link"] {
        assert!(!source.contains(outside), "{outside}");
    }
}

#[test]
fn names_in_any_script_and_of_any_length_are_shown() {
    let long = format!("{}.{}", "x".repeat(63), "y".repeat(63));
    let findings = vec![
        Finding::new("表 😀", Severity::Low, "\u{202e}reversed مرحبا"),
        Finding::new(long.as_str(), Severity::Low, "is long"),
        Finding::new("z", Severity::Low, "a".repeat(100_000)),
    ];
    let report = report(audit(vec![rule(
        "a.b",
        "Names",
        Section::Testing,
        Severity::Low,
        Answer::from_findings(findings),
    )]));
    let paper = text_of(&pdf(&report).unwrap());
    assert!(paper.contains("‹U+8868›‹U+1F600›"));
    assert!(paper.contains("‹U+202E›reversed‹U+0645›"));
    assert!(paper.contains(&long));
    assert!(paper.contains("98000morecharacters"));
    let page = html(&report).unwrap();
    assert!(page.contains("表 😀"));
    assert!(page.contains("‹U+202E›reversed مرحبا"));
    assert!(page.contains(&format!("A{}", "a".repeat(99_999))));
}

#[test]
fn many_findings_are_counted_on_paper_and_folded_in_the_page() {
    let answer = failing("many", 3_000, Severity::High);
    let subjects: Vec<String> = answer
        .findings()
        .iter()
        .map(|finding| finding.subject.clone())
        .collect();
    let report = report(audit(vec![rule(
        "a.b",
        "Many",
        Section::Testing,
        Severity::High,
        answer,
    )]));
    let paper = text_of(&pdf(&report).unwrap());
    let shown = paper.matches("Rolesotherthantheowner").count();
    assert_eq!(shown, 50, "no row is printed over another");
    assert!(paper.contains("2950morefindings"));
    assert!(paper.contains("2950morestatements"));
    let page = html(&report).unwrap();
    assert!(page.contains("2\u{202f}950 more findings"));
    for subject in subjects {
        assert!(
            page.contains(&format!("<code>{subject}</code>")),
            "{subject}"
        );
    }
}

#[test]
fn a_pdf_has_two_thousand_rows_at_most() {
    let results = (0..45)
        .map(|index| {
            rule(
                &format!("a.r{index}"),
                "Many",
                Section::ALL[index % 10],
                Severity::High,
                failing("t", 60, Severity::High),
            )
        })
        .collect();
    let limits = contents::Limits::pdf();
    let told = contents::Contents::of(&report(audit(results)), &limits).unwrap();
    let rules = told.findings.iter().flat_map(|section| &section.rules);
    let rows: Vec<usize> = rules.clone().map(|rule| rule.rows.len()).collect();
    assert_eq!(rows.iter().sum::<usize>(), 2_000);
    assert_eq!(rows.len(), 45);
    assert!(rules.into_iter().all(|rule| rule.more.is_some()));
}

#[test]
fn an_audit_without_rules_and_one_without_answers_make_a_report() {
    let unanswered = usual()
        .results
        .into_iter()
        .map(|mut result| {
            result.answer = Answer::NotDeterminable {
                reason: "The role may read nothing.".to_owned(),
            };
            result
        })
        .collect();
    for (audit, words) in [
        (audit(Vec::new()), "Noverdict:norulecouldbeanswered."),
        (audit(unanswered), "Noverdict:toolittlecouldbeseen."),
    ] {
        let report = report(audit);
        for text in [
            text_of(&pdf(&report).unwrap()),
            text_of_page(&html(&report).unwrap()),
        ] {
            assert!(text.contains(words));
            assert!(text.contains("Notscored"));
        }
    }
}

#[test]
fn json_is_the_audit() {
    let audit = usual();
    let text = json(&audit).unwrap();
    assert_eq!(serde_json::from_str::<Audit>(&text).unwrap(), audit);
    assert!(text.starts_with("{\n  \"schema\": \"provost.audit/1\",\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn any_text_can_be_typeset(words in proptest::collection::vec(any::<String>(), 5)) {
        let finding = Finding::new(words[0].as_str(), Severity::Critical, words[1].as_str())
            .fact(&words[2], &words[3])
            .fix(words[4].as_str());
        let answer = Answer::from_findings(vec![finding]);
        let mut report = report(audit(vec![rule("a.b", &words[1], Section::Testing, Severity::High, answer)]));
        report.profile_name.clone_from(&words[2]);
        report.audit.subject.database.clone_from(&words[3]);
        report.title.clone_from(&words[4]);
        let made = pdf(&report);
        prop_assert!(made.is_ok(), "{}", made.unwrap_err());
        prop_assert!(html(&report).is_ok());
    }
}
