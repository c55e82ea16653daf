//! The files of a migrations folder, as they were read.

use serde::{Deserialize, Serialize};

/// One file of a migrations folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SourceFile {
    /// Its path below the folder, with `/` between the parts.
    pub path: String,
    /// Its text, byte for byte: checksums are taken of it.
    pub text: String,
}

impl SourceFile {
    /// A file of this path and text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }

    /// The last part of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The path without its last part; empty for a file that stands in the folder itself.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name of the innermost folder; empty for a file that stands in the folder itself.
    #[must_use]
    pub fn folder_name(&self) -> &str {
        self.folder().rsplit('/').next().unwrap_or_default()
    }

    /// The name up to its last dot.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.name()
            .rsplit_once('.')
            .map_or(self.name(), |(stem, _)| stem)
    }

    /// Whether the name ends in a dot and this, in any case of letters.
    #[must_use]
    pub fn has_extension(&self, extension: &str) -> bool {
        self.name()
            .rsplit_once('.')
            .is_some_and(|(_, own)| own.eq_ignore_ascii_case(extension))
    }
}

/// The digits at the start of a name, and what comes after them.
pub(super) fn leading_digits(name: &str) -> Option<(&str, &str)> {
    let end = name
        .find(|one: char| !one.is_ascii_digit())
        .unwrap_or(name.len());
    name.split_at_checked(end)
        .filter(|(digits, _)| !digits.is_empty())
}

/// A number as its shortest digits, so that `0007` and `7` are one version.
pub(super) fn shortest(digits: &str) -> &str {
    let short = digits.trim_start_matches('0');
    if short.is_empty() && !digits.is_empty() {
        "0"
    } else {
        short
    }
}

/// A name as a person reads it: `add_users-table` is "add users table".
pub(super) fn spoken(name: &str) -> String {
    name.replace(['_', '-'], " ").trim().to_owned()
}
