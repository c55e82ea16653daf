//! The rules as a document, `docs/rules.md`.

use super::rules::{self, Rule};
use super::{Area, Severity};

/// All rules as Markdown: what each looks at, why, what to do, who asks for it, and the SQL that shows the same. Text
/// only, the same for every call; `provost rules --format markdown` prints it.
#[must_use]
pub fn rules_markdown() -> String {
    let rules = rules::all();
    let mut parts = vec![format!(
        "# Rules of the audit\n\n\
         <!-- Made by `provost rules --format markdown`. Change the rules, not this file. -->\n\n\
         The audit judges a database by {} rules. Each gives one of six answers: pass, fail, not determinable, not\n\
         applicable, manual, stale. The severity is that of the worst case; what is seen lowers it. The SQL under a rule\n\
         shows the rows that it speaks of; run it with psql as a role that may see them (`pg_monitor` is enough for\n\
         nearly all). A rule may leave out some of those rows: what it leaves out, it says.",
        rules.len()
    )];
    parts.push(format!("By severity: {}.", by_severity(&rules)));
    for area in Area::ALL {
        let inside: Vec<&Rule> = rules
            .iter()
            .copied()
            .filter(|rule| rule.area == area)
            .collect();
        parts.push(format!("## {}", area.title()));
        parts.extend(inside.into_iter().map(described));
    }
    parts.push(String::new());
    parts
        .join("\n\n")
        .replace("\n\n\n", "\n\n")
        .trim_end()
        .to_owned()
        + "\n"
}

fn by_severity(rules: &[&Rule]) -> String {
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| {
            let count = rules
                .iter()
                .filter(|rule| rule.severity == severity)
                .count();
            format!("{count} {}", severity.as_str())
        })
        .collect();
    counts.join(", ")
}

fn described(rule: &Rule) -> String {
    format!(
        "### {}\n\n`{}` · {} · {}\n\n{}\n\n**Why:** {}\n\n**What to do:** {}.\n\n**Asked for by:** {}\n\n```sql\n{};\n```",
        rule.title,
        rule.id,
        rule.severity.as_str(),
        rule.section.title(),
        rule.meaning,
        rule.reason,
        rule.action,
        rule.references.join("; "),
        rule.evidence_sql
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_described_once() {
        let text = rules_markdown();
        for rule in rules::all() {
            let heading = format!("### {}\n\n`{}` · ", rule.title, rule.id);
            assert_eq!(text.matches(&heading).count(), 1, "{}", rule.id);
            assert!(text.contains(rule.evidence_sql), "{}", rule.id);
        }
    }

    #[test]
    fn the_document_is_current() {
        let written = include_str!("../../../../../docs/rules.md");
        assert!(
            written == rules_markdown(),
            "docs/rules.md is not what the rules say: run `cargo run -p provost-cli -- rules --format markdown > docs/rules.md`"
        );
    }
}
