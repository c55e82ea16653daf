//! What a file is for, as its name, its text or its folder tells.

use super::variables::Variable;

/// The words for each environment.
const WORDS: [(&str, &[&str]); 4] = [
    ("development", &["local", "dev", "develop", "development"]),
    ("testing", &["test", "testing", "ci"]),
    ("staging", &["stag", "stage", "staging", "preprod"]),
    ("production", &["prod", "production", "live"]),
];

/// The variables in which frameworks are told where they run.
const VARIABLES: [&str; 9] = [
    "ENVIRONMENT",
    "ENV",
    "APP_ENV",
    "NODE_ENV",
    "DJANGO_ENV",
    "FLASK_ENV",
    "RAILS_ENV",
    "RUST_ENV",
    "ASPNETCORE_ENVIRONMENT",
];

/// The environment: the file's name is asked first, then its variables, then the two folders that it stands in.
pub(super) fn environment(path: &str, variables: &[Variable]) -> Option<String> {
    let mut parts = path.rsplit(['/', '\\']);
    let name = parts.next().unwrap_or_default();
    let told = VARIABLES.iter().find_map(|wanted| {
        variables
            .iter()
            .find(|variable| variable.name.eq_ignore_ascii_case(wanted))
            .and_then(|variable| of_words(&variable.value.text))
    });
    of_words(name)
        .or(told)
        .or_else(|| parts.take(2).find_map(of_words))
        .map(str::to_owned)
}

fn of_words(text: &str) -> Option<&'static str> {
    words(text).find_map(|word| environment_of(&word))
}

/// The environment that a word means.
pub(super) fn environment_of(word: &str) -> Option<&'static str> {
    WORDS
        .iter()
        .find(|(_, words)| words.contains(&word))
        .map(|(environment, _)| *environment)
}

/// The words of a text, in small letters.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Whether a file is a template that nobody runs with: `.env.example`.
pub(super) fn is_template(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    words(name)
        .any(|word| ["example", "sample", "template", "dist", "tmpl"].contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_more_than_the_folder() {
        for (path, expected) in [
            ("/srv/production/local.env", Some("development")),
            ("/srv/production/.env", Some("production")),
            (".env.staging", Some("staging")),
            ("compose.ci.yaml", Some("testing")),
            ("C:\\app\\prod\\pgbouncer.ini", Some("production")),
            ("/test/a/b/.env", None),
            ("latest/.env", None),
        ] {
            assert_eq!(environment(path, &[]).as_deref(), expected, "{path}");
        }
    }
}
