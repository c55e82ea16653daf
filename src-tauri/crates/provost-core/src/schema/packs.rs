//! The packs, in the order in which they are applied.

use serde::{Deserialize, Serialize};

/// A pack: tables that belong together, made by one chain of reversible migrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Pack {
    /// Tenants, people, and who asks.
    Identity,
    /// Agents, models, deployments, embeddings.
    Ai,
    /// Lineage, quality, privacy, consent, metrics, drift, compliance.
    Governance,
    /// Training data, features, cost.
    Training,
    /// Second factors, sessions, audit logs, incidents.
    Security,
    /// What people work with: calendars, documents, tasks, conversations.
    Workspace,
}

impl Pack {
    /// Every pack; each needs only those before it.
    pub const ALL: [Self; 6] = [
        Self::Identity,
        Self::Ai,
        Self::Governance,
        Self::Training,
        Self::Security,
        Self::Workspace,
    ];

    /// The word for it on the command line, in addresses, in the folder of its migrations and in the name of the table that
    /// keeps their state.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Ai => "ai",
            Self::Governance => "governance",
            Self::Training => "training",
            Self::Security => "security",
            Self::Workspace => "workspace",
        }
    }

    /// The pack of a word, if there is one.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pack| pack.key() == key)
    }

    /// What it is called in headings.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Identity => "Identity",
            Self::Ai => "AI",
            Self::Governance => "Governance",
            Self::Training => "Training",
            Self::Security => "Security",
            Self::Workspace => "Workspace",
        }
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Identity => {
                "Tenants and people, and the function that says who asks. Every other pack rests on it."
            }
            Self::Ai => {
                "Agents with their memories and workflows, models, deployments, embeddings and a cache."
            }
            Self::Governance => {
                "Lineage, quality, privacy levels, consent with its history, metrics, drift, encryption, access and compliance."
            }
            Self::Training => {
                "Training data with versions, hashes and licences, a feature store, and what AI costs."
            }
            Self::Security => {
                "Second factors, devices, sessions, tokens, audit logs, violations, assessments and investigations."
            }
            Self::Workspace => {
                "Calendars, documents, tasks, conversations, agent configuration and GPU resources."
            }
        }
    }
}
