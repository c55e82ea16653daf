//! Policies that make every query slower than it has to be.

use std::collections::BTreeMap;

use super::expression::Expression;
use super::policies::{secured, text};
use crate::audit::rules::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, FunctionKind, PolicyCommand, Relation, Volatility};

/// Rows from which a call for each row is felt.
const MANY_ROWS: i64 = 10_000;

pub(super) const MANY_PERMISSIVE: Rule = Rule {
    id: "rls.many-permissive",
    title: "One permissive policy decides for a role and a command",
    section: Section::PerformanceOptimization,
    area: Area::RowSecurity,
    severity: Severity::Low,
    meaning: "Looks for tables on which a role has two or more permissive policies for the same command, one finding a table. \
              Left out: restrictive policies, which are meant to add up, and tables of fewer than 10,000 rows by the server's estimate.",
    reason: "The server must try each of them for every row; and that one lets a row pass is easy to overlook in the other.",
    action: "Merge permissive policies for the same role and command into one with OR",
    references: &["splinter 0006"],
    evidence_sql: "\
SELECT schemaname, tablename, cmd, roles, count(*) AS policies
FROM pg_catalog.pg_policies
WHERE permissive = 'PERMISSIVE'
GROUP BY 1, 2, 3, 4
HAVING count(*) > 1
ORDER BY 1, 2, 3",
    check: check_many_permissive,
};

fn is_small(table: &Relation) -> bool {
    table.row_estimate.is_some_and(|rows| rows < MANY_ROWS)
}

fn check_many_permissive(catalog: &Catalog) -> Checked {
    const COMMANDS: [PolicyCommand; 4] = [
        PolicyCommand::Select,
        PolicyCommand::Insert,
        PolicyCommand::Update,
        PolicyCommand::Delete,
    ];
    let tables = secured(catalog);
    let mut findings = Vec::new();
    for table in tables.iter().filter(|table| !is_small(table)) {
        let mut deciding: BTreeMap<(&str, PolicyCommand), Vec<&str>> = BTreeMap::new();
        for policy in table.policies.iter().filter(|policy| policy.permissive) {
            for command in COMMANDS {
                if policy.command == command || policy.command == PolicyCommand::All {
                    for role in &policy.roles {
                        deciding
                            .entry((role, command))
                            .or_default()
                            .push(&policy.name);
                    }
                }
            }
        }
        deciding.retain(|_, policies| policies.len() > 1);
        if let Some(most) = deciding.values().max_by_key(|policies| policies.len()) {
            let pairs = deciding
                .keys()
                .map(|(role, command)| format!("{role} {}", format!("{command:?}").to_uppercase()));
            findings.push(
                Finding::new(
                    table.name.to_string(),
                    Severity::Low,
                    format!(
                        "Up to {} permissive policies decide for one role and command",
                        most.len()
                    ),
                )
                .fact("for", listed(pairs))
                .fact("policies", listed(most)),
            );
        }
    }
    Checked::found(tables.len(), findings)
}

pub(super) const PER_ROW_CALLS: Rule = Rule {
    id: "rls.per-row-calls",
    title: "Policies ask who the caller is once a query",
    section: Section::PerformanceOptimization,
    area: Area::RowSecurity,
    severity: Severity::Low,
    meaning: "Looks for policies that call current_setting, auth.uid, auth.jwt, auth.role, auth.email or a function of this \
              database without arguments outside a sub-select. Left out: immutable functions, and tables of fewer than 10,000 rows \
              by the server's estimate.",
    reason: "Outside a sub-select the function runs for every row; (SELECT f()) runs once.",
    action: "Wrap calls that do not depend on the row in a sub-select",
    references: &["splinter 0003"],
    evidence_sql: "\
SELECT schemaname, tablename, policyname, qual, with_check
FROM pg_catalog.pg_policies
WHERE concat(qual, ' ', with_check) ~* '(current_setting|auth\\.(uid|jwt|role|email))\\('
  AND concat(qual, ' ', with_check) !~* 'select\\s+\\(*(current_setting|auth\\.(uid|jwt|role|email))\\('
ORDER BY 1, 2, 3",
    check: check_per_row_calls,
};

fn check_per_row_calls(catalog: &Catalog) -> Checked {
    let tables = secured(catalog);
    let mut findings = Vec::new();
    for table in tables.iter().filter(|table| !is_small(table)) {
        for policy in &table.policies {
            let mut calls: Vec<String> = Expression::of(policy)
                .calls()
                .into_iter()
                .filter(|call| !call.in_select && is_constant_for_a_query(catalog, &call.name))
                .map(|call| call.name)
                .collect();
            calls.sort_unstable();
            calls.dedup();
            if !calls.is_empty() {
                findings.push(
                    Finding::new(
                        format!("{} policy {}", table.name, policy.name),
                        Severity::Low,
                        format!("calls {} for every row", listed(&calls)),
                    )
                    .fact("condition", text(policy))
                    .fact(
                        "estimated rows",
                        table
                            .row_estimate
                            .map_or("unknown".to_owned(), |rows| rows.to_string()),
                    ),
                );
            }
        }
    }
    Checked::found(
        tables.iter().map(|table| table.policies.len()).sum(),
        findings,
    )
}

/// Whether a function gives the same for every row of a query, though the server does not know.
fn is_constant_for_a_query(catalog: &Catalog, called: &str) -> bool {
    const KNOWN: &[&str] = &[
        "auth.email",
        "auth.jwt",
        "auth.role",
        "auth.uid",
        "current_setting",
        "pg_catalog.current_setting",
    ];
    KNOWN.contains(&called)
        || catalog.functions.iter().any(|function| {
            function.kind == FunctionKind::Function
                && function.arguments.is_empty()
                && function.volatility == Volatility::Stable
                && function.name.to_string() == called
        })
}
