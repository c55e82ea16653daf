//! What an import from MLflow did, as a person reads it in a terminal.

use provost_core::registry::mlflow::{FieldChange, Kind, MlflowImport};

use crate::audit_text::{shown, table};

/// How many lines of each list are told.
const TOLD: usize = 40;

/// The answer, ending in a line break.
pub(crate) fn import_text(import: &MlflowImport, width: u16) -> String {
    let mut lines = vec![
        format!("Imported from {}", shown(&import.backend)),
        format!(
            "{} (revision {}), workspace {}, for {}",
            shown(&import.release),
            shown(&import.revision),
            shown(&import.workspace),
            shown(&import.tenant_name)
        ),
        String::new(),
    ];
    let mut counts = table(width);
    counts.set_header(["", "New", "Changed", "Unchanged", "Left out"]);
    for kind in Kind::ALL {
        let count = import.counts.get(&kind).copied().unwrap_or_default();
        let [new, changed, unchanged, skipped] =
            [count.new, count.changed, count.unchanged, count.skipped].map(|n| n.to_string());
        counts.add_row([kind.plural(), &new, &changed, &unchanged, &skipped]);
    }
    lines.push(counts.to_string());
    let new = import.new.iter().map(|one| shown(&one.name));
    list(&mut lines, "New", new.collect());
    list(&mut lines, "Changed in MLflow", changed(import));
    let kept = import.not_taken.iter().flat_map(|one| {
        let told = lines_of(&one.name, &one.fields);
        told.into_iter()
            .chain([format!("  {}", shown(&one.reason))])
    });
    list(&mut lines, "Changed in MLflow and not here", kept.collect());
    let apart = import.stages_apart.iter().map(|one| {
        let (mlflow, here) = (one.mlflow.as_str(), one.here.as_str());
        format!("{}: {mlflow} in MLflow, {here} here", shown(&one.name))
    });
    list(
        &mut lines,
        "In another stage here, which only an approval changes",
        apart.collect(),
    );
    let skipped = import.skipped.iter().map(|one| {
        let examples: Vec<String> = one.examples.iter().map(|name| shown(name)).collect();
        let kind = one.kind.plural();
        format!(
            "{} {kind}: {} ({})",
            one.count,
            shown(&one.reason),
            examples.join("; ")
        )
    });
    list(&mut lines, "Left out", skipped.collect());
    let gone = import.gone.iter().map(|one| shown(&one.name));
    list(
        &mut lines,
        "Here and not in MLflow any more",
        gone.collect(),
    );
    let remarks = import.remarks.iter().map(|one| shown(one));
    list(&mut lines, "Also", remarks.collect());
    lines.join("\n") + "\n"
}

fn list(lines: &mut Vec<String>, title: &str, entries: Vec<String>) {
    if entries.is_empty() {
        return;
    }
    lines.push(format!("\n{title}:"));
    let more = entries.len().saturating_sub(TOLD);
    lines.extend(
        entries
            .into_iter()
            .take(TOLD)
            .map(|entry| format!("  {entry}")),
    );
    if more > 0 {
        lines.push(format!("  and {more} more; --format json has them"));
    }
}

/// A line for each field that changed.
fn changed(import: &MlflowImport) -> Vec<String> {
    let changed = import.changed.iter();
    changed
        .flat_map(|one| lines_of(&one.name, &one.fields))
        .collect()
}

fn lines_of(name: &str, fields: &[FieldChange]) -> Vec<String> {
    let value = |text: &Option<String>| match text {
        Some(text) => shown(text),
        None => "nothing".to_owned(),
    };
    let line = |field: &FieldChange| {
        let (before, after) = (value(&field.before), value(&field.after));
        let field = shown(&field.field);
        format!("{}: {field} was {before}, is {after}", shown(name))
    };
    fields.iter().map(line).collect()
}
