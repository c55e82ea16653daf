//! The keys of a unique index, read from its definition as PostgreSQL writes it.

use provost_core::catalog::{Index, QualifiedName};

use super::harmless;
use super::names::Names;
use crate::schema::lexing::{Part, Parts};

/// What a unique index keeps apart: expressions and the rows that it is about.
pub(super) struct Keys {
    /// Each in parentheses.
    pub(super) expressions: Vec<String>,
    /// The condition of a partial index, in parentheses.
    pub(super) condition: Option<String>,
}

/// The keys with the columns as they are called in the live database; the reason where they are not run, a sentence.
pub(super) fn keys(
    index: &Index,
    table: &QualifiedName,
    names: &Names<'_>,
) -> Result<Keys, String> {
    let strange = || "The definition of the index is not one that PostgreSQL writes.".to_owned();
    let texts = texts(&index.definition).ok_or_else(strange)?;
    if texts.len() < index.keys.len() {
        return Err(strange());
    }
    let mut expressions = Vec::new();
    for text in texts.iter().take(index.keys.len()) {
        let (expression, after) = expression(text).ok_or_else(strange)?;
        let plain = ["ASC", "DESC", "NULLS", "FIRST", "LAST"];
        if !after.split_whitespace().all(|word| plain.contains(&word)) {
            return Err(
                "Provost does not count what a collation or an operator class of an index holds for the same."
                    .to_owned(),
            );
        }
        expressions.push(format!("({})", harmless::admit(expression, table, names)?));
    }
    let condition = match &index.predicate {
        None => None,
        Some(predicate) => Some(format!("({})", harmless::admit(predicate, table, names)?)),
    };
    Ok(Keys {
        expressions,
        condition,
    })
}

/// The texts between the parentheses behind `USING method`, split at the commas between keys.
fn texts(definition: &str) -> Option<Vec<&str>> {
    let mut parts = Parts::of(definition);
    while parts.next()? != Part::Word("USING") {}
    while parts.next()? != Part::Sign("(") {}
    let inner = parts.rest();
    let mut depth = 0_usize;
    let mut from = 0;
    let mut found = Vec::new();
    loop {
        let at = inner.len() - parts.rest().len();
        match parts.next()? {
            Part::Sign("(" | "[") => depth += 1,
            Part::Sign(")") if depth == 0 => {
                found.push(inner.get(from..at)?.trim());
                return Some(found);
            }
            Part::Sign(")" | "]") => depth = depth.checked_sub(1)?,
            Part::Sign(",") if depth == 0 => {
                found.push(inner.get(from..at)?.trim());
                from = at + 1;
            }
            _ => {}
        }
    }
}

/// A key and what stands behind it: a name, a call, or an expression in parentheses comes first.
fn expression(text: &str) -> Option<(&str, &str)> {
    let mut parts = Parts::of(text);
    let mut depth = 0_usize;
    loop {
        let at = text.len() - parts.rest().len();
        match parts.next() {
            None => return (depth == 0).then_some((text, "")),
            Some(Part::Space(_)) if depth == 0 => return text.split_at_checked(at),
            Some(Part::Sign("(")) => depth += 1,
            Some(Part::Sign(")")) => depth = depth.checked_sub(1)?,
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_split_as_the_server_writes_them() {
        // As pg_get_indexdef of PostgreSQL 18 writes them.
        let definition = "CREATE UNIQUE INDEX i ON public.t USING btree (lower((email)::text), \"a, b\" DESC NULLS LAST, ((x || ' , )'::text)) text_pattern_ops) WHERE (gone IS NULL)";
        let found = texts(definition).unwrap();
        assert_eq!(
            found,
            [
                "lower((email)::text)",
                "\"a, b\" DESC NULLS LAST",
                "((x || ' , )'::text)) text_pattern_ops"
            ]
        );
        let split: Vec<_> = found.iter().map(|text| expression(text).unwrap()).collect();
        assert_eq!(
            split,
            [
                ("lower((email)::text)", ""),
                ("\"a, b\"", " DESC NULLS LAST"),
                ("((x || ' , )'::text))", " text_pattern_ops")
            ]
        );
        assert_eq!(texts("CREATE UNIQUE INDEX i ON t USING btree (a"), None);
    }
}
