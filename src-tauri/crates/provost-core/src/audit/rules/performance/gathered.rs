//! Many findings that only inform, told as one.

use std::collections::BTreeMap;

use super::super::wording::listed;
use crate::audit::{Finding, Severity};

/// So many findings of a schema may only inform, each for itself.
const APART: usize = 5;

/// Findings with their schemas, where those that only inform become one per schema once there are more than five.
/// `statement` says what they have in common.
pub(super) fn gathered(findings: Vec<(String, Finding)>, statement: &str) -> Vec<Finding> {
    let mut small: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    let mut all = Vec::new();
    for (schema, finding) in findings {
        if finding.severity == Severity::Info {
            small.entry(schema).or_default().push(finding);
        } else {
            all.push(finding);
        }
    }
    for (schema, mut findings) in small {
        if findings.len() <= APART {
            all.append(&mut findings);
            continue;
        }
        let subjects: Vec<&str> = findings
            .iter()
            .map(|finding| finding.subject.as_str())
            .collect();
        let fixes: Vec<&str> = findings
            .iter()
            .filter_map(|finding| finding.fix_sql.as_deref())
            .collect();
        all.push(
            Finding::new(
                format!("schema {schema}"),
                Severity::Info,
                format!("{statement}: {}.", findings.len()),
            )
            .fact("objects", listed(&subjects))
            .fix(fixes.join("\n")),
        );
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(count: usize, severity: Severity) -> Vec<(String, Finding)> {
        (0..count)
            .map(|n| {
                (
                    "public".to_owned(),
                    Finding::new(format!("t{n}"), severity, "is small.").fix("SELECT 1;"),
                )
            })
            .collect()
    }

    #[test]
    fn many_that_only_inform_become_one() {
        let told = gathered(findings(6, Severity::Info), "Small tables");
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].subject.as_str(), told[0].statement.as_str()),
            ("schema public", "Small tables: 6.")
        );
        assert_eq!(told[0].facts[0].value, "t0, t1, t2, t3, t4, t5");
    }

    #[test]
    fn few_and_worse_ones_stand_apart() {
        assert_eq!(
            gathered(findings(5, Severity::Info), "Small tables").len(),
            5
        );
        assert_eq!(
            gathered(findings(9, Severity::Low), "Small tables").len(),
            9
        );
    }
}
