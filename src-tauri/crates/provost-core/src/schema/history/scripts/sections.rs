//! Files that hold both directions: the part that goes up.

/// The part of a file that applies it.
pub(super) struct UpPart {
    /// Its SQL.
    pub(super) sql: String,
    /// Whether it is run in a transaction.
    pub(super) transaction: bool,
}

/// Between `-- migrate:up` and `-- migrate:down`, as dbmate reads it.
pub(super) fn dbmate(text: &str) -> UpPart {
    let mut up = UpPart {
        sql: String::new(),
        transaction: true,
    };
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        match mark(line, "migrate:") {
            Some(options) if options.starts_with("up") => {
                inside = true;
                up.transaction = !options
                    .split_whitespace()
                    .any(|option| option == "transaction:false");
            }
            Some(options) if options.starts_with("down") => inside = false,
            _ if inside => up.sql.push_str(line),
            _ => {}
        }
    }
    up
}

/// Between `-- +goose Up` and `-- +goose Down`, without the marks around statements.
pub(super) fn goose(text: &str) -> UpPart {
    let mut up = UpPart {
        sql: String::new(),
        transaction: true,
    };
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        match mark(line, "+goose")
            .map(|rest| rest.trim().to_ascii_uppercase())
            .as_deref()
        {
            Some("UP") => inside = true,
            Some("DOWN") => inside = false,
            Some("NO TRANSACTION") => up.transaction = false,
            None if inside => up.sql.push_str(line),
            _ => {}
        }
    }
    up
}

/// What stands behind a mark in a comment line.
fn mark<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    line.strip_prefix("--")?.trim_start().strip_prefix(word)
}
