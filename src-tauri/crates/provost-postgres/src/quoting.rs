//! Names as SQL reads them.

/// A name that SQL reads as itself, whatever it contains. A NUL, which no name of PostgreSQL can have, is left out.
#[must_use]
pub fn quote_identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('\0', "").replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quote_identifier;

    #[test]
    fn a_name_cannot_end_its_quotes() {
        assert_eq!(quote_identifier("a\"b"), "\"a\"\"b\"");
        assert_eq!(quote_identifier("Übersicht; drop"), "\"Übersicht; drop\"");
        assert_eq!(quote_identifier("a\0b"), "\"ab\"");
    }
}
