//! An audit for a screen: what cannot be seen in a name is shown by its code.

use super::{Answer, Audit, Finding};
use crate::catalog::visible;

/// Line breaks may stand in a reason or a fact.
const KEPT: &[char] = &['\n'];

impl Audit {
    /// The same audit with every text that may come from the database written so that nothing in it hides or turns the
    /// text around it. SQL stays as it is: what is copied must run, and its identifiers are quoted by their codes.
    #[must_use]
    pub fn shown(mut self) -> Self {
        let subject = &mut self.subject;
        for text in [
            &mut subject.database,
            &mut subject.server_version,
            &mut subject.role,
        ] {
            show(text);
        }
        subject.hidden.iter_mut().for_each(show);
        for result in &mut self.results {
            match &mut result.answer {
                Answer::Pass => {}
                Answer::Fail { findings } => findings.iter_mut().for_each(show_finding),
                Answer::NotDeterminable { reason: text }
                | Answer::NotApplicable { reason: text }
                | Answer::Manual { question: text }
                | Answer::Stale { reason: text } => show(text),
            }
        }
        self
    }
}

fn show_finding(finding: &mut Finding) {
    show(&mut finding.subject);
    show(&mut finding.statement);
    for fact in &mut finding.facts {
        show(&mut fact.value);
    }
}

fn show(text: &mut String) {
    *text = visible(text, KEPT);
}

#[cfg(test)]
mod tests {
    use crate::audit::audit;
    use crate::catalog::sample::{healthy, table};

    #[test]
    fn a_name_cannot_turn_the_text_around_it() {
        let catalog = healthy().with(table("public.in\u{202e}fdp").col("id", "bigint"));
        let made = audit(&catalog);
        let text = serde_json::to_string(&made.results).unwrap();
        assert!(
            text.contains("in\u{202e}fdp"),
            "the name is in the audit as it is"
        );
        let shown = made.shown();
        let findings = shown
            .results
            .iter()
            .flat_map(|result| result.answer.findings());
        for finding in findings {
            assert!(!finding.subject.contains('\u{202e}'), "{finding:?}");
            assert!(!finding.statement.contains('\u{202e}'), "{finding:?}");
            assert!(
                finding
                    .facts
                    .iter()
                    .all(|fact| !fact.value.contains('\u{202e}')),
                "{finding:?}"
            );
        }
    }
}
