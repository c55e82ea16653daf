//! Functions, procedures, aggregates, and the event triggers that call them.

use provost_core::catalog::{EventTrigger, Function, FunctionKind, QualifiedName, Volatility};
use sqlx::FromRow;

use super::access::AccessLists;
use super::statements;
use super::text::{Text, string, strings};
use crate::{Error, Session};

#[derive(FromRow)]
struct FunctionRow {
    schema: Text,
    name: Text,
    arguments: Option<Text>,
    returns: Option<Text>,
    kind: Text,
    language: Text,
    trusted_language: bool,
    owner: Text,
    security_definer: bool,
    leakproof: bool,
    strict: bool,
    volatility: Text,
    parallel: Text,
    settings: Vec<Text>,
    definition: Option<Text>,
    comment: Option<Text>,
    acl: Text,
}

#[derive(FromRow)]
struct EventTriggerRow {
    name: Text,
    event: Text,
    function_schema: Text,
    function_name: Text,
    enabled: Text,
    tags: Vec<Text>,
    owner: Text,
    extension: Option<Text>,
}

/// The functions, their access lists not yet spelled out.
pub(super) struct Functions(Vec<FunctionRow>);

impl Functions {
    /// Reads them.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        Ok(Self(session.fetch_all(statements::FUNCTIONS).await?))
    }

    /// By name and arguments.
    pub(super) fn facts(self, lists: &AccessLists) -> Vec<Function> {
        let mut functions: Vec<Function> = self
            .0
            .into_iter()
            .filter_map(|row| row.function(lists))
            .collect();
        functions.sort_by(|one, other| {
            (&one.name, &one.arguments).cmp(&(&other.name, &other.arguments))
        });
        functions
    }
}

impl FunctionRow {
    /// None for a function that was dropped while it was read, and so has no arguments to tell.
    fn function(self, lists: &AccessLists) -> Option<Function> {
        let mut settings = strings(self.settings);
        settings.sort();
        Some(Function {
            name: QualifiedName::new(self.schema, self.name),
            arguments: self.arguments?.into(),
            returns: string(self.returns),
            kind: match self.kind.as_str() {
                "p" => FunctionKind::Procedure,
                "a" => FunctionKind::Aggregate,
                "w" => FunctionKind::Window,
                _ => FunctionKind::Function,
            },
            language: self.language.into(),
            trusted_language: self.trusted_language,
            owner: self.owner.into(),
            security_definer: self.security_definer,
            leakproof: self.leakproof,
            strict: self.strict,
            volatility: match self.volatility.as_str() {
                "i" => Volatility::Immutable,
                "s" => Volatility::Stable,
                _ => Volatility::Volatile,
            },
            parallel: self.parallel.into(),
            settings,
            definition: string(self.definition),
            comment: string(self.comment),
            grants: lists.of(&self.acl),
        })
    }
}

/// Reads the event triggers, by name.
pub(super) async fn event_triggers(session: &mut Session) -> Result<Vec<EventTrigger>, Error> {
    let rows: Vec<EventTriggerRow> = session.fetch_all(statements::EVENT_TRIGGERS).await?;
    let mut triggers: Vec<EventTrigger> = rows
        .into_iter()
        .map(|row| EventTrigger {
            name: row.name.into(),
            event: row.event.into(),
            function: QualifiedName::new(row.function_schema, row.function_name),
            enabled: row.enabled.into(),
            tags: strings(row.tags),
            owner: row.owner.into(),
            extension: string(row.extension),
        })
        .collect();
    triggers.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(triggers)
}
