//! What is wrong, with its evidence and what to do.

use serde::Serialize;

use super::facts::BreakingRows;
use crate::audit::Severity;
use crate::schema::comparison::ObjectId;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Which kind of thing; stable, for programs.
    pub code: FindingCode,
    /// The section that tells it.
    pub topic: Topic,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, a sentence with its numbers and names.
    pub title: String,
    /// What follows from it, a sentence or two.
    pub impact: String,
    /// What shows it: names of objects, migrations, files, or a value; the most telling first.
    pub shown_by: Vec<String>,
    /// What to do, a sentence.
    pub remedy: String,
}

/// The sections that findings belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// 1: the database and its server.
    Infrastructure,
    /// 2: tables and other objects.
    Schema,
    /// 3: migrations.
    Migrations,
    /// 4: accounts, sessions, tokens, rows.
    Security,
    /// 5: how programs reach the database.
    Connectivity,
    /// 6: speed.
    Performance,
    /// 7: wrong rows.
    Integrity,
    /// 8: what a regulation asks for.
    Compliance,
}

/// The kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingCode {
    /// Tables that are expected are not there.
    TablesMissing,
    /// Tables are there that nobody expects.
    TablesUnexpected,
    /// Objects other than tables differ.
    ObjectsDiffer,
    /// Row security or privileges open more than they should.
    RightsWider,
    /// The chain of migrations has a defect; one finding a kind of defect.
    MigrationDefect,
    /// Migrations are there and not applied.
    MigrationsPending,
    /// Migrations cannot be applied, because something before them is missing.
    MigrationsBlocked,
    /// The database has a migration that the folder has not.
    MigrationUnknown,
    /// Accounts carry a sign of a second factor and no table stands behind it.
    SecondFactorWithoutTables,
    /// Nothing keeps sessions or devices.
    NoSessionTables,
    /// Nothing keeps tokens encrypted, or a table keeps them in the clear.
    TokensInTheClear,
    /// Passwords stand in the clear or in weak hashes.
    WeakPasswords,
    /// A secret of a second factor stands in the clear.
    SecretsInTheClear,
    /// No table tells who did what.
    NoAuditTrail,
    /// The line or the server lets programs come in the clear.
    NoTls,
    /// Environments name different databases.
    EnvironmentsDiffer,
    /// A file holds a secret in the clear.
    SecretInFile,
    /// The server has few connections left.
    FewConnectionsLeft,
    /// Foreign keys without an index, or expected indexes that are missing.
    IndexesMissing,
    /// The cache answers too few reads.
    CacheTooSmall,
    /// Tables hold much space that rows do not need.
    Bloat,
    /// Constraints that are expected are missing.
    ConstraintsMissing,
    /// Rows break a constraint that is expected.
    RowsBreakConstraints,
    /// A rule of the audit with weight for this report fails.
    AuditRule,
    /// What a regulation asks for is missing.
    ComplianceGap,
}

/// A constraint that is expected and not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MissingConstraint {
    /// The constraint, or the column that should be NOT NULL.
    pub object: ObjectId,
    /// What it says, as SQL.
    pub definition: String,
    /// The rows that break it now.
    pub breaking: BreakingRows,
}

/// An index that would be read and is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MissingIndex {
    /// The table, with its schema.
    pub table: String,
    /// What it would serve: the name of the expected index or of the foreign key.
    pub serves: String,
    /// Why it is missed, a sentence.
    pub reason: String,
    /// The statement that makes it.
    pub sql: String,
}

/// Something that a regulation asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ComplianceLine {
    /// Which of the things that are asked for; stable, for programs.
    pub requirement: Requirement,
    /// What is asked for, such as `Audit logging`.
    pub title: String,
    /// What asks for it, such as `GDPR Art. 30`.
    pub basis: String,
    /// Whether it is there: pass, fail, or not determinable.
    pub status: crate::audit::Status,
    /// Why, a sentence with names.
    pub because: String,
    /// The tables that are expected for it and are not there, with their schemas.
    pub missing: Vec<String>,
}

/// The things that regulations ask for and that tables, columns or the audit's rules can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    /// Passwords are kept as hashes.
    PasswordHashes,
    /// Access goes by role.
    Roles,
    /// Accounts can be closed.
    AccountStatus,
    /// What is sent is encrypted.
    EncryptionOnTheWay,
    /// Secrets and tokens are encrypted where they are kept.
    EncryptedSecrets,
    /// A second factor.
    SecondFactor,
    /// Devices that are trusted.
    Devices,
    /// Sessions that can be watched.
    Sessions,
    /// Who signed in, and who could not.
    SignInTrail,
    /// Who did what.
    AuditTrail,
    /// Who read which data.
    DataAccess,
    /// What people ask about their data.
    PrivacyRequests,
    /// How long data are kept.
    Retention,
    /// What people agreed to.
    Consent,
    /// What looks like an attack.
    Threats,
    /// What went wrong, and what was done.
    Incidents,
    /// Whether rules are kept.
    Assessments,
    /// What proves something.
    EvidenceCollection,
}

impl Finding {
    /// A finding of which only the worst is known yet.
    pub(super) fn new(
        code: FindingCode,
        topic: Topic,
        severity: Severity,
        title: impl Into<String>,
    ) -> Self {
        Self {
            code,
            topic,
            severity,
            title: title.into(),
            impact: String::new(),
            shown_by: Vec::new(),
            remedy: String::new(),
        }
    }

    /// What follows from it.
    pub(super) fn impact(mut self, impact: impl Into<String>) -> Self {
        self.impact = impact.into();
        self
    }

    /// What shows it; each is said once.
    pub(super) fn shown_by<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        for name in names.into_iter().map(Into::into) {
            if !self.shown_by.contains(&name) {
                self.shown_by.push(name);
            }
        }
        self
    }

    /// What to do.
    pub(super) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}
