//! The formats, and what a file of each is called.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{AuditReport, Error, html, json, junit, pdf, sarif};

/// A form in which an audit is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For people, to print, sign and keep: PDF/A-2a and PDF/UA-1.
    Pdf,
    /// For people: one self-contained page.
    Html,
    /// For programs: `provost.audit/1`.
    Json,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For continuous integration: JUnit XML.
    Junit,
}

impl Format {
    /// All.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Html, Self::Json, Self::Sarif, Self::Junit];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
        }
    }

    /// How the names of its files end, without the first dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Junit => "xml",
            other => other.as_str(),
        }
    }
}

/// Makes the bytes of a file.
pub fn render(report: &AuditReport, format: Format) -> Result<Vec<u8>, Error> {
    match format {
        Format::Pdf => pdf(report),
        Format::Html => html(report).map(String::into_bytes),
        Format::Json => json(&report.audit).map(String::into_bytes),
        Format::Sarif => sarif(&report.audit).map(String::into_bytes),
        Format::Junit => Ok(junit(&report.audit).into_bytes()),
    }
}

/// How many characters of a profile's name a file name has.
const LONGEST: usize = 60;

/// What the report of an audit is called: `provost-audit-orders-2026-11-19-140300Z.pdf`.
#[must_use]
pub fn report_file_name(profile: &str, taken_at: DateTime<Utc>, format: Format) -> String {
    file_name("audit", profile, taken_at, format.extension())
}

/// What a file of Provost is called: what it is of, the connection, the moment, and its ending without the dot.
///
/// Only ASCII letters, digits and hyphens come from the profile's name, so that no folder, stream or device can be named
/// by it on any system: the fixed beginning keeps it clear of the names that Windows reserves, such as `CON`.
#[must_use]
pub fn file_name(what: &str, profile: &str, taken_at: DateTime<Utc>, ending: &str) -> String {
    let mut name = String::new();
    for character in profile.chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
        if name.len() == LONGEST {
            break;
        }
    }
    let name = match name.trim_end_matches('-') {
        "" => "database",
        name => name,
    };
    let moment = taken_at.format("%Y-%m-%d-%H%M%SZ");
    format!("provost-{what}-{name}-{moment}.{ending}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(profile: &str) -> String {
        let at = DateTime::from_timestamp(1_795_096_980, 0).unwrap();
        report_file_name(profile, at, Format::Pdf)
    }

    #[test]
    fn names_are_readable_and_harmless() {
        let end = "-2026-11-19-140300Z.pdf";
        assert_eq!(
            named("Orders (EU) prod"),
            format!("provost-audit-orders-eu-prod{end}")
        );
        assert_eq!(
            named("../../etc/passwd"),
            format!("provost-audit-etc-passwd{end}")
        );
        assert_eq!(named("a:b"), format!("provost-audit-a-b{end}"));
        assert_eq!(named("CON"), format!("provost-audit-con{end}"));
        assert_eq!(
            named("表😀\u{202e}"),
            format!("provost-audit-database{end}")
        );
        assert_eq!(
            named(&"x".repeat(300)).len(),
            "provost-audit-".len() + 60 + end.len()
        );
    }

    proptest! {
        #[test]
        fn no_profile_can_name_another_place(profile in any::<String>()) {
            let name = named(&profile);
            prop_assert!(name.starts_with("provost-audit-"));
            prop_assert!(name.len() < 120);
            let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
            prop_assert!(name.chars().all(allowed));
            prop_assert_eq!(name.matches('.').count(), 1);
        }
    }
}
