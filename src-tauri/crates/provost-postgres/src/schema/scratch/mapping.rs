//! From what was read in a scratch database to what a database should be: without what only stood in.

use provost_core::catalog::{Catalog, Column};
use provost_core::schema::{Expected, NotCompared, Part, PartKind, supabase};

use super::place::Place;
use super::runner::Findings;
use crate::error::Error;

/// The catalog without the stand-ins and under the names that the SQL means. `owner` is the role in whose name the SQL counts
/// as run.
pub(super) fn expected(
    catalog: Catalog,
    mut findings: Findings,
    place: &Place,
    owner: &str,
) -> Result<Expected, Error> {
    let mut catalog = catalog;
    let mut not_compared = std::mem::take(&mut findings.not_compared);
    for relation in &catalog.relations {
        let strangers = relation
            .columns
            .iter()
            .filter(|column| is_stranger(column, &findings));
        for column in strangers {
            let part = Part {
                kind: PartKind::Column,
                schema: Some(relation.name.schema.clone()),
                table: Some(relation.name.name.clone()),
                name: column.name.clone(),
            };
            not_compared.push(NotCompared {
                what: part.to_string(),
                part: Some(part),
                reason: format!(
                    "The type {} is of an extension that the local server lacks.",
                    column.type_name.trim_start_matches('_')
                ),
            });
        }
    }
    if findings.supabase {
        not_compared.extend(supabase::not_compared(&catalog));
        findings.notes.push(
            "What Supabase's server makes by itself was stood in for: the accounts, the files and what policies ask for."
                .to_owned(),
        );
    }
    let aside = place.aside();
    catalog.schemas.retain(|schema| schema.name != aside);
    catalog
        .functions
        .retain(|function| function.name.schema != aside);
    catalog.types.retain(|one| {
        !findings
            .types
            .contains(&(one.name.schema.clone(), one.name.name.clone()))
    });
    catalog.other_objects.retain(|other| {
        other.kind != "foreign-data wrapper" || !findings.wrappers.contains(&other.identity)
    });
    let mut names: Vec<(&str, &str)> = findings
        .aliases
        .iter()
        .map(|(role, alias)| (alias.as_str(), role.as_str()))
        .collect();
    names.push((&place.name, owner));
    // Longer names first: they begin with the shorter ones.
    names.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    Ok(Expected {
        catalog: renamed(&catalog, &names)?,
        not_compared,
        notes: findings.notes,
    })
}

/// Whether a column is of a type that only stands in.
fn is_stranger(column: &Column, findings: &Findings) -> bool {
    let element = column.type_name.trim_start_matches('_');
    findings.types.iter().any(|(schema, name)| {
        *schema == column.type_schema && (*name == column.type_name || name == element)
    })
}

/// The names that were made for this database can stand nowhere but where they are meant, so they are replaced wherever they
/// stand.
fn renamed(catalog: &Catalog, names: &[(&str, &str)]) -> Result<Catalog, Error> {
    let unreadable = |error: serde_json::Error| Error::ServerData {
        detail: error.to_string(),
    };
    let mut text = serde_json::to_string(catalog).map_err(unreadable)?;
    for (from, to) in names {
        let to = serde_json::to_string(to).map_err(unreadable)?;
        text = text.replace(from, to.trim_matches('"'));
    }
    serde_json::from_str(&text).map_err(unreadable)
}
