//! Names and texts as SQL reads them, in the SQL that Provost hands to people.

use super::visible::is_hidden;

/// Writes an identifier so that SQL reads it back as it is: bare when it is a plain lower-case word that no SQL
/// keyword uses, quoted otherwise. What is not seen is written by its code: a line break in a name would end the
/// comment that the name stands in, and what follows would run.
#[must_use]
pub fn quote_identifier(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !RESERVED.contains(&name);
    let doubled = || name.replace('"', "\"\"");
    if plain {
        name.to_owned()
    } else if name.chars().any(is_hidden) {
        let coded = coded(&doubled(), |code| format!("\\+{code:06X}"));
        format!("U&\"{coded}\"")
    } else {
        format!("\"{}\"", doubled())
    }
}

/// Writes a text as an SQL string constant that reads the same whatever `standard_conforming_strings` says.
#[must_use]
pub fn quote_literal(text: &str) -> String {
    let doubled = text.replace('\'', "''");
    if doubled.contains(|c| c == '\\' || is_hidden(c)) {
        let coded = coded(&doubled, |code| format!("\\U{code:08X}"));
        format!("E'{coded}'")
    } else {
        format!("'{doubled}'")
    }
}

/// A text with its backslashes doubled and what is not seen by its code.
fn coded(text: &str, code: impl Fn(u32) -> String) -> String {
    text.chars()
        .map(|character| match character {
            '\\' => "\\\\".to_owned(),
            hidden if is_hidden(hidden) => code(u32::from(hidden)),
            seen => seen.to_string(),
        })
        .collect()
}

/// Words that need quotes as a column or table name: the keywords that `pg_get_keywords()` of PostgreSQL 18 gives with
/// catcode other than `U`.
const RESERVED: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_neither_its_quotes_nor_a_comment() {
        assert_eq!(quote_identifier("plain_1"), "plain_1");
        assert_eq!(quote_identifier("a\"b"), "\"a\"\"b\"");
        assert_eq!(
            quote_identifier("x\n; drop \\ \""),
            "U&\"x\\+00000A; drop \\\\ \"\"\""
        );
        assert_eq!(quote_literal("it's"), "'it''s'");
        assert_eq!(quote_literal("a\\\n"), "E'a\\\\\\U0000000A'");
    }
}
