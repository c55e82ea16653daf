//! What to do, and the SQL that does it, by urgency.

use std::collections::BTreeSet;

use provost_core::audit::{Audit, RuleResult, Urgency};
use serde::Serialize;

use super::wording::{self, code, count};
use super::{FINDINGS_AT_ONCE, Limits, anchor};

/// What is due at one time.
#[derive(Debug, Serialize)]
pub(crate) struct ActionGroup {
    /// When.
    pub(crate) title: String,
    /// Which findings are due then.
    pub(crate) scope: String,
    /// What to do.
    pub(crate) actions: Vec<ActionLine>,
}

/// One thing to do.
#[derive(Debug, Serialize)]
pub(crate) struct ActionLine {
    /// Where the rule is told of.
    pub(crate) anchor: String,
    /// The rule that asks for it.
    pub(crate) rule: String,
    /// What to do.
    pub(crate) title: String,
    /// The severity of the worst finding.
    pub(crate) severity: String,
    /// How much of it there is.
    pub(crate) extent: String,
}

/// The fixes of one time.
#[derive(Debug, Serialize)]
pub(crate) struct FixGroup {
    /// When.
    pub(crate) title: String,
    /// The fixes.
    pub(crate) fixes: Vec<Fix>,
}

/// The SQL that mends the findings of one rule.
#[derive(Debug, Serialize)]
pub(crate) struct Fix {
    /// Where the rule is told of.
    pub(crate) anchor: String,
    /// The rule.
    pub(crate) rule: String,
    /// What it does.
    pub(crate) title: String,
    /// Every different statement.
    pub(crate) sql: String,
    /// What stands under it when there is more.
    pub(crate) more: Option<String>,
}

/// The times at which something is due; none is the owner's judgement.
const TIMES: [Option<Urgency>; 4] = [
    Some(Urgency::Now),
    Some(Urgency::ThisMonth),
    Some(Urgency::NextQuarter),
    None,
];

fn title(time: Option<Urgency>) -> &'static str {
    time.map_or("At the owner's judgement", Urgency::title)
}

fn scope(time: Option<Urgency>) -> &'static str {
    match time {
        Some(Urgency::Now) => "Critical findings: harm is at hand.",
        Some(Urgency::ThisMonth) => "High findings: harm is likely.",
        Some(Urgency::NextQuarter) => "Medium findings: they will cost something if they stay.",
        None => "Low findings and facts worth knowing.",
    }
}

/// The failed rules whose worst finding is due at one time.
fn due(audit: &Audit, time: Option<Urgency>) -> impl Iterator<Item = (usize, &RuleResult)> {
    audit.results.iter().enumerate().filter(move |(_, result)| {
        result
            .answer
            .worst()
            .is_some_and(|worst| Urgency::of(worst) == time)
    })
}

pub(super) fn groups(audit: &Audit) -> Vec<ActionGroup> {
    TIMES
        .into_iter()
        .map(|time| ActionGroup {
            title: title(time).to_owned(),
            scope: scope(time).to_owned(),
            actions: due(audit, time)
                .map(|(index, result)| action(index, result))
                .collect(),
        })
        .collect()
}

fn action(index: usize, result: &RuleResult) -> ActionLine {
    let findings = result.answer.findings();
    let with_sql = findings
        .iter()
        .filter(|finding| finding.fix_sql.is_some())
        .count();
    let found = count(findings.len(), "finding");
    ActionLine {
        anchor: anchor(index),
        rule: result.rule.clone(),
        title: wording::title(&result.action, usize::MAX),
        severity: result
            .answer
            .worst()
            .unwrap_or(result.severity)
            .as_str()
            .to_owned(),
        extent: match with_sql {
            0 => found,
            all if all == findings.len() => format!("{found}, with SQL"),
            some => format!("{found}, {some} with SQL"),
        },
    }
}

pub(super) fn fixes(audit: &Audit, limits: &Limits) -> Vec<FixGroup> {
    TIMES
        .into_iter()
        .map(|time| FixGroup {
            title: title(time).to_owned(),
            fixes: due(audit, time)
                .filter_map(|(index, result)| fix(index, result, limits))
                .collect(),
        })
        .filter(|group| !group.fixes.is_empty())
        .collect()
}

/// SQL in which a comment that stands over several statements in a row is said once. SQL of which a statement goes over
/// several lines is left as it is: what looks like a comment there may be none.
fn said_once(sql: &str) -> String {
    let comment = |line: &str| line.starts_with("--");
    let plain = |line: &str| line.is_empty() || line.ends_with(';') || comment(line);
    if !sql.lines().all(plain) {
        return sql.to_owned();
    }
    let mut kept = Vec::new();
    let mut last = Vec::new();
    let mut said = Vec::new();
    for line in sql.lines() {
        if comment(line) {
            said.push(line);
            continue;
        }
        let said = std::mem::take(&mut said);
        if !said.is_empty() && said != last {
            kept.extend(said.iter().copied());
            last = said;
        }
        kept.push(line);
    }
    kept.extend(said);
    kept.join("\n")
}

fn fix(index: usize, result: &RuleResult, limits: &Limits) -> Option<Fix> {
    let mut seen = BTreeSet::new();
    let statements: Vec<&str> = result
        .answer
        .findings()
        .iter()
        .filter_map(|finding| finding.fix_sql.as_deref())
        .filter(|sql| seen.insert(*sql))
        .collect();
    let shown = if limits.folds {
        statements.len()
    } else {
        statements.len().min(FINDINGS_AT_ONCE)
    };
    let rest = statements.len() - shown;
    (!statements.is_empty()).then(|| Fix {
        anchor: anchor(index),
        rule: result.rule.clone(),
        title: wording::title(&result.action, limits.text),
        sql: statements
            .iter()
            .take(shown)
            .map(|sql| said_once(&code(sql, limits.code())))
            .collect::<Vec<_>>()
            .join("\n\n"),
        more: (rest > 0).then(|| {
            format!(
                "{}: the HTML and the JSON report have them all.",
                count(rest, "more statement")
            )
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::said_once;

    #[test]
    fn a_comment_over_many_statements_is_said_once() {
        let said =
            said_once("-- Slow.\nDROP INDEX a;\n-- Slow.\nDROP INDEX b;\n-- Other.\nSELECT 1;");
        assert_eq!(
            said,
            "-- Slow.\nDROP INDEX a;\nDROP INDEX b;\n-- Other.\nSELECT 1;"
        );
        let name = "-- x\nDROP TABLE \"a\n-- x\nb\";";
        assert_eq!(said_once(name), name);
    }
}
