//! Text as the server sends it, whatever its bytes: a database in the encoding `SQL_ASCII` promises nothing about them.

use std::fmt::Write;

use sqlx::error::BoxDynError;
use sqlx::postgres::{PgHasArrayType, PgTypeInfo, PgValueRef};
use sqlx::{Decode, Postgres, Type};

/// A text in which each byte that is not part of UTF-8 stands as `\xe9`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text(String);

impl Text {
    /// As a string slice.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

/// Each text as a string.
pub(super) fn strings(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(String::from).collect()
}

/// The text as a string, where there is one.
pub(super) fn string(text: Option<Text>) -> Option<String> {
    text.map(String::from)
}

impl Type<Postgres> for Text {
    fn type_info() -> PgTypeInfo {
        <String as Type<Postgres>>::type_info()
    }

    fn compatible(other: &PgTypeInfo) -> bool {
        <String as Type<Postgres>>::compatible(other)
    }
}

impl PgHasArrayType for Text {
    fn array_type_info() -> PgTypeInfo {
        <String as PgHasArrayType>::array_type_info()
    }

    fn array_compatible(other: &PgTypeInfo) -> bool {
        <String as PgHasArrayType>::array_compatible(other)
    }
}

impl<'r> Decode<'r, Postgres> for Text {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(legible(value.as_bytes()?)))
    }
}

fn legible(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Text in a String cannot fail to be written.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::legible;

    #[test]
    fn what_is_utf8_stays_and_what_is_not_is_shown_by_its_bytes() {
        assert_eq!(legible("naïve 🐘".as_bytes()), "naïve 🐘");
        assert_eq!(legible(b"caf\xe9"), "caf\\xe9");
        assert_eq!(legible(b"\xff\xfe"), "\\xff\\xfe");
        assert_eq!(legible(b""), "");
    }
}
