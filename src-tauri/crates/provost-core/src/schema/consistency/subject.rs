//! What several sections ask of a database, found out once.

use super::accounts::{Account, accounts};
use super::credentials::{Clear, Credential, clear};
use super::hashing::Verdict;
use super::purposes::{Purpose, is_for, tables_for};
use super::{Known, PasswordShapes, TableComparison};
use crate::audit::{RuleResult, Status};
use crate::catalog::Relation;

/// A database as the sections see it.
pub(super) struct Subject<'a> {
    /// All that is known.
    pub(super) known: &'a Known<'a>,
    /// Section 2.
    pub(super) tables: &'a TableComparison,
    /// The tables of people who sign in.
    pub(super) accounts: Vec<Account<'a>>,
    /// Columns that look as if they kept a credential as it is.
    pub(super) clear: Vec<Clear<'a>>,
}

impl<'a> Subject<'a> {
    /// Looks at the database as it is.
    pub(super) fn new(known: &'a Known<'a>, tables: &'a TableComparison) -> Self {
        Self {
            known,
            tables,
            accounts: accounts(known.actual),
            clear: clear(known.actual),
        }
    }

    /// The tables that are there for something, beside those of accounts.
    pub(super) fn there_for(&self, purpose: Purpose) -> Vec<String> {
        let own = |table: &&Relation| self.accounts.iter().all(|account| account.table != *table);
        let tables = tables_for(self.known.actual, purpose).into_iter();
        tables
            .filter(own)
            .map(|table| table.name.to_string())
            .collect()
    }

    /// The tables that should be there for something and are not.
    pub(super) fn missing_for(&self, purpose: Purpose) -> Vec<String> {
        let missing = super::differences::areas(self.tables);
        let names: Vec<String> = missing
            .values()
            .flat_map(super::differences::MissingTables::names)
            .collect();
        let expected = self
            .known
            .expected
            .tables()
            .filter(|table| is_for(table, purpose));
        expected
            .map(|table| table.name.to_string())
            .filter(|name| names.contains(name))
            .collect()
    }

    /// The columns of passwords of which some values are in the clear or in hashes that are quickly tried out.
    pub(super) fn badly_kept(&self) -> impl Iterator<Item = &'a PasswordShapes> {
        let passwords = self.known.infrastructure.passwords.iter();
        passwords.filter(|one| matches!(one.verdict(), Some(Verdict::InTheClear | Verdict::Fast)))
    }

    /// The columns that by name and type keep passwords as they are, and whose values nobody could look at.
    pub(super) fn clear_by_name_alone(&self) -> Vec<&Clear<'a>> {
        let passwords = &self.known.infrastructure.passwords;
        let seen = |one: &Clear<'_>| {
            passwords.iter().any(|shapes| {
                shapes.table == one.table.name
                    && shapes.column == one.column.name
                    && shapes.verdict().is_some()
            })
        };
        let clear = self.clear.iter();
        clear
            .filter(|one| one.credential == Credential::Password && !seen(one))
            .collect()
    }

    /// What a rule of the audit found.
    pub(super) fn rule(&self, id: &str) -> Option<&'a RuleResult> {
        self.known
            .audit
            .results
            .iter()
            .find(|result| result.rule == id)
    }

    /// What a rule of the audit answers; not determinable where it was not asked.
    pub(super) fn status(&self, id: &str) -> Status {
        self.rule(id)
            .map_or(Status::NotDeterminable, |result| result.answer.status())
    }
}
