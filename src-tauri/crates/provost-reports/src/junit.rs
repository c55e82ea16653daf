//! The answers for continuous integration: JUnit XML, a suite for a section and a case for a rule.
//!
//! A rule without an answer is skipped with its reason and never passed. The form is that of
//! `github.com/testmoapp/junitxml`, which describes what the common readers understand.

use std::fmt;
use std::fmt::Write as _;

use provost_core::audit::{Answer, Audit, Finding, RuleResult, SectionScore};

/// The audit as JUnit XML.
#[must_use]
pub fn junit(audit: &Audit) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = suites(&mut xml, audit);
    xml
}

fn suites(xml: &mut String, audit: &Audit) -> fmt::Result {
    let overall = &audit.overall;
    let skipped =
        overall.not_determinable + overall.not_applicable + overall.manual + overall.stale;
    writeln!(
        xml,
        "<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{skipped}\">",
        Escaped(&format!("Provost audit of {}", audit.subject.database)),
        audit.results.len(),
        overall.failed
    )?;
    for section in &audit.sections {
        suite(xml, section, audit)?;
    }
    writeln!(xml, "</testsuites>")
}

fn suite(xml: &mut String, section: &SectionScore, audit: &Audit) -> fmt::Result {
    let score = &section.score;
    let skipped = score.not_determinable + score.not_applicable + score.manual + score.stale;
    let subject = &audit.subject;
    writeln!(
        xml,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{skipped}\" timestamp=\"{}\">",
        Escaped(&section.title),
        score.passed + score.failed + skipped,
        score.failed,
        subject.taken_at.format("%Y-%m-%dT%H:%M:%SZ")
    )?;
    writeln!(xml, "    <properties>")?;
    let percent = score
        .percent
        .map_or_else(|| "not scored".to_owned(), |percent| percent.to_string());
    for (name, value) in [
        ("database", subject.database.as_str()),
        ("serverVersion", &subject.server_version),
        ("role", &subject.role),
        ("catalogSha256", &subject.catalog_sha256),
        ("percent", &percent),
        ("points", &format!("{} of {}", score.earned, score.possible)),
    ] {
        property(xml, "      ", name, value)?;
    }
    writeln!(xml, "    </properties>")?;
    for result in &audit.results {
        if result.section == section.section {
            case(xml, result)?;
        }
    }
    writeln!(xml, "  </testsuite>")
}

fn property(xml: &mut String, indent: &str, name: &str, value: &str) -> fmt::Result {
    writeln!(
        xml,
        "{indent}<property name=\"{}\" value=\"{}\"/>",
        Escaped(name),
        Escaped(value)
    )
}

fn case(xml: &mut String, result: &RuleResult) -> fmt::Result {
    writeln!(
        xml,
        "    <testcase name=\"{}\" classname=\"{}\">",
        Escaped(&result.title),
        Escaped(&result.rule)
    )?;
    writeln!(xml, "      <properties>")?;
    for (name, value) in [
        ("answer", result.answer.status().as_str()),
        ("severity", result.severity.as_str()),
        ("examined", &result.examined.to_string()),
        ("evidenceSha256", &result.evidence_sha256),
    ] {
        property(xml, "        ", name, value)?;
    }
    writeln!(xml, "      </properties>")?;
    match &result.answer {
        Answer::Pass => {}
        Answer::Fail { findings } => failure(xml, result, findings)?,
        Answer::NotDeterminable { reason } => skipped(xml, "not determinable", reason)?,
        Answer::NotApplicable { reason } => skipped(xml, "not applicable", reason)?,
        Answer::Stale { reason } => skipped(xml, "stale", reason)?,
        Answer::Manual { question } => skipped(xml, "manual", question)?,
    }
    writeln!(xml, "    </testcase>")
}

fn skipped(xml: &mut String, answer: &str, reason: &str) -> fmt::Result {
    writeln!(
        xml,
        "      <skipped message=\"{}\"/>",
        Escaped(&format!("{answer}: {reason}"))
    )
}

fn failure(xml: &mut String, result: &RuleResult, findings: &[Finding]) -> fmt::Result {
    let worst = result.answer.worst().unwrap_or(result.severity);
    writeln!(
        xml,
        "      <failure type=\"{}\" message=\"{}\">",
        worst.as_str(),
        Escaped(&format!("{} findings. {}", findings.len(), result.action))
    )?;
    for finding in findings {
        writeln!(
            xml,
            "{}",
            Escaped(&format!(
                "{}: {}: {}",
                finding.severity.as_str(),
                finding.subject,
                finding.statement
            ))
        )?;
    }
    writeln!(xml, "      </failure>")
}

/// Text as XML 1.0 carries it, in an attribute as between tags. A character that XML cannot carry becomes U+FFFD.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' => f.write_str("&#9;")?,
                '\n' => f.write_str("&#10;")?,
                '\r' => f.write_str("&#13;")?,
                '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{HOSTILE, audit, rule, usual};
    use provost_core::audit::{Section, Severity, Status};

    #[test]
    fn the_numbers_of_a_suite_are_those_of_its_cases() {
        let audit = usual();
        let xml = junit(&audit);
        let document = roxmltree::Document::parse(&xml).unwrap();
        let count = |node: roxmltree::Node<'_, '_>, name: &str| {
            node.descendants()
                .filter(|one| one.has_tag_name(name))
                .count()
                .to_string()
        };
        let root = document.root_element();
        let suites: Vec<_> = root
            .children()
            .filter(|node| node.has_tag_name("testsuite"))
            .collect();
        assert_eq!(suites.len(), 10);
        for node in suites.into_iter().chain([root]) {
            assert_eq!(
                node.attribute("tests"),
                Some(count(node, "testcase").as_str())
            );
            assert_eq!(
                node.attribute("failures"),
                Some(count(node, "failure").as_str())
            );
            assert_eq!(
                node.attribute("skipped"),
                Some(count(node, "skipped").as_str())
            );
        }
        let failed = audit
            .results
            .iter()
            .filter(|result| result.answer.status() == Status::Fail);
        assert_eq!(
            root.attribute("failures"),
            Some(failed.count().to_string().as_str())
        );
    }

    #[test]
    fn any_text_comes_back_as_it_was() {
        for words in HOSTILE.into_iter().chain(["tab\tline\nend\r", "null \0"]) {
            let finding = Finding::new(words, Severity::High, words);
            let audit = audit(vec![rule(
                "a.b",
                words,
                Section::Testing,
                Severity::High,
                Answer::from_findings(vec![finding]),
            )]);
            let xml = junit(&audit);
            let document = roxmltree::Document::parse(&xml).unwrap();
            let case = document
                .descendants()
                .find(|node| node.has_tag_name("testcase"))
                .unwrap();
            let expected = words.replace('\0', "\u{fffd}");
            assert_eq!(case.attribute("name"), Some(expected.as_str()));
            let failure = case
                .children()
                .find(|node| node.has_tag_name("failure"))
                .unwrap();
            assert!(failure.text().unwrap().contains(&expected));
        }
    }
}
