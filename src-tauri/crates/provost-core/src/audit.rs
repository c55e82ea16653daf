//! Judging a catalog: rules, their answers, findings with evidence, scores and a verdict.
//!
//! A rule is a small pure function over a [`Catalog`](crate::catalog::Catalog); it knows nothing of rendering. The
//! audit of a catalog that was saved gives the same bytes as the audit of the one that was read.

mod actions;
mod answer;
mod conduct;
mod documentation;
pub mod rules;
mod score;
mod shown;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use actions::{Action, Urgency};
pub use answer::{Answer, Finding, Status};
pub use conduct::audit;
pub use documentation::rules_markdown;
pub use rules::{Rule, all as all_rules};
pub use score::{Score, SectionScore, Verdict};

/// The name of the JSON form of an [`Audit`].
pub const AUDIT_SCHEMA: &str = "provost.audit/1";

/// What judging one catalog gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Audit {
    /// [`AUDIT_SCHEMA`].
    pub schema: String,
    /// What was judged.
    pub subject: Subject,
    /// One result a rule, in the order of the rules.
    pub results: Vec<RuleResult>,
    /// One score a section, in the order of [`Section::ALL`].
    pub sections: Vec<SectionScore>,
    /// The score of all sections together.
    pub overall: Score,
    /// What to do, the most urgent first.
    pub actions: Vec<Action>,
    /// The conclusion.
    pub verdict: Verdict,
}

/// The database that an audit judged, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// The database.
    pub database: String,
    /// `server_version`.
    pub server_version: String,
    /// The role that read; evidence holds for what this role may see.
    pub role: String,
    /// When the reading began, by the server's clock.
    pub taken_at: DateTime<Utc>,
    /// How many tables a person made.
    pub tables: u32,
    /// How many columns they have.
    pub columns: u32,
    /// How many functions a person made.
    pub functions: u32,
    /// SHA-256 of the catalog's JSON: two audits with the same digest judged the same facts.
    pub catalog_sha256: String,
    /// What the role could not see, in words.
    pub hidden: Vec<String>,
}

/// One rule's answer with the facts that a reader needs to check it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RuleResult {
    /// The rule's id, such as `rls.disabled`.
    pub rule: String,
    /// The rule's title: the state that is wished for, as a short sentence.
    pub title: String,
    /// The section that it counts in.
    pub section: Section,
    /// The area that it belongs to.
    pub area: Area,
    /// The severity when it fails without anything that raises or lowers it.
    pub severity: Severity,
    /// What the rule looks at.
    pub meaning: String,
    /// Why it matters.
    pub reason: String,
    /// What to do when it fails, as an order: "Enable row-level security on exposed tables".
    pub action: String,
    /// Who asks for it.
    pub references: Vec<String>,
    /// One of the six answers.
    pub answer: Answer,
    /// SQL that shows the same on the live database.
    pub evidence_sql: String,
    /// How many objects were looked at.
    pub examined: u32,
    /// SHA-256 over the findings (or the answer's reason): what a signature or a comparison can hold on to.
    pub evidence_sha256: String,
}

/// How much a finding matters. The order is from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong yet.
    Info,
    /// A blemish.
    Low,
    /// Will cost something if it stays.
    Medium,
    /// Harm is likely.
    High,
    /// Harm is at hand.
    Critical,
}

impl Severity {
    /// From the most to the least.
    pub const ALL: [Self; 5] = [
        Self::Critical,
        Self::High,
        Self::Medium,
        Self::Low,
        Self::Info,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The points that a rule of this severity carries in a score.
    #[must_use]
    pub fn points(self) -> u32 {
        match self {
            Self::Info => 0,
            Self::Low => 1,
            Self::Medium => 3,
            Self::High => 6,
            Self::Critical => 10,
        }
    }
}

/// The ten sections that the seed report scores, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Keys, constraints, types: is the schema sound?
    CoreSchemaDesign,
    /// Embeddings and their search.
    VectorDatabase,
    /// Versions, deployments and their life cycle.
    AiModelManagement,
    /// Indexes, caching, vacuum.
    PerformanceOptimization,
    /// Access, row-level security, transport, privacy, compliance.
    SecurityAndCompliance,
    /// Lineage, quality, retention, training data.
    DataManagement,
    /// Metrics, drift, statistics.
    AnalyticsAndMetrics,
    /// Logging, timeouts, what happens when something fails.
    ErrorHandling,
    /// Whether what is promised was verified: constraints validated, checksums, restores.
    Testing,
    /// Comments and data dictionary.
    Documentation,
}

impl Section {
    /// All ten, in the order of the report.
    pub const ALL: [Self; 10] = [
        Self::CoreSchemaDesign,
        Self::VectorDatabase,
        Self::AiModelManagement,
        Self::PerformanceOptimization,
        Self::SecurityAndCompliance,
        Self::DataManagement,
        Self::AnalyticsAndMetrics,
        Self::ErrorHandling,
        Self::Testing,
        Self::Documentation,
    ];

    /// Its title in a report.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::CoreSchemaDesign => "Core schema design",
            Self::VectorDatabase => "Vector database",
            Self::AiModelManagement => "AI model management",
            Self::PerformanceOptimization => "Performance optimization",
            Self::SecurityAndCompliance => "Security and compliance",
            Self::DataManagement => "Data management",
            Self::AnalyticsAndMetrics => "Analytics and metrics",
            Self::ErrorHandling => "Error handling",
            Self::Testing => "Testing",
            Self::Documentation => "Documentation",
        }
    }
}

/// The area of a database that a rule looks at: what a person filters by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Privileges and roles.
    Access,
    /// Row-level security.
    RowSecurity,
    /// Transport and authentication.
    Authentication,
    /// Logging and auditing.
    Logging,
    /// Functions.
    Functions,
    /// Schema design and integrity.
    Integrity,
    /// Indexes and performance.
    Performance,
    /// Extensions.
    Extensions,
    /// Personal data.
    Privacy,
    /// Running the server.
    Operations,
    /// The tables that AI governance needs.
    Governance,
}

impl Area {
    /// All, in the order of the documentation.
    pub const ALL: [Self; 11] = [
        Self::Access,
        Self::RowSecurity,
        Self::Authentication,
        Self::Logging,
        Self::Functions,
        Self::Integrity,
        Self::Performance,
        Self::Extensions,
        Self::Privacy,
        Self::Operations,
        Self::Governance,
    ];

    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Access => "Access and roles",
            Self::RowSecurity => "Row-level security",
            Self::Authentication => "Transport and authentication",
            Self::Logging => "Logging",
            Self::Functions => "Functions",
            Self::Integrity => "Schema design and integrity",
            Self::Performance => "Indexes and performance",
            Self::Extensions => "Extensions",
            Self::Privacy => "Privacy",
            Self::Operations => "Operations",
            Self::Governance => "AI governance",
        }
    }
}
