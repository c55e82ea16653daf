//! Names as SQL reads them.

/// A name that SQL reads as itself, whatever it contains, unseen characters as they are: `search_path` cannot read the
/// `U&` form in which [`provost_core::catalog::quote_identifier`] shows them to people. A NUL, which no name of
/// PostgreSQL can have, is left out.
#[must_use]
pub(crate) fn quote_verbatim(name: &str) -> String {
    format!("\"{}\"", name.replace('\0', "").replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quote_verbatim;

    #[test]
    fn a_name_cannot_end_its_quotes() {
        assert_eq!(quote_verbatim("a\"b"), "\"a\"\"b\"");
        assert_eq!(quote_verbatim("Übersicht; drop"), "\"Übersicht; drop\"");
        assert_eq!(quote_verbatim("a\0b"), "\"ab\"");
    }
}
