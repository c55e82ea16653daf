//! The life cycle of a model: its states are fixed.

use super::super::wording::listed;
use super::candidates::{ends, tells};
use super::lifecycle::{DEPLOYED, REGISTERS};
use super::signs::Signs;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Column, ConstraintKind, Relation, quote_identifier};

pub(super) const LIFECYCLE: Rule = Rule {
    id: "governance.model-status",
    title: "A model is only ever in a state that is known",
    section: Section::AiModelManagement,
    area: Area::Governance,
    severity: Severity::Medium,
    meaning: "Registers of models and tables of deployments: the columns of status or stage take only known values, by a \
        CHECK, an enumerated type, a domain or a foreign key. In the tables of a product, which its owner should not \
        change, a finding is low. Not applicable where there is no such table.",
    reason: "A report that counts models in production misses the one that is in \"Prod\".",
    action: "Fix the values that the state of a model may take",
    references: &["ISO/IEC 42001 A.6.2", "seed audit 000, section 2"],
    evidence_sql: "SELECT n.nspname, c.relname, a.attname\n\
        FROM pg_catalog.pg_attribute a\n\
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid\n\
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p') AND c.relname ~* '(models?|model_versions?|deployments?|model_endpoints?)$'\n\
        AND a.attname ~* '(status|stage|state)$' AND t.typtype = 'b' AND t.typcategory = 'S' AND NOT a.attisdropped\n\
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('c', 'f') AND a.attnum = ANY (k.conkey))\n\
        ORDER BY 1, 2",
    check: lifecycle,
};

fn lifecycle(catalog: &Catalog) -> Checked {
    let signs = Signs::of(catalog);
    if signs.agents.is_empty() && signs.models.is_empty() && signs.products.is_empty() {
        return Checked::not_applicable(signs.why_not());
    }
    // A register or a table of deployments speaks of models by a name and a version, or by a state.
    let shapes = || REGISTERS.iter().chain(DEPLOYED);
    let tables: Vec<&Relation> = catalog
        .tables()
        .filter(|table| {
            shapes().any(|shape| {
                ends(&table.name.name, shape.name)
                    && shape.columns.iter().all(|(_, wanted)| {
                        table
                            .columns
                            .iter()
                            .any(|column| tells(&column.name, wanted))
                    })
            })
        })
        .collect();
    if tables.is_empty() {
        return Checked::not_applicable(
            "There is no register of models and no table of deployments.",
        );
    }
    let findings = tables
        .iter()
        .filter_map(|table| unfixed(catalog, &signs, table))
        .collect();
    Checked::found(tables.len(), findings)
}

fn unfixed(catalog: &Catalog, signs: &Signs, table: &Relation) -> Option<Finding> {
    let free: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| {
            let last = column.name.to_lowercase();
            ["status", "stage", "state"]
                .iter()
                .any(|word| last.ends_with(word))
        })
        .filter(|column| !fixed(catalog, table, column))
        .collect();
    let first = free.first()?;
    let names: Vec<&str> = free.iter().map(|column| column.name.as_str()).collect();
    let product = signs.product_of(&table.name);
    let finding = Finding::new(
        table.name.to_string(),
        if product.is_some() {
            Severity::Low
        } else {
            Severity::Medium
        },
        "takes any text as the state of a model.",
    )
    .fact("columns", listed(&names));
    Some(match product {
        Some(product) => finding.fact("belongs to", product),
        None => finding.fix(format!(
            "-- First see which values there are: SELECT {column}, count(*) FROM {name} GROUP BY 1;\n\
             ALTER TABLE {name} ADD CHECK ({column} IN ('development', 'testing', 'production', 'deprecated')) NOT VALID;\n\
             -- Then validate the constraint.",
            column = quote_identifier(&first.name),
            name = table.name.quoted()
        )),
    })
}

/// Whether something fixes the values of a column: its type, a CHECK or a reference.
fn fixed(catalog: &Catalog, table: &Relation, column: &Column) -> bool {
    let text = matches!(
        column.data_type.split('(').next(),
        Some("text" | "character varying" | "character")
    );
    let domain = catalog.domains.iter().find(|domain| {
        domain.name.name == column.type_name && domain.name.schema == column.type_schema
    });
    let constrained = table.constraints.iter().any(|constraint| {
        matches!(
            constraint.kind,
            ConstraintKind::Check | ConstraintKind::ForeignKey
        ) && constraint.columns.contains(&column.name)
    });
    constrained || domain.map_or(!text, |domain| !domain.checks.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::{constraint, healthy, table};

    fn models(data_type: &str) -> Relation {
        table("app.ai_models")
            .col("name", "text")
            .col("version", "text")
            .col("deployment_status", data_type)
    }

    fn with(table: Relation) -> Catalog {
        healthy()
            .with(crate::catalog::sample::table("app.ai_agents").keyed())
            .with(table)
    }

    #[test]
    fn free_text_is_no_state() {
        let findings = LIFECYCLE.findings(&with(models("text")));
        assert_eq!(findings[0].severity, Severity::Medium);
        assert!(
            findings[0]
                .fix_sql
                .as_deref()
                .unwrap()
                .contains("ADD CHECK (deployment_status IN (")
        );
    }

    #[test]
    fn a_check_or_a_type_fixes_it() {
        let mut checked = models("text");
        checked.constraints.push(constraint(
            "known",
            ConstraintKind::Check,
            &["deployment_status"],
        ));
        assert_eq!(LIFECYCLE.status(&with(checked)), Status::Pass);
        assert_eq!(
            LIFECYCLE.status(&with(models("app.model_state"))),
            Status::Pass
        );
    }

    #[test]
    fn no_register_no_question() {
        let agents = healthy().with(table("app.ai_agents").keyed());
        assert_eq!(LIFECYCLE.status(&agents), Status::NotApplicable);
        assert_eq!(LIFECYCLE.status(&healthy()), Status::NotApplicable);
    }
}
