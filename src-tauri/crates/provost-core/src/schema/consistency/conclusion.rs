//! The whole in a few sentences, the evidence, and what cannot be said.

use super::subject::Subject;
use super::wording::counted;
use super::{
    Action, Conclusion, Evidence, EvidencePart, Finding, Known, Pooler, Shape, TableComparison,
};
use crate::catalog::Visible;
use crate::schema::history::History;

/// So many sentences stand beside the headline at most.
const SENTENCES: usize = 5;

/// The conclusion.
pub(super) fn conclusion(
    subject: &Subject<'_>,
    findings: &[Finding],
    actions: &[Action],
) -> Conclusion {
    let sum = |days: fn(&Action) -> u32| actions.iter().map(days).sum::<u32>();
    Conclusion {
        risk: findings.iter().map(|finding| finding.severity).max(),
        headline: headline(subject.known, subject.tables),
        sentences: sentences(findings),
        days: (!actions.is_empty()).then(|| {
            (
                sum(|one| one.size.least_days),
                sum(|one| one.size.most_days),
            )
        }),
    }
}

fn headline(known: &Known<'_>, tables: &TableComparison) -> String {
    let TableComparison {
        expected, present, ..
    } = tables;
    let there = if expected == present {
        let others = known
            .comparison
            .comparison
            .differences
            .iter()
            .filter(|one| !one.noise)
            .count();
        let all = match expected {
            0 => "No table is expected".to_owned(),
            1 => "The one expected table is there".to_owned(),
            count => format!("All {count} expected tables are there"),
        };
        match others {
            0 => format!("{all}, and nothing differs"),
            _ => format!("{all}, with {}", counted(others, "difference")),
        }
    } else {
        let verb = if *present == 1 { "is" } else { "are" };
        format!("{present} of {expected} expected tables {verb} there")
    };
    match known.history.and_then(stop) {
        Some(stop) => format!("{there}; {stop}."),
        None => format!("{there}."),
    }
}

/// Where the migrations stop short.
fn stop(history: &History) -> Option<String> {
    let waits = !history.pending.is_empty() || !history.blocked.is_empty();
    if super::migrations::is_lost(history) {
        let at = history.current.join(", ");
        return Some(format!(
            "its migrations stand at {at}, which the folder does not have"
        ));
    }
    if !waits || !super::migrations::keeps_record(history) {
        return None;
    }
    Some(match super::migrations::standing(history) {
        Some(at) => format!("the migrations stop at {at}"),
        None => "no migration is recorded".to_owned(),
    })
}

/// The worst finding of each kind.
fn sentences(findings: &[Finding]) -> Vec<String> {
    let mut told = Vec::new();
    let mut sentences = Vec::new();
    for finding in findings {
        if !told.contains(&finding.code) && sentences.len() < SENTENCES {
            told.push(finding.code);
            sentences.push(finding.title.clone());
        }
    }
    sentences
}

/// Section 12: what was asked of the server, then what counted rows and values, then how the catalog was read.
pub(super) fn evidence(known: &Known<'_>) -> Vec<Evidence> {
    let infrastructure = known.infrastructure;
    let (facts, of_catalog): (Vec<&Evidence>, Vec<&Evidence>) = infrastructure
        .evidence
        .iter()
        .partition(|one| one.part == EvidencePart::Facts);
    let counted = known.breaking.iter().filter_map(|breaking| {
        let rows = match &breaking.rows {
            Visible::Seen(rows) => rows.to_string(),
            Visible::Hidden(reason) => format!("not known: {reason}"),
        };
        let title = format!("Rows that break {}", breaking.object);
        Some(asked(title, breaking.sql.clone()?, rows))
    });
    let shapes = infrastructure.passwords.iter().filter_map(|one| {
        let title = format!("Shapes of the values of {}", one.name());
        let counts = match &one.counts {
            Visible::Seen(counts) => {
                let line = |(shape, rows): &(Shape, i64)| format!("{} | {rows}", shape.word());
                counts.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            Visible::Hidden(reason) => format!("not known: {reason}"),
        };
        Some(asked(title, one.sql.clone()?, counts))
    });
    let counted: Vec<Evidence> = counted.chain(shapes).collect();
    let facts = facts.into_iter().cloned().chain(counted);
    facts.chain(of_catalog.into_iter().cloned()).collect()
}

fn asked(title: String, sql: String, result: String) -> Evidence {
    Evidence {
        part: EvidencePart::Facts,
        title,
        sql,
        result,
    }
}

/// What nothing can be said about and why.
pub(super) fn not_known(known: &Known<'_>) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(
        known
            .audit
            .subject
            .hidden
            .iter()
            .map(|hidden| sentence(hidden)),
    );
    said.extend(of_server(known));
    let left_out = known.comparison.not_compared.iter();
    said.extend(
        left_out.map(|part| sentence(&format!("Not compared, {}: {}", part.what, part.reason))),
    );
    let schemas = &known.comparison.comparison.options.schemas;
    if !schemas.is_empty() {
        said.push(format!(
            "Only these schemas were compared: {}.",
            schemas.join(", ")
        ));
    }
    match known.history {
        None => said.push("No migrations were looked at: no folder was named, and the database keeps no record of a tool that is known.".to_owned()),
        Some(history) => said.extend(history.remarks.iter().map(|remark| sentence(remark))),
    }
    if known.configurations.len() < 2 {
        said.push(
            "Environments were not compared: no file of another environment was named.".to_owned(),
        );
    }
    for configuration in known.configurations {
        let remarks = configuration.remarks.iter();
        said.extend(remarks.map(|remark| sentence(&format!("{}: {remark}", configuration.source))));
    }
    let uncounted = known
        .breaking
        .iter()
        .filter_map(|one| Some((&one.object, one.rows.seen().err()?)));
    said.extend(
        uncounted.map(|(object, reason)| sentence(&format!("Rows that break {object}: {reason}"))),
    );
    let mut kept = Vec::new();
    said.retain(|one| {
        let new = !kept.contains(one);
        kept.push(one.clone());
        new
    });
    said
}

fn of_server(known: &Known<'_>) -> Vec<String> {
    let infrastructure = known.infrastructure;
    let mut said = Vec::new();
    if let Err(reason) = infrastructure.connections_used.seen() {
        said.push(sentence(&format!("Connections in use: {reason}")));
    }
    if let Err(reason) = infrastructure.tls.seen() {
        said.push(sentence(&format!("TLS of the line from here: {reason}")));
    }
    match &infrastructure.pooler {
        Pooler::Silent { noticed, reason } => said.push(sentence(&format!(
            "Settings of the pooler ({noticed}): {reason}"
        ))),
        Pooler::PgBouncer { cut: Some(cut), .. } => said.push(sentence(cut)),
        Pooler::PgBouncer { .. } | Pooler::None => {}
    }
    let hidden = infrastructure.passwords.iter();
    said.extend(hidden.filter_map(|one| {
        let reason = one.counts.seen().err()?;
        Some(sentence(&format!(
            "Shapes of the passwords in {}: {reason}",
            one.name()
        )))
    }));
    said
}

/// A text as a sentence: with a capital, unless it begins with a name, and a full stop.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let is_name = text
        .split(' ')
        .next()
        .is_some_and(|word| word.contains(['_', '.']));
    let mut letters = text.chars();
    let first = letters.next().map(|first| {
        if is_name {
            first.to_string()
        } else {
            first.to_uppercase().collect()
        }
    });
    let text = format!("{}{}", first.unwrap_or_default(), letters.as_str());
    if text.ends_with(['.', '!', '?']) {
        text
    } else {
        format!("{text}.")
    }
}
