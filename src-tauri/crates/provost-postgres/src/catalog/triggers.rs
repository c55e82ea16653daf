//! What runs or stands in the way when rows are written or read: triggers, rewrite rules, row security policies.

use provost_core::catalog::{Policy, PolicyCommand, QualifiedName, RewriteRule, Trigger};
use sqlx::FromRow;

use super::relations::Frame;
use super::statements;
use super::text::{Text, string, strings};
use crate::{Error, Session};

#[derive(FromRow)]
struct TriggerRow {
    relation: i64,
    name: Text,
    definition: Option<Text>,
    function_schema: Text,
    function_name: Text,
    enabled: Text,
    internal: bool,
    inherited: bool,
    comment: Option<Text>,
}

#[derive(FromRow)]
struct RuleRow {
    relation: i64,
    name: Text,
    definition: Option<Text>,
    enabled: Text,
}

#[derive(FromRow)]
struct PolicyRow {
    relation: i64,
    name: Text,
    permissive: bool,
    command: Text,
    roles: Vec<Text>,
    using_expression: Option<Text>,
    with_check: Option<Text>,
    comment: Option<Text>,
}

/// Triggers, rules and policies.
pub(super) struct Triggers {
    rows: Vec<TriggerRow>,
    rules: Vec<RuleRow>,
    policies: Vec<PolicyRow>,
}

impl Triggers {
    /// Reads them.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        Ok(Self {
            rows: session.fetch_all(statements::TRIGGERS).await?,
            rules: session.fetch_all(statements::RULES).await?,
            policies: session.fetch_all(statements::POLICIES).await?,
        })
    }

    /// Adds them to their relations. One without its text was dropped while it was read.
    pub(super) fn add_to(self, frame: &mut Frame) {
        for row in self.rows {
            if let (Some(relation), Some(definition)) =
                (frame.get_mut(row.relation), row.definition)
            {
                relation.triggers.push(Trigger {
                    name: row.name.into(),
                    definition: definition.into(),
                    function: QualifiedName::new(row.function_schema, row.function_name),
                    enabled: row.enabled.into(),
                    internal: row.internal,
                    inherited: row.inherited,
                    comment: string(row.comment),
                });
            }
        }
        for row in self.rules {
            if let (Some(relation), Some(definition)) =
                (frame.get_mut(row.relation), row.definition)
            {
                relation.rules.push(RewriteRule {
                    name: row.name.into(),
                    definition: definition.into(),
                    enabled: row.enabled.into(),
                });
            }
        }
        for row in self.policies {
            if let Some(relation) = frame.get_mut(row.relation) {
                relation.policies.push(row.policy());
            }
        }
    }
}

impl PolicyRow {
    fn policy(self) -> Policy {
        let mut roles = strings(self.roles);
        roles.sort();
        Policy {
            name: self.name.into(),
            permissive: self.permissive,
            command: match self.command.as_str() {
                "r" => PolicyCommand::Select,
                "a" => PolicyCommand::Insert,
                "w" => PolicyCommand::Update,
                "d" => PolicyCommand::Delete,
                _ => PolicyCommand::All,
            },
            roles,
            using: string(self.using_expression),
            with_check: string(self.with_check),
            comment: string(self.comment),
        }
    }
}
