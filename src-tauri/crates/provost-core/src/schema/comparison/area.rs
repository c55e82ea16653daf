//! What an object is for, as its table's name and comment tell: how a report groups what is missing.

use crate::catalog::{Catalog, Relation};
use serde::{Deserialize, Serialize};

use super::object::ObjectId;

/// The areas of an application's schema (seed 004 sections 2.5 to 2.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename = "SchemaArea", rename_all = "kebab-case")]
pub enum Area {
    /// Who may come in: people, second factors, devices, sessions, tokens.
    Authentication,
    /// Who did what, and which rules hold: audit logs, violations, assessments.
    Security,
    /// Agents and models that work together.
    Agents,
    /// What people work with.
    Application,
    /// Nothing tells.
    Other,
}

impl Area {
    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Authentication => "Authentication",
            Self::Security => "Security and compliance",
            Self::Agents => "Agents",
            Self::Application => "Application",
            Self::Other => "Other",
        }
    }
}

/// Words in names, the most telling area first.
const WORDS: [(Area, &[&str]); 4] = [
    (
        Area::Authentication,
        &[
            "auth",
            "authentication",
            "credential",
            "credentials",
            "device",
            "devices",
            "factor",
            "login",
            "mfa",
            "oauth",
            "otp",
            "passkey",
            "passkeys",
            "password",
            "passwords",
            "session",
            "sessions",
            "tfa",
            "token",
            "tokens",
            "totp",
            "2fa",
        ],
    ),
    (
        Area::Security,
        &[
            "audit",
            "compliance",
            "consent",
            "encryption",
            "evidence",
            "forensic",
            "incident",
            "incidents",
            "investigation",
            "privacy",
            "secure",
            "security",
            "threat",
            "violation",
            "violations",
            "access",
        ],
    ),
    (
        Area::Agents,
        &[
            "agent",
            "agents",
            "ai",
            "delegation",
            "embedding",
            "embeddings",
            "gpu",
            "llm",
            "model",
            "models",
            "prompt",
            "prompts",
        ],
    ),
    (
        Area::Application,
        &[
            "calendar",
            "calendars",
            "chat",
            "comment",
            "comments",
            "customer",
            "customers",
            "document",
            "documents",
            "event",
            "events",
            "history",
            "invoice",
            "invoices",
            "message",
            "messages",
            "note",
            "notes",
            "order",
            "orders",
            "product",
            "products",
            "project",
            "projects",
            "task",
            "tasks",
        ],
    ),
];

/// Words of accounts, which stand in names of every area: they count only where no other word tells.
const ACCOUNTS: [&str; 4] = ["account", "accounts", "user", "users"];

/// The area of an object: what the comment of its table begins with (`Application: …`), else what the table's name tells,
/// else what the rest of the comment tells.
pub(crate) fn of(id: &ObjectId, catalogs: [&Catalog; 2]) -> Area {
    let name = id.table.as_deref().unwrap_or(&id.name);
    let comment = catalogs
        .iter()
        .flat_map(|catalog| &catalog.relations)
        .find(|relation| is_of(relation, id, name))
        .and_then(|relation| relation.comment.as_deref());
    comment
        .and_then(headed)
        .or_else(|| of_text(name))
        .or_else(|| comment.and_then(of_text))
        .unwrap_or(Area::Other)
}

/// The area with which a comment begins, when it begins with one.
fn headed(comment: &str) -> Option<Area> {
    let (heading, _) = comment.split_once(':')?;
    let areas = WORDS.iter().map(|(area, _)| *area);
    let mut named = areas.filter(|area| area.title().eq_ignore_ascii_case(heading.trim()));
    named.next()
}

fn is_of(relation: &Relation, id: &ObjectId, name: &str) -> bool {
    relation.name.name == name && id.schema.as_deref() == Some(&relation.name.schema)
}

fn of_text(text: &str) -> Option<Area> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|character: char| !character.is_alphanumeric())
        .collect();
    WORDS
        .iter()
        .find(|(_, known)| words.iter().any(|word| known.contains(word)))
        .map(|(area, _)| *area)
        .or_else(|| {
            let accounts = words.iter().any(|word| ACCOUNTS.contains(word));
            accounts.then_some(Area::Authentication)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_area_by_whole_words() {
        assert_eq!(of_text("user_two_factor_auth"), Some(Area::Authentication));
        assert_eq!(of_text("audit_log"), Some(Area::Security));
        assert_eq!(of_text("task_delegation"), Some(Area::Agents));
        assert_eq!(of_text("calendars"), Some(Area::Application));
        assert_eq!(of_text("users"), Some(Area::Authentication));
        assert_eq!(of_text("user_security_tier"), Some(Area::Security));
        assert_eq!(of_text("user_documents"), Some(Area::Application));
        assert_eq!(of_text("aide"), None);
    }

    #[test]
    fn a_comment_that_begins_with_an_area_decides() {
        assert_eq!(
            headed("Application: tokens of Google."),
            Some(Area::Application)
        );
        assert_eq!(
            headed("security and compliance: who signed."),
            Some(Area::Security)
        );
        assert_eq!(headed("Note: nothing."), None);
        assert_eq!(headed("Application tokens"), None);
    }
}
