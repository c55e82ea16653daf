//! Which types PostgreSQL casts to each other when it is asked. Others go by way of their text.

use crate::catalog::Column;

use super::side::Side;

/// Groups of types that are all cast to each other.
const GROUPS: [&[&str]; 5] = [
    &[
        "smallint",
        "integer",
        "bigint",
        "numeric",
        "real",
        "double precision",
    ],
    &[
        "date",
        "timestamp without time zone",
        "timestamp with time zone",
    ],
    &["json", "jsonb"],
    &["inet", "cidr"],
    &["bit", "bit varying"],
];

/// Types that are cast to others outside their group.
const SINGLE: [(&str, &[&str]); 11] = [
    ("integer", &["boolean", "money", "bit", "oid"]),
    ("bigint", &["money", "bit", "oid"]),
    ("boolean", &["integer"]),
    ("numeric", &["money"]),
    ("money", &["numeric"]),
    ("bit", &["integer", "bigint"]),
    ("oid", &["integer", "bigint"]),
    ("timestamp without time zone", &["time without time zone"]),
    (
        "timestamp with time zone",
        &["time without time zone", "time with time zone"],
    ),
    (
        "time without time zone",
        &["time with time zone", "interval"],
    ),
    (
        "jsonb",
        &[
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
        ],
    ),
];

/// Types of text: each is cast from and to every other type.
const TEXTS: [&str; 5] = ["text", "character varying", "character", "name", "\"char\""];

/// Whether a value of the one column's type can be cast to the other's at once.
pub(super) fn is_direct(side: &Side<'_>, is: &Column, should: &Column) -> bool {
    let made = side
        .catalog
        .casts
        .iter()
        .any(|cast| cast.source == is.data_type && cast.target == should.data_type);
    made || between(
        &beneath(side, &is.data_type),
        &beneath(side, &should.data_type),
    )
}

fn between(from: &str, to: &str) -> bool {
    let text = |name: &str| TEXTS.contains(&name);
    if from == to || text(from) || text(to) {
        return true;
    }
    match (from.strip_suffix("[]"), to.strip_suffix("[]")) {
        (Some(from), Some(to)) => return between(from, to),
        (None, None) => {}
        _ => return false,
    }
    let together = |group: &&[&str]| group.contains(&from) && group.contains(&to);
    GROUPS.iter().any(together)
        || SINGLE
            .iter()
            .any(|(name, others)| *name == from && others.contains(&to))
}

/// The type below a domain, else the type, without its limits.
fn beneath(side: &Side<'_>, data_type: &str) -> String {
    let mut name = data_type;
    // Each round goes one domain down.
    while let Some(domain) = side
        .catalog
        .domains
        .iter()
        .find(|one| one.name.quoted() == name)
    {
        name = &domain.base_type;
    }
    without_limits(name)
}

/// `numeric(10,2)[]` as `numeric[]`, `timestamp(3) with time zone` as `timestamp with time zone`.
fn without_limits(data_type: &str) -> String {
    match data_type.split_once('(') {
        Some((before, rest)) if !data_type.contains('"') => {
            let after = rest.split_once(')').map_or("", |(_, after)| after);
            format!("{before}{after}")
        }
        _ => data_type.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `pg_cast` of PostgreSQL 18 has these, or not.
    #[test]
    fn casts_are_those_of_the_server() {
        assert!(between("integer", "boolean") && between("boolean", "integer"));
        assert!(!between("bigint", "boolean") && !between("boolean", "bigint"));
        assert!(!between("timestamp with time zone", "integer"));
        assert!(between("uuid", "text") && between("text", "uuid"));
        assert!(between("integer[]", "bigint[]") && !between("integer[]", "integer"));
        assert!(!between("h.mood", "app.status"));
    }

    #[test]
    fn limits_are_left_out() {
        assert_eq!(without_limits("numeric(10,2)[]"), "numeric[]");
        assert_eq!(
            without_limits("timestamp(3) with time zone"),
            "timestamp with time zone"
        );
    }
}
