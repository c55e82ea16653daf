//! Whether a file is still what was applied, for the tools that keep enough to tell.

#[cfg(test)]
mod tests;

use std::fmt::Write;

use sha2::{Digest, Sha256, Sha384};

use super::Tool;

/// Whether the text is that of which the tool kept this; none where that cannot be told.
pub(super) fn unchanged(tool: Tool, text: &str, repeatable: bool, kept: &str) -> Option<bool> {
    match tool {
        Tool::Sqlx => Some(
            kept.trim_start_matches("\\x")
                .eq_ignore_ascii_case(&hex(&Sha384::digest(text))),
        ),
        // Of repeatable ones Flyway takes the sum after it has put in the values of placeholders.
        Tool::Flyway if repeatable && text.contains("${") => None,
        Tool::Flyway => Some(kept.parse::<i32>().ok()? == flyway(text)),
        // Prisma forgives other ends of lines.
        Tool::Prisma => {
            let unix = text.replace("\r\n", "\n");
            let windows = text.replace('\n', "\r\n");
            Some(
                [text, &unix, &windows]
                    .iter()
                    .any(|text| kept == hex(&Sha256::digest(text))),
            )
        }
        Tool::Drizzle => Some(kept.eq_ignore_ascii_case(&hex(&Sha256::digest(text)))),
        Tool::Supabase => Some(squeezed(&statements(kept)?) == squeezed(text)),
        _ => None,
    }
}

/// What the tool keeps for that, a sentence.
pub(super) const fn basis(tool: Tool) -> &'static str {
    match tool {
        Tool::Sqlx => "sqlx keeps the SHA-384 of each file.",
        Tool::Flyway => "Flyway keeps the CRC-32 of each file's lines.",
        Tool::Prisma => "Prisma keeps the SHA-256 of each file.",
        Tool::Drizzle => "Drizzle keeps the SHA-256 of each file.",
        Tool::Supabase => "Supabase keeps the statements that it ran.",
        Tool::Liquibase => {
            "Liquibase keeps a sum of what it understood of a change set, not of its text: not checkable here."
        }
        Tool::Refinery => "Refinery keeps a sum that its own hash makes: not checkable here.",
        _ => {
            "The tool keeps no checksum: a file that was changed after it was applied shows only in the schema."
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The CRC-32 over the lines without their ends, as Flyway's `ChecksumCalculator` takes it.
fn flyway(text: &str) -> i32 {
    let mut sum = crc32fast::Hasher::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for line in text.split(['\n', '\r']) {
        sum.update(line.as_bytes());
    }
    sum.finalize().cast_signed()
}

/// What is left of SQL when comments at line starts, spaces and the ends of statements do not count.
fn squeezed(sql: &str) -> String {
    let lines = sql
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"));
    lines
        .flat_map(str::chars)
        .filter(|one| !one.is_whitespace() && *one != ';')
        .collect()
}

/// The texts of an array as the server writes it (`{"a","b"}`), one behind the other.
fn statements(array: &str) -> Option<String> {
    let inner = array.strip_prefix('{')?.strip_suffix('}')?;
    let mut text = String::new();
    let mut quoted = false;
    let mut signs = inner.chars();
    while let Some(one) = signs.next() {
        match one {
            '\\' => text.extend(signs.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => text.push('\n'),
            _ => text.push(one),
        }
    }
    Some(text)
}
