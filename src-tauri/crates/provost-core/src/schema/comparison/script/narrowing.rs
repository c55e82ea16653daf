//! What a change of a column's type costs, and whether it needs `USING`.

use crate::catalog::{Column, quote_identifier};

use super::side::Side;
use super::{Warning, WarningKind, casts};

/// A change of type.
pub(super) struct TypeChange {
    /// The expression that makes the new value, where assignment does not.
    pub(super) using: Option<String>,
    pub(super) warnings: Vec<Warning>,
}

/// The types between which PostgreSQL assigns without being asked, narrowest first.
const FAMILIES: [&[&str]; 5] = [
    &["int2", "int4", "int8", "numeric", "float4", "float8"],
    &["varchar", "bpchar", "text"],
    &["date", "timestamp", "timestamptz"],
    &["time", "timetz"],
    &["json", "jsonb"],
];

/// What it takes to make one column's type another's.
pub(super) fn of(side: &Side<'_>, is: &Column, should: &Column) -> TypeChange {
    let mut warnings = Vec::new();
    if is.data_type == should.data_type {
        // Another collation: the values stay, the indexes on the column are built anew.
        warnings.push(warning(
            WarningKind::LocksLong,
            "The server builds the indexes on the column anew, and everybody waits.",
        ));
        return TypeChange {
            using: None,
            warnings,
        };
    }
    let family = FAMILIES.iter().find(|family| {
        family.contains(&is.type_name.as_str()) && family.contains(&should.type_name.as_str())
    });
    let place = |column: &Column| {
        family.and_then(|family| family.iter().position(|name| *name == column.type_name))
    };
    match (place(is), place(should)) {
        (Some(from), Some(to)) => within(is, should, from, to, &mut warnings),
        _ => warnings.push(warning(
            WarningKind::MayFail,
            "It fails on a value that cannot be read as the new type.",
        )),
    }
    if !only_wider_text(is, should) {
        warnings.push(Warning {
            kind: WarningKind::RewritesTable,
            text: "The server writes the whole table and its indexes anew, and everybody waits.".to_owned(),
            safer: Some(
                "add a column of the new type, fill it in portions, keep it current with a trigger, then swap the names".to_owned(),
            ),
        });
    }
    let name = quote_identifier(&should.name);
    let using = if family.is_some() {
        None
    } else if casts::is_direct(side, is, should) {
        Some(format!("{name}::{}", should.data_type))
    } else {
        Some(format!("{name}::text::{}", should.data_type))
    };
    TypeChange { using, warnings }
}

fn within(is: &Column, should: &Column, from: usize, to: usize, warnings: &mut Vec<Warning>) {
    let (limit_before, limit) = (limits(&is.data_type), limits(&should.data_type));
    match should.type_name.as_str() {
        "varchar" | "bpchar" if !is_wider(&limit_before, &limit) => warnings.push(warning(
            WarningKind::MayFail,
            "It fails on a value that is longer than the new limit.",
        )),
        "bpchar" => warnings.push(warning(
            WarningKind::LosesData,
            "Spaces at the end of a value are no longer told from none.",
        )),
        "numeric"
            if matches!(is.type_name.as_str(), "numeric" | "float4" | "float8")
                && !is_wider(&limit_before, &limit) =>
        {
            warnings.push(warning(
                WarningKind::LosesData,
                "Digits beyond the new scale are rounded away, and it fails on a value beyond the new precision.",
            ));
        }
        "int2" | "int4" | "int8" if to < from => {
            if from > 2 {
                warnings.push(warning(
                    WarningKind::LosesData,
                    "What stands behind the decimal point is rounded away.",
                ));
            }
            warnings.push(warning(
                WarningKind::MayFail,
                "It fails on a value beyond the range of the new type.",
            ));
        }
        "float4" | "float8" if from != to && !(from < 2 || (from == 4 && to == 5)) => {
            warnings.push(warning(
                WarningKind::LosesData,
                "Digits beyond the precision of the new type are gone.",
            ));
        }
        "date" | "time" => warnings.push(warning(
            WarningKind::LosesData,
            "The part of the value that the new type does not hold is gone.",
        )),
        "timestamp" | "timestamptz" | "timetz" if from != to => warnings.push(warning(
            WarningKind::LosesData,
            "The values are read in the time zone of the session that runs it.",
        )),
        "jsonb" if from != to => warnings.push(warning(
            WarningKind::LosesData,
            "The order of keys, keys that are there twice, and spaces are gone.",
        )),
        _ => {}
    }
}

/// Text that gets more room, or no limit, is left as it lies.
fn only_wider_text(is: &Column, should: &Column) -> bool {
    let of_text = |column: &Column| matches!(column.type_name.as_str(), "varchar" | "text");
    of_text(is)
        && of_text(should)
        && (should.type_name == "text"
            || is_wider(&limits(&is.data_type), &limits(&should.data_type)))
        || (is.type_name == "numeric"
            && should.type_name == "numeric"
            && is_wider(&limits(&is.data_type), &limits(&should.data_type))
            && limits(&is.data_type).get(1) == limits(&should.data_type).get(1))
}

/// The numbers in the parentheses of a type.
fn limits(data_type: &str) -> Vec<i32> {
    let Some((_, rest)) = data_type.split_once('(') else {
        return Vec::new();
    };
    let numbers = rest.split(')').next().unwrap_or_default();
    numbers
        .split(',')
        .filter_map(|one| one.trim().parse().ok())
        .collect()
}

/// Whether new limits take all that fits the old ones; no limits take all. Of two numbers the first is the precision, and
/// what stands before the point must have no less room either.
fn is_wider(before: &[i32], after: &[i32]) -> bool {
    match (before, after) {
        (_, []) => true,
        ([], _) => false,
        ([before], [after]) => after >= before,
        (before, after) => {
            let scale = |limits: &[i32]| limits.get(1).copied().unwrap_or(0);
            let whole = |limits: &[i32]| limits.first().copied().unwrap_or(0) - scale(limits);
            scale(after) >= scale(before) && whole(after) >= whole(before)
        }
    }
}

fn warning(kind: WarningKind, text: &str) -> Warning {
    Warning {
        kind,
        text: text.to_owned(),
        safer: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_compared_by_what_fits() {
        assert!(is_wider(&[20], &[]));
        assert!(is_wider(&[20], &[30]));
        assert!(!is_wider(&[20], &[10]));
        assert!(!is_wider(&[], &[10]));
        assert!(!is_wider(&[10, 2], &[10, 4]), "less room before the point");
        assert!(is_wider(&[10, 2], &[12, 4]));
        assert_eq!(limits("character varying(20)[]"), [20]);
        assert_eq!(limits("numeric(10,2)"), [10, 2]);
    }
}
