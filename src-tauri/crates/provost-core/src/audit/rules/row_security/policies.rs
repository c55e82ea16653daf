//! Policies that filter nothing, trust the wrong thing, or forget the tenant.

use super::expression::Expression;
use super::tenant_column;
use crate::audit::rules::exposure::{Exposure, Level, READ_OR_WRITE, Reach};
use crate::audit::rules::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, PUBLIC, Policy, PolicyCommand, Relation};

/// Tables whose policies are in force.
pub(super) fn secured(catalog: &Catalog) -> Vec<&Relation> {
    catalog
        .relations
        .iter()
        .filter(|table| table.row_security && !table.policies.is_empty())
        .collect()
}

/// A policy's own words, as a fact.
pub(super) fn text(policy: &Policy) -> String {
    let part =
        |word: &str, text: &Option<String>| text.as_ref().map(|text| format!("{word} {text}"));
    [
        part("USING", &policy.using),
        part("WITH CHECK", &policy.with_check),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ")
}

pub(super) const ALWAYS_TRUE_WRITES: Rule = Rule {
    id: "rls.always-true-writes",
    title: "Policies for writing look at the row",
    section: Section::SecurityAndCompliance,
    area: Area::RowSecurity,
    severity: Severity::High,
    meaning: "Looks for permissive policies for INSERT, UPDATE, DELETE or ALL that let every row pass, by true or by no more \
              than asking whether the caller has signed in, for roles that hold the privilege. High where everyone reaches the \
              table, else medium. Left out: policies for SELECT, where true is how a table is made readable on purpose; tables \
where a restrictive policy for the same command adds a condition; policies for services with BYPASSRLS, which pass by all policies anyway.",
    reason: "Whoever may write at all may then change or delete the rows of everybody else.",
    action: "Let policies for writing compare the row with the caller",
    references: &[
        "splinter 0024",
        "GDPR Art. 25(2)",
        "GDPR Art. 5(1)(f)",
        "CIS PostgreSQL 17 §4.7",
    ],
    evidence_sql: "\
SELECT schemaname, tablename, policyname, roles, cmd, qual, with_check
FROM pg_catalog.pg_policies
WHERE permissive = 'PERMISSIVE' AND cmd <> 'SELECT'
  AND 'true' IN (trim(BOTH '()' FROM qual), trim(BOTH '()' FROM with_check))
ORDER BY 1, 2, 3",
    check: check_always_true_writes,
};

/// The privileges that a policy's command needs, of those that write.
fn write_privileges(command: PolicyCommand) -> &'static [&'static str] {
    match command {
        PolicyCommand::All => &["INSERT", "UPDATE", "DELETE"],
        PolicyCommand::Select => &[],
        PolicyCommand::Insert => &["INSERT"],
        PolicyCommand::Update => &["UPDATE"],
        PolicyCommand::Delete => &["DELETE"],
    }
}

/// Whether every row passes a policy when it is written.
fn lets_every_write_pass(policy: &Policy) -> bool {
    let trivial = |text: &Option<String>| {
        text.as_deref()
            .map(|text| Expression::parse(text).is_trivial())
    };
    match policy.command {
        PolicyCommand::Select => false,
        PolicyCommand::Insert => trivial(&policy.with_check) == Some(true),
        PolicyCommand::Delete => trivial(&policy.using) == Some(true),
        PolicyCommand::All | PolicyCommand::Update => {
            trivial(&policy.using) == Some(true) && trivial(&policy.with_check) != Some(false)
        }
    }
}

/// Who writes to a table under a policy.
fn writers<'c>(exposure: &Exposure<'c>, table: &'c Relation, policy: &Policy) -> Reach<'c> {
    let mut reach = exposure.reach(table, write_privileges(policy.command));
    if !policy.roles.iter().any(|role| role == PUBLIC) {
        reach.public = false;
        reach.roles.retain(|&actor| {
            (policy.roles.iter()).any(|role| exposure.actors_of(role).any(|other| other == actor))
        });
    }
    reach
}

fn check_always_true_writes(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let tables = secured(catalog);
    let mut findings = Vec::new();
    for table in &tables {
        for policy in &table.policies {
            let narrowed = table.policies.iter().any(|other| {
                !other.permissive
                    && (other.command == policy.command || other.command == PolicyCommand::All)
                    && !lets_every_write_pass(other)
            });
            let reach = writers(&exposure, table, policy);
            if !policy.permissive
                || narrowed
                || reach.level() == Level::Nobody
                || !lets_every_write_pass(policy)
            {
                continue;
            }
            let severity = match reach.level() {
                Level::Everyone => Severity::High,
                Level::Roles | Level::Nobody => Severity::Medium,
            };
            findings.push(
                Finding::new(
                    format!("{} policy {}", table.name, policy.name),
                    severity,
                    "lets whoever may write change every row",
                )
                .fact("command", format!("{:?}", policy.command).to_uppercase())
                .fact("condition", text(policy))
                .fact("writes", reach.describe()),
            );
        }
    }
    Checked::found(
        tables.iter().map(|table| table.policies.len()).sum(),
        findings,
    )
}

pub(super) const TRUSTED_INPUT: Rule = Rule {
    id: "rls.trusted-input",
    title: "Policies trust nothing that the caller can set",
    section: Section::SecurityAndCompliance,
    area: Area::RowSecurity,
    severity: Severity::High,
    meaning: "Looks for policies that read user_metadata of a token, which its user can edit (high), or a custom setting such \
              as app.tenant (low: any session that sends its own SQL can SET it; it holds only where an application alone speaks \
              for its users). Left out: request.* settings, which a web gateway sets from a verified token, and the server's own settings.",
    reason: "A filter that the filtered can set is no filter.",
    action: "Take what policies compare with from a table or a signed claim",
    references: &["splinter 0015", "GDPR Art. 32(1)(b)"],
    evidence_sql: "\
SELECT schemaname, tablename, policyname, qual, with_check
FROM pg_catalog.pg_policies
WHERE concat(qual, with_check) ~ 'user_metadata|raw_user_meta_data|current_setting\\('
ORDER BY 1, 2, 3",
    check: check_trusted_input,
};

fn check_trusted_input(catalog: &Catalog) -> Checked {
    let tables = secured(catalog);
    let mut findings = Vec::new();
    for table in &tables {
        for policy in &table.policies {
            let subject = format!("{} policy {}", table.name, policy.name);
            let words = text(policy);
            if words.contains("user_metadata") || words.contains("raw_user_meta_data") {
                findings.push(
                    Finding::new(
                        subject,
                        Severity::High,
                        "trusts metadata that the user of the token can edit",
                    )
                    .fact("condition", words),
                );
                continue;
            }
            let settings: Vec<String> = Expression::of(policy)
                .calls()
                .into_iter()
                .filter(|call| call.name.rsplit('.').next() == Some("current_setting"))
                .filter_map(|call| call.argument)
                .filter(|name| name.contains('.') && !name.starts_with("request."))
                .collect();
            if !settings.is_empty() {
                findings.push(
                    Finding::new(
                        subject,
                        Severity::Low,
                        "trusts a setting that any session may set",
                    )
                    .fact("settings", listed(settings))
                    .fact("condition", words),
                );
            }
        }
    }
    Checked::found(
        tables.iter().map(|table| table.policies.len()).sum(),
        findings,
    )
}

pub(super) const TENANT_COLUMN: Rule = Rule {
    id: "rls.tenant-column",
    title: "Policies look at the tenant of a row",
    section: Section::SecurityAndCompliance,
    area: Area::RowSecurity,
    severity: Severity::Medium,
    meaning: "Looks for tables with policies in force and a column that names a tenant (tenant_id, organization_id, \
              workspace_id, company_id, team_id …) that no policy names. High where everyone reaches the table, low where nobody \
              but the owner does. Left out: tables with a policy that reads another table or calls a function of this database, \
              which may find the tenant that way. Not applicable where no such table has policies.",
    reason: "The column is there to keep customers apart, and the policies do not look at it.",
    action: "Compare the tenant column with the caller's tenant in each policy",
    references: &[
        "GDPR Art. 25(2)",
        "GDPR Art. 32(1)(b)",
        "CIS PostgreSQL 17 §4.7",
    ],
    evidence_sql: "\
SELECT n.nspname, c.relname, a.attname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relrowsecurity
  AND a.attname ~ '^(tenant|(tenant|org|organi[sz]ation|workspace|company|team)_?(id|uuid))$'
  AND NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_policies AS p
      WHERE p.schemaname = n.nspname AND p.tablename = c.relname
        AND concat(p.qual, p.with_check) ~ ('\\m' || a.attname || '\\M'))
ORDER BY 1, 2, 3",
    check: check_tenant_column,
};

fn check_tenant_column(catalog: &Catalog) -> Checked {
    let exposure = Exposure::of(catalog);
    let candidates: Vec<_> = secured(catalog)
        .into_iter()
        .filter_map(|table| Some((table, tenant_column(table)?)))
        .collect();
    if candidates.is_empty() {
        return Checked::not_applicable(
            "No table with policies in force has a column that names a tenant.",
        );
    }
    let findings = candidates
        .iter()
        .filter(|(table, column)| {
            !table.policies.iter().any(|policy| {
                let expression = Expression::of(policy);
                expression.names(&column.name)
                    || expression.reads_tables()
                    || expression
                        .calls()
                        .iter()
                        .any(|call| is_own_function(catalog, &call.name))
            })
        })
        .map(|(table, column)| {
            let reach = exposure.reach(table, READ_OR_WRITE);
            let severity = match reach.level() {
                Level::Everyone => Severity::High,
                Level::Roles => Severity::Medium,
                Level::Nobody => Severity::Low,
            };
            Finding::new(
                table.name.to_string(),
                severity,
                format!("No policy looks at {}", column.name),
            )
            .fact("tenant column", &column.name)
            .fact(
                "policies",
                listed(table.policies.iter().map(|policy| &policy.name)),
            )
            .fact("reached by", reach.describe())
        })
        .collect();
    Checked::found(candidates.len(), findings)
}

/// Whether a person made a function of that name, schema given or not.
pub(super) fn is_own_function(catalog: &Catalog, called: &str) -> bool {
    catalog.functions.iter().any(|function| {
        function.name.name == called
            || called.split_once('.').is_some_and(|(schema, name)| {
                function.name.schema == schema && function.name.name == name && schema != "auth"
            })
    })
}
