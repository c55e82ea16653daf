//! A need for records, and the judgement whether a database meets it.

use super::candidates::{Candidate, Shape, nearest};
use super::signs::{Signs, Weight};
use crate::audit::rules::Checked;
use crate::audit::{Finding, Severity};
use crate::catalog::{Catalog, Column, QualifiedName, Relation, quote_identifier};

/// A need for records.
pub(super) struct Need {
    /// What is needed, as "a register of models with their versions".
    pub(super) what: &'static str,
    /// How bad its absence is.
    pub(super) weight: Weight,
    /// What a table that meets it looks like.
    pub(super) shapes: &'static [Shape],
    /// SQL that makes it; empty where another need's table serves. `{schema}` stands for the schema of the agents, `{agent}` for a reference to them or for a
    /// plain column.
    pub(super) making: &'static str,
}

/// Judges by the tables alone.
pub(super) fn judge(catalog: &Catalog, need: &Need) -> Checked {
    judge_or(catalog, need, |_, _| None)
}

/// Judges by the tables, and by what else could meet the need: `otherwise` tells what does, or says that the question
/// does not arise.
pub(super) fn judge_or(
    catalog: &Catalog,
    need: &Need,
    otherwise: impl Fn(&Catalog, &Signs) -> Option<Otherwise>,
) -> Checked {
    let signs = Signs::of(catalog);
    let Some(severity) = signs.severity(&need.weight) else {
        return Checked::not_applicable(signs.why_not());
    };
    let examined = catalog.tables().count();
    let candidate = nearest(catalog, need.shapes);
    let whole =
        |candidate: &Candidate<'_>| candidate.missing.is_empty() && candidate.open.is_none();
    if candidate.as_ref().is_some_and(whole) {
        return Checked::found(examined, vec![]);
    }
    match otherwise(catalog, &signs) {
        Some(Otherwise::Met) => Checked::found(examined, vec![]),
        Some(Otherwise::NotAsked(reason)) => Checked::not_applicable(reason),
        Some(Otherwise::Partly(by, open)) => {
            let finding = Finding::new(
                format!("database {}", catalog.database.name),
                lowered(severity, 2),
                format!("has {} only in part: {open}.", need.what),
            )
            .fact("met in part by", by)
            .fact("signs of AI", signs.told());
            Checked::found(examined, vec![finding])
        }
        None => {
            let finding = match candidate {
                Some(candidate) => in_part(need, &candidate, severity, &signs),
                None => missing(catalog, need, severity, &signs),
            };
            Checked::found(examined, vec![finding])
        }
    }
}

/// What else than a table of the right shape there is.
pub(super) enum Otherwise {
    /// It meets the need.
    Met,
    /// It meets the need in part: what does, and what stays open.
    Partly(String, String),
    /// The question does not arise, because of this.
    NotAsked(String),
}

/// So many steps less, but never less than low.
fn lowered(severity: Severity, steps: usize) -> Severity {
    let all = Severity::ALL;
    let place = all.iter().position(|&one| one == severity).unwrap_or(0);
    all.get(place + steps)
        .copied()
        .unwrap_or(Severity::Low)
        .max(Severity::Low)
}

fn in_part(need: &Need, candidate: &Candidate<'_>, severity: Severity, signs: &Signs) -> Finding {
    let table = candidate.table;
    let finding = if candidate.missing.is_empty() {
        let open = candidate.open.unwrap_or("");
        Finding::new(
            table.name.to_string(),
            lowered(severity, 2),
            format!("meets the need for {} only in part: {open}.", need.what),
        )
    } else {
        Finding::new(
            table.name.to_string(),
            lowered(severity, 1),
            format!(
                "comes near to {}, but has no column for {}.",
                need.what,
                candidate.missing.join(" and ")
            ),
        )
    };
    let columns: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let finding = finding.fact("columns", super::super::wording::listed(&columns));
    match signs.product_of(&table.name) {
        Some(product) => finding.fact("belongs to", product),
        None => finding,
    }
}

fn missing(catalog: &Catalog, need: &Need, severity: Severity, signs: &Signs) -> Finding {
    let finding = Finding::new(
        format!("database {}", catalog.database.name),
        severity,
        format!("has no {}.", without_article(need.what)),
    )
    .fact("signs of AI", signs.told());
    // In a product's own database a table of ours would be a stranger: there its owner decides where records belong.
    match signs.agents.first().filter(|_| !need.making.is_empty()) {
        Some(sign) => finding.fix(making(catalog, sign, need.making)),
        None => finding,
    }
}

fn without_article(what: &str) -> &str {
    what.strip_prefix("a ")
        .or_else(|| what.strip_prefix("an "))
        .unwrap_or(what)
}

/// The SQL with schema, agents and models filled in: the tables that are there, or the ones that other rules make.
fn making(catalog: &Catalog, sign: &QualifiedName, sql: &str) -> String {
    let keyed = |name: &str| {
        catalog
            .tables()
            .find(|table| super::candidates::ends(&table.name.name, name))
            .and_then(|table| single_key(table).map(|column| (table, column)))
    };
    let referring = |name: &str, (table, column): (&Relation, &Column)| {
        format!(
            "{name} {} REFERENCES {} ({})",
            column.data_type,
            table.name.quoted(),
            quote_identifier(&column.name)
        )
    };
    let agents = keyed("agent");
    let agent = agents.map_or_else(
        || "agent_id uuid".to_owned(),
        |agents| referring("agent_id", agents),
    );
    let schema = quote_identifier(agents.map_or(&sign.schema, |(table, _)| &table.name.schema));
    let model = keyed("model").map_or_else(
        || format!("model_id uuid REFERENCES {schema}.ai_models (id)"),
        |models| referring("model_id", models),
    );
    sql.replace("{schema}", &schema)
        .replace("{agent}", &agent)
        .replace("{model}", &model)
}

/// The column of a primary key of one column.
fn single_key(table: &Relation) -> Option<&Column> {
    match table.primary_key()?.columns.as_slice() {
        [name] => table.column(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
