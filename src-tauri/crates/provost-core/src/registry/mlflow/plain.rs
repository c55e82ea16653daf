//! Texts of a backend as they may be kept: without passwords, and without what the database cannot hold.

use serde_json::Value;

/// What stands in place of a password.
const HIDDEN: &str = "***";

/// Names of parameters and settings whose values are secrets.
const SECRETS: [&str; 12] = [
    "password",
    "passwd",
    "pwd",
    "secret",
    "token",
    "api_key",
    "apikey",
    "access_key",
    "accountkey",
    "sharedaccesskey",
    "amz_signature",
    "sig",
];

/// A text without the password of a URL and of `password=…`, and without the null character, which no text of PostgreSQL has.
///
/// Connection strings with their passwords stood in names of datasets before (OpenLineage#757).
#[must_use]
pub fn without_password(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c != '\0').collect();
    let text = without_credentials(&text);
    without_assigned(&text)
}

/// `scheme://user:password@host` becomes `scheme://***@host`.
fn without_credentials(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        kept.push_str(before);
        kept.push_str("://");
        let end = after
            .find(|c: char| c.is_whitespace() || "/\"'<>,;\\".contains(c))
            .unwrap_or(after.len());
        let (authority, behind) = after.split_at(end);
        // A password may hold a slash as it is: up to the last @ before a blank it is taken for credentials.
        let word = after
            .find(|c: char| c.is_whitespace() || "\"'<>\\".contains(c))
            .unwrap_or(after.len());
        let long = after.get(..word).and_then(|word| {
            let colon = word.find(':')?;
            let at = word.rfind('@')?;
            (colon < end && at > end).then_some(at)
        });
        rest = if let Some((_, host)) = authority.rsplit_once('@') {
            kept.push_str(HIDDEN);
            kept.push('@');
            kept.push_str(host);
            behind
        } else if let Some(at) = long {
            kept.push_str(HIDDEN);
            after.get(at..).unwrap_or_default()
        } else {
            kept.push_str(authority);
            behind
        };
    }
    kept.push_str(rest);
    kept
}

/// `password=x` and `token: x` become `password=***`.
fn without_assigned(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['=', ':']) {
        let (before, after) = rest.split_at(at);
        let sign_end = after.chars().next().map_or(0, char::len_utf8);
        kept.push_str(before);
        kept.push_str(after.get(..sign_end).unwrap_or_default());
        rest = after.get(sign_end..).unwrap_or_default();
        let word: String = before
            .chars()
            .rev()
            .skip_while(|c| c.is_whitespace() || "\"'".contains(*c))
            .take_while(|c| c.is_alphanumeric() || "_-".contains(*c))
            .collect();
        let word: String = word.chars().rev().collect::<String>().to_lowercase();
        if !is_secret(&word) || rest.starts_with("//") {
            continue;
        }
        let lead = rest.len() - rest.trim_start_matches([' ', '"', '\'']).len();
        let (blank, value) = rest.split_at(lead);
        let end = value
            .find(|c: char| c.is_whitespace() || "&;,\"'}".contains(c))
            .unwrap_or(value.len());
        kept.push_str(blank);
        if end > 0 {
            kept.push_str(HIDDEN);
        }
        rest = value.get(end..).unwrap_or_default();
    }
    kept.push_str(rest);
    kept
}

/// Whether a key names a secret: `db_password`, `OPENAI_API_KEY`. A count of tokens is none.
pub(super) fn is_secret(key: &str) -> bool {
    let key = key.to_lowercase().replace('-', "_");
    SECRETS.iter().any(|word| {
        // A word of five letters or fewer must stand by itself: `tokens` and `compass` are none.
        let apart = key
            .strip_suffix(word)
            .is_some_and(|before| before.is_empty() || before.ends_with('_'));
        apart || (word.len() > 5 && key.ends_with(word))
    })
}

/// The same for the value of a key.
pub(super) fn value_of(key: &str, text: &str) -> String {
    if is_secret(key) && !text.is_empty() {
        return HIDDEN.to_owned();
    }
    without_password(text)
}

/// The first `most` letters, with a mark where more followed.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A text that is not blank.
pub(super) fn some(text: Option<&str>) -> Option<String> {
    let text = without_password(text?);
    (!text.trim().is_empty()).then_some(text)
}

/// A JSON text as a value without passwords; the text itself where it is no JSON or deeper than anything of MLflow's.
pub(super) fn json(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value) => scrubbed("", value, 0),
        Err(_) => Value::String(without_password(text)),
    }
}

fn scrubbed(key: &str, value: Value, depth: u32) -> Value {
    match value {
        Value::String(text) => Value::String(value_of(key, &text)),
        Value::Array(_) | Value::Object(_) if depth > 16 => Value::Null,
        Value::Array(values) => values
            .into_iter()
            .map(|value| scrubbed(key, value, depth + 1))
            .collect(),
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| {
                let value = scrubbed(&key, value, depth + 1);
                (without_password(&key), value)
            })
            .collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_kept() {
        for (text, kept) in [
            ("postgres://u:hunter2@h/d", "postgres://***@h/d"),
            (
                "x postgres://u:hunter2@h/d, s3://b/k",
                "x postgres://***@h/d, s3://b/k",
            ),
            ("postgres://u:hun/ter2@h/d", "postgres://***@h/d"),
            (
                "https://hunter2@github.com/a/b",
                "https://***@github.com/a/b",
            ),
            (
                "jdbc:postgresql://h/d?user=u&password=hunter2&ssl=on",
                "jdbc:postgresql://h/d?user=u&password=***&ssl=on",
            ),
            (
                "host=h PASSWORD='hunter2' dbname=d",
                "host=h PASSWORD='***' dbname=d",
            ),
            ("AccountKey=hunter2;Endpoint=x", "AccountKey=***;Endpoint=x"),
            ("s3://bucket/a@b:c", "s3://bucket/a@b:c"),
            ("models:/m-1", "models:/m-1"),
            ("a\0b", "ab"),
        ] {
            assert_eq!(without_password(text), kept);
        }
        let value = json(
            r#"{"uri": "postgres://u:hunter2@h/d", "options": [{"db_password": "hunter2"}], "n\u0000": 1}"#,
        );
        assert!(!value.to_string().contains("hunter2"), "{value}");
        assert_eq!(value["n"], 1);
        assert_eq!(json("no json, token=hunter2"), "no json, token=***");
    }

    #[test]
    fn a_key_that_names_a_secret_is_told_from_one_that_counts() {
        for key in [
            "password",
            "DB_PASSWORD",
            "openai-api-key",
            "hf_token",
            "awssecret",
        ] {
            assert!(is_secret(key), "{key}");
        }
        for key in [
            "tokens",
            "max_tokens",
            "signature",
            "compass",
            "n_tokens_in",
            "secretary_id",
        ] {
            assert!(!is_secret(key), "{key}");
        }
    }
}
